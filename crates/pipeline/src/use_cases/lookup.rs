//! Lookup of a job's object while a newer class of objects takes over: created in the newer, found in either.
//!
//! An answer in, the next question or the end out. Never calls anything itself.

use protocol::Code;

/// A class of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Newer,
    Older,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The call as it was made.
    Call,
    /// A read in its place.
    Read,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    pub class: Class,
    pub asked: Asked,
}

/// One of the answers so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    Last,
    /// The one before the last.
    Before,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookupStep {
    Ask(Lookup),
    End(Chosen),
}

/// The place of a lookup: the question that is to be asked next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// The same submission twice is the same job, and the first may have come before the newer class.
    SubmittedBefore,
    Submission,
    InNewer(Asked),
    InOlder(Asked),
    /// A job that has left the older class may have arrived in between.
    Arrived(Asked),
}

impl Lookup {
    pub fn of_submission() -> Self {
        Self::SubmittedBefore
    }

    pub fn of_call() -> Self {
        Self::InNewer(Asked::Call)
    }

    pub fn question(self) -> Question {
        match self {
            Self::SubmittedBefore => Question { class: Class::Older, asked: Asked::Read },
            Self::Submission => Question { class: Class::Newer, asked: Asked::Call },
            Self::InNewer(asked) | Self::Arrived(asked) => Question { class: Class::Newer, asked },
            Self::InOlder(asked) => Question { class: Class::Older, asked },
        }
    }

    /// Takes the answer's problem code, if it is a refusal.
    pub fn answered(self, code: Option<Code>) -> LookupStep {
        let is_unknown = code == Some(Code::JobNotFound);
        let has_moved = code == Some(Code::Moved);
        match self {
            Self::SubmittedBefore if is_unknown => LookupStep::Ask(Self::Submission),
            Self::SubmittedBefore if has_moved => LookupStep::Ask(Self::InNewer(Asked::Read)),
            Self::InNewer(asked) if is_unknown => LookupStep::Ask(Self::InOlder(asked)),
            Self::InOlder(asked) if has_moved => LookupStep::Ask(Self::Arrived(asked)),
            // Neither class knows the job: the newer one's word counts.
            Self::InOlder(_) if is_unknown => LookupStep::End(Chosen::Before),
            // It is on its way: that it has moved says more than that it is not there yet.
            Self::Arrived(_) if is_unknown => LookupStep::End(Chosen::Before),
            Self::SubmittedBefore | Self::Submission | Self::InNewer(_) | Self::InOlder(_) | Self::Arrived(_) => {
                LookupStep::End(Chosen::Last)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNKNOWN: Option<Code> = Some(Code::JobNotFound);
    const MOVED: Option<Code> = Some(Code::Moved);
    const REFUSED: Option<Code> = Some(Code::JobTrashed);
    const DONE: Option<Code> = None;

    /// The questions asked, and which of the answers is given.
    fn ask(mut lookup: Lookup, answers: &[Option<Code>]) -> (Vec<(Class, Asked)>, usize) {
        let mut asked = Vec::new();
        for (number, code) in answers.iter().enumerate() {
            let question = lookup.question();
            asked.push((question.class, question.asked));
            match lookup.answered(*code) {
                LookupStep::Ask(next) => lookup = next,
                LookupStep::End(chosen) => {
                    assert_eq!(number + 1, answers.len(), "an answer too many");
                    return (asked, if chosen == Chosen::Last { number } else { number - 1 });
                }
            }
        }
        panic!("an answer too few: {lookup:?}");
    }

    #[test]
    fn a_call_is_answered_by_the_class_that_has_the_job() {
        let (newer, older) = ((Class::Newer, Asked::Call), (Class::Older, Asked::Call));
        for (answers, asked, given) in [
            (&[DONE][..], &[newer][..], 0),
            (&[REFUSED], &[newer], 0),
            (&[MOVED], &[newer], 0),
            (&[UNKNOWN, DONE], &[newer, older], 1),
            (&[UNKNOWN, REFUSED], &[newer, older], 1),
            (&[UNKNOWN, UNKNOWN], &[newer, older], 0),
            (&[UNKNOWN, MOVED, DONE], &[newer, older, newer], 2),
            (&[UNKNOWN, MOVED, REFUSED], &[newer, older, newer], 2),
            (&[UNKNOWN, MOVED, UNKNOWN], &[newer, older, newer], 1),
        ] {
            assert_eq!(ask(Lookup::of_call(), answers), (asked.to_vec(), given), "{answers:?}");
        }
    }

    #[test]
    fn a_submission_creates_in_the_newer_class_what_neither_has() {
        let (read, submitted) = ((Class::Older, Asked::Read), (Class::Newer, Asked::Call));
        let (newer, older) = ((Class::Newer, Asked::Read), (Class::Older, Asked::Read));
        for (answers, asked, given) in [
            (&[DONE][..], &[read][..], 0),
            (&[REFUSED], &[read], 0),
            (&[UNKNOWN, DONE], &[read, submitted], 1),
            (&[UNKNOWN, REFUSED], &[read, submitted], 1),
            (&[UNKNOWN, UNKNOWN], &[read, submitted], 1),
            (&[MOVED, DONE], &[read, newer], 1),
            (&[MOVED, UNKNOWN, DONE], &[read, newer, older], 2),
            (&[MOVED, UNKNOWN, UNKNOWN], &[read, newer, older], 1),
            (&[MOVED, UNKNOWN, MOVED, DONE], &[read, newer, older, newer], 3),
            (&[MOVED, UNKNOWN, MOVED, UNKNOWN], &[read, newer, older, newer], 2),
        ] {
            assert_eq!(ask(Lookup::of_submission(), answers), (asked.to_vec(), given), "{answers:?}");
        }
    }

    #[test]
    fn a_job_that_has_moved_is_never_created_again() {
        let submitted = Question { class: Class::Newer, asked: Asked::Call };
        let mut open = vec![Lookup::InNewer(Asked::Read)];
        for _ in 0..4 {
            let steps =
                open.iter().flat_map(|lookup| [DONE, REFUSED, UNKNOWN, MOVED].map(|code| lookup.answered(code)));
            let next: Vec<Lookup> = steps
                .filter_map(|step| match step {
                    LookupStep::Ask(next) => Some(next),
                    LookupStep::End(_) => None,
                })
                .collect();
            assert!(next.iter().all(|lookup| lookup.question() != submitted));
            open = next;
        }
        assert!(open.is_empty(), "a lookup ends");
    }
}
