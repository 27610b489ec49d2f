//! The operations of the service, one row each: the router matches by them, and the API document is written from them.
//!
//! A new operation is a variant of [`Operation`] and a row in the file of its area. Never decides what an operation does.

mod admin;
mod answer;
mod connections;
mod feeds;
mod intervention;
mod jobs;
mod matching;
mod operation;
mod pages;
mod parameter;
mod service;
mod table;
mod voices;

pub use answer::{Answer, WireType};
pub(crate) use matching::match_path;
pub use matching::{RouteMiss, match_route};
pub use operation::Operation;
pub use parameter::{Parameter, ParameterValue, Place};
pub use table::ROUTES;

use super::wire::Body;
use crate::admin::Scope;
use crate::job::JobView;
use answer::Documented;

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

/// The authorization an operation asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// None: anybody may call.
    Open,
    /// A bearer token with this scope; `admin` is the operator's.
    Scope(Scope),
    /// A token with `read`, or a ticket for just this address.
    Ticket,
    /// A token with `read`, or a signature of this very address.
    Link,
    /// The secret in the path, which is the address of one feed.
    Feed,
    /// A browser's session, begun with a token that has this scope.
    Session(Scope),
}

/// The wire versions an operation answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// Every version there has been: a job that was started can be seen to its end.
    Always,
    /// Versions before their sunset.
    UntilSunset,
}

/// The effect an operation has when it succeeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing changes.
    Reads,
    /// Something changes, and no job gets more to do.
    Changes,
    /// A job may have more to do.
    StartsWork,
}

/// The target of an admin action on a single job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Job,
    /// One step, which the request names.
    Step,
}

/// One operation: everything about it that is data.
#[derive(Clone, Copy)]
pub struct Route {
    pub operation: Operation,
    /// `{id}` stands for a job's id; under `/admin/tenants`, `/admin/tokens`, `/v1/feeds`, `/v1/connections` and `/v1/voices` for one of those, and
    /// under `/f` for the secret of a feed's address. Other names in braces stand for a part of a file's name.
    pub path: &'static str,
    pub methods: &'static [Method],
    pub access: Access,
    pub summary: &'static str,
    pub lifetime: Lifetime,
    pub effect: Effect,
    /// Answered, too, by a service whose configuration has faults: it tells them, or needs nothing.
    pub answers_unconfigured: bool,
    /// The target of an admin action on a single job; absent for all other operations.
    pub intervention: Option<Target>,
    /// Query parameters and headers of its own.
    pub parameters: &'static [Parameter],
    pub body: Option<WireType>,
    pub answer: Answer,
    /// The answer's shape, where that depends on the wire version.
    pub versioned: Option<Body>,
}

/// The words rows are written in: a beginning, then one call for each column that is not as usual.
impl Route {
    const fn new(
        operation: Operation,
        path: &'static str,
        methods: &'static [Method],
        access: Access,
        summary: &'static str,
    ) -> Self {
        Self {
            operation,
            path,
            methods,
            access,
            summary,
            lifetime: Lifetime::Always,
            effect: Effect::Changes,
            answers_unconfigured: false,
            intervention: None,
            parameters: &[],
            body: None,
            answer: Answer::Object("The answer"),
            versioned: None,
        }
    }

    const fn read(operation: Operation, path: &'static str, access: Access, summary: &'static str) -> Self {
        Self { effect: Effect::Reads, ..Self::new(operation, path, &[Method::Get, Method::Head], access, summary) }
    }

    const fn change(operation: Operation, path: &'static str, access: Access, summary: &'static str) -> Self {
        Self::new(operation, path, &[Method::Post], access, summary)
    }

    const fn methods(self, methods: &'static [Method]) -> Self {
        Self { methods, ..self }
    }

    const fn unconfigured(self) -> Self {
        Self { answers_unconfigured: true, ..self }
    }

    const fn until_sunset(self) -> Self {
        Self { lifetime: Lifetime::UntilSunset, ..self }
    }

    const fn changes_nothing(self) -> Self {
        Self { effect: Effect::Reads, ..self }
    }

    const fn starts_work(self) -> Self {
        Self { effect: Effect::StartsWork, ..self }
    }

    const fn parameters(self, parameters: &'static [Parameter]) -> Self {
        Self { parameters, ..self }
    }

    const fn body<T: Documented>(self) -> Self {
        Self { body: Some(WireType::of::<T>()), ..self }
    }

    const fn answers(self, answer: Answer) -> Self {
        Self { answer, ..self }
    }

    const fn versioned(self, body: Body) -> Self {
        Self { versioned: Some(body), ..self }
    }

    const fn answers_job(self) -> Self {
        self.answers(Answer::json::<JobView>("The job")).versioned(Body::Job)
    }
}

impl Route {
    /// An act of the operator, which the audit log records.
    pub fn is_act(&self) -> bool {
        self.access == Access::Scope(Scope::Admin) && self.effect != Effect::Reads
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_read_scope_only_opens_operations_that_change_nothing() {
        for route in ROUTES {
            let scope = match route.access {
                Access::Open | Access::Feed => None,
                Access::Scope(scope) | Access::Session(scope) => Some(scope),
                Access::Ticket | Access::Link => Some(Scope::Read),
            };
            let expected = match route.path.split('/').nth(1) {
                // The verifier is what opens it.
                Some("v1") if route.operation == Operation::RedeemConnection => None,
                Some("v1") if route.effect == Effect::Reads => Some(Scope::Read),
                Some("v1") => Some(Scope::Submit),
                Some("admin") => Some(Scope::Admin),
                // A page with nothing on it but a form.
                Some("connect") if route.operation == Operation::ConnectPage => Some(Scope::Submit),
                Some("" | "jobs" | "feeds" | "connect" | "connections") if route.effect == Effect::Reads => {
                    Some(Scope::Read)
                }
                Some("" | "jobs" | "feeds" | "connect" | "connections") => Some(Scope::Submit),
                Some("session") if route.path.ends_with("/end") => Some(Scope::Read),
                Some(_) | None => None,
            };
            assert_eq!(scope, expected, "{}", route.path);
        }
    }

    #[test]
    fn only_get_and_head_are_safe_and_signed_links_take_nothing_else() {
        let signs = [
            Operation::CreateTicket,
            Operation::CreateLinks,
            Operation::CreateEstimate,
            Operation::CreatePairing,
            Operation::SignIn,
            Operation::SignOut,
        ];
        for route in ROUTES {
            let is_safe = route.methods.iter().all(|method| matches!(method, Method::Get | Method::Head));
            let reads = route.effect == Effect::Reads && !signs.contains(&route.operation);
            assert_eq!(is_safe, reads, "{}", route.path);
            assert!(route.access != Access::Link || is_safe, "{}", route.path);
        }
    }
}
