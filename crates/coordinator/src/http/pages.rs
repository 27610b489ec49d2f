//! The pages that people look at, rendered by `page`, and the forms on them.
//!
//! A form does what an operation of the API does, by the same functions, and leads on to a page.

mod assets;
mod connect;
mod forms;
mod session;
mod views;

use protocol::dataflow::Exit;
use protocol::{Code, Effect, Problem, Route};
use serde::de::DeserializeOwned;
use worker::{Response, Url};

use crate::answer::Stop;
use crate::faults::exfiltration;

pub(crate) use assets::{script, style};
pub(crate) use connect::{confirm, connect_page, connected_page};
pub(crate) use forms::{
    add_address, approve, change_outline, create_feed, resume, revise, revoke, revoke_connection, rotate,
};
pub(crate) use session::{pair, sign_in, sign_in_page, sign_out};
pub(crate) use views::{job, library};

/// A page.
fn html(status: u16, mut page: String) -> worker::Result<Response> {
    page.extend(exfiltration::at(Exit::Pages));
    let response = Response::from_html(page)?.with_status(status);
    response.headers().set("Content-Type", "text/html; charset=utf-8")?;
    Ok(response)
}

/// The way on from a form.
fn see_other(path: &str) -> worker::Result<Response> {
    let response = Response::empty()?.with_status(303);
    response.headers().set("Location", path)?;
    Ok(response)
}

/// The answer of an operation of the API, or its problem.
async fn accepted<T: DeserializeOwned>(mut answer: Response) -> Result<T, Stop> {
    match answer.status_code() {
        200 | 201 => Ok(answer.json().await?),
        _ => Err(answer.json::<Problem>().await?.into()),
    }
}

/// The problem of a page as a page; whoever is not signed in is asked to.
pub(crate) fn stopped(stop: Stop, route: &Route, url: &Url) -> worker::Result<Response> {
    let problem = stop.told();
    // A session that is over, or another service's, is as good as none.
    let is_signed_out = matches!(problem.code, Code::Unauthorized | Code::GrantInvalid);
    if is_signed_out && route.effect == Effect::Reads {
        let next = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        return see_other(&page::sign_in_path(&next));
    }
    html(problem.status, page::problem(problem.status, &problem.title, problem.detail.as_deref()))
}
