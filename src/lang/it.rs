//! Italian.

use rust_stemmers::Algorithm;

use super::{Lang, Pack, Stemming};

#[rustfmt::skip]
pub(super) const PACK: Pack = Pack {
    lang: Lang(*b"it"),
    name: "Italian",
    stemming: Some(Stemming::snowball(Algorithm::Italian)),
    stop_words: &[
        "a", "ad", "agli", "ai", "al", "all", "alla", "alle", "allo", "anche", "ancora", "avere", "aveva",
        "avevano", "c", "che", "chi", "ci", "cio", "col", "come", "con", "contro", "cosa", "cosi", "cui",
        "da", "dai", "dal", "dall", "dalla", "dalle", "degli", "dei", "del", "dell", "della", "delle",
        "dello", "di", "dopo", "dove", "due", "e", "ed", "era", "erano", "essere", "fa", "fino", "fra",
        "gia", "gli", "ha", "hanno", "i", "il", "in", "io", "l", "la", "le", "lei", "li", "lo", "loro",
        "lui", "ma", "me", "mentre", "mi", "mia", "mio", "molto", "ne", "negli", "nei", "nel", "nell",
        "nella", "nelle", "nello", "noi", "non", "nostra", "nostro", "o", "oggi", "ogni", "oltre", "per",
        "perche", "pero", "piu", "poco", "poi", "prima", "pure", "qua", "quale", "quali", "quando",
        "quanto", "quasi", "quella", "quelle", "quelli", "quello", "questa", "queste", "questi", "questo",
        "qui", "se", "sempre", "senza", "si", "sia", "sono", "sopra", "sotto", "stata", "state", "stati",
        "stato", "su", "sua", "subito", "sue", "sugli", "sui", "sul", "sull", "sulla", "sulle", "suo",
        "suoi", "tra", "tre", "troppo", "tutta", "tutte", "tutti", "tutto", "un", "una", "uno", "va",
        "verso", "vi", "voi",
    ],
    months: &[
        ("ago", 8), ("agosto", 8), ("apr", 4), ("aprile", 4), ("dic", 12), ("dicembre", 12), ("feb", 2),
        ("febbraio", 2), ("gen", 1), ("gennaio", 1), ("giu", 6), ("giugno", 6), ("lug", 7), ("luglio", 7),
        ("mag", 5), ("maggio", 5), ("mar", 3), ("marzo", 3), ("nov", 11), ("novembre", 11), ("ott", 10),
        ("ottobre", 10), ("set", 9), ("sett", 9), ("settembre", 9),
    ],
    weekdays: &[
        "domenica", "giovedi", "lunedi", "martedi", "mercoledi", "sabato", "venerdi",
    ],
    abbreviations: &[
        "art", "avv", "ca", "dott", "dott.ssa", "ecc", "es", "ing", "on", "p.es", "pag", "pagg", "prof",
        "s.p.a", "sig", "sig.ra", "sigg", "tel",
    ],
    titles: &[
        "ambasciatore", "arcivescovo", "assessora", "assessore", "avvocata", "avvocato", "calciatore",
        "cancelliere", "capitano", "cardinale", "colonnello", "commissario", "conte", "deputata",
        "deputato", "direttore", "direttrice", "don", "donna", "dott", "dottor", "dottore", "dottoressa",
        "duca", "economista", "generale", "giornalista", "giudice", "governatore", "ingegnere", "ispettore",
        "leader", "ministra", "ministro", "monsignore", "onorevole", "padre", "papa", "portavoce",
        "premier", "presidente", "principe", "procuratore", "prof", "professor", "professore",
        "professoressa", "re", "regina", "regista", "rettore", "sacerdote", "san", "santa", "scrittore",
        "scrittrice", "segretario", "senatore", "senatrice", "signor", "signora", "sindaca", "sindaco",
        "tenente", "vescovo", "vicepresidente",
    ],
    by_words: &[
        "da", "di", "testo",
    ],
    organisation_words: &[
        "accademia", "agenzia", "alleanza", "assemblea", "associazione", "autorita", "azienda", "banca",
        "camera", "centro", "chiesa", "comando", "comitato", "commissione", "compagnia", "comune",
        "confederazione", "confindustria", "consiglio", "corte", "esercito", "federazione", "fondazione",
        "fronte", "giunta", "governo", "gruppo", "guardia", "istituto", "lega", "ministero", "movimento",
        "museo", "ospedale", "parlamento", "partito", "polizia", "procura", "questura", "scuola", "senato",
        "sindacato", "societa", "teatro", "tribunale", "unione", "universita",
    ],
    particles: &[
        "al", "bin", "da", "de", "degli", "dei", "del", "della", "di", "la", "lo", "van", "von",
    ],
    saying: &[
        "afferma", "affermato", "aggiunge", "aggiunto", "annuncia", "annunciato", "detto", "dice",
        "dichiara", "dichiarato", "disse", "racconta", "raccontato", "ricorda", "ricordato", "risponde",
        "sostiene", "sottolinea", "spiega", "spiegato",
    ],
};
