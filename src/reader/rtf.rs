//! Reads Rich Text.
//!
//! In: the bytes of a document. Out: its paragraphs, cells of tables as paragraphs of their own; the articles of a
//! database's export each by itself. Groups are counted on a list, not by recursion.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::reader::export::Line;
use crate::reader::{Reader, Sink, Source, document, input};
use crate::source::Format;

pub(super) struct Rtf;

impl Reader for Rtf {
    fn format(&self) -> Format {
        Format::Rtf
    }

    fn help(&self) -> &'static str {
        ".rtf: Rich Text; exports of Factiva and Nexis article by article"
    }

    fn read(&self, source: &mut Source<'_>, pages: Sink<'_>) {
        match input::all(source) {
            Ok(bytes) => document::hand_on(&bytes, &Scan::new(&bytes).lines(), Format::Rtf, pages),
            Err(error) => {
                let _ = pages(Err(error));
            }
        }
    }
}

/// What holds inside a group and ends with it.
#[derive(Clone, Copy)]
struct Group {
    /// Whether its text is no part of the document: fonts, pictures, headers.
    skip: bool,
    /// Whether that was so before the group was said to be one that may be passed over.
    skip_before: bool,
    /// Whether it is hidden, or struck out by who corrected the document.
    hidden: bool,
    /// Whether it lists the fonts.
    fonts: bool,
    /// Of bytes above 127, as the font has it.
    encoding: &'static Encoding,
    bold: bool,
    /// Characters after a Unicode one that stand for it where that is not understood.
    fallback: u8,
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    groups: Vec<Group>,
    now: Group,
    /// Of fonts that state none.
    encoding: &'static Encoding,
    /// Encodings of fonts that state one.
    fonts: BTreeMap<i32, &'static Encoding>,
    /// The font that is being listed.
    listed: i32,
    /// Whether the next group is one that another stands for.
    passed_group: bool,
    /// Bytes of the encoding of now, not yet decoded.
    raw: Vec<u8>,
    text: String,
    lines: Vec<Line>,
    /// Whether all of the line so far is bold.
    bold: bool,
    /// Fallback characters still to be passed over.
    pass: u8,
    high: Option<u16>,
}

/// Destinations that are no text of the document.
const SKIPPED: &[&str] = &[
    "annotation",
    "atnauthor",
    "atnid",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "filetbl",
    "fldinst",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "generator",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listoverridetable",
    "listtable",
    "nonshppict",
    "object",
    "pict",
    "revtbl",
    "rsidtbl",
    "shprslt",
    "sp",
    "stylesheet",
    "tc",
    "themedata",
    "xe",
];

/// Control words that stand for a character.
const CHARACTERS: &[(&str, char)] = &[
    ("bullet", '•'),
    ("emdash", '—'),
    ("endash", '–'),
    ("ldblquote", '“'),
    ("lquote", '‘'),
    ("rdblquote", '”'),
    ("rquote", '’'),
    ("tab", ' '),
];

/// Control words that end a paragraph or a cell.
const ENDS: &[&str] = &["cell", "line", "nestcell", "nestrow", "page", "par", "row", "sect"];

impl<'t> Scan<'t> {
    fn new(bytes: &'t [u8]) -> Self {
        let encoding = WINDOWS_1252;
        let (skip, skip_before, hidden, fonts, bold) = (false, false, false, false, false);
        Self {
            bytes,
            at: 0,
            groups: Vec::new(),
            now: Group { skip, skip_before, hidden, fonts, encoding, bold, fallback: 1 },
            encoding,
            fonts: BTreeMap::new(),
            listed: 0,
            passed_group: false,
            raw: Vec::new(),
            text: String::new(),
            lines: Vec::new(),
            bold: true,
            pass: 0,
            high: None,
        }
    }

