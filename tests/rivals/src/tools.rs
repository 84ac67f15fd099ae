//! The tools, each behind one function from a page's bytes to what it found.

use chrono::Local;
use cuttings::ingest;
use cuttings::overrule::Rules;
use cuttings::reader::BlockKind;

/// What a tool found on a page; empty where it gave up.
#[derive(Debug, Default)]
pub(crate) struct Extracted {
    pub(crate) body: String,
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) date: Option<String>,
}

/// One extractor, with the settings that suit articles best.
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) extract: fn(&[u8]) -> Extracted,
}

/// In the order in which they run.
pub(crate) const TOOLS: &[Tool] = &[
    Tool { name: "cuttings", version: "0.1.0", extract: cuttings },
    Tool { name: "trafilatura", version: "0.6.0", extract: trafilatura },
    Tool { name: "rs-trafilatura", version: "0.2.2", extract: rs_trafilatura },
    Tool { name: "dom_smoothie", version: "0.19.0", extract: dom_smoothie },
];

/// Reading, cleaning and metadata, as `cuttings clean` does.
fn cuttings(html: &[u8]) -> Extracted {
    let Some(Ok(cleaned)) =
        ingest::clean_bytes("page.html", html, &Rules::default(), Local::now().date_naive()).into_iter().next()
    else {
        return Extracted::default();
    };
    let article = cleaned.article;
    let blocks = article.body.iter().filter(|block| block.kind != BlockKind::Caption);
    Extracted {
        body: blocks.map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n"),
        title: article.meta.title.map(|title| title.value),
        authors: article.meta.byline.map(|byline| byline.value).unwrap_or_default(),
        date: article.meta.date.map(|date| date.value.to_string()),
    }
}

/// With its fallbacks, which score best; comments are not asked for.
fn trafilatura(html: &[u8]) -> Extracted {
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    let Ok(found) = trafilatura::extract(&String::from_utf8_lossy(html), &options) else {
        return Extracted::default();
    };
    let meta = found.metadata;
    Extracted {
        body: found.content_text,
        title: filled(meta.title),
        authors: filled(meta.author).into_iter().collect(),
        date: meta.date.map(|date| date.format("%Y-%m-%d").to_string()),
    }
}

fn rs_trafilatura(html: &[u8]) -> Extracted {
    let Ok(found) = rs_trafilatura::extract_bytes(html) else { return Extracted::default() };
    let meta = found.metadata;
    Extracted {
        body: found.content_text,
        title: meta.title,
        authors: meta.author.into_iter().collect(),
        date: meta.date.map(|date| date.format("%Y-%m-%d").to_string()),
    }
}

/// With line breaks between its blocks; its raw text runs the last word of one into the first of the next.
fn dom_smoothie(html: &[u8]) -> Extracted {
    let config = dom_smoothie::Config {
        text_mode: dom_smoothie::TextMode::Formatted,
        ..dom_smoothie::Config::default()
    };
    let parsed = dom_smoothie::Readability::new(String::from_utf8_lossy(html).as_ref(), None, Some(config))
        .and_then(|mut page| page.parse());
    let Ok(found) = parsed else { return Extracted::default() };
    Extracted {
        body: found.text_content.to_string(),
        title: filled(found.title),
        authors: found.byline.into_iter().collect(),
        date: found.published_time.map(|time| time.chars().take(10).collect()),
    }
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
