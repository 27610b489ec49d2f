//! The pages that people look at, the forms on them, and what these need: for browsers, by a session in a cookie.

use super::parameter::CONNECT;
use super::{Access, Answer, Effect, Operation, Route};
use crate::admin::Scope;

const READ: Access = Access::Session(Scope::Read);
const SUBMIT: Access = Access::Session(Scope::Submit);

const fn form(operation: Operation, path: &'static str, access: Access, summary: &'static str) -> Route {
    Route::change(operation, path, access, summary).answers(Answer::SeeOther)
}

pub(super) const ROUTES: [Route; 20] = [
    Route::read(Operation::LibraryPage, "/", READ, "The library: episodes and feeds").answers(Answer::Page),
    Route::read(Operation::JobPage, "/jobs/{id}", READ, "A job: progress, player, transcript").answers(Answer::Page),
    form(Operation::ReviseForm, "/jobs/{id}/revise", SUBMIT, "Form: change a line"),
    form(Operation::OutlineForm, "/jobs/{id}/outline", SUBMIT, "Form: change the outline").starts_work(),
    form(Operation::ApproveForm, "/jobs/{id}/approve", SUBMIT, "Form: approve what a job waits to do").starts_work(),
    form(Operation::ResumeForm, "/jobs/{id}/resume", SUBMIT, "Form: resume a parked job").starts_work(),
    form(Operation::CreateFeedForm, "/feeds", SUBMIT, "Form: create your own feed"),
    form(Operation::AddFeedAddressForm, "/feeds/{id}/addresses", SUBMIT, "Form: add an address to a feed"),
    form(Operation::RotateFeedForm, "/feeds/{id}/rotate", SUBMIT, "Form: replace an address of a feed"),
    form(Operation::RevokeFeedForm, "/feeds/{id}/revoke", SUBMIT, "Form: revoke an address of a feed"),
    Route::read(Operation::SignInPage, "/session", Access::Open, "The form to sign in with").answers(Answer::Page),
    Route { effect: Effect::Reads, ..form(Operation::SignIn, "/session", Access::Open, "Form: sign in") },
    Route { effect: Effect::Reads, ..form(Operation::SignOut, "/session/end", READ, "Form: sign out") },
    Route::read(Operation::ConnectPage, "/connect", SUBMIT, "The form to connect a browser's extension with")
        .parameters(CONNECT)
        .answers(Answer::Page),
    form(Operation::ConnectForm, "/connect", SUBMIT, "Form: confirm a connection"),
    Route::read(Operation::ConnectedPage, "/connect/done", READ, "A connection is confirmed").answers(Answer::Page),
    form(Operation::RevokeConnectionForm, "/connections/{id}/revoke", SUBMIT, "Form: revoke a connection"),
    Route::read(Operation::PageScript, "/assets/page.js", Access::Open, "The script of all pages")
        .answers(Answer::File("text/javascript")),
    Route::read(Operation::PageStyle, "/assets/page.css", Access::Open, "The style of all pages")
        .answers(Answer::File("text/css")),
    Route::change(Operation::CreatePairing, "/v1/pairing", Access::Scope(Scope::Read), "Create a code to sign in with")
        .changes_nothing()
        .answers(Answer::json::<crate::feed::Pairing>("A code")),
];
