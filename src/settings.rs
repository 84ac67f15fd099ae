//! Paths and limits, resolved once: defaults, settings file, environment, flags.
//!
//! In: what the command line and the environment name. Out: [`Settings`]. A settings file may come with a
//! stranger's archive, so the paths in it stay inside the archive folder; flags and the environment are the user's
//! own word and may point anywhere.

mod mapping;

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::thread;

use serde::Deserialize;

pub use mapping::{Mapping, Mappings, Places};

/// Name of the settings file in the archive folder.
const FILE: &str = "cuttings.toml";

/// Every key that the settings file may hold.
const KEYS: [&str; 8] =
    ["corpus", "exclude", "include", "index", "max_record_bytes", "reader", "threads", "writer_bytes"];

/// The largest record that is read unless the settings file says otherwise, in bytes.
pub const MAX_RECORD_BYTES: u64 = 64 << 20;

/// Pages of a batch.
///
/// Source: 100,000 articles, a file each, take 400 MiB at their peak on 2 cores. In batches of 40,000 a tenth of them is
/// judged twice, which costs a sixth more of a processor, and what is deleted by that makes searches dearer.
const BATCH_PAGES: usize = 100_000;
/// Memory of the index writer unless the settings file says otherwise, in bytes.
///
/// Source: 185 MB are filled by 55,000 articles of 3 KB: 50,000 take 303 MiB and make one segment, 100,000 take 402 MiB and
/// make two; with 130 MB they take 285 and 356 and make two and three, which costs a search a twentieth of a processor.
/// Nothing of that is merged, which would cost a fifteenth of the run.
pub const WRITER_BYTES: usize = 185_000_000;

/// The least memory of the index writer, in bytes.
///
/// Source: `MEMORY_BUDGET_NUM_BYTES_MIN` of tantivy 0.27.
const WRITER_BYTES_MIN: usize = 15_000_000;

/// Where an archive lies and what bounds a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The archive folder.
    pub archive: PathBuf,
    /// Folders of articles, only ever read.
    pub corpus: Vec<PathBuf>,
    /// Patterns, in the syntax of `.gitignore`, one of which a file must fit to be read; empty for all files.
    pub include: Vec<String>,
    /// Patterns of files and folders that are not read.
    pub exclude: Vec<String>,
    /// Folder of the index.
    pub index: PathBuf,
    /// Bytes of the largest record that is read.
    pub max_record_bytes: u64,
    /// Where the fields stand in JSON and tables of shapes of one's own.
    pub mappings: Mappings,
    /// Threads for reading, cleaning and analysis.
    pub threads: usize,
    /// Pages that are judged and committed together, about: what a killed run loses, and what memory grows with.
    pub batch_pages: usize,
    /// Memory that the index writer may fill before it writes a segment, in bytes.
    pub writer_bytes: usize,
}

/// What the command line says of paths; whatever it leaves out comes from the environment, then from the settings
/// file, then from the defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flags {
    /// The archive folder; else `CUTTINGS_ARCHIVE`, else here.
    pub archive: Option<PathBuf>,
    /// Folders of articles; where empty, `CUTTINGS_CORPUS` (several parted as in `PATH`).
    pub corpus: Vec<PathBuf>,
    /// Folder of the index; else `CUTTINGS_INDEX`.
    pub index: Option<PathBuf>,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The archive folder is not there.
    #[error("{}: no such archive folder; name one with --archive or CUTTINGS_ARCHIVE", .0.display())]
    NoArchive(PathBuf),
    /// The settings file cannot be read.
    #[error("{}: {error}; make it readable, or move it away to use the defaults", .file.display())]
    Unreadable {
        /// The settings file.
        file: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The settings file is not TOML, or a value is of another kind.
    #[error("{}, line {line}: {message}", .file.display())]
    Malformed {
        /// The settings file.
        file: PathBuf,
        /// From 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// The settings file names something that there is no setting for.
    #[error("{}: no setting is called `{key}`; the settings are {}", .file.display(), KEYS.join(", "))]
    UnknownKey {
        /// The settings file.
        file: PathBuf,
        /// As written.
        key: String,
    },
    /// A path in the settings file leads out of the archive.
    #[error(
        "{}: `{key}` leads out of the archive folder ({}); a settings file may only name folders inside it, \
         so give this one with --{key} or {}",
        .file.display(), .path.display(), variable(.key)
    )]
    Outside {
        /// The settings file.
        file: PathBuf,
        /// `corpus` or `index`.
        key: &'static str,
        /// As written.
        path: PathBuf,
    },
    /// A number is out of bounds.
    #[error("{}: `{key}` is {found}; it must be at least {least}", .file.display())]
    TooSmall {
        /// The settings file.
        file: PathBuf,
        /// Which setting.
        key: &'static str,
        /// As written.
        found: u64,
        /// The least value.
        least: u64,
    },
}

