//! A story with its furniture as the bytes of a saved page, in every format that cuttings reads.

use std::fmt::Write;

use serde_json::json;

use crate::cleaner::Kind;
use crate::source::Format;

use super::outlets::{Outlet, Piece};
use super::story::Story;

/// Entries of the menu of every web page.
const MENU: [&str; 5] = ["Home", "News", "Business", "Sport", "Opinion"];

/// A story about to be printed, with what stands around it.
pub(super) struct Sheet<'a> {
    pub outlet: &'a Outlet,
    pub story: &'a Story,
    /// Name of the file, without its ending.
    pub name: String,
    pub before: Vec<Piece>,
    pub after: Vec<Piece>,
}

impl Sheet<'_> {
    /// The page in a format; furniture that the format has beside the given pieces is appended to them, and pieces
    /// that it has no place for are taken away.
    pub(super) fn print(&mut self, format: Format) -> String {
        match format {
            Format::Markdown => self.markdown(),
            Format::Html => self.html(),
            Format::Json => format!("{:#}\n", self.record()),
            Format::JsonLines => format!("{}\n", self.record()),
            // Containers are made around pages of these.
            _ => self.text(),
        }
    }

    fn text(&self) -> String {
        let mut out = format!("{}\n\n", self.story.title);
        Self::lines(&mut out, &self.before);
        for paragraph in &self.story.paragraphs {
            let _ = write!(out, "{}\n\n", paragraph.text);
        }
        Self::lines(&mut out, &self.after);
        out
    }

    fn lines(out: &mut String, pieces: &[Piece]) {
        for piece in pieces {
            let _ = write!(out, "{}\n\n", piece.text);
        }
    }

    fn markdown(&mut self) -> String {
        self.before.clear();
        let title = self.story.title.replace('"', "'");
        let mut out = format!(
            "---\ntitle: \"{title}\"\nauthor: {}\ndate: {}\noutlet: {}\nlang: en\n---\n\n",
            self.story.author, self.story.date, self.outlet.name
        );
        for paragraph in &self.story.paragraphs {
            let mark = if paragraph.is_subhead { "## " } else { "" };
            let _ = write!(out, "{mark}{}\n\n", paragraph.text);
        }
        Self::lines(&mut out, &self.after);
        out
    }

    fn record(&mut self) -> serde_json::Value {
        self.before.clear();
        let body = self.story.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
        let all: Vec<&str> = body.chain(self.after.iter().map(|piece| piece.text.as_str())).collect();
        json!({
            "title": self.story.title,
            "text": all.join("\n\n"),
            "url": self.outlet.url(self.story, &self.name),
            "date": self.story.date.to_string(),
            "authors": [self.story.author],
            "outlet": self.outlet.name,
            "language": "en",
        })
    }

    fn html(&mut self) -> String {
        let mut out = self.head();
        out.push_str("<body>\n<header class=\"site-header\"><nav class=\"menu\"><ul>\n");
        for entry in MENU {
            let _ = writeln!(out, "<li><a href=\"/{entry}\">{entry}</a></li>");
        }
        let _ = write!(
            out,
            "</ul></nav></header>\n<main>\n<article class=\"story\">\n<h1>{}</h1>\n",
            escape(&self.story.title)
        );
        elements(&mut out, "p class=\"byline\"", &self.before);
        for paragraph in &self.story.paragraphs {
            let element = if paragraph.is_subhead { "h2" } else { "p" };
            let _ = writeln!(out, "<{element}>{}</{element}>", escape(&paragraph.text));
        }
        out.push_str("</article>\n<aside class=\"after-story\">\n");
        elements(&mut out, "p", &self.after);
        out.push_str("</aside>\n</main>\n</body>\n</html>\n");
        let menu = MENU.into_iter().map(|text| Piece { kind: Kind::Navigation, text: text.to_owned() });
        self.before.splice(0..0, menu);
        out
    }

    /// The head of the page; outlets that sign their pages state the article in JSON-LD as well.
    fn head(&self) -> String {
        let (story, outlet) = (self.story, self.outlet);
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{} | {}</title>\n\
             <link rel=\"canonical\" href=\"{}\">\n",
            escape(&story.title),
            outlet.name,
            outlet.url(story, &self.name)
        );
        if outlet.signs() {
            let ld = json!({
                "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title,
                "datePublished": story.date.to_string(), "author": {"@type": "Person", "name": story.author},
                "publisher": {"@type": "Organization", "name": outlet.name},
            });
            let _ = writeln!(out, "<script type=\"application/ld+json\">{ld}</script>");
        }
        out.push_str("</head>\n");
        out
    }
}

fn elements(out: &mut String, open: &str, pieces: &[Piece]) {
    for piece in pieces {
        let _ = writeln!(out, "<{open}>{}</p>", escape(&piece.text));
    }
}

/// The generator writes none of the other characters that HTML gives a meaning.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
