//! The part of the paper, as the page shows it over its headline: a kicker, or the last link of the breadcrumbs.

use super::classes::Classes;
use super::{hint, visible};
use crate::reader::html::tree::NodeRef;
use crate::reader::{Field, Hint, Origin};

/// Words of the longest name of a section.
const WORDS: usize = 4;

/// Elements that may stand between the label and the headline.
const NEAR: usize = 30;

/// The labels seen so far.
#[derive(Default)]
pub(super) struct Section {
    elements: usize,
    kicker: Option<(usize, String)>,
    crumbs: Option<(usize, String)>,
    found: Option<String>,
    done: bool,
}

impl Section {
    /// Looks at one element; nothing counts after the headline.
    pub(super) fn open(&mut self, node: NodeRef<'_>, element: &str, classes: Classes) {
        self.elements += 1;
        if self.done {
            return;
        }
        if element == "h1" {
            self.done = true;
            let near = |seen: &Option<(usize, String)>| {
                seen.clone().filter(|(at, _)| at + NEAR >= self.elements).map(|(_, name)| name)
            };
            self.found = near(&self.kicker).or_else(|| near(&self.crumbs));
            return;
        }
        if classes.is_kicker() {
            self.kicker = label(&visible::shown(node)).map(|name| (self.elements, name));
        } else if classes.is_crumbs() {
            let crumbs = crumb(node).map(|name| (self.elements, name));
            self.crumbs = crumbs.or_else(|| self.crumbs.take());
        }
    }

    /// The hint, if the page names a section.
    pub(super) fn finish(self) -> Option<Hint> {
        hint(Field::Section, Origin::Html, &self.found?)
    }
}

/// A text that can name a section: a few words, no sentence.
fn label(text: &str) -> Option<String> {
    let short = (1..=WORDS).contains(&text.split_whitespace().count());
    (short && !text.ends_with(['.', '!', '?', ':']) && text.contains(char::is_alphabetic))
        .then(|| text.to_owned())
}

/// The last link of a path, where it has two at least: the first leads home.
fn crumb(node: NodeRef<'_>) -> Option<String> {
    let is_link = |node: &NodeRef<'_>| node.element().is_some_and(|element| element.name() == "a");
    let links: Vec<String> = node.descendants().take(120).filter(is_link).map(visible::shown).collect();
    links.len().checked_sub(1).filter(|last| *last > 0).and_then(|last| label(&links[last]))
}
