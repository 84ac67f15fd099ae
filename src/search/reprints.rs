//! Who ran the same text, who ran it first, and what different stories have in common.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::index::{Archive, Id, IndexError, Place, StoredArticle};
use crate::query;
use crate::search::question::Question;
use crate::search::twins::{Comparer, Families, Sameness, Traits};
use crate::search::{Request, facet, lookup, top};
use crate::text::{self, Span};

/// Words of the shortest passage that counts as shared, and pieces of four words that it has.
///
/// Source: on the sample articles, shorter ones are names of bodies and ways of saying what day it was.
const SHARED_WORDS: usize = 16;
const SHARED_PIECES: usize = SHARED_WORDS - 3;

/// Places of a piece in the other text that are tried, and other articles that are read, at the most.
const PLACES: usize = 8;
const READ: usize = 200;

/// Articles that carry one text, the earliest first, then by id; undated ones last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The articles.
    pub members: Vec<Member>,
}

/// An article of a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Where it lies.
    pub place: Place,
    /// What it is to the one that the family was made for; `None` for that one.
    pub sameness: Option<Sameness>,
    /// Whether no other one has an earlier day; false where its day is unknown.
    pub first: bool,
    day: Option<i64>,
    key: u64,
}

/// A stretch of words that two different stories have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The other article.
    pub place: Place,
    /// Number of the paragraph in this article, from 1, and the bytes of it.
    pub paragraph: u32,
    /// In bytes of the paragraph.
    pub span: Span,
    /// Number of the paragraph in the other article, from 1.
    pub other_paragraph: u32,
}

/// The family of an article: itself and all that are near-duplicates of it. One pass over two columns of the archive.
///
/// # Errors
///
/// When the index cannot be read.
pub fn family(archive: &Archive, id: Id) -> Result<Family, IndexError> {
    let Some(own) = lookup::place(archive, id)? else { return Ok(Family { members: Vec::new() }) };
    let comparer = Comparer::open(archive)?;
    let traits = comparer.of(own);
    let mut members = vec![Member::of(own, &traits, None)];
    for place in archive.places().filter(|place| *place != own) {
        let other = comparer.of(place);
        if let Some(sameness) = traits.sameness(&other) {
            members.push(Member::of(place, &other, Some(sameness)));
        }
    }
    Ok(Family::of(members))
}

/// The families among the articles that match a request, whatever its limit; those with most members first, then the
/// earliest. An article that has no near-duplicate among them is in none.
///
/// # Errors
///
/// When the index cannot be read.
pub fn families(archive: &Archive, request: &Request) -> Result<Vec<Family>, IndexError> {
    let query = request.whole(query::parse(&request.query).query);
    let plan = query::plan(archive, &query, request.sense())?;
    let (_, found) = top::find(archive, &Question::plain(plan), request.order, usize::MAX)?;
    let comparer = Comparer::open(archive)?;
    let mut order: Vec<(bool, Option<i64>, u64, Place)> = Vec::with_capacity(found.len());
    for found in &found {
        let traits = comparer.of(found.address);
        order.push((traits.day.is_none(), traits.day, traits.key, found.address));
    }
    order.sort_unstable();
    let mut grouping = Families::default();
    let mut groups: Vec<Vec<Member>> = Vec::new();
    for (.., place) in order {
        let traits = comparer.of(place);
        let member = |sameness| Member::of(place, &traits, sameness);
        match grouping.place(traits.clone()) {
            (_, None) => groups.push(vec![member(None)]),
            (at, sameness) => groups[at].push(member(sameness)),
        }
    }
    groups.retain(|members| members.len() > 1);
    let mut families: Vec<Family> = groups.into_iter().map(Family::of).collect();
    families.sort_by_key(|family| {
        let first = &family.members[0];
        (Reverse(family.members.len()), first.day.is_none(), first.day, first.key)
    });
    Ok(families)
}

impl Family {
    fn of(mut members: Vec<Member>) -> Self {
        members.sort_unstable_by_key(|member| (member.day.is_none(), member.day, member.key));
        let first = members.first().and_then(|member| member.day);
        for member in &mut members {
            member.first = first.is_some() && member.day == first;
        }
        Self { members }
    }

    /// The day on which it first ran; `None` where no day is known.
    pub fn first_day(&self) -> Option<chrono::NaiveDate> {
        self.members.first().and_then(|member| member.day).and_then(facet::date)
    }
}

impl Member {
    fn of(place: Place, traits: &Traits, sameness: Option<Sameness>) -> Self {
        Self { place, sameness, first: false, day: traits.day, key: traits.key }
    }
}

