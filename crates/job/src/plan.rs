//! The graph: which steps follow from what is done, and from which input each is done.

use protocol::Timestamp;

use crate::{Digest, ENGINE_VERSION, Hasher, Job, Mastered, Output, Step, StepKey, StepStatus};

impl Job {
    /// Makes the steps those that follow from what is done. A step whose input is unchanged keeps its status; one whose
    /// input changed starts anew; one that no longer follows is gone.
    pub(crate) fn plan(&mut self, now: Timestamp) {
        let wanted = self.wanted();
        self.steps.retain(|key, _| key.stage().is_none() || wanted.iter().any(|(wanted_key, _)| wanted_key == key));
        for (key, input) in wanted {
            self.want(key, input, now);
        }
    }

    /// Asks for a step; asking again for the same input changes nothing.
    pub(crate) fn want(&mut self, key: StepKey, input: Digest, now: Timestamp) {
        if self.steps.get(&key).is_none_or(|step| step.input != input) {
            self.steps.insert(key, Step { input, attempts: 0, status: StepStatus::Waiting { not_before: now } });
        }
    }

    fn wanted(&self) -> Vec<(StepKey, Digest)> {
        let spec = &self.spec;
        let ingest = input("ingest").part(spec.source.as_str()).part(format!("{:?}", spec.format)).finish();
        let mut wanted = vec![(StepKey::Ingest, ingest)];

        let Some(Output::Ingested { document, .. }) = self.output(StepKey::Ingest) else { return wanted };
        wanted.push((StepKey::Outline, input("outline").part(document.as_str()).finish()));

        let Some(Output::Outlined { outline, chapters }) = self.output(StepKey::Outline) else { return wanted };
        for chapter in 0..*chapters {
            let script =
                spec.hosts.iter().fold(input("script"), |hasher, host| hasher.part(&host.name).part(&host.voice));
            let script = script.part(outline.as_str()).part(chapter.to_le_bytes()).finish();
            wanted.push((StepKey::Script(chapter), script));
        }

        let Some(turns) = self.written_turns() else { return wanted };
        for (turn, speech) in (0..).zip(&turns) {
            wanted.push((StepKey::Speech(turn), (*speech).clone()));
        }

        let Some(frames) = self.spoken_frames() else { return wanted };
        let title = self.title().unwrap_or_default();
        let clips =
            turns.iter().zip(frames).fold(input("master").part(title).part(outline.as_str()), |hasher, clip| {
                hasher.part(clip.0.as_str()).part(clip.1.to_le_bytes())
            });
        let master = clips.finish();
        wanted.push((StepKey::Master, master.clone()));

        if self.mastered().is_some() {
            wanted.push((StepKey::Publish, input("publish").part(master.as_str()).finish()));
        }
        wanted
    }

    fn output(&self, key: StepKey) -> Option<&Output> {
        match &self.steps.get(&key)?.status {
            StepStatus::Done { output } => Some(output),
            StepStatus::Waiting { .. } | StepStatus::Leased { .. } | StepStatus::Exhausted { .. } => None,
        }
    }

    /// The episode's title, once it is known.
    pub fn title(&self) -> Option<&str> {
        let ingested = match self.output(StepKey::Ingest) {
            Some(Output::Ingested { title, .. }) => Some(title),
            Some(_) | None => None,
        };
        self.spec.title.as_ref().or(ingested).map(String::as_str)
    }

    /// How many chapters there are, once it is known.
    pub fn chapter_count(&self) -> Option<u16> {
        match self.output(StepKey::Outline) {
            Some(Output::Outlined { chapters, .. }) => Some(*chapters),
            Some(_) | None => None,
        }
    }

    /// The speech inputs of all turns in order, once every chapter is written.
    pub fn written_turns(&self) -> Option<Vec<&Digest>> {
        let mut turns = Vec::new();
        for chapter in 0..self.chapter_count()? {
            let Some(Output::Written { turns: written }) = self.output(StepKey::Script(chapter)) else { return None };
            turns.extend(written);
        }
        Some(turns)
    }

    /// A turn's chapter, its place there, and what it is spoken from.
    pub fn turn(&self, turn: u16) -> Option<(u16, usize, &Digest)> {
        let mut index = usize::from(turn);
        for chapter in 0..self.chapter_count()? {
            let Some(Output::Written { turns }) = self.output(StepKey::Script(chapter)) else { return None };
            match turns.get(index) {
                Some(speech) => return Some((chapter, index, speech)),
                None => index = index.checked_sub(turns.len())?,
            }
        }
        None
    }

    /// The lengths of all clips in order, once every turn is spoken.
    pub fn spoken_frames(&self) -> Option<Vec<u32>> {
        let spoken = |turn| match self.output(StepKey::Speech(turn)) {
            Some(Output::Spoken { frames }) => Some(*frames),
            Some(_) | None => None,
        };
        let count = u16::try_from(self.written_turns()?.len()).ok()?;
        (0..count).map(spoken).collect()
    }

    /// The finished audio, once there is some.
    pub fn mastered(&self) -> Option<&Mastered> {
        match self.output(StepKey::Master) {
            Some(Output::Mastered(mastered)) => Some(mastered),
            Some(_) | None => None,
        }
    }

    pub(crate) fn is_published(&self) -> bool {
        matches!(self.output(StepKey::Publish), Some(Output::Published))
    }
}

/// Another engine does other work from the same material.
fn input(kind: &str) -> Hasher {
    Hasher::new(kind).part(ENGINE_VERSION.to_le_bytes())
}
