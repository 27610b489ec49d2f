//! Egress: all content of a job that leaves passes here, declared by class and counted first.

use job::Failure;
use protocol::dataflow::{Class, Exit, Payload};
use protocol::{Change, Update};
use script::Question;

use super::documents;
use crate::ports::{Artifacts, Commit, Entry, Index, Ports, RequestPorts, Store, StoreError, Voices, Watchers};

const LINE: Payload = Payload::new(Exit::Voice, &[Class::Script]);
const VOICE: Payload = Payload::new(Exit::Voice, &[Class::VoiceName]);
/// A digest, by which a provider recognizes a repeated request.
const REQUEST: Payload = Payload::new(Exit::Voice, &[Class::Id]);
const SECTION: Payload = Payload::new(Exit::Model, &[Class::Source, Class::Title]);
/// With the names of the hosts, and the outline around a section.
const WISH: Payload = Payload::new(Exit::Model, &[Class::Wish, Class::HostNames, Class::Script]);
const ANSWERED: Payload = Payload::new(Exit::Model, &[Class::Script]);
const KEY: Payload = Payload::new(Exit::BucketKeys, &[Class::Id]);
const CONTENT_TYPE: Payload = Payload::new(Exit::BucketMetadata, &[Class::Measure]);
const ROW: Payload = Payload::new(Exit::Index, &[Class::Id, Class::Subject, Class::Measure]);
const ROW_TITLE: Payload = Payload::new(Exit::Index, &[Class::Title]);
const ROW_ADDRESS: Payload = Payload::new(Exit::Index, &[Class::Address]);
const ROW_HOSTS: Payload = Payload::new(Exit::Index, &[Class::HostNames]);
const JOB: Payload = Payload::new(Exit::ObjectStorage, &[Class::Id, Class::Subject, Class::Measure]);
const JOB_TITLE: Payload = Payload::new(Exit::ObjectStorage, &[Class::Title]);
const JOB_HOSTS: Payload = Payload::new(Exit::ObjectStorage, &[Class::HostNames, Class::VoiceName]);
const JOB_ADDRESS: Payload = Payload::new(Exit::ObjectStorage, &[Class::Address]);
const SOURCE: Payload = Payload::new(Exit::ObjectStorage, &[Class::Source]);
const TEXT: Payload = Payload::new(Exit::ObjectStorage, &[Class::Script]);
const UPDATE: Payload = Payload::new(Exit::Updates, &[Class::Measure]);
const UPDATE_TITLE: Payload = Payload::new(Exit::Updates, &[Class::Title]);

/// Classes of content in the bodies of files.
pub(crate) mod body {
    use super::{Class, Exit, Payload};

    pub(crate) const CLIP: Payload = Payload::new(Exit::BucketBodies, &[Class::Audio]);
    /// Tags and chapters are in the file.
    pub(crate) const EPISODE: Payload =
        Payload::new(Exit::BucketBodies, &[Class::Audio, Class::Title, Class::HostNames]);
    pub(crate) const CHAPTERS: Payload = Payload::new(Exit::BucketBodies, &[Class::Title]);
    pub(crate) const TRANSCRIPT: Payload = Payload::new(Exit::BucketBodies, &[Class::Script, Class::HostNames]);
}

pub(crate) async fn speak(ports: &impl Ports, voice: &str, text: &str, take: u32) -> Result<Vec<u8>, Failure> {
    ports.egress().add(LINE, text.len());
    ports.egress().add(VOICE, voice.len());
    ports.egress().add(REQUEST, 0);
    ports.voices().speak(voice, text, take).await
}

/// Counts a question to a language model. A repair shows it its own words again.
pub(crate) fn ask(ports: &impl Ports, question: &Question, is_repair: bool) {
    ports.egress().add(SECTION, question.source.len());
    ports.egress().add(WISH, question.ask.len());
    if is_repair {
        ports.egress().add(ANSWERED, 0);
    }
}

pub(crate) async fn put(
    ports: &impl Ports,
    key: &str,
    content_type: &str,
    (payload, bytes): (Payload, Vec<u8>),
) -> Result<bool, Failure> {
    ports.egress().add(KEY, key.len());
    ports.egress().add(CONTENT_TYPE, content_type.len());
    ports.egress().add(payload, bytes.len());
    ports.artifacts().put(key, content_type, bytes).await
}

/// Writes the job's row.
pub(crate) async fn index(ports: &impl Ports, entry: &Entry) -> Result<(), Failure> {
    ports.egress().add(ROW, 0);
    ports.egress().add(ROW_TITLE, entry.title.as_ref().map_or(0, String::len));
    if let Some(listing) = &entry.episode {
        ports.egress().add(ROW_TITLE, listing.chapters.iter().map(|chapter| chapter.title.len()).sum());
        ports.egress().add(ROW_TITLE, listing.source.as_ref().map_or(0, String::len));
        if let Some(address) = &listing.address {
            ports.egress().add(ROW_ADDRESS, address.len());
        }
        ports.egress().add(ROW_HOSTS, listing.hosts.iter().map(String::len).sum());
    }
    ports.index().put(entry).await
}

/// Commits, and adds the egress since the last commit, this one included, to the job's account.
pub(crate) fn commit(ports: &impl RequestPorts, commit: &Commit<'_>) -> Result<(), StoreError> {
    let log = ports.egress();
    for document in commit.documents {
        log.add(if document.key == documents::SOURCE { SOURCE } else { TEXT }, document.body.len());
    }
    log.add(JOB, 0);
    log.add(JOB_TITLE, commit.job.title().map_or(0, str::len));
    if let Some(address) = &commit.job.spec().address {
        log.add(JOB_ADDRESS, address.len());
    }
    log.add(JOB_HOSTS, commit.job.hosts().iter().map(|host| host.name.len() + host.voice.len()).sum());
    let left = log.take();
    let mut flows = commit.flows.clone();
    flows.merge(&left);
    let committed = ports.store().commit(&Commit { flows: &flows, ..*commit });
    if committed.is_err() {
        // For the next commit: what has left has left.
        log.put_back(left);
    }
    committed
}

/// Sends updates to watchers. Counted with the next commit.
pub(crate) fn tell(ports: &impl RequestPorts, updates: &[Update]) {
    for update in updates {
        ports.egress().add(UPDATE, 0);
        if let Change::Succeeded { title, .. } = &update.change {
            ports.egress().add(UPDATE_TITLE, title.len());
        }
    }
    ports.watchers().tell(updates);
}
