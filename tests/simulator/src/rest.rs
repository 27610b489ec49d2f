//! Invariants of a world at rest: nothing is to come any more.

use std::collections::BTreeSet;

use job::{ARTIFACTS, Job, StepStatus};
use pipeline::Entry;
use protocol::JobStatus;

use crate::faults::Fault;
use crate::shape::{self, Shape};
use crate::studio::Episode;
use crate::world::State;

impl State {
    pub(crate) fn is_at_rest(&self) -> bool {
        let asks_nothing = match self.object.job() {
            Some(job) => job.next_deadline().is_none(),
            None => true,
        };
        asks_nothing
            && self.bare_rows().is_empty()
            && self.object.alarm.is_none()
            && self.events.is_idle(self.object.generation)
    }

    pub(crate) fn check_at_rest(&mut self, undisturbed: Option<&Episode>) {
        if self.ledger.is_erased {
            return self.check_erased();
        }
        let Some(job) = self.object.job().cloned() else { return self.check_given_up() };
        self.note(|| format!("at rest: {}", job.status().as_str()));
        self.check_job(&job);
        self.check_watchers(&job);
        self.check_episode(&job, undisturbed);
        self.check_index(&job);
    }

    /// A client that has given up before there was a job leaves no row.
    fn check_given_up(&mut self) {
        self.note(|| "at rest: nothing".to_owned());
        if !self.router.has_given_up || self.ledger.accepted {
            self.violate("the job is lost");
        }
    }

    /// A parked job's attempts may still report, and be told about, after its row was written.
    fn check_index(&mut self, job: &Job) {
        let entry = Entry::of(job, self.now());
        let kept = self.index.entry(job.spec().id);
        let is_there = kept.is_some_and(|kept| {
            let is_current = kept.updated_at == entry.updated_at || entry.status == JobStatus::Parked;
            let is_same = kept.status == entry.status && kept.title == entry.title && kept.offers == entry.offers;
            let listed = kept.episode.as_ref().map(|listing| &listing.master);
            is_same && is_current && listed == job.published().map(|published| &published.master)
        });
        if !is_there {
            let kept = kept.cloned();
            self.violate(format!("the index says {kept:?}, the job {entry:?}"));
        }
    }

    fn check_job(&mut self, job: &Job) {
        if job.status() == JobStatus::Running {
            self.violate("the job runs and asks for nothing");
        }
        // A parked job's are void by the first alarm after it is resumed.
        let has_leases = job.steps().any(|(_, step)| matches!(step.status, StepStatus::Leased { .. }));
        if has_leases && job.status() != JobStatus::Parked {
            self.violate("a lease is left over");
        }
        if job.status() == JobStatus::Failed && !self.faults.counts.contains_key(&Fault::VoiceRefuses) {
            self.violate("the job failed and nobody had refused");
        }
        if job.seq() != self.object.updates.len() as u64 {
            self.violate(format!("{} updates of {}", self.object.updates.len(), job.seq()));
        }
    }

    fn check_watchers(&mut self, job: &Job) {
        for index in 0..self.watchers.len() {
            self.reconnect(index);
        }
        if self.watchers.iter().any(|watcher| watcher.after != job.seq()) {
            self.violate("a watcher has not seen everything");
        }
    }

    /// A finished episode is there, whatever came after it; beside it there is nothing.
    fn check_episode(&mut self, job: &Job, undisturbed: Option<&Episode>) {
        let episode = self.episode();
        let files = published(job);
        if job.status() != JobStatus::Parked {
            for key in episode.keys().filter(|key| !files.contains(key.as_str())) {
                self.violate(format!("{key} is left of a job that is {}", job.status().as_str()));
            }
        }
        if files.iter().any(|key| !episode.contains_key(key)) {
            self.violate("a finished episode is not whole");
        }
        // The undisturbed job has another id.
        let is_same = |undisturbed: &Episode| {
            let pairs = undisturbed.iter().zip(&files);
            let is_one = |((theirs, bytes), ours): ((&String, &Vec<u8>), &String)| {
                nameless(theirs) == nameless(ours) && episode.get(ours) == Some(bytes)
            };
            undisturbed.len() == files.len() && pairs.into_iter().all(is_one)
        };
        if self.faults.counts.contains_key(&Fault::PutOvertaken) || self.models.is_of_several {
            self.check_clips(job, &episode);
        } else if job.status() == JobStatus::Succeeded && !undisturbed.is_some_and(is_same) {
            self.violate("another episode than undisturbed");
        }
    }

    /// Checks an episode against its clips, where other jobs have spoken some of its lines.
    fn check_clips(&mut self, job: &Job, episode: &Episode) {
        let mp3 = pipeline::keys::published(job, "episode.mp3").and_then(|key| episode.get(&key));
        let Some(mut rest) = mp3.map(Vec::as_slice).filter(|_| job.status() == JobStatus::Succeeded) else { return };
        for turn in job.spoken_turns().unwrap_or_default() {
            let clip = self.bucket.get(&pipeline::keys::clip(&job.spec().tenant, &turn.speech));
            let after = clip.and_then(|clip| {
                let at = rest.windows(clip.len()).position(|frames| frames == clip)?;
                rest.get(at + clip.len()..)
            });
            match after {
                Some(after) => rest = after,
                None => return self.violate(format!("the clip of turn {} is not in the episode", turn.number)),
            }
        }
    }

    /// Shape of the job's script.
    pub(crate) fn shape(&self) -> Shape {
        let words = self.object.documents.get(&shape::edited_key()).map(String::as_str);
        self.object.job().map_or_else(Shape::default, |job| Shape::of(job, words))
    }

    pub(crate) fn episode(&self) -> Episode {
        let episode = self.bucket.iter().filter(|(key, _)| key.starts_with("episodes/"));
        episode.map(|(key, bytes)| (key.clone(), bytes.clone())).collect()
    }
}

/// The key of a job's file without the job.
fn nameless(key: &str) -> Option<&str> {
    key.splitn(3, '/').nth(2)
}

/// The files of a job's finished episode, in order.
pub(crate) fn published(job: &Job) -> BTreeSet<String> {
    ARTIFACTS.iter().filter_map(|(name, _)| pipeline::keys::published(job, name)).collect()
}

/// Describes a world that does not come to rest.
pub(crate) fn restless(state: &State) -> String {
    let Some(job) = state.object.job() else { return "no job was ever created".to_owned() };
    let (alarm, due) = (state.object.alarm, job.next_deadline());
    format!("not at rest in time: {}, alarm {alarm:?}, due {due:?}, now {:?}", job.status().as_str(), state.now())
}
