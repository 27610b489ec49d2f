//! From every released shape of the wire to the newest, which is the one the types have, and back.
//!
//! Each older version knows its successor's shape and no other: a request climbs from one to the next, an answer descends.

mod v2026_11_20;

use serde_json::Value;

use crate::{Operation, Problem, Update, WatchMessage, WireVersion};

/// What a JSON body is, where that depends on the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    Job,
    JobList,
    Script,
    /// A text of the watch websocket, or an update as it is stored.
    Message,
    Problem,
}

/// One version and its successor.
struct Step {
    version: WireVersion,
    request: fn(Operation, String) -> Result<String, Problem>,
    up: fn(Body, Value) -> Value,
    down: fn(Body, Value) -> Value,
}

/// Every version but the newest, oldest first.
const STEPS: [Step; 1] = [v2026_11_20::STEP];

/// The shape of a successful answer, where that depends on the version.
pub fn answer_body(operation: Operation) -> Option<Body> {
    operation.route().versioned
}

/// Whether `version` has the types' own shape.
pub fn is_newest(version: WireVersion) -> bool {
    STEPS.iter().all(|step| step.version < version)
}

/// A request's body of `version` in the newest shape.
///
/// # Errors
/// The problem to answer with, when it is not one of that version.
pub fn request(version: WireVersion, operation: Operation, body: String) -> Result<String, Problem> {
    let mut steps = STEPS.iter().filter(|step| step.version >= version);
    steps.try_fold(body, |body, step| (step.request)(operation, body))
}

/// What the newest shape says, as far as `version` can say it.
pub fn down(version: WireVersion, body: Body, value: Value) -> Value {
    let steps = STEPS.iter().rev().filter(|step| step.version >= version);
    steps.fold(value, |value, step| (step.down)(body, value))
}

/// What `version` has said, in the newest shape. What is in that shape already stays as it is.
pub fn up(version: WireVersion, body: Body, value: Value) -> Value {
    let steps = STEPS.iter().filter(|step| step.version >= version);
    steps.fold(value, |value, step| (step.up)(body, value))
}

/// A text for a watcher that speaks `version`.
///
/// # Errors
/// When a number in it is none that JSON can say.
pub fn message(version: WireVersion, message: &WatchMessage) -> serde_json::Result<String> {
    if is_newest(version) {
        return serde_json::to_string(message);
    }
    serde_json::to_string(&down(version, Body::Message, serde_json::to_value(message)?))
}

/// An update as any version of this service has stored it.
///
/// # Errors
/// When it is none.
pub fn stored_update(text: &str) -> serde_json::Result<Update> {
    serde_json::from_value(up(WireVersion::OLDEST, Body::Message, serde_json::from_str(text)?))
}
