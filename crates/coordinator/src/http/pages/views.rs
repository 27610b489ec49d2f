//! The library and the page of a job: what they show is read here, and rendered by `page`.

use page::{Address, JobPage, Library};
use pipeline::Reading;
use protocol::{FeedView, JobList, JobView, Problem};
use worker::Request;

use super::html;
use crate::answer::{Answer, Stop};
use crate::http::context::Context;
use crate::http::feeds;
use crate::http::jobs::list;
use crate::rpc::Call;

pub(crate) async fn library(context: &Context<'_>, request: &Request) -> Answer {
    let jobs: JobList = list::jobs(context).await?;
    let (feeds, origin) = (feeds::views_of(context, request).await?, feeds::origin(context, request)?);
    let addresses: Vec<Vec<Shown<'_>>> = feeds.iter().map(|feed| shown(feed, &origin)).collect();
    let addresses: Vec<Vec<Address<'_>>> =
        addresses.iter().map(|shown| shown.iter().map(Shown::address).collect()).collect();
    let feeds: Vec<page::Feed<'_>> = feeds
        .iter()
        .zip(&addresses)
        .map(|(feed, addresses)| page::Feed {
            id: &feed.id.0,
            title: &feed.title,
            revoked_at: feed.revoked_at,
            addresses,
        })
        .collect();
    Ok(html(200, page::library(&Library { jobs: &jobs, feeds: &feeds, csrf: context.caller.csrf() }))?)
}

/// An address with its URL.
struct Shown<'a> {
    address: &'a protocol::FeedAddress,
    url: Option<String>,
}

impl Shown<'_> {
    fn address(&self) -> Address<'_> {
        Address {
            id: &self.address.id,
            name: &self.address.name,
            url: self.url.as_deref(),
            created_at: self.address.created_at,
            ends_at: self.address.ends_at,
            is_replaced: self.address.replaced_by.is_some(),
        }
    }
}

fn shown<'a>(feed: &'a FeedView, origin: &str) -> Vec<Shown<'a>> {
    let url = |address: &protocol::FeedAddress| address.href.as_ref().map(|href| format!("{origin}{href}"));
    feed.addresses.iter().map(|address| Shown { address, url: url(address) }).collect()
}

pub(crate) async fn job(context: &Context<'_>) -> Answer {
    let reading = reading(context).await?;
    let job: &JobView = &reading.job;
    let files = job.episode.as_ref().map_or(&[][..], |episode| &episode.artifacts);
    let page = JobPage {
        job,
        script: reading.script.as_ref(),
        chapters: &reading.chapters,
        cues: &reading.cues,
        paragraphs: &reading.paragraphs,
        files,
        csrf: context.caller.csrf(),
    };
    Ok(html(200, page::job(&page))?)
}

async fn reading(context: &Context<'_>) -> Result<Reading, Stop> {
    let mut answer = context.call(&Call::Reading).await?;
    match answer.status_code() {
        200 => Ok(answer.json().await?),
        _ => Err(answer.json::<Problem>().await?.into()),
    }
}
