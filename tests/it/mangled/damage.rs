//! The ways in which files are broken: cut, spliced, repeated, swapped, lengths inflated, inside a packing or outside.

use std::io::{Cursor, Read, Write};

use cuttings::source;

use super::dice::Dice;
use super::trial::LARGEST;

/// Pieces that mean something to one format or another.
const PIECES: &[&str] = &[
    "\n",
    "\r\n\r\n",
    "\0",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\\u12345?",
    "\\'",
    "\\bin9999999 ",
    "<",
    ">",
    "<!--",
    "]]>",
    "<![CDATA[",
    "&#x10ffff;",
    "&#0;",
    "</p>",
    "<table>",
    "<<",
    ">>",
    "stream\n",
    "endstream",
    "endobj",
    "1 0 R",
    "/Kids[2 0 R]",
    "/Length 99999999",
    "/Filter/FlateDecode",
    "BT",
    "Tj",
    "(",
    ")",
    "q ",
    "From a@b.example Tue May 16 09:30:00 2023\n",
    "WARC/1.0\r\n",
    "Content-Length: 18446744073709551615\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
    "Transfer-Encoding: chunked\r\n",
    "ffffffffffffffff\r\n",
    "End of Document",
    "Document ABCDEF0020230614ej6e0001a",
    "HD",
    "TD",
    "9 of 9 DOCUMENTS\n",
    "____________________________\n",
    "Full text: ",
    "LENGTH: 9 words\n",
    ",",
    ";",
    "\t",
    "\u{202e}",
    "\u{feff}",
    "é",
    "港口",
];

const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "1",
    "255",
    "65536",
    "4294967295",
    "9223372036854775807",
    "18446744073709551616",
    "1e999",
    "00000000000000000001",
];

pub(super) fn mangle(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let range = dice.stretch(bytes.len());
    match dice.below(10) {
        0 => bytes.truncate(range.start),
        1 => drop(bytes.drain(range)),
        2 => {
            let piece = bytes[range.clone()].repeat(1 << dice.below(8));
            bytes.splice(range.start..range.start, piece);
        }
        3 => {
            let from = dice.stretch(other.len());
            bytes.splice(range, other[from].iter().copied());
        }
        4 => {
            let to = dice.stretch(bytes.len());
            let piece = bytes[range].to_vec();
            bytes.splice(to, piece);
        }
        5 => number(bytes, range.start, dice),
        6 | 7 => {
            let piece = PIECES[dice.below(PIECES.len())];
            let many = if dice.below(8) == 0 { 1 << dice.below(14) } else { 1 };
            bytes.splice(range.start..range.start, piece.repeat(many).into_bytes());
        }
        8 => swap_lines(bytes, dice),
        _ => {
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
        }
    }
    bytes.truncate(LARGEST);
}

/// Puts another number for the first one from a place on.
fn number(bytes: &mut Vec<u8>, from: usize, dice: &mut Dice) {
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else { return };
    let length = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.splice(start..start + length, NUMBERS[dice.below(NUMBERS.len())].bytes());
}

fn swap_lines(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let (one, two) = (dice.below(lines.len()), dice.below(lines.len()));
    if !lines.is_empty() {
        lines.swap(one, two);
    }
    *bytes = lines.concat();
}

/// Breaks a file, half of the time inside its packing.
pub(super) fn broken(sample: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let times = 1 + dice.below(4);
    let mut mangled =
        |bytes: &mut Vec<u8>, dice: &mut Dice| (0..times).for_each(|_| mangle(bytes, other, dice));
    let inside = dice.below(2) == 0;
    if inside && sample.starts_with(b"PK\x03\x04") {
        return zipped(sample, dice, &mut mangled).unwrap_or_default();
    }
    let mut bytes = sample.to_vec();
    if inside && source::is_packed(sample) {
        let mut plain = Vec::new();
        let _ = source::unpacked(sample).and_then(|mut input| input.read_to_end(&mut plain));
        mangled(&mut plain, dice);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&plain).expect("packed");
        return gzip.finish().expect("packed");
    }
    mangled(&mut bytes, dice);
    bytes
}

/// A zip with some of its members broken.
fn zipped(
    sample: &[u8],
    dice: &mut Dice,
    mangled: &mut dyn FnMut(&mut Vec<u8>, &mut Dice),
) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(sample)).ok()?;
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).ok()?;
        let (name, mut bytes) = (member.name().ok()?.into_owned(), Vec::new());
        member.read_to_end(&mut bytes).ok()?;
        if dice.below(2) == 0 {
            mangled(&mut bytes, dice);
        }
        packed.start_file(name, zip::write::SimpleFileOptions::default()).ok()?;
        packed.write_all(&bytes).ok()?;
    }
    packed.finish().ok().map(Cursor::into_inner)
}
