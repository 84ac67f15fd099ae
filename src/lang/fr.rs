//! French; elided articles ("l", "d", "qu") are words, as `text::words` parts them.

use rust_stemmers::Algorithm;

use super::{Lang, Pack, Stemming};

#[rustfmt::skip]
pub(super) const PACK: Pack = Pack {
    lang: Lang(*b"fr"),
    name: "French",
    stemming: Some(Stemming::Snowball { algorithm: Algorithm::French, endings: &[("ee", "ée"), ("ees", "ées")] }),
    stop_words: &[
        "a", "afin", "ailleurs", "ainsi", "alors", "apres", "au", "aucun", "aucune", "aussi", "autre",
        "autres", "aux", "avaient", "avait", "avant", "avec", "avoir", "ayant", "beaucoup", "bien", "c",
        "car", "ce", "ceci", "cela", "celle", "celles", "celui", "cependant", "ces", "cet", "cette", "ceux",
        "chaque", "chez", "comme", "comment", "contre", "d", "dans", "de", "deja", "depuis", "derriere",
        "des", "donc", "dont", "du", "durant", "elle", "elles", "en", "encore", "entre", "est", "et",
        "etaient", "etait", "ete", "etre", "eu", "eux", "fait", "fois", "font", "fut", "hors", "ici", "il",
        "ils", "j", "jamais", "je", "jusqu", "jusque", "l", "la", "le", "les", "leur", "leurs", "lors",
        "lorsque", "lui", "m", "ma", "mais", "malgre", "me", "meme", "memes", "mes", "moi", "moins", "mon",
        "n", "ne", "ni", "non", "nos", "notre", "nous", "on", "ont", "ou", "par", "parce", "parmi", "pas",
        "pendant", "peu", "peut", "plus", "plusieurs", "plutot", "pour", "pourquoi", "pres", "presque",
        "puis", "puisque", "qu", "quand", "que", "quel", "quelle", "quelles", "quelque", "quelques",
        "quels", "qui", "quoi", "s", "sa", "sans", "se", "selon", "sera", "seront", "ses", "si", "soit",
        "son", "sont", "sous", "souvent", "sur", "ta", "tandis", "te", "tel", "telle", "toi", "ton",
        "toujours", "tous", "tout", "toute", "toutes", "tres", "trop", "tu", "un", "une", "vers", "voici",
        "voila", "vos", "votre", "vous", "y",
    ],
    months: &[
        ("aout", 8), ("avr", 4), ("avril", 4), ("dec", 12), ("decembre", 12), ("fev", 2), ("fevr", 2),
        ("fevrier", 2), ("janv", 1), ("janvier", 1), ("juil", 7), ("juillet", 7), ("juin", 6), ("mai", 5),
        ("mars", 3), ("nov", 11), ("novembre", 11), ("oct", 10), ("octobre", 10), ("sept", 9),
        ("septembre", 9),
    ],
    weekdays: &[
        "dim", "dimanche", "jeu", "jeudi", "lun", "lundi", "mardi", "mer", "mercredi", "sam", "samedi",
        "ven", "vendredi",
    ],
    abbreviations: &[
        "av", "cf", "dr", "déc", "env", "etc", "févr", "hab", "janv", "juil", "m", "me", "mlle", "mm",
        "mme", "mmes", "nov", "oct", "p.ex", "pr", "réf", "sept", "st", "ste", "tél", "vol", "éd",
    ],
    titles: &[
        "abbe", "adjoint", "adjointe", "ambassadeur", "ambassadrice", "amiral", "archeveque", "architecte",
        "avocat", "avocate", "baron", "biologiste", "capitaine", "cardinal", "chancelier", "chanceliere",
        "chef", "cheffe", "chercheur", "chercheuse", "colonel", "commandant", "commissaire", "comte",
        "conseiller", "conseillere", "cure", "depute", "deputee", "directeur", "directrice", "docker",
        "docteur", "dr", "duc", "economiste", "ecrivain", "ecrivaine", "elu", "elue", "entraineur",
        "eveque", "general", "gouverneur", "historien", "historienne", "inspecteur", "journaliste", "juge",
        "lieutenant", "m", "madame", "mademoiselle", "maire", "maitre", "messieurs", "ministre", "mlle",
        "mme", "monseigneur", "monsieur", "mr", "pape", "parole", "patron", "patronne", "pere", "poete",
        "prefet", "prefete", "premier", "premiere", "president", "presidente", "prince", "princesse",
        "procureur", "procureure", "prof", "professeur", "professeure", "reine", "roi", "romancier",
        "romanciere", "saint", "sainte", "secretaire", "senateur", "senatrice", "sergent", "soeur",
        "syndicaliste", "vice",
    ],
    by_words: &[
        "de", "par", "propos", "signe", "texte",
    ],
    organisation_words: &[
        "academie", "agence", "alliance", "armee", "assemblee", "association", "autorite", "banque",
        "bureau", "caisse", "centre", "cercle", "chambre", "club", "college", "comite", "commission",
        "compagnie", "confederation", "congres", "conseil", "cour", "ecole", "eglise", "entreprise",
        "federation", "fondation", "fonds", "force", "forces", "front", "garde", "gouvernement", "groupe",
        "hopital", "institut", "journal", "laboratoire", "ligue", "mairie", "ministere", "mouvement",
        "musee", "office", "orchestre", "organisation", "parlement", "parquet", "parti", "police", "port",
        "prefecture", "quotidien", "radio", "rassemblement", "senat", "service", "societe", "syndicat",
        "television", "theatre", "tribunal", "union", "universite",
    ],
    particles: &[
        "al", "ben", "bin", "d", "da", "de", "des", "du", "el", "l", "la", "le", "les", "van", "von",
    ],
    saying: &[
        "affirme", "ajoute", "annonce", "assure", "confie", "declare", "dit", "estime", "explique",
        "insiste", "juge", "lance", "precise", "raconte", "rappele", "rappelle", "reconnait", "regrette",
        "repond", "repondu", "resume", "souligne", "soupire",
    ],
};
