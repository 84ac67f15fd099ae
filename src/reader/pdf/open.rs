//! Takes the glyphs of a document out of it.
//!
//! What the library does with hostile bytes is bounded from outside: what streams unpack to is measured before it is
//! asked to unpack them ([`unpack`](super::unpack)), its calls back to us count as work, and it runs on a thread of its
//! own, whose stack is deep and whose panics end the reading of this one file. Bounds count work, not time: one file
//! reads the same on any machine.

use std::panic;
use std::sync::Once;
use std::thread;

use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, TransformExt, interpret_page,
};

use crate::reader::pdf::info::Info;
use crate::reader::pdf::lines::{self, Sheet};
use crate::reader::pdf::unpack;

/// What a document gave.
pub(super) struct Opened {
    pub(super) sheets: Vec<Sheet>,
    pub(super) info: Info,
    /// Glyphs of fonts that do not say which letters they show.
    pub(super) unnamed: usize,
}

/// One letter on a sheet, whose origin is its upper left corner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) letter: char,
    /// From where to where it reaches, in points.
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Its baseline.
    pub(super) y: f32,
    /// Of its font.
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Quarter turns, clockwise, that the line it stands on is turned by.
    turn: u8,
}

/// Name of the thread, by which its panics are known.
const THREAD: &str = "pdf";

/// Bytes of its stack: the library follows content into content, fifty deep.
const STACK: usize = 64 << 20;

/// Why a document is not read, apart from what [`open`] finds in it.
const BROKEN: &str = "the PDF is damaged; save it again";

/// Opens a document and reads its sheets.
///
/// # Errors
///
/// What is wrong with it, in words.
pub(super) fn open(bytes: Vec<u8>) -> Result<Opened, &'static str> {
    silence();
    thread::scope(|scope| {
        let apart = thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK);
        match apart.spawn_scoped(scope, || read(bytes)) {
            Ok(running) => running.join().unwrap_or_else(|thrown| Err(stopped(thrown.as_ref()))),
            Err(_) => Err("no thread can be started to read the PDF; close other programs"),
        }
    })
}

/// Keeps the library's panics off standard error: each is a failure line.
fn silence() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if thread::current().name() != Some(THREAD) {
                before(panic);
            }
        }));
    });
}

fn stopped(thrown: &(dyn std::any::Any + Send)) -> &'static str {
    thrown.downcast_ref::<Stop>().map_or(BROKEN, |stop| stop.0)
}

/// Thrown to leave the library where a document costs too much.
struct Stop(&'static str);

const TOO_MUCH: &str =
    "the PDF takes more work than its size accounts for; print it to a new PDF if you trust it";

fn read(bytes: Vec<u8>) -> Result<Opened, &'static str> {
    unpack::check_raw(&bytes)?;
    let pdf = Pdf::new(bytes).map_err(reason)?;
    let largest = unpack::check(&pdf)?;
    let cache = InterpreterCache::new();
    let mut work = Work { left: MOST_WORK, largest };
    let (mut sheets, mut unnamed) = (Vec::new(), 0);
    for page in pdf.pages().iter() {
        let taken = glyphs(page, &pdf, &cache, work);
        work = taken.work;
        unnamed += taken.unnamed;
        sheets.push(lines::sheet(&upright(taken.glyphs), page.render_dimensions().1));
    }
    Ok(Opened { sheets, info: Info::of(&pdf), unnamed })
}

fn reason(error: LoadPdfError) -> &'static str {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "the PDF is encrypted and asks for a password; save it without one"
        }
        LoadPdfError::Decryption(_) => {
            "the PDF is encrypted in a way that is not known here; save it without encryption"
        }
        LoadPdfError::Invalid => BROKEN,
    }
}

fn glyphs<'p>(page: &Page<'p>, pdf: &'p Pdf, cache: &InterpreterCache<'p>, work: Work) -> Taken {
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings =
        InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let onto = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(onto, bounds, cache, pdf.xref(), settings);
    let mut taken = Taken { glyphs: Vec::new(), unnamed: 0, work, bounds };
    interpret_page(page, &mut context, &mut taken);
    taken
}

/// Bytes of content that may be drawn from elsewhere, some ten times what a newspaper's issue has: seconds of work.
const MOST_WORK: u64 = 512 << 20;

/// What one call back counts as, and one glyph, in bytes of content.
const CALL: u64 = 64;

/// Steps of a path around a frame: four corners and the way back.
const FRAME: usize = 5;

/// What drawing content from elsewhere counts as at the least.
const DRAW: u64 = 2 << 10;

/// Letters of the fullest sheet that is read: a page of a large newspaper has under 50,000.
const MOST_GLYPHS: usize = 1_000_000;