/// Passages of 16 words and more that an article has in common with other stories, in order of its text, then those of
/// the likest stories first. Stories that share little are found with luck alone: the sketches hold 40 pieces of
/// each.
///
/// # Errors
///
/// When the index cannot be read.
pub fn shared(archive: &Archive, article: &StoredArticle) -> Result<Vec<Shared>, IndexError> {
    let Some(own) = lookup::place(archive, article.id())? else { return Ok(Vec::new()) };
    let comparer = Comparer::open(archive)?;
    let traits = comparer.of(own);
    let mut others = Vec::new();
    for place in archive.places().filter(|place| *place != own) {
        let other = comparer.of(place);
        let shared = traits.sketch.shared(&other.sketch);
        if shared > 0 && traits.sameness(&other).is_none() {
            others.push((Reverse(shared), other.key, place));
        }
    }
    others.sort_unstable();
    let mine = Pieces::of(article);
    let mut all = Vec::new();
    for (_, _, place) in others.into_iter().take(READ) {
        let other = Pieces::of(&archive.load(place)?);
        all.extend(mine.runs(&other).into_iter().map(|run| run.shared(place)));
    }
    all.sort_by_key(|shared| (shared.paragraph, shared.span.start));
    Ok(all)
}

/// The pieces of an article's body, block after block.
struct Pieces {
    /// Hash, block of the page, bytes of the block.
    all: Vec<(u64, u32, Span)>,
}

/// Pieces in a row that two articles have in common.
struct Run {
    paragraph: u32,
    span: Span,
    other_paragraph: u32,
}

impl Run {
    fn shared(self, place: Place) -> Shared {
        Shared { place, paragraph: self.paragraph, span: self.span, other_paragraph: self.other_paragraph }
    }
}

impl Pieces {
    fn of(article: &StoredArticle) -> Self {
        let blocks = article.body();
        let of_block = |block: crate::article::BodyBlock| {
            let pieces = text::pieces(&block.text).into_iter();
            pieces.map(move |(hash, span)| (hash, block.at, span)).collect::<Vec<_>>()
        };
        Self { all: blocks.flat_map(of_block).collect() }
    }

    /// The longest runs, in order, none of them in two of them.
    fn runs(&self, other: &Self) -> Vec<Run> {
        let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (at, (hash, ..)) in other.all.iter().enumerate() {
            let places = places.entry(*hash).or_default();
            if places.len() < PLACES {
                places.push(at);
            }
        }
        let mut runs = Vec::new();
        let mut at = 0;
        while at < self.all.len() {
            let there = places.get(&self.all[at].0).into_iter().flatten();
            let longest = there.map(|there| (self.length(at, other, *there), Reverse(*there))).max();
            let (length, Reverse(there)) = longest.unwrap_or((0, Reverse(0)));
            if length >= SHARED_PIECES {
                let (_, paragraph, start) = &self.all[at];
                let end = self.all[at + length - 1].2.end;
                let other_paragraph = other.all[there].1 + 1;
                runs.push(Run { paragraph: paragraph + 1, span: start.start..end, other_paragraph });
            }
            at += length.max(1);
        }
        runs
    }