/// The environment variable that overrides a path.
fn variable(key: &str) -> String {
    format!("CUTTINGS_{}", key.to_uppercase())
}

/// The settings file as written.
#[derive(Debug, Default, Deserialize)]
struct Written {
    corpus: Option<OneOrMore>,
    include: Option<OneOrMore>,
    exclude: Option<OneOrMore>,
    index: Option<PathBuf>,
    max_record_bytes: Option<u64>,
    reader: Option<Mappings>,
    threads: Option<u64>,
    writer_bytes: Option<u64>,
}

/// A string, or a list of them.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a name in quotes, or a list of them")]
enum OneOrMore {
    One(PathBuf),
    More(Vec<PathBuf>),
}

impl Settings {
    /// Resolves the settings from flags, the process's environment, the settings file and the defaults.
    ///
    /// # Errors
    ///
    /// When the archive folder is not there, or its settings file cannot be used.
    pub fn resolve(flags: Flags) -> Result<Self, SettingsError> {
        Self::resolve_with(flags, &|name| std::env::var_os(name))
    }

    fn resolve_with(
        flags: Flags,
        environment: &dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Self, SettingsError> {
        let flags = flags.or_environment(environment);
        let archive = flags.archive.unwrap_or_else(|| PathBuf::from("."));
        if !archive.is_dir() {
            return Err(SettingsError::NoArchive(archive));
        }
        let file = SettingsFile { path: archive.join(FILE), archive: &archive };
        let written = file.read()?;
        Ok(Self {
            include: patterns(written.include),
            exclude: patterns(written.exclude),
            corpus: if flags.corpus.is_empty() { file.corpus(written.corpus)? } else { flags.corpus },
            index: match flags.index {
                Some(index) => index,
                None => file.inside("index", written.index.unwrap_or_else(|| "index".into()))?,
            },
            max_record_bytes: file.at_least(
                1,
                "max_record_bytes",
                written.max_record_bytes.unwrap_or(MAX_RECORD_BYTES),
            )?,
            mappings: written.reader.unwrap_or_default(),
            threads: threads(written.threads),
            batch_pages: BATCH_PAGES,
            writer_bytes: file.at_least(
                WRITER_BYTES_MIN as u64,
                "writer_bytes",
                written.writer_bytes.unwrap_or(WRITER_BYTES as u64),
            )? as usize,
            archive,
        })
    }
}

impl Flags {
    /// Fills what is missing from the environment; an empty variable counts as none.
    fn or_environment(self, environment: &dyn Fn(&str) -> Option<OsString>) -> Self {
        let read = |key: &str| environment(&variable(key)).filter(|value| !value.is_empty());
        let corpus = if self.corpus.is_empty() {
            read("corpus").map_or_else(Vec::new, |list| std::env::split_paths(&list).collect())
        } else {
            self.corpus
        };
        Self {
            archive: self.archive.or_else(|| read("archive").map(PathBuf::from)),
            corpus,
            index: self.index.or_else(|| read("index").map(PathBuf::from)),
        }
    }
}

fn patterns(written: Option<OneOrMore>) -> Vec<String> {
    let list = match written {
        None => Vec::new(),
        Some(OneOrMore::One(one)) => vec![one],
        Some(OneOrMore::More(all)) => all,
    };
    list.into_iter().map(|pattern| pattern.to_string_lossy().into_owned()).collect()
}

/// As many threads as asked for; all cores where that is none.
fn threads(wanted: Option<u64>) -> usize {
    match wanted {
        Some(count @ 1..) => usize::try_from(count).unwrap_or(usize::MAX).min(1024),
        _ => thread::available_parallelism().map_or(1, std::num::NonZero::get),
    }
}

/// The settings file of an archive, and what it may say.
struct SettingsFile<'a> {
    path: PathBuf,
    archive: &'a Path,
}

