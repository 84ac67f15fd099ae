//! The labels that databases of newspapers put before each piece of metadata.
//!
//! Sources: the labels that Nexis, Factiva and `ProQuest` print in English, German, French and Spanish, and the field
//! codes of Factiva's own list.

use crate::text;

/// What a label says of the text after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Title,
    Standfirst,
    Byline,
    Outlet,
    Date,
    Language,
    Url,
    Section,
    /// Text of the article.
    Text,
    /// A summary, which is no part of the article.
    Abstract,
    /// Whose the text is.
    Copyright,
    /// Where, when and by whom in one: "The Courier [Harrowmere] 14 June 2023: 4".
    Publication,
    /// Length, place and the like, before the text.
    Head,
    /// Subjects, codes and the like, after the text.
    Tail,
}

/// Labels folded, hyphens as blanks.
const LABELS: &[(&str, Label)] = &[
    // Of headlines.
    ("headline", Label::Title),
    ("title", Label::Title),
    ("schlagzeile", Label::Title),
    ("titel", Label::Title),
    ("titre", Label::Title),
    ("titulo", Label::Title),
    ("titular", Label::Title),
    // Of decks.
    ("highlight", Label::Standfirst),
    ("subtitle", Label::Standfirst),
    ("untertitel", Label::Standfirst),
    ("encart", Label::Standfirst),
    ("sous titre", Label::Standfirst),
    ("subtitulo", Label::Standfirst),
    ("destacado", Label::Standfirst),
    // Of authors.
    ("byline", Label::Byline),
    ("author", Label::Byline),
    ("authors", Label::Byline),
    ("autor", Label::Byline),
    ("autoren", Label::Byline),
    ("autor in", Label::Byline),
    ("verfasser", Label::Byline),
    ("von", Label::Byline),
    ("par", Label::Byline),
    ("auteur", Label::Byline),
    ("auteurs", Label::Byline),
    ("signature", Label::Byline),
    ("autores", Label::Byline),
    // Of outlets.
    ("publication", Label::Outlet),
    ("publication title", Label::Outlet),
    ("publication name", Label::Outlet),
    ("source", Label::Outlet),
    ("quelle", Label::Outlet),
    ("publikation", Label::Outlet),
    ("titel der publikation", Label::Outlet),
    ("publikationstitel", Label::Outlet),
    ("publikationsname", Label::Outlet),
    ("titulo de la fuente", Label::Outlet),
    ("publicacion", Label::Outlet),
    ("titre de la publication", Label::Outlet),
    ("titre de publication", Label::Outlet),
    ("titulo de la publicacion", Label::Outlet),
    ("titulo de publicacion", Label::Outlet),
    ("fuente", Label::Outlet),
    ("publication info", Label::Publication),
    ("publication information", Label::Publication),
    ("publikationsinfo", Label::Publication),
    ("publikationsinformationen", Label::Publication),
    ("informations de publication", Label::Publication),
    ("informations sur la publication", Label::Publication),
    ("info de publication", Label::Publication),
    ("datos de publicacion", Label::Publication),
    ("informacion de publicacion", Label::Publication),
    // Of dates.
    ("date", Label::Date),
    ("publication date", Label::Date),
    ("datum", Label::Date),
    ("publikationsdatum", Label::Date),
    ("veroffentlichungsdatum", Label::Date),
    ("erscheinungsdatum", Label::Date),
    ("date de publication", Label::Date),
    ("date de parution", Label::Date),
    ("fecha", Label::Date),
    ("fecha de publicacion", Label::Date),
    // Of languages.
    ("language", Label::Language),
    ("language of publication", Label::Language),
    ("sprache", Label::Language),
    ("sprache der publikation", Label::Language),
    ("publikationssprache", Label::Language),
    ("langue", Label::Language),
    ("langue de publication", Label::Language),
    ("langue de la publication", Label::Language),
    ("idioma", Label::Language),
    ("idioma de la publicacion", Label::Language),
    ("idioma de publicacion", Label::Language),
    ("lengua", Label::Language),
    // Of addresses.
    ("url", Label::Url),
    ("document url", Label::Url),
    ("dokument url", Label::Url),
    ("url du document", Label::Url),
    ("url del documento", Label::Url),
    // Of sections.
    ("section", Label::Section),
    ("rubrik", Label::Section),
    ("ressort", Label::Section),
    ("abschnitt", Label::Section),
    ("rubrique", Label::Section),
    ("seccion", Label::Section),
    // Of the text.
    ("body", Label::Text),
    ("full text", Label::Text),
    ("text", Label::Text),
    ("volltext", Label::Text),
    ("haupttext", Label::Text),
    ("texte integral", Label::Text),
    ("texte", Label::Text),
    ("corps", Label::Text),
    ("corps du texte", Label::Text),
    ("texto completo", Label::Text),
    ("texto", Label::Text),
    ("cuerpo", Label::Text),
    ("abstract", Label::Abstract),
    ("zusammenfassung", Label::Abstract),
    ("resume", Label::Abstract),
    ("resumen", Label::Abstract),
    ("abstrakt", Label::Abstract),
    ("kurzfassung", Label::Abstract),
    ("copyright", Label::Copyright),
    ("urheberrecht", Label::Copyright),
    ("droits d auteur", Label::Copyright),
    ("droits dauteur", Label::Copyright),
    ("derechos de autor", Label::Copyright),
    // Before the text.
    ("length", Label::Head),
    ("lange", Label::Head),
    ("longueur", Label::Head),
    ("longitud", Label::Head),
    ("extension", Label::Head),
    ("dateline", Label::Head),
    ("ortsmarke", Label::Head),
    ("datumszeile", Label::Head),
    ("origine", Label::Head),
    ("lieu", Label::Head),
    ("lugar", Label::Head),
    ("series", Label::Head),
    ("serie", Label::Head),
    ("edition", Label::Head),
    ("ausgabe", Label::Head),
    ("edicion", Label::Head),
    ("distribution", Label::Head),
    ("links", Label::Head),
    // After the text.
    ("load date", Label::Tail),
    ("ladedatum", Label::Tail),
    ("update", Label::Tail),
    ("datum der letzten anderung", Label::Tail),
    ("date chargement", Label::Tail),
    ("date de chargement", Label::Tail),
    ("fecha carga", Label::Tail),
    ("fecha de carga", Label::Tail),
    ("graphic", Label::Tail),
    ("geo localization", Label::Tail),
    ("geo lokalisierung", Label::Tail),
    ("localisation geo", Label::Tail),
    ("localizacion geografica", Label::Tail),
    ("activity sector", Label::Tail),
    ("secteur activite", Label::Tail),
    ("stock symbol", Label::Tail),
    ("symbole boursier", Label::Tail),
    ("grafik", Label::Tail),
    ("graphique", Label::Tail),
    ("illustration", Label::Tail),
    ("grafico", Label::Tail),
    ("correction", Label::Tail),
    ("correction date", Label::Tail),
    ("notes", Label::Tail),
    ("type", Label::Tail),
    ("document type", Label::Tail),
    ("dokumententyp", Label::Tail),
    ("dokumenttyp", Label::Tail),
    ("type de document", Label::Tail),
    ("tipo de documento", Label::Tail),
    ("publication type", Label::Tail),
    ("publikationstyp", Label::Tail),
    ("zeitungstyp", Label::Tail),
    ("type publication", Label::Tail),
    ("type de publication", Label::Tail),
    ("tipo de publicacion", Label::Tail),
    ("journal code", Label::Tail),
    ("zeitschriftencode", Label::Tail),
    ("zeitungs code", Label::Tail),
    ("zeitungscode", Label::Tail),
    ("code du journal", Label::Tail),
    ("codigo de la publicacion", Label::Tail),
    ("acc no", Label::Tail),
    ("subject", Label::Tail),
    ("thema", Label::Tail),
    ("themen", Label::Tail),
    ("fach", Label::Tail),
    ("mots cles", Label::Tail),
    ("palabras clave", Label::Tail),
    ("klassifikation", Label::Tail),
    ("classification", Label::Tail),
    ("clasificacion", Label::Tail),
    ("schlagworter", Label::Tail),
    ("sujet", Label::Tail),
    ("materia", Label::Tail),
    ("tema", Label::Tail),
    ("person", Label::Tail),
    ("people", Label::Tail),
    ("personen", Label::Tail),
    ("personnes", Label::Tail),
    ("personas", Label::Tail),
    ("company", Label::Tail),
    ("company organization", Label::Tail),
    ("unternehmen", Label::Tail),
    ("unternehmen organisation", Label::Tail),
    ("entreprise organisation", Label::Tail),
    ("entreprise", Label::Tail),
    ("empresa organizacion", Label::Tail),
    ("organisation", Label::Tail),
    ("societe", Label::Tail),
    ("empresa", Label::Tail),
    ("organization", Label::Tail),
    ("ticker", Label::Tail),
    ("industry", Label::Tail),
    ("branche", Label::Tail),
    ("geographic", Label::Tail),
    ("location", Label::Tail),
    ("ort", Label::Tail),
    ("city", Label::Tail),
    ("state", Label::Tail),
    ("country", Label::Tail),
    ("credit", Label::Tail),
    ("bildnachweis", Label::Tail),
    ("credito", Label::Tail),
    ("caption", Label::Tail),
    ("word count", Label::Tail),
    ("business indexing term", Label::Tail),
    ("identifier keyword", Label::Tail),
    ("keywords", Label::Tail),
    ("pages", Label::Tail),
    ("seiten", Label::Tail),
    ("paginas", Label::Tail),
    ("first page", Label::Tail),
    ("erste seite", Label::Tail),
    ("premiere page", Label::Tail),
    ("primera pagina", Label::Tail),
    ("seitenanzahl", Label::Tail),
    ("nombre de pages", Label::Tail),
    ("numero de paginas", Label::Tail),
    ("column", Label::Tail),
    ("volume", Label::Tail),
    ("issue", Label::Tail),
    ("number of pages", Label::Tail),
    ("publication year", Label::Tail),
    ("erscheinungsjahr", Label::Tail),
    ("publikationsjahr", Label::Tail),
    ("annee de publication", Label::Tail),
    ("ano de publicacion", Label::Tail),
    ("year", Label::Tail),
    ("jahr", Label::Tail),
    ("jahrgang", Label::Tail),
    ("annee", Label::Tail),
    ("ano", Label::Tail),
    ("publisher", Label::Tail),
    ("herausgeber", Label::Tail),
    ("verlag", Label::Tail),
    ("editeur", Label::Tail),
    ("editorial", Label::Tail),
    ("place of publication", Label::Tail),
    ("erscheinungsort", Label::Tail),
    ("publikationsort", Label::Tail),
    ("lieu de publication", Label::Tail),
    ("lugar de publicacion", Label::Tail),
    ("country of publication", Label::Tail),
    ("erscheinungsland", Label::Tail),
    ("pays de publication", Label::Tail),
    ("pais de publicacion", Label::Tail),
    ("publication subject", Label::Tail),
    ("journal subject", Label::Tail),
    ("thema der publikation", Label::Tail),
    ("fachgebiet der publikation", Label::Tail),
    ("sujet de publication", Label::Tail),
    ("sujet de la publication", Label::Tail),
    ("materia de publicacion", Label::Tail),
    ("materia de la publicacion", Label::Tail),
    ("issn", Label::Tail),
    ("eissn", Label::Tail),
    ("source type", Label::Tail),
    ("quellentyp", Label::Tail),
    ("type de source", Label::Tail),
    ("tipo de fuente", Label::Tail),
    ("proquest document id", Label::Tail),
    ("proquest dokument id", Label::Tail),
    ("id de document proquest", Label::Tail),
    ("id du document proquest", Label::Tail),
    ("identificateur de document proquest", Label::Tail),
    ("id de documento de proquest", Label::Tail),
    ("numero de documento de proquest", Label::Tail),
    ("id del documento de proquest", Label::Tail),
    ("last updated", Label::Tail),
    ("zuletzt aktualisiert", Label::Tail),
    ("derniere mise a jour", Label::Tail),
    ("ultima actualizacion", Label::Tail),
    ("database", Label::Tail),
    ("datenbank", Label::Tail),
    ("base de donnees", Label::Tail),
    ("base de datos", Label::Tail),
];

