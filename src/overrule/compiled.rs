//! A rule made ready for use.

use regex::{Regex, RegexBuilder};

use crate::outlet::Outlet;
use crate::overrule::selector::Selector;
use crate::overrule::{Rule, file};
use crate::reader::{Block, Origin};
use crate::source::Digest;
use crate::text::{self, Fingerprint};

/// Bytes that one pattern may take once it is compiled.
const PATTERN_BYTES: usize = 1 << 20;

/// What a rule asks for, in the form in which blocks and pages are compared.
#[derive(Debug)]
pub(super) struct Compiled {
    text: Option<String>,
    like: Option<Fingerprint>,
    contains: Option<String>,
    pattern: Option<Regex>,
    selector: Option<Selector>,
    /// Key of the outlet.
    outlet: Option<String>,
    url: Option<String>,
}

/// A block as rules see it. The folded text is made once, and only where a rule asks for it.
pub(super) struct Seen<'a> {
    block: &'a Block,
    folded: Option<String>,
    print: Option<Fingerprint>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(block: &'a Block) -> Self {
        Self { block, folded: None, print: None }
    }

    fn folded(&mut self) -> &str {
        self.folded.get_or_insert_with(|| folded(&self.block.text))
    }

    fn print(&mut self) -> Fingerprint {
        *self.print.get_or_insert_with(|| Fingerprint::of(&self.block.text))
    }
}

fn folded(text: &str) -> String {
    text::fold(&text::squeeze(text)).into_owned()
}

impl Compiled {
    /// The rule made ready; the message of what is wrong with its pattern or selector, beginning with the key.
    pub(super) fn of(rule: &Rule) -> Result<Self, String> {
        let which = &rule.which;
        let selector = which.selector.as_ref().map(|text| Selector::parse(text));
        Ok(Self {
            text: which.text.as_deref().map(folded),
            like: which.like.as_deref().map(Fingerprint::of),
            contains: which.contains.as_deref().map(folded),
            pattern: which.pattern.as_deref().map(pattern).transpose()?,
            selector: selector.transpose().map_err(|message| format!("`selector` {message}"))?,
            outlet: rule.scope.outlet.as_ref().map(|name| Outlet::named(name.clone(), Origin::User).key),
            url: rule.scope.url.as_deref().map(bare),
        })
    }

    /// Whether all that the rule asks of a block holds.
    pub(super) fn fits(&self, rule: &Rule, seen: &mut Seen<'_>) -> bool {
        let block = seen.block;
        rule.which.block.is_none_or(|kind| kind == block.kind)
            && self
                .selector
                .as_ref()
                .is_none_or(|selector| block.marks.as_ref().is_some_and(|marks| selector.matches(marks)))
            && self.text.as_ref().is_none_or(|text| text == seen.folded())
            && self.like.is_none_or(|like| like == seen.print())
            && self.contains.as_ref().is_none_or(|part| seen.folded().contains(part))
            && self.pattern.as_ref().is_none_or(|pattern| pattern.is_match(&block.text))
    }

    /// Whether the rule holds for pages of this outlet.
    pub(super) fn is_of(&self, outlet: Option<&Outlet>) -> bool {
        self.outlet.as_ref().is_none_or(|key| outlet.is_some_and(|outlet| outlet.key == *key))
    }

    /// Whether the rule holds for a page that states these addresses.
    pub(super) fn is_at(&self, mut urls: impl Iterator<Item = String>) -> bool {
        self.url.as_ref().is_none_or(|wanted| urls.any(|url| begins(&url, wanted, &['/', '?', '#'])))
    }
}

/// Whether the rule holds for the article of this digest at this path.
pub(super) fn is_there(rule: &Rule, digest: &Digest, path: &str) -> bool {
    let scope = &rule.scope;
    scope.article.as_ref().is_none_or(|article| is_article(article, digest, path))
        && scope.path.as_ref().is_none_or(|folder| begins(path, folder.trim_end_matches('/'), &['/']))
}

fn is_article(article: &str, digest: &Digest, path: &str) -> bool {
    let id = article.to_ascii_lowercase();
    path == article || file::is_hexadecimal(&id) && digest.to_string().starts_with(&id)
}

/// Whether a path or address is this one or lies below it.
fn begins(path: &str, folder: &str, ends: &[char]) -> bool {
    let rest = path.strip_prefix(folder);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(ends) || folder.ends_with(ends))
}

/// An address without scheme and `www.`, its host in lower case.
pub(super) fn bare(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = host.to_lowercase();
    format!("{}{path}", host.strip_prefix("www.").unwrap_or(&host))
}

fn pattern(pattern: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(pattern).size_limit(PATTERN_BYTES).build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            "`pattern` takes too much memory; repeat less in it, or use `contains`".to_owned()
        }
        error => format!("`pattern` is no regular expression: {}", reason(&error.to_string())),
    })
}

/// The last line of the engine's message, which says what is wrong; the others draw the place.
fn reason(message: &str) -> &str {
    message.lines().last().unwrap_or_default().trim_start_matches("error: ").trim()
}