impl SettingsFile<'_> {
    /// What the file says; nothing where there is none.
    fn read(&self) -> Result<Written, SettingsError> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Written::default()),
            Err(error) => return Err(SettingsError::Unreadable { file: self.path.clone(), error }),
        };
        let table: toml::Table = toml::from_str(&text).map_err(|error| self.malformed(&text, &error))?;
        match table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            Some(key) => Err(SettingsError::UnknownKey { file: self.path.clone(), key: key.clone() }),
            None => toml::from_str(&text).map_err(|error| self.malformed(&text, &error)),
        }
    }

    fn malformed(&self, text: &str, error: &toml::de::Error) -> SettingsError {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        SettingsError::Malformed {
            file: self.path.clone(),
            line: 1 + before.matches('\n').count(),
            message: error.message().trim().replace('\n', ", ").replace("u64", "a whole number"),
        }
    }

    fn corpus(&self, written: Option<OneOrMore>) -> Result<Vec<PathBuf>, SettingsError> {
        let folders = match written {
            None => vec!["corpus".into()],
            Some(OneOrMore::One(folder)) => vec![folder],
            Some(OneOrMore::More(folders)) => folders,
        };
        folders.into_iter().map(|folder| self.inside("corpus", folder)).collect()
    }

    /// The path below the archive folder; an error where it leads out of there.
    fn inside(&self, key: &'static str, written: PathBuf) -> Result<PathBuf, SettingsError> {
        let plain = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        let path = self.archive.join(&written);
        if written.components().all(plain) && stays_inside(self.archive, &path) {
            Ok(path)
        } else {
            Err(SettingsError::Outside { file: self.path.clone(), key, path: written })
        }
    }

    fn at_least(&self, least: u64, key: &'static str, found: u64) -> Result<u64, SettingsError> {
        if found >= least {
            Ok(found)
        } else {
            Err(SettingsError::TooSmall { file: self.path.clone(), key, found, least })
        }
    }
}

