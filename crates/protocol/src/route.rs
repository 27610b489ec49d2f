//! The addresses of the service, declared once: the router matches by this table and the API document is written from it.

use crate::Scope;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    Get,
    Head,
    Post,
    Delete,
}

impl Method {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Open,
    /// Who shows a token that has it; `admin` is whoever runs the service.
    Scope(Scope),
    /// Who may read, or has a ticket for just this address.
    Ticket,
    /// Who may read, or has this very address signed.
    Link,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    Liveness,
    Versions,
    OpenApi,
    Changes,
    CreateJob,
    ListJobs,
    ReadJob,
    WatchJob,
    CancelJob,
    ResumeJob,
    ReadScript,
    ReviseJob,
    SkipStep,
    RetryStep,
    TrashJob,
    RestoreJob,
    PurgeJob,
    Episode,
    Chapters,
    TranscriptVtt,
    TranscriptSrt,
    TranscriptJson,
    Health,
    Metrics,
    MoveJob,
    Storage,
    Dataflow,
    ListTenants,
    CreateTenant,
    ChangeTenant,
    ListTokens,
    CreateToken,
    RotateToken,
    RevokeToken,
    EraseSubject,
    AdminListJobs,
    AdminReadJob,
    AdminTimeline,
    AdminResume,
    AdminRetry,
    AdminSkip,
    AdminCancel,
    ReadIntake,
    SetIntake,
    ReadAudit,
    CreateTicket,
    CreateLinks,
}

impl Operation {
    /// Whether every version there has been may ask for it: whoever has started a job can see it to its end.
    pub const fn outlives_versions(self) -> bool {
        match self {
            Self::Liveness
            | Self::Versions
            | Self::OpenApi
            | Self::Changes
            | Self::ListJobs
            | Self::ReadJob
            | Self::WatchJob
            | Self::CancelJob
            | Self::TrashJob
            | Self::RestoreJob
            | Self::PurgeJob
            | Self::MoveJob
            | Self::ReadScript
            | Self::Episode
            | Self::Chapters
            | Self::TranscriptVtt
            | Self::TranscriptSrt
            | Self::TranscriptJson
            | Self::Health
            | Self::Metrics
            | Self::Storage
            | Self::Dataflow
            | Self::ListTenants
            | Self::CreateTenant
            | Self::ChangeTenant
            | Self::ListTokens
            | Self::CreateToken
            | Self::RotateToken
            | Self::RevokeToken
            | Self::EraseSubject
            | Self::AdminListJobs
            | Self::AdminReadJob
            | Self::AdminTimeline
            | Self::AdminResume
            | Self::AdminRetry
            | Self::AdminSkip
            | Self::AdminCancel
            | Self::ReadIntake
            | Self::SetIntake
            | Self::ReadAudit
            | Self::CreateTicket
            | Self::CreateLinks => true,
            Self::CreateJob | Self::ResumeJob | Self::ReviseJob | Self::SkipStep | Self::RetryStep => false,
        }
    }

    /// Whether it is answered by a service whose configuration has faults: it says so, or needs nothing.
    pub const fn answers_unconfigured(self) -> bool {
        matches!(self, Self::Liveness | Self::Versions | Self::OpenApi | Self::Changes | Self::Health | Self::Metrics)
    }

    /// Whether a job may have more to do after it.
    pub const fn starts_work(self) -> bool {
        match self {
            Self::CreateJob
            | Self::ResumeJob
            | Self::ReviseJob
            | Self::RetryStep
            | Self::SkipStep
            | Self::AdminResume
            | Self::AdminRetry
            | Self::AdminSkip => true,
            Self::Liveness
            | Self::Versions
            | Self::OpenApi
            | Self::Changes
            | Self::ListJobs
            | Self::ReadJob
            | Self::WatchJob
            | Self::CancelJob
            | Self::ReadScript
            | Self::TrashJob
            | Self::RestoreJob
            | Self::PurgeJob
            | Self::Episode
            | Self::Chapters
            | Self::TranscriptVtt
            | Self::TranscriptSrt
            | Self::TranscriptJson
            | Self::Health
            | Self::Metrics
            | Self::MoveJob
            | Self::Storage
            | Self::Dataflow
            | Self::ListTenants
            | Self::CreateTenant
            | Self::ChangeTenant
            | Self::ListTokens
            | Self::CreateToken
            | Self::RotateToken
            | Self::RevokeToken
            | Self::EraseSubject
            | Self::AdminListJobs
            | Self::AdminReadJob
            | Self::AdminTimeline
            | Self::AdminCancel
            | Self::ReadIntake
            | Self::SetIntake
            | Self::ReadAudit
            | Self::CreateTicket
            | Self::CreateLinks => false,
        }
    }

