//! The operations of clients, on jobs and their episodes.

use super::parameter::{AFTER, CURSOR, FILE, IDEMPOTENCY_KEY, LIMIT, SUBJECT_KEY};
use super::{Access, Answer, Method, Operation, Route, WireType};
use crate::admin::Scope;
use crate::http::wire::Body;
use crate::job::{
    AnySource, ApproveEstimate, ChangeOutline, CreateJob, Estimate, JobList, JobView, Ledger, Links, OutlineView,
    Purge, Revise, ScriptView, SetBudget, SignLinks, StepName, Ticket,
};

const READ: Access = Access::Scope(Scope::Read);
const SUBMIT: Access = Access::Scope(Scope::Submit);

const fn delete(operation: Operation, path: &'static str, summary: &'static str) -> Route {
    Route::change(operation, path, SUBMIT, summary).methods(&[Method::Delete])
}

const fn file(operation: Operation, path: &'static str, content_type: &'static str, summary: &'static str) -> Route {
    Route::read(operation, path, Access::Link, summary).parameters(FILE).answers(Answer::File(content_type))
}

pub(super) const ROUTES: [Route; 27] = [
    Route::change(Operation::CreateJob, "/v1/jobs", SUBMIT, "Turn a source into an episode")
        .until_sunset()
        .starts_work()
        .parameters(&[IDEMPOTENCY_KEY, SUBJECT_KEY])
        .body::<CreateJob<AnySource>>()
        .answers(Answer::CreatedOrFound(WireType::of::<JobView>()))
        .versioned(Body::Job),
    Route::read(Operation::ListJobs, "/v1/jobs", READ, "List jobs, newest first")
        .parameters(&[LIMIT, CURSOR])
        .answers(Answer::json::<JobList>("A page of jobs"))
        .versioned(Body::JobList),
    Route::read(Operation::ReadJob, "/v1/jobs/{id}", READ, "Read a job").answers_job(),
    Route::read(Operation::WatchJob, "/v1/jobs/{id}/watch", Access::Ticket, "Follow a job by websocket")
        .methods(&[Method::Get])
        .parameters(&[AFTER])
        .answers(Answer::Websocket),
    Route::change(Operation::CancelJob, "/v1/jobs/{id}/cancel", SUBMIT, "Cancel a job; safe to repeat").answers_job(),
    Route::change(Operation::ResumeJob, "/v1/jobs/{id}/resume", SUBMIT, "Resume a parked job with new attempts")
        .until_sunset()
        .starts_work()
        .answers_job(),
    Route::read(Operation::ReadOutline, "/v1/jobs/{id}/outline", READ, "Read the outline")
        .answers(Answer::json::<OutlineView>("The outline")),
    Route::change(
        Operation::ChangeOutline,
        "/v1/jobs/{id}/outline",
        SUBMIT,
        "Change the outline; writes just the sections that are new",
    )
    .until_sunset()
    .starts_work()
    .body::<ChangeOutline>()
    .answers_job(),
    Route::change(Operation::ApproveJob, "/v1/jobs/{id}/approve", SUBMIT, "Approve what a job waits to do")
        .until_sunset()
        .starts_work()
        .body::<ApproveEstimate>()
        .answers_job(),
    Route::change(Operation::SetBudget, "/v1/jobs/{id}/budget", SUBMIT, "Change the most that a job may spend")
        .until_sunset()
        .starts_work()
        .body::<SetBudget>()
        .answers_job(),
    Route::read(Operation::ReadLedger, "/v1/jobs/{id}/ledger", READ, "Read what a job's calls have cost")
        .answers(Answer::json::<Ledger>("The ledger")),
    Route::read(Operation::ReadAction, "/v1/jobs/{id}/action.md", READ, "Read what the source leaves to do")
        .answers(Answer::Text("text/markdown", "The open points, with file and line")),
    Route::read(Operation::ReadScript, "/v1/jobs/{id}/script", READ, "Read the script")
        .answers(Answer::json::<ScriptView>("The script"))
        .versioned(Body::Script),
    Route::change(
        Operation::ReviseJob,
        "/v1/jobs/{id}/revise",
        SUBMIT,
        "Change lines or voices; redoes just what follows",
    )
    .until_sunset()
    .starts_work()
    .body::<Revise>()
    .answers_job(),
    Route::change(Operation::SkipStep, "/v1/jobs/{id}/skip", SUBMIT, "Skip a line that cannot be spoken")
        .until_sunset()
        .starts_work()
        .body::<StepName>()
        .answers_job(),
    Route::change(Operation::RetryStep, "/v1/jobs/{id}/retry", SUBMIT, "Retry one step with new attempts")
        .until_sunset()
        .starts_work()
        .body::<StepName>()
        .answers_job(),
    delete(Operation::TrashJob, "/v1/jobs/{id}", "Move a job to the trash; it is erased a week later").answers_job(),
    Route::change(Operation::RestoreJob, "/v1/jobs/{id}/restore", SUBMIT, "Restore a job from the trash").answers_job(),
    Route::change(Operation::PurgeJob, "/v1/jobs/{id}/purge", SUBMIT, "Erase a job in the trash now")
        .body::<Purge>()
        .answers_job(),
    file(Operation::Episode, "/v1/jobs/{id}/episode.mp3", "audio/mpeg", "The episode"),
    file(Operation::Chapters, "/v1/jobs/{id}/chapters.json", "application/json+chapters", "The episode's chapters"),
    file(Operation::TranscriptVtt, "/v1/jobs/{id}/transcript.vtt", "text/vtt", "The transcript as WebVTT"),
    file(Operation::TranscriptSrt, "/v1/jobs/{id}/transcript.srt", "application/x-subrip", "The transcript as SubRip"),
    file(Operation::TranscriptJson, "/v1/jobs/{id}/transcript.json", "application/json", "The transcript as JSON"),
    Route::change(
        Operation::CreateTicket,
        "/v1/jobs/{id}/ticket",
        READ,
        "Create a ticket to watch a job from a browser; valid for seconds",
    )
    .changes_nothing()
    .answers(Answer::json::<Ticket>("A ticket")),
    Route::change(Operation::CreateLinks, "/v1/jobs/{id}/links", READ, "Create signed links to an episode's files")
        .changes_nothing()
        .body::<SignLinks>()
        .answers(Answer::json::<Links>("Signed links")),
    Route::change(
        Operation::CreateEstimate,
        "/v1/estimates",
        READ,
        "Estimate length and cost of an episode, without creating it",
    )
    .changes_nothing()
    .body::<CreateJob<AnySource>>()
    .answers(Answer::json::<Estimate>("The estimate")),
];
