//! `POST /v1/jobs`: parsed, redacted and judged here; reserved and created by `pipeline::create_job`.
//!
//! Nothing is written before the request is known to be valid.

use identity::{Asker, named};
use job::Hasher;
use pipeline::web::{Address, fetch};
use pipeline::{
    Clock, CreateError, Created, RedactedJob, Submission, SubmissionKey, create_job, created_before, digest_of_address,
};
use protocol::{
    AnySource, Code, CreateJob, IdempotencyKey, MalformedKey, Operation, Problem, Source, Subject, header,
    subject_name, wire,
};
use worker::{Headers, Request, Response};

use super::revise::redaction;
use crate::answer::{Answer, Stop};
use crate::db::reservations::D1Reservations;
use crate::http::body;
use crate::http::context::Context;
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
    let subject = subject(context, request.headers())?;
    let body = wire::request(context.version, Operation::CreateJob, body::json(request).await?)?;
    let CreateJob { source, title, hosts } = CreateJob::parse(&body)?;
    // The idempotency key is the client's own text: only its digest is kept.
    let key_digest = Hasher::new("idempotency").part(&caller.tenant.0).part(key.as_str()).finish();
    let reservations = D1Reservations { database: context.database()? };
    let objects = RpcObjects { env: context.env };
    let (source, digest) = match source {
        AnySource::Text(source) => (source, None),
        AnySource::Address(source) => {
            let address = Address::judge(&source.url)?;
            let asked = CreateJob { source, title: title.clone(), hosts: hosts.clone() };
            let submitted = SubmissionKey { request: digest_of_address(&asked, &key), key: key_digest.clone() };
            // No page is read again for a job that is there.
            if let Some(before) = created_before(&reservations, &objects, &caller.tenant, &submitted).await? {
                return created(before);
            }
            (page(context, address).await?, Some(submitted.request))
        }
    };
    let policy = caller.policy(&reservations.database).await?;
    let fit = RedactedJob::of(CreateJob { source, title, hosts }, redaction(policy.as_ref()));
    let submitted = SubmissionKey { key: key_digest, request: digest.unwrap_or_else(|| fit.digest()) };
    // Reading a page takes time.
    let now = PlatformClock.now();
    let mut submission = Submission::new(random::id(now), caller.tenant.clone(), context.version, fit, now)?;
    submission.spec.subject = subject;
    created(create_job(&reservations, &objects, policy.as_ref(), submission, &submitted).await?)
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

/// The pseudonym of the subject the caller names, or else of the caller's token.
fn subject(context: &Context<'_>, headers: &Headers) -> Result<Option<Subject>, Stop> {
    let Context { settings, caller, .. } = context;
    let (key, subject) = (headers.get(header::SUBJECT_KEY)?, headers.get(header::SUBJECT)?);
    if let Some(name) = subject_name(context.version, key, subject)? {
        let name = named(name)?;
        return Ok(Some(Asker::Named(&name).subject(settings.subject_keys()?, &caller.tenant)));
    }
    let keys = settings.config()?.subject_keys.as_ref();
    Ok(keys.map(|keys| Asker::Token(&caller.token).subject(keys, &caller.tenant)))
}

fn idempotency_key(headers: &Headers) -> Result<IdempotencyKey, Stop> {
    let text = headers.get(header::IDEMPOTENCY_KEY)?.ok_or(Code::IdempotencyKeyMissing)?;
    text.parse()
        .map_err(|error: MalformedKey| Problem::because(Code::IdempotencyKeyMalformed, error.to_string()).into())
}
