//! Drills: one thing breaks, health names it, and it is put right.

use anyhow::{Context, Result, ensure};
use health::Reason;
use serde_json::{Value, json};
use tests::{Answer, Model, Plan, Release, Reply, Stored, Told};

use super::Stage;
use crate::signed::ensure_problem;
use crate::work;

const HOUR_MS: u64 = 60 * 60 * 1_000;
const DAY_MS: u64 = 24 * HOUR_MS;

pub(super) fn what_it_is_given(stage: &mut Stage) -> Result<()> {
    stage.restart_with("VOICE_NAME", "nothing this service takes")?;
    ensure!(stage.answer()?.status == 503, "it is not down");
    ensure!(stage.health()?.to_string().contains("VOICE_NAME"), "{}", stage.health()?);
    stage.sees(Reason::ConfigurationWrong)?;
    stage.restart_without("VOICE_NAME")
}

pub(super) fn what_hangs(stage: &mut Stage) -> Result<()> {
    let (operator, tenant) = (stage.client.on_call()?, stage.client.tenant(&stage.client.new_tenant()?)?);
    let mut before = None;
    for (hung, reason, probe) in [
        ("index", Reason::IndexUnavailable, "index:write"),
        ("artifacts", Reason::ArtifactsUnavailable, "artifacts:put-get-delete"),
        ("objects", Reason::ObjectsUnavailable, "objects:call"),
    ] {
        stage.restart_with("CUEPOINT_HANG", hung)?;
        ensure!(stage.answer()?.status == 503, "{hung} hangs, and it is not down");
        let reasons = stage.reasons()?;
        ensure!(reasons.contains(reason.code()), "{hung} hangs: {reasons:?}");
        ensure!(stage.output(probe)? == "timed_out", "{:?}", stage.output(probe)?);
        ensure!(before.is_none_or(|before: Reason| !reasons.contains(before.code())), "{before:?} stays: {reasons:?}");
        before = Some(reason);
        if reason == Reason::IndexUnavailable {
            // Only the secret lets in: who shows another token is told so, and not left standing.
            ensure_unavailable(&operator.admin("GET", "/admin/health").send()?)?;
            ensure_unavailable(&tenant.get("/v1/jobs")?)?;
        }
    }
    stage.restart_without("CUEPOINT_HANG")?;
    ensure!(stage.answer()?.status == 200, "nothing hangs any more");
    ensure!(operator.admin("GET", "/admin/health").send()?.status == 200, "a token in the index does not let in");
    ensure!(tenant.get("/v1/jobs")?.status == 200, "a tenant's token does not let in");
    Ok(())
}

fn ensure_unavailable(answer: &Answer) -> Result<()> {
    ensure_problem(answer, 503, "unavailable")?;
    ensure!(answer.header("Retry-After").parse::<u32>().is_ok_and(|seconds| seconds > 0), "{:?}", answer.headers);
    Ok(())
}

pub(super) fn the_voice(stage: &mut Stage) -> Result<()> {
    for (reply, word) in [(Reply::Hang, "timed_out"), (Reply::status(503), "failed"), (Reply::status(401), "refused")] {
        stage.provider.plan_models(reply);
        ensure!(stage.reasons()?.contains(Reason::VoiceUnavailable.code()), "{word}");
        ensure!(stage.output("voice:models")? == word, "{}", stage.output("voice:models")?);
        ensure!(stage.answer()?.status == 200, "without a voice it is degraded, not down");
    }
    // A provider that has no such address answers.
    stage.provider.plan_models(Reply::status(404));
    stage.sees_no(Reason::VoiceUnavailable)
}

pub(super) fn somebody_takes_no_jobs(stage: &mut Stage) -> Result<()> {
    let set = |paused: bool| {
        stage.client.administer("/admin/intake", &json!({ "paused": paused, "reason": "ada@example.org moves it" }))
    };
    set(true)?;
    stage.sees(Reason::IntakePaused)?;
    ensure!(stage.answer()?.status == 200, "who takes no new jobs is degraded, not down");
    let says = stage.health()?.to_string();
    ensure!(
        says.contains("intake has been paused since")
            && says.contains(" by 1:")
            && says.contains("moves it")
            && !says.contains("ada@"),
        "{says}"
    );
    set(false)?;
    stage.sees_no(Reason::IntakePaused)
}

/// A model that fails is left alone, and the episode is made without it.
pub(super) fn a_model(stage: &mut Stage) -> Result<()> {
    let model = Model::start()?;
    model.always(Told::status(503, json!({})));
    let settings =
        [("WRITER_MODEL", "m".to_owned()), ("WRITER_URL", model.url()), ("WRITER_BREAKER_FAILURES", "1".to_owned())];
    stage.restart(|config| settings.iter().fold(config, |config, (name, value)| config.with(name, value)))?;
    let job = work::create(&stage.client, &work::own_voices("modelled", work::note("a model that is down"))?)?;
    stage.sees(Reason::WriterBreakerOpen)?;
    work::follow(&stage.client, &job)?;
    stage.restart(|config| settings.iter().fold(config, |config, (name, _)| config.without(name)))?;
    stage.sees_no(Reason::WriterBreakerOpen)
}

pub(super) fn nobody_sweeps(stage: &mut Stage) -> Result<()> {
    let job = stage.start("outage", Plan::always(Reply::status(503)))?;
    stage.sees(Reason::VoiceBreakerOpen)?;
    work::cancel(&stage.client, &job)?;
    stage.pass_time(HOUR_MS)?;
    stage.sees_no(Reason::VoiceBreakerOpen)?;
    stage.sees(Reason::SweepSilent)?;
    stage.service.sweep()?;
    stage.sees_no(Reason::SweepSilent)
}

