//! Marks the blocks of a page that are not the article.
//!
//! In: [`Block`]s in reading order, as a [`reader`](crate::reader) left them.
//! Out: one [`Verdict`] per block, same order. A dropped block stays in the page with the kind and the
//! evidence, so that `cuttings clean --explain` can show its reasons.

mod agreement;
mod asides;
mod cues;
mod elements;
mod evidence;
mod features;
mod form;
mod furniture;
mod guard;
mod headline;
mod judge;
mod markup;
mod reason;
mod rules;
mod runs;
mod stretch;
mod texture;
mod ways;

pub use furniture::{Keys, keys, step};
pub use reason::Reason;
pub use rules::{RULES, Rule, Sight};

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::outlet::Outlet;
use crate::reader::{Block, Field, Judged, Marks, Page};
use crate::sequence::{Model, Rows};
use crate::text::Parted;

use evidence::{Evidence, Scene};

/// What the cleaner knows when it judges a page.
pub struct Context<'a> {
    /// The page.
    pub page: &'a Page,
    /// Who published it, where known.
    pub outlet: Option<&'a Outlet>,
    /// The language it is written in, where known.
    pub lang: Option<Lang>,
    /// Per block, the [`step`] of the number of different stories of the outlet that carry it; shorter than the
    /// blocks (empty, say) where nothing is known of other pages.
    pub repeats: &'a [u8],
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// A part of the body.
    Keep,
    /// The headline or the standfirst, which are fields of the article and not in its body.
    Field(Field),
    /// Not the article.
    Drop {
        /// What kind of furniture.
        kind: Kind,
        /// What spoke against it, strongest first, never empty.
        evidence: Vec<Reason>,
    },
}

/// What kind of furniture a dropped block is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An invitation to a newsletter.
    Newsletter,
    /// Donations, subscriptions, memberships, paywalls.
    Donation,
    /// Share bars, follow-us lines, channel invitations.
    Social,
    /// Other stories: related, latest, most read, read-more lines.
    Related,
    /// Menus, breadcrumbs, section labels, search.
    Navigation,
    /// Comments and invitations to comment.
    Comments,
    /// Advertisements and their labels.
    Advertising,
    /// Cookies, copyright, terms.
    Legal,
    /// Byline and date lines, author boxes, agency closing lines.
    Author,
    /// Lists of tags.
    Tags,
    /// What the page or the outlet repeats.
    Repeated,
    /// Anything else.
    Other,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Newsletter,
        Self::Donation,
        Self::Social,
        Self::Related,
        Self::Navigation,
        Self::Comments,
        Self::Advertising,
        Self::Legal,
        Self::Author,
        Self::Tags,
        Self::Repeated,
        Self::Other,
    ];

    /// The name shown to people and used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newsletter => "newsletter",
            Self::Donation => "donation",
            Self::Social => "social",
            Self::Related => "related",
            Self::Navigation => "navigation",
            Self::Comments => "comments",
            Self::Advertising => "advertising",
            Self::Legal => "legal",
            Self::Author => "author",
            Self::Tags => "tags",
            Self::Repeated => "repeated",
            Self::Other => "other",
        }
    }
}

/// The verdict that a block comes with.
fn stated(block: &Block) -> Verdict {
    match block.marks.as_ref().map_or(Judged::Kept, Marks::judgement) {
        Judged::Kept => Verdict::Keep,
        Judged::Field(name) if name == "standfirst" => Verdict::Field(Field::Standfirst),
        Judged::Field(_) => Verdict::Field(Field::Title),
        Judged::Dropped(name, evidence) => {
            let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
            let evidence = evidence.into_iter().map(Reason::said).collect();
            Verdict::Drop { kind: kind.unwrap_or(Kind::Other), evidence }
        }
    }
}

/// Judges every block of a page, in sequence: a run of furniture goes as a run.
///
/// Of an article that this program wrote, what it said then holds.
pub fn clean(cx: &Context<'_>) -> Vec<Verdict> {
    clean_parted(cx, &parted(cx))
}

/// The same for a page whose blocks are parted already.
pub fn clean_parted(cx: &Context<'_>, words: &Parted) -> Vec<Verdict> {
    if cx.page.is_judged() {
        return cx.page.blocks.iter().map(stated).collect();
    }
    let scene = Scene::of(cx, words);
    let evidence = gather(&scene);
    let mut verdicts = judge::judge(&scene, &evidence);
    guard::spare(&evidence, &mut verdicts);
    verdicts
}

/// The same with another model than the one of the program.
pub fn clean_by(model: &Model, cx: &Context<'_>) -> Vec<Verdict> {
    let scene = Scene::of(cx, &parted(cx));
    judge::judge_by(model, &scene, &gather(&scene))
}

/// The evidence on a page's blocks as a model sees it, a row a block; label 1 is for blocks of the story, 0 for others.
pub fn rows(cx: &Context<'_>) -> Rows {
    let scene = Scene::of(cx, &parted(cx));
    judge::rows(&scene, &gather(&scene))
}

/// Which block is the headline, if one is.
pub fn headline(cx: &Context<'_>) -> Option<usize> {
    Scene::of(cx, &parted(cx)).headline()
}

fn parted(cx: &Context<'_>) -> Parted {
    Parted::of(cx.page.blocks.iter().map(|block| block.text.as_str()))
}

