//! The studio: everything that is the same in all worlds: sources, their sound, their undisturbed episodes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use artwork::{Palette, Size};
use audio::{Band, Clip, Error, Measured};
use job::Digest;
use pipeline::{RedactedJob, Sound, Submission};
use protocol::{CreateJob, JobId, Redaction, Source, SourceFormat, Timestamp, WireVersion};

use crate::ledger::Line;
use crate::router::tenant;
use crate::run::{dictated, undisturbed};
use crate::shape::Shape;
use crate::sound::{self, Pace};
use crate::written::Dictation;

const SOURCES: [&str; 4] = [
    include_str!("../sources/leases.md"),
    include_str!("../sources/notes.md"),
    include_str!("../sources/tides.md"),
    include_str!("../sources/bridge.md"),
];

/// Scripts of models are many: episodes of the first ones are remembered.
const DICTATED_MAX: usize = 200;

/// Files by key.
pub(crate) type Episode = BTreeMap<String, Vec<u8>>;

/// Episodes by source and script.
type Dictated = BTreeMap<(usize, Vec<String>), Rc<Episode>>;

/// One per thread.
#[derive(Default)]
pub struct Studio {
    memory: RefCell<Memory>,
    episodes: RefCell<BTreeMap<(usize, Shape), Rc<Episode>>>,
    dictated: RefCell<Dictated>,
    submissions: RefCell<BTreeMap<usize, (Submission, Digest)>>,
}

#[derive(Default)]
struct Memory {
    spoken: BTreeMap<Line, Vec<u8>>,
    lines: BTreeMap<Vec<u8>, Line>,
    clips: BTreeMap<Vec<u8>, Result<Clip, Error>>,
    frames: BTreeMap<Vec<u8>, Line>,
    measures: BTreeMap<Vec<u8>, Result<Measured, Error>>,
    covers: BTreeMap<String, Vec<u8>>,
}

impl Studio {
    pub(crate) fn source_count() -> u64 {
        SOURCES.len() as u64
    }

    pub(crate) fn source(index: usize) -> &'static str {
        SOURCES.get(index).copied().unwrap_or_default()
    }

    /// The files a finished job of this source has when nothing went wrong.
    ///
    /// # Errors
    /// When something did.
    pub(crate) fn episode(&self, source: usize, shape: Shape) -> Result<Rc<Episode>, String> {
        let known = self.episodes.borrow().get(&(source, shape)).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let episode = Rc::new(undisturbed(self, source, shape)?);
        self.episodes.borrow_mut().insert((source, shape), Rc::clone(&episode));
        Ok(episode)
    }

    /// The files of a finished job of this source whose script is this.
    ///
    /// # Errors
    /// When something went wrong.
    pub(crate) fn dictated(&self, source: usize, dictation: &Dictation) -> Result<Rc<Episode>, String> {
        let key = (source, dictation.key());
        let known = self.dictated.borrow().get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let episode = Rc::new(dictated(self, source, dictation)?);
        let mut episodes = self.dictated.borrow_mut();
        if episodes.len() < DICTATED_MAX {
            episodes.insert(key, Rc::clone(&episode));
        }
        Ok(episode)
    }

    /// A request for a source as the router makes it fit to go on, and its digest: with a new id each time, and the time it
    /// came.
    pub(crate) fn submission(&self, source: usize, (id, at): (JobId, Timestamp)) -> (Submission, Digest) {
        let mut submissions = self.submissions.borrow_mut();
        let (submission, digest) = submissions.entry(source).or_insert_with(|| {
            let source = Source { format: SourceFormat::Markdown, text: Self::source(source).to_owned() };
            let request = RedactedJob::of(CreateJob::new(source), Redaction::On);
            let digest = request.digest();
            let submission =
                request.read().and_then(|read| Submission::new(id, tenant(), WireVersion::CURRENT, read, at));
            (submission.expect("invariant: our sources are good"), digest)
        });
        let mut submission = submission.clone();
        (submission.spec.id, submission.at) = (id, at);
        (submission, digest.clone())
    }

    pub(crate) fn wav(&self, line: &Line) -> Vec<u8> {
        let memory = &mut *self.memory.borrow_mut();
        if let Some(wav) = memory.spoken.get(line) {
            return wav.clone();
        }
        let wav = sound::hum(line, Pace::Fast);
        memory.lines.insert(wav.clone(), line.clone());
        memory.spoken.insert(line.clone(), wav.clone());
        wav
    }

    /// The clip of a line said more slowly; of the first one alone, as every combination is an episode of its own to measure.
    pub(crate) fn slower(&self, line: &Line) -> Option<Vec<u8>> {
        let (_, text) = line;
        text.starts_with("Welcome")
            .then(|| self.clip(&sound::hum(line, Pace::Slow), Band::Narrow).map(|clip| clip.frames).ok())?
    }

    pub(crate) fn silence(&self) -> Vec<u8> {
        sound::silence()
    }

    /// The line a clip's frames say.
    pub(crate) fn line(&self, frames: &[u8]) -> Option<Line> {
        self.memory.borrow().frames.get(frames).cloned()
    }
}

impl Sound for Studio {
    fn clip(&self, wav: &[u8], band: Band) -> Result<Clip, Error> {
        let memory = &mut *self.memory.borrow_mut();
        if let Some(clip) = memory.clips.get(wav) {
            return clip.clone();
        }
        let clip = audio::clip(wav, band);
        if let (Ok(clip), Some(line)) = (&clip, memory.lines.get(wav)) {
            memory.frames.insert(clip.frames.clone(), line.clone());
        }
        memory.clips.insert(wav.to_vec(), clip.clone());
        clip
    }

    fn measure(&self, mp3: &[u8], band: Band) -> Result<Measured, Error> {
        let memory = &mut *self.memory.borrow_mut();
        if let Some(measured) = memory.measures.get(mp3) {
            return measured.clone();
        }
        let measured = audio::measure(mp3, band);
        memory.measures.insert(mp3.to_vec(), measured.clone());
        measured
    }

    fn cover(&self, title: &str, _colors: Option<&protocol::CoverColors>) -> Vec<u8> {
        let covers = &mut self.memory.borrow_mut().covers;
        let draw = || artwork::cover(title, &Palette::of_title(title), Size::Episode);
        covers.entry(title.to_owned()).or_insert_with(draw).clone()
    }
}