    fn lines(mut self) -> Vec<Line> {
        while let Some(byte) = self.next() {
            match byte {
                b'{' => {
                    self.groups.push(self.now);
                    self.now.skip |= std::mem::take(&mut self.passed_group);
                }
                b'}' => {
                    self.decode();
                    self.pass = 0;
                    self.now = self.groups.pop().unwrap_or(self.now);
                }
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => self.byte(byte),
            }
        }
        self.end_line();
        self.lines
    }

    fn next(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// A byte of text in the document's encoding.
    fn byte(&mut self, byte: u8) {
        if self.pass > 0 {
            self.pass -= 1;
        } else if self.is_shown() {
            self.bold &= self.now.bold || byte == b' ';
            self.raw.push(byte);
        }
    }

    fn is_shown(&self) -> bool {
        !self.now.skip && !self.now.hidden
    }

    fn decode(&mut self) {
        if !self.raw.is_empty() {
            self.text.push_str(&self.now.encoding.decode_without_bom_handling(&self.raw).0);
            self.raw.clear();
        }
    }

    fn push(&mut self, c: char) {
        // Characters for private use are signs of fonts of signs.
        if self.is_shown() && !('\u{e000}'..='\u{f8ff}').contains(&c) {
            self.decode();
            self.bold &= self.now.bold || c.is_whitespace();
            self.text.push(c);
        }
    }

    fn end_line(&mut self) {
        self.decode();
        let text = std::mem::take(&mut self.text);
        self.lines.extend(Line::new(&text, self.bold));
        self.bold = true;
    }

    fn control(&mut self) {
        let Some(first) = self.next() else { return };
        if first.is_ascii_alphabetic() {
            let start = self.at - 1;
            while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
                self.at += 1;
            }
            let word = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
            let number = self.number();
            return self.word(word, number);
        }
        match first {
            b'\'' => self.escaped(),
            b'*' => {
                self.now.skip_before = self.now.skip;
                self.now.skip = true;
            }
            b'~' => self.push(' '),
            b'_' => self.push('-'),
            b'\r' | b'\n' if !self.now.skip => self.end_line(),
            b'\\' | b'{' | b'}' => self.byte(first),
            _ => {}
        }
    }

    /// A byte in two hexadecimal digits.
    fn escaped(&mut self) {
        let digits = self.bytes.get(self.at..self.at + 2).and_then(|two| std::str::from_utf8(two).ok());
        if let Some(byte) = digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            self.at += 2;
            self.byte(byte);
        }
    }

    /// The number right after a control word, and the blank that ends it.
    fn number(&mut self) -> Option<i32> {
        let start = self.at;
        self.at += usize::from(self.bytes.get(self.at) == Some(&b'-'));
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        let digits = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        self.at += usize::from(self.bytes.get(self.at) == Some(&b' '));
        digits.parse().ok()
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if let Some((_, c)) = CHARACTERS.iter().find(|(name, _)| *name == word) {
            return self.push(*c);
        }
        match word {
            word if ENDS.contains(&word) && !self.now.skip => self.end_line(),
            word if SKIPPED.contains(&word) => self.now.skip = true,
            "b" => self.now.bold = number != Some(0),
            "v" | "deleted" => self.now.hidden = number != Some(0),
            "plain" => {
                self.decode();
                (self.now.bold, self.now.hidden, self.now.encoding) = (false, false, self.encoding);
            }
            "uc" => self.now.fallback = u8::try_from(number.unwrap_or(1)).unwrap_or(1),
            "u" => self.unicode(number.unwrap_or(0)),
            "bin" => self.at = self.at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0)),
            word => self.destination(word, number.unwrap_or(0)),
        }
    }

    /// Destinations that are read, and what lists and names fonts.
    fn destination(&mut self, word: &str, number: i32) {
        match word {
            // The text twice: first for programs that know no Unicode.
            "upr" => (self.passed_group, self.now.skip_before) = (true, self.now.skip),
            "ud" => self.now.skip = self.groups.last().is_some_and(|around| around.skip_before),
            "shptxt" => {
                self.end_line();
                self.now.skip = self.now.skip_before;
            }
            "fonttbl" => (self.now.skip, self.now.fonts) = (true, true),
            "f" if self.now.fonts => self.listed = number,
            "f" => {
                self.decode();
                self.now.encoding = self.fonts.get(&number).copied().unwrap_or(self.encoding);
            }
            "fcharset" if self.now.fonts => {
                self.fonts.extend(charset(number).map(|encoding| (self.listed, encoding)));
            }
            "cpg" if self.now.fonts => drop(self.fonts.insert(self.listed, encoding(number))),
            "ansicpg" => (self.encoding, self.now.encoding) = (encoding(number), encoding(number)),
            _ => {}
        }
    }

    /// A UTF-16 unit, negative above 32767.
    fn unicode(&mut self, number: i32) {
        let unit = number.cast_unsigned() as u16;
        self.pass = self.now.fallback;
        let units: Vec<u16> = self.high.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
        } else {
            char::decode_utf16(units).for_each(|c| self.push(c.unwrap_or('\u{fffd}')));
        }
    }
}