fn gather(scene: &Scene<'_>) -> Vec<Evidence> {
    (0..scene.page().blocks.len()).map(|at| Evidence::gather(scene, at)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reader::{Block, BlockKind};
    use crate::source::{Digest, Format};

    fn page(lines: &[&str]) -> Page {
        let block = |line: &&str| Block {
            kind: BlockKind::Paragraph,
            level: 0,
            text: (*line).to_owned(),
            linked_chars: 0,
            marks: None,
        };
        Page {
            record: 0,
            digest: Digest::of(b""),
            format: Format::Plain,
            hints: Vec::new(),
            blocks: lines.iter().map(block).collect(),
            article_body: None,
        }
    }

    fn judged(page: &Page, repeats: &[u8]) -> Vec<Verdict> {
        clean(&Context { page, outlet: None, lang: None, repeats })
    }

    fn check(lines: &[(&str, &str)]) {
        let page = page(&lines.iter().map(|(_, text)| *text).collect::<Vec<_>>());
        for ((expected, text), verdict) in lines.iter().zip(judged(&page, &[])) {
            let found = match &verdict {
                Verdict::Keep => "keep",
                Verdict::Field(_) => "field",
                Verdict::Drop { kind, .. } => kind.name(),
            };
            assert_eq!(found, *expected, "{text}: {verdict:?}");
        }
    }

    const FERRY: &str = "The ferry from Corrin will sail again on Monday, the harbour master of Harrowmere said after \
        the divers had looked at her hull for the third time in a week.";
    const CREW: &str = "Her crew of eleven had spent nine nights on the quay, in tents that the dockers’ union put up, \
        and were said to be in good heart and tired of soup.";
    const FARES: &str = "Fares will stay as they are until the end of the summer, and whoever bought a ticket for one of \
        the cancelled sailings can use it on any day of the year.";

    #[test]
    fn a_copied_page_gives_up_its_furniture() {
        check(&[
            ("field", "Corrin ferry to sail again on Monday"),
            ("keep", FERRY),
            ("keep", "What the crew did"),
            ("keep", CREW),
            ("keep", FARES),
            ("donation", "Support Tidewater Voice"),
            (
                "donation",
                "Tidewater Voice is funded by its readers. Support honest journalism on the estuary.",
            ),
            ("donation", "Become a Patron at Patreon"),
            ("newsletter", "Join Our Newsletter"),
            ("social", "Join our WhatsApp and Telegram Channels"),
            ("related", "Related Posts"),
            ("related", "The eel counters"),
            (
                "related",
                "I walked along the Wend in April with the two people who count the eels, and they told me…",
            ),
            ("newsletter", "Join Our Newsletter"),
            ("donation", "Annual Subscription"),
            ("donation", "Join the annual fund raising campaign and help us"),
            ("related", "Latest News"),
        ]);
    }

    #[test]
    fn teasers_inside_the_story_go_and_the_story_goes_on() {
        check(&[
            ("field", "Corrin ferry to sail again on Monday"),
            ("keep", FERRY),
            ("related", "Read more: How the Lady Maren ran aground"),
            ("keep", CREW),
            ("advertising", "Advertisement"),
            ("keep", FARES),
        ]);
    }

    #[test]
    fn bylines_and_dates_are_the_authors() {
        check(&[
            ("field", "Corrin ferry to sail again on Monday"),
            ("author", "By Noor Feddersen"),
            ("author", "3 May 2022"),
            ("keep", FERRY),
            ("keep", CREW),
            ("author", "(Reporting by Noor Feddersen; editing by Elowen Tarrish)"),
        ]);
    }

    #[test]
    fn a_story_said_twice_is_kept_once() {
        check(&[
            ("field", "Corrin ferry to sail again"),
            ("keep", FERRY),
            ("keep", CREW),
            ("repeated", FERRY),
        ]);
    }

    #[test]
    fn what_many_stories_carry_goes() {
        let page = page(&[
            "Corrin ferry to sail again",
            FERRY,
            CREW,
            "Tidewater tales",
            FARES,
            "We print what we know.",
        ]);
        let verdicts = judged(&page, &[0, 0, 0, 3, 0, 3]);
        assert!(matches!(verdicts[3], Verdict::Drop { kind: Kind::Repeated, .. }));
        assert!(matches!(verdicts[5], Verdict::Drop { kind: Kind::Repeated, .. }));
        assert_eq!(verdicts[4], Verdict::Keep);
    }

    #[test]
    fn a_paragraph_that_one_reprint_shares_stays() {
        let page = page(&["Corrin ferry to sail again", FERRY, CREW, FARES]);
        assert_eq!(judged(&page, &[1, 1, 1, 1])[1..], vec![Verdict::Keep; 3]);
    }

    #[test]
    fn what_stands_inside_the_story_stays_though_other_stories_carry_it() {
        const REFRAIN: &str = "“The tide waits for nobody, and neither does the rent.”";
        const TAIL: &str = "We print what we know and nothing else, on paper that was made on this river.";
        let page = page(&["Corrin ferry to sail again", FERRY, REFRAIN, CREW, FARES, TAIL]);
        let verdicts = judged(&page, &[0, 0, 4, 0, 0, 4]);
        assert_eq!(verdicts[1..5], vec![Verdict::Keep; 4]);
        assert!(matches!(verdicts[5], Verdict::Drop { kind: Kind::Repeated, .. }), "{:?}", verdicts[5]);
    }

    proptest! {
        #[test]
        fn every_block_has_a_verdict_and_every_drop_its_evidence(
            lines in prop::collection::vec("[ -~…éم中]{1,200}", 0..40),
            repeats in prop::collection::vec(0_u8..5, 0..40),
        ) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let page = page(&lines);
            let verdicts = judged(&page, &repeats);
            prop_assert_eq!(verdicts.len(), page.blocks.len());
            for verdict in verdicts {
                if let Verdict::Drop { evidence, .. } = verdict {
                    prop_assert!(!evidence.is_empty());
                }
            }
        }
    }
}
