//! Where the fields of an article stand in JSON and tables of a shape of their own.
//!
//! In: the `[[reader.json]]` and `[[reader.csv]]` of a settings file. Out: [`Mappings`], for the readers. A place is the
//! names on the way to a value, joined by dots; lists on the way are gone through, a number picks one of a list.

use serde::{Deserialize, Deserializer, Serialize};

/// The shapes that the user has told of, each list in the order of the file: the first that fits a record counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mappings {
    /// Of JSON and JSON Lines.
    #[serde(default)]
    pub json: Vec<Mapping>,
    /// Of CSV and TSV, by the names of columns.
    #[serde(default)]
    pub csv: Vec<Mapping>,
}

/// One shape: where each field stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The file, or folder of files, inside the corpus that is of this shape; any where it says nothing.
    #[serde(default)]
    pub path: Option<String>,
    /// Where the list of articles stands in a document that holds several.
    #[serde(default)]
    pub records: Option<String>,
    /// The text; of several places all, in this order.
    pub text: Places,
    /// The headline; of this and the others the first place that has one.
    #[serde(default)]
    pub title: Places,
    /// The deck under the headline.
    #[serde(default)]
    pub standfirst: Places,
    /// Who wrote it.
    #[serde(default)]
    pub byline: Places,
    /// Who published it.
    #[serde(default)]
    pub outlet: Places,
    /// When it was published.
    #[serde(default)]
    pub date: Places,
    /// The language it is written in.
    #[serde(default)]
    pub language: Places,
    /// Its address.
    #[serde(default)]
    pub url: Places,
    /// The part of the paper.
    #[serde(default)]
    pub section: Places,
}

/// Places of one field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Places(pub Vec<String>);

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected where the field stands, in quotes, or a list of such places")]
        enum OneOrMore {
            One(String),
            More(Vec<String>),
        }
        Ok(match OneOrMore::deserialize(deserializer)? {
            OneOrMore::One(place) => Self(vec![place]),
            OneOrMore::More(places) => Self(places),
        })
    }
}

impl Mapping {
    /// Whether a file of the corpus is one that this shape is told of.
    pub fn is_of(&self, path: &str) -> bool {
        let Some(place) = &self.path else { return true };
        let place = place.trim_matches('/');
        path.strip_prefix(place)
            .is_some_and(|rest| place.is_empty() || rest.is_empty() || rest.starts_with('/'))
    }
}

impl Mappings {
    /// What they say, the same text for the same mappings; empty for none.
    pub fn memo(&self) -> String {
        if *self == Self::default() {
            return String::new();
        }
        serde_json::to_string(self).expect("mappings are names and texts")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_that_of_a_file_or_of_a_folder() {
        let of = |path: &str| Mapping {
            path: Some(path.to_owned()),
            ..toml::from_str("text = 'a'").expect("a mapping")
        };
        assert!(of("agency").is_of("agency/2023/a.json") && of("agency/").is_of("agency/a.json"));
        assert!(of("a.json").is_of("a.json") && !of("agency").is_of("agency-2/a.json"));
    }
}
