//! Dates in addresses and names of files.

use crate::lang;
use crate::text::PartialDate;

/// The date in the path of an address: `/2023/06/14/`, `/2023-06-14-`, `/20230614/`, `/2023/06/`.
pub(in crate::article) fn of_path(path: &str) -> Option<PartialDate> {
    let runs: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let number = |run: &str, digits: usize| {
        (run.len() <= digits && !run.is_empty()).then(|| run.parse::<u16>().ok()).flatten()
    };
    let year =
        |run: &str| number(run, 4).filter(|_| run.len() == 4).filter(|year| (1900..2200).contains(year));
    let mut month_only = None;
    for (at, run) in runs.iter().enumerate() {
        if run.len() == 8
            && run.bytes().all(|byte| byte.is_ascii_digit())
            && year(&run[..4]).is_some()
            && let Some(date) = PartialDate::parse(&format!("{}-{}-{}", &run[..4], &run[4..6], &run[6..]))
        {
            return Some(date);
        }
        let Some(year) = year(run) else { continue };
        let part = |offset: usize| runs.get(at + offset).and_then(|run| month_or_number(run));
        match (part(1), part(2)) {
            (Some(month), Some(day)) => {
                if let Some(date) = PartialDate::day(year.into(), month, day) {
                    return Some(date);
                }
            }
            (Some(month), None) => month_only = month_only.or_else(|| PartialDate::month(year.into(), month)),
            _ => {}
        }
    }
    month_only
}

/// The year in the path of an address or in a file's name; `None` where it names none, or two that differ.
pub(in crate::article) fn year_of_path(path: &str) -> Option<i32> {
    let runs = path.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    let mut years = runs.filter_map(|run| run.parse().ok()).filter(|year| (1900..2200).contains(year));
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// A part of a path as the number of a day or month; English month names count.
fn month_or_number(run: &str) -> Option<u8> {
    if run.len() <= 2 {
        return run.parse().ok();
    }
    let run = run.to_ascii_lowercase();
    lang::pack(lang::Lang::EN)?.months.iter().find(|(name, _)| *name == run).map(|(_, month)| *month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_its_date() {
        let of = |path| of_path(path).map(|date| date.to_string());
        assert_eq!(of("/2023/06/14/strike").as_deref(), Some("2023-06-14"));
        assert_eq!(of("/news/2023-06-14-strike").as_deref(), Some("2023-06-14"));
        assert_eq!(of("/2023/jun/14/strike").as_deref(), Some("2023-06-14"));
        assert_eq!(of("/2023/06/strike").as_deref(), Some("2023-06"));
        assert_eq!(of("/story-20231"), None);
        assert_eq!(year_of_path("/2023/strike-in-2023"), Some(2023));
        assert_eq!(year_of_path("/2023/review-of-2022"), None);
    }
}
