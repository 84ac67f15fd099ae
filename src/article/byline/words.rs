//! Words that tell names of people from everything else that stands in bylines. All folded.

/// Words that no name of a person holds: who carries one is a desk, an agency, a role or a company.
pub(super) const NOT_NAMES: &[&str] = &[
    "admin",
    "administrator",
    "agencies",
    "agency",
    "analyst",
    "anonymous",
    "article",
    "articles",
    "associate",
    "author",
    "authored",
    "authors",
    "bio",
    "blogger",
    "bureau",
    "by",
    "categories",
    "category",
    "chief",
    "clinician",
    "collective",
    "columnist",
    "com",
    "comment",
    "comments",
    "contributing",
    "contributor",
    "contributors",
    "correspondent",
    "correspondents",
    "corresponding",
    "courtesy",
    "creator",
    "customer",
    "desk",
    "digital",
    "director",
    "edited",
    "editing",
    "editor",
    "editorial",
    "editors",
    "executive",
    "expert",
    "facebook",
    "forum",
    "founder",
    "freelance",
    "freelancer",
    "guest",
    "head",
    "images",
    "inc",
    "instagram",
    "journalist",
    "last",
    "licensed",
    "llc",
    "ltd",
    "magazine",
    "manager",
    "marketing",
    "media",
    "member",
    "min",
    "minutes",
    "network",
    "news",
    "newsdesk",
    "newsletter",
    "newsroom",
    "office",
    "online",
    "pc",
    "photographer",
    "photos",
    "posted",
    "posts",
    "president",
    "press",
    "producer",
    "profile",
    "published",
    "publisher",
    "reading",
    "redaction",
    "redaktion",
    "reporter",
    "reporters",
    "reporting",
    "retailer",
    "reviewed",
    "senior",
    "service",
    "size",
    "specialist",
    "sponsored",
    "staff",
    "subscribe",
    "tags",
    "team",
    "toc",
    "topics",
    "twitter",
    "uncategorized",
    "update",
    "updated",
    "user",
    "via",
    "webmaster",
    "website",
    "websites",
    "wire",
    "writer",
    "writers",
];

/// Of those, the words of names under which a newsroom or a company signs as one: where a page's own statement gives
/// such a name and no person, it is the signature.
pub(super) const DESKS: &[&str] =
    &["contributor", "contributors", "desk", "editor", "editors", "newsdesk", "staff", "team"];

/// Words of names that programs give to whoever nobody named.
pub(super) const PROGRAMS: &[&str] =
    &["admin", "administrator", "anonymous", "author", "guest", "unknown", "user", "webmaster"];

/// Words that say what kind of company a name is.
pub(super) const COMPANIES: &[&str] = &["co", "corp", "gmbh", "inc", "llc", "ltd", "plc", "sa", "sas"];

/// Words that may stand before "by".
pub(super) const BEFORE_BY: &[&str] = &["authored", "posted", "published"];

/// Agencies and broadcasters in capitals, which are no degrees.
pub(super) const AGENCIES: &[&str] = &[
    "abc", "afp", "ani", "anp", "ansa", "ap", "apa", "bbc", "cbs", "cnn", "dpa", "dw", "efe", "ians", "kna",
    "nbc", "npr", "pa", "pti", "rfi", "tass", "upi", "wam",
];

/// Words that join two names.
pub(super) const AND: &[&str] = &["and", "con", "e", "et", "und", "with", "y", "و"];

/// Words that end a name: what follows them on the line is something else.
pub(super) const ENDS: &[&str] = &["at", "for", "in", "is", "last", "on", "posted", "published", "updated"];

/// Words of names of outlets and firms, for names that are the outlet's, too.
pub(super) const FIRMS: &[&str] = &[
    "agency",
    "bank",
    "blog",
    "care",
    "center",
    "centre",
    "chronicle",
    "co",
    "college",
    "company",
    "construction",
    "council",
    "courier",
    "daily",
    "dental",
    "dentistry",
    "gazette",
    "group",
    "health",
    "herald",
    "house",
    "institute",
    "journal",
    "lab",
    "labs",
    "makers",
    "net",
    "official",
    "planted",
    "post",
    "renovation",
    "review",
    "security",
    "services",
    "solutions",
    "store",
    "strategies",
    "studio",
    "systems",
    "the",
    "times",
    "tips",
    "today",
    "travel",
    "tribune",
    "university",
    "voice",
    "weekly",
    "wire",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn every_list_is_sorted_without_repeats_and_folded() {
        for list in [AGENCIES, NOT_NAMES, DESKS, COMPANIES, BEFORE_BY, AND, ENDS, FIRMS, PROGRAMS] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
            assert!(list.iter().all(|word| text::fold(word) == *word), "{list:?}");
        }
    }
}
