//! Plain text, for reading and sending.

use std::io::{self, Write};

use crate::index::StoredArticle;
use crate::output::{Citation, Render, Rows, Sheet, terminal};
use crate::search::Hit;

/// A headline, its citation, and the passages or the whole text, parted by blank lines.
pub struct Text;

/// What parts one article from the next.
const RULE: &str = "* * *";

impl Render for Text {
    fn name(&self) -> &'static str {
        "txt"
    }

    fn help(&self) -> &'static str {
        "plain text: passages or articles with their citations"
    }

    fn hit(&self, at: usize, hit: &Hit, sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
        if at > 0 {
            writeln!(out, "\n{RULE}\n")?;
        }
        if sheet.rows == Rows::Articles {
            return write_article(&hit.article, out);
        }
        let whole = Citation::of(&hit.article, None);
        writeln!(out, "{}", terminal::line(whole.name()))?;
        for passage in &hit.passages {
            let cited = Citation::of(&hit.article, Some(passage));
            writeln!(out, "\n“{}”", terminal::line(&passage.text))?;
            writeln!(out, "    {}", terminal::line(&cited.to_string()))?;
        }
        if hit.passages.is_empty() {
            writeln!(out, "\n    {}", terminal::line(&whole.to_string()))?;
        }
        Ok(())
    }
}

fn write_article(article: &StoredArticle, out: &mut dyn Write) -> io::Result<()> {
    let cited = Citation::of(article, None);
    writeln!(out, "{}\n", terminal::line(cited.name()))?;
    if let Some(standfirst) = &article.meta.standfirst {
        writeln!(out, "{}\n", terminal::line(&standfirst.value))?;
    }
    writeln!(out, "{}", terminal::line(&cited.to_string()))?;
    article.body().try_for_each(|block| writeln!(out, "\n{}", terminal::line(&block.text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn paragraphs_are_parted_by_blank_lines_and_articles_by_a_rule() {
        let hostile = sample::hostile();
        let evil = terminal::line(&hostile.hits[0].passages[0].text);
        let text = sample::rendered(&Text, &sample::answer(), Rows::Articles);
        let articles: Vec<Vec<&str>> = text
            .split(&format!("\n{RULE}\n"))
            .map(|article| article.trim().split("\n\n").collect())
            .collect();
        assert_eq!(articles.len(), 2);
        let body = [
            "What was agreed",
            "Dockers voted on Monday to end the strike.",
            "Trains run again from Friday.",
        ];
        assert_eq!((articles[0][0], &articles[0][2..]), ("Harbour strike ends", &body[..]));
        let text = sample::rendered(&Text, &hostile, Rows::Articles);
        assert!(text.trim().split("\n\n").all(|part| part == evil || part.contains("calc")), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}']));
    }

    #[test]
    fn passages_and_articles_read_as_text() {
        insta::assert_snapshot!(sample::rendered(&Text, &sample::answer(), Rows::Passages), @r"
        Harbour strike ends

        “Dockers voted on Monday to end the strike.”
            Anna Reed, Tom Vale. “Harbour strike ends.” The Harrowmere Courier, 2023-06-14, ¶ 2. https://courier.example/strike

        * * *

        notes.txt

            “notes.txt.” notes.txt
        ");
        insta::assert_snapshot!(sample::rendered(&Text, &sample::answer(), Rows::Articles), @r"
        Harbour strike ends

        Anna Reed, Tom Vale. “Harbour strike ends.” The Harrowmere Courier, 2023-06-14, https://courier.example/strike

        What was agreed

        Dockers voted on Monday to end the strike.

        Trains run again from Friday.

        * * *

        notes.txt

        “notes.txt.” notes.txt

        A note about the strike.
        ");
    }
}