/// Whether the part of the path that exists lies in the folder once every symlink is followed. One that leads
/// nowhere says nothing, so it counts as leading out.
fn stays_inside(folder: &Path, path: &Path) -> bool {
    let existing = path.ancestors().find(|part| part.symlink_metadata().is_ok());
    match (folder.canonicalize(), existing.map(Path::canonicalize)) {
        (Ok(folder), Some(Ok(existing))) => existing.starts_with(folder),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn resolve(written: &str) -> Result<(TempDir, Settings), String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(FILE), written).expect("a settings file");
        let flags = Flags { archive: Some(folder.path().to_owned()), ..Flags::default() };
        let settings = Settings::resolve_with(flags, &|_| None)
            .map_err(|error| error.to_string().replace(&folder.path().display().to_string(), "ARCHIVE"))?;
        Ok((folder, settings))
    }

    fn refusal(written: &str) -> String {
        resolve(written).map(|_| ()).expect_err("refused")
    }

    #[test]
    fn an_empty_file_leaves_the_defaults() {
        let (folder, settings) = resolve("").expect("defaults");
        assert_eq!(settings.corpus, [folder.path().join("corpus")]);
        assert_eq!(settings.index, folder.path().join("index"));
        assert_eq!(settings.max_record_bytes, MAX_RECORD_BYTES);
        assert_eq!(settings.writer_bytes, WRITER_BYTES);
        assert!(settings.threads > 0);
    }

    #[test]
    fn a_corpus_may_be_one_folder_or_several() {
        let (folder, one) = resolve("corpus = 'papers'").expect("one");
        assert_eq!(one.corpus, [folder.path().join("papers")]);
        let (folder, two) = resolve("corpus = ['a', 'b/c']\nthreads = 2").expect("two");
        assert_eq!(two.corpus, [folder.path().join("a"), folder.path().join("b/c")]);
        assert_eq!(two.threads, 2);
    }

    #[test]
    fn an_unknown_key_is_named_with_the_known_ones() {
        insta::assert_snapshot!(refusal("corpora = 'papers'"), @"ARCHIVE/cuttings.toml: no setting is called `corpora`; the settings are corpus, exclude, include, index, max_record_bytes, reader, threads, writer_bytes");
    }

    #[test]
    fn a_mistake_in_a_shape_is_told_with_its_line() {
        let told = refusal("[[reader.json]]\ntext = 'a'\ntitel = 'b'");
        assert!(told.contains("line 3: unknown field `titel`, expected one of `path`"), "{told}");
        let told = refusal("\n[[reader.json]]\ntitle = 'a'");
        assert!(told.contains("line 2: missing field `text`"), "{told}");
        let told = refusal("[[reader.csv]]\ntext = 3");
        assert!(told.contains("line 2: expected where the field stands"), "{told}");
    }

    #[test]
    fn a_mistake_is_told_with_its_line() {
        insta::assert_snapshot!(refusal("index = 'index'\nthreads = 'two'"), @r#"ARCHIVE/cuttings.toml, line 2: invalid type: string "two", expected a whole number"#);
        insta::assert_snapshot!(refusal("\ncorpus = 3"), @"ARCHIVE/cuttings.toml, line 2: expected a name in quotes, or a list of them");
        insta::assert_snapshot!(refusal("writer_bytes = 1000"), @"ARCHIVE/cuttings.toml: `writer_bytes` is 1000; it must be at least 15000000");
    }

    #[test]
    fn a_path_in_the_file_never_leaves_the_archive() {
        for path in ["/etc", "..", "a/../../b", "../index"] {
            let message = refusal(&format!("index = '{path}'"));
            assert!(message.contains("--index or CUTTINGS_INDEX"), "{message}");
        }
        insta::assert_snapshot!(refusal("corpus = ['papers', '/etc']"), @"ARCHIVE/cuttings.toml: `corpus` leads out of the archive folder (/etc); a settings file may only name folders inside it, so give this one with --corpus or CUTTINGS_CORPUS");
    }

    #[cfg(unix)]
    #[test]
    fn a_symlink_does_not_lead_out_of_the_archive() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let elsewhere = tempfile::tempdir().expect("another one");
        let link = |to: &Path, name: &str| {
            std::os::unix::fs::symlink(to, folder.path().join(name)).expect("a symlink");
        };
        link(elsewhere.path(), "out");
        link(Path::new("/nowhere/at/all"), "dangling");
        fs::create_dir(folder.path().join("real")).expect("a folder");
        link(Path::new("real"), "within");
        assert!(stays_inside(folder.path(), &folder.path().join("within/new")));
        for path in ["out", "out/deeper", "dangling", "dangling/deeper"] {
            assert!(!stays_inside(folder.path(), &folder.path().join(path)), "{path}");
        }
    }

    #[test]
    fn flags_go_before_the_environment_and_that_before_the_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join(FILE), "corpus = 'papers'\nindex = 'there'").expect("a settings file");
        let flags = Flags { index: Some("/tmp/elsewhere".into()), ..Flags::default() };
        let settings = Settings::resolve_with(flags, &|name| match name {
            "CUTTINGS_ARCHIVE" => Some(folder.path().as_os_str().to_owned()),
            "CUTTINGS_CORPUS" => Some("/mnt/one:/mnt/two".into()),
            "CUTTINGS_INDEX" => Some("/mnt/index".into()),
            _ => None,
        })
        .expect("settings");
        assert_eq!(settings.archive, folder.path());
        assert_eq!(settings.corpus, [Path::new("/mnt/one"), Path::new("/mnt/two")]);
        assert_eq!(settings.index, Path::new("/tmp/elsewhere"));
    }

    #[test]
    fn a_missing_archive_folder_is_named() {
        let flags = Flags { archive: Some("/no/such/folder".into()), ..Flags::default() };
        let error = Settings::resolve_with(flags, &|_| None).expect_err("refused");
        insta::assert_snapshot!(error, @"/no/such/folder: no such archive folder; name one with --archive or CUTTINGS_ARCHIVE");
    }
}
