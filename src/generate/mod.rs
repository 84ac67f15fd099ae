//! Writes made-up archives: distinct articles of made-up outlets, for benches, tests and rehearsals.
//!
//! In: a number of articles and a seed. Out: source files in a folder, the same bytes on every machine, and what
//! was [`Planted`] in them. Words, lengths and sentences follow a model of the sample corpus at word level, with
//! new words and names without end; nothing repeats but furniture and reprints.

#[cfg(test)]
mod derive;
mod dice;
mod disk;
mod names;
mod outlets;
mod pack;
mod pages;
mod planted;
mod story;
mod vocabulary;
mod words;

use std::io;
use std::path::{Path, PathBuf};

use crate::source::Format;

pub use self::pack::Packing;
pub use self::planted::{Planted, Sample, Tally};

use self::dice::Dice;
use self::disk::Disk;
use self::outlets::Outlet;
use self::pages::Sheet;
use self::story::Story;

/// Every fiftieth article is a reprint of a story that another outlet had lately.
const REPRINTS_PERCENT: usize = 2;

/// How many recent stories reprints choose from.
const WIRE: usize = 64;

/// Every tenth article of an outlet with standing lines is of its column.
const COLUMNS_PERCENT: usize = 10;

/// What to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How many articles.
    pub articles: usize,
    /// Another seed, other articles; the same seed and options, the same bytes.
    pub seed: u64,
    /// How many outlets; 0 counts as 1.
    pub outlets: usize,
    /// Formats to choose from for each article, all alike likely; one named twice is twice as likely. Empty for
    /// plain text.
    pub formats: Vec<Format>,
    /// How they lie in the folder.
    pub packing: Packing,
    /// Outlets take turns, so that each has its share of the articles to one.
    pub even: bool,
    /// Outlets also repeat lines of their own that no word gives away, and a column of each has standing lines that
    /// belong to its stories.
    pub house_lines: bool,
}

impl Default for Options {
    /// A thousand articles of plain text from six outlets.
    fn default() -> Self {
        Self {
            articles: 1000,
            seed: 1,
            outlets: 6,
            formats: vec![Format::Plain],
            packing: Packing::Loose,
            even: false,
            house_lines: false,
        }
    }
}

/// Why an archive could not be written.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// Made-up articles are not mixed with others.
    #[error("{}: not empty; name a new or an empty folder", .0.display())]
    NotEmpty(PathBuf),
    /// The system refused.
    #[error("{}: {error}; check that the folder is writable and that the disk is not full", .path.display())]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// Writes made-up articles below `folder`, which is made where it is missing: `<outlet>/<year>/<month>/<name>`.
///
/// # Errors
///
/// Where the folder is not empty or cannot be written; what was written until then stays.
pub fn generate(folder: &Path, options: &Options) -> Result<Planted, GenerateError> {
    generate_with(folder, options, &mut |_, _| {})
}

/// The same; `told` gets every article after it was written, and how many there are by then.
///
/// # Errors
///
/// As [`generate`].
pub fn generate_with(
    folder: &Path,
    options: &Options,
    told: &mut dyn FnMut(&Sample, usize),
) -> Result<Planted, GenerateError> {
    let mut disk = Disk::open(folder, options.packing)?;
    let mut press = Press::new(options);
    for at in 0..options.articles {
        let sample = press.print(at, &mut |path, page| disk.write(path, page))?;
        told(&sample, at + 1);
    }
    disk.finish()?;
    Ok(press.planted)
}

/// The newsrooms between one article and the next.
struct Press<'a> {
    options: &'a Options,
    dice: Dice,
    outlets: Vec<Outlet>,
    wire: Vec<(usize, Story)>,
    planted: Planted,
}

impl<'a> Press<'a> {
    fn new(options: &'a Options) -> Self {
        Self {
            options,
            dice: Dice::new(options.seed),
            outlets: (0..options.outlets.max(1)).map(Outlet::new).collect(),
            wire: Vec::new(),
            planted: Planted::default(),
        }
    }

