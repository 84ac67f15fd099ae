//! The index after any history of runs equals a fresh build over the same files and rules.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;
use cuttings::index::{Archive, IndexError, StoredArticle};
use cuttings::ingest::{Clock, Event, IngestError, Options, Report, ingest};
use cuttings::search::{self, Request};
use cuttings::settings::Settings;
use proptest::prelude::*;
use tempfile::TempDir;

/// Lines that outlets put under their stories; how many stories carry one decides how it is judged.
const FURNITURE: [&str; 4] = [
    "The lamplighters of the quay keep this paper going",
    "Tell the night desk what you have seen on the water",
    "All tide tables are given without warranty of any kind",
    "Readers on the far bank get the Saturday sheet by boat",
];

const OUTLETS: [&str; 3] = ["bell", "gull", "tide"];
const STORIES: usize = 14;
const NAMES: usize = 8;
const FAULTS: [&str; 5] = [
    "before the file table",
    "after the file table",
    "after the segments",
    "after the commit",
    "after the sweep",
];

/// A run that drops what is missing.
const PRUNE: Options = Options { rebuild: false, verify: false, prune: true, dry_run: false };

/// What the user may say, in pieces; each history writes some of them, in this order, and others later.
const RULES: [&str; 8] = [
    "[[keep]]\noutlet = 'bell'\ntext = 'The lamplighters of the quay keep this paper going'\n",
    "[[keep]]\nlike = 'Tell the night desk what you have seen on the water'\n",
    "[[drop]]\npattern = 'mile [1-5] stayed'\nkind = 'social'\n",
    "[[drop]]\noutlet = 'gull'\ncontains = 'harrowmere council'\n",
    "[[correct]]\npath = 'near/tide'\nset.outlet = 'Bell'\n",
    "[[correct]]\noutlet = 'gull'\nset.date = 2021-05-03\n",
    "[[correct]]\npath = 'far'\nset.outlet = 'Night Gull'\nset.date = '2020'\n",
    "[[keep]]\nkind = 'repeated'\noutlet = 'Night Gull'\n",
];

/// What can happen to a corpus and its index.
#[derive(Debug, Clone)]
enum Step {
    Write(usize, usize),
    Delete(usize),
    Move(usize, usize),
    Copy(usize, usize),
    /// The second corpus folder is not there, as when its disk is not mounted.
    Unmount,
    Mount,
    /// The pieces of `RULES` whose bits are set.
    Rules(u8),
    Run,
    /// Missing articles are kept where they are more than a fifth.
    Careful,
    /// An interrupt once so many files are read.
    Stopped(u64),
    /// Every file is looked into, whatever its time says.
    Verify,
    Rebuild,
    Killed(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let path = 0..OUTLETS.len() * NAMES;
    let step = prop_oneof![
        8 => (path.clone(), 0..STORIES * 3).prop_map(|(path, story)| Step::Write(path, story)),
        2 => path.clone().prop_map(Step::Delete),
        2 => (path.clone(), path.clone()).prop_map(|(from, to)| Step::Move(from, to)),
        2 => (path.clone(), path.clone()).prop_map(|(from, to)| Step::Copy(from, to)),
        1 => Just(Step::Unmount),
        1 => Just(Step::Mount),
        2 => any::<u8>().prop_map(Step::Rules),
        3 => Just(Step::Run),
        1 => Just(Step::Careful),
        1 => (0..4_u64).prop_map(Step::Stopped),
        1 => Just(Step::Verify),
        1 => Just(Step::Rebuild),
        1 => (0..FAULTS.len()).prop_map(Step::Killed),
    ];
    prop::collection::vec(step, 1..40)
}

/// One of the stories in one of three edits. Different stories carry different sets of furniture.
fn story(number: usize) -> String {
    let (story, edit) = (number % STORIES, number / STORIES);
    let mut text = format!(
        "Keeper number {story} reports from the Wend\n\nThe lock at mile {story} stayed shut for edit {edit} of the \
         morning, said Tobias Renn, and {story} barges waited below it until the keeper came back.\n\nNobody at \
         Harrowmere Council could say when mile {story} would open again, though the barges had been promised a \
         reply by noon.\n"
    );
    for (at, line) in FURNITURE.iter().enumerate() {
        if story % (at + 2) == 0 || at == 3 {
            text.push_str(&format!("\n{line}\n"));
        }
    }
    text
}

struct World {
    folder: TempDir,
    settings: Settings,
}

impl World {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("near")).expect("the folder is empty");
        fs::create_dir(at("far")).expect("the folder is empty");
        let settings = Settings {
            archive: folder.path().to_owned(),
            corpus: vec![at("near"), at("far")],
            include: Vec::new(),
            exclude: Vec::new(),
            index: at("index"),
            max_record_bytes: 1 << 20,
            mappings: cuttings::settings::Mappings::default(),
            threads: 2,
            batch_pages: 5,
            writer_bytes: 30_000_000,
        };
        Self { folder, settings }
    }

    /// Half of the paths lie in each corpus folder.
    fn path(&self, number: usize) -> PathBuf {
        let (outlet, name) = (OUTLETS[number % OUTLETS.len()], number / OUTLETS.len());
        let corpus = if name % 2 == 0 { "near" } else { "far" };
        self.folder.path().join(corpus).join(outlet).join(format!("{name}.txt"))
    }

    fn take(&self, step: &Step) {
        let away = self.folder.path().join("away");
        let far = self.folder.path().join("far");
        match step {
            Step::Write(path, number) => write(&self.path(*path), &story(*number), far.exists()),
            Step::Delete(path) => drop(fs::remove_file(self.path(*path))),
            Step::Move(from, to) => {
                if let Ok(text) = fs::read_to_string(self.path(*from)) {
                    write(&self.path(*to), &text, far.exists());
                    if from != to && self.path(*to).exists() {
                        drop(fs::remove_file(self.path(*from)));
                    }
                }
            }
            Step::Copy(from, to) => {
                if let Ok(text) = fs::read_to_string(self.path(*from)) {
                    write(&self.path(*to), &text, far.exists());
                }
            }
            Step::Unmount => drop(fs::rename(&far, &away)),
            Step::Mount => drop(fs::rename(&away, &far)),
            Step::Rules(pieces) => {
                let chosen = RULES.iter().enumerate().filter(|(at, _)| pieces >> at & 1 == 1);
                let text: String = chosen.map(|(_, piece)| *piece).collect();
                fs::write(self.folder.path().join("rules.toml"), text).expect("the archive is writable");
            }
            Step::Run => drop(self.run(&self.settings.index)),
            Step::Careful => drop(self.run_with(&self.settings.index, Options::default(), u64::MAX)),
            Step::Stopped(files) => drop(self.run_with(&self.settings.index, PRUNE, *files)),
            Step::Verify => {
                drop(self.run_with(&self.settings.index, Options { verify: true, ..PRUNE }, u64::MAX));
            }
            Step::Rebuild => {
                drop(self.run_with(&self.settings.index, Options { rebuild: true, ..PRUNE }, u64::MAX));
            }
            Step::Killed(fault) => self.killed(FAULTS[*fault]),
        }
    }

    fn run(&self, index: &Path) -> Option<Report> {
        self.run_with(index, PRUNE, u64::MAX)
    }

    /// A run that is asked to stop once so many files are read; `None` where it finds no corpus.
    fn run_with(&self, index: &Path, options: Options, most: u64) -> Option<Report> {
        let settings = Settings { index: index.to_owned(), ..self.settings.clone() };
        let stop = AtomicBool::new(most == 0);
        let mut watch = |event: Event| {
            if matches!(event, Event::Read { files, .. } if files >= most) {
                stop.store(true, Ordering::Relaxed);
            }
        };
        let now = chrono::Utc::now().timestamp_nanos_opt().expect("the year is before 2262");
        let clock = Clock { now, today: today() };
        loop {
            match ingest(&settings, options, clock, &stop, &mut watch) {
                Ok(report) => return Some(report),
                Err(IngestError::NoCorpus(_)) => return None,
                // Another test that starts a process holds a copy of the lock for a moment, until it executes.
                Err(IngestError::Index(IndexError::Locked { .. })) => thread::sleep(Duration::from_millis(5)),
                Err(error) => panic!("a run over readable files failed: {error}"),
            }
        }
    }

    /// The real program, ended on the spot at a point of its commit.
    fn killed(&self, fault: &str) {
        let status = Command::new(env!("CARGO_BIN_EXE_cuttings"))
            .env_clear()
            .env("CUTTINGS_FAULT", fault)
            .arg("--archive")
            .arg(self.folder.path())
            .args(["index", "--prune", "--corpus"])
            .arg(&self.settings.corpus[0])
            .arg("--corpus")
            .arg(&self.settings.corpus[1])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        status.expect("the program can be started");
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day of the calendar")
}

