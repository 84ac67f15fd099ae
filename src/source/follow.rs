//! Waits until something in a folder has changed and is at rest again.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, EventKind, ModifyKind};
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::filter::IGNORE_FILE;

/// How often a wait looks whether it is to end, and whether a folder that went is back.
const TICK: Duration = Duration::from_millis(200);

/// When changes are at rest.
#[derive(Debug, Clone, Copy)]
struct Pace {
    /// Nothing happened for so long.
    quiet: Duration,
    /// A file that was written to and not closed is taken for finished after so long.
    stale: Duration,
    /// So long after the first change it counts as rest even if others keep coming, unless a file is being written.
    most: Duration,
    /// So long after the first change it counts as rest in any case.
    last: Duration,
}

/// Where the system says when a file is closed, files that are open are waited for; elsewhere, and where folders are
/// looked at every `interval`, a file is finished when it no longer grows.
fn pace(interval: Option<Duration>) -> Pace {
    let tells = cfg!(any(target_os = "linux", target_os = "android"));
    let (quiet, stale) = match interval {
        Some(interval) => (interval * 3 / 2, interval * 3 / 2),
        None if tells => (Duration::from_millis(500), Duration::from_secs(15)),
        None => (Duration::from_secs(1), Duration::from_secs(2)),
    };
    let most = (quiet * 4).max(Duration::from_secs(5));
    Pace { quiet, stale, most, last: Duration::from_mins(1).max(most) }
}

/// What happened to a file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    /// Something that needs no waiting.
    Touched,
    /// Somebody writes to it.
    Written(PathBuf),
    /// Whoever wrote to it has finished.
    Closed(PathBuf),
    /// It is there no longer, under this name.
    Gone(PathBuf),
}

/// Changes that nobody has looked at yet.
#[derive(Debug, Default)]
struct Unrest {
    /// Times of the first and the last one.
    span: Option<(Instant, Instant)>,
    /// Files that are being written, with the time of the last write.
    writing: BTreeMap<PathBuf, Instant>,
}

impl Unrest {
    fn note(&mut self, change: Change, now: Instant) {
        let first = self.span.map_or(now, |(first, _)| first);
        self.span = Some((first, now));
        match change {
            Change::Touched => {}
            Change::Written(path) => drop(self.writing.insert(path, now)),
            Change::Closed(path) | Change::Gone(path) => {
                self.writing.retain(|written, _| !written.starts_with(&path));
            }
        }
    }

    /// Whether there are changes, and all of them are at rest.
    fn is_over(&mut self, pace: Pace, now: Instant) -> bool {
        let Some((first, last)) = self.span else { return false };
        self.writing.retain(|_, written| now.duration_since(*written) < pace.stale);
        let since = now.duration_since(first);
        let still = now.duration_since(last) >= pace.quiet || since >= pace.most;
        still && (self.writing.is_empty() || since >= pace.last)
    }
}

/// Follows folders; whatever happens in them while nobody waits is kept for the next wait.
pub struct Follower {
    watcher: Box<dyn Watcher>,
    events: Receiver<notify::Result<Event>>,
    /// Canonical where they are there, and whether they are watched.
    roots: Vec<(PathBuf, bool)>,
    skip: PathBuf,
    pace: Pace,
    unrest: Unrest,
}

/// How a folder is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Following {
    /// The system tells of changes.
    Told,
    /// The folder is looked at every so often: as was wished, or, with the reason, because the system cannot tell.
    Looking(Duration, Option<String>),
}

/// How often folders are looked at where the system cannot tell.
const LOOK: Duration = Duration::from_secs(2);

