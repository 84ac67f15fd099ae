//! Words that make no topic by themselves.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lang::{Lang, PACKS};
use crate::text;

/// What a word is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Parts phrases, and says nothing of what follows.
    Stop,
    /// Parts phrases; a noun stands at the end of what follows.
    Opens,
    /// Part of a phrase, but none alone.
    Weak,
}

/// English words behind which a phrase of nouns begins.
#[rustfmt::skip]
const OPENING: &[&str] = &[
    "a", "about", "against", "among", "an", "any", "at", "between", "by", "each", "every", "for", "from", "her", "his",
    "in", "into", "its", "my", "no", "of", "on", "our", "over", "some", "such", "that", "the", "their", "these", "this",
    "those", "through", "under", "with", "without", "your",
];

/// English words that stand in articles on any matter and part phrases: verbs, numbers, adjectives.
#[rustfmt::skip]
const GENERAL: &[&str] = &[
    "able", "according", "across", "actually", "added", "admitted", "afraid", "ago", "agreed", "ahead", "almost",
    "alone", "along", "already", "amid", "amount", "angry", "anybody", "anyone", "anything", "arrived", "article",
    "asked", "asking", "bad", "based", "became", "become", "began", "begin", "behind", "believe", "best",
    "better", "beyond", "big", "bit", "black", "blue", "bright", "bring", "brought", "build", "built", "busy",
    "call", "called", "caught", "cent", "certain", "chief", "clear", "close", "cold", "come", "comes", "coming",
    "common", "couple", "cut", "dark", "dead", "dear", "decade", "decades", "deep", "deputy", "despite",
    "different", "difficult", "double", "dozen", "drew", "dry", "early", "easy", "eight", "eighteen", "eighth",
    "eighty", "eleven", "empty", "ends", "enormous", "enough", "entire", "eventually", "everybody", "everyone",
    "everything", "exactly", "except", "extra", "fact", "fall", "far", "fast", "feel", "fell", "felt", "fewer",
    "fifteen", "fifth", "fifty", "find", "fine", "five", "followed", "following", "former", "forty", "found",
    "four", "fourteen", "fourth", "free", "full", "gave", "general", "getting", "give", "given", "glad", "goes",
    "gone", "good", "got", "great", "green", "grew", "half", "happen", "happens", "happy", "hard", "hear",
    "heard", "heavy", "held", "help", "high", "higher", "hold", "hope", "hot", "huge", "hundred", "hundreds",
    "important", "including", "inside", "instead", "interview", "junior", "keep", "kept", "kind", "kinds", "knew",
    "know", "known", "knows", "large", "largely", "larger", "late", "later", "latest", "leave", "led", "left",
    "let", "letter", "light", "likely", "little", "live", "lives", "local", "long", "longer", "look", "looked",
    "lost", "lot", "low", "lower", "main", "major", "making", "matter", "maybe", "mean", "means", "meet", "mere",
    "met", "middle", "mind", "move", "moved", "mr", "mrs", "ms", "named", "narrow", "need", "needed", "needs",
    "new", "nice", "nine", "ninety", "ninth", "nobody", "nothing", "odd", "official", "old", "older", "open",
    "opened", "outside", "paid", "particular", "past", "pay", "per", "percent", "please", "possible", "present",
    "previous", "private", "public", "put", "quick", "ran", "read", "ready", "real", "recent", "recently", "red",
    "rest", "right", "rose", "running", "sad", "sat", "saw", "say", "see", "seem", "seemed", "seems", "seen",
    "send", "senior", "sent", "seven", "seventh", "seventy", "several", "sheer", "short", "shown", "shows",
    "shut", "similar", "simple", "simply", "single", "sit", "six", "sixteen", "sixth", "sixty", "slow", "small",
    "smaller", "sold", "somebody", "someone", "something", "sometimes", "soon", "sorry", "speak", "special",
    "spent", "spoke", "stand", "start", "started", "stay", "stood", "stop", "stopped", "strange", "sure", "take",
    "taken", "takes", "taking", "tall", "tell", "ten", "tens", "tenth", "thick", "thin", "think", "third",
    "thirteen", "thirty", "thought", "thousand", "thousands", "three", "tiny", "today", "told", "tomorrow",
    "tonight", "took", "towards", "tried", "true", "try", "turn", "turned", "twelve", "twenty", "twice", "unless",
    "unlikely", "upon", "used", "using", "usual", "various", "very", "via", "vice", "wait", "want", "wanted",
    "wants", "warm", "way", "ways", "went", "wet", "white", "whole", "whose", "wide", "works", "worse", "worst",
    "worth", "write", "written", "wrong", "wrote", "yes", "yesterday", "young", "younger",
];

