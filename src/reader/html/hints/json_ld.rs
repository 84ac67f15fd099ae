//! JSON-LD: the statements of a page in the vocabulary of schema.org.

use serde_json::{Map, Value};

use super::{hint, repair};
use crate::reader::html::tree::Styles;
use crate::reader::{Field, Hint, Origin, html};
use crate::text;

type Object = Map<String, Value>;

/// What the page's article says of itself, and its text; and whether only a page describes itself, no article.
/// `titles` are the page's own titles: among several articles, the one that carries such a headline is the page's.
pub(super) fn read(scripts: &[String], titles: &[&str]) -> (Vec<Hint>, Option<String>, bool) {
    let values: Vec<Value> = scripts.iter().filter_map(|script| repair::parse(script)).collect();
    let mut nodes = Vec::new();
    for value in &values {
        gather(value, &mut nodes, 0);
    }
    let titles: Vec<String> = titles.iter().map(|title| folded(title)).collect();
    let mut ranked: Vec<(u8, &Object)> =
        nodes.iter().filter_map(|node| Some((rank(node, &titles)?, *node))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.truncate(MOST_NODES);
    let graph = Graph { nodes: &nodes };
    let mut hints: Vec<Hint> = Vec::new();
    for (rank, node) in &ranked {
        let first = hints.is_empty();
        // A page node completes its article; a second article is another story.
        if first || *rank >= PAGE_RANK {
            let add = graph.hints(node);
            hints.extend(
                add.into_iter().filter(|add| first || *rank >= PAGE_RANK && add.field != Field::Title),
            );
        }
    }
    let body = ranked.first().filter(|(rank, _)| *rank < PAGE_RANK).and_then(|(_, node)| body(node));
    // A page that has a headline is an article by another name.
    let page_only =
        ranked.first().is_some_and(|(rank, node)| *rank > PAGE_RANK && named(node, &["headline"]).is_none());
    (hints, body, page_only)
}

/// Nodes that are read, best first: the article, its page, a spare.
const MOST_NODES: usize = 4;

/// The most authors of an article.
const MOST_NAMES: usize = 40;

/// How deep lists and graphs are looked into. The parser itself stops at 128.
const DEPTH: u8 = 6;

/// The objects of a value that may describe the page: its own, those of its graph, its main entity.
fn gather<'a>(value: &'a Value, nodes: &mut Vec<&'a Object>, depth: u8) {
    match value {
        _ if depth > DEPTH => {}
        Value::Array(values) => values.iter().for_each(|value| gather(value, nodes, depth + 1)),
        Value::Object(object) => {
            nodes.push(object);
            let inner = ["@graph", "mainEntity", "mainEntityOfPage", "author", "publisher"];
            inner
                .iter()
                .filter_map(|name| object.get(*name))
                .for_each(|value| gather(value, nodes, depth + 1));
        }
        _ => {}
    }
}

/// Rank from which on a node describes the page and not an article.
const PAGE_RANK: u8 = 10;

/// How well a node describes the page's article, 0 the best; `None` where it does not.
fn rank(node: &Object, titles: &[String]) -> Option<u8> {
    let kinds = strings(node.get("@type")?);
    let rank = kinds.iter().filter_map(|kind| kind_rank(kind)).min()?;
    let headline = named(node, &["headline", "name"]).map(|headline| folded(&headline)).unwrap_or_default();
    let agrees = !headline.is_empty() && titles.iter().any(|title| title.contains(&headline));
    Some(if agrees || rank >= PAGE_RANK { rank } else { rank + 5 })
}

/// Source: the types below `CreativeWork` of schema.org that publishers use for articles.
fn kind_rank(kind: &str) -> Option<u8> {
    let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
    Some(match kind {
        _ if kind.ends_with("NewsArticle") => 0,
        "Article"
        | "BlogPosting"
        | "LiveBlogPosting"
        | "Report"
        | "TechArticle"
        | "ScholarlyArticle"
        | "MedicalScholarlyArticle"
        | "SocialMediaPosting"
        | "AdvertiserContentArticle"
        | "SatiricalArticle" => 1,
        "DiscussionForumPosting" | "Review" | "Recipe" | "HowTo" | "PodcastEpisode" => 2,
        "CreativeWork" => PAGE_RANK,
        "WebPage" | "ItemPage" | "MedicalWebPage" | "AboutPage" | "CollectionPage" | "FAQPage" => {
            PAGE_RANK + 1
        }
        _ => return None,
    })
}

