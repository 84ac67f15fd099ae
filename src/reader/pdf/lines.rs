//! Puts letters together to pieces of lines, and pieces to lines.

use crate::reader::pdf::columns;
use crate::reader::pdf::open::Glyph;
use crate::text;

/// One page of a document.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// In reading order.
    pub(super) lines: Vec<Line>,
    /// In points.
    pub(super) height: f32,
}

/// A line of text of one column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// White space folded; never empty.
    pub(super) text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Its baseline, from the upper edge of the page, in points.
    pub(super) y: f32,
    /// Of its font, that of most of its letters.
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Which column of the page it stands in.
    pub(super) column: usize,
}

/// Letters that stand side by side: a word or several, never parts of two columns.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    bold: usize,
    letters: usize,
    /// Whether a blank stands before it.
    blank: bool,
}

/// The lines of a page's letters.
pub(super) fn sheet(glyphs: &[Glyph], height: f32) -> Sheet {
    let columns = columns::order(pieces(glyphs)).into_iter().enumerate();
    let lines = columns.flat_map(|(column, pieces)| lines(pieces, column)).collect();
    Sheet { lines, height }
}

/// Gap between two letters, in sizes of the font, from which there is a blank; a blank is a quarter to a third.
const BLANK: f32 = 0.15;

/// Gap from which pieces part: blanks of justified lines are hardly wider, gutters hardly narrower.
const PART: f32 = 0.6;

/// How far letters may stand over one another.
const OVERLAP: f32 = 0.5;

/// How far baselines of one line may differ, in sizes of the font: that of raised figures.
const RAISED: f32 = 0.4;

/// The pieces of a page, in the order that the letters are drawn in.
fn pieces(glyphs: &[Glyph]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut blank, mut drawn) = (false, Vec::<Glyph>::new());
    for glyph in glyphs {
        if glyph.letter.is_whitespace() {
            blank = true;
            continue;
        }
        if glyph.letter.is_control() || again(&mut drawn, glyph) {
            continue;
        }
        let blank = std::mem::take(&mut blank);
        match pieces.last_mut() {
            Some(open) if open.goes_on(glyph) => open.push(glyph, blank),
            _ => pieces.push(Piece::new(glyph, blank)),
        }
    }
    pieces
}

/// Letters back that a shadow is looked for in.
const SHADOWS: usize = 200;

/// Whether a letter was drawn at this very place, as programs do to make it bold.
fn again(drawn: &mut Vec<Glyph>, glyph: &Glyph) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() < glyph.size * 0.1;
    let same =
        |other: &Glyph| other.letter == glyph.letter && near(other.x0, glyph.x0) && near(other.y, glyph.y);
    let again = drawn.iter().any(same);
    if drawn.len() >= SHADOWS {
        drawn.drain(..SHADOWS / 2);
    }
    drawn.push(*glyph);
    again
}

impl Piece {
    fn new(glyph: &Glyph, blank: bool) -> Self {
        let Glyph { x0, x1, y, size, bold, .. } = *glyph;
        let mut piece =
            Self { text: String::new(), x0, x1, y, size, bold: usize::from(bold), letters: 1, blank };
        push_letter(&mut piece.text, glyph.letter);
        piece
    }

    fn goes_on(&self, glyph: &Glyph) -> bool {
        let size = self.size.max(glyph.size);
        let level = (glyph.y - self.y).abs() <= RAISED * size;
        let alike = self.size.min(glyph.size) * 1.8 >= size;
        level && alike && (-OVERLAP..PART).contains(&((glyph.x0 - self.x1) / size))
    }

    fn push(&mut self, glyph: &Glyph, blank: bool) {
        if blank || glyph.x0 - self.x1 > BLANK * glyph.size {
            self.text.push(' ');
        }
        push_letter(&mut self.text, glyph.letter);
        self.x1 = self.x1.max(glyph.x1);
        if glyph.size > self.size {
            (self.y, self.size) = (glyph.y, glyph.size);
        }
        self.bold += usize::from(glyph.bold);
        self.letters += 1;
    }

    /// Whether it is a single letter much larger than the text: the initial of a story.
    fn is_initial(&self, size: f32) -> bool {
        self.text.chars().count() == 1 && self.text.chars().all(char::is_alphabetic) && self.size > 1.8 * size
    }

