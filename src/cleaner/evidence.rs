//! What speaks for and against each block.

use rustc_hash::FxHashMap;

use crate::cleaner::agreement::Statement;
use crate::cleaner::cues::{self, Cue};
use crate::cleaner::elements::Elements;
use crate::cleaner::form::{self, Form};
use crate::cleaner::headline::Headline;
use crate::cleaner::rules::{self, Rule};
use crate::cleaner::texture::Texture;
use crate::cleaner::{Context, Kind};
use crate::reader::{Block, Page};
use crate::text::Parted;

/// A page with all that is worked out once for all of its blocks.
pub(super) struct Scene<'a> {
    cx: &'a Context<'a>,
    forms: Vec<Form>,
    elements: Elements,
    headline: Headline,
    statement: Option<Statement>,
    textures: Vec<Texture>,
    /// Per block, the block that said its text before.
    twins: Vec<Option<usize>>,
}

impl<'a> Scene<'a> {
    /// `words` holds those of the page's blocks.
    pub(super) fn of(cx: &'a Context<'a>, words: &Parted) -> Self {
        let form = |(at, block): (usize, &Block)| Form::of(block, words.parts(at, &block.text).words);
        let forms: Vec<Form> = cx.page.blocks.iter().enumerate().map(form).collect();
        let elements = Elements::of(cx.page, &forms);
        let headline = Headline::find(cx, &forms, &elements);
        let texture = |(block, form): (&Block, &Form)| Texture::of(&block.text, form, cx.lang);
        let textures = cx.page.blocks.iter().zip(&forms).map(texture).collect();
        Self {
            cx,
            headline,
            statement: Statement::of(cx.page),
            elements,
            textures,
            twins: twins(&forms),
            forms,
        }
    }

    pub(super) fn page(&self) -> &'a Page {
        self.cx.page
    }

    /// The words of the outlet's name.
    pub(super) fn outlet(&self) -> Vec<u64> {
        self.cx.outlet.map_or_else(Vec::new, |outlet| form::hashes(&outlet.name))
    }

    pub(super) fn headline(&self) -> Option<usize> {
        self.headline.at
    }

    pub(super) fn textures(&self) -> &[Texture] {
        &self.textures
    }

    pub(super) fn elements(&self) -> &Elements {
        &self.elements
    }
}

/// Words of the shortest text that is not said twice in one story.
const LONG: u32 = 14;

/// Per block, the first one with its text, where that is long. Pages hold their story two or three times, for
/// screens of different sizes.
fn twins(forms: &[Form]) -> Vec<Option<usize>> {
    let mut seen: FxHashMap<(u32, &[u64]), usize> = FxHashMap::default();
    let mut twins = Vec::with_capacity(forms.len());
    for (at, form) in forms.iter().enumerate() {
        let long = form.words >= LONG && form.is_prose();
        let first = if long { *seen.entry((form.words, &form.hashes)).or_insert(at) } else { at };
        twins.push((first < at).then_some(first));
    }
    twins
}

/// What a block is to the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It is the headline.
    Title,
    /// It is the deck under the headline.
    Standfirst,
    /// It says the headline again.
    TitleAgain,
    /// It names who wrote.
    Byline,
    /// Anything else.
    Text,
}

/// The evidence on one block, all that a judge needs to know of it.
#[derive(Clone)]
pub(super) struct Evidence {
    /// Form: length, ending, links.
    pub(super) form: Form,
    /// What it is to the headline.
    pub(super) part: Part,
    /// Phrase of the tables.
    pub(super) cue: Option<Cue>,
    /// Rule that speaks.
    pub(super) rule: Option<&'static dyn Rule>,
    /// Kind of furniture that the elements around it are called.
    pub(super) marked: Option<Kind>,
    /// Whether it lies in the element that holds the story; `None` without markup.
    pub(super) home: Option<bool>,
    /// Whether the page hides it.
    pub(super) hidden: bool,
    /// Number of the nearest container; 0 without markup.
    pub(super) container: u32,
    /// Share of it that the page states as its article's text.
    pub(super) stated: Option<f32>,
    /// Step of the number of stories that carry it.
    pub(super) repeats: u8,
    /// The block that said its text before, where that is long.
    pub(super) twin: Option<usize>,
}

impl Evidence {
    pub(super) fn gather(scene: &Scene<'_>, at: usize) -> Self {
        let block = &scene.cx.page.blocks[at];
        let form = scene.forms[at].clone();
        let marks = block.marks.as_ref();
        Self {
            part: part(scene, at),
            cue: cues::find(&form).filter(|_| !(form.is_prose() && is_quoted(&block.text))),
            rule: rules::named(scene.cx.page, &scene.forms, at),
            marked: scene.elements.furniture(block),
            home: scene.elements.is_home(block),
            hidden: marks.is_some_and(|marks| marks.hidden),
            container: marks.map_or(0, |marks| marks.container),
            stated: scene.statement.as_ref().and_then(|statement| statement.share(&form.hashes)),
            repeats: scene.cx.repeats.get(at).copied().unwrap_or(0),
            twin: scene.twins[at],
            form,
        }
    }

    /// The same evidence on a block whose markup is not believed.
    pub(super) fn without_marks(&self) -> Self {
        Self { marked: None, home: Some(true), hidden: false, ..self.clone() }
    }
}

/// Whether someone is quoted: what is said there is said in the story.
fn is_quoted(text: &str) -> bool {
    text.contains(['“', '"', '«', '„', '「'])
}

fn part(scene: &Scene<'_>, at: usize) -> Part {
    let headline = &scene.headline;
    if headline.at == Some(at) {
        Part::Title
    } else if headline.standfirst == Some(at) {
        Part::Standfirst
    } else if headline.again.binary_search(&at).is_ok() {
        Part::TitleAgain
    } else if headline.bylines.binary_search(&at).is_ok() {
        Part::Byline
    } else {
        Part::Text
    }
}