impl Follower {
    /// Follows these folders and all below them, hidden files and the folder `skip` left out. `interval` asks to look at
    /// them every so often; without it the system tells, and where it cannot, they are looked at all the same.
    ///
    /// # Errors
    ///
    /// When not even looking is possible.
    pub fn open(
        folders: &[PathBuf],
        skip: &Path,
        interval: Option<Duration>,
    ) -> notify::Result<(Self, Following)> {
        if let Some(interval) = interval {
            return Ok((Self::looking(folders, skip, interval)?, Following::Looking(interval, None)));
        }
        match Self::told(folders, skip) {
            Ok(follower) => Ok((follower, Following::Told)),
            Err(error) => {
                let follower = Self::looking(folders, skip, LOOK)?;
                Ok((follower, Following::Looking(LOOK, Some(error.to_string()))))
            }
        }
    }

    fn told(folders: &[PathBuf], skip: &Path) -> notify::Result<Self> {
        let (sender, events) = mpsc::channel();
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(sender, config)?;
        Self::over(Box::new(watcher), events, folders, skip, pace(None))
    }

    fn looking(folders: &[PathBuf], skip: &Path, interval: Duration) -> notify::Result<Self> {
        let (sender, events) = mpsc::channel();
        let config = Config::default().with_follow_symlinks(false).with_poll_interval(interval);
        let watcher = PollWatcher::new(sender, config)?;
        Self::over(Box::new(watcher), events, folders, skip, pace(Some(interval)))
    }

    fn over(
        mut watcher: Box<dyn Watcher>,
        events: Receiver<notify::Result<Event>>,
        folders: &[PathBuf],
        skip: &Path,
        pace: Pace,
    ) -> notify::Result<Self> {
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let mut roots = Vec::new();
        for folder in folders {
            let folder = real(folder);
            let is_there = folder.is_dir();
            if is_there {
                watcher.watch(&folder, RecursiveMode::Recursive)?;
            }
            roots.push((folder, is_there));
        }
        Ok(Self { watcher, events, roots, skip: real(skip), pace, unrest: Unrest::default() })
    }

    /// Waits until something has changed and is at rest; gives `false` when it was `stop` that ended the wait.
    pub fn wait(&mut self, stop: &AtomicBool) -> bool {
        while !stop.load(Ordering::Relaxed) {
            match self.events.recv_timeout(TICK) {
                Ok(event) => self.note(event),
                Err(RecvTimeoutError::Timeout) => self.find_again(),
                // The watcher lives as long as we do; should its thread be gone, looking each tick is what is left.
                Err(RecvTimeoutError::Disconnected) => std::thread::sleep(TICK),
            }
            if self.unrest.is_over(self.pace, Instant::now()) {
                self.unrest = Unrest::default();
                return true;
            }
        }
        false
    }

    /// Makes the next wait end as if something had changed now.
    pub fn again(&mut self) {
        self.unrest.note(Change::Touched, Instant::now());
    }

    fn note(&mut self, event: notify::Result<Event>) {
        let now = Instant::now();
        match event {
            Ok(event) if event.need_rescan() || event.paths.is_empty() => {
                self.unrest.note(Change::Touched, now);
            }
            Ok(event) => {
                for path in &event.paths {
                    if let Some(change) = change(event.kind, path).filter(|_| self.counts(path)) {
                        self.unrest.note(change, now);
                    }
                }
            }
            // What could not be told may be a change.
            Err(_) => self.unrest.note(Change::Touched, now),
        }
    }

    /// Whether a walk would see a change of this path.
    fn counts(&mut self, path: &Path) -> bool {
        let Some((root, watched)) = self.roots.iter_mut().find(|(root, _)| path.starts_with(root)) else {
            return false;
        };
        if path == root {
            *watched = *watched && path.is_dir();
            return true;
        }
        let inside = path.strip_prefix(&*root).unwrap_or(path);
        let is_hidden = |part: &OsStr| part.as_encoded_bytes().starts_with(b".") && part != IGNORE_FILE;
        let hidden = inside.iter().any(is_hidden);
        !hidden && !path.starts_with(&self.skip)
    }

    /// Watches folders again that had gone and are back.
    fn find_again(&mut self) {
        for (root, watched) in &mut self.roots {
            if *watched {
                *watched = root.is_dir();
            } else if root.is_dir() && self.watcher.watch(root, RecursiveMode::Recursive).is_ok() {
                *watched = true;
                self.unrest.note(Change::Touched, Instant::now());
            }
        }
    }
}

