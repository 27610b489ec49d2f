//! The account of what whoever runs the service does: nothing is done that is not written down before.

use protocol::{
    Act, Audit, Code, Intervention, JobId, Operation, Problem, SetIntake, Subject, Timestamp, check_reason, limits,
    parse_body, plain_id,
};
use serde::Deserialize;
use worker::{D1Type, Env, Request, Url};

use crate::answer::{Answer, Stop, json};
use crate::http::authenticate::Caller;
use crate::http::jobs::create;
use crate::http::router::Asked;
use crate::platform::bindings;
use crate::platform::bindings::Given;

const BEGIN: &str = "INSERT INTO audit (id, at, actor, act, object, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const END: &str = "UPDATE audit SET status = ?2, ended_at = ?3 WHERE id = ?1";
const PAGE: &str = "SELECT * FROM audit WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
const ABOUT: &str = "SELECT * FROM audit WHERE object = ?1 ORDER BY id DESC LIMIT ?2";

/// What was asked, where a reason has to be given for it.
pub(crate) enum Reasoned {
    Job(Intervention),
    Intake(SetIntake),
    Nothing,
}

impl Reasoned {
    /// What cannot be meant is refused before anything is written.
    pub(crate) async fn read(request: &mut Request, operation: Operation) -> Result<Self, Stop> {
        let reasoned = if operation.is_intervention() {
            let asked: Intervention = parse_body(&create::json_body(request).await?)?;
            asked.check(operation)?;
            Self::Job(asked)
        } else if operation == Operation::SetIntake {
            Self::Intake(parse_body(&create::json_body(request).await?)?)
        } else {
            Self::Nothing
        };
        reasoned.reason().map_or(Ok(()), check_reason)?;
        Ok(reasoned)
    }

    fn reason(&self) -> Option<&str> {
        match self {
            Self::Job(Intervention { reason, .. }) | Self::Intake(SetIntake { reason, .. }) => Some(reason),
            Self::Nothing => None,
        }
    }
}

/// Who acts, as a pseudonym, where there is a key to make one with.
pub(crate) fn actor(given: &Given, caller: &Caller) -> Result<Option<Subject>, Stop> {
    let keys = given.config()?.subject_keys.as_ref();
    Ok(keys.map(|keys| identity::operator(keys, &caller.token)))
}

/// Writes down what is about to be done; the act's id.
pub(crate) async fn begin(
    env: &Env,
    given: &Given,
    (caller, asked): (&Caller, &Asked<'_>),
    reasoned: &Reasoned,
) -> Result<String, Stop> {
    let id = create::new_id(asked.now.as_ms()).to_string();
    let actor = actor(given, caller)?;
    let method = asked.route.methods.first().map_or("", |method| method.as_str());
    let act = format!("{method} {}", asked.route.path);
    // It is free text: whatever identity is in it goes no further.
    let reason = reasoned.reason().map(pipeline::fit_reason);
    let arguments = [
        D1Type::Text(&id),
        D1Type::Real(asked.now.as_ms() as f64),
        actor.as_ref().map_or(D1Type::Null, |actor| D1Type::Text(&actor.0)),
        D1Type::Text(&act),
        plain_id(asked.id).map_or(D1Type::Null, D1Type::Text),
        reason.as_deref().map_or(D1Type::Null, D1Type::Text),
    ];
    bindings::index(env)?.prepare(BEGIN).bind_refs(&arguments)?.run().await?;
    Ok(id)
}

/// What was done is done, whether this can be written or not.
pub(crate) async fn end(env: &Env, id: &str, answered: &Answer, now: Timestamp) {
    let status = match answered {
        Ok(response) => response.status_code(),
        Err(Stop::Problem(problem)) => problem.status,
        Err(Stop::Platform(_)) => Code::Unavailable.status(),
    };
    if let Err(error) = write_end(env, id, status, now).await {
        tracing::error!(%error, "an act was done and its end is not written down");
    }
}

async fn write_end(env: &Env, id: &str, status: u16, now: Timestamp) -> worker::Result<()> {
    let arguments = [D1Type::Text(id), D1Type::Real(status.into()), D1Type::Real(now.as_ms() as f64)];
    bindings::index(env)?.prepare(END).bind_refs(&arguments)?.run().await?;
    Ok(())
}

/// A page, the latest first.
pub(crate) async fn list(env: &Env, url: &Url) -> Answer {
    // Sorts after every id.
    let mut before = "~".to_owned();
    for (name, value) in url.query_pairs() {
        match (name.as_ref(), plain_id(Some(&value))) {
            ("cursor", Some(id)) => before = id.to_owned(),
            (_, _) => return Err(Problem::because(Code::MalformedQuery, "cursor: as next_cursor had it").into()),
        }
    }
    let mut acts = acts(env, PAGE, &before, limits::PAGE_ACTS.saturating_add(1)).await?;
    let has_more = acts.len() > limits::PAGE_ACTS as usize;
    acts.truncate(limits::PAGE_ACTS as usize);
    let next_cursor = acts.last().filter(|_| has_more).map(|act| act.id.clone());
    json(200, &Audit { acts, next_cursor })
}

/// What was done to one job, the latest first.
pub(crate) async fn about(env: &Env, id: JobId) -> worker::Result<Vec<Act>> {
    acts(env, ABOUT, &id.to_string(), limits::JOB_ACTS_MAX).await
}

async fn acts(env: &Env, statement: &str, which: &str, count: u32) -> worker::Result<Vec<Act>> {
    #[derive(Deserialize)]
    struct Row {
        id: String,
        at: f64,
        actor: Option<String>,
        act: String,
        object: Option<String>,
        reason: Option<String>,
        status: Option<f64>,
        ended_at: Option<f64>,
    }
    let statement = bindings::index(env)?.prepare(statement);
    let rows = statement.bind_refs(&[D1Type::Text(which), D1Type::Real(count.into())])?.all().await?;
    let at = |ms: f64| Timestamp::from_ms(ms as i64);
    let act = |row: Row| Act {
        id: row.id,
        at: at(row.at),
        actor: row.actor,
        act: row.act,
        object: row.object,
        reason: row.reason,
        status: row.status.map(|status| status as u16),
        ended_at: row.ended_at.map(at),
    };
    Ok(rows.results::<Row>()?.into_iter().map(act).collect())
}
