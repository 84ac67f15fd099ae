//! German. Ordinals end in a dot ("am 3. Mai"), hence the `0` among the abbreviations.

use rust_stemmers::Algorithm;

use super::{Lang, Pack, Stemming};

#[rustfmt::skip]
pub(super) const PACK: Pack = Pack {
    lang: Lang(*b"de"),
    name: "German",
    stemming: Some(Stemming::snowball(Algorithm::German)),
    stop_words: &[
        "ab", "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "am", "an", "andere",
        "anderen", "anderer", "anderes", "auch", "auf", "aus", "bei", "beim", "bereits", "bevor", "bis",
        "bisher", "da", "dabei", "dafur", "damals", "damit", "danach", "dann", "daran", "darauf", "daraus",
        "daruber", "darum", "das", "dass", "dein", "dem", "den", "denen", "denn", "der", "deren", "des",
        "deshalb", "dessen", "dich", "die", "dies", "diese", "diesem", "diesen", "dieser", "dieses", "dir",
        "doch", "dort", "du", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "einige", "er",
        "erst", "es", "etwa", "etwas", "euch", "fur", "gegen", "haben", "hat", "hatte", "hatten", "hier",
        "hin", "hinter", "ich", "ihm", "ihn", "ihnen", "ihr", "ihre", "ihrem", "ihren", "ihrer", "im",
        "immer", "in", "ins", "ist", "ja", "je", "jede", "jedem", "jeden", "jeder", "jedes", "jedoch",
        "jetzt", "kann", "kein", "keine", "keinem", "keinen", "keiner", "konnen", "konnte", "man", "mehr",
        "mein", "meine", "mich", "mir", "mit", "muss", "mussen", "nach", "nachdem", "neben", "nicht",
        "nichts", "noch", "nun", "nur", "ob", "oder", "ohne", "schon", "sehr", "sei", "seien", "sein",
        "seine", "seinem", "seinen", "seiner", "seit", "seitdem", "sich", "sie", "sind", "so", "sogar",
        "soll", "sollen", "sollte", "sondern", "sonst", "sowie", "uber", "um", "und", "uns", "unser",
        "unsere", "unter", "viel", "viele", "vom", "von", "vor", "wahrend", "wann", "war", "waren", "warum",
        "was", "weil", "weiter", "welche", "welcher", "wenn", "wer", "werde", "werden", "wie", "wieder",
        "will", "wir", "wird", "wo", "wollen", "worden", "wurde", "wurden", "zu", "zum", "zur", "zwar",
        "zwischen",
    ],
    months: &[
        ("apr", 4), ("april", 4), ("aug", 8), ("august", 8), ("dez", 12), ("dezember", 12), ("feb", 2),
        ("februar", 2), ("jan", 1), ("janner", 1), ("januar", 1), ("jul", 7), ("juli", 7), ("jun", 6),
        ("juni", 6), ("mai", 5), ("marz", 3), ("mrz", 3), ("nov", 11), ("november", 11), ("okt", 10),
        ("oktober", 10), ("sep", 9), ("sept", 9), ("september", 9),
    ],
    weekdays: &[
        "dienstag", "donnerstag", "freitag", "mittwoch", "montag", "samstag", "sonnabend", "sonntag",
    ],
    abbreviations: &[
        "0", "abs", "apr", "aug", "bd", "bzw", "ca", "d.h", "dez", "dipl", "dr", "etc", "evtl", "feb", "fr",
        "ggf", "gmbh", "hr", "hrsg", "ing", "inkl", "jan", "jh", "mio", "mrd", "mrz", "nov", "nr", "o.ä",
        "okt", "prof", "s.o", "sept", "sog", "st", "str", "tel", "u.a", "usw", "v.a", "vgl", "z.b", "z.t",
    ],
    titles: &[
        "abgeordnete", "abgeordneter", "admiral", "anwalt", "anwaltin", "architekt", "architektin",
        "aussenminister", "aussenministerin", "autor", "autorin", "bischof", "botschafter", "botschafterin",
        "bundeskanzler", "bundeskanzlerin", "bundesprasident", "burgermeister", "burgermeisterin", "chef",
        "chefin", "dichter", "direktor", "direktorin", "doktor", "dr", "finanzminister", "forscher",
        "forscherin", "fr", "frau", "freiherr", "furst", "general", "generalsekretar", "generalsekretarin",
        "geschaftsfuhrer", "graf", "grafin", "hafenmeister", "hafenmeisterin", "hauptmann", "herr", "herrn",
        "historiker", "innenminister", "innenministerin", "kanzler", "kanzlerin", "kapitan", "kardinal",
        "koch", "kochin", "kommissar", "kommissarin", "konig", "konigin", "landrat", "lehrer", "leiter",
        "leiterin", "lotse", "meister", "meisterin", "minister", "ministerin", "ministerprasident",
        "ministerprasidentin", "oberburgermeister", "oberburgermeisterin", "oberst", "papst", "pfarrer",
        "pfarrerin", "prasident", "prasidentin", "prinz", "prinzessin", "prof", "professor", "professorin",
        "regisseur", "richter", "richterin", "sanger", "sangerin", "schauspieler", "schauspielerin",
        "schriftsteller", "schriftstellerin", "senator", "senatorin", "sprecher", "sprecherin",
        "staatsanwalt", "sturmer", "torwart", "trainer", "trainerin", "verteidigungsminister",
        "vizeprasident", "vorsitzende", "vorsitzender", "wissenschaftler",
    ],
    by_words: &[
        "bericht", "text", "von",
    ],
    organisation_words: &[
        "ag", "agentur", "akademie", "allianz", "amt", "armee", "ausschuss", "bank", "behorde", "borse",
        "brauerei", "bund", "bundesamt", "bundesbank", "bundesrat", "bundestag", "bundeswehr", "bundnis",
        "fabrik", "feuerwehr", "fraktion", "genossenschaft", "gericht", "gesellschaft", "gewerkschaft",
        "gmbh", "gruppe", "hafenbehorde", "hochschule", "institut", "kammer", "kirche", "klinik",
        "klinikum", "kommission", "konferenz", "konzern", "krankenhaus", "landgericht", "landtag", "liga",
        "ministerium", "museum", "orchester", "parlament", "partei", "polizei", "rat", "rathaus",
        "reederei", "regierung", "rundfunk", "schule", "senat", "sender", "sparkasse", "staatsanwaltschaft",
        "stiftung", "theater", "union", "universitat", "verband", "verein", "verlag", "verwaltung", "werft",
        "werke", "zeitung", "zentrum",
    ],
    particles: &[
        "al", "de", "den", "der", "el", "la", "van", "vom", "von", "zu", "zur",
    ],
    saying: &[
        "antwortet", "antwortete", "berichtet", "berichtete", "bestatigte", "betont", "betonte", "erklart",
        "erklarte", "erzahlt", "erzahlte", "fordert", "forderte", "fragt", "fragte", "fugte", "glaubt",
        "kundigte", "meint", "meinte", "raumte", "sagt", "sagte", "sagten", "schreibt", "schrieb", "teilte",
        "warnt", "warnte",
    ],
};
