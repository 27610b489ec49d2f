//! The shell: reads an episode, writes the plan's parts, runs its stages, and publishes what is whole.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::abilities::Abilities;
use crate::episode::{CHAPTERS, Episode, SOUND, TRANSCRIPT};
use crate::error::Error;
use crate::folder::Scratch;
use crate::limits;
use crate::plan::{Invocation, Plan};
use crate::process;
use crate::progress::{Progress, time};
use crate::wishes::Wishes;

/// An ffmpeg, and its abilities.
#[derive(Clone, Debug)]
pub struct Ffmpeg {
    program: PathBuf,
    abilities: Abilities,
}

impl Ffmpeg {
    /// Asks a program for its abilities: a name is looked up in `PATH`, a path is used as it is.
    ///
    /// Errors: [`Error::Unusable`] if it does not run, or is no ffmpeg.
    pub fn find(program: &Path) -> Result<Self, Error> {
        let unusable = |why: String| Error::Unusable { program: program.to_owned(), why };
        // Runs have another working folder.
        let is_path = program.components().nth(1).is_some();
        let absolute = if is_path { program.canonicalize() } else { Ok(program.to_owned()) };
        let absolute = absolute.map_err(|error| unusable(error.to_string()))?;
        let ask = |question: &str| {
            let output = Command::new(&absolute).args(["-hide_banner", question]).stdin(Stdio::null()).output();
            let output = output.map_err(|error| unusable(error.to_string()))?;
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        };
        let abilities = Abilities::read(&ask("-version")?, &ask("-encoders")?, &ask("-filters")?);
        if abilities.version.is_empty() {
            return Err(unusable("it does not say that it is ffmpeg".to_owned()));
        }
        Ok(Self { program: absolute, abilities })
    }

    pub fn abilities(&self) -> &Abilities {
        &self.abilities
    }

    /// The length of a sound in milliseconds, exact to a hundredth of a second.
    fn duration_ms(&self, sound: &Path) -> Result<u64, Error> {
        let mut command = Command::new(&self.program);
        command.args(["-hide_banner", "-nostdin", "-i"]).arg(sound).stdin(Stdio::null());
        let output = command.output().map_err(|source| Error::file(&self.program, source))?;
        let said = String::from_utf8_lossy(&output.stderr);
        let duration =
            said.lines().find_map(|line| line.trim().strip_prefix("Duration: ")?.split(',').next().and_then(time));
        duration.ok_or_else(|| {
            let why = said.lines().last().unwrap_or_default().chars().take(limits::LINE_CHARS_MAX).collect();
            Error::Episode { file: SOUND, why }
        })
    }
}

/// Makes the files asked for in an episode's folder and returns their paths; `is_stopped` ends it from another thread.
///
/// A file with its right name is always whole: it replaces an older one at once. Nothing else is left in the folder, however this
/// ends; remains of a run that was killed are removed first.
///
/// Errors: those of [`Error`]. A file of the episode that is missing or strange, and an ability that ffmpeg lacks, are told
/// before anything is begun; files made before an error stay.
pub fn make(
    folder: &Path,
    wishes: &Wishes,
    ffmpeg: &Ffmpeg,
    is_stopped: &AtomicBool,
    on_progress: &mut dyn FnMut(Progress),
) -> Result<Vec<PathBuf>, Error> {
    let episode = read(folder, ffmpeg)?;
    if let Some(text) = Plan::unwritable(&episode, wishes) {
        return Err(Error::Unwritable { text: text.to_owned() });
    }
    let plan = Plan::new(&episode, wishes);
    let lacks = ffmpeg.abilities.lacks(&plan.needs);
    if !lacks.is_empty() {
        return Err(Error::Lacking { version: ffmpeg.abilities.version.clone(), lacks });
    }
    let scratch = Scratch::take(folder)?;
    for part in &plan.parts {
        if is_stopped.load(Ordering::Relaxed) {
            return Err(Error::Stopped);
        }
        scratch.write(&part.name, &plan.bytes(&part.content))?;
    }
    let mut made = Vec::new();
    for stage in &plan.stages {
        let runs = Runs {
            ffmpeg,
            scratch: &scratch,
            stage,
            is_stopped,
            has_failed: AtomicBool::new(false),
            next: AtomicUsize::new(0),
        };
        made.extend(runs.all(episode.duration_ms, on_progress)?);
    }
    Ok(made)
}

