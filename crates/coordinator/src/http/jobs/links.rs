//! Signed URLs of files, and tickets for a websocket: for a browser or a player that has no token.

use identity::{Purpose, TICKET_PREFIX, sign};
use protocol::{Artifact, Code, JobId, JobView, Links, Operation, Problem, ROUTES, SignLinks, Ticket, limits};
use worker::Request;

use crate::answer::{Answer, json};
use crate::http::body;
use crate::http::context::Context;
use crate::rpc::Call;

pub(crate) async fn ticket(context: &Context<'_>) -> Answer {
    let id = context.job()?;
    let keys = context.settings.signing_keys()?;
    let answer = context.call(&Call::Read).await?;
    if answer.status_code() != 200 {
        return Ok(answer);
    }
    let expires_at = context.now.plus_ms(limits::TICKET_MS);
    let signed = sign(keys, Purpose::Ticket, &context.caller.tenant, &watch_address(id), expires_at);
    json(200, &Ticket { protocol: format!("{TICKET_PREFIX}{signed}"), expires_at })
}

pub(crate) async fn links(context: &Context<'_>, request: &mut Request) -> Answer {
    context.job()?;
    let SignLinks { valid_ms } = body::parsed(request).await?;
    let valid_ms = valid_ms.unwrap_or(limits::LINK_MS_DEFAULT);
    if !(1..=limits::LINK_MS_MAX).contains(&valid_ms) {
        return Err(Problem::because(Code::InvalidField, format!("valid_ms: 1 to {}", limits::LINK_MS_MAX)).into());
    }
    let keys = context.settings.signing_keys()?;
    let mut answer = context.call(&Call::Read).await?;
    if answer.status_code() != 200 {
        return Ok(answer);
    }
    let job: JobView = answer.json().await?;
    if job.trash.is_some() {
        return Err(Code::JobTrashed.into());
    }
    let episode = job.episode.ok_or(Code::ArtifactNotReady)?;
    let expires_at = context.now.plus_ms(i64::try_from(valid_ms).unwrap_or(i64::MAX));
    let link = |artifact: Artifact| {
        let grant = sign(keys, Purpose::Link, &context.caller.tenant, &artifact.href, expires_at);
        Artifact { href: format!("{}?grant={grant}", artifact.href), ..artifact }
    };
    json(200, &Links { expires_at, links: episode.artifacts.into_iter().map(link).collect() })
}

fn watch_address(id: JobId) -> String {
    let route = ROUTES.iter().find(|route| route.operation == Operation::WatchJob);
    route.map_or_else(String::new, |route| route.path.replace("{id}", &id.to_string()))
}
