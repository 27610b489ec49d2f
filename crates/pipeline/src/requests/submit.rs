//! Creating a job from a client's request: all checks come before the first write.

use std::collections::BTreeSet;

use job::{Effect, Gates, Hasher, Job, Spec, Tenant};
use protocol::{
    Approve, Code, CreateJob, JobId, Problem, Pronunciation, Redactions, Show, Stage, Timestamp, WireVersion,
    default_hosts, embedded_hosts, limits,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::hosts::check_hosts;
use super::{ReadJob, RedactedJob};
use crate::io::apply::{Before, commit};
use crate::io::documents::{PRONUNCIATIONS, SOURCE};
use crate::ports::{Document, RequestPorts, Store, StoreError};

/// A submission, as the router hands it to the job's object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    pub spec: Spec,
    pub source: String,
    #[serde(default)]
    pub redactions: Redactions,
    /// The dictionary that its lines are said by.
    #[serde(default)]
    pub pronunciations: Vec<Pronunciation>,
    pub at: Timestamp,
}

impl Submission {
    /// Judges a request as a whole, so that what is accepted can be spoken.
    ///
    /// # Errors
    /// The problem to answer with; nothing has been written.
    pub fn new(id: JobId, tenant: Tenant, version: WireVersion, fit: ReadJob, at: Timestamp) -> Result<Self, Problem> {
        let ReadJob { job: RedactedJob { request, policy, redactions, .. }, language, is_wide } = fit;
        let CreateJob { source, title, hosts, feed: _, style, approve, budget } = request;
        // No provider has told its voices.
        let hosts = if hosts == default_hosts() && language.is_english() { embedded_hosts() } else { hosts };
        check_hosts(&hosts)?;
        check_title(title.as_deref())?;
        let (wire_version, format, redaction) = (version, source.format, policy);
        // The router knows them.
        let (subject, feed, address, colors) = (None, None, None, None);
        let gates = Gates { approval: gated(approve).into_iter().collect(), budget };
        // No client can ask for runners yet.
        let runners = BTreeSet::new();
        let spec = Spec {
            id,
            tenant,
            wire_version,
            source: Hasher::new("source").part(&source.text).finish(),
            format,
            title,
            hosts,
            language,
            is_wide,
            redaction,
            subject,
            feed,
            address,
            colors,
            lists_open_points: false,
            pronunciations: None,
            style,
            runners,
            gates,
        };
        Ok(Self { spec, source: source.text, redactions, pronunciations: Vec::new(), at })
    }

    /// Gives it what its tenant's show profile has for every job.
    pub fn shown_as(&mut self, show: &Show) {
        self.spec.colors.clone_from(&show.colors);
        self.spec.lists_open_points = show.open_points;
        let language = self.spec.language;
        self.pronunciations = show.pronunciations.iter().filter(|entry| entry.is_for(language)).cloned().collect();
        if !self.pronunciations.is_empty() {
            let dictionary = json!(self.pronunciations).to_string();
            self.spec.pronunciations = Some(Hasher::new("pronunciations").part(dictionary).finish());
        }
    }
}

/// The stage that waits for approval.
fn gated(approve: Approve) -> Option<Stage> {
    match approve {
        Approve::None => None,
        Approve::Plan => Some(Stage::Script),
        Approve::Script => Some(Stage::Speech),
    }
}

pub(crate) fn check_title(title: Option<&str>) -> Result<(), Problem> {
    let Some(title) = title else { return Ok(()) };
    let fits = (1..=limits::TITLE_CHARS_MAX).contains(&title.chars().count());
    if fits && title.trim() == title && !title.chars().any(char::is_control) {
        return Ok(());
    }
    let max = limits::TITLE_CHARS_MAX;
    Err(Problem::because(Code::InvalidField, format!("title: 1 to {max} characters of plain text, or absent")))
}

/// Creates the job, unless it exists: the same submission twice is the same job.
///
/// # Errors
/// When the storage fails; nothing has been written then.
pub fn submit(ports: &impl RequestPorts, submission: Submission) -> Result<(Job, bool), StoreError> {
    if let Some(stored) = ports.store().load()? {
        return Ok((stored.job, false));
    }
    let (job, effects) = Job::create(submission.spec, submission.redactions, submission.at);
    let source = Document { key: SOURCE.to_owned(), body: submission.source };
    let updates: Vec<_> = effects.into_iter().filter_map(Effect::into_update).collect();
    let body = json!(submission.pronunciations).to_string();
    let dictionary = job.spec().pronunciations.as_ref().map(|_| Document { key: PRONUNCIATIONS.to_owned(), body });
    let documents: Vec<Document> = [source].into_iter().chain(dictionary).collect();
    commit(ports, &job, &Before::default(), &updates, &documents, submission.at)?;
    Ok((job, true))
}
