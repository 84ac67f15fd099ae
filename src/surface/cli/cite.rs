//! `cuttings cite`: articles, or paragraphs of them, cited in a style.

use std::io;

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::cleaner::Verdict;
use crate::index::{Archive, StoredArticle};
use crate::output::reference::{self, BibTex, CslJson, Manual, Ris, Styled};
use crate::output::{Render, Rows, Sheet, terminal};
use crate::passage::{self, Passage};
use crate::search::Hit;
use crate::surface::cli::desk::{self, Desk};
use crate::surface::cli::{Exit, shelf, show};

/// Cite articles, or paragraphs of them, in a style.
///
/// With a paragraph, the number that `search` and `show` print in front of it, its words go along and the citation says
/// where they stand.
///
/// Example: cuttings cite 3fa9c2d1#4 --style mla
#[derive(Args)]
pub(super) struct CiteArgs {
    /// Cite the article with this id (its beginning will do) or at this path, and the paragraph of this number.
    /// Example: courier/strike.html#4
    #[arg(value_name = "ID[#PARAGRAPH]", required = true)]
    articles: Vec<String>,
    /// Write citations so. Default: chicago. Example: --style bibtex
    #[arg(long, value_enum, hide_default_value = true, default_value_t = Style::Chicago, value_name = "STYLE")]
    style: Style,
}

/// How a citation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Style {
    /// A note of the Chicago Manual of Style, 18th edition.
    Chicago,
    /// An entry and a mark in the text, of the APA's Publication Manual, 7th edition.
    Apa,
    /// An entry and a mark in the text, of the MLA Handbook, 9th edition.
    Mla,
    /// BibTeX.
    Bibtex,
    /// RIS.
    Ris,
    /// CSL-JSON.
    Csl,
}

/// An article, and the paragraph that is cited of it.
struct Cited {
    article: StoredArticle,
    passage: Option<Passage>,
}

pub(super) fn run(args: &CiteArgs, desk: &mut Desk<'_>) -> anyhow::Result<Exit> {
    let archive = shelf::open(desk)?;
    let mut cited = Vec::new();
    for typed in &args.articles {
        match find(&archive, typed, desk)? {
            Ok(found) => cited.extend(found),
            Err(exit) => return Ok(exit),
        }
    }
    match args.style {
        Style::Chicago => write(&cited, Manual::Chicago, desk)?,
        Style::Apa => write(&cited, Manual::Apa, desk)?,
        Style::Mla => write(&cited, Manual::Mla, desk)?,
        Style::Bibtex => render(cited, &BibTex, desk)?,
        Style::Ris => render(cited, &Ris, desk)?,
        Style::Csl => render(cited, &CslJson, desk)?,
    }
    Ok(Exit::Found)
}

/// What is named, or what the command comes to where it is not there.
fn find(archive: &Archive, typed: &str, desk: &mut Desk<'_>) -> anyhow::Result<Result<Vec<Cited>, Exit>> {
    let (name, paragraph) = parted(typed);
    let found = match show::find(archive, name, desk)? {
        Ok(found) => found,
        Err(exit) => return Ok(Err(exit)),
    };
    let Some(paragraph) = paragraph else {
        return Ok(Ok(found.into_iter().map(|article| Cited { article, passage: None }).collect()));
    };
    if found.len() > 1 {
        bail!("{typed}: the file holds {} articles; name the one by its id", found.len());
    }
    let cite = |article: StoredArticle| {
        let passage = Some(whole(typed, &article, paragraph)?);
        Ok(Cited { article, passage })
    };
    Ok(Ok(found.into_iter().map(cite).collect::<anyhow::Result<_>>()?))
}

/// The article and, behind a `#`, the number of a paragraph.
fn parted(typed: &str) -> (&str, Option<usize>) {
    let parts = typed.rsplit_once('#').and_then(|(name, number)| Some((name, number.parse().ok()?)));
    parts.map_or((typed, None), |(name, number)| (name, Some(number)))
}

/// The paragraph of this number, from 1.
fn whole(typed: &str, article: &StoredArticle, number: usize) -> anyhow::Result<Passage> {
    let blocks = &article.page.blocks;
    let at = number.checked_sub(1).filter(|at| *at < blocks.len());
    let Some(at) = at else {
        bail!(
            "{typed}: the article has paragraphs 1 to {}; `cuttings show` prints their numbers",
            blocks.len()
        );
    };
    if let Verdict::Drop { kind, .. } = &article.verdicts[at] {
        desk::say(&format!("{typed}: the cleaner removed this paragraph as {}", kind.name()));
    }
    Ok(passage::whole(&blocks[at].text, number as u32))
}

/// Writes what a manual has: the words, the note or the mark, and the entry.
fn write(cited: &[Cited], manual: Manual, desk: &mut Desk<'_>) -> io::Result<()> {
    let asked: Vec<(&StoredArticle, Option<u32>)> = cited
        .iter()
        .map(|cited| (&cited.article, cited.passage.as_ref().map(|passage| passage.paragraph)))
        .collect();
    for (at, (styled, cited)) in reference::styled(&asked, manual).iter().zip(cited).enumerate() {
        if at > 0 {
            writeln!(desk.out)?;
        }
        let words = cited.passage.as_ref().map(|passage| format!("“{}”", terminal::line(&passage.text)));
        lines(styled, words).iter().try_for_each(|line| writeln!(desk.out, "{line}"))?;
    }
    Ok(())
}

/// A note stands under the words it is for, a mark behind them, the entry at the end.
fn lines(styled: &Styled, words: Option<String>) -> Vec<String> {
    let Styled { citation, entry } = styled;
    match (words, entry) {
        (Some(words), None) => vec![words, citation.clone()],
        (Some(words), Some(entry)) => vec![format!("{words} {citation}"), entry.clone()],
        (None, None) => vec![citation.clone()],
        (None, Some(entry)) => vec![entry.clone()],
    }
}

/// Writes what programs for references take.
fn render(cited: Vec<Cited>, renderer: &dyn Render, desk: &mut Desk<'_>) -> io::Result<()> {
    let sheet = Sheet::plain(Rows::Passages);
    renderer.open(&sheet, desk.out)?;
    for (at, Cited { article, passage }) in cited.into_iter().enumerate() {
        renderer.hit(at, &Hit::of(article, passage.into_iter().collect()), &sheet, desk.out)?;
    }
    renderer.close(&sheet, desk.out)
}
