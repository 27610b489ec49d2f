//! Conversion between every released version of the wire and the newest, which is the one the types have.
//!
//! Each older shape knows the next one only: a request is converted up step by step, an answer down.

mod v2026_11_20;

use serde_json::Value;

use super::Operation;
use crate::job::{Update, WatchMessage};
use crate::problem::Problem;
use crate::values::WireVersion;

/// A kind of JSON body whose shape depends on the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    Job,
    JobList,
    Script,
    /// A text of the watch websocket, or an update as it is stored.
    Message,
    Problem,
}

/// One version and the next shape.
struct Step {
    version: WireVersion,
    request: fn(Operation, String) -> Result<String, Problem>,
    up: fn(Body, Value) -> Value,
    down: fn(Body, Value) -> Value,
}

/// Every version whose bodies differ from those of the next, oldest first.
const STEPS: [Step; 1] = [v2026_11_20::STEP];

/// The shape of a successful answer, where that depends on the version.
pub fn answer_body(operation: Operation) -> Option<Body> {
    operation.route().versioned
}

/// True when `version` has the shape of the types.
pub fn is_newest(version: WireVersion) -> bool {
    STEPS.iter().all(|step| step.version < version)
}

/// Converts a request's body of `version` up to the newest shape.
///
/// # Errors
/// The problem to answer with, when the body is not valid in that version.
pub fn request(version: WireVersion, operation: Operation, body: String) -> Result<String, Problem> {
    let mut steps = STEPS.iter().filter(|step| step.version >= version);
    steps.try_fold(body, |body, step| (step.request)(operation, body))
}

/// Converts a value of the newest shape down, as far as `version` can express it.
pub fn down(version: WireVersion, body: Body, value: Value) -> Value {
    let steps = STEPS.iter().rev().filter(|step| step.version >= version);
    steps.fold(value, |value, step| (step.down)(body, value))
}

/// Converts a value of `version` up to the newest shape. A value that is in that shape already stays as it is.
pub fn up(version: WireVersion, body: Body, value: Value) -> Value {
    let steps = STEPS.iter().filter(|step| step.version >= version);
    steps.fold(value, |value, step| (step.up)(body, value))
}

/// Text of a watch message in `version`.
///
/// # Errors
/// When it has a number that JSON cannot express.
pub fn message(version: WireVersion, message: &WatchMessage) -> serde_json::Result<String> {
    if is_newest(version) {
        return serde_json::to_string(message);
    }
    serde_json::to_string(&down(version, Body::Message, serde_json::to_value(message)?))
}

/// Reads a stored update of any version of this service.
///
/// # Errors
/// When it is not an update.
pub fn stored_update(text: &str) -> serde_json::Result<Update> {
    serde_json::from_value(up(WireVersion::OLDEST, Body::Message, serde_json::from_str(text)?))
}
