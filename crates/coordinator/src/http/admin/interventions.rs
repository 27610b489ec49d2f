//! What whoever runs the service does to any tenant's job, and to all new ones.

use pipeline::Entry;
use protocol::{Intake, Intervention, JobId, Operation, SetIntake, Subject, Timestamp};
use serde::Deserialize;
use serde_json::json;
use worker::{D1Type, Env};

use crate::answer::{Answer, json};
use crate::platform::bindings;
use crate::rpc::call;
use crate::rpc::call::Call;

const PAUSE: &str = "
    INSERT INTO intake_pause (only, paused_at, reason, actor) VALUES (1, ?1, ?2, ?3)
    ON CONFLICT (only) DO UPDATE SET reason = excluded.reason, actor = excluded.actor";
const OPEN: &str = "DELETE FROM intake_pause";
const INTAKE: &str = "
    SELECT paused_at, reason, actor, (SELECT COUNT(*) FROM jobs WHERE check_at IS NOT NULL AND status = 'running') AS running
    FROM (SELECT 1) LEFT JOIN intake_pause";

/// The object answers its owner alone: it is asked first whose job it is.
pub(crate) async fn intervene(env: &Env, id: JobId, operation: Operation, asked: &Intervention) -> Answer {
    let mut looked = call::call(env, None, id, Call::Look, None).await?;
    if looked.status_code() != 200 {
        return Ok(looked);
    }
    let Entry { tenant, .. } = looked.json().await?;
    let step = || Ok::<_, protocol::Problem>(Some(json!(asked.step()?).to_string()));
    let (call, body) = if operation == Operation::AdminCancel {
        (Call::Cancel, None)
    } else if operation == Operation::AdminResume {
        (Call::Resume, None)
    } else if operation == Operation::AdminRetry {
        (Call::Retry, step()?)
    } else {
        (Call::Skip, step()?)
    };
    Ok(call::call(env, Some(&tenant), id, call, body).await?)
}

pub(crate) async fn set_intake(env: &Env, asked: &SetIntake, actor: Option<Subject>, now: Timestamp) -> Answer {
    let database = bindings::index(env)?;
    let reason = pipeline::fit_reason(&asked.reason);
    let statement = if asked.paused {
        database.prepare(PAUSE).bind_refs(&[
            D1Type::Real(now.as_ms() as f64),
            D1Type::Text(&reason),
            actor.as_ref().map_or(D1Type::Null, |actor| D1Type::Text(&actor.0)),
        ])?
    } else {
        database.prepare(OPEN)
    };
    statement.run().await?;
    intake(env).await
}

pub(crate) async fn intake(env: &Env) -> Answer {
    #[derive(Deserialize)]
    struct Row {
        paused_at: Option<f64>,
        reason: Option<String>,
        actor: Option<String>,
        running: f64,
    }
    let row: Option<Row> = bindings::index(env)?.prepare(INTAKE).first(None).await?;
    let row = row.ok_or(protocol::Code::Internal)?;
    let paused_at = row.paused_at.map(|ms| Timestamp::from_ms(ms as i64));
    json(200, &Intake { paused_at, reason: row.reason, actor: row.actor, running: row.running as u64 })
}