    /// Whether it is what whoever runs the service does to one tenant's job.
    pub const fn is_intervention(self) -> bool {
        matches!(self, Self::AdminResume | Self::AdminRetry | Self::AdminSkip | Self::AdminCancel)
    }

    /// Whether it gives out a file of an episode.
    pub const fn is_file(self) -> bool {
        match self {
            Self::Episode | Self::Chapters | Self::TranscriptVtt | Self::TranscriptSrt | Self::TranscriptJson => true,
            Self::Liveness
            | Self::Versions
            | Self::OpenApi
            | Self::Changes
            | Self::CreateJob
            | Self::ListJobs
            | Self::ReadJob
            | Self::WatchJob
            | Self::CancelJob
            | Self::ResumeJob
            | Self::ReadScript
            | Self::ReviseJob
            | Self::SkipStep
            | Self::RetryStep
            | Self::TrashJob
            | Self::RestoreJob
            | Self::PurgeJob
            | Self::Health
            | Self::Metrics
            | Self::MoveJob
            | Self::Storage
            | Self::Dataflow
            | Self::ListTenants
            | Self::CreateTenant
            | Self::ChangeTenant
            | Self::ListTokens
            | Self::CreateToken
            | Self::RotateToken
            | Self::RevokeToken
            | Self::EraseSubject
            | Self::AdminListJobs
            | Self::AdminReadJob
            | Self::AdminTimeline
            | Self::AdminResume
            | Self::AdminRetry
            | Self::AdminSkip
            | Self::AdminCancel
            | Self::ReadIntake
            | Self::SetIntake
            | Self::ReadAudit
            | Self::CreateTicket
            | Self::CreateLinks => false,
        }
    }
}

pub struct Route {
    pub operation: Operation,
    /// `{id}` stands for a job's id; under `/admin/tenants` and `/admin/tokens` for one of those.
    pub path: &'static str,
    pub methods: &'static [Method],
    pub access: Access,
    pub summary: &'static str,
}

impl Route {
    /// Whether whoever runs the service does something by it, which is accounted for.
    pub fn is_act(&self) -> bool {
        self.access == ADMIN && self.methods != READ
    }
}

const READ: &[Method] = &[Method::Get, Method::Head];
const POST: &[Method] = &[Method::Post];
const JOBS_READ: Access = Access::Scope(Scope::Read);
const JOBS_CHANGE: Access = Access::Scope(Scope::Submit);
const ADMIN: Access = Access::Scope(Scope::Admin);

const fn route(
    operation: Operation,
    path: &'static str,
    methods: &'static [Method],
    access: Access,
    summary: &'static str,
) -> Route {
    Route { operation, path, methods, access, summary }
}

