//! The answer that the tests of every renderer share.

use std::collections::BTreeMap;

use crate::article::{Metadata, Stated};
use crate::cleaner::{Kind, Reason, Verdict};
use crate::entity::{Entity, EntityKind};
use crate::index::StoredArticle;
use crate::lang::Lang;
use crate::output::{Render, Rows, Sheet};
use crate::passage::Passage;
use crate::query::Notice;
use crate::reader::{Block, BlockKind, Origin, Page};
use crate::search::{Answer, Count, Facet, FacetField, Hit, WordCount};
use crate::source::{Digest, Format};
use crate::text::PartialDate;

pub(super) fn rendered(renderer: &dyn Render, answer: &Answer, rows: Rows) -> String {
    let mut out = Vec::new();
    renderer.answer(answer, &Sheet::plain(rows), &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("text")
}

/// Two hits of twelve: a whole one, and one of which nothing is known.
pub(super) fn answer() -> Answer {
    Answer {
        generation: 3,
        incomplete: false,
        checked: Some(1_700_000_000),
        total: 12,
        hits: vec![hit(1, strike()), hit(2, bare())],
        facets: Vec::new(),
        notices: vec![Notice { at: 0..5, message: "no field `autor`; searched as words".into() }],
        names: Vec::new(),
        widened: Vec::new(),
        alone: Vec::new(),
    }
}

/// Nothing found, and what might help.
pub(super) fn nothing() -> Answer {
    let word = |word: &str, articles, suggestion| WordCount { word: word.into(), articles, suggestion };
    let alone = vec![word("harbour", 9, None), word("striek", 0, Some(("strike".into(), 4)))];
    Answer { total: 0, hits: Vec::new(), notices: Vec::new(), alone, ..answer() }
}

/// An answer whose every string tries something.
pub(super) fn hostile() -> Answer {
    let evil = "=cmd|'/c calc'!A1 \u{1b}]0;owned\u{7} \u{202e}gnp.exe <b>[x](javascript:1)</b>";
    let mut article = strike();
    article.page.blocks.iter_mut().for_each(|block| block.text = evil.to_owned());
    article.paths = vec![evil.to_owned()];
    article.meta.title = stated(evil.to_owned());
    article.meta.byline = stated(vec![evil.to_owned()]);
    article.meta.outlet = stated(evil.to_owned());
    article.meta.url = stated(evil.to_owned());
    let mut hit = hit(1, article);
    hit.passages[0].text = evil.to_owned();
    hit.passages[0].highlights = std::iter::once(1..4).collect();
    let values = vec![Count { value: evil.to_owned(), articles: 1 }];
    let facets = vec![Facet { field: FacetField::Outlet, values, more: 0 }];
    Answer { total: 1, hits: vec![hit], facets, ..answer() }
}

fn hit(rank: u64, article: StoredArticle) -> Hit {
    let passage = Passage {
        text: "Dockers voted on Monday to end the strike.".into(),
        highlights: vec![0..7, 35..41],
        paragraph: 2,
        characters: 0..42,
    };
    let passages = if rank == 1 { vec![passage] } else { Vec::new() };
    Hit { rank, score: 7.25, ..Hit::of(article, passages) }
}

#[allow(clippy::unnecessary_wraps, reason = "every field of the sample is one that may be unknown")]
fn stated<T>(value: T) -> Option<Stated<T>> {
    Some(Stated { value, origin: Origin::JsonLd })
}

fn page(name: &str, texts: &[(BlockKind, &str)]) -> Page {
    let block = |&(kind, text): &(BlockKind, &str)| Block {
        kind,
        level: 0,
        text: text.into(),
        linked_chars: 0,
        marks: None,
    };
    Page {
        record: 0,
        digest: Digest::of(name.as_bytes()),
        format: Format::Plain,
        hints: Vec::new(),
        blocks: texts.iter().map(block).collect(),
        article_body: None,
    }
}

/// An article of which everything is known.
pub(super) fn strike() -> StoredArticle {
    let entity = |kind, name: &str| Entity {
        kind,
        name: name.into(),
        mentions: Vec::new(),
        salience: 0.5,
        roles: Vec::new(),
    };
    let texts = [
        (BlockKind::Heading, "What was agreed"),
        (BlockKind::Paragraph, "Dockers voted on Monday to end the strike."),
        (BlockKind::Paragraph, "Sign up to our newsletter."),
        (BlockKind::Paragraph, "Trains run again from Friday."),
    ];
    let drop = Verdict::Drop { kind: Kind::Newsletter, evidence: vec![Reason::said("newsletter phrase")] };
    StoredArticle {
        paths: vec!["courier/strike.txt".into(), "courier/copy.txt".into()],
        page: page("strike", &texts),
        outlet: None,
        verdicts: vec![Verdict::Keep, Verdict::Keep, drop, Verdict::Keep],
        meta: Metadata {
            title: stated("Harbour strike ends".into()),
            standfirst: None,
            byline: stated(vec!["Anna Reed".into(), "Tom Vale".into()]),
            outlet: stated("The Harrowmere Courier".into()),
            date: stated(PartialDate::day(2023, 6, 14).expect("a day")),
            language: stated(Lang::EN),
            url: stated("https://courier.example/strike".into()),
            section: stated("News".into()),
        },
        entities: vec![
            entity(EntityKind::Person, "Anna Holt"),
            entity(EntityKind::Organisation, "Dockers' Union"),
            entity(EntityKind::Place, "Harrowmere"),
        ],
        quotations: Vec::new(),
        topics: Vec::new(),
    }
}

/// An article of which nothing but its text is known.
fn bare() -> StoredArticle {
    StoredArticle {
        paths: vec!["notes.txt".into()],
        page: page("bare", &[(BlockKind::Paragraph, "A note about the strike.")]),
        outlet: None,
        verdicts: vec![Verdict::Keep],
        meta: Metadata::default(),
        entities: Vec::new(),
        quotations: Vec::new(),
        topics: Vec::new(),
    }
}

/// The origins of all that is known of the sample article.
pub(super) fn origins() -> BTreeMap<&'static str, &'static str> {
    ["title", "byline", "outlet", "date", "language", "url", "section"].map(|field| (field, "json-ld")).into()
}