pub(super) fn a_table_is_gone(stage: &mut Stage) -> Result<()> {
    stage.service.execute("ALTER TABLE clip_uses RENAME TO mislaid")?;
    stage.service.sweep()?;
    stage.sees(Reason::SweepFailing)?;
    stage.service.execute("ALTER TABLE mislaid RENAME TO clip_uses")?;
    stage.service.sweep()?;
    stage.sees_no(Reason::SweepFailing)
}

/// An hour after its end a job looks through its files once more. The platform's clock has not gone on with the service's: the
/// alarm for it does not ring, and nobody sweeps.
pub(super) fn an_alarm_is_late(stage: &mut Stage) -> Result<()> {
    let job = work::id(&work::finish(&stage.client, &work::own_voices("late", work::note("a late alarm"))?)?)?;
    work::poll("the index knows of its end", 30, || {
        Ok((Stored::read(&stage.service.config.state)?.status(&job) == "succeeded").then_some(()))
    })?;
    stage.pass_time(2 * HOUR_MS)?;
    stage.sees(Reason::JobsOverdue)?;
    let overdue = |path: &str| -> Result<u64> {
        let told: Value = stage.client.admin("GET", path).send()?.json()?;
        told.pointer("/jobs/overdue").and_then(Value::as_u64).with_context(|| format!("{path}: {told}"))
    };
    let (health, storage) = (overdue("/admin/health")?, overdue("/admin/storage")?);
    ensure!(health > 0 && health == storage, "health says {health}, the balance of storage {storage}");
    stage.service.sweep()?;
    stage.sees_no(Reason::JobsOverdue)
}

/// A voice that hangs holds a line up for as long as an attempt may take, and the alarm that takes the attempt back is lost.
pub(super) fn an_alarm_is_lost(stage: &mut Stage) -> Result<()> {
    let job = stage.held("stillness")?;
    stage.service.kill();
    stage.service.lose_alarm(&job)?;
    stage.pass_time(HOUR_MS)?;
    // The first look asks the job, and that sets its alarm again.
    let health = stage.health()?.to_string();
    let says = format!("nothing has happened in job {job}");
    ensure!(health.contains(Reason::JobWithoutProgress.code()) && health.contains(&says), "{health}");
    stage.sees_no(Reason::JobWithoutProgress)?;
    work::stop(&stage.client, &job)
}

pub(super) fn an_object_is_lost(stage: &mut Stage) -> Result<()> {
    let job = stage.held("oblivion")?;
    stage.service.kill();
    stage.service.lose_object(&job)?;
    stage.pass_time(HOUR_MS)?;
    stage.service.sweep()?;
    stage.sees(Reason::JobsLost)?;
    ensure_problem(&stage.client.get(&format!("/v1/jobs/{job}"))?, 404, "job_not_found")?;
    stage
        .service
        .execute(&format!("DELETE FROM jobs WHERE id = '{job}'; DELETE FROM clip_uses WHERE job = '{job}'"))?;
    stage.service.sweep()?;
    stage.sees_no(Reason::JobsLost)
}

pub(super) fn the_money_runs_out(stage: &mut Stage) -> Result<()> {
    let job = stage.start("poverty", Plan::always(Reply::status(402)))?;
    stage.sees(Reason::JobsParked)?;
    let parked = stage.health()?.pointer("/jobs/parked/quota_exhausted").and_then(Value::as_u64);
    ensure!(parked == Some(1), "{parked:?}");
    work::cancel(&stage.client, &job)?;
    stage.sees_no(Reason::JobsParked)
}

pub(super) fn a_release_is_rolled_back(stage: &mut Stage) -> Result<()> {
    let job = stage.start("patience", Plan::always(Reply::Hang))?;
    let next = (job::ENGINE_VERSION + 1).to_string();
    work::poll("the index knows the engine", 30, || {
        Ok(stage.health()?.pointer(&format!("/jobs/by_engine/{next}")).map(|_| ()))
    })?;
    stage.service.kill();
    stage.service.config.deployed = Release::Current.into();
    stage.pass_time(HOUR_MS)?;
    stage.sees(Reason::EngineUnknown)?;
    // Nothing can be done for the job, and it is not lost sight of by being looked at.
    stage.service.sweep()?;
    stage.sees(Reason::EngineUnknown)?;
    stage.service.deploy(Release::Next)?;
    stage.sees_no(Reason::EngineUnknown)?;
    work::stop(&stage.client, &job)
}

/// An episode's file that is gone, and a file that nobody has cleaned up.
pub(super) fn files_come_and_go(stage: &mut Stage) -> Result<()> {
    let chapters = stage.client.get(&format!("/v1/jobs/{}/chapters.json", stage.finished))?;
    ensure!(chapters.status == 200, "{} {}", chapters.status, chapters.text());
    let stored = Stored::read(&stage.service.config.state)?;
    let is_it = |key: &&str| key.contains(&stage.finished) && key.ends_with("/chapters.json");
    let key = stored.keys().into_iter().find(is_it).context("the chapters are stored")?.to_owned();
    let left = "tmp/nobody/take.wav";
    stage.service.kill();
    stage.service.remove(&key)?;
    stage.service.plant(left, b"half a take")?;
    stage.pass_time(2 * DAY_MS)?;
    stage.service.sweep()?;
    stage.sees(Reason::FilesMissing)?;
    stage.sees(Reason::FilesCaught)?;
    stage.service.kill();
    stage.service.plant(&key, &chapters.body)?;
    stage.service.remove(left)?;
    stage.pass_time(8 * DAY_MS)?;
    stage.service.sweep()?;
    stage.sees_no(Reason::FilesMissing)?;
    stage.sees_no(Reason::FilesCaught)
}
