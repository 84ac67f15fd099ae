//! Spanish.

use rust_stemmers::Algorithm;

use super::{Lang, Pack, Stemming};

#[rustfmt::skip]
pub(super) const PACK: Pack = Pack {
    lang: Lang(*b"es"),
    name: "Spanish",
    stemming: Some(Stemming::Snowball { algorithm: Algorithm::Spanish, endings: &[("cion", "ción")] }),
    stop_words: &[
        "a", "al", "algo", "alguna", "algunas", "alguno", "algunos", "ante", "antes", "aquel", "aquella",
        "aquellos", "asi", "aun", "aunque", "bajo", "cada", "casi", "como", "con", "contra", "cual",
        "cuales", "cuando", "cuya", "cuyo", "de", "del", "desde", "donde", "dos", "durante", "e", "el",
        "ella", "ellas", "ellos", "en", "entre", "era", "eran", "es", "esa", "esas", "ese", "eso", "esos",
        "esta", "estaba", "estan", "estas", "este", "esto", "estos", "fue", "fueron", "ha", "habia",
        "habian", "hacia", "han", "hasta", "hay", "la", "las", "le", "les", "lo", "los", "luego", "mas",
        "me", "mi", "mientras", "mis", "misma", "mismo", "mucho", "muy", "nada", "ni", "no", "nos",
        "nosotros", "nuestra", "nuestro", "nunca", "o", "os", "otra", "otras", "otro", "otros", "para",
        "pero", "poco", "por", "porque", "pues", "que", "quien", "quienes", "se", "sea", "segun", "ser",
        "si", "sido", "siempre", "sin", "sino", "sobre", "solo", "son", "su", "sus", "tambien", "tan",
        "tanto", "te", "tenia", "tiene", "tienen", "toda", "todas", "todavia", "todo", "todos", "tras",
        "tu", "tus", "un", "una", "unas", "uno", "unos", "usted", "ustedes", "y", "ya", "yo",
    ],
    months: &[
        ("abr", 4), ("abril", 4), ("ago", 8), ("agosto", 8), ("dic", 12), ("diciembre", 12), ("ene", 1),
        ("enero", 1), ("feb", 2), ("febrero", 2), ("jul", 7), ("julio", 7), ("jun", 6), ("junio", 6),
        ("mar", 3), ("marzo", 3), ("may", 5), ("mayo", 5), ("nov", 11), ("noviembre", 11), ("oct", 10),
        ("octubre", 10), ("sep", 9), ("sept", 9), ("septiembre", 9), ("setiembre", 9),
    ],
    weekdays: &[
        "dom", "domingo", "jue", "jueves", "lun", "lunes", "martes", "mie", "miercoles", "sab", "sabado",
        "vie", "viernes",
    ],
    abbreviations: &[
        "aprox", "art", "av", "avda", "cía", "d", "dr", "dra", "dña", "ee.uu", "ej", "etc", "gral", "ing",
        "lic", "núm", "p.ej", "prof", "pág", "págs", "s.a", "sr", "sra", "sres", "srta", "tel", "ud", "uds",
        "vd",
    ],
    titles: &[
        "abogada", "abogado", "alcalde", "alcaldesa", "almirante", "arquitecto", "arzobispo", "biologa",
        "biologo", "canciller", "capitan", "capitana", "cardenal", "comandante", "comisaria", "comisario",
        "concejal", "concejala", "conde", "consejera", "consejero", "coronel", "dama", "delantero",
        "delegada", "delegado", "diputada", "diputado", "director", "directora", "doctor", "doctora", "don",
        "dona", "dr", "dra", "duque", "economista", "embajador", "embajadora", "entrenador", "entrenadora",
        "escritor", "escritora", "expresidente", "fiscal", "general", "gobernador", "gobernadora",
        "historiador", "ingeniero", "inspector", "investigador", "investigadora", "jefa", "jefe", "juez",
        "jueza", "ministra", "ministro", "ministros", "obispo", "padre", "papa", "periodista", "pescador",
        "poeta", "portavoz", "premier", "presidenta", "presidente", "primer", "primera", "princesa",
        "principe", "prof", "profesor", "profesora", "rector", "rectora", "reina", "rey", "san", "santa",
        "secretaria", "secretario", "senador", "senadora", "senor", "senora", "sindicalista", "sr", "sra",
        "teniente", "viceministro", "vicepresidenta", "vicepresidente",
    ],
    by_words: &[
        "de", "escribe", "por", "redaccion", "texto",
    ],
    organisation_words: &[
        "academia", "agencia", "agrupacion", "alianza", "asamblea", "asociacion", "autoridad",
        "ayuntamiento", "banco", "camara", "centro", "circulo", "club", "cofradia", "colegio", "comision",
        "comite", "compania", "confederacion", "congreso", "consejeria", "consejo", "cooperativa", "corte",
        "diario", "ejercito", "empresa", "escuela", "facultad", "federacion", "fiscalia", "frente",
        "fuerza", "fuerzas", "fundacion", "gobierno", "grupo", "guardia", "hospital", "instituto",
        "juzgado", "liga", "ministerio", "movimiento", "museo", "naviera", "oficina", "organizacion",
        "parlamento", "partido", "policia", "puerto", "radio", "real", "secretaria", "senado", "servicio",
        "sindicato", "sociedad", "teatro", "television", "tribunal", "union", "universidad",
    ],
    particles: &[
        "al", "bin", "da", "de", "del", "dos", "e", "la", "las", "los", "san", "santa", "van", "von", "y",
    ],
    saying: &[
        "advierte", "advirtio", "afirma", "afirmo", "anade", "anadio", "anuncia", "anuncio", "asegura",
        "aseguro", "comenta", "comento", "conto", "cuenta", "declara", "declaro", "dice", "dicho", "dijo",
        "explica", "explico", "indica", "indico", "insistio", "pregunto", "reconoce", "reconocio",
        "recordo", "recuerda", "responde", "respondio", "senala", "senalo",
    ],
};
