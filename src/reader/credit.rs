//! Photo credits, which make a line of text a caption.

use memchr::{memrchr, memrchr_iter};

/// Words that open a credit when a colon or "by" follows, in lower case.
const WORDS: &[&str] = &[
    "photo",
    "photograph",
    "photos",
    "photographs",
    "picture",
    "pictures",
    "image",
    "foto",
    "fotos",
    "fotografía",
    "photographie",
    "photographies",
    "bild",
    "bilder",
    "صورة",
    "تصوير",
    "图",
    "摄影",
];

/// Characters of the longest credit with its name.
const LONGEST: usize = 60;

/// Whether a text ends in a photo credit: "… Photograph: Nora Lind".
///
/// The credit stands after the end of a sentence or alone, and what follows it is short and no sentence.
pub(super) fn ends(text: &str) -> bool {
    // Its first byte is that of few other characters.
    let wide = memrchr_iter(0xef, text.as_bytes()).find(|at| text[*at..].starts_with('：'));
    let Some(colon) = memrchr(b':', text.as_bytes()).max(wide) else { return false };
    let (before, name) = (&text[..colon], &text[colon..]);
    let start = before
        .rfind([' ', '/', '(', '。'])
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let ended = before[..start].trim_end();
    let opened = ended.is_empty()
        || ended.ends_with(['.', '!', '?', '(', '/', '。', '”', '"', '»'])
        || before[..start].ends_with('(');
    opened
        && name.chars().count() <= LONGEST
        && name.trim_start_matches([':', '：', ' ']).chars().next().is_some_and(|c| !c.is_lowercase())
        && WORDS.contains(&before[start..].to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn a_line_with_a_credit_is_a_caption() {
        assert!(ends("The quay at dawn. Photograph: Nora Lind"));
        assert!(ends("Photo: Nora Lind / Tidewater Voice"));
        assert!(ends("Der Kai am Morgen. Foto: Jan Petersen"));
        assert!(!ends("She held up a photo: it showed the quay, and nobody in it who was not dead."));
        assert!(!ends("He said: come."));
    }
}
