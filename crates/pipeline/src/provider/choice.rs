//! Consequence of a language model's failure: another attempt, the next provider, or the embedded writer.

use writer::{Class, Failed, Reason};

/// Attempts of a step in which language models are asked. After them the embedded writer does it: it is always there.
pub(crate) const ASKED_MAX: u32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// The next provider; after the last one another attempt, as long as there are any.
    Later,
    /// The next provider; after the last one the embedded writer.
    Next,
    /// The embedded writer: no model is asked this again.
    Embedded,
}

pub(crate) fn choice(failed: &Failed) -> Choice {
    match (failed.reason, failed.class) {
        // It is about these words, or this size: another provider would say the same, and be paid for it.
        (Reason::Refused | Reason::Filtered | Reason::Length, _) => Choice::Embedded,
        (_, Class::Transient) if failed.hint_ms.is_none_or(|hint_ms| hint_ms <= job::limits::RETRY_AFTER_MS_MAX) => {
            Choice::Later
        }
        (_, Class::Transient | Class::Permanent | Class::Quota) => Choice::Next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_waited_for_only_if_waiting_helps() {
        let failed = |class, reason, hint_ms| choice(&Failed { class, reason, hint_ms, ..Failed::unanswered() });
        assert_eq!(failed(Class::Transient, Reason::Pace, Some(20_000)), Choice::Later);
        assert_eq!(failed(Class::Transient, Reason::Outage, None), Choice::Later);
        assert_eq!(failed(Class::Transient, Reason::Pace, Some(3_600_000)), Choice::Next);
        assert_eq!(failed(Class::Quota, Reason::Money, Some(1_000)), Choice::Next);
        assert_eq!(failed(Class::Permanent, Reason::Access, None), Choice::Next);
        assert_eq!(failed(Class::Permanent, Reason::TooLong, None), Choice::Next);
        for reason in [Reason::Refused, Reason::Filtered, Reason::Length] {
            assert_eq!(failed(Class::Permanent, reason, None), Choice::Embedded);
        }
    }
}
