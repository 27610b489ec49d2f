//! The operations of connections, for extensions and for those who have connected them.

use super::{Access, Answer, Operation, Route};
use crate::admin::Scope;
use crate::connection::{Connection, ConnectionList, MintedConnection, RedeemConnection};

pub(super) const ROUTES: [Route; 3] = [
    Route::change(
        Operation::RedeemConnection,
        "/v1/connections",
        Access::Open,
        "Get the token of a connection that was confirmed; safe to repeat for ten minutes",
    )
    .body::<RedeemConnection>()
    .answers(Answer::created::<MintedConnection>("The connection")),
    Route::read(
        Operation::ListConnections,
        "/v1/connections",
        Access::Scope(Scope::Read),
        "List your connected browsers, newest first",
    )
    .answers(Answer::json::<ConnectionList>("The connections")),
    Route::change(
        Operation::RevokeConnection,
        "/v1/connections/{id}/revoke",
        Access::Scope(Scope::Submit),
        "Revoke a connection at once, your own too; safe to repeat",
    )
    .answers(Answer::json::<Connection>("The connection")),
];
