//! Articles cited as manuals of style have it.

use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleFile, StyleClass};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest, ElemChildren,
    LocatorPayload, Rendered, SpecificLocator,
};

use super::{Reference, csl};
use crate::index::StoredArticle;
use crate::text;

/// A manual of style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manual {
    /// The Chicago Manual of Style, 18th edition: notes.
    Chicago,
    /// The Publication Manual of the APA, 7th edition.
    Apa,
    /// The MLA Handbook, 9th edition.
    Mla,
}

/// A citation written out; no part of it acts on a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Styled {
    /// What stands beside a quotation: a whole note, or the mark in the text: `(Reed, 2023, para. 2)`.
    pub citation: String,
    /// The entry in the list of works that the mark points to; `None` for notes.
    pub entry: Option<String>,
}

/// The terms and dates of every manual here.
const LOCALE: &str = include_str!("styles/locales-en-US.xml");

/// The code of ISO 639 for what is in no language.
const NO_LANGUAGE: &str = "zxx";

impl Manual {
    /// The manual's rules; their source and licence stand in `styles/NOTICE.txt`.
    fn rules(self) -> &'static str {
        match self {
            Self::Chicago => include_str!("styles/chicago-notes.csl"),
            Self::Apa => include_str!("styles/apa.csl"),
            Self::Mla => include_str!("styles/modern-language-association.csl"),
        }
    }

    fn style(self) -> IndependentStyle {
        IndependentStyle::from_xml(self.rules()).expect("the tests read every style")
    }
}

/// Cites articles, each by itself or the paragraph of that number, in order. Notes are in full, each as if it were the
/// first; entries of one author and year are told apart over all that are cited.
pub fn styled(cited: &[(&StoredArticle, Option<u32>)], manual: Manual) -> Vec<Styled> {
    let style = manual.style();
    let locales: [Locale; 1] = [LocaleFile::from_xml(LOCALE).expect("the tests read the locale").into()];
    let references: Vec<Reference> = cited.iter().map(|(article, _)| Reference::article(article)).collect();
    let items: Vec<Item> =
        cited.iter().zip(&references).map(|((article, _), reference)| item(article, reference)).collect();
    let paragraphs: Vec<Option<String>> =
        cited.iter().map(|(_, paragraph)| paragraph.map(|paragraph| paragraph.to_string())).collect();
    let parts: Vec<Part<'_>> = items.iter().zip(paragraphs.iter().map(Option::as_deref)).collect();
    if style.settings.class == StyleClass::Note {
        return parts.chunks(1).flat_map(|part| rendered(part, &style, &locales)).collect();
    }
    rendered(&parts, &style, &locales)
}

/// An item, and the paragraph that is cited.
type Part<'a> = (&'a Item, Option<&'a str>);

/// The reference as the citation processor takes it. A path that stands in for a headline is in no language, so that
/// nobody capitalises it.
fn item(article: &StoredArticle, reference: &Reference) -> Item {
    let mut item = csl::item(reference);
    if article.meta.title.is_none() {
        item["language"] = NO_LANGUAGE.into();
    }
    serde_json::from_value(item).expect("what we write is CSL-JSON")
}

