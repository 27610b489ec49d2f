//! The operations anybody may call: liveness, versions, documents.

use super::{Access, Answer, Operation, Route};
use crate::http::VersionList;

pub(super) const ROUTES: [Route; 4] = [
    Route::read(
        Operation::Liveness,
        "/healthz",
        Access::Open,
        "Liveness: the service answers; checks nothing behind it",
    )
    .unconfigured()
    .answers(Answer::Object("It answers")),
    Route::read(Operation::Versions, "/versions", Access::Open, "The wire versions served")
        .unconfigured()
        .answers(Answer::json::<VersionList>("The versions")),
    Route::read(Operation::OpenApi, "/openapi.json", Access::Open, "This document")
        .unconfigured()
        .answers(Answer::Object("This document")),
    Route::read(Operation::Changes, "/changes.md", Access::Open, "What each wire version changed and how to upgrade")
        .unconfigured()
        .answers(Answer::Text("text/markdown", "The change notes")),
];
