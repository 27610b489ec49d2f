//! The step graph: derives the steps, each with the digest of its input, from the outputs so far.

use protocol::{Host, Timestamp};

use super::Job;
use crate::digest::{Digest, Hasher};
use crate::step::{Mastered, Output, Step, StepKey, StepKind, StepStatus, Written};

/// Version of clips: rises when the same text and voice give other frames, which makes all earlier clips obsolete.
const CLIP_VERSION: u32 = 1;

/// Engine in the names of clips, which jobs of all engines share: always the first.
const CLIP_ENGINE: u32 = 1;

/// The first engine that tells the sections of an outline apart.
pub(crate) const SECTIONS_SINCE: u32 = 5;

/// A turn: its place in the script, its host, and the digest of what is spoken.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn<'a> {
    pub number: u16,
    pub chapter: u16,
    /// Within the chapter.
    pub index: usize,
    pub host: &'a Host,
    pub speech: Digest,
    pub is_edited: bool,
    pub is_skipped: bool,
}

impl Job {
    /// Derives the steps from the outputs so far. A step whose input is unchanged keeps its status; one whose
    /// input changed starts anew; one that no longer follows is gone.
    pub(crate) fn plan(&mut self, now: Timestamp) {
        // A step that starts anew takes away what was derived from its old output: again, until nothing changes. Each round
        // settles at least one stage.
        loop {
            let before: Vec<_> = self.steps.iter().map(|(key, step)| (*key, step.input.clone())).collect();
            let wanted = self.wanted();
            self.steps.retain(|key, _| !key.is_work() || wanted.iter().any(|(wanted_key, _)| wanted_key == key));
            for (key, input) in wanted {
                self.want(key, input, now);
            }
            if self.steps.iter().map(|(key, step)| (*key, step.input.clone())).eq(before) {
                return;
            }
        }
    }

    /// Asks for a step; asking again for the same input changes nothing.
    pub(crate) fn want(&mut self, key: StepKey, input: Digest, now: Timestamp) {
        if self.steps.get(&key).is_none_or(|step| step.input != input) {
            self.steps.insert(key, Step::new(input, now));
        }
    }

    /// Gives new attempts to the speech steps of turns whose clips are missing.
    pub(crate) fn speak_again(&mut self, turns: &[u16], now: Timestamp) {
        for turn in turns {
            if let Some(step) = self.steps.get_mut(&StepKind::Speech.at(*turn)) {
                *step = step.renewed(now);
            }
        }
    }

    /// The steps that follow from what is done, with their inputs.
    pub(crate) fn wanted(&self) -> Vec<(StepKey, Digest)> {
        let spec = &self.spec;
        let input = |kind| input(kind, self.engine_version);
        let ingest = input("ingest").part(spec.source.as_str()).part(format!("{:?}", spec.format)).finish();
        let mut wanted = vec![(StepKind::Ingest.key(), ingest)];

        let Some(Output::Ingested { document, .. }) = self.output(StepKind::Ingest.key()) else { return wanted };
        let asked = input("outline").part(document.as_str());
        // Where nothing is asked for, as it was before styles.
        let asked = if spec.style.is_default() { asked } else { asked.part(format!("{:?}", spec.style)) };
        wanted.push((StepKind::Outline.key(), asked.finish()));

        let Some(Output::Outlined { outline, chapters, sections, .. }) = self.output(StepKind::Outline.key()) else {
            return wanted;
        };
        for chapter in 0..*chapters {
            // The hosts call each other by name, in whatever voice.
            let names = self.hosts.iter().fold(input("script"), |hasher, host| hasher.part(&host.name));
            // A section that stays as it was is not written again when others change.
            let script = match sections.get(usize::from(chapter)) {
                Some(section) => names.part(section.as_str()),
                None => names.part(outline.as_str()),
            };
            wanted.push((StepKind::Script.at(chapter), script.part(chapter.to_le_bytes()).finish()));
        }

        let Some(turns) = self.spoken_turns() else { return wanted };
        #[cfg(feature = "next")]
        if self.engine_version == super::ENGINE_VERSION {
            wanted.push((StepKind::Rehearsal.key(), input("rehearsal").part(outline.as_str()).finish()));
        }
        wanted.extend(turns.iter().map(|turn| (StepKind::Speech.at(turn.number), turn.speech.clone())));

        let Some(frames) = self.spoken_frames() else { return wanted };
        let title = self.title().unwrap_or_default();
        let names = self.hosts.iter().fold(input("master").part(title), |hasher, host| hasher.part(&host.name));
        let clips = turns.iter().zip(frames).fold(names.part(outline.as_str()), |hasher, (turn, frames)| {
            hasher.part(turn.chapter.to_le_bytes()).part(turn.speech.as_str()).part(frames.to_le_bytes())
        });
        let master = clips.finish();
        wanted.push((StepKind::Master.key(), master.clone()));

        if self.mastered().is_some() {
            wanted.push((StepKind::Publish.key(), input("publish").part(master.as_str()).finish()));
        }
        wanted
    }

