//! A web page of its own: no script, nothing from elsewhere, fit to print and to send.

use std::io::{self, Write};

use crate::index::StoredArticle;
use crate::output::{Citation, Render, Rows, Sheet};
use crate::passage::Passage;
use crate::reader::BlockKind;
use crate::search::Hit;
use crate::text;

/// A section an article: passages as quotations, what matched marked, each with its citation.
pub struct Html;

/// In front of the first article. The policy forbids all that could be loaded or run, whatever got into the page.
const OPENING: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta name=\"referrer\" content=\"no-referrer\">\n<title>Cuttings</title>\n<style>\n";

const STYLE: &str = "\
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.55 Georgia, 'Times New Roman', serif;
  color: #1c1c1c; background: #fff; overflow-wrap: break-word; }
article { margin: 0 0 2.5rem; padding: 0 0 1.5rem; border-bottom: 1px solid #bbb; }
h2 { margin: 0 0 .25rem; font-size: 1.375rem; line-height: 1.25; }
h3 { margin: 1.25rem 0 .25rem; font-size: 1.0625rem; }
.about, cite, .caption, .file { font: .875rem/1.45 system-ui, sans-serif; font-style: normal; color: #555; }
.about { margin: 0 0 1rem; }
.standfirst { font-style: italic; }
figure { margin: 1rem 0; }
blockquote { margin: 0 0 .375rem; padding-inline-start: 1rem; border-inline-start: 3px solid #999; }
mark { background: #fff2a8; color: inherit; }
a { color: #1a4b84; }
.caption, .file { margin: .125rem 0 0; font-size: .75rem; color: #767676; }
.file { direction: ltr; text-align: left; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; }
  article { break-inside: auto; }
  h2, h3, .about { break-after: avoid; }
  figure { break-inside: avoid; }
  mark { background: none; font-weight: bold; }
  a { color: inherit; text-decoration: none; }
}
";

impl Render for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn help(&self) -> &'static str {
        "one web page, without script or anything from elsewhere, fit to print"
    }

    fn open(&self, _sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{OPENING}{STYLE}</style>\n</head>\n<body>\n")
    }

    fn hit(&self, _at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        let cited = Citation::of(&hit.article, None);
        let lang = hit.article.meta.language.as_ref().map(|lang| format!(" lang=\"{}\"", lang.value));
        writeln!(out, "<article{} dir=\"auto\">", lang.unwrap_or_default())?;
        writeln!(out, "<h2 dir=\"auto\">{}</h2>", escape(cited.name()))?;
        let about = about(&cited);
        if !about.is_empty() {
            writeln!(out, "<p class=\"about\">{about}</p>")?;
        }
        if sheet.rows == Rows::Articles {
            write_body(&hit.article, out)?;
        }
        hit.passages.iter().try_for_each(|passage| write_passage(&hit.article, passage, out))?;
        write_source(&cited, out)?;
        out.write_all(b"</article>\n")
    }

    fn close(&self, _sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"</body>\n</html>\n")
    }
}

/// Text that a page shows as it is, in an element or in a quoted attribute.
pub fn escape(text: &str) -> String {
    let shown = text::printable(text);
    let mut escaped = String::with_capacity(shown.len() + 8);
    for c in shown.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address of the web that a link may lead to; `None` for any other scheme.
pub fn web_address(url: &str) -> Option<String> {
    let parsed = url::Url::parse(url.trim()).ok()?;
    matches!(parsed.scheme(), "http" | "https").then(|| parsed.to_string())
}

/// Outlet, day and authors, and the address as a link.
fn about(cited: &Citation) -> String {
    let mut parts: Vec<String> =
        [&cited.outlet, &cited.date].into_iter().flatten().map(|part| apart(part)).collect();
    if !cited.byline.is_empty() {
        parts.push(format!("by {}", apart(&cited.byline.join(", "))));
    }
    if let Some(url) = &cited.url {
        let shown = escape(url);
        parts.push(match web_address(url) {
            Some(address) => format!("<a rel=\"noreferrer\" href=\"{}\">{shown}</a>", escape(&address)),
            None => format!("<bdi>{shown}</bdi>"),
        });
    }
    parts.join(" · ")
}

/// Text whose direction is its own: a day beside Arabic would be written backwards.
fn apart(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

fn write_passage(article: &StoredArticle, passage: &Passage, out: &mut dyn Write) -> io::Result<()> {
    let cited = Citation::of(article, Some(passage));
    writeln!(out, "<figure>\n<blockquote dir=\"auto\">{}</blockquote>", marked(passage))?;
    let range = format!("characters {}–{}", passage.characters.start, passage.characters.end);
    let mut cite = escape(&cited.to_string());
    if let Some(date) = &cited.date {
        cite = cite.replacen(date.as_str(), &apart(date), 1);
    }
    writeln!(out, "<figcaption><cite dir=\"auto\" title=\"{range}\">{cite}</cite></figcaption>\n</figure>")
}

/// The passage with what matched in `mark` elements.
fn marked(passage: &Passage) -> String {
    let get = |span: std::ops::Range<usize>| escape(passage.text.get(span).unwrap_or_default());
    let (mut shown, mut done) = (String::new(), 0);
    for span in &passage.highlights {
        shown += &format!("{}<mark>{}</mark>", get(done..span.start), get(span.clone()));
        done = span.end;
    }
    shown + &get(done..passage.text.len())
}

fn write_body(article: &StoredArticle, out: &mut dyn Write) -> io::Result<()> {
    if let Some(standfirst) = &article.meta.standfirst {
        writeln!(out, "<p class=\"standfirst\" dir=\"auto\">{}</p>", escape(&standfirst.value))?;
    }
    let mut list = false;
    for block in article.body() {
        let item = block.kind == BlockKind::ListItem;
        if item != list {
            out.write_all(if item { b"<ul>\n" } else { b"</ul>\n" })?;
            list = item;
        }
        let text = escape(&block.text);
        match block.kind {
            BlockKind::Heading => writeln!(out, "<h3 dir=\"auto\">{text}</h3>")?,
            BlockKind::ListItem => writeln!(out, "<li dir=\"auto\">{text}</li>")?,
            BlockKind::Quotation => writeln!(out, "<blockquote dir=\"auto\">{text}</blockquote>")?,
            BlockKind::Caption => writeln!(out, "<p class=\"caption\" dir=\"auto\">{text}</p>")?,
            BlockKind::Paragraph | BlockKind::TableRow => writeln!(out, "<p dir=\"auto\">{text}</p>")?,
        }
    }
    if list { out.write_all(b"</ul>\n") } else { Ok(()) }
}

fn write_source(cited: &Citation, out: &mut dyn Write) -> io::Result<()> {
    let paths = escape(&cited.paths.join(", "));
    writeln!(out, "<p class=\"file\">{paths} · article {} · digest {}</p>", cited.article, cited.digest)
}

#[cfg(test)]
mod tests {
    use scraper::{Html as Document, Selector};

    use super::*;
    use crate::output::sample;

    fn elements(page: &str, selector: &str) -> Vec<String> {
        let document = Document::parse_document(page);
        let selector = Selector::parse(selector).expect("a selector of ours");
        document.select(&selector).map(|element| element.text().collect()).collect()
    }

    #[test]
    fn a_parser_of_pages_finds_passages_marks_and_citations() {
        let page = sample::rendered(&Html, &sample::answer(), Rows::Passages);
        assert_eq!(elements(&page, "h2"), ["Harbour strike ends", "notes.txt"]);
        assert_eq!(elements(&page, "blockquote"), ["Dockers voted on Monday to end the strike."]);
        assert_eq!(elements(&page, "mark"), ["Dockers", "strike"]);
        assert!(elements(&page, "cite")[0].contains("The Harrowmere Courier, 2023-06-14, ¶ 2."));
        assert_eq!(elements(&page, "a[href='https://courier.example/strike']").len(), 1);
    }

    #[test]
    fn a_whole_article_keeps_its_subheads() {
        let page = sample::rendered(&Html, &sample::answer(), Rows::Articles);
        assert_eq!(elements(&page, "h3"), ["What was agreed"]);
        assert_eq!(elements(&page, "p[dir]").len(), 3);
    }

    #[test]
    fn a_stranger_opens_no_element_and_no_link() {
        for rows in [Rows::Passages, Rows::Articles] {
            let page = sample::rendered(&Html, &sample::hostile(), rows);
            assert_eq!(elements(&page, "b, script, a, img, iframe").len(), 0, "{page}");
            assert!(elements(&page, "h2")[0].contains("<b>[x](javascript:1)</b>"));
        }
        assert_eq!(escape("\"'<&>"), "&quot;&#39;&lt;&amp;&gt;");
        assert_eq!(web_address("javascript:alert(1)"), None);
        assert_eq!(web_address("https://a.example/\"x").as_deref(), Some("https://a.example/%22x"));
    }
}
