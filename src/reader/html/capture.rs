//! What the browser that saved a page has noted of it in a comment on top.

use crate::reader::{Field, Hint, Origin};
use crate::text;

/// Bytes at the beginning of a page in which such a comment stands.
const HEAD: usize = 4096;

/// The address and the time of the capture, where a comment of `SingleFile` or of a browser's "save page" tells them.
///
/// Source: the comments that `SingleFile` writes (`url:`, `saved date:`) and that Internet Explorer, Chromium and Firefox
/// put on top of pages (`saved from url=(0042)https://…`).
pub(super) fn hints(html: &str) -> Vec<Hint> {
    let end = (0..=HEAD.min(html.len())).rev().find(|at| html.is_char_boundary(*at)).unwrap_or(0);
    let head = &html[..end];
    let comments = head.split("<!--").skip(1).map(|rest| rest.split("-->").next().unwrap_or_default());
    comments.map(of_comment).find(|hints| !hints.is_empty()).unwrap_or_default()
}

fn of_comment(comment: &str) -> Vec<Hint> {
    let single_file = comment.contains("SingleFile");
    let line = |name: &str| {
        let mut lines = comment.lines().filter(|_| single_file);
        lines.find_map(|line| line.trim().strip_prefix(name).map(str::trim))
    };
    let old = || comment.split_once("saved from url=(")?.1.split_once(')').map(|(_, url)| url.trim());
    let address = line("url:").or_else(old).and_then(|address| address.split_whitespace().next());
    let address = address.filter(|address| address.starts_with("http"));
    let hint = |field, value: &str| Hint { field, value: text::squeeze(value), origin: Origin::Capture };
    let address = address.map(|address| hint(Field::Url, address));
    let date = line("saved date:").filter(|date| !date.is_empty()).map(|date| hint(Field::Captured, date));
    address.into_iter().chain(date).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Vec<String> {
        hints(html).iter().map(|hint| format!("{:?} {}", hint.field, hint.value)).collect()
    }

    #[test]
    fn the_comment_of_singlefile_is_read() {
        let html = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://courier.example/a \n \
                    saved date: Tue May 16 2023 09:30:00 GMT+0200 (CEST)\n--><meta charset=utf-8>";
        assert_eq!(
            told(html),
            ["Url https://courier.example/a", "Captured Tue May 16 2023 09:30:00 GMT+0200 (CEST)"]
        );
    }

    #[test]
    fn the_comment_of_browsers_is_read() {
        let html = "<!DOCTYPE html>\n<!-- saved from url=(0025)https://courier.example/a -->\n<html>";
        assert_eq!(told(html), ["Url https://courier.example/a"]);
        assert!(
            told("<!-- url: https://courier.example/a --><!-- saved from url=(0014)about:internet -->")
                .is_empty()
        );
    }
}
