//! The meaning of a status whose body says nothing.

use crate::{Class, Reason};

/// `is_invalid_request` tells of a body that calls the request invalid, and no more: it decides only where the status
/// is not about something else.
pub(super) fn find(status: u16, is_invalid_request: bool) -> (Class, Reason) {
    match status {
        401 | 403 => (Class::Permanent, Reason::Access),
        402 => (Class::Quota, Reason::Money),
        404 => (Class::Permanent, Reason::Model),
        413 => (Class::Permanent, Reason::TooLong),
        408 => (Class::Transient, Reason::Timeout),
        425 | 429 => (Class::Transient, Reason::Pace),
        409 => (Class::Transient, Reason::Conflict),
        _ if is_invalid_request => (Class::Permanent, Reason::Request),
        500.. => (Class::Transient, Reason::Outage),
        // A success without its content is as good as none; a redirect is not followed, because it would carry the key.
        ..300 => (Class::Transient, Reason::Malformed),
        300..500 => (Class::Permanent, Reason::Request),
    }
}

/// A request that is refused before any work is not paid. An overloaded provider does not begin; one that breaks, times
/// out or conflicts may have written already.
pub(super) fn may_have_been_paid(status: u16, reason: Reason) -> bool {
    match reason {
        Reason::Timeout
        | Reason::Conflict
        | Reason::Unanswered
        | Reason::Malformed
        | Reason::Oversized
        | Reason::Empty => true,
        Reason::Refused | Reason::Filtered | Reason::Length => true,
        Reason::Access | Reason::Model | Reason::Request | Reason::TooLong | Reason::Money | Reason::Pace => false,
        Reason::Outage => !matches!(status, 503 | 529),
    }
}
