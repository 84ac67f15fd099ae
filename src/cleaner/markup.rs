//! What the words of an element's name and classes say of the text in it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::cleaner::{Kind, form};

/// What one element says of the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It is furniture of a kind.
    Furniture(Kind),
    /// It is the body of the article.
    Body,
    /// It is the deck under the headline.
    Deck,
}

/// Names of parts of a page, as class words in lower case without their dashes, and what they hold.
/// A part matches one word of a class name; two words stand for neighbours.
const WORDS: &[(Kind, &[&str])] = &[
    (
        Kind::Newsletter,
        &[
            "boletin",
            "boletines",
            "email form",
            "infolettre",
            "rundbrief",
            "nl signup",
            "letterbox",
            "nashra",
            "newsletter",
            "newsletters",
            "mailchimp",
            "signup",
            "sign up",
            "optin",
            "opt in",
            "mailinglist",
            "mc4wp",
            "briefing signup",
        ],
    ),
    (
        Kind::Donation,
        &[
            "abo",
            "abonnement",
            "suscripcion",
            "spende",
            "spenden",
            "don",
            "dons",
            "soutien",
            "socios",
            "crowdfunding",
            "ishtirak",
            "unterstuetzen",
            "foerdern",
            "donate",
            "donation",
            "donations",
            "paywall",
            "subscription",
            "subscriptions",
            "membership",
            "support us",
            "patreon",
            "patron",
            "regwall",
            "upsell",
            "subscribe",
            "subscriber",
            "contribution",
            "appeal",
            "fundraising",
        ],
    ),
    (
        Kind::Social,
        &[
            "compartir",
            "partage",
            "partager",
            "teilen",
            "redes",
            "reseaux",
            "musharaka",
            "share",
            "sharing",
            "sharer",
            "social",
            "socials",
            "addtoany",
            "sharedaddy",
            "sharethis",
            "addthis",
            "follow",
            "whatsapp",
            "telegram",
            "sharebar",
            "shares",
        ],
    ),
    (
        Kind::Comments,
        &[
            "comentarios",
            "commentaires",
            "kommentare",
            "leserbrief",
            "leserbriefe",
            "letters",
            "taliqat",
            "cartas",
            "comment",
            "comments",
            "disqus",
            "respond",
            "replies",
            "comment respond",
            "commentlist",
            "discussion",
            "coral",
        ],
    ),
    (
        Kind::Advertising,
        &[
            "publicidad",
            "publicite",
            "anzeige",
            "werbung",
            "iklan",
            "anuncio",
            "ad",
            "ads",
            "advert",
            "advertisement",
            "adverts",
            "advertising",
            "sponsored",
            "sponsor",
            "sponsors",
            "adsense",
            "dfp",
            "adslot",
            "adunit",
        ],
    ),
    (
        Kind::Legal,
        &[
            "derechos",
            "mentions",
            "impressum",
            "rgpd",
            "datenschutz",
            "cookie",
            "cookies",
            "consent",
            "gdpr",
            "copyright",
            "disclaimer",
            "legal",
            "privacy",
            "colophon",
        ],
    ),
    (
        Kind::Tags,
        &[
            "etiquetas",
            "schlagworte",
            "schlagwoerter",
            "mots cles",
            "motscles",
            "wusum",
            "etiquettes",
            "tag cloud",
            "tags links",
            "tags",
            "tag list",
            "taglist",
            "post tags",
            "keywords",
            "tagcloud",
            "topics",
            "cat links",
            "categories",
        ],
    ),
    (
        Kind::Author,
        &[
            "firma",
            "autor",
            "autora",
            "auteur",
            "signature",
            "autorbox",
            "autoria",
            "katib",
            "verfasser",
            "byline",
            "bylines",
            "author",
            "authors",
            "author box",
            "bio",
            "authorbox",
            "dateline",
            "timestamp",
            "post meta",
            "entry meta",
            "article meta",
            "posted on",
            "pubdate",
            "publish date",
            "postmeta",
            "contributor",
            "contributors",
        ],
    ),
    (
        Kind::Related,
        &[
            "relacionadas",
            "relacionados",
            "verwandt",
            "verwandte",
            "mehr",
            "articles lies",
            "lire aussi",
            "aussi",
            "mas leidas",
            "ultimas",
            "dhat sila",
            "a lire",
            "enlace interno",
            "leido",
            "meistgelesen",
            "related",
            "relatedposts",
            "recommended",
            "recommendation",
            "recommendations",
            "recirc",
            "recirculation",
            "trending",
            "popular",
            "most read",
            "mostread",
            "read more",
            "readmore",
            "read next",
            "more stories",
            "more from",
            "more news",
            "teaser",
            "teasers",
            "outbrain",
            "taboola",
            "yarpp",
            "also like",
            "latest",
            "next post",
            "prev post",
            "post navigation",
            "up next",
            "sidebar",
            "rail",
            "promo",
            "crosspromo",
            "suggested",
            "suggestions",
            "nextarticle",
            "readnext",
            "also read",
            "more on",
            "recent posts",
            "featured posts",
            "interlink",
        ],
    ),
    (
        Kind::Navigation,
        &[
            "migas",
            "brotkrumen",
            "dachzeile",
            "antetitulo",
            "rubrik",
            "surtitre",
            "mancheta",
            "kopf",
            "cabecera",
            "fil ariane",
            "seccion",
            "tarwisa",
            "nav",
            "navbar",
            "navigation",
            "menu",
            "submenu",
            "breadcrumb",
            "breadcrumbs",
            "masthead",
            "skip link",
            "pagination",
            "pager",
            "toolbar",
            "sitemap",
            "topbar",
            "toc",
            "table contents",
            "search",
            "site header",
            "eyebrow",
            "kicker",
            "rubric",
            "skip",
        ],
    ),
    (
        Kind::Other,
        &[
            "pie",
            "fuss",
            "footer",
            "popup",
            "modal",
            "overlay",
            "tooltip",
            "audio player",
            "listen",
            "screen reader",
            "visually hidden",
            "sr only",
            "cta",
            "calltoaction",
            "print",
            "noprint",
        ],
    ),
];

