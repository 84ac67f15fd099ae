//! Made-up outlets and the furniture that each plants around its stories.

use std::fmt::Write;

use chrono::Datelike;

use crate::cleaner::Kind;

use super::dice::Dice;
use super::story::Story;
use super::vocabulary;

/// How many recent stories an outlet chooses its related posts from.
const RECENT: usize = 12;

/// How often, in percent, a page carries each piece of its outlet's furniture.
const PRESENT: usize = 90;

const PAPERS: [&str; 8] =
    ["Courier", "Gazette", "Observer", "Post", "Chronicle", "Echo", "Review", "Mercury"];

/// Seeds of the lines that outlets repeat and of those that their columns do, so that no two are alike.
const HOUSE: u64 = 1 << 40;
const COLUMN: u64 = 1 << 41;

/// How many house lines an outlet has.
const HOUSE_LINES: usize = 3;

/// Wordings of each piece at the end of a page; `{}` stands for the outlet's name.
const DONATION: [&str; 4] = [
    "{} has no owner but its readers. If you value this work, please support us with a donation today.",
    "Reporting costs money and {} takes none from parties or companies. Please consider a donation.",
    "Help keep {} free for everybody: make a one-off or monthly contribution.",
    "You can read {} because other readers paid. Join them and become a supporter from 3 crowns a month.",
];
const NEWSLETTER: [&str; 4] = [
    "Sign up for the {} newsletter and get the week's stories in your inbox every Friday.",
    "Subscribe to our free newsletter: the best of {} by email, every morning.",
    "Get {} by email. Our newsletter is short, free and easy to leave.",
    "Never miss a story: sign up to the daily newsletter of {}.",
];
const SOCIAL: [&str; 4] = [
    "Follow {} on WhatsApp and Telegram for updates as they happen.",
    "Join the {} channel on WhatsApp, or follow us on Facebook and Mastodon.",
    "Share this article on Facebook, Mastodon or by email, and follow {}.",
    "Click here to join the Telegram channel of {}.",
];
const SUBSCRIPTION: [&str; 4] = [
    "Annual Subscription: a year of {} for 40 crowns, cancel at any time.",
    "Become a subscriber of {} and read every story without limits.",
    "Subscribe to {} now: the first month is free.",
    "A membership of {} gives you the archive, the crossword and the good feeling.",
];
const COMMENTS: [&str; 4] = [
    "Have your say: log in to leave a comment on this story.",
    "What do you think? Write to the editors of {} and join the conversation.",
    "Comments are closed. Letters to {} may be shortened.",
    "Leave a comment. The rules of {} apply.",
];
const LEGAL: [&str; 4] = [
    "© {year} {}. All rights reserved.",
    "Copyright {year} {}. No part of this page may be reproduced without permission.",
    "© {} {year}. Terms and conditions apply.",
    "All content © {year} {}. Reproduction only with written permission.",
];
const RELATED: [&str; 4] = ["Related Posts", "Related articles", "More from {}", "Read also"];

/// A piece of furniture on a page.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub kind: Kind,
    pub text: String,
}

/// A made-up newspaper.
pub(super) struct Outlet {
    pub name: String,
    pub slug: String,
    number: usize,
    recent: Vec<(String, String)>,
}

impl Outlet {
    /// The outlet with this number, the same in every archive.
    pub(super) fn new(number: usize) -> Self {
        let place = vocabulary::stem_name(number * 31 + 77);
        let paper = PAPERS[number % PAPERS.len()];
        let slug = format!("{place}-{paper}").to_lowercase();
        Self { name: format!("{place} {paper}"), slug, number, recent: Vec::new() }
    }

    pub(super) fn host(&self) -> String {
        format!("{}.example", self.slug.replace('-', ""))
    }

    /// Whether its pages say who wrote them and when.
    pub(super) fn signs(&self) -> bool {
        self.number.is_multiple_of(2)
    }

    /// What stands between the headline and the story.
    pub(super) fn before(&self, story: &Story) -> Vec<Piece> {
        let lines = [format!("By {}", story.author), story.date.format("%-d %B %Y").to_string()];
        let lines = lines.into_iter().filter(|_| self.signs());
        lines.map(|text| Piece { kind: Kind::Author, text }).collect()
    }

