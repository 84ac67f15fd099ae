//! The elements of a page as its blocks' marks tell of them, and which of them holds the story.

use crate::cleaner::Kind;
use crate::cleaner::form::Form;
use crate::cleaner::markup::{self, Mark};
use crate::reader::{Block, BlockKind, Marks, Page};

/// Share of a page's prose above which no class name makes an element furniture.
const TOO_MUCH: f32 = 0.45;

/// Words of prose outside that let comments be comments, however many there are.
const STORY_WORDS: u32 = 120;

/// Share of an element's prose that a child must hold for the search for the story to go down into it.
const HEIR: f32 = 0.82;

/// One element around some block.
#[derive(Debug, Clone, Copy, Default)]
struct Element {
    seen: bool,
    parent: Option<usize>,
    depth: usize,
    /// Words of prose in it.
    prose: u32,
    /// The same without what is in furniture elements.
    clean: u32,
    mark: Option<Mark>,
    /// Furniture, by itself or by an element around it below the body.
    furniture: Option<Kind>,
    /// Holds a first-level heading.
    titled: bool,
    /// In the element that holds the story.
    home: bool,
    /// Words in it, linked or not.
    words: u32,
    /// Words of it that are links.
    linked: u32,
    /// Blocks in it.
    blocks: u32,
    /// Its name, hashed.
    name: u32,
    /// Its name and class words, hashed, in the list of all.
    tokens: (u32, u32),
}

/// The elements of a page; none for formats without markup.
#[derive(Debug, Default)]
pub(super) struct Elements {
    elements: Vec<Element>,
    /// Hashed class words of all elements.
    tokens: Vec<u32>,
}

impl Elements {
    pub(super) fn of(page: &Page, forms: &[Form]) -> Self {
        let mut all = Self::default();
        let mut names = markup::Names::default();
        for (block, form) in page.blocks.iter().zip(forms) {
            all.add(block, form, &mut names);
        }
        all.sum_up();
        all.settle_furniture();
        all.weigh_clean(page, forms);
        if let Some(home) = all.find_home() {
            all.settle_home(home);
        }
        all
    }

