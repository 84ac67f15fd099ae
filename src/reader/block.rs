//! What a page shows, piece by piece.

use serde::{Deserialize, Serialize};

/// One paragraph-sized piece of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What it looks like.
    pub kind: BlockKind,
    /// Heading level 1 to 6, list depth from 1, else 0.
    pub level: u8,
    /// White space folded to single blanks; never empty.
    pub text: String,
    /// Characters of the text that are links.
    pub linked_chars: u32,
    /// What the format says of the block's place; formats without markup have none.
    pub marks: Option<Marks>,
}

/// What kind of block.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A headline or subhead.
    Heading,
    /// An item of a list.
    ListItem,
    /// Quoted at length.
    Quotation,
    /// Under a picture.
    Caption,
    /// A row of a table, cells joined by ` | `.
    TableRow,
}

/// Markup around a block, as evidence for the cleaner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    /// Names of the elements around and of the block, outermost first, joined by `>`.
    pub path: String,
    /// Words of the `class`, `id`, `role`, `itemprop` attributes of those elements, outermost first, one
    /// element's parted from the next one's by `>`.
    pub classes: String,
    /// Which container (by number in document order) the block's nearest sectioning or `div` parent is.
    pub container: u32,
    /// The numbers of the elements in `path`, in document order: blocks with a number in common lie in one element.
    pub around: Vec<u32>,
    /// Whether the page hides it.
    pub hidden: bool,
}

/// What was said of a block when its article was written by this program, as its [`Marks`] carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judged {
    /// It is of the body.
    Kept,
    /// It is a field of the article, of this name.
    Field(String),
    /// It was removed, as this kind of thing, on this evidence.
    Dropped(String, Vec<String>),
}

impl Marks {
    /// Marks that carry what was said of a block.
    pub fn judged(judged: &Judged) -> Self {
        let (path, classes) = match judged {
            Judged::Kept => ("kept".to_owned(), String::new()),
            Judged::Field(name) => (format!("field>{name}"), String::new()),
            Judged::Dropped(kind, evidence) => {
                let line = |reason: &String| reason.replace('\n', " ");
                (format!("removed>{kind}"), evidence.iter().map(line).collect::<Vec<_>>().join("\n"))
            }
        };
        Self { path, classes, container: 0, around: Vec::new(), hidden: false }
    }

    /// What they carry.
    pub fn judgement(&self) -> Judged {
        match self.path.split_once('>') {
            Some(("field", name)) => Judged::Field(name.to_owned()),
            Some((_, kind)) => Judged::Dropped(
                kind.to_owned(),
                self.classes.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect(),
            ),
            None => Judged::Kept,
        }
    }
}