    pub(crate) fn output(&self, key: StepKey) -> Option<&Output> {
        match &self.steps.get(&key)?.status {
            StepStatus::Done { output } => Some(output),
            StepStatus::Waiting { .. } | StepStatus::Leased { .. } | StepStatus::Exhausted { .. } => None,
        }
    }

    /// The episode's title, once it is known.
    pub fn title(&self) -> Option<&str> {
        let ingested = match self.output(StepKind::Ingest.key()) {
            Some(Output::Ingested { title, .. }) => Some(title),
            Some(_) | None => None,
        };
        self.spec.title.as_ref().or(ingested).map(String::as_str)
    }

    /// Number of chapters, once it is known.
    pub fn chapter_count(&self) -> Option<u16> {
        match self.output(StepKind::Outline.key()) {
            Some(Output::Outlined { chapters, .. }) => Some(*chapters),
            Some(_) | None => None,
        }
    }

    /// Turns of one chapter as written, once they are.
    pub(crate) fn written(&self, chapter: u16) -> Option<&[Written]> {
        match self.output(StepKind::Script.at(chapter)) {
            Some(Output::Written { turns, .. }) => Some(turns),
            Some(_) | None => None,
        }
    }

    /// All turns of the script in order, once every chapter is written.
    pub fn turns(&self) -> Option<Vec<Turn<'_>>> {
        let mut turns = Vec::new();
        for chapter in 0..self.chapter_count()? {
            for (index, Written { host, text }) in self.written(chapter)?.iter().enumerate() {
                let number = u16::try_from(turns.len()).ok()?;
                let edit = self.edits.get(&number);
                let [lead, guest] = &self.hosts;
                let host = if *host == 0 { lead } else { guest };
                let said = edit.unwrap_or(text);
                let speech = input("speech", CLIP_ENGINE).part(CLIP_VERSION.to_le_bytes());
                let speech = speech.part(&host.voice).part(said.as_str());
                // The narrow form is as it was before there were two: its clips keep their names.
                let speech = if self.spec.is_wide { speech.part("wide") } else { speech };
                let speech = self.spec.pronunciations.iter().map(Digest::as_str).fold(speech, Hasher::part);
                let (is_edited, is_skipped) = (edit.is_some(), self.skipped.contains(&number));
                turns.push(Turn { number, chapter, index, host, speech: speech.finish(), is_edited, is_skipped });
            }
        }
        Some(turns)
    }

    /// All turns that are not skipped.
    pub fn spoken_turns(&self) -> Option<Vec<Turn<'_>>> {
        Some(self.turns()?.into_iter().filter(|turn| !turn.is_skipped).collect())
    }

    /// The lengths of their clips, once every one is spoken.
    pub fn spoken_frames(&self) -> Option<Vec<u32>> {
        let spoken = |turn: Turn<'_>| match self.output(StepKind::Speech.at(turn.number)) {
            Some(Output::Spoken { frames }) => Some(*frames),
            Some(_) | None => None,
        };
        self.spoken_turns()?.into_iter().map(spoken).collect()
    }

    /// The finished audio, once it is made.
    pub fn mastered(&self) -> Option<&Mastered> {
        match self.output(StepKind::Master.key()) {
            Some(Output::Mastered(mastered)) => Some(mastered),
            Some(_) | None => None,
        }
    }

    pub(crate) fn is_published(&self) -> bool {
        matches!(self.output(StepKind::Publish.key()), Some(Output::Published))
    }
}

/// Hasher of a step's input; it includes the engine, because engines differ in their work.
fn input(kind: &str, engine_version: u32) -> Hasher {
    Hasher::new(kind).part(engine_version.to_le_bytes())
}
