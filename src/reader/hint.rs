//! What a format states of a page.

use serde::{Deserialize, Serialize};

/// One piece of metadata as the format states it, not yet judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// What it is about.
    pub field: Field,
    /// As stated, white space folded.
    pub value: String,
    /// Where it was stated.
    pub origin: Origin,
}

/// The metadata fields of an article.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The headline.
    Title,
    /// The deck under the headline.
    Standfirst,
    /// Who wrote it; one hint an author where the format parts them.
    Byline,
    /// Who published it.
    Outlet,
    /// When it was published.
    Date,
    /// The language it is written in.
    Language,
    /// Its address.
    Url,
    /// The part of the paper.
    Section,
    /// When the copy was saved: no date of publication.
    Captured,
}

/// Where a piece of metadata comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Origin {
    /// The user's own word.
    User,
    /// A JSON-LD block.
    JsonLd,
    /// A `<meta>` element, those of `OpenGraph` aside.
    Meta,
    /// An `OpenGraph` property.
    OpenGraph,
    /// Microdata or `RDFa` of the page.
    Microdata,
    /// A `<time>` element.
    TimeElement,
    /// The `<title>` element.
    TitleElement,
    /// A `<link>` element or the `lang` attribute of the page.
    Html,
    /// Front matter of a Markdown file.
    FrontMatter,
    /// A field of a JSON record.
    Record,
    /// A heading of the page.
    Heading,
    /// The byline or date line of the page.
    Byline,
    /// The place-and-date opening of the first paragraph.
    Dateline,
    /// The address of the page.
    Url,
    /// What the outlet repeats on its pages.
    Furniture,
    /// The page's own masthead or self-naming lines.
    Masthead,
    /// The name of the file.
    FileName,
    /// The folder that the file lies in.
    Folder,
    /// The words of the text.
    Text,
    /// A line of the page that says when it was last changed.
    Update,
    /// The header of a message.
    Mail,
    /// What a web archive or the browser that saved the page has noted of it.
    Capture,
}

impl Origin {
    /// Every origin.
    const ALL: [Self; 22] = [
        Self::User,
        Self::JsonLd,
        Self::Meta,
        Self::OpenGraph,
        Self::Microdata,
        Self::TimeElement,
        Self::TitleElement,
        Self::Html,
        Self::FrontMatter,
        Self::Record,
        Self::Heading,
        Self::Byline,
        Self::Dateline,
        Self::Url,
        Self::Furniture,
        Self::Masthead,
        Self::FileName,
        Self::Folder,
        Self::Text,
        Self::Update,
        Self::Mail,
        Self::Capture,
    ];

    /// The origin of this [name](Origin::name).
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.name() == name)
    }

    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::JsonLd => "json-ld",
            Self::Meta => "meta",
            Self::OpenGraph => "opengraph",
            Self::Microdata => "microdata",
            Self::TimeElement => "time element",
            Self::TitleElement => "title element",
            Self::Html => "html",
            Self::FrontMatter => "front matter",
            Self::Record => "record",
            Self::Heading => "heading",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Url => "url",
            Self::Furniture => "furniture",
            Self::Masthead => "masthead",
            Self::FileName => "file name",
            Self::Folder => "folder",
            Self::Text => "text",
            Self::Update => "update line",
            Self::Mail => "mail header",
            Self::Capture => "capture",
        }
    }
}
