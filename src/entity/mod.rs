//! Finds the people, organisations and places of an article and joins their mentions.
//!
//! In: an [`Article`]. Out: its [`Entity`]s, the most central first, each with its mentions.
//!
//! English is tagged by a trained model ([`trained`]). The other languages of Latin script and Russian go by rules over
//! words, with their own titles and words: titles, forenames, words of organisations and places, verbs of saying,
//! capitals inside sentences. Arabic has no capitals: only names behind a title, bodies behind their word and known
//! places are found. In Chinese and Japanese nothing is found yet.

mod cues;
mod lexicon;
pub mod names;
mod neighbours;
mod people;
mod readings;
pub mod registry;
mod resolve;
mod roles;
mod salience;
mod tables;
mod tagger;
mod things;
mod token;
pub mod trained;

use std::cmp::Reverse;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::lexicon::{Lexicon, class};
pub use self::names::Names;
use self::resolve::Group;
use self::tagger::Found;
use self::token::{Shape, Tokens};
use crate::article::Article;
use crate::lang::Lang;
use crate::text::{self, Parted, Parts, Span};

/// What kind of entity.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// Somebody.
    Person,
    /// A body of people: company, party, agency, club.
    Organisation,
    /// Somewhere.
    Place,
}

impl EntityKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Person, Self::Organisation, Self::Place];

    /// What people write and see.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
        }
    }

    /// The kind of this word or a short form of it.
    pub fn of_word(word: &str) -> Option<Self> {
        match word.trim().to_lowercase().as_str() {
            "person" | "people" => Some(Self::Person),
            "organisation" | "organization" | "org" => Some(Self::Organisation),
            "place" | "location" => Some(Self::Place),
            _ => None,
        }
    }
}

/// A span of text that names an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Index of the body block; `None` for the headline.
    pub block: Option<u32>,
    /// In that block's text, or in the headline; title words are not part of it.
    pub span: Span,
}

/// Someone or something that an article names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// What kind.
    pub kind: EntityKind,
    /// The fullest form of the name in this article, without titles.
    pub name: String,
    /// In order of the text.
    pub mentions: Vec<Mention>,
    /// How central it is to the article, `0.0..=1.0`.
    pub salience: f32,
    /// What a person is said to be where the article names it, each once, in order of the text: "Foreign Minister".
    pub roles: Vec<String>,
}

/// Whether a folded word is a common forename.
pub fn is_forename(word: &str) -> bool {
    let all = tables::FORENAMES;
    // Looking for the letters and then at what is around them takes a thirtieth of going from word to word.
    let mut places = memchr::memmem::find_iter(all.as_bytes(), word);
    !word.is_empty()
        && places.any(|at| {
            let (before, behind) = (&all[..at], &all[at + word.len()..]);
            let is_end = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
            is_end(before.chars().next_back()) && is_end(behind.chars().next())
        })
}

/// The entities of an article, by falling salience, then name.
///
/// Mentions of one person are joined under the fullest form of the name: by surname, by the first part where the
/// family name comes first, by initials. A name that fits several people means the one named last before it.
/// Linear in the length of the article, about 280 µs for 3 KB of English; an article without text has none.
pub fn find(article: &Article) -> Vec<Entity> {
    find_parted(article, &article.parts(&Parted::of(article.texts())))
}