    /// What stands after the story.
    pub(super) fn after(&self, story: &Story, dice: &mut Dice) -> Vec<Piece> {
        let mut all = Vec::new();
        let mut put = |kind, text: String| all.push(Piece { kind, text });
        if dice.chance(PRESENT) {
            put(Kind::Donation, format!("Support {}", self.name));
            put(Kind::Donation, self.say(&DONATION, story));
        }
        for (kind, wordings) in
            [(Kind::Social, &SOCIAL), (Kind::Newsletter, &NEWSLETTER), (Kind::Comments, &COMMENTS)]
        {
            if dice.chance(PRESENT) {
                put(kind, self.say(wordings, story));
            }
        }
        if !self.recent.is_empty() {
            put(Kind::Related, self.say(&RELATED, story));
            let (title, teaser) = dice.pick(&self.recent);
            put(Kind::Related, title.clone());
            put(Kind::Related, teaser.clone());
        }
        if dice.chance(PRESENT) {
            put(Kind::Donation, self.say(&SUBSCRIPTION, story));
        }
        put(Kind::Legal, self.say(&LEGAL, story));
        all
    }

    /// Lines around every story that only their repetition gives away: one before it, two after it.
    pub(super) fn house_lines(&self) -> Vec<String> {
        Story::sentences(HOUSE + self.number as u64, HOUSE_LINES)
    }

    /// Puts the house lines around a story, most of the time.
    pub(super) fn add_house_lines(&self, before: &mut Vec<Piece>, after: &mut Vec<Piece>, dice: &mut Dice) {
        for (at, text) in self.house_lines().into_iter().enumerate() {
            let piece = Piece { kind: Kind::Other, text };
            match at {
                _ if !dice.chance(PRESENT) => {}
                0 => before.push(piece),
                _ => after.insert((at - 1).min(after.len()), piece),
            }
        }
    }

    /// A story as a piece of the outlet's column.
    pub(super) fn column(&self, story: Story) -> Story {
        let lines = Story::sentences(COLUMN + self.number as u64, 2);
        story.with_standing(&lines[0], &lines[1])
    }

    /// The outlet's own wording.
    fn say(&self, wordings: &[&str; 4], story: &Story) -> String {
        let wording = wordings[(self.number / 2 + self.number) % wordings.len()];
        wording.replace("{year}", &story.date.year().to_string()).replace("{}", &self.name)
    }

    /// Remembers a story for the related posts of later ones.
    pub(super) fn published(&mut self, story: &Story, dice: &mut Dice) {
        let lead = story.paragraphs.first().map_or("", |paragraph| &paragraph.text);
        let entry = (story.title.clone(), cut_off(lead));
        if self.recent.len() < RECENT {
            self.recent.push(entry);
        } else {
            let at = dice.below(RECENT);
            self.recent[at] = entry;
        }
    }

    /// The address of a story's page.
    pub(super) fn url(&self, story: &Story, name: &str) -> String {
        let mut url = format!("https://{}/", self.host());
        let _ = write!(url, "{}/{name}", story.date.format("%Y/%m/%d"));
        url
    }
}

/// The first twenty words and an ellipsis, as related posts quote each other.
fn cut_off(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').take(20).collect();
    format!("{}…", words.join(" ").trim_end_matches(['.', ',']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_repeats_itself_word_for_word() {
        let mut dice = Dice::new(4);
        let outlet = Outlet::new(2);
        let pages: Vec<Vec<String>> = (0..2)
            .map(|_| Story::new(10, &mut dice))
            .map(|story| {
                outlet.after(&story, &mut Dice::new(1)).into_iter().map(|piece| piece.text).collect()
            })
            .collect();
        let again = pages[0].iter().filter(|text| pages[1].contains(text)).count();
        assert!(again + 1 >= pages[0].len() && again > 3, "{pages:?}");
    }

    #[test]
    fn related_posts_are_cut_off() {
        let mut dice = Dice::new(6);
        let mut outlet = Outlet::new(1);
        let story = Story::new(10, &mut dice);
        outlet.published(&story, &mut dice);
        let after = outlet.after(&Story::new(10, &mut dice), &mut dice);
        let related: Vec<_> = after.iter().filter(|piece| piece.kind == Kind::Related).collect();
        assert_eq!(related[1].text, story.title);
        assert!(related[2].text.ends_with('…'));
    }
}
