//! What whoever runs the service asks.

mod erase;
mod storage;
mod tenants;
mod tokens;

use protocol::{EraseSubject, NewToken, RotateToken};

use super::Session;
use crate::args::{Question, SubjectVerb, TenantVerb, TokenVerb};
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;

pub(super) fn answer(session: &Session, question: Question, console: &mut Console<'_>) -> Result<Exit, Error> {
    let client = &session.client;
    match question {
        Question::Storage => storage::show(session, console)?,
        Question::Tenant(TenantVerb::List) => tenants::list(session, &client.tenants()?, console)?,
        Question::Tenant(TenantVerb::Create(bounds)) => {
            tenants::show(session, &client.create_tenant(&bounds.change())?, console)?;
        }
        Question::Tenant(TenantVerb::Set { id, bounds }) => {
            tenants::show(session, &client.change_tenant(&id, &bounds.change())?, console)?;
        }
        Question::Tenant(TenantVerb::Suspend { id }) => tenants::suspend(session, &id, true, console)?,
        Question::Tenant(TenantVerb::Resume { id }) => tenants::suspend(session, &id, false, console)?,
        Question::Token(TokenVerb::List { tenant }) => {
            tokens::list(session, &client.tokens(tenant.as_ref())?, console)?;
        }
        Question::Token(TokenVerb::Create { tenant, name, scopes, expires_at }) => {
            let token = NewToken { tenant, name, scopes, expires_at };
            tokens::minted(session, &client.create_token(&token)?, console)?;
        }
        Question::Token(TokenVerb::Rotate { id, overlap_hours, expires_at }) => {
            let overlap_ms = overlap_hours.map(|hours| hours.saturating_mul(60 * 60 * 1000));
            let rotation = RotateToken { overlap_ms, expires_at };
            tokens::minted(session, &client.rotate_token(&id, &rotation)?, console)?;
        }
        Question::Token(TokenVerb::Revoke { id }) => tokens::show(session, &client.revoke_token(&id)?, console)?,
        Question::Subject(SubjectVerb::Erase { tenant, subject, by_token, confirm }) => {
            let whom = EraseSubject { tenant, subject, token: by_token, confirm };
            erase::show(session, &client.erase_subject(&whom)?, console)?;
        }
    }
    Ok(Exit::Ok)
}
