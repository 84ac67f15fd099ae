//! Tells containers: files that hold other files.

use crate::source::Format;
use crate::source::sniff::suffix;

/// First bytes of a zip archive, and of an empty one.
///
/// Source: PKWARE's APPNOTE, sections 4.3.7 and 4.3.16.
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// The container that a file is, from its first bytes and, where these leave it open, its name.
pub(super) fn sniff(path: &str, head: &[u8]) -> Option<Format> {
    if ZIP.iter().any(|magic| head.starts_with(magic)) {
        return zip(&suffix(path), head);
    }
    is_tar(head).then_some(Format::Tar)
}

/// What kind of zip; `None` for documents of office programs and books, which are no archives.
fn zip(suffix: &str, head: &[u8]) -> Option<Format> {
    let has = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    let document = has(b"[Content_Types].xml") || has(b"mimetypeapplication/") || has(b"_rels/.rels");
    match suffix {
        "docx" | "docm" => Some(Format::Docx),
        _ if has(b"word/document.xml") => Some(Format::Docx),
        _ if document => None,
        "wacz" => Some(Format::Wacz),
        _ => Some(Format::Zip),
    }
}

/// Bytes of a tar header, and where its checksum stands in it.
///
/// Source: POSIX.1-2017, pax, "ustar Interchange Format".
const TAR_HEADER: usize = 512;
const TAR_CHECKSUM: std::ops::Range<usize> = 148..156;

/// Whether a file begins with the header of a tar archive: its checksum says so, in old archives too.
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..TAR_HEADER).filter(|header| header[0] != 0) else { return false };
    let stated = &header[TAR_CHECKSUM];
    let digits = stated.iter().copied().skip_while(|byte| *byte == b' ').take_while(u8::is_ascii_digit);
    let stated = digits.fold(0_u64, |sum, digit| sum.saturating_mul(8).saturating_add(u64::from(digit & 7)));
    let blank = |at: usize, byte: u8| if TAR_CHECKSUM.contains(&at) { b' ' } else { byte };
    let sum: u64 = header.iter().enumerate().map(|(at, byte)| u64::from(blank(at, *byte))).sum();
    sum == stated
}

/// Endings of the folder where a browser puts the parts of a page that it saves "complete", in the languages of
/// browsers.
///
/// Source: the names that Firefox and Chromium give in their translations; Windows ties such a folder to the page.
const PARTS: &[&str] = &[
    "_files",
    "-dateien",
    "_dateien",
    "_fichiers",
    "_archivos",
    "_ficheros",
    "_arquivos",
    "_file",
    "_bestanden",
    "-filer",
    "_filer",
    "_pliki",
    "_soubory",
    "_tiedostot",
    "_elemei",
    "_dosyalar",
    "_fitxers",
];

/// Whether a folder's name is one where a browser puts the parts of a saved page.
pub fn is_parts_folder(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    PARTS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_that_are_zips_are_no_archives() {
        assert_eq!(sniff("a.docx", b"PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml"), Some(Format::Docx));
        assert_eq!(sniff("a.xlsx", b"PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml"), None);
        assert_eq!(sniff("a.epub", b"PK\x03\x04\x14\0mimetypeapplication/epub+zip"), None);
        assert_eq!(sniff("a.zip", b"PK\x03\x04\x14\0story.txt"), Some(Format::Zip));
        assert_eq!(sniff("a.wacz", b"PK\x03\x04\x14\0archive/"), Some(Format::Wacz));
    }

    #[test]
    fn a_tar_is_known_by_its_checksum() {
        let mut archive = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_old();
        header.set_size(4);
        header.set_cksum();
        archive.append_data(&mut header, "a.txt", &b"text"[..]).expect("written");
        let bytes = archive.into_inner().expect("written");
        assert_eq!(sniff("x", &bytes), Some(Format::Tar));
        assert_eq!(sniff("x", &[b' '; 600]), None);
    }

    #[test]
    fn folders_of_saved_pages_are_known() {
        assert!(is_parts_folder("Strike ends_files") && is_parts_folder("Streik-Dateien"));
        assert!(!is_parts_folder("files") && !is_parts_folder("profiles"));
    }
}
