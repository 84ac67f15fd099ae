//! A temporary archive and the real program in it.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, lchown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_cuttings");

const BUSY: Duration = Duration::from_millis(5);

/// The user who owns nothing, by the number that every system gives to it.
const NOBODY: u32 = 65534;

/// What a run of the program gave.
pub(crate) struct Output {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Output {
    /// Runs a program to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = loop {
            match command.output() {
                // Another test that starts a process holds our copy of the program open until that executes.
                Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => thread::sleep(BUSY),
                result => break result.expect("the program can be started"),
            }
        };
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// Asserts that the run failed with a message that names all of this.
    #[track_caller]
    pub(crate) fn refuses(&self, named: &[&str]) {
        assert_eq!(self.code, 2, "{} {}", self.stdout, self.stderr);
        for part in named {
            assert!(self.stderr.contains(part), "{part} is not in: {}", self.stderr);
        }
    }
}

/// An archive folder of its own, removed at the end.
pub(crate) struct Archive {
    folder: TempDir,
}

impl Archive {
    /// An archive with these files in its corpus folder.
    pub(crate) fn with<const N: usize>(files: [(&str, &str); N]) -> Self {
        let archive = Self { folder: TempDir::new().expect("a temporary folder can be made") };
        fs::create_dir(archive.path("corpus")).expect("the archive is empty");
        for (path, text) in files {
            archive.write(path, text.as_bytes());
        }
        archive
    }

    /// Writes a file of the corpus.
    pub(crate) fn write(&self, path: &str, content: &[u8]) {
        let path = self.path("corpus").join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the corpus is writable");
        fs::write(path, content).expect("the corpus is writable");
    }

    /// A path inside the archive folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The program, about to run in the archive folder with a clean environment.
    pub(crate) fn command<const N: usize>(&self, arguments: [&str; N]) -> Command {
        command_in(self.folder.path(), &arguments)
    }

    /// Runs the program in the archive folder with a clean environment.
    pub(crate) fn run<const N: usize>(&self, arguments: [&str; N]) -> Output {
        self.run_all(&arguments)
    }

    /// The same, for arguments that are put together at run time.
    pub(crate) fn run_all(&self, arguments: &[&str]) -> Output {
        Output::of(&mut command_in(self.folder.path(), arguments))
    }

    /// Runs the program as somebody whom the modes of files bind: us, or, where we are root, the user [`NOBODY`], to
    /// whom the archive is given.
    pub(crate) fn run_bound<const N: usize>(&self, arguments: [&str; N]) -> Output {
        if !self.is_roots() {
            return self.run(arguments);
        }
        // The program itself may lie where nobody may look.
        let program = self.path(".program");
        fs::copy(PROGRAM, &program).expect("the program can be copied");
        give(self.folder.path());
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.folder.path()).args(arguments).uid(NOBODY).gid(NOBODY);
        Output::of(&mut command)
    }

    /// Whether the tests run as root, whom no mode binds: then the folder is root's, or given away by now.
    fn is_roots(&self) -> bool {
        fs::metadata(self.folder.path()).is_ok_and(|folder| [0, NOBODY].contains(&folder.uid()))
    }

    /// Runs the program and takes its output as JSON.
    pub(crate) fn json<const N: usize>(&self, arguments: [&str; N]) -> serde_json::Value {
        let output = self.run(arguments);
        serde_json::from_str(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {} {}", output.stdout, output.stderr))
    }
}

fn command_in(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.env_clear().current_dir(folder).args(arguments);
    command
}

/// Makes the user [`NOBODY`] the owner of a folder and all below it.
fn give(folder: &Path) {
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        lchown(entry.path(), Some(NOBODY), Some(NOBODY)).expect("root gives files away");
    }
}
