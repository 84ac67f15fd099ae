//! Breaks a seed as pages are broken, by its format, up to the sizes that pages have.

use encoding_rs::Encoding;
use fastrand::Rng;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::html;
use crate::seeds::Input;
use crate::text;

/// Sizes of saved pages in bytes, at every tenth of the way from the smallest to the largest: half have 100 KB and
/// more, one in ten has a megabyte.
const SIZES: [usize; 11] =
    [2_000, 12_000, 26_000, 45_000, 70_000, 100_000, 140_000, 200_000, 320_000, 550_000, 1_000_000];

/// Times in a hundred that an input is only broken and not grown: small ones are run many more times.
const SMALL: usize = 70;

/// The most mutations of one input.
const MOST: usize = 8;

/// An input made of one or two of the seeds.
pub(crate) fn input(seeds: &[Input], rng: &mut Rng) -> Input {
    let seed = &seeds[rng.usize(..seeds.len())];
    let other = &seeds[rng.usize(..seeds.len())];
    let size = if rng.usize(..100) < SMALL { SIZES[1] } else { size(rng) };
    let mut input = Input { path: seed.path.clone(), bytes: broken(seed, other, size, rng).into_bytes() };
    for _ in 0..rng.usize(..3) {
        raw(&mut input, rng);
    }
    input
}

fn size(rng: &mut Rng) -> usize {
    let at = rng.usize(..SIZES.len() - 1);
    rng.usize(SIZES[at]..SIZES[at + 1])
}

fn broken(seed: &Input, other: &Input, size: usize, rng: &mut Rng) -> String {
    let rounds = rng.usize(1..=MOST);
    match seed.ending() {
        "html" => html::broken(&seed.text(), &other.text(), size, rounds, rng),
        "md" => text::markdown(&seed.text(), &other.text(), size, rounds, rng),
        "json" | "jsonl" => text::json(&seed.text(), &other.text(), size, rounds, rng),
        _ => text::plain(&seed.text(), &other.text(), size, rounds, rng),
    }
}

/// What happens to bytes, whatever they mean.
fn raw(input: &mut Input, rng: &mut Rng) {
    let length = input.bytes.len();
    match rng.u8(..10) {
        0 if length > 0 => {
            for _ in 0..rng.usize(1..20) {
                input.bytes[rng.usize(..length)] = rng.u8(..);
            }
        }
        1 => input.bytes.truncate(rng.usize(..=length)),
        2 | 3 => recode(input, rng),
        4 => pack(input, rng),
        5 => {
            let marks: [&[u8]; 4] = [&[0xef, 0xbb, 0xbf], &[0xff, 0xfe], &[0xfe, 0xff], &[0x1f, 0x8b]];
            input.bytes.splice(0..0, marks[rng.usize(..marks.len())].iter().copied());
        }
        6 => {
            let at = rng.usize(..=length);
            input.bytes.splice(at..at, std::iter::repeat_n(0, rng.usize(1..3000)));
        }
        7 => {
            let endings = ["html", "md", "txt", "json", "jsonl", "xhtml", "ndjson"];
            input.path = format!("page.{}", endings[rng.usize(..endings.len())]);
        }
        _ => {}
    }
}

/// Another character set, with or without its mark.
fn recode(input: &mut Input, rng: &mut Rng) {
    const LABELS: [&str; 8] =
        ["windows-1252", "shift_jis", "gb18030", "iso-2022-jp", "euc-kr", "windows-1256", "koi8-r", "big5"];
    let text = input.text();
    if rng.bool() {
        let units = text.encode_utf16();
        let little = rng.bool();
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        input.bytes = units.flat_map(bytes).collect();
    } else if let Some(encoding) = Encoding::for_label(LABELS[rng.usize(..LABELS.len())].as_bytes()) {
        input.bytes = encoding.encode(&text).0.into_owned();
    }
}

/// Packed with gzip, and often cut off or broken inside.
fn pack(input: &mut Input, rng: &mut Rng) {
    if input.is_packed() {
        return;
    }
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    let packed = std::io::Write::write_all(&mut packer, &input.bytes).and_then(|()| packer.finish());
    let Ok(mut packed) = packed else { return };
    match rng.u8(..3) {
        0 => packed.truncate(rng.usize(..=packed.len())),
        1 => {
            let at = rng.usize(..packed.len());
            packed[at] ^= 1 << rng.u8(..8);
        }
        _ => {}
    }
    input.bytes = packed;
    input.path.push_str(".gz");
}

/// Text as nobody writes it, of about `size` bytes.
pub(crate) fn odd_text(size: usize, rng: &mut Rng) -> String {
    const PIECES: [&str; 28] = [
        "a",
        " ",
        "\u{a0}",
        "\u{200b}",
        "\u{301}",
        "\u{202e}",
        "\u{fffd}",
        "\0",
        "\r",
        "\n\n",
        "\t",
        "。",
        "漢",
        "ا",
        "👩‍👩‍👧",
        "ß",
        "İ",
        "ﬁ",
        "\u{feff}",
        "…",
        "“",
        "By ",
        "2023-06-14 ",
        "| ",
        "- ",
        "Mr. ",
        "Velling ",
        "1,234.5 ",
    ];
    let one = PIECES[rng.usize(..PIECES.len())];
    let two = PIECES[rng.usize(..PIECES.len())];
    match rng.u8(..3) {
        0 => one.repeat(size / one.len() + 1),
        1 => format!("{one}{two}").repeat(size / (one.len() + two.len()) + 1),
        _ => {
            let mut text = String::new();
            while text.len() < size {
                text.push_str(PIECES[rng.usize(..PIECES.len())]);
            }
            text
        }
    }
}

/// A length: mostly short, now and then as long as `most`.
pub(crate) fn length(most: usize, rng: &mut Rng) -> usize {
    let bits = rng.u32(..=most.max(1).ilog2());
    rng.usize(1..=(1_usize << bits).max(1))
}

/// Two places in a list of so many, in order.
pub(crate) fn range(count: usize, rng: &mut Rng) -> std::ops::Range<usize> {
    let from = rng.usize(..=count);
    from..(from + length(count.max(1), rng)).min(count)
}