    /// Makes the next article and hands its path and bytes to `write`.
    fn print<E>(
        &mut self,
        at: usize,
        write: &mut dyn FnMut(&str, &str) -> Result<(), E>,
    ) -> Result<Sample, E> {
        let desk =
            if self.options.even { at % self.outlets.len() } else { self.dice.below(self.outlets.len()) };
        let story = self.story(desk);
        let format = self.format();
        let outlet = &self.outlets[desk];
        let mut sheet = Sheet {
            outlet,
            story: &story,
            name: file_name(&story, at),
            before: outlet.before(&story),
            after: outlet.after(&story, &mut self.dice),
        };
        if self.options.house_lines {
            outlet.add_house_lines(&mut sheet.before, &mut sheet.after, &mut self.dice);
        }
        let page = sheet.print(format);
        let page = self.options.packing.wrap(&sheet, format, page);
        let path = self.options.packing.file().map_or_else(|| path(&sheet, format), str::to_owned);
        write(&path, &page)?;
        self.planted.add(&sheet, page.len());
        let sample = Sample::of(&sheet, path);
        self.outlets[desk].published(&story, &mut self.dice);
        self.remember(desk, story);
        Ok(sample)
    }

    /// A new story, or now and then a reprint of one from another desk.
    fn story(&mut self, desk: usize) -> Story {
        if self.dice.chance(REPRINTS_PERCENT) && !self.wire.is_empty() {
            let (from, story) = &self.wire[self.dice.below(self.wire.len())];
            if *from != desk {
                self.planted.reprints += 1;
                return story.reprint(&mut self.dice);
            }
        }
        let story = Story::new(self.options.articles, &mut self.dice);
        if self.options.house_lines && self.dice.chance(COLUMNS_PERCENT) {
            return self.outlets[desk].column(story);
        }
        story
    }

    fn remember(&mut self, desk: usize, story: Story) {
        if self.wire.len() < WIRE {
            self.wire.push((desk, story));
        } else {
            let at = self.dice.below(WIRE);
            self.wire[at] = (desk, story);
        }
    }

    fn format(&mut self) -> Format {
        match self.options.formats.as_slice() {
            [] => Format::Plain,
            [only] => *only,
            several => *self.dice.pick(several),
        }
    }
}

/// Four words of the headline and the number of the article.
fn file_name(story: &Story, at: usize) -> String {
    let letters = |word: &str| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let words: Vec<String> = story.title.split(' ').take(4).map(letters).collect();
    format!("{}-{}", words.join("-").to_lowercase(), at + 1)
}

