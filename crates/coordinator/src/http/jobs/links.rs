//! Tickets and links: what somebody with a token hands to a browser or a player that has none.

use identity::{Purpose, TICKET_PREFIX, sign};
use job::Tenant;
use protocol::{Artifact, Code, JobId, JobView, Links, Operation, Problem, SignLinks, Ticket, Timestamp, limits};
use protocol::{ROUTES, parse_body};
use worker::{Env, Request};

use crate::answer::{Answer, json};
use crate::http::jobs::create;
use crate::platform::bindings;
use crate::rpc::call;
use crate::rpc::call::Call;

pub(crate) async fn ticket(env: &Env, tenant: &Tenant, id: JobId, now: Timestamp) -> Answer {
    let given = bindings::read(env);
    let keys = given.signing_keys()?;
    let answer = call::call(env, Some(tenant), id, Call::Read, None).await?;
    if answer.status_code() != 200 {
        return Ok(answer);
    }
    let expires_at = now.plus_ms(limits::TICKET_MS);
    let signed = sign(keys, Purpose::Ticket, tenant, &watch_address(id), expires_at);
    json(200, &Ticket { protocol: format!("{TICKET_PREFIX}{signed}"), expires_at })
}

pub(crate) async fn links(request: &mut Request, env: &Env, tenant: &Tenant, id: JobId, now: Timestamp) -> Answer {
    let SignLinks { valid_ms } = parse_body(&create::json_body(request).await?)?;
    let valid_ms = valid_ms.unwrap_or(limits::LINK_MS_DEFAULT);
    if !(1..=limits::LINK_MS_MAX).contains(&valid_ms) {
        return Err(Problem::because(Code::InvalidField, format!("valid_ms: 1 to {}", limits::LINK_MS_MAX)).into());
    }
    let given = bindings::read(env);
    let keys = given.signing_keys()?;
    let mut answer = call::call(env, Some(tenant), id, Call::Read, None).await?;
    if answer.status_code() != 200 {
        return Ok(answer);
    }
    let job: JobView = answer.json().await?;
    if job.trash.is_some() {
        return Err(Code::JobTrashed.into());
    }
    let episode = job.episode.ok_or(Code::ArtifactNotReady)?;
    let expires_at = now.plus_ms(i64::try_from(valid_ms).unwrap_or(i64::MAX));
    let link = |artifact: Artifact| {
        let grant = sign(keys, Purpose::Link, tenant, &artifact.href, expires_at);
        Artifact { href: format!("{}?grant={grant}", artifact.href), ..artifact }
    };
    json(200, &Links { expires_at, links: episode.artifacts.into_iter().map(link).collect() })
}

fn watch_address(id: JobId) -> String {
    let route = ROUTES.iter().find(|route| route.operation == Operation::WatchJob);
    route.map_or_else(String::new, |route| route.path.replace("{id}", &id.to_string()))
}