    /// Whether most of its letters run from right to left.
    pub(super) fn is_rtl(&self) -> bool {
        self.text.chars().filter(|c| is_rtl(*c)).count() * 2 > self.letters
    }
}

/// Letters that print as two are two; forms that depend on their neighbours are the letter itself.
fn push_letter(text: &mut String, letter: char) {
    use unicode_normalization::UnicodeNormalization;
    match letter {
        '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => text.extend(std::iter::once(letter).nfkc()),
        '\u{e000}'..='\u{f8ff}' | '\u{fffd}' => {}
        letter => text.push(letter),
    }
}

/// The lines of a column, from top to bottom.
fn lines(mut pieces: Vec<Piece>, column: usize) -> Vec<Line> {
    let size = median(pieces.iter().map(|piece| piece.size));
    let initials: Vec<Piece> = pieces.extract_if(.., |piece| piece.is_initial(size)).collect();
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row) if row.iter().any(|other| is_level(other, &piece)) => row.push(piece),
            _ => rows.push(vec![piece]),
        }
    }
    let mut lines: Vec<Line> = rows.into_iter().filter_map(|row| line(row, column)).collect();
    for initial in initials {
        begin(&mut lines, &initial, column);
    }
    lines
}

fn is_level(one: &Piece, other: &Piece) -> bool {
    (one.y - other.y).abs() <= RAISED * one.size.max(other.size)
}

/// Puts an initial before the line that it begins: the uppermost one beside it.
fn begin(lines: &mut Vec<Line>, initial: &Piece, column: usize) {
    let beside = |line: &&mut Line| {
        (initial.y - initial.size..=initial.y + 1.0).contains(&line.y) && line.x0 >= initial.x0
    };
    if let Some(line) = lines.iter_mut().find(beside) {
        line.text.insert_str(0, &initial.text);
        line.x0 = initial.x0;
        return;
    }
    let at = lines.iter().position(|line| line.y > initial.y).unwrap_or(lines.len());
    lines.splice(at..at, line(vec![initial.clone()], column));
}

/// One line of pieces on one level.
fn line(mut row: Vec<Piece>, column: usize) -> Option<Line> {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut text = String::new();
    let mut last: Option<&Piece> = None;
    for piece in &row {
        if last.is_some_and(|last| piece.blank || piece.x0 - last.x1 > BLANK * piece.size) {
            text.push(' ');
        }
        text.push_str(&piece.text);
        last = Some(piece);
    }
    let letters: usize = row.iter().map(|piece| piece.letters).sum();
    let bold = row.iter().map(|piece| piece.bold).sum::<usize>() * 10 > letters * 8;
    let most = row.iter().max_by_key(|piece| piece.letters)?;
    let (y, size) = (most.y, most.size);
    let x1 = row.iter().map(|piece| piece.x1).fold(f32::MIN, f32::max);
    let text = text::squeeze(&in_order(&text));
    (!text.is_empty()).then_some(Line { text, x0: row[0].x0, x1, y, size, bold, column })
}

/// The median of some sizes; 0 for none.
pub(super) fn median(sizes: impl Iterator<Item = f32>) -> f32 {
    let mut sizes: Vec<f32> = sizes.collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// Letters of Hebrew and Arabic.
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// A line as it is read: one that runs from right to left stands mirrored, but for words and figures that do not.
fn in_order(line: &str) -> String {
    let rtl = line.chars().filter(|c| is_rtl(*c)).count();
    if rtl * 2 <= line.chars().filter(|c| c.is_alphabetic()).count() || rtl == 0 {
        return line.to_owned();
    }
    let mirrored: Vec<char> = line.chars().rev().map(mirror).collect();
    let runs =
        |c: &char| !is_rtl(*c) && (c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | '/' | '-' | '%'));
    mirrored.chunk_by(|a, b| runs(a) == runs(b)).fold(String::new(), |mut text, chunk| {
        let upright = runs(&chunk[0]) && chunk.iter().any(|c| c.is_alphanumeric());
        if upright {
            text.extend(chunk.iter().rev());
        } else {
            text.extend(chunk);
        }
        text
    })
}

fn mirror(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}
