//! Forms: each is checked to come from a page of the session, and does what an operation of the API does.

use protocol::{Line, NewFeed, NewFeedAddress, Revise, RevokeFeed, RotateFeed};
use serde::de::IgnoredAny;
use worker::{Request, Response};

use super::{accepted, see_other};
use crate::answer::{Answer, Stop};
use crate::http::body::{self, Form};
use crate::http::connections;
use crate::http::context::Context;
use crate::http::feeds;
use crate::http::jobs::revise;

pub(crate) async fn revise(context: &Context<'_>, request: &mut Request) -> Answer {
    let (id, form) = (context.job()?, checked(context, request).await?);
    let text = form.get("text").split_whitespace().collect::<Vec<_>>().join(" ");
    let turn = form.get("turn").parse().map_err(|_| body::invalid("turn: the number of a line"))?;
    let revised = revise::revised(context, Revise { lines: vec![Line { turn, text }], hosts: None }).await?;
    done(revised, &page::job_path(id)).await
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