pub const ROUTES: &[Route] = &[
    route(Operation::Liveness, "/healthz", READ, Access::Open, "Whether the service answers; asks nothing behind it"),
    route(Operation::Versions, "/versions", READ, Access::Open, "The wire versions served"),
    route(Operation::OpenApi, "/openapi.json", READ, Access::Open, "This document"),
    route(Operation::Changes, "/changes.md", READ, Access::Open, "What each wire version changed and how to upgrade"),
    route(Operation::CreateJob, "/v1/jobs", POST, JOBS_CHANGE, "Turn a source into an episode"),
    route(Operation::ListJobs, "/v1/jobs", READ, JOBS_READ, "List jobs, newest first"),
    route(Operation::ReadJob, "/v1/jobs/{id}", READ, JOBS_READ, "Read a job"),
    route(Operation::WatchJob, "/v1/jobs/{id}/watch", &[Method::Get], Access::Ticket, "Follow a job by websocket"),
    route(Operation::CancelJob, "/v1/jobs/{id}/cancel", POST, JOBS_CHANGE, "Stop a job; safe to repeat"),
    route(Operation::ResumeJob, "/v1/jobs/{id}/resume", POST, JOBS_CHANGE, "Give a parked job new attempts"),
    route(Operation::ReadScript, "/v1/jobs/{id}/script", READ, JOBS_READ, "Read what is, or will be, said"),
    route(
        Operation::ReviseJob,
        "/v1/jobs/{id}/revise",
        POST,
        JOBS_CHANGE,
        "Change lines or voices; redoes just what follows",
    ),
    route(Operation::SkipStep, "/v1/jobs/{id}/skip", POST, JOBS_CHANGE, "Leave out a line that cannot be spoken"),
    route(Operation::RetryStep, "/v1/jobs/{id}/retry", POST, JOBS_CHANGE, "Give one step new attempts"),
    route(
        Operation::TrashJob,
        "/v1/jobs/{id}",
        &[Method::Delete],
        JOBS_CHANGE,
        "Throw a job away; it is erased a week later",
    ),
    route(Operation::RestoreJob, "/v1/jobs/{id}/restore", POST, JOBS_CHANGE, "Take a job out of the trash"),
    route(Operation::PurgeJob, "/v1/jobs/{id}/purge", POST, JOBS_CHANGE, "Erase a job in the trash now"),
    route(Operation::Episode, "/v1/jobs/{id}/episode.mp3", READ, Access::Link, "The episode"),
    route(Operation::Chapters, "/v1/jobs/{id}/chapters.json", READ, Access::Link, "The episode's chapters"),
    route(Operation::TranscriptVtt, "/v1/jobs/{id}/transcript.vtt", READ, Access::Link, "The transcript as WebVTT"),
    route(Operation::TranscriptSrt, "/v1/jobs/{id}/transcript.srt", READ, Access::Link, "The transcript as SubRip"),
    route(Operation::TranscriptJson, "/v1/jobs/{id}/transcript.json", READ, Access::Link, "The transcript as JSON"),
    route(Operation::CreateTicket, "/v1/jobs/{id}/ticket", POST, JOBS_READ, "Let a browser watch a job, for seconds"),
    route(Operation::CreateLinks, "/v1/jobs/{id}/links", POST, JOBS_READ, "Sign an episode's addresses, for a while"),
    route(Operation::Health, "/admin/health", READ, ADMIN, "How the service is, as JSON or as a page"),
    route(Operation::Metrics, "/admin/metrics", READ, ADMIN, "The same as OpenMetrics"),
    route(Operation::MoveJob, "/admin/jobs/{id}/move", POST, ADMIN, "Move a job out of the older class of objects"),
    route(Operation::Storage, "/admin/storage", READ, ADMIN, "What is stored, and what had to be deleted"),
    route(Operation::ListTenants, "/admin/tenants", READ, ADMIN, "List tenants"),
    route(Operation::CreateTenant, "/admin/tenants", POST, ADMIN, "Make a tenant"),
    route(Operation::ChangeTenant, "/admin/tenants/{id}", POST, ADMIN, "Change what a tenant may have"),
    route(Operation::ListTokens, "/admin/tokens", READ, ADMIN, "List tokens"),
    route(Operation::CreateToken, "/admin/tokens", POST, ADMIN, "Make a token; its secret is told once"),
    route(Operation::RotateToken, "/admin/tokens/{id}/rotate", POST, ADMIN, "Make a token that follows another"),
    route(Operation::RevokeToken, "/admin/tokens/{id}/revoke", POST, ADMIN, "End a token at once; safe to repeat"),
    route(Operation::AdminListJobs, "/admin/jobs", READ, ADMIN, "List any tenant's jobs, newest first; no content"),
    route(Operation::AdminReadJob, "/admin/jobs/{id}", READ, ADMIN, "How any job stands; no content"),
    route(
        Operation::AdminTimeline,
        "/admin/jobs/{id}/timeline",
        READ,
        ADMIN,
        "How any job came to stand so; no content",
    ),
    route(Operation::AdminResume, "/admin/jobs/{id}/resume", POST, ADMIN, "Give any tenant's parked job new attempts"),
    route(Operation::AdminRetry, "/admin/jobs/{id}/retry", POST, ADMIN, "Give one step of any job new attempts"),
    route(Operation::AdminSkip, "/admin/jobs/{id}/skip", POST, ADMIN, "Leave out a line of any job"),
    route(Operation::AdminCancel, "/admin/jobs/{id}/cancel", POST, ADMIN, "Stop any job; safe to repeat"),
    route(
        Operation::ReadIntake,
        "/admin/intake",
        READ,
        ADMIN,
        "Whether new jobs are taken, and how many are under way",
    ),
    route(Operation::SetIntake, "/admin/intake", POST, ADMIN, "Take no new jobs, or take them again"),
    route(Operation::ReadAudit, "/admin/audit", READ, ADMIN, "What was done by whoever runs the service"),
    route(Operation::EraseSubject, "/admin/subjects/erase", POST, ADMIN, "Erase what one subject has asked for"),
    route(Operation::Dataflow, "/admin/jobs/{id}/dataflow", READ, ADMIN, "What of a job really went where; no content"),
];

