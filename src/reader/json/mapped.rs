//! Reads objects of a shape that the user has told of.

use serde_json::{Map, Value};

use crate::reader::json::fields;
use crate::reader::{Field, Hint};
use crate::settings::{Mapping, Places};

/// How many values of one field are taken.
const MOST_VALUES: usize = 10_000;

/// The shape that fits an object in a file at this path: the first whose text is there.
pub(in crate::reader) fn find<'m>(
    mappings: &'m [Mapping],
    path: &str,
    object: &Map<String, Value>,
) -> Option<&'m Mapping> {
    let mut of = mappings.iter().filter(|mapping| mapping.is_of(path));
    of.find(|mapping| records(mapping, object).any(|object| has_text(mapping, object)))
}

fn has_text(mapping: &Mapping, object: &Map<String, Value>) -> bool {
    mapping.text.0.iter().any(|place| !values(object, place).is_empty())
}

/// The articles of an object: itself, or the objects at the place that the shape names.
pub(in crate::reader) fn records<'o>(
    mapping: &Mapping,
    object: &'o Map<String, Value>,
) -> Box<dyn Iterator<Item = &'o Map<String, Value>> + 'o> {
    match &mapping.records {
        None => Box::new(std::iter::once(object)),
        Some(place) => Box::new(values(object, place).into_iter().filter_map(Value::as_object)),
    }
}

/// The values of the text, in the order of its places.
pub(in crate::reader) fn text<'o>(mapping: &Mapping, object: &'o Map<String, Value>) -> Vec<&'o Value> {
    mapping.text.0.iter().flat_map(|place| values(object, place)).collect()
}

/// The metadata at the places that the shape names, then what stands under usual names of the other fields.
pub(in crate::reader) fn hints(mapping: &Mapping, object: &Map<String, Value>) -> Vec<Hint> {
    let named = [
        (Field::Title, &mapping.title),
        (Field::Standfirst, &mapping.standfirst),
        (Field::Byline, &mapping.byline),
        (Field::Outlet, &mapping.outlet),
        (Field::Date, &mapping.date),
        (Field::Language, &mapping.language),
        (Field::Url, &mapping.url),
        (Field::Section, &mapping.section),
    ];
    let mut hints: Vec<Hint> =
        named.iter().flat_map(|(field, places)| field_hints(*field, places, object)).collect();
    let told = |field: Field| named.iter().any(|(known, places)| *known == field && !places.0.is_empty());
    hints.extend(fields::record_hints(object).into_iter().filter(|hint| !told(hint.field)));
    hints
}

/// The hints of one field: those of the first place that has any.
fn field_hints(field: Field, places: &Places, object: &Map<String, Value>) -> Vec<Hint> {
    let at = |place: &String| -> Vec<Hint> {
        let found = values(object, place).into_iter();
        found.flat_map(fields::strings).map(|value| fields::stated(field, value)).collect()
    };
    places.0.iter().map(at).find(|hints| !hints.is_empty()).unwrap_or_default()
}

/// The values at a place, those that say nothing left out.
fn values<'o>(object: &'o Map<String, Value>, place: &str) -> Vec<&'o Value> {
    let mut found = Vec::new();
    inside(object, place, &mut found);
    found.retain(|value| !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty()));
    found
}

/// A name may hold dots itself, so the longest one that is there is taken.
fn inside<'o>(object: &'o Map<String, Value>, place: &str, found: &mut Vec<&'o Value>) {
    if let Some(value) = object.get(place) {
        return take(value, None, found);
    }
    let ends = place.rmatch_indices('.').map(|(at, _)| at);
    for end in ends {
        if let Some(value) = object.get(&place[..end]) {
            return take(value, Some(&place[end + 1..]), found);
        }
    }
}

/// Takes a value, or what stands at the rest of the way in it; of a list each, or the one that a number picks.
fn take<'o>(value: &'o Value, rest: Option<&str>, found: &mut Vec<&'o Value>) {
    match (value, rest) {
        _ if found.len() >= MOST_VALUES => {}
        (Value::Array(values), Some(rest)) => {
            let (first, further) =
                rest.split_once('.').map_or((rest, None), |(first, further)| (first, Some(further)));
            match first.parse::<usize>() {
                Ok(at) => values.get(at).into_iter().for_each(|value| take(value, further, found)),
                Err(_) => values.iter().for_each(|value| take(value, Some(rest), found)),
            }
        }
        (Value::Array(values), None) => values.iter().for_each(|value| take(value, None, found)),
        (Value::Object(object), Some(rest)) => inside(object, rest, found),
        (_, Some(_)) => {}
        (value, None) => found.push(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(json: &str, place: &str) -> String {
        let object: Map<String, Value> = serde_json::from_str(json).expect("an object");
        let found: Vec<String> = values(&object, place).into_iter().map(ToString::to_string).collect();
        found.join(" ")
    }

    #[test]
    fn places_lead_through_objects_and_lists() {
        let json = r#"{"head": {"main": "A"}, "by": [{"name": "B"}, {"name": "C"}], "dc.title": "D", "x": [1, [2, 3]],
            "none": null}"#;
        assert_eq!(at(json, "head.main"), "\"A\"");
        assert_eq!(at(json, "by.name"), "\"B\" \"C\"");
        assert_eq!(at(json, "by.1.name"), "\"C\"");
        assert_eq!(at(json, "dc.title"), "\"D\"");
        assert_eq!(at(json, "x"), "1 2 3");
        assert_eq!(at(json, "head.other") + &at(json, "none") + &at(json, "head.main.x"), "");
    }
}
