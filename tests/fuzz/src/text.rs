//! Breaks texts, Markdown and records: lines, front matter, markup, values.

use fastrand::Rng;

use crate::mutate::{length, odd_text, range};

/// Lines that cleaners listen to.
const LINES: [&str; 20] = [
    "By Ada Moor and Ben Tide",
    "Support Tidewater",
    "Related Posts",
    "READ MORE: The tide",
    "Share",
    "Advertisement",
    "12 May 2023",
    "Updated: 12/13/2023 25:61",
    "© Tide 2023",
    "Sign up for our newsletter",
    "> quoted",
    "- item",
    "1. item",
    "====",
    "----",
    "HEADLINE",
    "Name Surname is a writer at",
    "Comments (12)",
    "The tide rose.",
    "…",
];

/// A text with so many mutations.
pub(crate) fn plain(page: &str, other: &str, size: usize, rounds: usize, rng: &mut Rng) -> String {
    let mut lines: Vec<String> = page.split('\n').map(str::to_owned).collect();
    for _ in 0..rounds {
        let held: usize = lines.iter().map(String::len).sum();
        mutate(&mut lines, other, size.saturating_sub(held).max(200), rng);
    }
    lines.join(["\n", "\n", "\r\n", "\r", "\n\n"][rng.usize(..5)])
}

fn mutate(lines: &mut Vec<String>, other: &str, room: usize, rng: &mut Rng) {
    let place = rng.usize(..=lines.len());
    let span = range(lines.len(), rng);
    match rng.u8(..9) {
        0 => drop(lines.drain(span)),
        1 => {
            let run = lines[span].to_vec();
            let bytes = run.iter().map(|line| line.len() + 1).sum::<usize>().max(1);
            let times = length((room / bytes).max(1), rng);
            lines.splice(place..place, std::iter::repeat_n(run, times).flatten());
        }
        2 => lines.insert(place, odd_text(length(room, rng), rng)),
        3 => {
            let line = LINES[rng.usize(..LINES.len())];
            lines.splice(
                place..place,
                std::iter::repeat_n(line.to_owned(), length(room / (line.len() + 1), rng)),
            );
        }
        4 => {
            let joined = lines.drain(span).collect::<Vec<_>>().join(" ");
            lines.insert(place.min(lines.len()), joined);
        }
        5 => *lines = lines.iter().flat_map(|line| wrapped(line, 20 + room % 90)).collect(),
        6 => lines.splice(place..place, other.lines().map(str::to_owned)).for_each(drop),
        7 => lines.iter_mut().for_each(|line| line.insert_str(0, [" ", "\t", "> ", "- ", "    "][room % 5])),
        _ => (0..length(room / 12, rng))
            .for_each(|at| lines.insert(place, format!("{} {at}", LINES[at % LINES.len()]))),
    }
}

fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    for word in line.split(' ') {
        let last = all.last_mut().expect("there is one from the start");
        if last.len() + word.len() > width && !last.is_empty() {
            all.push(word.to_owned());
        } else {
            last.push_str(word);
            last.push(' ');
        }
    }
    all
}

/// A Markdown page with so many mutations, often under front matter that no parser was meant for.
pub(crate) fn markdown(page: &str, other: &str, size: usize, rounds: usize, rng: &mut Rng) -> String {
    let mut page = plain(page, other, size, rounds, rng);
    for _ in 0..rng.usize(..4) {
        let mut at = rng.usize(..=page.len());
        while !page.is_char_boundary(at) {
            at -= 1;
        }
        page.insert_str(at, &markup(size / 2, rng));
    }
    if rng.bool() { format!("{}{page}", front_matter(size / 2, rng)) } else { page }
}

fn markup(room: usize, rng: &mut Rng) -> String {
    const FORMS: [&str; 24] = [
        "*",
        "_",
        "**a",
        "*_",
        "[",
        "]",
        "![",
        "[a](",
        "](x)",
        "> ",
        "- ",
        "  - ",
        "`",
        "```\n",
        "|a|b|\n|-|-|\n",
        "|a",
        "# ",
        "[^1]",
        "[^1]: a\n",
        "<div>",
        "<!--",
        "\\",
        "***\n",
        "[a]: b\n",
    ];
    let form = FORMS[rng.usize(..FORMS.len())];
    form.repeat(length(room / form.len(), rng))
}

fn front_matter(room: usize, rng: &mut Rng) -> String {
    let many = length(room / 8, rng);
    let inside = match rng.u8(..9) {
        0 => "[".repeat(many),
        1 => (0..many.min(60))
            .map(|at| format!("a{at}: &a{at} [*a{0},*a{0},*a{0}]\n", at.saturating_sub(1)))
            .collect(),
        2 => format!("title: {}\n", odd_text(many, rng)),
        3 => "- ".repeat(many),
        4 => (0..many).map(|at| format!("{}k: \n", " ".repeat(at.min(200)))).collect(),
        5 => format!("author: [{}]\ndate: 2023-99-99\n", "Ada, ".repeat(many)),
        6 => "title: a\ntitle: b\n? !!binary x\n: |\n  y\n".repeat(many / 20 + 1),
        7 => format!("title: \"{}", "\\u0000".repeat(many)),
        _ => "date: !!timestamp 2023\n<<: *x\n".to_owned(),
    };
    let toml = rng.u8(..4) == 0;
    let mark = if toml { "+++" } else { "---" };
    let closed = if rng.u8(..5) > 0 { mark } else { "" };
    format!("{mark}\n{inside}\n{closed}\n")
}

/// Records with so many mutations.
pub(crate) fn json(page: &str, other: &str, size: usize, rounds: usize, rng: &mut Rng) -> String {
    let mut page = page.to_owned();
    for _ in 0..rounds {
        let mut places: Vec<usize> =
            page.match_indices([',', ':', '{', '[', '"']).map(|(at, _)| at).collect();
        places.push(page.len());
        let place = places[rng.usize(..places.len())];
        let room = size.saturating_sub(page.len()).max(200);
        match rng.u8(..6) {
            0 => page.truncate(place),
            1 => {
                let end = places[rng.usize(..places.len())];
                page.replace_range(place.min(end)..place.max(end), "");
            }
            2 => page = format!("{}{page}", "[".repeat(length(room, rng))),
            3 => {
                let run = page[..place].to_owned();
                let times = length((room / run.len().max(1)).max(1), rng);
                page.push_str(&run.repeat(times));
            }
            4 => page.push_str(other),
            _ => page.insert_str(place, &value(room, rng)),
        }
    }
    page
}

fn value(room: usize, rng: &mut Rng) -> String {
    let many = length(room / 6, rng);
    match rng.u8(..10) {
        0 => "[".repeat(many),
        1 => "{\"text\":".repeat(many / 8 + 1),
        2 => format!("\"{}\"", "<p>The tide rose.</p>".repeat(many / 20 + 1)),
        3 => format!("\"{}\"", "\\ud83d".repeat(many / 6 + 1)),
        4 => format!("1{}", "0".repeat(many)),
        5 => format!("\"authors\":[{}null],", "\"Ada\",".repeat(many / 6 + 1)),
        6 => "\"date\":1e308,\"published\":-1,".to_owned(),
        7 => "\n{\"title\":\"a\",\"text\":\"b\"}".repeat(many / 24 + 1),
        8 => format!("\"text\":\"{}\",", odd_text(many, rng).replace(['"', '\n', '\\'], "")),
        _ => "\"text\":[\"a\",{\"text\":[\"b\"]}],".to_owned(),
    }
}
