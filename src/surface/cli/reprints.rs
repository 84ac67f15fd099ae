//! `cuttings reprints`: who ran the same text, and what different stories have in common.

use anyhow::bail;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use crate::index::{Archive, StoredArticle};
use crate::output::{Rows, json, terminal};
use crate::search::{self, Duplicates, Family, Member, Request, Shared};
use crate::surface::cli::cited::{self, CitedJson};
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::question::{self, Question};
use crate::surface::cli::{Exit, shelf, show};
use crate::text::{self, Change};

/// Articles of one family that are listed.
const MEMBERS: usize = 200;

/// List the articles that carry the same text as one, or the families of such articles that a query finds.
///
/// Name the article by its id (the beginning will do) or its path in the corpus; anything else is a query.
///
/// The earliest comes first; every other one is told with the words it lost and gained against that. For one article,
/// passages of 16 words or more that it shares with other stories follow.
///
/// Example: cuttings reprints 3fa9c2d1 --diff
#[derive(Args)]
#[command(after_help = question::help())]
pub(super) struct ReprintsArgs {
    #[command(flatten)]
    question: Question,
    /// Show what differs, word by word: `[-gone-]` and `{+new+}`.
    #[arg(long)]
    diff: bool,
    /// Compare with this article, whether it is a reprint or not. Example: --with 9be01c44
    #[arg(long, value_name = "ID|PATH")]
    with: Option<String>,
    /// List at most so many families; 0 for all. Default: 20. Example: --limit 0
    #[arg(long, hide_default_value = true, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Bring the index up to date first.
    #[arg(long)]
    refresh: bool,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ReprintsJson {
    version: u32,
    /// How many families there are, listed or not.
    total: usize,
    families: Vec<FamilyJson>,
    /// What the article shares with other stories; empty for a query.
    shared: Vec<SharedJson>,
}

#[derive(Serialize, JsonSchema)]
struct FamilyJson {
    /// The day on which the text first ran.
    first_day: Option<String>,
    /// How many articles carry it, listed or not.
    articles: usize,
    members: Vec<MemberJson>,
}

#[derive(Serialize, JsonSchema)]
struct MemberJson {
    #[serde(flatten)]
    cited: CitedJson,
    /// Whether no other one has an earlier day.
    first: bool,
    /// Against the first member; null for that one.
    words_gone: Option<usize>,
    words_new: Option<usize>,
    /// In order; each with one key of `same`, `gone` and `new`. Null without `--diff`.
    difference: Option<Vec<ChangeJson>>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum ChangeJson {
    Same(String),
    Gone(String),
    New(String),
}

#[derive(Serialize, JsonSchema)]
struct SharedJson {
    paragraph: u32,
    /// Characters of the paragraph.
    start: usize,
    end: usize,
    text: String,
    /// The paragraph of the other article.
    other_paragraph: u32,
    other: CitedJson,
}

pub(super) fn run(args: &ReprintsArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open_fresh(desk, args.refresh)?;
    let request = Request { duplicates: Duplicates::Show, ..args.question.request(desk)? };
    let asked = show::named(&archive, &request.query, desk)?;
    if let Some(with) = &args.with {
        return compare(args, &archive, asked, with, desk);
    }
    let Found { families, shared } = match asked.as_slice() {
        [] => Found { families: search::families(&archive, &request)?, shared: Vec::new() },
        [article] => Found::of(&archive, article)?,
        _ => bail!("{}: several articles; write the id of one of them", request.query),
    };
    let limit = if args.limit == 0 { families.len() } else { args.limit.min(families.len()) };
    let read = |family: &Family| Read::of(&archive, family, args.diff);
    if args.json {
        let families_read = families[..limit].iter().map(read).collect::<anyhow::Result<Vec<Read>>>()?;
        let document = ReprintsJson {
            version: json::VERSION,
            total: families.len(),
            families: families_read.into_iter().map(Read::json).collect(),
            shared: read_shared(&archive, &asked, &shared)?,
        };
        json::line(&document, desk.out)?;
    } else {
        for (at, family) in families[..limit].iter().enumerate() {
            write_family(at, &read(family)?, desk)?;
        }
        write_shared(&read_shared(&archive, &asked, &shared)?, desk)?;
    }
    desk.out.flush()?;
    advise(families.len(), limit, shared.is_empty());
    Ok(Exit::found(!families.is_empty() || !shared.is_empty()))
}

/// What there is of an article.
struct Found {
    families: Vec<Family>,
    shared: Vec<Shared>,
}

impl Found {
    fn of(archive: &Archive, article: &StoredArticle) -> anyhow::Result<Self> {
        let family = search::family(archive, article.id())?;
        let families = if family.members.len() > 1 { vec![family] } else { Vec::new() };
        Ok(Self { families, shared: search::shared(archive, article)? })
    }
}

/// A family with its articles.
struct Read {
    first_day: Option<String>,
    articles: usize,
    members: Vec<(StoredArticle, bool, Option<Vec<Change>>)>,
    diff: bool,
}

impl Read {
    fn of(archive: &Archive, family: &Family, diff: bool) -> anyhow::Result<Self> {
        let mut members: Vec<(StoredArticle, bool, Option<Vec<Change>>)> = Vec::new();
        let mut first = None;
        for Member { place, first: is_first, .. } in family.members.iter().take(MEMBERS) {
            let article = archive.load(*place)?;
            let text = article.text();
            let changes = first.as_ref().map(|first: &String| text::difference(first, &text));
            first.get_or_insert(text);
            members.push((article, *is_first, changes));
        }
        let first_day = family.first_day().map(|day| day.to_string());
        Ok(Self { first_day, articles: family.members.len(), members, diff })
    }

