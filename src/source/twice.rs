//! Text that was encoded twice: UTF-8 that some program read as Latin-1 or Windows-1252 and wrote as UTF-8 again, so that
//! `’` became `â€™`.

/// Characters in a row of bytes read as Latin-1 that a text must have before it is believed to be one, and none that
/// is not part of such a row: an article about such errors has quotation marks or accents of its own.
const LEAST: usize = 3;

/// The text as it was before the second encoding; `None` for any other, which is nearly every text, and known from its
/// first character outside ASCII.
pub(super) fn undone(text: &str) -> Option<String> {
    let first = text.bytes().position(|byte| !byte.is_ascii())?;
    if !is_twice(&text[first..]) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    bytes.extend_from_slice(&text.as_bytes()[..first]);
    for c in text[first..].chars() {
        bytes.push(byte(c)?);
    }
    String::from_utf8(bytes).ok()
}

/// Whether every character outside ASCII is a byte of a sequence that is one in UTF-8.
fn is_twice(text: &str) -> bool {
    let (mut sequences, mut open) = (0, 0);
    for c in text.chars() {
        match (open, byte(c)) {
            (0, Some(0..0x80)) => {}
            (0, Some(lead @ 0xC2..=0xF4)) => {
                sequences += 1;
                open = lead.leading_ones() - 1;
            }
            (1.., Some(0x80..0xC0)) => open -= 1,
            _ => return false,
        }
    }
    open == 0 && sequences >= LEAST
}

/// The byte that a character was read from: Latin-1, or what Windows-1252 has in place of its control characters.
///
/// Source: the index of windows-1252 in the WHATWG Encoding Standard.
fn byte(c: char) -> Option<u8> {
    const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let latin = u8::try_from(u32::from(c)).ok();
    latin.or_else(|| Some(0x80 + WINDOWS.chars().position(|known| known == c)? as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twice(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    #[test]
    fn text_that_was_encoded_twice_is_mended() {
        let text = "The “Odd Marsh” – Brückhaven’s ferry – sails at 9 °C";
        assert_eq!(undone(&twice(text)).as_deref(), Some(text));
        assert_eq!(undone("Maâ€™am, itâ€™s â€“ well â€“ cold").as_deref(), Some("Ma’am, it’s – well – cold"));
        assert_eq!(undone(&twice("港口 🚢 é")).as_deref(), Some("港口 🚢 é"));
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in
            ["", "plain", "Brückhaven", "naïve “Ã©” for é", "Ã©", "Ã© Ã©", "Â", "Ã© Ã© Ã© ü", "â€ â€ â€"]
        {
            assert_eq!(undone(text), None, "{text}");
        }
    }
}