/// The same for an article whose [texts](Article::texts) are parted already.
pub fn find_parted(article: &Article, parts: &[Parts<'_>]) -> Vec<Entity> {
    let lang = article.meta.language.as_ref().map(|language| language.value);
    let lexicon = Lexicon::of(lang);
    let tokens = Tokens::of(&lines(article, parts), lexicon);
    let mut found = if lexicon.learnt { learnt(&tokens) } else { tagger::tag(&tokens, lexicon) };
    if tokens.all.iter().any(|token| token.shape == Shape::Caseless) {
        found.extend(cues::tag(&tokens, lexicon));
        found.sort_by_key(|found| found.tokens.start);
    }
    let groups = resolve::join(&tokens, found, !lexicon.learnt);
    let most = groups.iter().map(|group| group.mentions.len()).max().unwrap_or(0);
    let mut entities: Vec<Entity> = groups.iter().map(|group| entity(group, most, &tokens, lang)).collect();
    entities.sort_by(|a, b| {
        b.salience.total_cmp(&a.salience).then_with(|| a.name.cmp(&b.name)).then(a.kind.cmp(&b.kind))
    });
    entities
}

/// What the trained model finds; and the capitals that it leaves, which may be names that it knows from elsewhere in the
/// article.
fn learnt(tokens: &Tokens<'_>) -> Vec<Found> {
    let found = |words: Range<usize>, kind: Option<EntityKind>| Found {
        line: tokens.all[words.start].line as usize,
        tokens: words,
        kind,
        weight: if kind.is_some() { tagger::LEARNT } else { 0 },
    };
    let mut all = Vec::new();
    let mut left = 0;
    let end = tokens.all.len();
    for (words, kind) in
        trained::tag(tokens).into_iter().map(|(words, kind)| (words, Some(kind))).chain([(end..end, None)])
    {
        let lone = (left..words.start).filter(|at| may_stand_for_a_name(tokens, *at));
        all.extend(lone.map(|at| found(at..at + 1, None)));
        left = words.end;
        if kind.is_some() {
            all.push(found(words, kind));
        }
    }
    all
}

/// A capital by itself, of a line where capitals tell, that is no small word, month or nation.
fn may_stand_for_a_name(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = &tokens.all[at];
    let joined = |at: usize| {
        tokens.all.get(at).is_some_and(|other| !other.first && other.is_capital() && other.gap.joins())
    };
    let before = at > 0
        && token.gap.joins()
        && !token.first
        && tokens.all[at - 1].is_capital()
        && !tokens.all[at - 1].is(class::STOP);
    token.is_capital()
        && !token.is(class::STOP | class::CALENDAR | class::NATION | class::NO_NAME)
        && !tokens.lines[token.line as usize].loud
        && !before
        && !joined(at + 1)
}

/// Headline, if there is one, and body.
fn lines<'a>(article: &Article, parts: &[Parts<'a>]) -> Vec<(Option<u32>, Parts<'a>)> {
    let blocks = std::iter::once(None).chain((0..).map(Some));
    let lines = blocks.zip(parts.iter().copied());
    lines.skip(usize::from(article.meta.title.is_none())).collect()
}

fn entity(group: &Group, most: usize, tokens: &Tokens<'_>, lang: Option<Lang>) -> Entity {
    let mention = |(line, span): &(usize, Range<usize>)| Mention {
        block: tokens.lines[*line].block,
        span: tokens.bytes(*line, span),
    };
    let roles = if group.kind == EntityKind::Person { roles(group, tokens, lang) } else { Vec::new() };
    Entity {
        roles,
        kind: group.kind,
        name: name(group, tokens),
        mentions: group.mentions.iter().map(mention).collect(),
        salience: salience::of(group, most, tokens),
    }
}

/// What the article says that a person is.
fn roles(group: &Group, tokens: &Tokens<'_>, lang: Option<Lang>) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    for (line, span) in &group.mentions {
        let found = roles::at(tokens.lines[*line].text, &tokens.bytes(*line, span), lang);
        roles.extend(found.filter(|role| roles.len() < MOST_ROLES && !roles.contains(role)));
    }
    roles
}

/// Roles of one person that are kept at the most.
const MOST_ROLES: usize = 4;

