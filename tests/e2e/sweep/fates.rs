//! Fates of a job: the acts of its voices, those of its client, and its end.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tests::{Answer, Ask, Client, Plan, Provider, Reply};

use crate::work;
use tests::chance::Chance;

/// A crash, and the start after it, come in between.
const PATIENCE: Duration = Duration::from_secs(240);
const POLL: Duration = Duration::from_millis(300);
/// After which a client changes its mind.
const MOMENT_MS: (u64, u64) = (0, 1_500);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    Hanging,
    Retried,
    Skipped,
    Undisturbed,
    Transient,
    Unsound,
    BadSource,
    Permanent,
    Unpaid,
    Resumed,
    Cancelled,
    Revised,
    Reconsidered,
    Trashed,
    Restored,
    Purged,
    Overdue,
}

/// Number of jobs of each fate; those that take longest first.
pub(super) const CAST: [(Fate, usize); 17] = [
    (Fate::Hanging, 8),
    (Fate::Retried, 6),
    (Fate::Skipped, 6),
    (Fate::Undisturbed, 40),
    (Fate::Transient, 20),
    (Fate::Unsound, 24),
    (Fate::BadSource, 10),
    (Fate::Permanent, 14),
    (Fate::Unpaid, 6),
    (Fate::Resumed, 10),
    (Fate::Cancelled, 36),
    (Fate::Revised, 12),
    (Fate::Reconsidered, 8),
    (Fate::Trashed, 12),
    (Fate::Restored, 8),
    (Fate::Purged, 8),
    (Fate::Overdue, 4),
];

impl Fate {
    pub(super) fn is_slow(self) -> bool {
        self <= Self::Skipped
    }

    /// Statuses that the index may have for the job in the end.
    pub(super) fn ends(self) -> &'static [&'static str] {
        match self {
            Self::Hanging | Self::Retried | Self::Skipped | Self::Undisturbed | Self::Transient | Self::Unsound => {
                &["succeeded"]
            }
            Self::Resumed | Self::Revised | Self::Restored => &["succeeded"],
            Self::Permanent => &["failed"],
            Self::Unpaid | Self::Overdue => &["parked"],
            Self::Cancelled | Self::Reconsidered => &["cancelled", "succeeded"],
            Self::Trashed | Self::Purged => &["erased"],
            Self::BadSource => &[],
        }
    }

    /// Plans of its lead's and its guest's voice.
    fn plans(self, number: usize) -> [Plan; 2] {
        let statuses = [408, 429, 500, 502, 503, 529];
        let unsound = [Reply::Apology, Reply::Garbage, Reply::Truncated, Reply::Silence, Reply::Close, Reply::Lost];
        let both = |plan: Plan| [plan.clone(), plan];
        match self {
            Self::Hanging => both(Plan::once_each([Reply::Hang])),
            Self::Retried | Self::Skipped => [Plan::default(), Plan::always(Reply::status(500))],
            Self::Transient => {
                both(Plan::once_each(statuses.get(number % 6).map(|status| Reply::status(*status)).as_slice()))
            }
            Self::Unsound => both(Plan::once_each(unsound.get(number % 6).cloned().as_slice())),
            Self::Permanent => both(Plan::always(Reply::status(400))),
            Self::Unpaid | Self::Resumed => both(Plan::always(Reply::status(402))),
            Self::Overdue => both(Plan::always(Reply::Hang)),
            Self::Undisturbed
            | Self::BadSource
            | Self::Cancelled
            | Self::Revised
            | Self::Reconsidered
            | Self::Trashed
            | Self::Restored
            | Self::Purged => both(Plan::default()),
        }
    }
}

/// One job's.
pub(super) struct Life<'a> {
    pub(super) client: &'a Client,
    pub(super) provider: &'a Provider,
    pub(super) fate: Fate,
    pub(super) number: usize,
}