fn write(path: &Path, text: &str, mounted: bool) {
    let far = path.components().any(|part| part.as_os_str() == "far");
    if !far || mounted {
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the corpus is writable");
        fs::write(path, text).expect("the corpus is writable");
    }
}

/// Everything that an index says: its articles by id, its totals, and which articles some queries find.
fn said(index: &Path) -> (Vec<StoredArticle>, [u64; 3], Vec<Vec<String>>) {
    let archive = Archive::open(index).expect("the index opens");
    let mut articles = Vec::new();
    let every = Request { limit: usize::MAX, ..Request::new("*", today()) };
    search::for_each(&archive, &every, &mut |hit| {
        articles.push(hit.article);
        true
    })
    .expect("the index is readable");
    articles.sort_by_key(StoredArticle::id);
    let generation = archive.generation();
    let totals = [generation.articles, generation.body_words, generation.title_words];
    let queries =
        ["barges", "in:removed lamplighters", "lamplighters", "warranty", "person:renn", "outlet:gull"];
    let found = queries.map(|query| {
        let request = Request { limit: usize::MAX, ..Request::new(query, today()) };
        let answer = search::answer(&archive, &request).expect("the index is readable");
        let mut ids: Vec<String> = answer.hits.iter().map(|hit| hit.id.to_string()).collect();
        ids.sort();
        ids
    });
    (articles, totals, found.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_history_equals_a_fresh_build(steps in steps()) {
        let world = World::new();
        for step in &steps {
            world.take(step);
        }
        world.take(&Step::Mount);
        world.take(&Step::Write(0, 0));
        world.run(&world.settings.index).expect("both corpus folders are there");
        let fresh = world.folder.path().join("fresh");
        world.run(&fresh).expect("both corpus folders are there");
        let (articles, totals, found) = said(&world.settings.index);
        let (fresh_articles, fresh_totals, fresh_found) = said(&fresh);
        prop_assert_eq!(articles, fresh_articles);
        prop_assert_eq!(totals, fresh_totals);
        prop_assert_eq!(found, fresh_found);
    }
}

/// How many histories are tried: few by default, as many as `CUTTINGS_CASES` says for a long run.
fn cases() -> u32 {
    std::env::var("CUTTINGS_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24)
}
