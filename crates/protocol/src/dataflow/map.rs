//! Egress map: the classes of content that may leave the service at each exit. Everything that goes out is checked
//! against it.
//!
//! The person who asked is in no row: the router replaces them with a pseudonym, and nothing behind it has ever seen
//! more.

use serde::{Deserialize, Serialize};

/// An exit: a place where something leaves the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// Fetching a page, before there is a job: counted for no job.
    Web,
    Model,
    Voice,
    BucketKeys,
    BucketMetadata,
    BucketBodies,
    Index,
    ObjectStorage,
    Updates,
    Feed,
    Logs,
    Metrics,
    Problems,
    Webhooks,
}

/// A class of content, by what it may tell about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The text handed in, redacted.
    Source,
    /// The words that are spoken.
    Script,
    Audio,
    /// The title of the episode and of its chapters.
    Title,
    /// The names of the two hosts.
    HostNames,
    VoiceName,
    /// Ids and digests: of jobs, tenants, tokens, content.
    Id,
    /// The person who asked, as a pseudonym.
    Subject,
    /// States, times, sizes, counts, codes.
    Measure,
    /// The calling program and its version.
    Client,
    /// The operator's name for a token, and reason for an action.
    Label,
    /// Our own key, shown to the provider it belongs to.
    Credential,
    /// The address of a page, as it was handed in.
    Address,
}

/// A row of the egress map: the classes that may pass one exit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    pub exit: Exit,
    /// The destination, for people.
    pub destination: &'static str,
    pub may_pass: &'static [Class],
}

impl Exit {
    /// The row of this exit.
    pub const fn row(self) -> Row {
        use Class::{
            Address, Audio, Client, Credential, HostNames, Id, Label, Measure, Script, Source, Subject, Title,
            VoiceName,
        };
        let (destination, may_pass): (_, &'static [Class]) = match self {
            Self::Web => ("servers of pages whose addresses are handed in, if CUEPOINT_FETCH allows it", &[Address]),
            Self::Model => ("a language model; there is none, scripts are written by the service itself", &[]),
            Self::Voice => {
                ("the voice: bound beside the service, or at VOICE_URL", &[Script, VoiceName, Id, Credential])
            }
            Self::BucketKeys => ("names of files in R2", &[Id]),
            Self::BucketMetadata => ("metadata of files in R2", &[Measure]),
            Self::BucketBodies => ("files in R2", &[Audio, Script, Title, HostNames]),
            Self::Index => ("tables in D1", &[Title, Id, Subject, Measure, Client, Label]),
            Self::ObjectStorage => {
                ("the job's own SQLite", &[Source, Script, Title, HostNames, VoiceName, Id, Subject, Measure])
            }
            Self::Updates => ("watchers of the job, by websocket", &[Title, HostNames, VoiceName, Id, Measure]),
            Self::Feed => ("podcast apps; there is no feed yet", &[]),
            Self::Logs => ("log lines of the service", &[Id, Measure]),
            Self::Metrics => {
                ("the operator: health, metrics, state of any job, audit log", &[Id, Subject, Measure, Client, Label])
            }
            Self::Problems => ("problems, answered to the caller", &[Id, Measure]),
            Self::Webhooks => ("addresses of clients; none is ever called", &[]),
        };
        Row { exit: self, destination, may_pass }
    }

    pub const ALL: [Self; 14] = [
        Self::Web,
        Self::Model,
        Self::Voice,
        Self::BucketKeys,
        Self::BucketMetadata,
        Self::BucketBodies,
        Self::Index,
        Self::ObjectStorage,
        Self::Updates,
        Self::Feed,
        Self::Logs,
        Self::Metrics,
        Self::Problems,
        Self::Webhooks,
    ];

    const fn may_pass(self, class: Class) -> bool {
        let allowed = self.row().may_pass;
        let mut index = 0;
        while index < allowed.len() {
            #[expect(clippy::indexing_slicing, reason = "the loop's bound is the slice's, and constants know no get")]
            if allowed[index] as u8 == class as u8 {
                return true;
            }
            index += 1;
        }
        false
    }
}

/// A payload: an exit, and the classes of content that an adapter sends through it at once.
///
/// ```
/// use protocol::dataflow::{Payload, Class, Exit};
/// const CLIP: Payload = Payload::new(Exit::BucketBodies, &[Class::Audio]);
/// ```
/// A cargo that the map does not allow does not compile:
/// ```compile_fail
/// use protocol::dataflow::{Payload, Class, Exit};
/// const LEAK: Payload = Payload::new(Exit::BucketKeys, &[Class::Title]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Payload {
    pub(super) exit: Exit,
    pub(super) classes: &'static [Class],
}

impl Payload {
    /// For constants only: in a constant, a cargo that the map does not allow does not compile.
    #[expect(clippy::panic, reason = "panics where constants are made, which is in the compiler")]
    pub const fn new(exit: Exit, classes: &'static [Class]) -> Self {
        let mut index = 0;
        while index < classes.len() {
            #[expect(clippy::indexing_slicing, reason = "the loop's bound is the slice's, and constants know no get")]
            if !exit.may_pass(classes[index]) {
                panic!("the map does not let this class pass this exit");
            }
            index += 1;
        }
        Self { exit, classes }
    }
}
