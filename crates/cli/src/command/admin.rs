//! The operator's commands.

mod acts;
mod drain;
mod erase;
mod health;
mod jobs;
mod storage;
mod tenants;
mod tokens;

use protocol::SetIntake;

use crate::args::{IntakeVerb, JobVerb, Question, SubjectVerb, TenantVerb, TokenVerb};
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;

use super::Session;

pub(super) fn answer(session: &Session, question: Question, console: &mut Console<'_>) -> Result<Exit, Error> {
    let client = &session.client;
    match question {
        Question::Health { html } => return health::show(session, html.as_deref(), console),
        Question::Drain { reason, timeout } => return drain::drain(session, reason, timeout, console),
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
            let token = TokenVerb::new_token(tenant, name, scopes, expires_at);
            tokens::minted(session, &client.create_token(&token)?, console)?;
        }
        Question::Token(TokenVerb::Rotate { id, overlap_hours, expires_at }) => {
            let rotation = TokenVerb::rotation(overlap_hours, expires_at);
            tokens::minted(session, &client.rotate_token(&id, &rotation)?, console)?;
        }
        Question::Token(TokenVerb::Revoke { id }) => tokens::show(session, &client.revoke_token(&id)?, console)?,
        Question::Subject(SubjectVerb::Erase { tenant, subject, by_token, confirm }) => {
            let whom = protocol::EraseSubject { tenant, subject, token: by_token, confirm };
            erase::show(session, &client.erase_subject(&whom)?, console)?;
        }
        Question::Jobs(which) => jobs::list(session, &client.any_jobs(&which)?, console)?,
        Question::Job(JobVerb::Show { id }) => jobs::show(session, &client.any_job(id)?, console)?,
        Question::Job(JobVerb::Timeline { id, after }) => {
            jobs::timeline(session, &client.timeline(id, after)?, console)?;
        }
        Question::Job(JobVerb::Act(act)) => {
            let (operation, id, asked) = act.asked();
            acts::job(session, &client.intervene(operation, id, &asked)?, console)?;
        }
        Question::Intake(IntakeVerb::Show) => acts::intake(session, &client.intake()?, console)?,
        Question::Intake(IntakeVerb::Pause { reason }) => {
            acts::intake(session, &client.set_intake(&SetIntake { paused: true, reason })?, console)?;
        }
        Question::Intake(IntakeVerb::Open { reason }) => {
            acts::intake(session, &client.set_intake(&SetIntake { paused: false, reason })?, console)?;
        }
        Question::Audit { cursor } => acts::list(session, &client.audit(cursor.as_deref())?, console)?,
    }
    Ok(Exit::Ok)
}
