//! A small archive for tests.

use std::path::Path;

use chrono::NaiveDate;
use tempfile::TempDir;

use crate::annotation::Annotations;
use crate::article::{Metadata, Stated};
use crate::cleaner::{Kind, Reason, Verdict};
use crate::entity::{Entity, EntityKind, Mention};
use crate::index::{Archive, FileEntry, FileTable, Made, StoredArticle, Writer};
use crate::lang::Lang;
use crate::outlet::Outlet;
use crate::quotation::{Quotation, Speaker};
use crate::reader::{Block, BlockKind, Origin, Page};
use crate::search::{self, Answer, Request};
use crate::source::{Digest, Format};
use crate::text::PartialDate;
use crate::topic::Topic;

/// The day on which the tests ask.
pub(super) const TODAY: &str = "2024-03-15";

/// An article under construction.
#[derive(Clone)]
pub(super) struct Story(StoredArticle);

/// An English article at `<title>.txt`, in the Harrowmere Courier.
pub(super) fn story(title: &str, body: &str) -> Story {
    let stated = |value: &str| Some(Stated { value: value.to_owned(), origin: Origin::Record });
    let meta = Metadata {
        title: stated(title),
        outlet: stated("Harrowmere Courier"),
        language: Some(Stated { value: Lang::EN, origin: Origin::Record }),
        ..Metadata::default()
    };
    let page = Page {
        record: 0,
        digest: Digest::of(format!("{title}\n{body}").as_bytes()),
        format: Format::Plain,
        hints: Vec::new(),
        blocks: Vec::new(),
        article_body: None,
    };
    let paths = vec![format!("{title}.txt")];
    let (verdicts, entities, quotations, topics) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut story =
        Story(StoredArticle { paths, page, outlet: None, verdicts, meta, entities, quotations, topics });
    body.lines().for_each(|line| story.block(line, Verdict::Keep));
    story
}

impl Story {
    fn block(&mut self, text: &str, verdict: Verdict) {
        let text = text.to_owned();
        self.0.page.blocks.push(Block {
            kind: BlockKind::Paragraph,
            level: 0,
            text,
            linked_chars: 0,
            marks: None,
        });
        self.0.verdicts.push(verdict);
    }

    /// With a removed block behind what is there.
    pub(super) fn removed(mut self, text: &str) -> Self {
        self.block(text, Verdict::Drop { kind: Kind::Newsletter, evidence: vec![Reason::said("test")] });
        self
    }

    /// In a file of this path, and so another one than an article of the same words elsewhere.
    pub(super) fn at(mut self, path: &str) -> Self {
        self.0.paths = vec![path.to_owned()];
        self.0.page.digest = Digest::of(format!("{path}\n{:?}", self.0.page.blocks).as_bytes());
        self
    }

    /// Published then.
    pub(super) fn on(mut self, date: &str) -> Self {
        let value = PartialDate::parse(date).expect("a date of a test");
        self.0.meta.date = Some(Stated { value, origin: Origin::Record });
        self
    }

    /// Written in this language.
    pub(super) fn lang(mut self, code: &str) -> Self {
        let value = Lang::parse(code).expect("a language of a test");
        self.0.meta.language = Some(Stated { value, origin: Origin::Record });
        self
    }

    /// Published there.
    pub(super) fn outlet(mut self, name: &str) -> Self {
        self.0.meta.outlet = Some(Stated { value: name.to_owned(), origin: Origin::Record });
        self.0.outlet =
            Some(Outlet { name: name.to_owned(), key: name.to_lowercase(), origin: Origin::Record });
        self
    }

    /// About this, in English.
    pub(super) fn topic(mut self, phrase: &str) -> Self {
        let key = phrase.strip_suffix('s').unwrap_or(phrase).to_owned();
        self.0.topics.push(Topic { phrase: phrase.to_owned(), key, weight: 1.0 });
        self
    }

    /// Quotes somebody with these words of the body's first block.
    pub(super) fn quoting(mut self, name: &str, words: &str) -> Self {
        let start = self.0.page.blocks[0].text.find(words).expect("words of the first block");
        self.0.quotations.push(Quotation {
            block: 0,
            span: start..start + words.len(),
            speaker: Some(Speaker { name: name.to_owned(), kind: EntityKind::Person }),
            verb: Some("said".to_owned()),
        });
        self
    }