    fn json(self) -> FamilyJson {
        let diff = self.diff;
        let member = |(article, first, changes): (StoredArticle, bool, Option<Vec<Change>>)| {
            let counted = changes.as_deref().map(text::changed_words);
            MemberJson {
                cited: CitedJson::of(&article),
                first,
                words_gone: counted.map(|(gone, _)| gone),
                words_new: counted.map(|(_, new)| new),
                difference: changes.filter(|_| diff).map(|all| all.into_iter().map(ChangeJson::of).collect()),
            }
        };
        FamilyJson {
            first_day: self.first_day,
            articles: self.articles,
            members: self.members.into_iter().map(member).collect(),
        }
    }
}

impl ChangeJson {
    fn of(change: Change) -> Self {
        match change {
            Change::Same(text) => Self::Same(text),
            Change::Gone(text) => Self::Gone(text),
            Change::New(text) => Self::New(text),
        }
    }
}

fn write_family(at: usize, family: &Read, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    if at > 0 {
        writeln!(desk.out)?;
    }
    writeln!(desk.out, "{} with this text", terminal::count(family.articles as u64, "article"))?;
    for (article, first, changes) in &family.members {
        let counted = changes.as_deref().map(text::changed_words);
        let told = match (first, counted) {
            (true, None | Some((0, 0))) => "first".to_owned(),
            (true, Some((gone, new))) => format!("same day, {gone} words gone, {new} new"),
            (false, None) => "no date".to_owned(),
            (false, Some((0, 0))) => "same words".to_owned(),
            (false, Some((gone, new))) => format!("{gone} words gone, {new} new"),
        };
        writeln!(desk.out, "  {}  {}", cited::line(article, &sheet), terminal::faint(&told, &sheet))?;
        if let Some(changes) = changes.as_deref().filter(|_| family.diff) {
            cited::write_changes(changes, 6, &sheet, desk.out)?;
        }
    }
    Ok(())
}

fn read_shared(
    archive: &Archive,
    asked: &[StoredArticle],
    shared: &[Shared],
) -> anyhow::Result<Vec<SharedJson>> {
    let Some(article) = asked.first() else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for found in shared {
        let block = &article.page.blocks[found.paragraph as usize - 1].text;
        let text = block[found.span.clone()].to_owned();
        let start = block[..found.span.start].chars().count();
        all.push(SharedJson {
            paragraph: found.paragraph,
            start,
            end: start + text.chars().count(),
            text,
            other_paragraph: found.other_paragraph,
            other: CitedJson::of(&archive.load(found.place)?),
        });
    }
    Ok(all)
}

fn write_shared(shared: &[SharedJson], desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let sheet = desk.sheet(Rows::Hits);
    if !shared.is_empty() {
        writeln!(desk.out, "Shared with other stories")?;
    }
    for found in shared {
        let first = format!("  ¶ {} ", found.paragraph);
        let text = terminal::Painted::plain(&format!("“{}”", terminal::line(&found.text)));
        terminal::wrapped(&first, 6, &text, &sheet)
            .iter()
            .try_for_each(|line| writeln!(desk.out, "{line}"))?;
        writeln!(desk.out, "      {}", terminal::faint(&found.other.told(found.other_paragraph), &sheet))?;
    }
    Ok(())
}

/// Shows what differs between two articles that the user names.
fn compare(
    args: &ReprintsArgs,
    archive: &Archive,
    asked: Vec<StoredArticle>,
    with: &str,
    desk: &mut Desk<'_>,
) -> anyhow::Result<Exit> {
    let Some(before) = asked.into_iter().next() else {
        bail!("--with compares two articles; write the id or path of one in front of it");
    };
    let after = match show::find(archive, with, desk)? {
        Ok(found) => found.into_iter().next(),
        Err(exit) => return Ok(exit),
    };
    let Some(after) = after else { return Ok(Exit::NothingFound) };
    let changes = text::difference(&before.text(), &after.text());
    let members = vec![(before, false, None), (after, false, Some(changes))];
    let family = Read { first_day: None, articles: 2, members, diff: true };
    if args.json {
        let document = ReprintsJson {
            version: json::VERSION,
            total: 1,
            families: vec![family.json()],
            shared: Vec::new(),
        };
        json::line(&document, desk.out)?;
        return Ok(Exit::Found);
    }
    let sheet = desk.sheet(Rows::Hits);
    for (article, _, changes) in &family.members {
        writeln!(desk.out, "{}", cited::line(article, &sheet))?;
        if let Some(changes) = changes {
            cited::write_changes(changes, 2, &sheet, desk.out)?;
        }
    }
    Ok(Exit::Found)
}

fn advise(families: usize, shown: usize, alone: bool) {
    if families == 0 && alone {
        desk::say("no near-duplicates; `cuttings similar ID` looks for articles on the same matter");
    } else if shown < families {
        let rest = terminal::thousands((families - shown) as u64);
        desk::say(&format!("and {rest} more; add --limit 0 for all"));
    }
}
