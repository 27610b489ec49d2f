//! `POST /v1/jobs`: parsed, redacted and judged here; reserved and created by `pipeline::create_job`.
//!
//! Nothing is written before the request is known to be valid.

use job::Hasher;
use pipeline::web::{Address, fetch};
use pipeline::{
    Clock, CreateError, Created, RedactedJob, Submission, SubmissionKey, create_job, created_before, digest_of_address,
};
use protocol::{
    AnySource, Code, CreateJob, FeedId, IdempotencyKey, MalformedKey, Operation, Problem, Source, SourceFormat, header,
    wire,
};
use serde_json::json;
use worker::{D1Database, Headers, Request, Response};

use super::revise::redaction;
use crate::answer::{Answer, Stop};
use crate::db::feeds::{self, Owner};
use crate::db::reservations::D1Reservations;
use crate::http::body;
use crate::http::context::Context;
use crate::http::subject::subjects;
use crate::http::voices;
use crate::platform::clock::PlatformClock;
use crate::platform::random;
use crate::providers::web;
use crate::rpc::RpcObjects;

impl From<CreateError> for Stop {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::Refused(problem) => problem.into(),
            CreateError::Failed(failure) => failure.into(),
        }
    }
}

pub(crate) async fn create(context: &Context<'_>, request: &mut Request) -> Answer {
    let caller = &context.caller;
    let key = idempotency_key(request.headers())?;
    let subjects = subjects(context, request.headers())?;
    let body = wire::request(context.version, Operation::CreateJob, body::json(request).await?)?;
    let asked = CreateJob::parse(&body)?;
    // The idempotency key is the client's own text: only its digest is kept.
    let key_digest = Hasher::new("idempotency").part(&caller.tenant.0).part(key.as_str()).finish();
    let reservations = D1Reservations { database: context.database()? };
    let objects = RpcObjects { env: context.env };
    let by_address = asked.source.address().map(|address| asked.clone().with_source(address));
    let by_address = by_address.map(|request| digest_of_address(&request, &key));
    if let Some(request) = &by_address {
        let submitted = SubmissionKey { request: request.clone(), key: key_digest.clone() };
        // No page is read again for a job that is there.
        if let Some(before) = created_before(&reservations, &objects, &caller.tenant, &submitted).await? {
            return created(before);
        }
    }
    let (source, address) = text_of(context, asked.source.clone()).await?;
    let policy = caller.policy(&reservations.database).await?;
    let feed_id = named_feed(context, &reservations.database, asked.feed.as_deref()).await?;
    let fit = RedactedJob::of(asked.with_source(source), redaction(policy.as_ref()));
    // Before the show profile completes it: the same request is the same submission, whatever the profile says by then.
    let submitted = SubmissionKey { key: key_digest, request: by_address.unwrap_or_else(|| fit.digest()) };
    let mut fit = fit.completed(policy.as_ref().and_then(|policy| policy.show.as_ref())).read()?;
    let offered = voices::known(context).await;
    let offered = if fit.needs_no_list() { offered.unwrap_or_default() } else { offered? };
    fit.choose_voices(&offered, context.settings.config()?.voice.sample_rate)?;
    // Reading a page takes time.
    let now = PlatformClock.now();
    let mut submission = Submission::new(random::id(now), caller.tenant.clone(), context.version, fit, now)?;
    if subjects.len() > 1 {
        // The newest pseudonym may be newer than the subject's feed.
        feeds::adopt(&reservations.database, Owner { tenant: &caller.tenant, subjects: &subjects }).await?;
    }
    submission.spec.subject = subjects.into_iter().next();
    submission.spec.feed = feed_id;
    if let Some(show) = policy.as_ref().and_then(|policy| policy.show.as_ref()) {
        submission.shown_as(show);
    }
    submission.spec.address = address.filter(|_| policy.as_ref().is_some_and(|policy| policy.show_addresses));
    created(create_job(&reservations, &objects, policy.as_ref(), submission, &submitted).await?)
}

/// A source's text, and the address of a single page as it may be shown. Pages are read one after the other.
pub(super) async fn text_of(context: &Context<'_>, source: AnySource) -> Result<(Source, Option<String>), Stop> {
    match source {
        AnySource::Text(source) => Ok((source, None)),
        AnySource::Address(source) => {
            let address = Address::judge(&source.url)?;
            let shown = address.shown();
            Ok((page(context, address).await?, Some(shown)))
        }
        AnySource::Several(list) => {
            let mut sources = Vec::new();
            for one in list.sources {
                sources.push(match one {
                    AnySource::Text(source) => source,
                    AnySource::Address(source) => page(context, Address::judge(&source.url)?).await?,
                    AnySource::Several(_) => return Err(Code::InvalidField.into()),
                });
            }
            Ok((Source { format: SourceFormat::Several, text: json!(sources).to_string() }, None))
        }
    }
}

/// The page at the address, as a source.
async fn page(context: &Context<'_>, address: Address) -> Result<Source, Stop> {
    let web = web::open(context.env, context.settings.config()?).ok_or(Code::FetchDisabled)?;
    Ok(fetch(&web, &PlatformClock, address).await?)
}

fn created(Created { id, is_new, answer: response }: Created<Response>) -> Answer {
    if response.status_code() != 200 {
        return Ok(response);
    }
    let headers = Headers::new();
    headers.set("Content-Type", "application/json")?;
    headers.set("Location", &format!("/v1/jobs/{id}"))?;
    Ok(response.with_headers(headers).with_status(if is_new { 201 } else { 200 }))
}

/// The feed of this name, which the episode is sent to.
async fn named_feed(context: &Context<'_>, database: &D1Database, name: Option<&str>) -> Result<Option<FeedId>, Stop> {
    let Some(name) = name else { return Ok(None) };
    let unknown = || Problem::because(Code::InvalidField, "feed: there is no feed of this name");
    Ok(Some(feeds::named(database, &context.caller.tenant, name).await?.ok_or_else(unknown)?))
}

fn idempotency_key(headers: &Headers) -> Result<IdempotencyKey, Stop> {
    let text = headers.get(header::IDEMPOTENCY_KEY)?.ok_or(Code::IdempotencyKeyMissing)?;
    text.parse()
        .map_err(|error: MalformedKey| Problem::because(Code::IdempotencyKeyMalformed, error.to_string()).into())
}
