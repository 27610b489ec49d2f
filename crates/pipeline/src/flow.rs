//! Everything of a job that goes outside passes here: declared by class, counted, and only then let out.

use std::cell::Cell;

use job::{Failure, Job};
use protocol::dataflow::{Cargo, Class, Exit, Flows};
use protocol::{Change, Update};

use crate::{Artifacts, Commit, Index, Ports, Store, StoreError, Voices, Watchers};

const LINE: Cargo = Cargo::new(Exit::Voice, &[Class::Script]);
const VOICE: Cargo = Cargo::new(Exit::Voice, &[Class::VoiceName]);
/// A digest, by which a provider knows that it was asked before.
const REQUEST: Cargo = Cargo::new(Exit::Voice, &[Class::Id]);
const KEY: Cargo = Cargo::new(Exit::BucketKeys, &[Class::Id]);
const CONTENT_TYPE: Cargo = Cargo::new(Exit::BucketMetadata, &[Class::Measure]);
const ROW: Cargo = Cargo::new(Exit::Index, &[Class::Id, Class::Subject, Class::Measure]);
const ROW_TITLE: Cargo = Cargo::new(Exit::Index, &[Class::Title]);
const JOB: Cargo = Cargo::new(Exit::ObjectStorage, &[Class::Id, Class::Subject, Class::Measure]);
const JOB_TITLE: Cargo = Cargo::new(Exit::ObjectStorage, &[Class::Title]);
const JOB_HOSTS: Cargo = Cargo::new(Exit::ObjectStorage, &[Class::HostNames, Class::VoiceName]);
const SOURCE: Cargo = Cargo::new(Exit::ObjectStorage, &[Class::Source]);
const TEXT: Cargo = Cargo::new(Exit::ObjectStorage, &[Class::Script]);
const UPDATE: Cargo = Cargo::new(Exit::Updates, &[Class::Measure]);
const UPDATE_TITLE: Cargo = Cargo::new(Exit::Updates, &[Class::Title]);

/// What the bodies of files hold.
pub(crate) mod body {
    use super::{Cargo, Class, Exit};

    pub(crate) const CLIP: Cargo = Cargo::new(Exit::BucketBodies, &[Class::Audio]);
    /// Tags and chapters are in the file.
    pub(crate) const EPISODE: Cargo = Cargo::new(Exit::BucketBodies, &[Class::Audio, Class::Title, Class::HostNames]);
    pub(crate) const CHAPTERS: Cargo = Cargo::new(Exit::BucketBodies, &[Class::Title]);
    pub(crate) const TRANSCRIPT: Cargo = Cargo::new(Exit::BucketBodies, &[Class::Script, Class::HostNames]);
}

/// What has left since the last commit. A turn that dies takes it along.
#[derive(Default)]
pub struct Tally(Cell<Flows>);

impl Tally {
    fn add(&self, cargo: Cargo, bytes: usize) {
        let mut flows = self.0.take();
        flows.add(cargo, bytes);
        self.0.set(flows);
    }

    pub(crate) fn lose_attempts(&self, count: usize) {
        let mut flows = self.0.take();
        flows.attempts_lost = flows.attempts_lost.saturating_add(count as u64);
        self.0.set(flows);
    }
}

pub(crate) async fn speak(ports: &impl Ports, voice: &str, text: &str) -> Result<Vec<u8>, Failure> {
    ports.tally().add(LINE, text.len());
    ports.tally().add(VOICE, voice.len());
    ports.tally().add(REQUEST, 0);
    ports.voices().speak(voice, text).await
}

pub(crate) async fn put(
    ports: &impl Ports,
    key: &str,
    content_type: &str,
    (cargo, bytes): (Cargo, Vec<u8>),
) -> Result<bool, Failure> {
    ports.tally().add(KEY, key.len());
    ports.tally().add(CONTENT_TYPE, content_type.len());
    ports.tally().add(cargo, bytes.len());
    ports.artifacts().put(key, content_type, bytes).await
}

pub(crate) async fn project(ports: &impl Ports, job: &Job) -> Result<(), Failure> {
    ports.tally().add(ROW, 0);
    ports.tally().add(ROW_TITLE, job.title().map_or(0, str::len));
    ports.index().project(job).await
}

/// Commits, and adds to the account everything that has left since, this commit included.
pub(crate) fn commit(ports: &impl Ports, commit: &Commit<'_>) -> Result<(), StoreError> {
    let tally = ports.tally();
    for document in commit.documents {
        tally.add(if document.key == crate::submit::SOURCE { SOURCE } else { TEXT }, document.body.len());
    }
    tally.add(JOB, 0);
    tally.add(JOB_TITLE, commit.job.title().map_or(0, str::len));
    tally.add(JOB_HOSTS, commit.job.hosts.iter().map(|host| host.name.len() + host.voice.len()).sum());
    let left = tally.0.take();
    let mut flows = commit.flows.clone();
    flows.merge(&left);
    let committed = ports.store().commit(&Commit { flows: &flows, ..*commit });
    if committed.is_err() {
        // For the next commit: what has left has left.
        tally.0.set(left);
    }
    committed
}

/// Tells whoever watches. Counted with the next commit.
pub(crate) fn tell(ports: &impl Ports, updates: &[Update]) {
    for update in updates {
        ports.tally().add(UPDATE, 0);
        if let Change::Succeeded { title, .. } = &update.change {
            ports.tally().add(UPDATE_TITLE, title.len());
        }
    }
    ports.watchers().tell(updates);
}
