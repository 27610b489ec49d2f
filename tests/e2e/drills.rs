//! Each reason that health can have: the thing is broken, the reason is there; it is put right, and the reason is gone.
//!
//! One service goes through all of it. Only the reason in question is looked at: what else breaks with it may be told as well.

mod broken;

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use health::Reason;
use libtest_mimic::Trial;
use serde_json::Value;
use tests::{Answer, Client, Config, Plan, Provider, Release, Reply, Service, Stored};

use crate::trial::own;
use crate::work;
use crate::world::folder;

type Drill = fn(&mut Stage) -> Result<()>;

/// Every drill, in the order in which time passes.
const DRILLS: [(&[Reason], Drill); 13] = [
    (&[Reason::ConfigurationWrong], broken::what_it_is_given),
    (&[Reason::IndexUnavailable, Reason::ArtifactsUnavailable, Reason::ObjectsUnavailable], broken::what_hangs),
    (&[Reason::VoiceUnavailable], broken::the_voice),
    (&[Reason::WriterBreakerOpen], broken::a_model),
    (&[Reason::IntakePaused], broken::somebody_takes_no_jobs),
    (&[Reason::VoiceBreakerOpen, Reason::SweepSilent], broken::nobody_sweeps),
    (&[Reason::SweepFailing], broken::a_table_is_gone),
    (&[Reason::JobsOverdue], broken::an_alarm_is_late),
    (&[Reason::JobWithoutProgress], broken::an_alarm_is_lost),
    (&[Reason::JobsLost], broken::an_object_is_lost),
    (&[Reason::JobsParked], broken::the_money_runs_out),
    (&[Reason::EngineUnknown], broken::a_release_is_rolled_back),
    (&[Reason::FilesMissing, Reason::FilesCaught], broken::files_come_and_go),
];

const SEEN_TIMEOUT_S: u64 = 60;

pub(crate) fn trials() -> Vec<Trial> {
    vec![own(every_reason_comes_with_its_cause_and_goes_with_it)]
}

struct Stage {
    service: Service,
    client: Client,
    provider: Provider,
    /// A job that has succeeded.
    finished: String,
    ahead_ms: u64,
}

fn every_reason_comes_with_its_cause_and_goes_with_it() -> Result<()> {
    let drilled: BTreeSet<Reason> = DRILLS.iter().flat_map(|(reasons, _)| reasons.iter().copied()).collect();
    ensure!(drilled == BTreeSet::from(Reason::ALL), "reasons without a drill");
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("drills"))?.with("VOICE_URL", &provider.url()).with("CUEPOINT_TEST", "1");
    let service = Service::start(config.with("VOICE_BREAKER_FAILURES", "2").deployed(Release::Next))?;
    let client = service.config.client();
    let view = work::finish(&client, &work::own_voices("well", work::note("a quiet day"))?)?;
    let mut stage = Stage { service, client, provider, finished: work::id(&view)?, ahead_ms: 0 };
    ensure!(stage.reasons()?.is_empty(), "{:?}", stage.reasons()?);
    for (reasons, drill) in DRILLS {
        drill(&mut stage).with_context(|| format!("{reasons:?}"))?;
        let left = stage.reasons()?;
        ensure!(reasons.iter().all(|reason| !left.contains(reason.code())), "{reasons:?} are still there: {left:?}");
        println!("drills: {}", reasons.iter().map(|reason| reason.code()).collect::<Vec<_>>().join(", "));
    }
    Ok(())
}

impl Stage {
    fn answer(&self) -> Result<Answer> {
        let answer = self.client.admin("GET", "/admin/health").send()?;
        ensure!(matches!(answer.status, 200 | 503), "{} {}", answer.status, answer.text());
        Ok(answer)
    }

    fn health(&self) -> Result<Value> {
        self.answer()?.json()
    }

    fn reasons(&self) -> Result<BTreeSet<String>> {
        let health = self.health()?;
        let reasons = health.get("reasons").and_then(Value::as_array).cloned().unwrap_or_default();
        let code = |reason: &Value| Some(reason.get("code")?.as_str()?.to_owned());
        Ok(reasons.iter().filter_map(code).collect())
    }

    fn sees(&self, reason: Reason) -> Result<()> {
        work::poll(&format!("{} is told", reason.code()), SEEN_TIMEOUT_S, || {
            Ok(self.reasons()?.contains(reason.code()).then_some(()))
        })
    }

    fn sees_no(&self, reason: Reason) -> Result<()> {
        work::poll(&format!("{} is over", reason.code()), SEEN_TIMEOUT_S, || {
            Ok((!self.reasons()?.contains(reason.code())).then_some(()))
        })
    }

    /// The word for what was wrong with a probe.
    fn output(&self, probe: &str) -> Result<String> {
        let health = self.health()?;
        let check = health.get("checks").and_then(|checks| checks.get(probe)).context("a check")?;
        Ok(check.pointer("/0/output").and_then(Value::as_str).unwrap_or("ok").to_owned())
    }

    /// Starts it again with another variable.
    fn restart_with(&mut self, name: &str, value: &str) -> Result<()> {
        self.restart(|config| config.with(name, value))
    }

    fn restart_without(&mut self, name: &str) -> Result<()> {
        self.restart(|config| config.without(name))
    }

    fn restart(&mut self, change: impl FnOnce(Config) -> Config) -> Result<()> {
        self.service.kill();
        self.service.config = change(self.service.config.clone());
        self.service.restart()
    }

    fn pass_time(&mut self, ms: u64) -> Result<()> {
        self.ahead_ms += ms;
        self.restart_with("CUEPOINT_CLOCK_AHEAD_MS", &self.ahead_ms.to_string())
    }

    /// A job whose guest is answered so.
    fn start(&self, name: &str, plan: Plan) -> Result<String> {
        let [_, guest] = work::voices(name);
        self.provider.plan(&guest, plan);
        work::create(&self.client, &work::own_voices(name, work::note(name))?)
    }
    /// A job that waits for its guest, and which the index knows of by its own word.
    fn held(&self, name: &str) -> Result<String> {
        let job = self.start(name, Plan::always(Reply::Hang))?;
        work::poll("the voice hangs, and the index knows the job", 30, || {
            let stored = Stored::read(&self.service.config.state)?;
            let row = stored.index.iter().find(|row| row.get("id").is_some_and(|id| *id == *job));
            let is_told = row.and_then(|row| row.get("rev")?.as_u64()).is_some_and(|rev| rev > 0);
            let [_, guest] = work::voices(name);
            Ok((is_told && !self.provider.calls(&[guest]).is_empty()).then_some(()))
        })?;
        Ok(job)
    }
}
