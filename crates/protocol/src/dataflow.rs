//! Which kinds of content may leave the service, and where: the map everything that goes out is held against.
//!
//! Who asked is in no row: the router makes a pseudonym of it, and nothing behind the router has ever seen more.

mod flows;
#[cfg(test)]
mod page;

pub use flows::{Dataflow, Flow, Flows, Passed};
use serde::{Deserialize, Serialize};

/// A place where something leaves what runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// Before there is a job: counted for none.
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

/// A kind of content, by what it may tell about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The text handed in, redacted.
    Source,
    /// What is said.
    Script,
    Audio,
    /// The episode's and its chapters'.
    Title,
    /// What the two hosts are called.
    HostNames,
    VoiceName,
    /// Ids and digests: of jobs, tenants, tokens, content.
    Id,
    /// Who asked, as a pseudonym.
    Subject,
    /// States, times, sizes, counts, codes.
    Measure,
    /// Which program asked, and its version.
    Client,
    /// What whoever runs the service calls a token, and why it did something.
    Label,
    /// Our own key, shown to the provider it belongs to.
    Credential,
    /// Where a page is, in the words of whoever asked for it.
    Address,
}

/// What may pass one exit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    pub exit: Exit,
    /// Where it goes, for people.
    pub destination: &'static str,
    pub may_pass: &'static [Class],
}

impl Exit {
    /// What the map says of this exit.
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
            Self::BucketMetadata => ("what R2 keeps beside a file", &[Measure]),
            Self::BucketBodies => ("files in R2", &[Audio, Script, Title, HostNames]),
            Self::Index => ("tables in D1", &[Title, Id, Subject, Measure, Client, Label]),
            Self::ObjectStorage => {
                ("the job's own SQLite", &[Source, Script, Title, HostNames, VoiceName, Id, Subject, Measure])
            }
            Self::Updates => ("whoever watches the job by websocket", &[Title, HostNames, VoiceName, Id, Measure]),
            Self::Feed => ("podcast apps; there is no feed yet", &[]),
            Self::Logs => ("what the service prints", &[Id, Measure]),
            Self::Metrics => (
                "whoever runs the service: health, metrics, how any job stands, what was done",
                &[Id, Subject, Measure, Client, Label],
            ),
            Self::Problems => ("answers that refuse, to whoever asked", &[Id, Measure]),
            Self::Webhooks => ("addresses of others; none is ever called", &[]),
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

/// What an adapter lets out in one go: an exit, and the classes in what passes it.
///
/// ```
/// use protocol::dataflow::{Cargo, Class, Exit};
/// const CLIP: Cargo = Cargo::new(Exit::BucketBodies, &[Class::Audio]);
/// ```
/// What the map does not allow does not compile:
/// ```compile_fail
/// use protocol::dataflow::{Cargo, Class, Exit};
/// const LEAK: Cargo = Cargo::new(Exit::BucketKeys, &[Class::Title]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cargo {
    exit: Exit,
    classes: &'static [Class],
}

impl Cargo {
    /// For constants alone: there a cargo the map does not allow is an error of the compiler.
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
