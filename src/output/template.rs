//! Lines of the user's own making.

use std::io::{self, Write};

use crate::output::columns::{self, Column};
use crate::output::{Render, Sheet, csv};
use crate::search::Hit;
use crate::text;

/// A line a row, put together from columns: `{date} {outlet} {title}`.
pub struct Template {
    parts: Vec<Part>,
    /// What ends a row.
    end: u8,
}

enum Part {
    Text(String),
    Column(&'static Column),
}

impl Template {
    /// Reads a template: names of columns in braces, `{{` and `}}` for braces, `\n` and `\t` for a line feed and a
    /// tab, `\\` for a backslash. With `null`, rows end in a NUL byte instead of a line feed.
    ///
    /// # Errors
    ///
    /// What is wrong with it, for the user.
    pub fn parse(text: &str, null: bool) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '{' | '}' if chars.next_if_eq(&c).is_some() => plain.push(c),
                '{' => {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                    parts.push(Part::Column(named(&mut chars)?));
                }
                '}' => return Err("a `}` without `{`; write `}}` for a brace".to_owned()),
                '\\' => plain.push(escaped(chars.next())?),
                c => plain.push(c),
            }
        }
        parts.push(Part::Text(plain));
        Ok(Self { parts, end: if null { b'\0' } else { b'\n' } })
    }
}

fn named(chars: &mut impl Iterator<Item = char>) -> Result<&'static Column, String> {
    let mut name = String::new();
    loop {
        match chars.next() {
            Some('}') => break,
            Some(c) => name.push(c),
            None => return Err(format!("`{{{name}` has no end; close it with `}}`")),
        }
    }
    columns::find(name.trim()).ok_or_else(|| format!("there is no `{{{name}}}`, only {}", columns::names()))
}

fn escaped(c: Option<char>) -> Result<char, String> {
    match c {
        Some('n') => Ok('\n'),
        Some('t') => Ok('\t'),
        Some('\\') => Ok('\\'),
        _ => Err("behind a backslash, only `n`, `t` and `\\` mean something".to_owned()),
    }
}

impl Render for Template {
    fn name(&self) -> &'static str {
        "template"
    }

    fn help(&self) -> &'static str {
        "lines of your own making, as --template says"
    }

    fn hit(&self, _at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        for row in csv::rows(hit, sheet.rows) {
            for part in &self.parts {
                match part {
                    Part::Text(text) => out.write_all(text.as_bytes())?,
                    Part::Column(column) => out.write_all(text::printable(&column.value(&row)).as_bytes())?,
                }
            }
            out.write_all(&[self.end])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Rows, sample};

    fn shown(template: &str, null: bool) -> Result<String, String> {
        Ok(sample::rendered(&Template::parse(template, null)?, &sample::answer(), Rows::Articles))
    }

    #[test]
    fn a_template_is_filled_from_columns() {
        let shown = |template| shown(template, false);
        assert_eq!(
            shown("{date} {outlet} {title}").as_deref(),
            Ok("2023-06-14 The Harrowmere Courier Harbour strike ends\n  \n")
        );
        assert_eq!(shown(r"{{{ date }}}\t\\").as_deref(), Ok("{2023-06-14}\t\\\n{}\t\\\n"));
    }

    #[test]
    fn rows_may_end_in_nul() {
        assert_eq!(shown("{path}", true).as_deref(), Ok("courier/strike.txt\0notes.txt\0"));
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (template, told) in
            [("{colour}", "headline"), ("{date", "close it"), ("date}", "}}"), (r"\x", "backslash")]
        {
            assert!(shown(template, false).is_err_and(|message| message.contains(told)), "{template}");
        }
    }
}
