//! The handler of each operation: one match, exhaustive, so that a new operation does not compile without one.

use protocol::{Operation, Versions};
use serde_json::json;
use worker::Request;

use super::admin::audit::{self, Reasoned};
use super::admin::{erasure, health, intake, interventions, jobs as any_jobs, relocation, storage, tenants, tokens};
use super::context::Context;
use super::jobs::{create, estimates, files, links, list, outline, revise, steps, trash, watch};
use super::{connections, feeds, pages, voices};
use crate::answer::{Answer, json, text};
use crate::rpc::Call;

const OPENAPI: &str = include_str!("../../../../docs/openapi.json");
const CHANGES: &str = include_str!("../../../../docs/CHANGES.md");

pub(crate) async fn run(context: &Context<'_>, request: &mut Request, reasoned: &Reasoned) -> Answer {
    match context.route.operation {
        Operation::Liveness => json(200, &json!({ "status": "ok" })),
        Operation::Versions => json(200, &Versions::released(context.now).list()),
        Operation::OpenApi => text("application/json", OPENAPI),
        Operation::Changes => text("text/markdown; charset=utf-8", CHANGES),
        Operation::Health => health::health(context, request.headers()).await,
        Operation::Metrics => health::metrics(context).await,
        Operation::MoveJob => relocation::move_job(context).await,
        Operation::Storage => storage::read(context).await,
        Operation::Dataflow => context.call_as_service(&Call::Flows).await,
        Operation::ListTenants => tenants::list(context).await,
        Operation::CreateTenant => tenants::create(context, request).await,
        Operation::ChangeTenant => tenants::update(context, request).await,
        Operation::ListTokens => tokens::list(context).await,
        Operation::CreateToken => tokens::create(context, request).await,
        Operation::RotateToken => tokens::rotate(context, request).await,
        Operation::RevokeToken => tokens::revoke(context).await,
        Operation::EraseSubject => erasure::erase(context, request).await,
        Operation::AdminReadJob => any_jobs::read(context).await,
        Operation::AdminTimeline => any_jobs::timeline(context).await,
        Operation::AdminListJobs => any_jobs::list(context).await,
        Operation::AdminResume => interventions::resume(context).await,
        Operation::AdminRetry => interventions::retry(context, reasoned.intervention()?).await,
        Operation::AdminSkip => interventions::skip(context, reasoned.intervention()?).await,
        Operation::AdminCancel => interventions::cancel(context).await,
        Operation::SetIntake => intake::set(context, reasoned.intake()?).await,
        Operation::ReadIntake => intake::read(context).await,
        Operation::ReadAudit => audit::list(context).await,
        Operation::CreateTicket => links::ticket(context).await,
        Operation::CreateLinks => links::links(context, request).await,
        Operation::ListVoices => voices::list(context).await,
        Operation::SampleVoice => voices::sample(context).await,
        Operation::SayLine => voices::say(context, request).await,
        Operation::CreateFeed => feeds::create(context, request).await,
        Operation::ListFeeds => feeds::list(context, request).await,
        Operation::ReadFeed => feeds::read(context, request).await,
        Operation::ChangeFeed => feeds::change(context, request).await,
        Operation::AddFeedAddress => feeds::add_address(context, request).await,
        Operation::RotateFeed => feeds::rotate(context, request).await,
        Operation::RevokeFeed => feeds::revoke(context, request).await,
        Operation::FeedDocument => feeds::document(context, request).await,
        Operation::FeedCover => feeds::cover(context, request).await,
        Operation::FeedFile => feeds::file(context, request).await,
        Operation::LibraryPage => pages::library(context, request).await,
        Operation::JobPage => pages::job(context).await,
        Operation::ReviseForm => pages::revise(context, request).await,
        Operation::OutlineForm => pages::change_outline(context, request).await,
        Operation::ApproveForm => pages::approve(context, request).await,
        Operation::ResumeForm => pages::resume(context, request).await,
        Operation::CreateFeedForm => pages::create_feed(context, request).await,
        Operation::AddFeedAddressForm => pages::add_address(context, request).await,
        Operation::RotateFeedForm => pages::rotate(context, request).await,
        Operation::RevokeFeedForm => pages::revoke(context, request).await,
        Operation::SignInPage => pages::sign_in_page(context),
        Operation::SignIn => pages::sign_in(context, request).await,
        Operation::SignOut => pages::sign_out(context, request).await,
        Operation::ConnectPage => pages::connect_page(context),
        Operation::ConnectForm => pages::confirm(context, request).await,
        Operation::ConnectedPage => pages::connected_page(),
        Operation::RevokeConnectionForm => pages::revoke_connection(context, request).await,
        Operation::PageScript => pages::script(request),
        Operation::PageStyle => pages::style(request),
        Operation::CreatePairing => pages::pair(context).await,
        Operation::RedeemConnection => connections::redeem(context, request).await,
        Operation::ListConnections => connections::list(context).await,
        Operation::RevokeConnection => connections::revoke(context).await,
        Operation::CreateJob => create::create(context, request).await,
        Operation::ListJobs => list::list(context).await,
        Operation::ReadJob => context.call(&Call::Read).await,
        Operation::CancelJob => context.call(&Call::Cancel).await,
        Operation::ResumeJob => context.call(&Call::Resume).await,
        Operation::ReadScript => context.call(&Call::Script).await,
        Operation::ReviseJob => revise::revise(context, request).await,
        Operation::ReadOutline => context.call(&Call::Outline).await,
        Operation::ChangeOutline => outline::change(context, request).await,
        Operation::ApproveJob => outline::approve(context, request).await,
        Operation::SetBudget => outline::set_budget(context, request).await,
        Operation::ReadLedger => context.call(&Call::Ledger).await,
        Operation::ReadAction => context.call(&Call::Action).await,
        Operation::CreateEstimate => estimates::create(context, request).await,
        Operation::SkipStep => steps::skip(context, request).await,
        Operation::RetryStep => steps::retry(context, request).await,
        Operation::TrashJob => trash::trash(context).await,
        Operation::RestoreJob => trash::restore(context).await,
        Operation::PurgeJob => steps::purge(context, request).await,
        Operation::WatchJob => watch::watch(context, request).await,
        Operation::Episode
        | Operation::Chapters
        | Operation::TranscriptVtt
        | Operation::TranscriptSrt
        | Operation::TranscriptJson => files::serve(context, request).await,
    }
}
