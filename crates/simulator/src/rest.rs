//! What holds when nothing is to come any more.

use job::{Job, StepStatus};
use protocol::JobStatus;

use crate::index::Row;
use crate::studio::Episode;
use crate::world::State;

impl State {
    pub(crate) fn is_at_rest(&self) -> bool {
        let asks_nothing = self.object.job().is_some_and(|job| job.next_deadline().is_none());
        asks_nothing && self.object.alarm.is_none() && self.events.is_idle()
    }

    pub(crate) fn check_at_rest(&mut self, undisturbed: Option<&Episode>) {
        let Some(job) = self.object.job().cloned() else { return self.violate("the job is lost") };
        self.note(|| format!("at rest: {}", job.status().as_str()));
        self.check_job(&job);
        self.check_watchers(&job);
        self.check_episode(&job, undisturbed);
        self.check_index(&job);
    }

    /// A parked job's attempts may still report, and be told about, after its row was written.
    fn check_index(&mut self, job: &Job) {
        let row = Row::of(job);
        let is_there = self.index.as_ref().is_some_and(|kept| {
            let is_current = kept.updated_at == row.updated_at || row.status == JobStatus::Parked;
            kept.status == row.status && kept.title == row.title && is_current
        });
        if !is_there {
            self.violate(format!("the index says {:?}, the job {row:?}", self.index));
        }
    }

    fn check_job(&mut self, job: &Job) {
        if job.status() == JobStatus::Running {
            self.violate("the job runs and asks for nothing");
        }
        // A parked job's are void by the first alarm after it is resumed.
        let has_leases = job.steps.values().any(|step| matches!(step.status, StepStatus::Leased { .. }));
        if has_leases && job.status() != JobStatus::Parked {
            self.violate("a lease is left over");
        }
        if job.seq != self.object.updates.len() as u64 {
            self.violate(format!("{} updates of {}", self.object.updates.len(), job.seq));
        }
    }

    fn check_watchers(&mut self, job: &Job) {
        for index in 0..self.watchers.len() {
            self.reconnect(index);
        }
        if self.watchers.iter().any(|watcher| watcher.after != job.seq) {
            self.violate("a watcher has not seen everything");
        }
    }

    fn check_episode(&mut self, job: &Job, undisturbed: Option<&Episode>) {
        let episode = self.episode();
        match job.status() {
            JobStatus::Succeeded => {
                if undisturbed.is_some_and(|undisturbed| *undisturbed != episode) {
                    let keys: Vec<_> = episode.iter().map(|(key, bytes)| format!("{key} {}", bytes.len())).collect();
                    self.violate(format!("another episode than undisturbed: {}", keys.join(", ")));
                }
            }
            JobStatus::Cancelled | JobStatus::Failed => {
                let orphan = episode.keys().find(|key| !self.ledger.landed_late.contains(*key));
                if let Some(orphan) = orphan {
                    self.violate(format!("{orphan} is left of a job that is {}", job.status().as_str()));
                }
                self.orphans_landed_late = episode.len() as u64;
            }
            JobStatus::Running | JobStatus::Parked => {}
        }
    }

    pub(crate) fn episode(&self) -> Episode {
        let episode = self.bucket.iter().filter(|(key, _)| key.starts_with("episodes/"));
        episode.map(|(key, bytes)| (key.clone(), bytes.clone())).collect()
    }
}

/// Why a world does not come to rest.
pub(crate) fn restless(state: &State) -> String {
    let Some(job) = state.object.job() else { return "no job was ever created".to_owned() };
    let (alarm, due) = (state.object.alarm, job.next_deadline());
    format!("not at rest in time: {}, alarm {alarm:?}, due {due:?}, now {:?}", job.status().as_str(), state.now())
}