/// Names of the element that holds the story and nothing else.
const BODIES: &[&str] = &[
    "articlebody",
    "article body",
    "entry content",
    "post content",
    "story body",
    "article content",
    "post body",
    "article text",
    "story content",
    "storybody",
    "body content",
    "content body",
    "article main",
    "body text",
    "blog content",
    "single content",
    "news body",
    "news text",
    "story text",
    "articlecontent",
    "postcontent",
    "rich text",
    "entrycontent",
    "article entry",
    "main text",
];

/// Names of the deck under a headline.
const DECKS: &[&str] = &[
    "standfirst",
    "deck",
    "dek",
    "subtitle",
    "subheadline",
    "sub headline",
    "subheading",
    "lead in",
    "strapline",
    "sub title",
    "article summary",
];

/// Each table's marks by the first part of their names; where several fit, the first in order of this list counts.
static INDEX: LazyLock<FxHashMap<&'static str, Vec<Name>>> = LazyLock::new(|| {
    let decks = DECKS.iter().map(|name| (*name, Mark::Deck));
    let bodies = BODIES.iter().map(|name| (*name, Mark::Body));
    let kinds =
        WORDS.iter().flat_map(|(kind, names)| names.iter().map(|name| (*name, Mark::Furniture(*kind))));
    let mut index: FxHashMap<&str, Vec<Name>> = FxHashMap::default();
    for (rank, (name, mark)) in decks.chain(bodies).chain(kinds).enumerate() {
        let (first, second) =
            name.split_once(' ').map_or((name, None), |(first, second)| (first, Some(second)));
        index.entry(first).or_default().push(Name { second, rank, mark });
    }
    index
});

struct Name {
    second: Option<&'static str>,
    rank: usize,
    mark: Mark,
}

/// What an element says by its name and the words of its attributes; `None` where it says nothing.
pub(super) fn mark(name: &str, words: &str) -> Option<Mark> {
    let called = match name {
        "nav" => Some(Mark::Furniture(Kind::Navigation)),
        "aside" => Some(Mark::Furniture(Kind::Related)),
        "footer" => Some(Mark::Furniture(Kind::Other)),
        _ => None,
    };
    if words.is_empty() {
        return called;
    }
    let parted = parted(words);
    let mut parts = parted.split('-').peekable();
    let mut best: Option<&Name> = None;
    while let Some(part) = parts.next() {
        let next = parts.peek().copied();
        let fits = |name: &&Name| name.second.is_none() || name.second == next;
        let names = INDEX.get(part).into_iter().flatten().filter(fits);
        best = names.chain(best).min_by_key(|name| name.rank);
    }
    best.map(|name| name.mark).or(called)
}

/// Class words of one element that are looked at.
const TOKENS: usize = 12;

/// The hash of a name.
pub(super) fn token(name: &str) -> u32 {
    form::hash(name) as u32
}

/// Adds the hashes of the parts of an element's class words, those of numbers aside.
pub(super) fn tokens(words: &str, out: &mut Vec<u32>) {
    if words.is_empty() {
        return;
    }
    let first = out.len();
    let parted = parted(words);
    let parts =
        parted.split('-').filter(|part| part.len() > 1 && !part.bytes().any(|byte| byte.is_ascii_digit()));
    for part in parts.take(TOKENS) {
        let token = token(part);
        if !out[first..].contains(&token) {
            out.push(token);
        }
    }
}

/// Class words in lower case, their parts closed by dashes and the words by one more: `post-tags relatedPosts`
/// gives `post-tags--related-posts`, so that neighbours are parts of one word.
fn parted(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    let mut lower_before = false;
    for c in words.chars() {
        if c.is_ascii_uppercase() && lower_before {
            out.push('-');
        }
        lower_before = c.is_ascii_lowercase();
        match c {
            ' ' => out.push_str("--"),
            '-' | '_' if out.ends_with('-') => {}
            '-' | '_' => out.push('-'),
            _ => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_words_are_read_in_parts() {
        assert_eq!(mark("div", "c-newsletter-box"), Some(Mark::Furniture(Kind::Newsletter)));
        assert_eq!(mark("div", "mostRead"), Some(Mark::Furniture(Kind::Related)));
        assert_eq!(mark("div", "entry-content clearfix"), Some(Mark::Body));
        assert_eq!(mark("p", "article__standfirst"), Some(Mark::Deck));
        assert_eq!(mark("div", "headline shadow"), None);
    }

    #[test]
    fn neighbours_are_of_one_class_word() {
        assert_eq!(mark("div", "most read-only"), None);
    }

    #[test]
    fn elements_speak_by_name() {
        assert_eq!(mark("nav", ""), Some(Mark::Furniture(Kind::Navigation)));
        assert_eq!(mark("p", ""), None);
    }
}
