//! Rules: what the words of one block say of it beyond the phrase tables.

mod author_note;
mod breadcrumb;
mod byline;
mod contact_line;
mod copyright;
mod cut_teaser;
mod date_line;
mod invitation;
mod support_line;

use crate::cleaner::Kind;
use crate::cleaner::form::Form;
use crate::reader::{Block, Page};

/// One block and what is round about it, as a rule sees it.
pub struct Sight<'a> {
    /// The block.
    pub block: &'a Block,
    /// The block's form.
    pub(super) form: &'a Form,
    /// The forms of the blocks after it.
    pub(super) after: &'a [Form],
}

/// One piece of evidence that a block is furniture of a kind.
pub trait Rule: Sync {
    /// The reason shown to people.
    fn name(&self) -> &'static str;

    /// The kind of furniture that it speaks of.
    fn kind(&self) -> Kind;

    /// Whether it speaks of this block.
    fn speaks(&self, sight: &Sight<'_>) -> bool;
}

/// Every rule; where several speak, the first gives the kind.
pub static RULES: &[&dyn Rule] = &[
    &date_line::DateLine,
    &breadcrumb::Breadcrumb,
    &byline::Byline,
    &copyright::Copyright,
    &contact_line::ContactLine { author: false },
    &contact_line::ContactLine { author: true },
    &author_note::AuthorNote,
    &invitation::Invitation(Kind::Newsletter),
    &invitation::Invitation(Kind::Social),
    &invitation::Invitation(Kind::Donation),
    &support_line::SupportLine,
    &cut_teaser::CutTeaser,
];

/// The first rule that speaks of a block.
pub(super) fn named(page: &Page, forms: &[Form], at: usize) -> Option<&'static dyn Rule> {
    let sight = Sight { block: &page.blocks[at], form: &forms[at], after: &forms[at + 1..] };
    RULES.iter().copied().find(|rule| rule.speaks(&sight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