    /// Counts a block for the element that it lies in with nothing between.
    fn add<'a>(&mut self, block: &'a Block, form: &Form, names: &mut markup::Names<'a>) {
        let Some(marks) = &block.marks else { return };
        let Some(own) = self.meet(marks, names) else { return };
        let element = &mut self.elements[own];
        element.words += form.words;
        element.linked += form.linked_words();
        element.blocks += 1;
        element.prose += if form.is_prose() && !marks.hidden { form.words } else { 0 };
        element.titled |= block.kind == BlockKind::Heading && block.level == 1;
    }

    /// Notes the elements around a block that were around none before, and gives the innermost.
    fn meet<'a>(&mut self, marks: &'a Marks, names: &mut markup::Names<'a>) -> Option<usize> {
        let depth = marks.around.len();
        let is_seen = |&number: &u32| self.elements.get(number as usize).is_some_and(|element| element.seen);
        let new = marks.around.iter().rev().take_while(|number| !is_seen(number)).count();
        if new == 0 {
            return own_of(marks);
        }
        let mut parent = (depth - new).checked_sub(1).map(|known| marks.around[known] as usize);
        let inner = last_parts(&marks.path, new).zip(last_parts(&marks.classes, new));
        for (at, (name, words)) in (depth - new..depth).zip(inner) {
            let number = marks.around[at] as usize;
            if number >= self.elements.len() {
                self.elements.resize(number + 1, Element::default());
            }
            let (mark, tokens) = names.read(name, words, &mut self.tokens);
            self.elements[number] = Element {
                seen: true,
                parent,
                depth: at,
                mark,
                name: names.name(name),
                tokens,
                ..Element::default()
            };
            parent = Some(number);
        }
        parent
    }

    /// What an element holds its parent holds, too. Parents have lower numbers.
    fn sum_up(&mut self) {
        for at in (0..self.elements.len()).rev() {
            let Element { parent, words, linked, blocks, prose, titled, .. } = self.elements[at];
            let Some(parent) = parent else { continue };
            let parent = &mut self.elements[parent];
            parent.words += words;
            parent.linked += linked;
            parent.blocks += blocks;
            parent.prose += prose;
            parent.titled |= titled;
        }
    }

    /// An element is furniture if it is called so and holds little of the page's prose, or lies in such a one.
    /// Parents have lower numbers, so one pass in order is enough.
    fn settle_furniture(&mut self) {
        let total = self.elements.iter().map(|element| element.prose).max().unwrap_or(0);
        for at in 0..self.elements.len() {
            let element = &self.elements[at];
            let inherited = element.parent.and_then(|parent| self.elements[parent].furniture);
            let own = match element.mark {
                Some(Mark::Furniture(kind)) if is_little(kind, element, total) => Some(kind),
                _ => None,
            };
            self.elements[at].furniture = match (inherited, own) {
                (Some(Kind::Other | Kind::Related), Some(own)) => Some(own),
                (inherited, own) => inherited.or(own),
            };
        }
    }

    fn weigh_clean(&mut self, page: &Page, forms: &[Form]) {
        for (block, form) in page.blocks.iter().zip(forms) {
            let Some(marks) = &block.marks else { continue };
            if !form.is_prose() || marks.hidden || self.furniture(block).is_some() {
                continue;
            }
            if let Some(own) = own(block) {
                self.elements[own].clean += form.words;
            }
        }
        for at in (0..self.elements.len()).rev() {
            if let Some(parent) = self.elements[at].parent {
                self.elements[parent].clean += self.elements[at].clean;
            }
        }
    }

    /// The element that holds the story: the one called so, or the last that holds nearly all of the prose.
    fn find_home(&self) -> Option<usize> {
        let total = self.elements.iter().map(|element| element.clean).max().filter(|&total| total > 0)?;
        if let Some(body) = self.named_body().filter(|&body| self.elements[body].clean * 2 >= total) {
            return Some(body);
        }
        let mut home = (0..self.elements.len()).find(|&at| self.elements[at].seen)?;
        while let Some(heir) = self.heir(home) {
            home = heir;
        }
        Some(home)
    }

    fn heir(&self, home: usize) -> Option<usize> {
        let least = self.elements[home].clean as f32 * HEIR;
        (home + 1..self.elements.len()).find(|&at| {
            let element = &self.elements[at];
            element.parent == Some(home) && element.clean as f32 >= least.max(1.0)
        })
    }

    /// The outermost element named as the body with the most prose, or what all such have in common.
    fn named_body(&self) -> Option<usize> {
        let named = |at: &usize| self.elements[*at].mark == Some(Mark::Body) && self.elements[*at].clean > 0;
        let bodies: Vec<usize> = (0..self.elements.len()).filter(named).collect();
        let best = bodies.iter().copied().max_by_key(|&at| (self.elements[at].clean, usize::MAX - at))?;
        let enough = self.elements[best].clean / 5;
        let peers = bodies.into_iter().filter(|&at| {
            self.elements[at].clean > enough && self.elements[at].depth == self.elements[best].depth
        });
        Some(peers.fold(best, |a, b| self.common(a, b)))
    }

    /// The innermost element around both.
    fn common(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            let deeper = if self.elements[a].depth >= self.elements[b].depth { &mut a } else { &mut b };
            match self.elements[*deeper].parent {
                Some(parent) => *deeper = parent,
                None => return a.min(b),
            }
        }
        a
    }

    /// Marks the story's element and all in it; what is around it is no furniture for that.
    fn settle_home(&mut self, home: usize) {
        for at in home..self.elements.len() {
            let inside = self.elements[at].parent.is_some_and(|parent| self.elements[parent].home);
            self.elements[at].home = at == home || inside;
        }
    }

    /// The kind of furniture that the elements around a block say it is.
    pub(super) fn furniture(&self, block: &Block) -> Option<Kind> {
        self.innermost(block)?.furniture
    }

    /// Whether the block is in the element that holds the story; `None` for formats without markup.
    pub(super) fn is_home(&self, block: &Block) -> Option<bool> {
        self.innermost(block).map(|element| element.home)
    }

    /// Whether the block's own element, or the one around it, is called a deck.
    pub(super) fn is_deck(&self, block: &Block) -> bool {
        let Some(marks) = &block.marks else { return false };
        marks.around.iter().rev().take(2).any(|&at| self.elements[at as usize].mark == Some(Mark::Deck))
    }

    fn innermost(&self, block: &Block) -> Option<&Element> {
        self.elements.get(own(block)?)
    }

    /// How many numbers of elements there are.
    pub(super) fn len(&self) -> usize {
        self.elements.len()
    }

    /// The element around one.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        self.elements[at].parent
    }

    /// The hash of an element's name.
    pub(super) fn name(&self, at: usize) -> u32 {
        self.elements[at].name
    }

    /// The hashes of an element's class words.
    pub(super) fn tokens(&self, at: usize) -> &[u32] {
        let (first, end) = self.elements[at].tokens;
        &self.tokens[first as usize..end as usize]
    }

    /// Words, linked words, words of prose, and blocks in an element.
    pub(super) fn sizes(&self, at: usize) -> [u32; 4] {
        let element = &self.elements[at];
        [element.words, element.linked, element.prose, element.blocks]
    }
}

/// The last parts of a path, in order; what it lacks of so many is empty.
fn last_parts(path: &str, parts: usize) -> impl Iterator<Item = &str> {
    let cut = memchr::memrchr_iter(b'>', path.as_bytes()).nth(parts.saturating_sub(1));
    let rest = &path[cut.map_or(0, |cut| cut + 1)..];
    rest.split('>').chain(std::iter::repeat(""))
}

/// The number of the element that a block lies in with nothing between; `None` without markup.
pub(super) fn own(block: &Block) -> Option<usize> {
    own_of(block.marks.as_ref()?)
}

fn own_of(marks: &Marks) -> Option<usize> {
    Some(*marks.around.last()? as usize)
}

/// Whether an element that is called furniture may be furniture: by its share of the page's prose, or, for
/// comments without a headline, by what is left beside them.
fn is_little(kind: Kind, element: &Element, total: u32) -> bool {
    let left = total - element.prose;
    (element.prose as f32) <= total as f32 * TOO_MUCH
        || (kind == Kind::Comments && !element.titled && left >= STORY_WORDS)
}