/// English nouns that say nothing alone, though a phrase may have them: "night shift", "state school".
#[rustfmt::skip]
const WEAK: &[&str] = &[
    "april", "area", "bed", "board", "body", "case", "cases", "cause", "century", "chair", "chance", "change",
    "child", "children", "course", "daughter", "day", "days", "door", "doors", "end", "evening", "event", "eye",
    "eyes", "face", "family", "father", "feet", "foot", "form", "friend", "friends", "front", "future", "girl",
    "group", "groups", "hand", "hands", "head", "heart", "history", "home", "hour", "hours", "house", "husband",
    "idea", "issue", "issues", "job", "level", "life", "line", "lines", "list", "man", "member", "members", "men",
    "metre", "metres", "mile", "miles", "million", "minute", "minutes", "moment", "month", "months", "morning",
    "mother", "mouth", "name", "names", "news", "night", "number", "numbers", "office", "page", "pages", "pair",
    "part", "parts", "party", "people", "person", "photo", "photograph", "picture", "piece", "place", "places",
    "plan", "play", "point", "points", "problem", "question", "questions", "reader", "readers", "reason",
    "reasons", "report", "reporter", "result", "return", "room", "run", "second", "seconds", "sense", "set",
    "show", "side", "sides", "sister", "site", "size", "son", "sort", "source", "sources", "state", "step",
    "story", "street", "subject", "sum", "talk", "team", "term", "terms", "thing", "things", "time", "times",
    "top", "total", "town", "type", "use", "view", "visit", "voice", "walk", "wall", "week", "weekend", "weeks",
    "wife", "window", "woman", "women", "word", "words", "work", "working", "world", "year", "years",
];

/// The same for other languages, those that the lists of small words lack.
#[rustfmt::skip]
const OTHERS: &[(&str, &[&str])] = &[
    ("de", &[
        "bisher", "dabei", "drei", "eigene", "ersten", "funf", "ganz", "gibt", "habe", "haben", "hatte", "heute", "immer",
        "jahr", "jahre", "jahren", "kommt", "lange", "macht", "mann", "menschen", "mehr", "monat", "neue", "neuen", "seit",
        "stadt", "steht", "stand", "tag", "tage", "tagen", "uhr", "vier", "viele", "wieder", "woche", "wochen", "zeit", "zwei",
    ]),
    ("es", &[
        "ademas", "ahora", "ano", "anos", "ayer", "cada", "cinco", "cuatro", "decir", "despues", "dia", "dias", "diez", "dos",
        "entonces", "forma", "gente", "hace", "hacer", "hora", "horas", "hoy", "luego", "manana", "mes", "meses", "millones",
        "mismo", "mucho", "nadie", "noche", "nueva", "nuevo", "parte", "primera", "segun", "semana", "semanas", "siempre",
        "tarde", "tiempo", "tres", "ultima", "ultimo", "veces", "vez",
    ]),
    ("fr", &[
        "an", "annee", "annees", "ans", "apres", "aujourd", "cinq", "deux", "dix", "encore", "fait", "faut", "fois", "heure",
        "heures", "hier", "homme", "hui", "jour", "jours", "mois", "monde", "nouveau", "nouvelle", "part", "partie", "premier",
        "premiere", "quatre", "semaine", "semaines", "sept", "six", "soir", "temps", "toujours", "trois", "vie",
    ]),
];

/// The class of the words that have one, by their keys; empty for a language that is not known.
pub(super) fn classes(lang: Lang) -> Option<&'static FxHashMap<u64, Class>> {
    static ALL: LazyLock<Vec<(Lang, FxHashMap<u64, Class>)>> = LazyLock::new(|| {
        let with_words = PACKS.iter().filter(|pack| pack.stop_words.len() > 20 && !is_wide(pack.lang));
        with_words.map(|pack| (pack.lang, of(pack))).collect()
    });
    ALL.iter().find(|(known, _)| *known == lang).map(|(_, classes)| classes)
}

/// Whether a language is indexed by characters rather than words.
fn is_wide(lang: Lang) -> bool {
    matches!(lang.code(), "zh" | "ja" | "th")
}

fn of(pack: &crate::lang::Pack) -> FxHashMap<u64, Class> {
    let english = pack.lang == Lang::EN;
    let months = pack.months.iter().map(|(month, _)| *month);
    let stops = pack.weekdays.iter().chain(pack.saying).copied().chain(months);
    let others =
        OTHERS.iter().find(|(code, _)| *code == pack.lang.code()).map_or(&[][..], |(_, words)| words);
    let general = if english { GENERAL } else { others };
    let mut classes: FxHashMap<u64, Class> =
        stops.chain(general.iter().copied()).map(|word| (text::key(word), Class::Stop)).collect();
    if english {
        classes.extend(WEAK.iter().map(|word| (text::key(word), Class::Weak)));
    }
    let opening = |word: &&str| !english || OPENING.binary_search(word).is_ok();
    for word in pack.stop_words {
        let class = if opening(word) { Class::Opens } else { Class::Stop };
        classes.insert(text::key(word), class);
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_folded_and_without_repeats() {
        for list in [OPENING, GENERAL, WEAK] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
            assert!(list.iter().all(|word| text::fold(word) == *word));
        }
    }
}
