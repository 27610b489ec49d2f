//! The subject of a request, as pseudonyms: the person whom the caller names, or else the caller's token, or the one that this asks as.

use identity::{Asker, named};
use protocol::{Subject, header, subject_name};
use worker::Headers;

use super::context::Context;
use crate::answer::Stop;

/// The subject's pseudonyms under all keys, the newest first; none where the service has no keys and nobody is named.
pub(crate) fn subjects(context: &Context<'_>, headers: &Headers) -> Result<Vec<Subject>, Stop> {
    let Context { settings, caller, .. } = context;
    let (key, subject) = (headers.get(header::SUBJECT_KEY)?, headers.get(header::SUBJECT)?);
    if let Some(name) = subject_name(context.version, key, subject)? {
        let name = named(name)?;
        return Ok(Asker::Named(&name).subjects(settings.subject_keys()?, &caller.tenant));
    }
    let keys = settings.config()?.subject_keys.as_ref();
    Ok(keys.map(|keys| Asker::Token(caller.asker()).subjects(keys, &caller.tenant)).unwrap_or_default())
}