fn rendered(parts: &[Part<'_>], style: &IndependentStyle, locales: &[Locale]) -> Vec<Styled> {
    let mut driver = BibliographyDriver::new();
    for (item, paragraph) in parts {
        let locator =
            paragraph.map(|number| SpecificLocator(Locator::Paragraph, LocatorPayload::Str(number)));
        let items = vec![CitationItem::with_locator(*item, locator)];
        driver.citation(CitationRequest::new(items, style, None, locales, Some(1)));
    }
    let Rendered { bibliography, citations } = driver.finish(BibliographyRequest::new(style, None, locales));
    let entries = bibliography.map(|bibliography| bibliography.items).unwrap_or_default();
    let entry = |key: &str| entries.iter().find(|entry| entry.key == key).map(|entry| plain(&entry.content));
    let cited = citations.iter().zip(parts);
    cited
        .map(|(citation, (item, _))| Styled {
            citation: plain(&citation.citation),
            entry: item.id().and_then(|id| entry(&id)),
        })
        .collect()
}

/// The words of what was rendered, on one line.
fn plain(rendered: &ElemChildren) -> String {
    let mut written = String::new();
    rendered.write_buf(&mut written, BufWriteFormat::Plain).expect("a string takes everything");
    text::squeeze(&text::printable(&written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    fn cited(article: &StoredArticle, paragraph: Option<u32>) -> String {
        let shown = |manual| {
            let Styled { citation, entry } = styled(&[(article, paragraph)], manual).remove(0);
            format!("{citation}\n{}", entry.map_or(String::new(), |entry| format!("    {entry}\n")))
        };
        [Manual::Chicago, Manual::Apa, Manual::Mla].map(shown).concat()
    }

    #[test]
    fn an_article_is_cited_as_the_manuals_have_it() {
        insta::assert_snapshot!(cited(&sample::strike(), None), @r"
        Anna Reed and Tom Vale, “Harbour Strike Ends,” News, The Harrowmere Courier, June 14, 2023, https://courier.example/strike.
        (Reed & Vale, 2023)
            Reed, A., & Vale, T. (2023, June 14). Harbour strike ends. The Harrowmere Courier. https://courier.example/strike
        (Reed and Vale)
            Reed, Anna, and Tom Vale. “Harbour Strike Ends.” The Harrowmere Courier, 14 June 2023, https://courier.example/strike. News.
        ");
        insta::assert_snapshot!(cited(&sample::strike(), Some(2)), @r"
        Anna Reed and Tom Vale, “Harbour Strike Ends,” News, The Harrowmere Courier, June 14, 2023, para. 2, https://courier.example/strike.
        (Reed & Vale, 2023, para. 2)
            Reed, A., & Vale, T. (2023, June 14). Harbour strike ends. The Harrowmere Courier. https://courier.example/strike
        (Reed and Vale, par. 2)
            Reed, Anna, and Tom Vale. “Harbour Strike Ends.” The Harrowmere Courier, 14 June 2023, https://courier.example/strike. News.
        ");
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let whole = sample::strike();
        let mut nobody = whole.clone();
        nobody.meta.byline = None;
        insta::assert_snapshot!(cited(&nobody, Some(2)), @r"
        “Harbour Strike Ends,” News, The Harrowmere Courier, June 14, 2023, para. 2, https://courier.example/strike.
        (“Harbour Strike Ends,” 2023, para. 2)
            Harbour strike ends. (2023, June 14). [News]. The Harrowmere Courier. https://courier.example/strike
        (“Harbour Strike Ends,” par. 2)
            “Harbour Strike Ends.” The Harrowmere Courier, 14 June 2023, https://courier.example/strike. News.
        ");
        let mut undated = whole.clone();
        undated.meta.date = None;
        insta::assert_snapshot!(cited(&undated, Some(2)), @r"
        Anna Reed and Tom Vale, “Harbour Strike Ends,” News, The Harrowmere Courier, n.d., para. 2, https://courier.example/strike.
        (Reed & Vale, n.d., para. 2)
            Reed, A., & Vale, T. (n.d.). Harbour strike ends. The Harrowmere Courier. Retrieved https://courier.example/strike
        (Reed and Vale, par. 2)
            Reed, Anna, and Tom Vale. “Harbour Strike Ends.” The Harrowmere Courier, https://courier.example/strike. News.
        ");
        let mut page = whole.clone();
        page.meta.outlet = None;
        insta::assert_snapshot!(cited(&page, Some(2)), @r"
        Anna Reed and Tom Vale, “Harbour Strike Ends,” June 14, 2023, para. 2, https://courier.example/strike.
        (Reed & Vale, 2023, para. 2)
            Reed, A., & Vale, T. (2023, June 14). Harbour strike ends. https://courier.example/strike
        (Reed and Vale, par. 2)
            Reed, Anna, and Tom Vale. Harbour Strike Ends. 14 June 2023, https://courier.example/strike.
        ");
        insta::assert_snapshot!(cited(&sample::answer().hits[1].article, None), @r"
        notes.txt, n.d.
        (notes.txt, n.d.)
            notes.txt. (n.d.).
        (notes.txt)
            notes.txt.
        ");
    }

    #[test]
    fn one_author_in_one_year_is_told_apart() {
        let first = sample::strike();
        let mut second = first.clone();
        second.page.digest = crate::source::Digest::of(b"another");
        second.meta.title.as_mut().expect("a title").value = "Ferry strike ends".into();
        let marks = styled(&[(&first, None), (&second, Some(4))], Manual::Apa);
        let marks: Vec<&str> = marks.iter().map(|styled| styled.citation.as_str()).collect();
        assert_eq!(marks, ["(Reed & Vale, 2023a)", "(Reed & Vale, 2023b, para. 4)"]);
    }

    #[test]
    fn titles_of_a_stranger_are_words() {
        let titles = [
            "50 % of {everything} & more_or #less $5 ~ ^ \\input{x}",
            "“Quoted” and \"quoted\" and 'quoted' «again»",
            "<i>italic</i> <b>bold</b> <script>alert(1)</script>",
            "\u{1b}]0;owned\u{7} \u{202e}gnp.exe",
            "?",
            ".",
            "\"",
            "(",
            "“",
            "a\r\nER  - \r\n",
        ];
        for title in titles {
            let mut article = sample::strike();
            article.meta.title.as_mut().expect("a title").value = title.to_owned();
            article.meta.outlet.as_mut().expect("an outlet").value = title.to_owned();
            article.meta.byline.as_mut().expect("a byline").value = vec![title.to_owned()];
            let shown = cited(&article, Some(2));
            let words = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
            let title = words(&text::fold(&text::printable(title)));
            assert!(words(&text::fold(&shown)).contains(&title), "{title} is not in {shown}");
            assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
        }
    }
}