/// The episode of a folder.
///
/// Errors: a file that is missing, or is not of its kind.
pub fn read(folder: &Path, ffmpeg: &Ffmpeg) -> Result<Episode, Error> {
    let sound = folder.join(SOUND);
    let tag = tag(&sound).map_err(|source| Error::file(&sound, source))?;
    let json = |name: &str| {
        let path = folder.join(name);
        let mut bytes = Vec::new();
        let read = File::open(&path).and_then(|file| file.take(limits::JSON_BYTES_MAX).read_to_end(&mut bytes));
        read.map(|_| bytes).map_err(|source| Error::file(&path, source))
    };
    Episode::read(&json(CHAPTERS)?, &json(TRANSCRIPT)?, &tag, ffmpeg.duration_ms(&sound)?)
}

/// The ID3v2 tag at the beginning of a file, or nothing.
fn tag(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.by_ref().take(10).read_to_end(&mut bytes)?;
    // The size is in the lower seven bits of four bytes.
    let size = match bytes.as_slice() {
        [b'I', b'D', b'3', _, _, _, size @ ..] => size.iter().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7f)),
        _ => 0,
    };
    file.take(size.min(limits::TAG_BYTES_MAX)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The runs of one stage, a bounded number at once; one that fails ends the others.
struct Runs<'a> {
    ffmpeg: &'a Ffmpeg,
    scratch: &'a Scratch,
    stage: &'a [Invocation],
    is_stopped: &'a AtomicBool,
    has_failed: AtomicBool,
    next: AtomicUsize,
}

impl Runs<'_> {
    fn all(&self, total_ms: u64, on_progress: &mut dyn FnMut(Progress)) -> Result<Vec<PathBuf>, Error> {
        thread::scope(|scope| {
            let (sender, received) = channel();
            let lanes: Vec<_> = (0..limits::RUNS_MAX.min(self.stage.len()))
                .map(|_| {
                    let sender = sender.clone();
                    scope.spawn(move || self.lane(total_ms, &sender))
                })
                .collect();
            drop(sender);
            received.into_iter().for_each(on_progress);
            let ended: Vec<_> = lanes.into_iter().filter_map(|lane| lane.join().ok()).collect();
            self.first_error_of(ended)
        })
    }

    /// All files, or the error that ended the stage: those of runs it ended are no news.
    fn first_error_of(&self, lanes: Vec<Result<Vec<PathBuf>, Error>>) -> Result<Vec<PathBuf>, Error> {
        let mut made = Vec::new();
        let mut failed = None;
        for lane in lanes {
            match lane {
                Ok(files) => made.extend(files),
                Err(Error::Stopped) if failed.is_some() => {}
                Err(error) if matches!(failed, None | Some(Error::Stopped)) => failed = Some(error),
                Err(_) => {}
            }
        }
        failed.map_or(Ok(made), Err)
    }

    fn lane(&self, total_ms: u64, sender: &Sender<Progress>) -> Result<Vec<PathBuf>, Error> {
        let mut made = Vec::new();
        while let Some(invocation) = self.stage.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            let is_over = || self.is_stopped.load(Ordering::Relaxed) || self.has_failed.load(Ordering::Relaxed);
            let report = |done_ms: u64| {
                let output = invocation.output.clone();
                let _ = sender.send(Progress { output, done_ms: done_ms.min(total_ms), total_ms });
            };
            let ran = process::run(&self.ffmpeg.program, self.scratch.path(), invocation, &is_over, &report);
            let published = ran.and_then(|()| self.publish(invocation));
            made.extend(published.inspect_err(|_| self.has_failed.store(true, Ordering::Relaxed))?);
        }
        Ok(made)
    }

    fn publish(&self, invocation: &Invocation) -> Result<Option<PathBuf>, Error> {
        invocation.file_name.map(|file_name| self.scratch.publish(&invocation.output, file_name)).transpose()
    }
}
