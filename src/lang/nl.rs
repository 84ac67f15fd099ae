//! Dutch.

use rust_stemmers::Algorithm;

use super::{Lang, Pack, Stemming};

#[rustfmt::skip]
pub(super) const PACK: Pack = Pack {
    lang: Lang(*b"nl"),
    name: "Dutch",
    stemming: Some(Stemming::snowball(Algorithm::Dutch)),
    stop_words: &[
        "aan", "achter", "al", "alle", "alleen", "als", "altijd", "ander", "andere", "anderen", "bij",
        "binnen", "boven", "daar", "daarna", "dan", "dat", "de", "deze", "die", "dit", "doch", "doen",
        "door", "dus", "een", "eens", "eerst", "en", "er", "ergens", "geen", "geweest", "haar", "had",
        "hadden", "heb", "hebben", "heeft", "hem", "hen", "het", "hier", "hij", "hoe", "hun", "iemand",
        "iets", "ik", "in", "is", "ja", "je", "kan", "kon", "konden", "kunnen", "maar", "me", "meer", "men",
        "met", "mij", "mijn", "moet", "moeten", "na", "naar", "nadat", "niet", "niets", "nog", "nooit",
        "nu", "of", "om", "omdat", "onder", "ons", "ook", "op", "over", "reeds", "sinds", "steeds", "te",
        "tegen", "terwijl", "toch", "toen", "tot", "tussen", "u", "uit", "uw", "van", "vanaf", "veel",
        "voor", "vooral", "waar", "waarom", "wanneer", "want", "waren", "was", "wat", "we", "weer", "wel",
        "welke", "werd", "werden", "wie", "wij", "wil", "worden", "wordt", "zal", "ze", "zei", "zelf",
        "zich", "zij", "zijn", "zo", "zoals", "zonder", "zou", "zouden",
    ],
    months: &[
        ("apr", 4), ("april", 4), ("aug", 8), ("augustus", 8), ("dec", 12), ("december", 12), ("feb", 2),
        ("februari", 2), ("jan", 1), ("januari", 1), ("jul", 7), ("juli", 7), ("jun", 6), ("juni", 6),
        ("maart", 3), ("mei", 5), ("mrt", 3), ("nov", 11), ("november", 11), ("okt", 10), ("oktober", 10),
        ("sep", 9), ("sept", 9), ("september", 9),
    ],
    weekdays: &[
        "dinsdag", "donderdag", "maandag", "vrijdag", "woensdag", "zaterdag", "zondag",
    ],
    abbreviations: &[
        "bijv", "blz", "bv", "ca", "d.w.z", "dhr", "dr", "drs", "enz", "ir", "jl", "m.b.t", "mevr", "mld",
        "mln", "mr", "n.a.v", "nr", "o.a", "prof", "resp", "st", "tel", "vs",
    ],
    titles: &[
        "advocaat", "ambassadeur", "architect", "baron", "bisschop", "burgemeester", "coach", "commandant",
        "commissaris", "dhr", "directeur", "directrice", "dokter", "dominee", "dr", "drs", "econoom",
        "generaal", "gouverneur", "graaf", "heer", "hoogleraar", "inspecteur", "ir", "journalist",
        "kamerlid", "kanselier", "kapitein", "kardinaal", "keizer", "kolonel", "koning", "koningin",
        "lijsttrekker", "meneer", "mevr", "mevrouw", "minister", "monseigneur", "officier", "pastoor",
        "paus", "premier", "president", "prins", "prinses", "prof", "professor", "rechter", "rector",
        "regisseur", "schrijfster", "schrijver", "secretaris", "senator", "sint", "staatssecretaris",
        "topman", "trainer", "voorzitter", "wethouder", "woordvoerder", "woordvoerster", "zanger",
        "zangeres",
    ],
    by_words: &[
        "door", "tekst", "van",
    ],
    organisation_words: &[
        "academie", "agentschap", "autoriteit", "bank", "bond", "brandweer", "club", "college", "commissie",
        "cooperatie", "dagblad", "dienst", "federatie", "fonds", "fractie", "gemeente", "genootschap",
        "gerechtshof", "groep", "hof", "hogeschool", "inspectie", "instituut", "kabinet", "kamer", "kerk",
        "leger", "ministerie", "museum", "omroep", "onderneming", "orkest", "parlement", "partij",
        "politie", "raad", "rechtbank", "redactie", "regering", "rijkswaterstaat", "school", "senaat",
        "stichting", "theater", "unie", "universiteit", "vakbond", "verbond", "vereniging", "ziekenhuis",
    ],
    particles: &[
        "al", "de", "den", "der", "el", "het", "in", "la", "le", "op", "t", "te", "ten", "ter", "van",
    ],
    saying: &[
        "benadrukt", "denkt", "laat", "legt", "meldde", "meldt", "schreef", "schrijft", "stelde", "stelt",
        "verklaarde", "verklaart", "vertelde", "vertelt", "vindt", "vond", "waarschuwt", "zegt", "zei",
    ],
};
