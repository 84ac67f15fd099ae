//! Front matter.

use serde_json::{Map, Value};

/// The most bytes that front matter may have; a longer one is the text's own rule and what follows it.
const MOST_BYTES: usize = 64 * 1024;

/// What its aliases may stand for altogether, in values and brackets: people write a few, a bomb a million.
const MOST_REPEATED: usize = 10_000;

/// Parts front matter from the text: YAML between `---`, TOML between `+++`. Without one, or with one that is not
/// closed, all is text. A broken one still gives its simple `name: value` lines.
pub(super) fn split(text: &str) -> (Map<String, Value>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let none = || (Map::new(), text);
    let Some((fence, rest)) = text.split_once('\n') else { return none() };
    let fence = fence.trim_end();
    if fence != "---" && fence != "+++" {
        return none();
    }
    let Some((matter, after)) = closed(rest, fence) else { return none() };
    let read = if fence == "+++" { toml(matter) } else { yaml(matter) };
    (read.unwrap_or_else(|| simple(matter)), after)
}

/// What stands before and after the closing fence.
fn closed<'a>(rest: &'a str, fence: &str) -> Option<(&'a str, &'a str)> {
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let trimmed = line.trim_end();
        if trimmed == fence || (fence == "---" && trimmed == "...") {
            return Some((&rest[..at], &rest[at + line.len()..]));
        }
        at += line.len();
        if at > MOST_BYTES {
            return None;
        }
    }
    None
}

fn yaml(matter: &str) -> Option<Map<String, Value>> {
    let alias_limits = serde_saphyr::alias_limits! { max_total_replayed_events: MOST_REPEATED };
    // The parser bounds nesting by itself.
    let options = serde_saphyr::options! { alias_limits: alias_limits };
    serde_saphyr::from_str_with_options(matter, options).ok()
}

fn toml(matter: &str) -> Option<Map<String, Value>> {
    match from_toml(matter.parse::<toml::Table>().ok()?.into()) {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(name, value)| (name, from_toml(value))).collect())
        }
        toml::Value::Array(values) => Value::Array(values.into_iter().map(from_toml).collect()),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::String(text) => text.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
    }
}

fn simple(matter: &str) -> Map<String, Value> {
    let pair = |line: &str| {
        let (name, value) = line.split_once([':', '='])?;
        let value = value.trim().trim_matches(['"', '\'']);
        let plain = !value.is_empty() && !name.starts_with([' ', '-', '#']);
        plain.then(|| (name.trim().to_owned(), Value::from(value)))
    };
    matter.lines().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml_are_read() {
        let (matter, text) =
            split("---\ntitle: \"Tide: high\"\ndate: 2022-08-04\nauthor: [A, B]\n---\nBody.");
        assert_eq!(matter["title"], "Tide: high");
        assert_eq!(matter["date"], "2022-08-04");
        assert_eq!(text, "Body.");
        let (matter, _) = split("+++\ntitle = \"Tide\"\ndate = 2022-08-04\n+++\nBody.");
        assert_eq!(matter["date"], "2022-08-04");
    }

    #[test]
    fn broken_yaml_still_gives_its_simple_lines() {
        let (matter, text) = split("---\ntitle: Tide: high: again\n\tdate: [\n---\nBody.");
        assert_eq!(matter["title"], "Tide: high: again");
        assert_eq!(text, "Body.");
    }

    #[test]
    fn a_rule_at_the_top_is_no_front_matter() {
        assert_eq!(split("---\nThe tide turned.\n").1, "---\nThe tide turned.\n");
    }

    #[test]
    fn a_hostile_front_matter_returns() {
        let deep = format!("---\na: {}\n---\nBody.", "[".repeat(5000));
        assert_eq!(split(&deep).1, "Body.");
        let bomb = "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n\
                    d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e]\n---\nBody.";
        assert_eq!(split(bomb).1, "Body.");
    }

    #[test]
    fn aliases_stand_for_a_few_values_and_not_for_memory() {
        let (matter, _) = split("---\nfirst: &who Ada Pell\nauthor: [*who, Kei Tan]\n---\nBody.");
        assert_eq!(matter["author"][0], "Ada Pell");
        let tripled = |at: usize| format!("a{}: &a{} [*a{at}, *a{at}, *a{at}]\n", at + 1, at + 1);
        let bomb: String = (0..10).map(tripled).collect();
        let page = format!("---\ntitle: Tide\na0: &a0 [x]\n{bomb}---\nBody.");
        let (matter, text) = split(&page);
        assert_eq!((&matter["title"], text), (&"Tide".into(), "Body."));
        assert!(matter["a10"].is_string(), "the line as it is typed");
    }
}
