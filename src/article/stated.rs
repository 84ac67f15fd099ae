//! What is known of an article that this program wrote: what it said then.

use crate::article::{Circumstances, Metadata, Stated};
use crate::reader::{Field, Hint, Page};
use crate::text::PartialDate;

/// The metadata as stated, each with the origin that it had; the outlet and the language are settled before, and no date
/// is later than today.
pub(super) fn metadata(page: &Page, around: &Circumstances<'_>) -> Metadata {
    let text =
        |field| hint(page, field).map(|hint| Stated { value: hint.value.clone(), origin: hint.origin });
    let date = |hint: &Hint| {
        let value = PartialDate::parse(&hint.value).filter(|date| date.first_day() <= around.today)?;
        Some(Stated { value, origin: hint.origin })
    };
    Metadata {
        title: text(Field::Title),
        standfirst: text(Field::Standfirst),
        byline: byline(page),
        outlet: around.outlet.map(|outlet| Stated { value: outlet.name.clone(), origin: outlet.origin }),
        date: hint(page, Field::Date).and_then(date),
        language: around.lang.clone(),
        url: text(Field::Url),
        section: text(Field::Section),
    }
}

fn hint(page: &Page, field: Field) -> Option<&Hint> {
    page.hints.iter().find(|hint| hint.field == field)
}

fn byline(page: &Page) -> Option<Stated<Vec<String>>> {
    let all = page.hints.iter().filter(|hint| hint.field == Field::Byline);
    let value: Vec<String> = all.map(|hint| hint.value.clone()).collect();
    Some(Stated { value, origin: hint(page, Field::Byline)?.origin })
}
