//! `BibTeX`, for LaTeX and for programs that keep references.

use std::io::{self, Write};

use super::name::Name;
use super::{Kind, Reference};
use crate::output::{Render, Sheet};
use crate::search::Hit;
use crate::text;

/// `@article` with the outlet as its journal, or `@online`; quotations stand in `note`.
pub struct BibTex;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Render for BibTex {
    fn name(&self) -> &'static str {
        "bibtex"
    }

    fn help(&self) -> &'static str {
        "BibTeX: newspaper articles, quotations in `note`"
    }

    fn hit(&self, at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        if at > 0 {
            writeln!(out)?;
        }
        let reference = Reference::of(hit, sheet.rows);
        let kind = match reference.kind {
            Kind::Newspaper => "article",
            Kind::WebPage => "online",
        };
        writeln!(out, "@{kind}{{{},", key(&reference))?;
        fields(&reference).iter().try_for_each(|(name, value)| writeln!(out, "  {name} = {value},"))?;
        writeln!(out, "}}")
    }
}

/// Names and values, each value braced or a macro.
fn fields(reference: &Reference) -> Vec<(&'static str, String)> {
    let mut fields = vec![("title", format!("{{{{{}}}}}", escape(&reference.title)))];
    if !reference.authors.is_empty() {
        fields.push(("author", braced(&authors(&reference.authors))));
    }
    if let Some(outlet) = &reference.outlet {
        fields.push(("journal", braced(&escape(outlet))));
        fields.push(("entrysubtype", braced("newspaper")));
    }
    fields.extend(date(reference));
    if let Some(url) = &reference.url {
        fields.push(("url", braced(&verbatim(url))));
    }
    let texts = [("language", &reference.language), ("abstract", &reference.standfirst)];
    let texts = texts.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
    fields.extend(texts.map(|(name, value)| (name, braced(&escape(value)))));
    if !reference.quotations.is_empty() {
        let notes: Vec<String> =
            reference.quotations.iter().map(|quotation| escape(&quotation.note())).collect();
        fields.push(("note", braced(&notes.join("; "))));
    }
    fields
}

fn braced(value: &str) -> String {
    format!("{{{value}}}")
}

/// `date` for biblatex; `year` and `month` for older styles.
fn date(reference: &Reference) -> Vec<(&'static str, String)> {
    let Some(date) = reference.date else { return Vec::new() };
    let (year, month, _) = date.parts();
    let mut fields = vec![("date", braced(&date.to_string())), ("year", braced(&year.to_string()))];
    if let Some(name) = month.and_then(|month| MONTHS.get(usize::from(month) - 1)) {
        fields.push(("month", (*name).to_owned()));
    }
    fields
}

fn authors(names: &[Name]) -> String {
    let name = |name: &Name| match name {
        Name::Person { family, given } => format!("{}, {}", escape(family), escape(given)),
        Name::Whole(whole) => format!("{{{}}}", escape(whole)),
    };
    names.iter().map(name).collect::<Vec<_>>().join(" and ")
}

/// `reed2023-2b7dc8d0eb`: letters and digits alone, and the same for the same article always.
fn key(reference: &Reference) -> String {
    let family = reference.authors.first().map_or("", Name::family);
    let folded = text::fold(family).into_owned();
    let letters: String = folded.chars().filter(char::is_ascii_alphabetic).take(20).collect();
    let year = reference.date.map(|date| date.parts().0.to_string()).unwrap_or_default();
    let name = if letters.is_empty() { "cutting".to_owned() } else { letters };
    format!("{name}{year}-{}", &reference.id[..10])
}

/// Text that TeX sets as it is.
///
/// Braces become the macros for them, for `BibTeX` counts braces even behind a backslash.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '%' | '$' | '&' | '#' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// An address, which is not set by TeX's rules: what could end the field is percent-encoded.
fn verbatim(url: &str) -> String {
    let mut shown = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '{' | '}' | '\\' | ' ' | '"' | '<' | '>' => shown += &format!("%{:02X}", c as u32),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use biblatex::{Bibliography, ChunksExt, PermissiveType};

    use super::*;
    use crate::output::{Rows, sample};

    #[test]
    fn an_article_is_an_entry_with_its_quotations() {
        insta::assert_snapshot!(sample::rendered(&BibTex, &sample::answer(), Rows::Passages), @r"
        @article{reed2023-2b7dc8d0eb,
          title = {{Harbour strike ends}},
          author = {Reed, Anna and Vale, Tom},
          journal = {The Harrowmere Courier},
          entrysubtype = {newspaper},
          date = {2023-06-14},
          year = {2023},
          month = jun,
          url = {https://courier.example/strike},
          language = {en},
          note = {“Dockers voted on Monday to end the strike.” (¶ 2, characters 0–42)},
        }

        @article{cutting-78ef2f65ea,
          title = {{notes.txt}},
        }
        ");
    }

    #[test]
    fn a_parser_of_biblatex_reads_back_what_was_written() {
        let text = sample::rendered(&BibTex, &sample::answer(), Rows::Passages);
        let read = Bibliography::parse(&text).expect("BibTeX");
        assert_eq!(read.len(), 2);
        let entry = read.get("reed2023-2b7dc8d0eb").expect("the entry");
        assert_eq!(entry.entry_type, biblatex::EntryType::Article);
        assert_eq!(entry.title().expect("a title").format_verbatim(), "Harbour strike ends");
        let authors = entry.author().expect("authors");
        let names: Vec<_> = authors.iter().map(|author| (&*author.name, &*author.given_name)).collect();
        assert_eq!(names, [("Reed", "Anna"), ("Vale", "Tom")]);
        assert_eq!(entry.journal().expect("a journal").format_verbatim(), "The Harrowmere Courier");
        assert_eq!(entry.url().expect("an address"), "https://courier.example/strike");
        let PermissiveType::Typed(date) = entry.date().expect("a date") else { panic!("a date") };
        let biblatex::DateValue::At(day) = date.value else { panic!("one day") };
        assert_eq!((day.year, day.month, day.day), (2023, Some(5), Some(13)));
        let note = entry.note().expect("a note").format_verbatim();
        assert_eq!(note, "“Dockers voted on Monday to end the strike.” (¶ 2, characters 0–42)");
    }

    #[test]
    fn titles_of_a_stranger_are_read_back_and_end_nothing() {
        for title in [
            "50 % of {everything} & more_or #less $5 ~ ^ \\input{x}",
            "}, author = {Someone else",
            "@book{x, title={y}}",
            "unbalanced { and } } here \"quoted\"",
            "a \\",
        ] {
            let mut answer = sample::hostile();
            let hit = &mut answer.hits[0];
            hit.article.meta.title.as_mut().expect("a title").value = title.to_owned();
            hit.passages[0].text = title.to_owned();
            let text = sample::rendered(&BibTex, &answer, Rows::Passages);
            let read = Bibliography::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(read.len(), 1, "{text}");
            let entry = read.iter().next().expect("one");
            let shown = read_back(&entry.title().expect("a title").format_verbatim());
            assert_eq!(shown, title, "{text}");
            assert_eq!(text.matches('{').count(), text.matches('}').count(), "{text}");
        }
    }

    /// The macros that the parser leaves as they are.
    fn read_back(text: &str) -> String {
        let macros = [
            ("\\textbraceleft", "{"),
            ("\\textbraceright", "}"),
            ("\\textasciitilde", "~"),
            ("\\textasciicircum", "^"),
            ("\\textbackslash", "\\"),
        ];
        macros.iter().fold(text.to_owned(), |text, (name, c)| text.replace(name, c))
    }
}
