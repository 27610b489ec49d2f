//! Connecting a browser's extension: its user confirms it here, and the extension fetches its token by itself.

use identity::Confirmation;
use page::Connect;
use protocol::{Challenge, check_connection_name, one_line, suggested_name};
use worker::Request;

use super::{html, see_other};
use crate::answer::Answer;
use crate::db::connections;
use crate::http::body;
use crate::http::connections::check_room;
use crate::http::context::Context;

pub(crate) fn connect_page(context: &Context<'_>) -> Answer {
    let field = |name: &str| context.url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value);
    let challenge = Challenge::parse(&field("challenge").unwrap_or_default())?;
    let name = suggested_name(&field("name").unwrap_or_default());
    let csrf = context.caller.csrf();
    Ok(html(200, page::connect(&Connect { challenge: &challenge, name: &name, error: None, csrf }))?)
}

pub(crate) async fn confirm(context: &Context<'_>, request: &mut Request) -> Answer {
    let form = body::form(request).await?;
    form.check(&context.caller)?;
    let (challenge, name) = (Challenge::parse(form.get("challenge"))?, one_line(form.get("name")));
    if let Err(problem) = check_connection_name(&name) {
        let error = problem.detail.as_deref();
        let page = Connect { challenge: &challenge, name: &name, error, csrf: context.caller.csrf() };
        return Ok(html(problem.status, page::connect(&page))?);
    }
    let (database, caller) = (context.database()?, &context.caller);
    check_room(context, &database).await?;
    let confirmation = Confirmation::new(context.settings.signing_keys()?, context.now);
    let (whose, named) = ((&caller.tenant, &caller.token), (name.as_str(), confirmation));
    let stands = connections::confirm(&database, &challenge, whose, named, context.now).await?;
    if stands.is_some_and(|stands| (&stands.tenant, &stands.token) == whose) {
        return Ok(see_other(page::CONNECTED_PATH)?);
    }
    Err(body::invalid("challenge: it was confirmed by somebody else; begin again in the extension"))
}

pub(crate) fn connected_page() -> Answer {
    Ok(html(200, page::connected())?)
}