/// Factiva's codes of the fields of an article.
const CODES: &[(&str, Label)] = &[
    ("HD", Label::Title),
    ("HL", Label::Title),
    ("BY", Label::Byline),
    ("AU", Label::Byline),
    ("CR", Label::Tail),
    ("WC", Label::Head),
    ("PD", Label::Date),
    ("ET", Label::Head),
    ("SN", Label::Outlet),
    ("SC", Label::Head),
    ("NGC", Label::Head),
    ("GC", Label::Head),
    ("ED", Label::Head),
    ("SE", Label::Section),
    ("CLM", Label::Head),
    ("PG", Label::Head),
    ("VOL", Label::Head),
    ("LA", Label::Language),
    ("CY", Label::Copyright),
    ("CX", Label::Head),
    ("LP", Label::Text),
    ("TD", Label::Text),
    ("ART", Label::Tail),
    ("RF", Label::Tail),
    ("CT", Label::Tail),
    ("CO", Label::Tail),
    ("IN", Label::Tail),
    ("NS", Label::Tail),
    ("RE", Label::Tail),
    ("IPC", Label::Tail),
    ("IPD", Label::Tail),
    ("PUB", Label::Tail),
    ("AN", Label::Tail),
];

/// The order of these codes in an article.
const CODE_ORDER: &[&str] = &[
    "SE", "CLM", "HD", "BY", "AU", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA",
    "CY", "CX", "LP", "TD", "ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
];

