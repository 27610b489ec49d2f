//! Who is asking: a client by its token, or whoever runs the service by another.

use job::{Hasher, Tenant};
use protocol::Code;
use worker::{Env, Headers};

use crate::answer::Stop;

/// The variables that hold the tokens to be shown; without one, nobody is let in by it.
const TOKEN: &str = "CUEPOINT_TOKEN";
const ADMIN_TOKEN: &str = "CUEPOINT_ADMIN_TOKEN";

pub(crate) fn tenant(headers: &Headers, env: &Env) -> Result<Tenant, Stop> {
    shows(headers, env, TOKEN)?;
    Ok(Tenant("default".to_owned()))
}

/// Nobody's tenant: whose job it is about, the request says.
pub(crate) fn admin(headers: &Headers, env: &Env) -> Result<Tenant, Stop> {
    shows(headers, env, ADMIN_TOKEN)?;
    Ok(Tenant(String::new()))
}

/// Compares digests: how long that takes says nothing about the token.
fn shows(headers: &Headers, env: &Env, variable: &str) -> Result<(), Stop> {
    let expected = env.var(variable).map(|token| token.to_string()).unwrap_or_default();
    let authorization = headers.get("Authorization")?.unwrap_or_default();
    let (scheme, shown) = authorization.split_once(' ').unwrap_or_default();
    let digest = |token: &str| Hasher::new("token").part(token).finish();
    let known = !expected.is_empty() && digest(shown.trim()) == digest(&expected);
    if known && scheme.eq_ignore_ascii_case("bearer") { Ok(()) } else { Err(Code::Unauthorized.into()) }
}
