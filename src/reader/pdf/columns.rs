//! Puts the pieces of a page into reading order: columns beside one another are read one after the other.
//!
//! A gutter is a strip that no piece crosses, over several lines on either side. What crosses it, as a headline over
//! two columns does, parts the page into bands that are read from top to bottom; a band with a gutter is read column
//! by column, each of them again in this way.

use std::collections::BTreeMap;

use crate::reader::pdf::lines::{self, Piece};

/// How often a page is parted: columns of boxes of columns.
const DEEPEST: usize = 12;

/// Pieces of the fullest page that is looked at for columns.
const MOST_PIECES: usize = 20_000;

/// Places at which a gutter is looked for.
const MOST_PLACES: usize = 48;

/// Lines of a column at the least, and of the longer one of two.
const FEWEST: usize = 2;
const FEWEST_LONGER: usize = 3;

/// Lines from which a narrow gutter is believed; blanks of a justified text stand over one another by accident.
const SURE: usize = 6;

/// Widths of gutters at the least, in sizes of the font: of narrow ones, and of those between few lines.
const NARROW: f32 = 0.5;
const WIDE: f32 = 1.2;

/// The columns of a page in reading order.
pub(super) fn order(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut columns = Vec::new();
    part(pieces, 0, &mut columns);
    columns
}

fn part(mut pieces: Vec<Piece>, depth: usize, columns: &mut Vec<Vec<Piece>>) {
    if pieces.is_empty() {
        return;
    }
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let looked = depth < DEEPEST && pieces.len() <= MOST_PIECES;
    let Some(gutter) = looked.then(|| gutter(&pieces)).flatten() else {
        columns.push(pieces);
        return;
    };
    let rtl = pieces.iter().filter(|piece| piece.is_rtl()).count() * 2 > pieces.len();
    for (band, parted) in bands(pieces, gutter) {
        if !parted {
            part(band, depth + 1, columns);
            continue;
        }
        let (left, right) = band.into_iter().partition(|piece| is_left(piece, gutter));
        let (first, second) = if rtl { (right, left) } else { (left, right) };
        part(first, depth + 1, columns);
        part(second, depth + 1, columns);
    }
}

fn is_left(piece: &Piece, gutter: f32) -> bool {
    piece.x0 + piece.x1 < 2.0 * gutter
}

fn crosses(piece: &Piece, gutter: f32) -> bool {
    let slack = 0.1 * piece.size;
    piece.x0 < gutter - slack && piece.x1 > gutter + slack
}

/// The bands of a page, from top to bottom, and whether the gutter parts them.
fn bands(pieces: Vec<Piece>, gutter: f32) -> Vec<(Vec<Piece>, bool)> {
    let mut bands: Vec<(Vec<Piece>, bool)> = Vec::new();
    let mut open: Vec<Piece> = Vec::new();
    let mut close = |open: &mut Vec<Piece>, parted: bool| {
        let band = std::mem::take(open);
        match bands.last_mut() {
            _ if band.is_empty() => {}
            Some((last, false)) if !parted => last.extend(band),
            _ => bands.push((band, parted)),
        }
    };
    for piece in pieces {
        if crosses(&piece, gutter) {
            let parted = score(&open, gutter) > 0;
            close(&mut open, parted);
            close(&mut vec![piece], false);
        } else {
            open.push(piece);
        }
    }
    let parted = score(&open, gutter) > 0;
    close(&mut open, parted);
    bands
}

/// The place that parts the most text, if any: a little left of where several lines begin.
fn gutter(pieces: &[Piece]) -> Option<f32> {
    let mut edges: BTreeMap<i32, (usize, f32)> = BTreeMap::new();
    for piece in pieces {
        let edge = edges.entry((piece.x0 / 2.0) as i32).or_insert((0, piece.x0));
        *edge = (edge.0 + 1, edge.1.min(piece.x0));
    }
    let size = lines::median(pieces.iter().map(|piece| piece.size));
    let mut places: Vec<(usize, f32)> = edges.into_values().collect();
    places.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.total_cmp(&b.1)));
    let places = places.into_iter().take(MOST_PLACES).map(|(_, x0)| x0 - NARROW * size / 2.0);
    let scored = places.map(|place| (total(pieces, place), place)).filter(|(score, _)| *score > 0);
    scored.max_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1))).map(|(_, place)| place)
}

/// The score of all bands at a place.
fn total(pieces: &[Piece], gutter: f32) -> usize {
    pieces.split(|piece| crosses(piece, gutter)).map(|band| score(band, gutter)).sum()
}

/// The lines of the shorter column where a gutter parts a band; 0 where it does not.
fn score(band: &[Piece], gutter: f32) -> usize {
    let (left, right): (Vec<&Piece>, Vec<&Piece>) = band.iter().partition(|piece| is_left(piece, gutter));
    let (few, many) = {
        let (left, right) = (rows(&left), rows(&right));
        (left.min(right), left.max(right))
    };
    if few < FEWEST || many < FEWEST_LONGER {
        return 0;
    }
    let ends = left.iter().map(|piece| piece.x1).fold(f32::MIN, f32::max);
    let begins = right.iter().map(|piece| piece.x0).fold(f32::MAX, f32::min);
    let width = (begins - ends) / lines::median(band.iter().map(|piece| piece.size)).max(1.0);
    if width >= WIDE || (width >= NARROW && few >= SURE) { few } else { 0 }
}

/// Lines that pieces, sorted from top to bottom, stand on.
fn rows(pieces: &[&Piece]) -> usize {
    let apart = |pair: &&[&Piece]| pair[1].y - pair[0].y > 0.4 * pair[0].size;
    usize::from(!pieces.is_empty()) + pieces.windows(2).filter(|pair| apart(pair)).count()
}
