//! Interventions of the operator in any job and in the intake, all of them in the audit log.

mod finding;

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Answer, Client, Config, Plan, Provider, Reply, RetryAfter, Service, Socket};

use crate::command::cuepoint;
use crate::signed::ensure_problem;
use crate::trial::own;
use crate::work;
use crate::world::folder;

/// Longer than the audit log is kept.
const AHEAD_MS: u64 = 401 * 24 * 60 * 60 * 1_000;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        own(every_intervention_is_performed_and_in_the_audit_log),
        own(finding::the_operator_finds_any_tenants_jobs_by_status),
    ]
}

/// A service with a voice that does as it is told.
struct House {
    provider: Provider,
    operator: Client,
    service: Service,
}

impl House {
    fn open(name: &str) -> Result<Self> {
        let provider = Provider::start()?;
        let config = Config::fresh(&folder().join(name))?.with("VOICE_URL", &provider.url());
        let service = Service::start(config.with("VOICE_BREAKER_FAILURES", "0"))?;
        Ok(Self { provider, operator: service.config.client(), service })
    }

    /// Plans the answers for the guest of a job's hosts.
    fn plan(&self, name: &str, plan: Plan) -> String {
        let [lead, guest] = work::voices(name);
        self.provider.plan(&lead, Plan::default());
        self.provider.plan(&guest, plan);
        guest
    }
}

/// One of the operator's words, as JSON.
fn say(client: &Client, line: &[&str]) -> Result<(bool, Value)> {
    let mut command = cuepoint(client, "operator")?;
    let output =
        command.env("CUEPOINT_ADMIN_TOKEN", &client.admin_token).args(["--json", "admin"]).args(line).output()?;
    let said = serde_json::from_slice(&output.stdout).unwrap_or_default();
    Ok((output.status.success(), said))
}

fn hear(client: &Client, id: &str, change: &str) -> Result<Value> {
    Socket::watch(client, id, Some(0))?.hear_until(|message| work::change(message) == change)
}

fn submit(client: &Client, name: &str) -> Result<Answer> {
    client.submit(&work::key(), &work::own_voices(name, work::note(name))?).send()
}

fn every_intervention_is_performed_and_in_the_audit_log() -> Result<()> {
    let house = House::open("operator")?;
    let operator = &house.operator;
    let client = operator.tenant(&operator.new_tenant()?)?;
    let refusing = |name: &str| {
        // Out of quota: a human decides.
        let retry_after = Some(RetryAfter::Seconds(3_600));
        house.plan(name, Plan::always(Reply::Status { status: 429, retry_after, body: "" }))
    };

    let guest = refusing("resumed");
    let resumed = work::id(&submit(&client, "resumed")?.json()?)?;
    hear(&client, &resumed, "parked")?;
    house.provider.plan(&guest, Plan::default());
    let (done, _) = say(operator, &["job", "resume", &resumed, "--reason", "ada@example.org set the voice right"])?;
    ensure!(done, "it was not resumed");
    work::follow(&client, &resumed)?;

    refusing("cancelled");
    let cancelled = work::id(&submit(&client, "cancelled")?.json()?)?;
    hear(&client, &cancelled, "parked")?;
    let (done, _) = say(operator, &["job", "retry", &cancelled, "1", "--reason", "once more"])?;
    ensure!(done, "it was not retried");
    hear(&client, &cancelled, "step_retried")?;
    let (done, _) = say(operator, &["job", "skip", &cancelled, "1", "--reason", "nobody can say it"])?;
    ensure!(done, "it was not skipped");
    let (done, _) = say(operator, &["job", "cancel", &cancelled, "--reason", "its owner has asked"])?;
    ensure!(done && work::status(&work::read(&client, &cancelled)?) == "cancelled", "it was not cancelled");
    let (done, _) = say(operator, &["job", "resume", &cancelled, "--reason", "too late"])?;
    ensure!(!done, "what has ended was resumed");

    let (_, intake) = say(operator, &["intake", "pause", "--reason", "a move"])?;
    ensure!(intake.get("reason") == Some(&json!("a move")), "{intake}");
    // The index hears of a cancelled job a moment later.
    work::poll("nothing runs any more", 20, || {
        let (_, intake) = say(operator, &["intake", "show"])?;
        Ok((intake.get("running") == Some(&json!(0))).then_some(()))
    })?;
    let answer = submit(&client, "late")?;
    ensure_problem(&answer, 503, "intake_paused")?;
    ensure!(!answer.header("Retry-After").is_empty(), "{:?}", answer.headers);
    ensure!(work::read(&client, &resumed).is_ok(), "what is there is not read any more");
    say(operator, &["intake", "open", "--reason", "it has moved"])?;
    let answer = submit(&client, "late")?;
    ensure!(answer.status == 201, "{} {}", answer.status, answer.text());

    for body in [json!({}), json!({ "reason": " " }), json!({ "reason": "x".repeat(201) })] {
        let path = format!("/admin/jobs/{resumed}/cancel");
        ensure_problem(&operator.admin("POST", &path).json(&body).send()?, 422, "invalid_field")?;
    }
    ensure_accounted(operator, [&resumed, &cancelled])?;
    ensure_forgotten(house.service)
}

/// A day after its time nothing is known of it any more; what was done since is.
fn ensure_forgotten(mut service: Service) -> Result<()> {
    service.kill();
    service.config = service.config.with("CUEPOINT_TEST", "1").with("CUEPOINT_CLOCK_AHEAD_MS", &AHEAD_MS.to_string());
    service.restart()?;
    let operator = service.config.client();
    operator.new_tenant()?;
    service.sweep()?;
    let audit = operator.admin("GET", "/admin/audit").send()?.json()?;
    let acts = audit.get("acts").and_then(Value::as_array).context("acts")?;
    let told: Vec<_> = acts.iter().filter_map(|act| act.get("act")?.as_str()).collect();
    ensure!(told == ["POST /admin/tenants"], "{audit}");
    Ok(())
}

/// Oldest last; each with its reason and its end, and with nobody's name.
fn ensure_accounted(operator: &Client, [resumed, cancelled]: [&str; 2]) -> Result<()> {
    let (_, audit) = say(operator, &["audit"])?;
    let acts = audit.get("acts").and_then(Value::as_array).context("acts")?;
    let told = |act: &Value| {
        let text = |name: &str| act.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        (text("act"), text("object"), act.get("status").and_then(Value::as_u64).unwrap_or_default())
    };
    let job = |verb: &str, id: &str, status: u64| (format!("POST /admin/jobs/{{id}}/{verb}"), id.to_owned(), status);
    let other = |path: &str, status: u64| (format!("POST {path}"), String::new(), status);
    let expected = [
        other("/admin/intake", 200),
        other("/admin/intake", 200),
        job("resume", cancelled, 409),
        job("cancel", cancelled, 200),
        job("skip", cancelled, 200),
        job("retry", cancelled, 200),
        job("resume", resumed, 200),
        other("/admin/tokens", 201),
        other("/admin/tenants", 201),
    ];
    ensure!(acts.iter().map(told).eq(expected), "{audit}");
    let actors: Vec<_> = acts.iter().filter_map(|act| act.get("actor")?.as_str()).collect();
    ensure!(actors.len() == acts.len() && actors.iter().all(|actor| actor.starts_with("1:")), "{actors:?}");
    let text = audit.to_string();
    ensure!(text.contains("set the voice right") && !text.contains("ada@example.org"), "{text}");
    ensure!(!text.contains(&operator.admin_token) && !text.contains(&operator.token), "a token is told");
    Ok(())
}
