//! The attributes of an element that readers look at, found in one pass over all of them.

use super::tree::Element;

/// Values of attributes; `None` for those that the element does not have.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Attributes<'a> {
    pub(super) class: Option<&'a str>,
    pub(super) id: Option<&'a str>,
    pub(super) test_id: Option<&'a str>,
    pub(super) component: Option<&'a str>,
    pub(super) role: Option<&'a str>,
    pub(super) itemprop: Option<&'a str>,
    pub(super) property: Option<&'a str>,
    pub(super) rel: Option<&'a str>,
    pub(super) href: Option<&'a str>,
    pub(super) style: Option<&'a str>,
    pub(super) datetime: Option<&'a str>,
    pub(super) content: Option<&'a str>,
    pub(super) hidden: Option<&'a str>,
    pub(super) aria_hidden: Option<&'a str>,
    pub(super) pubdate: Option<&'a str>,
}

impl<'a> Attributes<'a> {
    /// Those of an element. Asking the element for one by its name costs as much as this.
    pub(super) fn of(element: &'a Element) -> Self {
        let mut found = Self::default();
        for (name, value) in element.attrs() {
            let place = match name {
                "class" => &mut found.class,
                "id" => &mut found.id,
                "data-testid" => &mut found.test_id,
                "data-component" => &mut found.component,
                "role" => &mut found.role,
                "itemprop" => &mut found.itemprop,
                "property" => &mut found.property,
                "rel" => &mut found.rel,
                "href" => &mut found.href,
                "style" => &mut found.style,
                "datetime" => &mut found.datetime,
                "content" => &mut found.content,
                "hidden" => &mut found.hidden,
                "aria-hidden" => &mut found.aria_hidden,
                "pubdate" => &mut found.pubdate,
                _ => continue,
            };
            *place = Some(value);
        }
        found
    }

    /// Whether one of the words of a value is this, capitals or not.
    pub(super) fn has_word(value: Option<&str>, word: &str) -> bool {
        value.is_some_and(|words| words.split_whitespace().any(|known| known.eq_ignore_ascii_case(word)))
    }
}