/// The fullest form as the article writes it, from a line where capitals tell if there is one.
fn name(group: &Group, tokens: &Tokens<'_>) -> String {
    if let Some(shown) = things::shown(&group.key) {
        return shown.to_owned();
    }
    let mut key = String::new();
    let rank = |(line, span): &&(usize, Range<usize>)| {
        key.clear();
        tokens.key_into(span, &mut key);
        (key == group.key, !tokens.lines[*line].loud, span.len(), Reverse(span.start))
    };
    let Some((line, span)) = group.mentions.iter().max_by_key(rank) else { return group.key.clone() };
    text::squeeze(&tokens.lines[*line].text[tokens.bytes(*line, span)])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{BodyBlock, Stated};
    use crate::lang::Lang;
    use crate::reader::{BlockKind, Origin};

    fn article(lang: &str, title: &str, blocks: &[&str]) -> Article {
        let mut article = Article::default();
        article.meta.title = Some(Stated { value: title.to_owned(), origin: Origin::Text });
        article.meta.language = Lang::parse(lang).map(|value| Stated { value, origin: Origin::Text });
        let block = |(at, text): (usize, &&str)| BodyBlock {
            kind: BlockKind::Paragraph,
            text: (*text).to_owned(),
            at: at as u32,
        };
        article.body = blocks.iter().enumerate().map(block).collect();
        article
    }

    /// Kind, name and number of mentions of each entity, by name.
    fn check(lang: &str, title: &str, blocks: &[&str], expected: &[&str]) {
        let mut found: Vec<String> = find(&article(lang, title, blocks))
            .into_iter()
            .map(|entity| format!("{:?} {} {}", entity.kind, entity.name, entity.mentions.len()))
            .collect();
        found.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn forenames_are_whole_words_of_the_list() {
        let mut all = tables::FORENAMES.split_whitespace();
        assert!(all.clone().count() > 500 && all.all(is_forename));
        assert!(["", "aar", "lexand", "harbour"].iter().all(|word| !is_forename(word)));
    }

    #[test]
    fn a_short_name_joins_the_full_one() {
        check(
            "en",
            "Dockers return, says Vale",
            &[
                "Vale spoke at noon.",
                "Port Minister Jonas Vale met the crews. Vale’s plan is simple, Mr Vale said.",
            ],
            &["Person Jonas Vale 5"],
        );
    }

    #[test]
    fn a_family_name_may_come_first() {
        check(
            "en",
            "",
            &["The foreign minister, Shen Liwei, arrived on Monday. Shen spoke, and Shen left."],
            &["Person Shen Liwei 3"],
        );
    }

    #[test]
    fn a_capital_that_is_counted_nowhere_is_read_to_its_end() {
        for text in ["nH said ", "xY", "said nH Vale nH"] {
            find(&article("en", "", &[text]));
        }
    }

    #[test]
    fn namesakes_stay_two_and_a_bare_surname_means_the_last_named() {
        check(
            "en",
            "",
            &[
                "Anna Velling said no. Velling left.",
                "Then Marta Velling said yes. Velling stayed, and Velling sang.",
            ],
            &["Person Anna Velling 2", "Person Marta Velling 3"],
        );
    }

    #[test]
    fn a_title_is_not_part_of_the_name() {
        let found = find(&article("en", "", &["It was Prime Minister Jonas Vale who spoke."]));
        assert_eq!(found[0].name, "Jonas Vale");
        assert_eq!(found[0].mentions, [Mention { block: Some(0), span: 22..32 }]);
    }

    #[test]
    fn organisations_are_known_by_their_words() {
        check(
            "en",
            "",
            &["The Wend Institute of Marine Science and the Dockers Union asked the Ministry of Ports."],
            &[
                "Organisation Dockers Union 1",
                "Organisation Ministry of Ports 1",
                "Organisation Wend Institute of Marine Science 1",
            ],
        );
    }

    #[test]
    fn a_short_name_in_brackets_is_the_same_body() {
        check(
            "en",
            "",
            &["The Harrowmere Harbour Company (HHCO) paid. Crews thanked HHCO twice."],
            &["Organisation Harrowmere Harbour Company 3"],
        );
    }

    #[test]
    fn places_are_known_by_tables_heads_and_prepositions() {
        check(
            "en",
            "",
            &[
                "The storm crossed northern France and hit people in Tarrow near Sluice Street. Then Tarrow slept.",
            ],
            &["Place France 1", "Place Sluice Street 1", "Place Tarrow 2"],
        );
    }

    #[test]
    fn a_ship_is_nobody() {
        check("en", "", &["Salvors floated the Lady Maren on Tuesday. The Lady Maren was towed home."], &[]);
    }

    #[test]
    fn nation_months_and_sentence_starts_name_nobody() {
        check(
            "en",
            "",
            &["Yesterday was a Monday in June. French dockers returned. Ships sail; ships sink."],
            &[],
        );
    }

    #[test]
    fn titles_of_other_languages_are_known() {
        check("de", "", &["Die Hafenmeisterin Ottilie Brandt sagte nichts."], &["Person Ottilie Brandt 1"]);
        check("fr", "", &["La ministre Odile Voss a parlé hier."], &["Person Odile Voss 1"]);
        check(
            "ar",
            "",
            &["قال وزير الموانئ سليم الحداد أمس في القاهرة."],
            &["Person سليم الحداد 1", "Place القاهرة 1"],
        );
    }

    #[test]
    fn who_the_story_is_about_is_most_salient() {
        let blocks = ["Jonas Vale spoke.", "He met Marta Osei in London.", "Vale left."];
        let found = find(&article("en", "Vale speaks again", &blocks));
        assert_eq!(found[0].name, "Jonas Vale");
        assert!(found.windows(2).all(|pair| pair[0].salience >= pair[1].salience));
    }

    #[test]
    fn an_article_without_text_names_nobody() {
        assert_eq!(find(&Article::default()), []);
    }

    proptest! {
        #[test]
        fn mentions_lie_in_the_text_on_any_input(text in any::<String>(), words in "([A-Z][a-z.]{0,4}[ ,(-]{0,2}|al |of |قال |北){0,20}") {
            let article = article("en", &words, &[&text, &words]);
            for entity in find(&article) {
                prop_assert!((0.0..=1.0).contains(&entity.salience));
                for mention in entity.mentions {
                    let text = mention.block.map_or(&words, |at| &article.body[at as usize].text);
                    prop_assert!(text.get(mention.span).is_some_and(|name| !name.is_empty()));
                }
            }
        }
    }
}
