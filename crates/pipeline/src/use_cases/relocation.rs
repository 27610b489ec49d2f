//! Relocation of a job from the older class of objects to the newer: taken out, put in, forgotten, looked at.
//!
//! An answer in, the next call or the end out. Repeated, it goes on wherever it was stopped. Never calls anything itself.

use protocol::Code;

/// The place of a relocation: the call that is to be made next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relocation {
    /// The older object gives out the job: the same bundle until it is told to forget it.
    Export,
    /// The newer object takes the bundle, unless it has the job.
    Import,
    /// The older object forgets the job, which has arrived.
    Forget,
    /// The newer object tells the tenant of the job.
    Look,
    /// The newer object shows the job to its tenant.
    Read,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelocationStep {
    Next(Relocation),
    /// The last answer is the answer; `is_over` when nothing of the job is left to move.
    End {
        is_over: bool,
    },
}

impl Relocation {
    pub fn start() -> Self {
        Self::Export
    }

    /// Takes the answer's problem code, if it is a refusal.
    pub fn answered(self, code: Option<Code>) -> RelocationStep {
        match (self, code) {
            (Self::Export, None) => RelocationStep::Next(Self::Import),
            // It never was there, or is no more.
            (Self::Export, Some(Code::JobNotFound | Code::Moved)) => RelocationStep::Next(Self::Look),
            (Self::Import, None) => RelocationStep::Next(Self::Forget),
            (Self::Forget, None) => RelocationStep::Next(Self::Look),
            (Self::Look, None) => RelocationStep::Next(Self::Read),
            // A job that neither class knows has nothing left to move.
            (Self::Look, Some(Code::JobNotFound)) | (Self::Read, _) => RelocationStep::End { is_over: true },
            (Self::Export | Self::Import | Self::Forget | Self::Look, Some(_)) => {
                RelocationStep::End { is_over: false }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Relocation::{Export, Forget, Import, Look, Read};

    const UNKNOWN: Option<Code> = Some(Code::JobNotFound);
    const REFUSED: Option<Code> = Some(Code::EngineUnknown);

    fn move_with(answers: &[Option<Code>]) -> (Vec<Relocation>, bool) {
        let (mut relocation, mut made) = (Relocation::start(), Vec::new());
        for (number, code) in answers.iter().enumerate() {
            made.push(relocation);
            match relocation.answered(*code) {
                RelocationStep::Next(next) => relocation = next,
                RelocationStep::End { is_over } => {
                    assert_eq!(number + 1, answers.len(), "an answer too many");
                    return (made, is_over);
                }
            }
        }
        panic!("an answer too few: {relocation:?}");
    }

    #[test]
    fn a_job_is_moved_once_however_often_it_is_asked_for() {
        for (answers, made, is_over) in [
            (&[None, None, None, None, None][..], &[Export, Import, Forget, Look, Read][..], true),
            (&[Some(Code::Moved), None, None], &[Export, Look, Read], true),
            (&[UNKNOWN, None, None], &[Export, Look, Read], true),
            (&[UNKNOWN, UNKNOWN], &[Export, Look], true),
            (&[None, None, None, None, REFUSED], &[Export, Import, Forget, Look, Read], true),
        ] {
            assert_eq!(move_with(answers), (made.to_vec(), is_over), "{answers:?}");
        }
    }

    #[test]
    fn a_refusal_stops_it_where_it_is() {
        for (answers, made) in [
            (&[REFUSED][..], &[Export][..]),
            (&[None, REFUSED], &[Export, Import]),
            (&[None, UNKNOWN], &[Export, Import]),
            (&[None, None, REFUSED], &[Export, Import, Forget]),
            (&[None, None, None, REFUSED], &[Export, Import, Forget, Look]),
        ] {
            assert_eq!(move_with(answers), (made.to_vec(), false), "{answers:?}");
        }
    }

    #[test]
    fn nothing_is_forgotten_before_it_has_arrived() {
        let leads_to_forget = [Export, Import, Forget, Look, Read].into_iter().flat_map(|relocation| {
            let codes = [None, UNKNOWN, REFUSED, Some(Code::Moved)];
            codes.map(|code| (relocation, code)).into_iter()
        });
        let forgetting: Vec<_> = leads_to_forget
            .filter(|(relocation, code)| relocation.answered(*code) == RelocationStep::Next(Forget))
            .collect();
        assert_eq!(forgetting, [(Import, None)]);
    }
}