fn folded(title: &str) -> String {
    text::words(title).map(|word| text::fold(&title[word]).into_owned()).collect::<Vec<_>>().join(" ")
}

/// The objects of a page, for those that are named by their `@id` elsewhere.
struct Graph<'a> {
    nodes: &'a [&'a Object],
}

impl Graph<'_> {
    fn hints(&self, node: &Object) -> Vec<Hint> {
        let mut hints = Vec::new();
        let mut add = |field, value: Option<String>| {
            hints.extend(value.and_then(|value| hint(field, Origin::JsonLd, &plain(&value))));
        };
        add(Field::Title, named(node, &["headline", "name"]));
        add(Field::Standfirst, named(node, &["description", "alternativeHeadline"]));
        self.authors(node).into_iter().for_each(|author| add(Field::Byline, Some(author)));
        add(
            Field::Outlet,
            node.get("publisher").and_then(|value| self.names(value, false).into_iter().next()),
        );
        add(Field::Date, named(node, &["datePublished", "dateCreated", "uploadDate"]));
        add(Field::Language, node.get("inLanguage").and_then(language));
        add(Field::Url, url(node));
        add(Field::Section, named(node, &["articleSection"]));
        hints
    }

    fn authors(&self, node: &Object) -> Vec<String> {
        let persons = |name: &str| node.get(name).map(|value| self.names(value, true)).unwrap_or_default();
        let authors = persons("author");
        if authors.is_empty() { persons("creator") } else { authors }
    }

    /// The names in a value: texts, objects with a name, or objects that are described elsewhere on the page;
    /// where `persons` are asked for, organisations are left out.
    fn names(&self, value: &Value, persons: bool) -> Vec<String> {
        match value {
            Value::String(name) => vec![name.clone()],
            Value::Array(values) => values
                .iter()
                .filter(|value| !value.is_array())
                .take(MOST_NAMES)
                .flat_map(|value| self.names(value, persons))
                .collect(),
            Value::Object(object) => {
                let object = self.resolve(object);
                let kinds = object.get("@type").map(strings).unwrap_or_default();
                let company =
                    kinds.iter().any(|kind| kind.ends_with("Organization") || kind.ends_with("Corporation"));
                if persons && company {
                    Vec::new()
                } else {
                    object.get("name").map(strings).unwrap_or_default()
                }
            }
            _ => Vec::new(),
        }
    }

    fn resolve<'a>(&'a self, object: &'a Object) -> &'a Object {
        if object.contains_key("name") {
            return object;
        }
        let Some(id) = object.get("@id") else { return object };
        let found = self.nodes.iter().find(|node| node.get("@id") == Some(id) && node.contains_key("name"));
        found.copied().unwrap_or(object)
    }
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(values) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// The first of the named texts that says something.
fn named(node: &Object, names: &[&str]) -> Option<String> {
    names
        .iter()
        .filter_map(|name| strings(node.get(*name)?).into_iter().next())
        .find(|text| !text.trim().is_empty())
}

fn language(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => named(object, &["alternateName", "name"]),
        _ => strings(value).into_iter().next(),
    }
}

fn url(node: &Object) -> Option<String> {
    let page = node.get("mainEntityOfPage");
    let page = page
        .and_then(|page| page.as_object().map_or_else(|| page.as_str(), |page| page.get("@id")?.as_str()));
    let own = node.get("url").and_then(Value::as_str);
    [own, page].into_iter().flatten().find(|url| url.starts_with("http")).map(str::to_owned)
}

/// The text of the article; markup in it is resolved.
fn body(node: &Object) -> Option<String> {
    let body = named(node, &["articleBody", "text"])?;
    Some(plain(&body))
}

/// The text without markup: publishers put entities and tags into their JSON.
fn plain(value: &str) -> String {
    if !value.contains(['&', '<']) {
        return value.to_owned();
    }
    html::tree(value, Styles::Read).text()
}
