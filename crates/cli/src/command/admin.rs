//! The operator's commands.

mod audit;
mod drain;
mod erase;
mod health;
mod jobs;
mod storage;
mod tenants;
mod tokens;

use protocol::SetIntake;

use crate::args::{AdminCommand, IntakeVerb, JobVerb, SubjectVerb, TenantVerb, TokenVerb};
use crate::console::Console;
use crate::error::Error;
use crate::exit::Exit;

use super::Session;

pub(super) fn run(session: &Session, command: AdminCommand, console: &mut Console<'_>) -> Result<Exit, Error> {
    let client = &session.client;
    match command {
        AdminCommand::Health { html } => return health::show(session, html.as_deref(), console),
        AdminCommand::Drain { reason, timeout } => return drain::drain(session, reason, timeout, console),
        AdminCommand::Storage => storage::show(session, console)?,
        AdminCommand::Tenant(TenantVerb::List) => tenants::list(session, &client.tenants()?, console)?,
        AdminCommand::Tenant(TenantVerb::Create(bounds)) => {
            tenants::show(session, &client.create_tenant(&bounds.change())?, console)?;
        }
        AdminCommand::Tenant(TenantVerb::Set { id, bounds }) => {
            tenants::show(session, &client.change_tenant(&id, &bounds.change())?, console)?;
        }
        AdminCommand::Tenant(TenantVerb::Suspend { id }) => tenants::suspend(session, &id, true, console)?,
        AdminCommand::Tenant(TenantVerb::Resume { id }) => tenants::suspend(session, &id, false, console)?,
        AdminCommand::Token(TokenVerb::List { tenant }) => {
            tokens::list(session, &client.tokens(tenant.as_ref())?, console)?;
        }
        AdminCommand::Token(TokenVerb::Create { tenant, name, scopes, expires_at }) => {
            let token = TokenVerb::new_token(tenant, name, scopes, expires_at);
            tokens::minted(session, &client.create_token(&token)?, console)?;
        }
        AdminCommand::Token(TokenVerb::Rotate { id, overlap_hours, expires_at }) => {
            let rotation = TokenVerb::rotation(overlap_hours, expires_at);
            tokens::minted(session, &client.rotate_token(&id, &rotation)?, console)?;
        }
        AdminCommand::Token(TokenVerb::Revoke { id }) => tokens::show(session, &client.revoke_token(&id)?, console)?,
        AdminCommand::Subject(SubjectVerb::Erase { tenant, subject, by_token, confirm }) => {
            let whom = protocol::EraseSubject { tenant, subject, token: by_token, confirm };
            erase::show(session, &client.erase_subject(&whom)?, console)?;
        }
        AdminCommand::Jobs(filter) => jobs::list(session, &client.any_jobs(&filter)?, console)?,
        AdminCommand::Job(JobVerb::Show { id }) => jobs::show(session, &client.any_job(id)?, console)?,
        AdminCommand::Job(JobVerb::Timeline { id, after }) => {
            jobs::timeline(session, &client.timeline(id, after)?, console)?;
        }
        AdminCommand::Job(JobVerb::Act(act)) => {
            let (operation, id, asked) = act.asked();
            audit::job(session, &client.intervene(operation, id, &asked)?, console)?;
        }
        AdminCommand::Intake(IntakeVerb::Show) => audit::intake(session, &client.intake()?, console)?,
        AdminCommand::Intake(IntakeVerb::Pause { reason }) => {
            audit::intake(session, &client.set_intake(&SetIntake { paused: true, reason })?, console)?;
        }
        AdminCommand::Intake(IntakeVerb::Open { reason }) => {
            audit::intake(session, &client.set_intake(&SetIntake { paused: false, reason })?, console)?;
        }
        AdminCommand::Audit { cursor } => audit::list(session, &client.audit(cursor.as_deref())?, console)?,
    }
    Ok(Exit::Ok)
}
