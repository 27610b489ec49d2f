//! The operations of the operator.

use super::parameter::{AFTER, CURSOR, ENGINE, LIMIT, OLDER_THAN_MS, PARKED_FOR, STATUS, STILL_FOR_MS, TENANT};
use super::{Access, Answer, Operation, Route, WireType};
use crate::dataflow::Dataflow;
use crate::{
    AdminJobList, AdminJobView, Audit, EraseSubject, Erasure, Health, Intake, Intervention, JobTimeline, MintedToken,
    NewToken, RotateToken, Scope, SetIntake, Storage, TenantChange, TenantList, TenantView, TokenList, TokenView,
};

const ADMIN: Access = Access::Scope(Scope::Admin);

const fn intervention(operation: Operation, path: &'static str, summary: &'static str) -> Route {
    let route = Route::change(operation, path, ADMIN, summary).body::<Intervention>().answers_job();
    Route { is_intervention: true, ..route }
}

pub(super) const ROUTES: [Route; 23] = [
    Route::read(Operation::Health, "/admin/health", ADMIN, "How the service is, as JSON or as a page")
        .unconfigured()
        .answers(Answer::Health(WireType::of::<Health>())),
    Route::read(Operation::Metrics, "/admin/metrics", ADMIN, "The same as OpenMetrics")
        .unconfigured()
        .answers(Answer::Text("application/openmetrics-text", "The figures")),
    Route::change(Operation::MoveJob, "/admin/jobs/{id}/move", ADMIN, "Move a job out of the older class of objects")
        .answers_job(),
    Route::read(Operation::Storage, "/admin/storage", ADMIN, "What is stored, and what had to be deleted")
        .answers(Answer::json::<Storage>("The balance")),
    Route::read(Operation::ListTenants, "/admin/tenants", ADMIN, "List tenants")
        .answers(Answer::json::<TenantList>("The tenants")),
    Route::change(Operation::CreateTenant, "/admin/tenants", ADMIN, "Make a tenant")
        .body::<TenantChange>()
        .answers(Answer::created::<TenantView>("A new tenant")),
    Route::change(Operation::ChangeTenant, "/admin/tenants/{id}", ADMIN, "Change what a tenant may have")
        .body::<TenantChange>()
        .answers(Answer::json::<TenantView>("The tenant")),
    Route::read(Operation::ListTokens, "/admin/tokens", ADMIN, "List tokens")
        .parameters(&[TENANT])
        .answers(Answer::json::<TokenList>("The tokens")),
    Route::change(Operation::CreateToken, "/admin/tokens", ADMIN, "Make a token; its secret is told once")
        .body::<NewToken>()
        .answers(Answer::created::<MintedToken>("A new token")),
    Route::change(Operation::RotateToken, "/admin/tokens/{id}/rotate", ADMIN, "Make a token that follows another")
        .body::<RotateToken>()
        .answers(Answer::created::<MintedToken>("A new token")),
    Route::change(Operation::RevokeToken, "/admin/tokens/{id}/revoke", ADMIN, "End a token at once; safe to repeat")
        .answers(Answer::json::<TokenView>("The token")),
    Route::read(Operation::AdminListJobs, "/admin/jobs", ADMIN, "List any tenant's jobs, newest first; no content")
        .parameters(&[LIMIT, CURSOR, STATUS, TENANT, PARKED_FOR, ENGINE, OLDER_THAN_MS, STILL_FOR_MS])
        .answers(Answer::json::<AdminJobList>("A page of jobs")),
    Route::read(Operation::AdminReadJob, "/admin/jobs/{id}", ADMIN, "How any job stands; no content")
        .answers(Answer::json::<AdminJobView>("How it stands")),
    Route::read(
        Operation::AdminTimeline,
        "/admin/jobs/{id}/timeline",
        ADMIN,
        "How any job came to stand so; no content",
    )
    .parameters(&[AFTER])
    .answers(Answer::json::<JobTimeline>("A page of it")),
    intervention(Operation::AdminResume, "/admin/jobs/{id}/resume", "Give any tenant's parked job new attempts")
        .starts_work(),
    intervention(Operation::AdminRetry, "/admin/jobs/{id}/retry", "Give one step of any job new attempts")
        .starts_work(),
    intervention(Operation::AdminSkip, "/admin/jobs/{id}/skip", "Leave out a line of any job").starts_work(),
    intervention(Operation::AdminCancel, "/admin/jobs/{id}/cancel", "Stop any job; safe to repeat"),
    Route::read(
        Operation::ReadIntake,
        "/admin/intake",
        ADMIN,
        "Whether new jobs are taken, and how many are under way",
    )
    .answers(Answer::json::<Intake>("How it stands")),
    Route::change(Operation::SetIntake, "/admin/intake", ADMIN, "Take no new jobs, or take them again")
        .body::<SetIntake>()
        .answers(Answer::json::<Intake>("How it stands")),
    Route::read(Operation::ReadAudit, "/admin/audit", ADMIN, "What was done by whoever runs the service")
        .parameters(&[CURSOR])
        .answers(Answer::json::<Audit>("A page of acts")),
    Route::change(Operation::EraseSubject, "/admin/subjects/erase", ADMIN, "Erase what one subject has asked for")
        .body::<EraseSubject>()
        .answers(Answer::json::<Erasure>("The receipt")),
    Route::read(Operation::Dataflow, "/admin/jobs/{id}/dataflow", ADMIN, "What of a job really went where; no content")
        .answers(Answer::json::<Dataflow>("The account")),
];