/// The encoding of a Windows code page.
fn encoding(page: i32) -> &'static Encoding {
    let label = match page {
        65001 => "utf-8".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        page => format!("windows-{page}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

/// The encoding of a character set of fonts; `None` for the one of the document and for signs.
///
/// Source: the values of `fcharset` in the Rich Text Format Specification 1.9.1, "Font Table".
fn charset(number: i32) -> Option<&'static Encoding> {
    let page = match number {
        77 => return Some(encoding_rs::MACINTOSH),
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    Some(encoding(page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(rtf: &str) -> Vec<String> {
        Scan::new(rtf.as_bytes()).lines().into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn paragraphs_are_read_and_tables_of_fonts_are_not() {
        let rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator X;}{\b Strike ends}\par
Br\'fcckhaven \u8211?\~the {\i quay}\par\uc2\u233??t\'e9 \{x\}\par}";
        assert_eq!(texts(rtf), ["Strike ends", "Brückhaven – the quay", "été {x}"]);
        assert!(Scan::new(rtf.as_bytes()).lines()[0].strong);
    }

    #[test]
    fn fonts_say_how_their_letters_are_written() {
        let rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f3\fcharset238 Arial CE;}}
\f1 \'cf\'f0\'e8\'e2\'e5\'f2\f0 , {\f3 k\'f9\'f2} caf\'e9\par}";
        assert_eq!(texts(rtf), ["Привет, kůň café"]);
    }

    #[test]
    fn what_stands_twice_is_read_once_and_what_is_hidden_not() {
        let rtf = r"{\rtf1{\upr{Br?ckhaven}{\*\ud{Br\u252?ckhaven}}} reopens{\v hidden}{\deleted gone}{\footnote A note.}.\par
{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt A box.\par}}{\shprslt A box.}}{\*\bkmkstart x}The end\u-4051?.\par}";
        assert_eq!(texts(rtf), ["Brückhaven reopens.", "A box.", "The end."]);
    }

    #[test]
    fn a_million_groups_are_read_to_an_end() {
        let rtf = format!("{{\\rtf1 {}text{}}}", "{".repeat(1_000_000), "}".repeat(1_000_000));
        assert_eq!(texts(&rtf), ["text"]);
        assert!(texts(&format!("{{\\rtf1 {}", "{".repeat(1_000_000))).is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(parts in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "\\par", "\\u-10000 ", "\\u55357?", "\\'e", "\\'", "\\bin99999999 ", "\\uc9", "\\*", "é", "x ", "\\",
            "\\ansicpg932 ", "\\fonttbl", "\\bin-5 ",
        ]), 0..60)) {
            Scan::new(parts.concat().as_bytes()).lines();
        }
    }
}