#[derive(Clone, Copy)]
struct Work {
    left: u64,
    /// Bytes of the largest content that can be drawn again and again.
    largest: u64,
}

impl Work {
    fn take(&mut self, bytes: u64) {
        match self.left.checked_sub(bytes) {
            Some(left) => self.left = left,
            None => panic::resume_unwind(Box::new(Stop(TOO_MUCH))),
        }
    }
}

/// Takes the glyphs of one page.
struct Taken {
    glyphs: Vec<Glyph>,
    unnamed: usize,
    work: Work,
    bounds: Rect,
}

impl Taken {
    fn take(&mut self, shape: &Shape<'_>, onto: Affine, bold: bool) {
        let advance = match shape {
            Shape::Outline(shape) => shape.advance_width(),
            Shape::Type3(shape) => shape.advance_width(),
        };
        let advance = Vec2::new(f64::from(advance.unwrap_or(EM / 2.0)), 0.0);
        let (from, to, up) =
            (onto * Point::ZERO, onto * advance.to_point(), onto * Point::new(0.0, f64::from(EM)));
        let Some(letters) = shape.as_unicode() else {
            self.unnamed += 1;
            return;
        };
        if !from.is_finite() || !to.is_finite() || !self.bounds.inflate(1.0, 1.0).contains(from) {
            return;
        }
        match letters {
            BfString::Char(letter) => self.put(letter, from, to, (up - from).hypot(), bold),
            BfString::String(letters) => {
                let count = letters.chars().count().max(1) as f64;
                for (at, letter) in letters.chars().enumerate() {
                    let (first, last) =
                        (from.lerp(to, at as f64 / count), from.lerp(to, (at + 1) as f64 / count));
                    self.put(letter, first, last, (up - from).hypot(), bold);
                }
            }
        }
    }

    fn put(&mut self, letter: char, from: Point, to: Point, size: f64, bold: bool) {
        if self.glyphs.len() >= MOST_GLYPHS {
            panic::resume_unwind(Box::new(Stop(TOO_MUCH)));
        }
        let (dx, dy) = ((to - from).x, (to - from).y);
        let turn = match (dx.abs() >= dy.abs(), dx < 0.0, dy < 0.0) {
            (true, false, _) => 0,
            (false, _, false) => 1,
            (true, true, _) => 2,
            (false, _, true) => 3,
        };
        let ((x0, y), (x1, _)) = (turned(from, turn), turned(to, turn));
        self.glyphs.push(Glyph { letter, x0, x1, y, size: size as f32, bold, turn });
    }
}

/// Where a point lies once the sheet is turned so that a line of this turn runs to the right.
fn turned(point: Point, turn: u8) -> (f32, f32) {
    let (x, y) = (point.x as f32, point.y as f32);
    match turn {
        0 => (x, y),
        1 => (y, -x),
        2 => (-x, -y),
        _ => (-y, x),
    }
}

/// The letters whose lines run as those of most do: what stands aslant to the text is no part of it.
fn upright(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let count = |turn: u8| glyphs.iter().filter(|glyph| glyph.turn == turn).count();
    let most = (0..4).rev().max_by_key(|turn| count(*turn)).unwrap_or(0);
    glyphs.into_iter().filter(|glyph| glyph.turn == most).collect()
}

/// Units of a font's design space to its size.
const EM: f32 = 1000.0;

/// The weight from which a font is bold, as in the `OS/2` table of OpenType.
const BOLD: u32 = 600;

fn is_bold(run: &GlyphRun<'_, '_>) -> bool {
    let Some(Shape::Outline(shape)) = run.glyphs().first().map(std::ops::Deref::deref) else { return false };
    shape.font_data().is_some_and(|font| {
        let named = font.postscript_name.is_some_and(|name| {
            let name = name.to_ascii_lowercase();
            ["bold", "black", "heavy"].iter().any(|word| name.contains(word)) && !name.contains("semibold")
        });
        named || font.weight.is_some_and(|weight| weight >= BOLD)
    })
}

impl<'p> Device<'p> for Taken {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'p>, props: DrawProps<'p>, _: &DrawMode) {
        let bold = is_bold(run);
        for glyph in run.glyphs() {
            self.work.take(CALL);
            self.take(glyph, props.transform * glyph.transform(), bold);
        }
    }

    /// Content that is drawn from elsewhere begins so, with its frame; other paths have more corners.
    fn push_clip_path(&mut self, clip: &ClipPath) {
        let framed = clip.path.elements().len() <= FRAME;
        self.work.take(if framed { self.work.largest.max(DRAW) } else { CALL });
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.work.take(CALL);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'p>, _: &DrawMode) {
        self.work.take(CALL);
    }

    fn draw_image(&mut self, _: Image<'p, '_>, _: ImageDrawProps<'p>) {
        self.work.take(CALL);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'p>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