fn path(sheet: &Sheet<'_>, format: Format) -> String {
    let ending = match format {
        Format::Markdown => "md",
        Format::Html => "html",
        Format::Json => "json",
        Format::JsonLines => "jsonl",
        _ => "txt",
    };
    let month = sheet.story.date.format("%Y/%m");
    format!("{}/{month}/{}.{ending}", sheet.outlet.slug, sheet.name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::convert::Infallible;
    use std::fs;

    use super::*;

    const FORMATS: [Format; 5] =
        [Format::Plain, Format::Markdown, Format::Html, Format::Json, Format::JsonLines];

    fn pages(options: &Options) -> (Vec<(String, String)>, Planted) {
        let mut all = Vec::new();
        let mut press = Press::new(options);
        for at in 0..options.articles {
            let mut keep = |path: &str, page: &str| {
                all.push((path.to_owned(), page.to_owned()));
                Ok::<(), Infallible>(())
            };
            let Ok(_) = press.print(at, &mut keep);
        }
        (all, press.planted)
    }

    #[test]
    fn the_same_seed_writes_the_same_bytes() {
        let options = Options { articles: 40, formats: FORMATS.to_vec(), ..Options::default() };
        assert_eq!(pages(&options), pages(&options));
        assert_ne!(pages(&options).0, pages(&Options { seed: 2, ..options.clone() }).0);
    }

    /// Measurements of different days are of the same archive while this holds.
    #[test]
    fn the_bytes_of_a_seed_stay_the_same() {
        let (all, _) = pages(&Options { articles: 40, ..Options::default() });
        let digest = blake3::hash(format!("{all:?}").as_bytes()).to_hex();
        assert_eq!(&digest[..16], "9a89bcc5cd8a17e1");
    }

    #[test]
    fn no_paragraph_repeats_but_furniture_and_reprints() {
        let (all, planted) = pages(&Options { articles: 400, ..Options::default() });
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for line in all.iter().flat_map(|(_, page)| page.split("\n\n")).filter(|line| line.len() > 250) {
            *counts.entry(line).or_default() += 1;
        }
        let again: u64 = counts.values().map(|count| count - 1).sum();
        assert!(planted.reprints > 2 && again > 0, "{planted:?}");
        assert!(again < planted.reprints * 15, "{again} of {planted:?}");
    }

    #[test]
    fn an_article_has_about_three_kilobytes() {
        let (_, planted) = pages(&Options { articles: 400, ..Options::default() });
        let mean = planted.bytes / planted.articles;
        assert!((2_700..3_300).contains(&mean), "{mean}");
        let share = planted.furniture.bytes * 100 / planted.bytes;
        assert!((10..30).contains(&share), "{share}");
    }

    #[test]
    fn the_tally_counts_what_a_text_page_holds() {
        let (all, planted) = pages(&Options { articles: 30, ..Options::default() });
        let lines = all.iter().flat_map(|(_, page)| page.split_terminator("\n\n"));
        let (blocks, bytes) =
            lines.fold((0, 0), |(blocks, bytes), line| (blocks + 1, bytes + line.len() as u64));
        let tallies = [planted.titles, planted.body, planted.furniture];
        assert_eq!(tallies.iter().map(|tally| tally.blocks).sum::<u64>(), blocks);
        assert_eq!(tallies.iter().map(|tally| tally.bytes).sum::<u64>(), bytes);
    }

    #[test]
    fn outlets_that_take_turns_have_as_many_articles_each() {
        let options = Options { articles: 12, outlets: 3, even: true, ..Options::default() };
        let (all, _) = pages(&options);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (path, _) in &all {
            *counts.entry(path.split('/').next().expect("a path has parts")).or_default() += 1;
        }
        assert_eq!(counts.values().copied().collect::<Vec<_>>(), [4, 4, 4]);
    }

    #[test]
    fn house_lines_repeat_within_an_outlet_and_standing_lines_are_of_the_story() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options =
            Options { articles: 60, outlets: 1, even: true, house_lines: true, ..Options::default() };
        let mut samples = Vec::new();
        generate_with(folder.path(), &options, &mut |sample, _| samples.push(sample.clone()))
            .expect("an empty folder is written");
        let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
        for sample in &samples {
            let page = fs::read_to_string(folder.path().join(&sample.path)).expect("the file was written");
            assert!(sample.body.iter().chain(&sample.furniture).all(|text| page.contains(text)));
            sample.furniture.iter().for_each(|text| *lines.entry(text).or_default() += 1);
        }
        let outlet = Outlet::new(0);
        let house = outlet.house_lines();
        assert!(house.iter().all(|line| lines[line.as_str()] > 40), "{lines:?}");
        let columns = samples.iter().filter(|sample| !sample.standing.is_empty()).count();
        assert!((2..15).contains(&columns), "{columns}");
    }

    #[test]
    fn articles_lie_in_one_file_as_well() {
        for packing in [Packing::Warc, Packing::Mbox] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let options =
                Options { articles: 30, formats: vec![Format::Html], packing, ..Options::default() };
            let planted = generate(folder.path(), &options).expect("an empty folder is written");
            let name = packing.file().expect("one file");
            let bytes = fs::read(folder.path().join(name)).expect("the file was written");
            assert_eq!((planted.articles, planted.bytes), (30, bytes.len() as u64));
            let mut source = crate::reader::Source::new(name, Box::new(&bytes[..]), 1 << 20);
            let mut read = 0;
            crate::reader::records(&mut source, &mut |page| {
                assert!(page.is_ok_and(|page| page.format == Format::Html || packing == Packing::Mbox));
                read += 1;
                std::ops::ControlFlow::Continue(())
            });
            assert_eq!(read, 30, "{name}");
        }
    }

    #[test]
    fn a_folder_with_files_is_left_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = Options { articles: 3, ..Options::default() };
        let planted = generate(folder.path(), &options).expect("an empty folder is written");
        assert_eq!(planted.articles, 3);
        assert!(matches!(generate(folder.path(), &options), Err(GenerateError::NotEmpty(_))));
    }
}