    /// Names somebody, wherever this form of the name stands in the body.
    pub(super) fn person(mut self, name: &str, form: &str, salience: f32) -> Self {
        let blocks = self.0.page.blocks.iter().zip(&self.0.verdicts);
        let kept = blocks.filter(|(_, verdict)| **verdict == Verdict::Keep).enumerate();
        let mentions = kept.flat_map(|(at, (block, _))| {
            block
                .text
                .match_indices(form)
                .map(move |(start, form)| Mention { block: Some(at as u32), span: start..start + form.len() })
        });
        let mentions: Vec<Mention> = mentions.collect();
        self.0.entities.push(Entity {
            kind: EntityKind::Person,
            name: name.to_owned(),
            mentions,
            salience,
            roles: Vec::new(),
        });
        self
    }
}

/// An archive in a folder that goes with it.
pub(super) struct Fixture {
    folder: TempDir,
    files: FileTable,
}

impl Fixture {
    /// With these articles, all in one commit.
    pub(super) fn with(stories: &[Story]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut fixture = Self { folder, files: FileTable::default() };
        fixture.change(stories, &[]);
        fixture
    }

    /// Adds articles and takes others out, in one commit.
    pub(super) fn change(&mut self, more: &[Story], gone: &[Story]) {
        let writer = self.writer();
        self.write(writer, more, gone);
    }

    /// The same, and ended before the engine merges segments.
    pub(super) fn change_unmerged(&mut self, more: &[Story], gone: &[Story]) {
        let writer = self.writer();
        writer.keep_segments();
        self.write(writer, more, gone);
    }

    fn writer(&self) -> Writer {
        Writer::open(self.path(), 1, 15_000_000, false).expect("a new index in an empty folder")
    }

    fn write(&mut self, mut writer: Writer, more: &[Story], gone: &[Story]) {
        for Story(article) in gone {
            let place = writer.locate(article.id()).expect("an index").expect("an article put in before");
            writer.remove(place).expect("an index");
            self.files.files.remove(article.paths[0].as_str());
        }
        let mut hand = writer.hand();
        for Story(article) in more {
            let made = Made::of(article);
            hand.put(article.clone(), &made, None).expect("an index");
            self.files.files.insert(article.paths[0].as_str().into(), entry(article));
        }
        hand.close().expect("an index");
        writer.commit(&self.files, false, 0).expect("room on the disk");
        writer.close().expect("an index");
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Opened for reading.
    pub(super) fn open(&self) -> Archive {
        Archive::open(self.path()).expect("an index just written")
    }

    /// These tags on the articles at `0.txt`, `1.txt` and so on.
    pub(super) fn tagged(&self, tags: impl Iterator<Item = Vec<String>>) -> Annotations {
        let id = |at: usize| self.files.files[format!("{at}.txt").as_str()].articles[0].to_string();
        Annotations::with(tags.enumerate().map(|(at, tags)| (id(at), tags)))
    }

    /// The answer to a request.
    pub(super) fn ask(&self, request: &Request) -> Answer {
        search::answer(&self.open(), request).expect("an index just written")
    }

    /// Headlines of the hits of a query, in order.
    pub(super) fn titles(&self, query: &str) -> Vec<String> {
        titles(&self.ask(&request(query)))
    }

    /// The passages of the only hit of a query, highlights in brackets, paragraph and characters in front.
    pub(super) fn passages(&self, request: &Request) -> Vec<String> {
        let answer = self.ask(request);
        let passages = answer.hits.iter().flat_map(|hit| &hit.passages);
        passages
            .map(|passage| {
                let mut text = passage.text.clone();
                for span in passage.highlights.iter().rev() {
                    text.insert(span.end, ']');
                    text.insert(span.start, '[');
                }
                format!("{} {:?} {text}", passage.paragraph, passage.characters)
            })
            .collect()
    }
}

fn entry(article: &StoredArticle) -> FileEntry {
    FileEntry {
        size: 0,
        modified: 0,
        digest: article.page.digest,
        articles: vec![article.id()],
        failures: Vec::new(),
        unreachable: None,
        leaves_out: false,
        resume: None,
    }
}

/// A request on the day of the tests.
pub(super) fn request(query: &str) -> Request {
    Request::new(query, TODAY.parse::<NaiveDate>().expect("a day of the calendar"))
}

/// Headlines of the hits, in order.
pub(super) fn titles(answer: &Answer) -> Vec<String> {
    let title = |hit: &search::Hit| hit.article.meta.title.clone().map_or(String::new(), |title| title.value);
    answer.hits.iter().map(title).collect()
}