/// Why no route took a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteMiss {
    NotFound,
    /// The methods this address does take.
    MethodNotAllowed(Vec<&'static str>),
}

/// The route of a request, and the raw text where its path says `{id}`.
pub fn match_route<'p>(method: &str, path: &'p str) -> Result<(&'static Route, Option<&'p str>), RouteMiss> {
    let mut allowed = Vec::new();
    for route in ROUTES {
        let Some(id) = match_path(route.path, path) else { continue };
        if route.methods.iter().any(|candidate| candidate.as_str() == method) {
            return Ok((route, id));
        }
        allowed.extend(route.methods.iter().map(|candidate| candidate.as_str()));
    }
    if allowed.is_empty() { Err(RouteMiss::NotFound) } else { Err(RouteMiss::MethodNotAllowed(allowed)) }
}

/// `Some(None)`: the path matches and has no id.
#[expect(clippy::option_option, reason = "the outer says whether it matches, the inner whether it names a job")]
pub(crate) fn match_path<'p>(pattern: &str, path: &'p str) -> Option<Option<&'p str>> {
    let Some((before, after)) = pattern.split_once("{id}") else {
        return (pattern == path).then_some(None);
    };
    let id = path.strip_prefix(before)?.strip_suffix(after)?;
    (!id.is_empty() && !id.contains('/')).then_some(Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(method: &str, path: &str) -> Result<Operation, RouteMiss> {
        match_route(method, path).map(|(route, _)| route.operation)
    }

    #[test]
    fn a_request_finds_its_route_and_its_job() {
        assert_eq!(operation("POST", "/v1/jobs"), Ok(Operation::CreateJob));
        assert_eq!(operation("HEAD", "/v1/jobs"), Ok(Operation::ListJobs));
        let (route, id) = match_route("GET", "/v1/jobs/abc/episode.mp3").ok().unwrap();
        assert_eq!((route.operation, id), (Operation::Episode, Some("abc")));
    }

    #[test]
    fn who_may_read_changes_nothing() {
        let signs = [Operation::CreateTicket, Operation::CreateLinks];
        for route in ROUTES {
            let is_read = route.methods.iter().all(|method| matches!(method, Method::Get | Method::Head));
            let is_read = is_read || signs.contains(&route.operation);
            let scope = match route.access {
                Access::Open => None,
                Access::Scope(scope) => Some(scope),
                Access::Ticket | Access::Link => Some(Scope::Read),
            };
            let expected = match route.path.split('/').nth(1) {
                Some("v1") if is_read => Some(Scope::Read),
                Some("v1") => Some(Scope::Submit),
                Some("admin") => Some(Scope::Admin),
                Some(_) | None => None,
            };
            assert_eq!(scope, expected, "{}", route.path);
            assert!(route.access != Access::Link || route.methods == READ, "{}", route.path);
        }
    }

    #[test]
    fn a_miss_says_what_would_have_matched() {
        assert_eq!(operation("GET", "/v1/jobs/"), Err(RouteMiss::NotFound));
        assert_eq!(operation("GET", "/v1/jobs/a/b"), Err(RouteMiss::NotFound));
        assert_eq!(operation("PUT", "/v1/jobs"), Err(RouteMiss::MethodNotAllowed(vec!["POST", "GET", "HEAD"])));
    }
}
