//! Forms: each is checked to come from a page of the session, and does what an operation of the API does.

use protocol::{
    ApproveEstimate, ChangeOutline, Code, Line, NewFeed, NewFeedAddress, Problem, Revise, RevokeFeed, RotateFeed,
};
use serde::de::IgnoredAny;
use worker::{Request, Response};

use super::views::{job_after, reading};
use super::{accepted, see_other};
use crate::answer::{Answer, Stop};
use crate::http::body::{self, Form};
use crate::http::connections;
use crate::http::context::Context;
use crate::http::feeds;
use crate::http::jobs::{outline, revise};
use crate::rpc::Call;

/// Told of a page that no longer shows what the job waits for.
const OUT_OF_DATE: &str =
    "This page was out of date, and nothing was done: the job is shown as it is now. Read it again.";

pub(crate) async fn revise(context: &Context<'_>, request: &mut Request) -> Answer {
    let (id, form) = (context.job()?, checked(context, request).await?);
    let text = form.get("text").split_whitespace().collect::<Vec<_>>().join(" ");
    let turn = form.get("turn").parse().map_err(|_| body::invalid("turn: the number of a line"))?;
    let revised = revise::revised(context, Revise { lines: vec![Line { turn, text }], hosts: None }).await?;
    done(revised, &page::job_path(id)).await
}

/// Approves what the page has shown: its estimate is that of no other text.
pub(crate) async fn approve(context: &Context<'_>, request: &mut Request) -> Answer {
    let (id, form) = (context.job()?, checked(context, request).await?);
    let approve = ApproveEstimate { estimate: form.get("estimate").to_owned() };
    match done(context.call(&Call::Approve(approve)).await?, &page::job_path(id)).await {
        Err(Stop::Problem(problem)) if problem.code == Code::EstimateChanged => {
            job_after(context, &problem, OUT_OF_DATE).await
        }
        answer => answer,
    }
}

/// Changes the outline that the page has shown: another revision is another outline.
pub(crate) async fn change_outline(context: &Context<'_>, request: &mut Request) -> Answer {
    let (id, form) = (context.job()?, checked(context, request).await?);
    let reading = reading(context).await?;
    if form.get("revision") != reading.job.revision.to_string() || reading.sections.is_empty() {
        return job_after(context, &Problem::new(Code::EstimateChanged), OUT_OF_DATE).await;
    }
    let sections = page::changed_outline(&reading.sections, |name| form.get(name));
    done(outline::changed(context, ChangeOutline { sections }).await?, &page::job_path(id)).await
}

pub(crate) async fn resume(context: &Context<'_>, request: &mut Request) -> Answer {
    let id = context.job()?;
    checked(context, request).await?;
    done(context.call(&Call::Resume).await?, &page::job_path(id)).await
}

pub(crate) async fn create_feed(context: &Context<'_>, request: &mut Request) -> Answer {
    checked(context, request).await?;
    done(feeds::made(context, request, NewFeed::default()).await?, page::LIBRARY_PATH).await
}

pub(crate) async fn add_address(context: &Context<'_>, request: &mut Request) -> Answer {
    let name = checked(context, request).await?.get("name").trim().to_owned();
    done(feeds::address_added(context, request, NewFeedAddress { name }).await?, page::LIBRARY_PATH).await
}

pub(crate) async fn rotate(context: &Context<'_>, request: &mut Request) -> Answer {
    let address = checked(context, request).await?.get("address").to_owned();
    done(feeds::rotated(context, request, RotateFeed { address, overlap_ms: None }).await?, page::LIBRARY_PATH).await
}

pub(crate) async fn revoke(context: &Context<'_>, request: &mut Request) -> Answer {
    let address = checked(context, request).await?.get("address").to_owned();
    done(feeds::revoked(context, request, RevokeFeed { address: Some(address) }).await?, page::LIBRARY_PATH).await
}

pub(crate) async fn revoke_connection(context: &Context<'_>, request: &mut Request) -> Answer {
    checked(context, request).await?;
    done(connections::revoke(context).await?, page::LIBRARY_PATH).await
}

async fn checked(context: &Context<'_>, request: &mut Request) -> Result<Form, Stop> {
    let form = body::form(request).await?;
    form.check(&context.caller)?;
    Ok(form)
}

/// The page that follows.
async fn done(answer: Response, next: &str) -> Answer {
    accepted::<IgnoredAny>(answer).await?;
    Ok(see_other(next)?)
}
