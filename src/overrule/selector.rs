//! CSS selectors, as far as the marks of blocks can answer them.
//!
//! The index keeps, for every block of a web page, the names of the block-level elements around it and the words of
//! their `class`, `id`, `role` and `itemprop` attributes. That answers element names, `.class`, `#id`, `*`, several
//! of these on one element, and the combinators for descendants (a blank) and children (`>`). A selector that needs
//! more is refused with the reason: a rule that silently never matched would be worse.

use crate::reader::{Marks, is_block_element};

/// Bytes of the longest selector.
const MOST_BYTES: usize = 1000;

/// A list of selectors, one of which has to match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Selector(Vec<Vec<Step>>);

/// One element of a selector.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Step {
    /// Whether it has to be a child of the one before, not only a descendant.
    child: bool,
    name: Option<String>,
    words: Vec<String>,
}

impl Selector {
    /// Reads a selector.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.len() > MOST_BYTES {
            return Err(format!("has more than {MOST_BYTES} bytes; part it into several rules"));
        }
        text.split(',').map(|one| steps(one.trim())).collect::<Result<_, _>>().map(Self)
    }

    /// Whether it matches an element around a block.
    pub(super) fn matches(&self, marks: &Marks) -> bool {
        let names = marks.path.split('>');
        let elements: Vec<(&str, &str)> = names.zip(marks.classes.split('>')).collect();
        self.0.iter().any(|steps| fits(steps, &elements))
    }
}

/// Whether the steps, last one last, match elements of a path from the outside in.
///
/// `here[k]` says whether the first `k` steps match with the last of them at the element looked at, `parent[k]` and
/// `above[k]` the same of its parent and of any element around it: one pass, steps times elements.
fn fits(steps: &[Step], elements: &[(&str, &str)]) -> bool {
    let mut above = vec![false; steps.len() + 1];
    let mut parent = vec![false; steps.len() + 1];
    above[0] = true;
    for element in elements {
        let mut here = vec![false; steps.len() + 1];
        for (at, step) in steps.iter().enumerate() {
            let before = if step.child { parent[at] } else { above[at] };
            here[at + 1] = before && step.matches(*element);
        }
        if here[steps.len()] {
            return true;
        }
        above.iter_mut().zip(&here).for_each(|(above, here)| *above |= here);
        parent = here;
    }
    false
}

impl Step {
    fn matches(&self, (name, words): (&str, &str)) -> bool {
        self.name.as_ref().is_none_or(|wanted| wanted == name)
            && self.words.iter().all(|wanted| words.split(' ').any(|word| word == wanted))
    }
}

fn steps(text: &str) -> Result<Vec<Step>, String> {
    if text.is_empty() {
        return Err("has an empty part; take out the comma, or write a selector there".to_owned());
    }
    let mut steps: Vec<Step> = Vec::new();
    let mut child = false;
    for part in text.replace('>', " > ").split_whitespace() {
        if part == ">" {
            if child || steps.is_empty() {
                return Err("has a `>` with nothing in front of it".to_owned());
            }
            child = true;
        } else {
            steps.push(Step { child, ..step(part)? });
            child = false;
        }
    }
    if child { Err("ends in `>`; write which child is meant".to_owned()) } else { Ok(steps) }
}

fn step(part: &str) -> Result<Step, String> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if let Some(odd) = part.chars().find(|c| !is_name(*c) && !matches!(c, '.' | '#' | '*')) {
        return Err(format!(
            "has `{odd}`; rules know element names, `.class`, `#id`, `*`, descendants and `>`, for these are what \
             the index keeps of a page"
        ));
    }
    let end = part.find(['.', '#']).unwrap_or(part.len());
    let (name, mut rest) = part.split_at(end);
    let mut step = Step { name: element(name)?, ..Step::default() };
    while let Some(after) = rest.strip_prefix(['.', '#']) {
        let end = after.find(['.', '#']).unwrap_or(after.len());
        if end == 0 || after[..end].contains('*') {
            return Err(format!("has no name after a `.` or `#` in `{part}`"));
        }
        step.words.push(after[..end].to_owned());
        rest = &after[end..];
    }
    Ok(step)
}

fn element(name: &str) -> Result<Option<String>, String> {
    let name = name.to_lowercase();
    match name.as_str() {
        "" | "*" => Ok(None),
        _ if name.contains('*') => Err(format!("has `{name}`; a `*` stands alone")),
        _ if is_block_element(&name) => Ok(Some(name)),
        _ => Err(format!(
            "names `{name}`, which runs inside a paragraph or is no element; rules see the elements that make \
             paragraphs: name the one around it"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(path: &str, classes: &str) -> Marks {
        Marks {
            path: path.to_owned(),
            classes: classes.to_owned(),
            container: 0,
            around: Vec::new(),
            hidden: false,
        }
    }

    fn matches(selector: &str) -> bool {
        let marks = marks("body>main>div>aside>ul>li", ">content>story wide>promo box>>");
        Selector::parse(selector).expect("a selector").matches(&marks)
    }

    #[test]
    fn a_selector_matches_any_element_around_a_block() {
        for selector in [
            "aside",
            "li",
            ".promo",
            "aside.promo.box",
            "#content .promo",
            "main > div > aside",
            "*",
            "nav, aside li",
        ] {
            assert!(matches(selector), "{selector}");
        }
    }

    #[test]
    fn and_no_other() {
        for selector in
            ["nav", ".prom", "aside.wide", "main > aside", ".promo .story", "li aside", "ul > aside"]
        {
            assert!(!matches(selector), "{selector}");
        }
    }

    #[test]
    fn children_are_found_behind_a_descendant_that_leads_nowhere() {
        let marks = marks("div>p>div>section>p", "a>>a>>");
        let found = |selector: &str| Selector::parse(selector).expect("a selector").matches(&marks);
        assert!(found(".a > section > p"));
        assert!(found("div div > section"));
        assert!(!found("div > div"));
    }

    #[test]
    fn what_marks_cannot_answer_is_refused() {
        let refusal = |selector: &str| Selector::parse(selector).expect_err("refused");
        insta::assert_snapshot!(refusal("p:first-child"), @"has `:`; rules know element names, `.class`, `#id`, `*`, descendants and `>`, for these are what the index keeps of a page");
        insta::assert_snapshot!(refusal("a.read-more"), @"names `a`, which runs inside a paragraph or is no element; rules see the elements that make paragraphs: name the one around it");
        insta::assert_snapshot!(refusal("aside,"), @"has an empty part; take out the comma, or write a selector there");
        insta::assert_snapshot!(refusal("aside >"), @"ends in `>`; write which child is meant");
        insta::assert_snapshot!(refusal("> aside"), @"has a `>` with nothing in front of it");
        insta::assert_snapshot!(refusal("aside."), @"has no name after a `.` or `#` in `aside.`");
        insta::assert_snapshot!(refusal("as*de"), @"has `as*de`; a `*` stands alone");
        assert!(Selector::parse(&"a".repeat(1001)).is_err());
    }
}
