//! HTTP: the route table, versions and their conversion, CORS, rate limit, conditions, ranges. Never sends or reads anything.

pub mod browser;
mod client;
mod conditions;
mod cookie;
mod encoding;
mod json_depth;
mod negotiation;
mod range;
mod rate_limit;
mod route;
mod rpc_version;
mod subject;
pub mod wire;

pub use client::{ClientName, SeenToday};
pub use conditions::{Conditions, Current, Fulfilment};
pub use cookie::{find_cookie, set_cookie};
pub use encoding::accepts_gzip;
pub use json_depth::check_depth;
pub use negotiation::{Negotiation, VersionList, VersionView, Versions};
pub use range::{Selection, select_range};
pub use rate_limit::{Cost, Rates};
pub use route::{
    Access, Answer, Effect, Lifetime, Method, Operation, Parameter, ParameterValue, Place, ROUTES, Route, RouteMiss,
    Target, WireType, match_route,
};
pub use rpc_version::{Contract, Match};
pub use subject::subject_name;