/// Characters of the longest label.
const LONGEST: usize = 40;

/// A label that is known by itself: "LOAD-DATE", "Länge".
pub(super) fn named(name: &str) -> Option<Label> {
    if name.len() > 2 * LONGEST {
        return None;
    }
    let folded = text::fold(name.trim()).replace(['-', '/', '\'', '’', '_'], " ");
    let folded = text::squeeze(&folded);
    LABELS.iter().find(|(known, _)| *known == folded).map(|(_, label)| *label)
}

/// A line that opens with a known label and a colon, and what follows.
pub(super) fn labelled(line: &str) -> Option<(Label, &str)> {
    let line = line.trim();
    let (name, rest) = line.split_once([':', '：'])?;
    (!rest.starts_with("//")).then(|| named(name)).flatten().map(|label| (label, rest.trim()))
}

/// The same where labels are in capitals, as classic Nexis prints them.
pub(super) fn shouted(line: &str) -> Option<(Label, &str)> {
    let name = line.trim_start().split(':').next()?;
    (!name.contains(char::is_lowercase)).then(|| labelled(line)).flatten()
}

/// Labels of the length of an article, folded.
const LENGTHS: &[&str] = &["length", "lange", "longueur", "longitud", "extension"];

/// Whether a line states the length of an article, its label in capitals.
pub(super) fn is_length(line: &str) -> bool {
    let name = || line.split(':').next().unwrap_or_default();
    shouted(line).is_some_and(|(label, _)| label == Label::Head)
        && LENGTHS.contains(&&*text::fold(name().trim()))
}

