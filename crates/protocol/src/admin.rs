//! The operator's requests and answers: jobs of all tenants, tenants, tokens, erasure, storage, health, audit log.

mod audit;
mod erasure;
mod health;
mod intake;
mod intervention;
mod job;
mod jobs;
mod storage;
mod tenant;
mod token;

pub use audit::{Act, Audit, check_reason, plain_id};
pub use erasure::{EraseSubject, ErasedJob, Erasure};
pub use health::{
    ClientSeen, Deployment, Health, HealthCheck, HealthReason, JobFigures, OpenBreaker, Stillest, TenantSpending,
    Verdict,
};
pub use intake::{Intake, SetIntake};
pub use intervention::Intervention;
pub use job::{AdminJobView, JobTimeline, LastFailure, StepView, Transition};
pub use jobs::{AdminJob, AdminJobList, JobFilter, JobSet};
pub use storage::{Amount, Balance, CaughtByLayer, Defect, JobCounts, Layer, Shelf, Storage, SweepRun};
pub use tenant::{Subject, Tenant, TenantChange, TenantList, TenantView};
pub use token::{MintedToken, NewToken, RotateToken, Scope, TokenId, TokenList, TokenView};
