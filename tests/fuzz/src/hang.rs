//! Where finds go, and the watch over runs that do not come back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::run::Fault;
use crate::seeds::Input;

/// A run of more than this, whatever the machine is busy with, hangs.
const PATIENCE: Duration = Duration::from_secs(180);

/// The folder of finds, and what is running now.
pub(crate) struct Finds {
    folder: PathBuf,
    now: Arc<Mutex<Option<(Instant, Input)>>>,
}

impl Finds {
    /// Remembers what is about to run.
    pub(crate) fn running(&self, input: &Input) {
        *self.now.lock().expect("nobody panics with the lock") = Some((Instant::now(), input.clone()));
    }

    /// Writes an input down, named after its content.
    pub(crate) fn keep(&self, input: &Input, fault: &Fault) -> anyhow::Result<PathBuf> {
        write(&self.folder, input, &fault.to_string())
    }
}

fn write(folder: &Path, input: &Input, what: &str) -> anyhow::Result<PathBuf> {
    let sort = what.split(':').next().unwrap_or("find");
    let number = input.bytes.iter().fold(14_695_981_039_346_656_037_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(1_099_511_628_211)
    });
    let path = folder.join(format!("{sort}-{number:016x}-{}", input.path));
    fs::write(&path, &input.bytes).with_context(|| format!("writing {}", path.display()))?;
    fs::write(path.with_extension("why"), what)?;
    Ok(path)
}

/// Makes the folder and starts the watch: a run that hangs is written down, and the program ends.
pub(crate) fn watch(folder: &Path) -> anyhow::Result<Finds> {
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    let now: Arc<Mutex<Option<(Instant, Input)>>> = Arc::default();
    let (watched, place) = (Arc::clone(&now), folder.to_owned());
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(5));
            let running = watched.lock().expect("nobody panics with the lock").clone();
            if let Some((_, input)) = running.filter(|(since, _)| since.elapsed() > PATIENCE) {
                let path = write(&place, &input, "hang: no end in sight");
                eprintln!("hangs: {path:?}");
                process::exit(2);
            }
        }
    });
    Ok(Finds { folder: folder.to_owned(), now })
}
