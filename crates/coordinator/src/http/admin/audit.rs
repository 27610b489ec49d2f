//! The audit log: every admin act is written down before it runs, and completed with the status it returned.

use protocol::{
    Audit, Code, Intervention, Operation, Problem, SetIntake, Subject, Timestamp, check_reason, limits, plain_id,
};
use worker::Request;

use crate::answer::{Answer, Stop, json};
use crate::db::audit::{self, Entry};
use crate::http::body;
use crate::http::context::Context;
use crate::platform::random;

/// The body of an act that needs a reason.
pub(crate) enum Reasoned {
    Job(Intervention),
    Intake(SetIntake),
    Nothing,
}

impl Reasoned {
    /// Reads and checks the body, before anything is written.
    pub(crate) async fn read(request: &mut Request, operation: Operation) -> Result<Self, Stop> {
        let reasoned = if operation.is_intervention() {
            let asked: Intervention = body::parsed(request).await?;
            asked.check(operation)?;
            Self::Job(asked)
        } else if operation == Operation::SetIntake {
            Self::Intake(body::parsed(request).await?)
        } else {
            Self::Nothing
        };
        reasoned.reason().map_or(Ok(()), check_reason)?;
        Ok(reasoned)
    }

    /// # Errors
    /// When the operation is no intervention.
    pub(crate) fn intervention(&self) -> Result<&Intervention, Code> {
        match self {
            Self::Job(asked) => Ok(asked),
            Self::Intake(_) | Self::Nothing => Err(Code::Internal),
        }
    }

    /// # Errors
    /// When the operation does not set the intake.
    pub(crate) fn intake(&self) -> Result<&SetIntake, Code> {
        match self {
            Self::Intake(asked) => Ok(asked),
            Self::Job(_) | Self::Nothing => Err(Code::Internal),
        }
    }

    fn reason(&self) -> Option<&str> {
        match self {
            Self::Job(Intervention { reason, .. }) | Self::Intake(SetIntake { reason, .. }) => Some(reason),
            Self::Nothing => None,
        }
    }
}

/// The operator as a pseudonym, where there is a key to make one with.
pub(crate) fn actor(context: &Context<'_>) -> Result<Option<Subject>, Stop> {
    let keys = context.settings.config()?.subject_keys.as_ref();
    Ok(keys.map(|keys| identity::operator(keys, &context.caller.token)))
}

/// Writes down an act that is about to run; returns its id.
pub(crate) async fn begin(context: &Context<'_>, reasoned: &Reasoned) -> Result<String, Stop> {
    let id = random::id(context.now).to_string();
    let actor = actor(context)?;
    let method = context.route.methods.first().map_or("", |method| method.as_str());
    let act = format!("{method} {}", context.route.path);
    // Free text, redacted like a source.
    let reason = reasoned.reason().map(pipeline::redact_reason);
    let entry = Entry {
        id: &id,
        at: context.now,
        actor: actor.as_ref(),
        act: &act,
        object: plain_id(context.id),
        reason: reason.as_deref(),
    };
    audit::begin(&context.database()?, &entry).await?;
    Ok(id)
}

/// Writes down the status of an act. The act stands even if this fails.
pub(crate) async fn end(context: &Context<'_>, id: &str, answered: &Answer, now: Timestamp) {
    let status = match answered {
        Ok(response) => response.status_code(),
        Err(Stop::Problem(problem)) => problem.status,
        Err(Stop::Platform(_)) => Code::Unavailable.status(),
    };
    let ended = async { audit::end(&context.database()?, id, status, now).await };
    if let Err(error) = ended.await {
        tracing::error!(%error, "an act is done, but its status is not in the audit log");
    }
}

/// A page of the log, latest first.
pub(crate) async fn list(context: &Context<'_>) -> Answer {
    // Sorts after every id.
    let mut before = "~".to_owned();
    for (name, value) in context.url.query_pairs() {
        match (name.as_ref(), plain_id(Some(&value))) {
            ("cursor", Some(id)) => before = id.to_owned(),
            (_, _) => {
                return Err(Problem::because(Code::MalformedQuery, "cursor: the next_cursor of another page").into());
            }
        }
    }
    let mut acts = audit::page(&context.database()?, &before).await?;
    let has_more = acts.len() > limits::PAGE_ACTS as usize;
    acts.truncate(limits::PAGE_ACTS as usize);
    let next_cursor = acts.last().filter(|_| has_more).map(|act| act.id.clone());
    json(200, &Audit { acts, next_cursor })
}
