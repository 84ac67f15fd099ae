//! A web page as the text that someone copies from it.

use crate::cleaner::{self, Context};
use crate::outlet;
use crate::reader::{Block, Page};

/// Elements that stand apart from what is around them by a blank line.
const APART: [&str; 12] = ["blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "ul"];

/// The text of a page without what it hides, a block a line, with blank lines where the page sets blocks apart: whole,
/// and from the headline on.
pub(super) fn texts(page: &Page) -> [String; 2] {
    let outlet = outlet::of(page, "");
    let cx = Context { page, outlet: outlet.as_ref(), lang: None, repeats: &[] };
    [text(page, 0), text(page, cleaner::headline(&cx).unwrap_or(0))]
}

fn text(page: &Page, from: usize) -> String {
    let mut text = String::new();
    let mut before: Option<&Block> = None;
    let is_hidden = |block: &&Block| block.marks.as_ref().is_some_and(|marks| marks.hidden);
    for block in page.blocks[from..].iter().filter(|block| !is_hidden(block)) {
        if before.is_some_and(|before| are_apart(before, block)) {
            text.push('\n');
        }
        text.push_str(&block.text);
        text.push('\n');
        before = Some(block);
    }
    text
}

/// Whether an element that ends or starts between two blocks sets them apart.
fn are_apart(one: &Block, other: &Block) -> bool {
    let (Some(a), Some(b)) = (&one.marks, &other.marks) else { return true };
    let shared = a.around.iter().zip(&b.around).take_while(|(a, b)| a == b).count();
    let apart = |path: &str| path.split('>').skip(shared).any(|name| APART.contains(&name));
    apart(&a.path) || apart(&b.path)
}