/// What an event means for a file; `None` for one that changes nothing.
fn change(kind: EventKind, path: &Path) -> Option<Change> {
    Some(match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Change::Closed(path.to_owned()),
        EventKind::Access(_) => return None,
        EventKind::Create(CreateKind::Folder) | EventKind::Modify(ModifyKind::Metadata(_)) => Change::Touched,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => {
            Change::Written(path.to_owned())
        }
        EventKind::Modify(ModifyKind::Name(_)) | EventKind::Remove(_) => Change::Gone(path.to_owned()),
        EventKind::Any | EventKind::Other | EventKind::Modify(_) => Change::Touched,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        quiet: Duration::from_secs(1),
        stale: Duration::from_secs(15),
        most: Duration::from_secs(5),
        last: Duration::from_mins(1),
    };

    /// Notes changes at seconds of a made-up clock; gives the first second from then on at which all is at rest.
    fn rest(changes: &[(u64, Change)]) -> Option<u64> {
        let begin = Instant::now();
        let mut unrest = Unrest::default();
        for (at, change) in changes {
            unrest.note(change.clone(), begin + Duration::from_secs(*at));
        }
        let from = changes.last().map_or(0, |(at, _)| *at);
        (from..200).find(|at| unrest.is_over(PACE, begin + Duration::from_secs(*at)))
    }

    fn written(path: &str) -> Change {
        Change::Written(path.into())
    }

    #[test]
    fn nothing_is_no_rest_after_a_change() {
        assert_eq!(rest(&[]), None);
    }

    #[test]
    fn a_change_is_at_rest_when_nothing_follows() {
        assert_eq!(rest(&[(3, Change::Touched)]), Some(4));
        assert_eq!(rest(&[(3, written("a")), (3, Change::Closed("a".into()))]), Some(4));
    }

    #[test]
    fn a_file_that_is_open_is_waited_for_until_it_is_closed_renamed_or_forgotten() {
        assert_eq!(rest(&[(0, written("a")), (9, Change::Closed("a".into()))]), Some(9));
        assert_eq!(rest(&[(0, written("d/a")), (9, Change::Gone("d".into()))]), Some(9));
        assert_eq!(rest(&[(0, written("a")), (1, written("b")), (2, Change::Closed("b".into()))]), Some(15));
        assert_eq!(rest(&[(0, written("a")), (9, written("a"))]), Some(24));
    }

    #[test]
    fn changes_without_end_do_not_put_it_off_for_ever() {
        let stream: Vec<(u64, Change)> = (0..6).map(|at| (at, Change::Touched)).collect();
        assert_eq!(rest(&stream), Some(5));
        let growing: Vec<(u64, Change)> = (0..=60).map(|at| (at, written("a"))).collect();
        assert_eq!(rest(&growing), Some(60));
    }

    #[test]
    fn what_a_walk_passes_over_is_not_followed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("a folder");
        let (mut follower, _) =
            Follower::open(std::slice::from_ref(&root), &root.join("index"), None).expect("a follower");
        assert!(follower.counts(&root.join("a/b.txt")));
        for path in ["index/lock", ".git/x", "a/.b.txt.swp"] {
            assert!(!follower.counts(&root.join(path)), "{path}");
        }
        assert!(!follower.counts(Path::new("/elsewhere")));
    }

    #[test]
    fn both_ways_of_following_see_a_new_file() {
        for interval in [None, Some(Duration::from_millis(100))] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let roots = [folder.path().to_owned()];
            let (mut follower, how) =
                Follower::open(&roots, Path::new("/none"), interval).expect("a follower");
            assert!(how == Following::Told || interval.is_some(), "{how:?}");
            std::fs::write(folder.path().join("a.txt"), "text").expect("a file");
            assert!(follower.wait(&AtomicBool::new(false)));
            assert!(!follower.wait(&AtomicBool::new(true)), "asked to stop");
        }
    }
}
