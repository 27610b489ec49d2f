//! The library and the page of a job: what they show is read here, and rendered by `page`.

use page::{JobPage, Library};
use pipeline::Reading;
use protocol::{JobList, JobView, Problem};
use worker::Request;

use super::{accepted, html};
use crate::answer::{Answer, Stop};
use crate::http::connections;
use crate::http::context::Context;
use crate::http::feeds;
use crate::http::jobs::list;
use crate::rpc::Call;

pub(crate) async fn library(context: &Context<'_>, request: &Request) -> Answer {
    let jobs: JobList = list::jobs(context).await?;
    let (feeds, origin) = (feeds::views_of(context, request).await?, feeds::origin(context, request)?);
    let connections = connections::views(context).await?;
    let csrf = context.caller.csrf();
    let library = Library { jobs: &jobs, feeds: &feeds, connections: &connections, origin: &origin, csrf };
    Ok(html(200, page::library(&library))?)
}

pub(crate) async fn job(context: &Context<'_>) -> Answer {
    shown(context, &reading(context).await?, None)
}

/// The job's page again, with the reason why a form on it was rejected.
pub(crate) async fn job_after(context: &Context<'_>, error: &Problem, sentence: &str) -> Answer {
    shown(context, &reading(context).await?, Some((error.status, sentence)))
}

/// All that the page of the job shows, as it stands.
pub(crate) async fn reading(context: &Context<'_>) -> Result<Reading, Stop> {
    accepted(context.call(&Call::Reading).await?).await
}

fn shown(context: &Context<'_>, reading: &Reading, error: Option<(u16, &str)>) -> Answer {
    let job: &JobView = &reading.job;
    let files = job.episode.as_ref().map_or(&[][..], |episode| &episode.artifacts);
    let page = JobPage {
        job,
        script: reading.script.as_ref(),
        sections: &reading.sections,
        chapters: &reading.chapters,
        cues: &reading.cues,
        paragraphs: &reading.paragraphs,
        action: reading.action.as_deref(),
        files,
        error: error.map(|(_, sentence)| sentence),
        csrf: context.caller.csrf(),
    };
    Ok(html(error.map_or(200, |(status, _)| status), page::job(&page))?)
}
