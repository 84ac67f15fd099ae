//! The head of a page: JSON-LD, `<meta>`, `<title>`, `<link>`, the page's language.

use super::{hint, json_ld, meta};
use crate::reader::html::tree::{Element, NodeRef, Value};
use crate::reader::{Field, Hint, Origin};

/// The most JSON-LD blocks of a page that are read, and the most bytes of one: more is a shop's catalogue.
const JSON_LD: (usize, usize) = (40, 2 << 20);

/// The most `<meta>` statements of a page that are kept.
const MOST_METAS: usize = 200;

/// What the head stated, gathered in document order. Pages put such elements in their body, too.
#[derive(Default)]
pub(super) struct Head {
    scripts: Vec<String>,
    metas: Vec<meta::Stated>,
    label: Option<String>,
    title: Option<String>,
    links: Vec<Hint>,
}

impl Head {
    /// Looks at one element.
    pub(super) fn open(&mut self, node: NodeRef<'_>, element: &Element) {
        match element.name() {
            "script" => self.script(node, element),
            "meta" => {
                if self.metas.len() < MOST_METAS {
                    self.metas.extend(meta::read(element));
                }
                self.metas.extend(meta::card(element, &mut self.label));
            }
            // An SVG has titles, too: the first is the page's.
            "title" if self.title.is_none() => self.title = Some(content(node)),
            "link" if element.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.link(Field::Url, element.attr("href"));
            }
            "html" => self.link(Field::Language, element.attr("lang").or_else(|| element.attr("xml:lang"))),
            _ => {}
        }
    }

    fn script(&mut self, node: NodeRef<'_>, element: &Element) {
        let json = element.attr("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"));
        if json && self.scripts.len() < JSON_LD.0 {
            let text = content(node);
            if text.len() <= JSON_LD.1 {
                self.scripts.push(text);
            }
        }
    }

    fn link(&mut self, field: Field, value: Option<&str>) {
        self.links.extend(value.and_then(|value| hint(field, Origin::Html, value)));
    }

    /// The hints, best first, and the article's text where the page states it; and whether the page describes itself as
    /// a page and not as an article.
    pub(super) fn finish(mut self) -> (Vec<Hint>, Option<String>, bool) {
        let titles: Vec<&str> = self.title.as_deref().into_iter().chain(meta::titles(&self.metas)).collect();
        let (mut hints, body, page_only) = json_ld::read(&self.scripts, &titles);
        hints.extend(meta::hints(&mut self.metas));
        hints.append(&mut self.links);
        hints.extend(self.title.and_then(|title| hint(Field::Title, Origin::TitleElement, &title)));
        (hints, body, page_only)
    }
}

/// The text directly inside an element.
fn content<'a>(node: NodeRef<'a>) -> String {
    let text = |child: NodeRef<'a>| match child.value() {
        Value::Text(text) => Some(&**text),
        _ => None,
    };
    node.children().filter_map(text).collect()
}
