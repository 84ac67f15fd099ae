//! A temporary archive and the real program in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What a run of the program gave.
pub(crate) struct Output {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
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

    /// Runs the program in the archive folder with a clean environment.
    pub(crate) fn run<const N: usize>(&self, arguments: [&str; N]) -> Output {
        run_in(self.folder.path(), &arguments)
    }

    /// The same, for arguments that are put together at run time.
    pub(crate) fn run_all(&self, arguments: &[&str]) -> Output {
        run_in(self.folder.path(), arguments)
    }

    /// Runs the program and takes its output as JSON.
    pub(crate) fn json<const N: usize>(&self, arguments: [&str; N]) -> serde_json::Value {
        let output = self.run(arguments);
        serde_json::from_str(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {} {}", output.stdout, output.stderr))
    }
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_cuttings"))
        .env_clear()
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program can be started");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Output {
        code: output.status.code().unwrap_or(-1),
        stdout: text(&output.stdout),
        stderr: text(&output.stderr),
    }
}
