//! What the words of an element's name and classes say of the text in it.

use crate::cleaner::Kind;

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
        &["cookie", "cookies", "consent", "gdpr", "copyright", "disclaimer", "legal", "privacy", "colophon"],
    ),
    (
        Kind::Tags,
        &[
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

/// What an element says by its name and the words of its attributes; `None` where it says nothing.
pub(super) fn mark(name: &str, words: &str) -> Option<Mark> {
    let named = match name {
        "nav" => Some(Mark::Furniture(Kind::Navigation)),
        "aside" => Some(Mark::Furniture(Kind::Related)),
        "footer" => Some(Mark::Furniture(Kind::Other)),
        _ => None,
    };
    if words.is_empty() {
        return named;
    }
    let parts = parts(words);
    if has(&parts, DECKS) {
        return Some(Mark::Deck);
    }
    if has(&parts, BODIES) {
        return Some(Mark::Body);
    }
    let kind = WORDS.iter().find(|(_, words)| has(&parts, words)).map(|(kind, _)| *kind);
    kind.map(Mark::Furniture).or(named)
}

/// The parts of class words in lower case: `post-tags relatedPosts` → post, tags, "", related, posts, "".
/// An empty part ends a word, so that neighbours are of one word.
fn parts(words: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut lower_before = false;
    for c in words.chars() {
        let camel = c.is_ascii_uppercase() && lower_before;
        lower_before = c.is_ascii_lowercase();
        if camel || matches!(c, '-' | '_' | ' ') {
            parts.push(String::new());
        }
        if c == ' ' {
            parts.push(String::new());
        } else if !matches!(c, '-' | '_')
            && let Some(part) = parts.last_mut()
        {
            part.push(c.to_ascii_lowercase());
        }
    }
    parts
}

fn has(parts: &[String], names: &[&str]) -> bool {
    let named = |name: &str, at: usize| match name.split_once(' ') {
        Some((first, second)) => parts[at] == first && parts.get(at + 1).is_some_and(|part| part == second),
        None => parts[at] == name,
    };
    (0..parts.len()).any(|at| !parts[at].is_empty() && names.iter().any(|name| named(name, at)))
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
