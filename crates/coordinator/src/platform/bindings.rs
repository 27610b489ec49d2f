//! Bindings and settings of the Worker: the one place that reads them from its environment.
//!
//! An isolate may outlive a change of its bindings, and is then called with another environment: what was parsed is kept
//! with the environment it was parsed from, and is parsed anew for any other.

use std::cell::RefCell;
use std::rc::Rc;

use config::{Config, Fault, Offer, Offers};
use identity::{Identity, Keyring};
use protocol::{Code, Problem};
use worker::js_sys::{Array, Object};
use worker::wasm_bindgen::JsCast;
use worker::{Bucket, D1Database, Env, Fetcher, ObjectNamespace, WorkerVersionMetadata};

use crate::faults::exfiltration;
use crate::faults::unresponsive;
use crate::platform::clock;

thread_local! {
    static SETTINGS: RefCell<Option<(Env, Rc<Settings>)>> = const { RefCell::new(None) };
}

/// The configuration, or everything that is wrong with it.
pub(crate) struct Settings {
    config: Result<Config, Vec<Fault>>,
    /// The operator's own token. Not part of the configuration: with faults in it, the operator can still ask which.
    pub(crate) operator: Option<Identity>,
}

impl Settings {
    /// # Errors
    /// `not_configured`, with every fault.
    pub(crate) fn config(&self) -> Result<&Config, Problem> {
        self.config.as_ref().map_err(|faults| {
            let says: Vec<String> = faults.iter().map(ToString::to_string).collect();
            Problem::because(Code::NotConfigured, says.join("; "))
        })
    }

    pub(crate) fn signing_keys(&self) -> Result<&Keyring, Problem> {
        self.config()?.signing_keys.as_ref().ok_or_else(|| off("CUEPOINT_SIGNING_KEYS"))
    }

    pub(crate) fn subject_keys(&self) -> Result<&Keyring, Problem> {
        self.config()?.subject_keys.as_ref().ok_or_else(|| off("CUEPOINT_SUBJECT_KEYS"))
    }

    pub(crate) fn faults(&self) -> &[Fault] {
        self.config.as_ref().err().map_or(&[], Vec::as_slice)
    }
}

/// The refusal of a function that is off because a setting is absent.
fn off(setting: &str) -> Problem {
    Problem::because(Code::NotConfigured, format!("{setting} is not set"))
}

/// The settings of this environment. Called first by every event: it sets the clock, and the faults of test builds.
pub(crate) fn read(env: &Env) -> Rc<Settings> {
    if let Some(settings) = kept(env) {
        return settings;
    }
    let offers = offers(env);
    let settings = Rc::new(Settings { config: config::parse(&offers), operator: config::operator(&offers) });
    for fault in settings.faults() {
        tracing::error!(setting = fault.setting, detail = fault.says, "the configuration has a fault");
    }
    let config = settings.config.as_ref().ok();
    clock::set(config.map_or(0, |config| config.clock_ahead_ms));
    unresponsive::set(config.and_then(|config| config.hang.clone()));
    exfiltration::set(config.and_then(|config| config.leak.clone()));
    SETTINGS.with_borrow_mut(|kept| *kept = Some((env.clone(), Rc::clone(&settings))));
    settings
}

fn kept(env: &Env) -> Option<Rc<Settings>> {
    SETTINGS.with_borrow(|kept| {
        kept.as_ref().filter(|(from, _)| Object::is(from, env)).map(|(_, settings)| Rc::clone(settings))
    })
}

/// Everything in the environment, known or not.
fn offers(env: &Env) -> Offers {
    let entries = Object::entries(env.unchecked_ref());
    let entry = |entry: Array| {
        let (name, value) = (entry.get(0), entry.get(1));
        let kind = || Object::from(value.clone()).constructor().name();
        let offer = value.as_string().map_or_else(|| offer(&String::from(kind())), Offer::Text);
        Some((name.as_string()?, offer))
    };
    entries.iter().filter_map(|value| entry(value.unchecked_into())).collect()
}

/// The kind of a binding, from the class the platform gives it.
fn offer(class: &str) -> Offer {
    match class {
        "D1Database" | "BetaDatabase" => Offer::Database,
        "R2Bucket" => Offer::Bucket,
        "DurableObjectNamespace" => Offer::Objects,
        "Fetcher" => Offer::Service,
        _ => Offer::Other,
    }
}

pub(crate) fn index(env: &Env) -> worker::Result<D1Database> {
    unresponsive::at("index", env.d1(config::INDEX))
}

pub(crate) fn artifacts(env: &Env) -> worker::Result<Bucket> {
    unresponsive::at("artifacts", env.bucket(config::ARTIFACTS))
}

pub(crate) fn voice(env: &Env) -> worker::Result<Fetcher> {
    unresponsive::at("voice", env.service(config::VOICE))
}

/// The operator's own egress proxy, if one is bound.
pub(crate) fn web(env: &Env) -> Option<Fetcher> {
    env.service(config::WEB).ok()
}

/// The platform's metadata of the deployment.
pub(crate) fn deployment(env: &Env) -> worker::Result<WorkerVersionMetadata> {
    env.get_binding(config::DEPLOYMENT)
}

/// The namespace where jobs are created.
pub(crate) fn jobs(env: &Env) -> worker::Result<ObjectNamespace> {
    unresponsive::at("objects", env.durable_object(config::JOBS))
}

/// The namespace of the class before it, as long as it is bound.
pub(crate) fn older_jobs(env: &Env) -> Option<ObjectNamespace> {
    env.durable_object(config::JOBS_OLD).ok()
}
