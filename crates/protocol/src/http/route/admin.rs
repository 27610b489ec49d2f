//! The operations of the operator.

use super::parameter::{AFTER, CURSOR, ENGINE, LIMIT, OLDER_THAN_MS, PARKED_FOR, STATUS, STILL_FOR_MS, TENANT};
use super::{Access, Answer, Operation, Route, Target, WireType};
use crate::admin::{
    AdminJobList, AdminJobView, Audit, EraseSubject, Erasure, Health, Intake, Intervention, JobTimeline, MintedToken,
    NewToken, RotateToken, Scope, SetIntake, Storage, TenantChange, TenantList, TenantView, TokenList, TokenView,
};
use crate::dataflow::Dataflow;

const ADMIN: Access = Access::Scope(Scope::Admin);

const fn intervention(operation: Operation, path: &'static str, target: Target, summary: &'static str) -> Route {
    let route = Route::change(operation, path, ADMIN, summary).body::<Intervention>().answers_job();
    Route { intervention: Some(target), ..route }
}

pub(super) const ROUTES: [Route; 23] = [
    Route::read(Operation::Health, "/admin/health", ADMIN, "Health report, as JSON or as a page")
        .unconfigured()
        .answers(Answer::Health(WireType::of::<Health>())),
    Route::read(Operation::Metrics, "/admin/metrics", ADMIN, "Health figures as OpenMetrics")
        .unconfigured()
        .answers(Answer::Text("application/openmetrics-text", "The metrics")),
    Route::change(
        Operation::MoveJob,
        "/admin/jobs/{id}/move",
        ADMIN,
        "Move a job out of the previous Durable Object class",
    )
    .answers_job(),
    Route::read(
        Operation::Storage,
        "/admin/storage",
        ADMIN,
        "Storage report: files referenced, pending, orphaned and missing",
    )
    .answers(Answer::json::<Storage>("The report")),
    Route::read(Operation::ListTenants, "/admin/tenants", ADMIN, "List tenants")
        .answers(Answer::json::<TenantList>("The tenants")),
    Route::change(Operation::CreateTenant, "/admin/tenants", ADMIN, "Create a tenant")
        .body::<TenantChange>()
        .answers(Answer::created::<TenantView>("A new tenant")),
    Route::change(Operation::ChangeTenant, "/admin/tenants/{id}", ADMIN, "Change a tenant's policy and quotas")
        .body::<TenantChange>()
        .answers(Answer::json::<TenantView>("The tenant")),
    Route::read(Operation::ListTokens, "/admin/tokens", ADMIN, "List tokens")
        .parameters(&[TENANT])
        .answers(Answer::json::<TokenList>("The tokens")),
    Route::change(Operation::CreateToken, "/admin/tokens", ADMIN, "Create a token; its secret is shown once")
        .body::<NewToken>()
        .answers(Answer::created::<MintedToken>("A new token")),
    Route::change(Operation::RotateToken, "/admin/tokens/{id}/rotate", ADMIN, "Rotate a token: create its successor")
        .body::<RotateToken>()
        .answers(Answer::created::<MintedToken>("A new token")),
    Route::change(Operation::RevokeToken, "/admin/tokens/{id}/revoke", ADMIN, "Revoke a token at once; safe to repeat")
        .answers(Answer::json::<TokenView>("The token")),
    Route::read(Operation::AdminListJobs, "/admin/jobs", ADMIN, "List any tenant's jobs, newest first; no content")
        .parameters(&[LIMIT, CURSOR, STATUS, TENANT, PARKED_FOR, ENGINE, OLDER_THAN_MS, STILL_FOR_MS])
        .answers(Answer::json::<AdminJobList>("A page of jobs")),
    Route::read(Operation::AdminReadJob, "/admin/jobs/{id}", ADMIN, "Read any tenant's job; no content")
        .answers(Answer::json::<AdminJobView>("The job")),
    Route::read(
        Operation::AdminTimeline,
        "/admin/jobs/{id}/timeline",
        ADMIN,
        "Read the history of any tenant's job; no content",
    )
    .parameters(&[AFTER])
    .answers(Answer::json::<JobTimeline>("A page of the history")),
    intervention(
        Operation::AdminResume,
        "/admin/jobs/{id}/resume",
        Target::Job,
        "Resume any tenant's parked job with new attempts",
    )
    .starts_work(),
    intervention(
        Operation::AdminRetry,
        "/admin/jobs/{id}/retry",
        Target::Step,
        "Retry one step of any tenant's job with new attempts",
    )
    .starts_work(),
    intervention(Operation::AdminSkip, "/admin/jobs/{id}/skip", Target::Step, "Skip a line of any tenant's job")
        .starts_work(),
    intervention(
        Operation::AdminCancel,
        "/admin/jobs/{id}/cancel",
        Target::Job,
        "Cancel any tenant's job; safe to repeat",
    ),
    Route::read(
        Operation::ReadIntake,
        "/admin/intake",
        ADMIN,
        "Read the state of intake: paused or not, and the number of running jobs",
    )
    .answers(Answer::json::<Intake>("The state of intake")),
    Route::change(Operation::SetIntake, "/admin/intake", ADMIN, "Pause or resume intake of new jobs")
        .body::<SetIntake>()
        .answers(Answer::json::<Intake>("The state of intake")),
    Route::read(Operation::ReadAudit, "/admin/audit", ADMIN, "Read the audit log")
        .parameters(&[CURSOR])
        .answers(Answer::json::<Audit>("A page of the audit log")),
    Route::change(Operation::EraseSubject, "/admin/subjects/erase", ADMIN, "Erase all jobs of one subject")
        .body::<EraseSubject>()
        .answers(Answer::json::<Erasure>("The receipt")),
    Route::read(
        Operation::Dataflow,
        "/admin/jobs/{id}/dataflow",
        ADMIN,
        "Read a job's egress log: class, count and bytes by destination; no content",
    )
    .answers(Answer::json::<Dataflow>("The egress log")),
];
