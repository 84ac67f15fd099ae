//! `cuttings tag` and `cuttings note`: what a person puts on articles by hand.

use std::io;

use anyhow::bail;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::annotation::{self, Annotation, Annotations, Change, Changed, FILE, Target};
use crate::index::{Archive, FileTable, StoredArticle};
use crate::output::{Citation, Rows, json, terminal};
use crate::search::{self, Request};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, cited, shelf, show, words};

/// Put tags on articles and take them off; without arguments, list all tags.
///
/// They stand in tags.toml in the archive folder, by the ids of articles, and hold from the next question on:
/// `cuttings search tag:strike`. An article that is edited is known again by its file, else by its address.
///
/// Example: cuttings tag 3fa9c2d1 +strike -todo
#[derive(Args)]
pub(super) struct TagArgs {
    /// Articles by id (its beginning will do) or path, and tags: `+` puts one on, `-` takes one off. Articles alone
    /// show what is on them. Example: courier/strike.html +"front page"
    #[arg(value_name = "ID|+TAG|-TAG", allow_hyphen_values = true)]
    words: Vec<String>,
    /// Print one JSON document with every tag and the number of its articles.
    #[arg(long)]
    json: bool,
}

/// Put a note on an article, in place of the one before; without a text, show it.
///
/// It stands in tags.toml in the archive folder, beside the article's tags. An empty text takes it off.
///
/// Example: cuttings note 3fa9c2d1 "The minister said otherwise in May."
#[derive(Args)]
pub(super) struct NoteArgs {
    /// The article by id (its beginning will do) or path. Example: courier/strike.html
    #[arg(value_name = "ID")]
    article: String,
    /// What there is to say of it. Example: "Ask the harbour master."
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct TagsJson<'a> {
    version: u32,
    tags: Vec<TagJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct TagJson<'a> {
    tag: &'a str,
    articles: u64,
}

pub(super) fn tag(args: &TagArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open(desk)?;
    let typed = args.words.iter().map(|word| word.trim());
    let (tags, named): (Vec<&str>, Vec<&str>) = typed.partition(|word| word.starts_with(['+', '-']));
    if tags.is_empty() && named.is_empty() {
        return list(&archive, args.json, desk);
    }
    if named.is_empty() {
        bail!(
            "name the articles that {} is for, by id or path; `cuttings search` prints both",
            tags.join(" ")
        );
    }
    let of = |sign: char| tags.iter().filter_map(|tag| tag.strip_prefix(sign)).map(str::to_owned).collect();
    let change = Change::Tags { add: of('+'), remove: of('-') };
    make(&archive, &named, (!tags.is_empty()).then_some(change), desk)
}

pub(super) fn note(args: &NoteArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open(desk)?;
    let change = (!args.text.is_empty()).then(|| Change::Note(words::joined(&args.text)));
    make(&archive, &[args.article.trim()], change, desk)
}

/// Makes a change to the articles that are named, if there is one, and shows what is on them then. Where one of them is
/// not there, nothing is changed.
fn make(
    archive: &Archive,
    named: &[&str],
    change: Option<Change>,
    desk: &mut Desk<'_>,
) -> anyhow::Result<Exit> {
    let mut articles = Vec::new();
    for name in named {
        match show::find(archive, name, desk)? {
            Ok(found) => articles.extend(found),
            Err(exit) => return Ok(exit),
        }
    }
    let (known, table) = (shelf::annotations(desk)?, archive.files()?);
    let targets: Vec<Target> = articles.iter().map(|article| target(article, &known, &table)).collect();
    let annotations = match change {
        None => known,
        Some(change) => {
            let Changed { changed, annotations } =
                annotation::change(&desk.settings.archive, &targets, &change)?;
            if !changed {
                desk::say(&format!("{FILE} says so already"));
            }
            annotations
        }
    };
    for (article, target) in articles.iter().zip(&targets) {
        let nothing = Annotation::default();
        write(article, annotations.of(&target.id).unwrap_or(&nothing), desk)?;
    }
    Ok(Exit::Found)
}

fn target(article: &StoredArticle, known: &Annotations, table: &FileTable) -> Target {
    let (cited, location) = (Citation::of(article, None), shelf::location(article, table));
    let before = known.before(&cited.article).map(str::to_owned);
    let path = cited.paths.first().map_or("", String::as_str);
    let name = cited.headline.as_ref().map_or(path.to_owned(), |headline| format!("“{headline}”, {path}"));
    Target { id: cited.article, before, location, name }
}

/// An article in a line, and what is on it.
fn write(article: &StoredArticle, annotation: &Annotation, desk: &mut Desk<'_>) -> io::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    writeln!(desk.out, "{}", cited::line(article, &sheet))?;
    let tags = annotation.tags.iter().map(|tag| format!("[{}]", terminal::line(tag)));
    let parts: Vec<String> = tags.chain(annotation.note.iter().map(|note| terminal::line(note))).collect();
    let shown = if parts.is_empty() { "no tag, no note".to_owned() } else { parts.join(" ") };
    writeln!(desk.out, "            {shown}")
}

/// Every tag with the number of articles that have it.
fn list(archive: &Archive, as_json: bool, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let annotations = shelf::annotations(desk)?;
    let mut tags = Vec::new();
    for tag in annotations.tags() {
        let query = format!("tag:\"{tag}\"");
        let (limit, annotations) = (0, annotations.clone());
        let request = Request { limit, annotations, ..Request::new(&query, desk.today()) };
        tags.push(TagJson { tag, articles: search::answer(archive, &request)?.total });
    }
    let found = !tags.is_empty();
    if as_json {
        json::line(&TagsJson { version: json::VERSION, tags }, desk.out)?;
    } else {
        for TagJson { tag, articles } in &tags {
            writeln!(desk.out, "{:>7}  {}", terminal::thousands(*articles), terminal::line(tag))?;
        }
    }
    desk.out.flush()?;
    tell_of_lost(archive, &annotations)?;
    if !found && !as_json {
        desk::say("no tags yet; `cuttings tag ID +NAME` puts one on an article");
    }
    Ok(Exit::found(found))
}

/// Says how many entries are of articles that the index has not.
fn tell_of_lost(archive: &Archive, annotations: &Annotations) -> anyhow::Result<()> {
    let mut lost = Vec::new();
    for (id, _) in annotations.all() {
        if search::lookup(archive, id)?.is_empty() {
            lost.push(id);
        }
    }
    if let Some(first) = lost.first() {
        let entries = terminal::count(lost.len() as u64, "entry").replace("entrys", "entries");
        desk::say(&format!("{FILE} has {entries} of articles that are not in the index, the first {first}"));
    }
    Ok(())
}