impl Life<'_> {
    /// Lives it, and returns the job's name; a source that is none has no job.
    pub(super) fn live(&self, mut chance: Chance) -> Result<Option<String>> {
        let name = format!("fate-{}", self.number);
        let mut body = work::own_voices(&name, sentence(self.number))?;
        if self.fate == Fate::BadSource {
            body = work::source("text", "Das ist kein englischer Text, und die Stimme kann ihn nicht sprechen.");
        }
        self.plan(&name, self.fate.plans(self.number));
        let key = work::key();
        let answer = self.insist(|| self.client.submit(&key, &body))?;
        if self.fate == Fate::BadSource {
            ensure!(answer.status == 422, "{} {}", answer.status, answer.text());
            return Ok(None);
        }
        ensure!(matches!(answer.status, 200 | 201), "{} {}", answer.status, answer.text());
        let id = work::id(&answer.json()?)?;
        let lived = self.go_on(&name, &id, &mut chance);
        lived.with_context(|| format!("{:?} {id}", self.fate)).map(|()| Some(id))
    }

    fn go_on(&self, name: &str, id: &str, chance: &mut Chance) -> Result<()> {
        match self.fate {
            Fate::Hanging | Fate::Undisturbed | Fate::Transient | Fate::Unsound => {
                self.reach(id, "succeeded").map(|_| ())
            }
            Fate::Permanent => self.reach(id, "failed").map(|_| ()),
            Fate::Unpaid => self.reach(id, "parked").map(|_| ()),
            Fate::Resumed => {
                self.reach(id, "parked")?;
                self.plan(name, [Plan::default(), Plan::default()]);
                self.say("POST", id, "/resume", None)?;
                self.reach(id, "succeeded").map(|_| ())
            }
            Fate::Retried => self.help(name, id, "/retry"),
            Fate::Skipped => self.help(name, id, "/skip"),
            Fate::Cancelled => self.change_mind(id, chance),
            Fate::Revised => {
                self.revise(id)?;
                self.reach(id, "succeeded").map(|_| ())
            }
            Fate::Reconsidered => {
                self.revise(id)?;
                self.change_mind(id, chance)
            }
            Fate::Trashed => {
                sleep(Duration::from_millis(chance.within(MOMENT_MS)));
                self.say("DELETE", id, "", None).map(|_| ())
            }
            Fate::Restored => {
                self.reach(id, "succeeded")?;
                self.say("DELETE", id, "", None)?;
                self.say("POST", id, "/restore", None).map(|_| ())
            }
            Fate::Purged => self.purge(id),
            Fate::Overdue | Fate::BadSource => Ok(()),
        }
    }

    fn plan(&self, name: &str, plans: [Plan; 2]) {
        work::voices(name).iter().zip(plans).for_each(|(voice, plan)| self.provider.plan(voice, plan));
    }

    /// A service that is gone, or not yet itself, is asked again.
    fn insist<'a>(&self, ask: impl Fn() -> Ask<'a>) -> Result<Answer> {
        let started = Instant::now();
        loop {
            match ask().send() {
                Ok(answer) if answer.status < 500 => return Ok(answer),
                Ok(answer) if started.elapsed() > PATIENCE => bail!("{} {}", answer.status, answer.text()),
                Err(error) if started.elapsed() > PATIENCE => return Err(error),
                Ok(_) | Err(_) => sleep(POLL),
            }
        }
    }

    fn say(&self, method: &str, id: &str, verb: &str, body: Option<&Value>) -> Result<Value> {
        let path = format!("/v1/jobs/{id}{verb}");
        let answer = self.insist(|| match body {
            Some(body) => self.client.ask(method, &path).json(body),
            None => self.client.ask(method, &path),
        })?;
        ensure!(answer.status == 200, "{method} {verb}: {} {}", answer.status, answer.text());
        answer.json()
    }

    fn reach(&self, id: &str, status: &str) -> Result<Value> {
        let started = Instant::now();
        loop {
            let view = self.say("GET", id, "", None)?;
            if work::status(&view) == status {
                return Ok(view);
            }
            ensure!(work::status(&view) == "running", "not {status}: {view}");
            ensure!(started.elapsed() < PATIENCE, "not {status} in time: {view}");
            sleep(POLL);
        }
    }

    /// One that ends before is left as it is.
    fn change_mind(&self, id: &str, chance: &mut Chance) -> Result<()> {
        sleep(Duration::from_millis(chance.within(MOMENT_MS)));
        let answer = self.insist(|| self.client.ask("POST", &format!("/v1/jobs/{id}/cancel")))?;
        ensure!(matches!(answer.status, 200 | 409), "{} {}", answer.status, answer.text());
        Ok(())
    }

    fn help(&self, name: &str, id: &str, verb: &str) -> Result<()> {
        let view = self.reach(id, "parked")?;
        let detail = view.pointer("/problem/detail").and_then(Value::as_str).context("a reason")?;
        let (step, _) = detail.split_once(':').context("the step that stopped it")?;
        self.plan(name, [Plan::default(), Plan::default()]);
        self.say("POST", id, verb, Some(&json!({ "step": step })))?;
        self.reach(id, "succeeded").map(|_| ())
    }

    fn revise(&self, id: &str) -> Result<()> {
        self.reach(id, "succeeded")?;
        let line = json!({ "lines": [{ "turn": 0, "text": format!("Other words for number {}.", self.number) }] });
        self.say("POST", id, "/revise", Some(&line)).map(|_| ())
    }

    fn purge(&self, id: &str) -> Result<()> {
        self.reach(id, "succeeded")?;
        let trashed = self.say("DELETE", id, "", None)?;
        let token = trashed.pointer("/trash/purge_token").context("a token")?;
        let body = json!({ "token": token });
        let purged = self.insist(|| self.client.ask("POST", &format!("/v1/jobs/{id}/purge")).json(&body))?;
        // When the answer was lost, the job may be gone by now.
        ensure!(matches!(purged.status, 200 | 404), "{} {}", purged.status, purged.text());
        Ok(())
    }
}

fn sentence(number: usize) -> Value {
    work::source(
        "text",
        &format!("The team wrote a short note about matter {number}. It explains why it matters to everybody."),
    )
}