    /// Pieces from two places on that are the same, inside one block of each.
    fn length(&self, at: usize, other: &Self, there: usize) -> usize {
        let (own, others) = (&self.all[at..], &other.all[there..]);
        let same = |((a, block, _), (b, other_block, _)): &(&(u64, u32, Span), &(u64, u32, Span))| {
            a == b && *block == own[0].1 && *other_block == others[0].1
        };
        own.iter().zip(others).take_while(|pair| same(pair)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::fixture::{Fixture, Story, request, story};
    use crate::search::{Duplicates, Hit};

    const WIRE: &str = "The ferry Lady Maren ran aground on the Cinder bank on Tuesday evening with ninety people on \
        board, and waited seven hours for the tide to lift her off again.\nNobody was hurt, the harbour master said, \
        but two children were taken to hospital to be looked at and went home before breakfast.";
    const OTHER: &str = "Councillors spent the whole of Thursday night on the price of parking outside the library, \
        which had not changed since the year in which the clock was mended.";

    fn stories() -> Vec<Story> {
        vec![
            story("Ferry aground", WIRE).on("2023-05-02"),
            story("Ninety wait for tide", &WIRE.replace("Tuesday evening", "Tuesday night"))
                .on("2023-05-03")
                .outlet("Quay Gazette"),
            story("Parking", OTHER).on("2023-05-02"),
            story(
                "A summer of groundings",
                &format!(
                    "{OTHER}\nNobody was hurt, the harbour master said, but two \
                children were taken to hospital to be looked at."
                ),
            )
            .on("2023-09-01"),
        ]
    }

    fn title(archive: &Archive, place: Place) -> String {
        archive.load(place).expect("an article").meta.title.map_or(String::new(), |title| title.value)
    }

    fn id(archive: &Archive, path: &str) -> StoredArticle {
        lookup::lookup(archive, path).expect("an index").remove(0)
    }

    #[test]
    fn a_family_is_in_order_of_days_whoever_asks() {
        let fixture = Fixture::with(&stories());
        let archive = fixture.open();
        for path in ["Ferry aground.txt", "Ninety wait for tide.txt"] {
            let family = family(&archive, id(&archive, path).id()).expect("an index");
            let said: Vec<String> = family
                .members
                .iter()
                .map(|member| format!("{} {}", title(&archive, member.place), member.first))
                .collect();
            assert_eq!(said, ["Ferry aground true", "Ninety wait for tide false"]);
        }
    }

    #[test]
    fn a_query_gives_the_families_among_its_articles() {
        let fixture = Fixture::with(&stories());
        let archive = fixture.open();
        let sizes = |query| -> Vec<usize> {
            let families = families(&archive, &request(query)).expect("an index");
            families.iter().map(|family| family.members.len()).collect()
        };
        assert_eq!(sizes("*"), [2, 2], "the last one carries all of the third");
        assert_eq!(sizes("tide"), [2]);
        assert_eq!(sizes("outlet:gazette"), Vec::<usize>::new());
    }

    #[test]
    fn a_passage_of_another_story_is_found_where_it_stands() {
        let mut all = stories();
        all.remove(2);
        let fixture = Fixture::with(&all);
        let archive = fixture.open();
        let article = id(&archive, "Ferry aground.txt");
        let shared = shared(&archive, &article).expect("an index");
        let said: Vec<String> = shared
            .iter()
            .map(|found| {
                let block = &article.page.blocks[found.paragraph as usize - 1].text;
                format!(
                    "{} ¶{}: {}",
                    title(&archive, found.place),
                    found.other_paragraph,
                    &block[found.span.clone()]
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                "A summer of groundings ¶2: Nobody was hurt, the harbour master said, but two children were taken to \
              hospital to be looked at"
            ]
        );
    }

    fn listed(hits: &[Hit]) -> Vec<String> {
        let name =
            |meta: &crate::article::Metadata| meta.title.clone().map_or(String::new(), |title| title.value);
        let others = |hit: &Hit| -> Vec<String> {
            hit.twins.iter().map(|twin| format!(" = {}", name(&twin.meta))).collect()
        };
        hits.iter().map(|hit| format!("{}{}", name(&hit.article.meta), others(hit).concat())).collect()
    }

    #[test]
    fn a_list_folds_near_duplicates_and_counts_every_article() {
        let fixture = Fixture::with(&stories()[..3]);
        let ask = |duplicates, limit, offset| {
            let answer = fixture.ask(&Request { duplicates, limit, offset, ..request("the") });
            assert_eq!(answer.total, 3);
            listed(&answer.hits)
        };
        assert_eq!(ask(Duplicates::Show, 10, 0).len(), 3);
        let folded = ask(Duplicates::Fold, 10, 0);
        assert_eq!(folded.len(), 2, "{folded:?}");
        assert!(folded.iter().any(|hit| hit.contains(" = ")), "{folded:?}");
        assert_eq!(ask(Duplicates::Fold, 1, 1), folded[1..]);
        assert_eq!(
            ask(Duplicates::Only, 10, 0),
            [folded.iter().find(|hit| hit.contains('=')).expect("one").as_str()]
        );
    }

    #[test]
    fn a_query_can_say_what_becomes_of_near_duplicates() {
        let fixture = Fixture::with(&stories()[..3]);
        let ask = |query: &str, any| listed(&fixture.ask(&Request { any, ..request(query) }).hits);
        let folded = listed(&fixture.ask(&Request { duplicates: Duplicates::Fold, ..request("the") }).hits);
        assert_eq!(ask("the dup:fold", false), folded);
        assert_eq!(ask("dup:show dup:fold the", false), folded, "the last word counts");
        assert_eq!(ask("dup:only the", true).len(), 1);
        let mut exported = Vec::new();
        let mut each = |hit: Hit| {
            exported.push(hit);
            true
        };
        super::super::for_each(&fixture.open(), &request("dup:fold the"), &mut each).expect("an export");
        assert_eq!(exported.len(), 2, "of those that fold, the best");
    }
}
