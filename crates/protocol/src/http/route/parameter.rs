//! Query parameters and headers that operations take, beside the version that all of them take.
//!
//! Never reads one: the limits named here are enforced where the value is parsed.

use super::WireType;
use crate::job::JobStatus;
use crate::limits;
use crate::problem::Code;
use crate::values::header;

#[derive(Clone, Copy)]
pub struct Parameter {
    pub name: &'static str,
    pub place: Place,
    pub is_required: bool,
    pub value: ParameterValue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Query,
    Header,
}

#[derive(Clone, Copy)]
pub enum ParameterValue {
    Text,
    /// At least one character, and at most so many.
    ShortText(usize),
    /// From `min` to `max`, where there is one.
    Integer {
        min: u64,
        max: Option<u64>,
    },
    Of(WireType),
}

const fn query(name: &'static str, value: ParameterValue) -> Parameter {
    Parameter { name, place: Place::Query, is_required: false, value }
}

const fn up_to(name: &'static str, max: u64) -> Parameter {
    query(name, ParameterValue::Integer { min: 0, max: Some(max) })
}

const fn header(name: &'static str) -> Parameter {
    Parameter { name, place: Place::Header, is_required: false, value: ParameterValue::Text }
}

pub(super) const IDEMPOTENCY_KEY: Parameter = Parameter {
    is_required: true,
    value: ParameterValue::ShortText(limits::IDEMPOTENCY_KEY_CHARS_MAX),
    ..header(header::IDEMPOTENCY_KEY)
};
pub(super) const SUBJECT_KEY: Parameter = header(header::SUBJECT_KEY);
pub(super) const LIMIT: Parameter =
    query("limit", ParameterValue::Integer { min: 1, max: Some(limits::PAGE_JOBS_MAX as u64) });
pub(super) const CURSOR: Parameter = query("cursor", ParameterValue::Text);
/// The sequence number to continue after.
pub(super) const AFTER: Parameter = query("after", ParameterValue::Integer { min: 0, max: None });
pub(super) const STATUS: Parameter = query("status", ParameterValue::Of(WireType::of::<JobStatus>()));
pub(super) const TENANT: Parameter = query("tenant", ParameterValue::Text);
pub(super) const PARKED_FOR: Parameter = query("parked_for", ParameterValue::Of(WireType::of::<Code>()));
pub(super) const ENGINE: Parameter = up_to("engine", u32::MAX as u64);
pub(super) const OLDER_THAN_MS: Parameter = up_to("older_than_ms", limits::BOUND_MAX);
pub(super) const STILL_FOR_MS: Parameter = up_to("still_for_ms", limits::BOUND_MAX);

/// Conditional and range requests for a file.
pub(super) const FILE: &[Parameter] = &[
    header("Range"),
    header("If-Range"),
    header("If-None-Match"),
    header("If-Modified-Since"),
    header("If-Match"),
    header("If-Unmodified-Since"),
];

/// The challenge of a connection, and a name to begin with.
pub(super) const CONNECT: &[Parameter] =
    &[Parameter { is_required: true, ..query("challenge", ParameterValue::Text) }, query("name", ParameterValue::Text)];

/// Conditional requests for a feed's document, and its page: the last episode of the one before.
pub(super) const FEED: &[Parameter] =
    &[query("before", ParameterValue::Text), header("If-None-Match"), header("If-Match")];
