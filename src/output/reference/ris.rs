//! RIS, which every program for references reads.

use std::io::{self, Write};

use super::name::Name;
use super::{Kind, Reference};
use crate::output::{Render, Sheet};
use crate::search::Hit;
use crate::text::PartialDate;

/// `NEWS` or `ELEC`; each quotation is a note of its own.
pub struct Ris;

impl Render for Ris {
    fn name(&self) -> &'static str {
        "ris"
    }

    fn help(&self) -> &'static str {
        "RIS: newspaper articles, each quotation a note"
    }

    fn hit(&self, _at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        let lines = lines(&Reference::of(hit, sheet.rows));
        // The lines end as the format's own description says.
        lines.iter().try_for_each(|(tag, value)| write!(out, "{tag}  - {value}\r\n"))?;
        out.write_all(b"\r\n")
    }
}

/// Tags and values in order: `TY` first, `ER` last.
///
/// Source: the RIS format specification of Research Information Systems; `T2` is the newspaper as Zotero, `EndNote`
/// and Mendeley read it.
fn lines(reference: &Reference) -> Vec<(&'static str, String)> {
    let kind = match reference.kind {
        Kind::Newspaper => "NEWS",
        Kind::WebPage => "ELEC",
    };
    let mut lines =
        vec![("TY", kind.to_owned()), ("ID", reference.id.clone()), ("TI", reference.title.clone())];
    lines.extend(reference.authors.iter().map(|author| ("AU", name(author))));
    let date = reference.date;
    let optional = [
        ("T2", reference.outlet.clone()),
        ("PY", date.map(|date| format!("{:04}", date.parts().0))),
        ("DA", date.map(day)),
        ("SE", reference.section.clone()),
        ("AB", reference.standfirst.clone()),
        ("LA", reference.language.clone()),
        ("UR", reference.url.clone()),
    ];
    lines.extend(optional.into_iter().filter_map(|(tag, value)| Some((tag, value?))));
    lines.extend(reference.quotations.iter().map(|quotation| ("N1", quotation.note())));
    lines.push(("ER", String::new()));
    lines
}

/// `Family, Given`; a comma in a name that stays whole would part it.
fn name(name: &Name) -> String {
    match name {
        Name::Person { family, given } => format!("{family}, {given}"),
        Name::Whole(whole) => whole.replace(',', ""),
    }
}

/// `2023/06/14/`, what is unknown left empty.
fn day(date: PartialDate) -> String {
    let (year, month, day) = date.parts();
    let two = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
    format!("{year:04}/{}/{}/", two(month), two(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Rows, sample};

    #[test]
    fn an_article_is_a_record_with_a_note_a_quotation() {
        let text = sample::rendered(&Ris, &sample::answer(), Rows::Passages).replace('\r', "");
        insta::assert_snapshot!(text, @r"
        TY  - NEWS
        ID  - 2b7dc8d0eb2c0585058165f9a917eb7a
        TI  - Harbour strike ends
        AU  - Reed, Anna
        AU  - Vale, Tom
        T2  - The Harrowmere Courier
        PY  - 2023
        DA  - 2023/06/14/
        SE  - News
        LA  - en
        UR  - https://courier.example/strike
        N1  - “Dockers voted on Monday to end the strike.” (¶ 2, characters 0–42)
        ER  - 

        TY  - NEWS
        ID  - 78ef2f65ea7668a048581bbaf1893845
        TI  - notes.txt
        ER  -
        ");
    }

    #[test]
    fn a_parser_of_ris_reads_back_what_was_written() {
        use biblib::CitationParser;
        let text = sample::rendered(&Ris, &sample::answer(), Rows::Passages);
        let read = biblib::RisParser::new().parse(&text).expect("RIS");
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].title, "Harbour strike ends");
        let names: Vec<_> = read[0]
            .authors
            .iter()
            .map(|author| (author.name.as_str(), author.given_name.as_deref()))
            .collect();
        assert_eq!(names, [("Reed", Some("Anna")), ("Vale", Some("Tom"))]);
        assert_eq!(read[0].urls, ["https://courier.example/strike"]);
    }

    #[test]
    fn a_stranger_ends_no_record() {
        let mut answer = sample::hostile();
        let hit = &mut answer.hits[0];
        let evil = "x\r\nER  - \r\nTY  - BOOK";
        hit.article.meta.title.as_mut().expect("a title").value = evil.to_owned();
        hit.passages[0].text = evil.to_owned();
        let text = sample::rendered(&Ris, &answer, Rows::Passages);
        for tag in ["TY  - ", "ER  - "] {
            assert_eq!(text.lines().filter(|line| line.starts_with(tag)).count(), 1, "{text}");
        }
    }
}