/// A line that is one of Factiva's codes.
pub(super) fn code(line: &str) -> Option<Label> {
    let line = line.trim().trim_end_matches(':').trim_end();
    CODES.iter().find(|(code, _)| *code == line).map(|(_, label)| *label)
}

/// The place of a code in the order that Factiva prints them in.
pub(super) fn code_place(word: &str) -> Option<usize> {
    CODE_ORDER.iter().position(|code| *code == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_four_languages() {
        assert_eq!(labelled("LÄNGE: 534 Wörter"), Some((Label::Head, "534 Wörter")));
        assert_eq!(labelled("Titre de la publication : Quai libre"), Some((Label::Outlet, "Quai libre")));
        assert_eq!(labelled("Fecha de publicación: 3 may 2022"), Some((Label::Date, "3 may 2022")));
        assert_eq!(labelled("LOAD-DATE: June 14, 2023").map(|(label, _)| label), Some(Label::Tail));
        assert_eq!(labelled("She said: no"), None);
        assert_eq!(shouted("Section: the third"), None);
        assert_eq!(code("HD"), Some(Label::Title));
        assert_eq!(code("OK"), None);
    }

    #[test]
    fn every_label_is_folded() {
        for (name, _) in LABELS {
            assert!(named(name).is_some() || name.contains(['/', '-']), "{name}");
        }
    }
}
