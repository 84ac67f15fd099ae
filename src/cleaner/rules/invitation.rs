//! Short blocks that name a thing to join or pay for and ask for it: "Get The Ebb, our Friday newsletter".

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::cleaner::Kind;
use crate::cleaner::form;
use crate::cleaner::rules::{Rule, Sight};
use crate::text::Sieve;

/// Words of the longest invitation.
const MOST_WORDS: u32 = 32;

/// Things that outlets invite to, by kind.
const THINGS: [(Kind, &str); 3] = [
    (
        Kind::Newsletter,
        "newsletter newsletters boletín newsletter infolettre rundbrief inbox buzón postfach letterbox بريدك بريدكم النشرة e-mail",
    ),
    (
        Kind::Social,
        "whatsapp telegram facebook twitter instagram youtube tiktok linkedin mastodon bluesky signal threads واتساب تلغرام",
    ),
    (
        Kind::Donation,
        "donation donations subscription subscriptions subscriber subscribers membership patron patrons patreon abo \
         abonnement suscripción socios socio spende spenden don dons crowdfunding supporters",
    ),
];

/// Words that ask.
const ASKS: &str = "our us we join follow get subscribe sign register free your you now support here channel receive start \
    nuestro nuestra nuestros tu su síguenos únete únase suscríbete suscríbase apúntate recibe gratis hazte notre votre nos vos \
    vous rejoignez inscrivez recevez gratuit abonnez unser unsere unseren unserem ihr ihre ihrem sie jetzt folgen anmelden \
    abonnieren kostenlos kostenloser bestellen suivez شارك انضم انضموا تابعونا اشترك اشتركوا قناتنا كل";

static KNOWN_THINGS: LazyLock<(Sieve, FxHashMap<u64, Kind>)> = LazyLock::new(|| {
    let things =
        THINGS.iter().flat_map(|(kind, words)| form::hashes(words).into_iter().map(|word| (word, *kind)));
    let things: FxHashMap<u64, Kind> = things.collect();
    (Sieve::of(things.keys().copied()), things)
});

static KNOWN_ASKS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut asks = form::hashes(ASKS);
    asks.sort_unstable();
    asks
});

/// An invitation of one kind.
pub(super) struct Invitation(pub(super) Kind);

impl Invitation {
    /// Whether one of the words is of the thing's kind.
    fn is_about(&self, words: &[u64]) -> bool {
        let (perhaps, things) = &*KNOWN_THINGS;
        words.iter().any(|word| perhaps.may_have(*word) && things.get(word) == Some(&self.0))
    }
}

impl Rule for Invitation {
    fn name(&self) -> &'static str {
        match self.0 {
            Kind::Newsletter => "invites to a newsletter",
            Kind::Social => "invites to a channel",
            _ => "invites to pay",
        }
    }

    fn kind(&self) -> Kind {
        self.0
    }

    fn speaks(&self, sight: &Sight<'_>) -> bool {
        let form = sight.form;
        form.words <= MOST_WORDS
            && self.is_about(&form.hashes)
            && !sight.block.text.contains(['“', '"', '«', '»', '”'])
            && form.hashes.iter().filter(|word| KNOWN_ASKS.binary_search(word).is_ok()).count() >= 2
    }
}
