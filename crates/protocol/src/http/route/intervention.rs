//! The check of an operator action against the row of its operation.

use super::{Operation, Target};
use crate::admin::Intervention;
use crate::problem::Problem;

impl Intervention {
    /// Checks that it names a step exactly when the operation needs one.
    ///
    /// # Errors
    /// `invalid_field` otherwise.
    pub fn check(&self, operation: Operation) -> Result<(), Problem> {
        match operation.route().intervention {
            Some(Target::Step) => self.step().map(|_| ()),
            Some(Target::Job) | None => self.whole(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_names_a_step_exactly_when_its_operation_needs_one() {
        let intervention = |turn: Option<u16>| Intervention { reason: "it hangs".to_owned(), turn, step: None };
        for (operation, turn) in [
            (Operation::AdminRetry, Some(3)),
            (Operation::AdminSkip, Some(3)),
            (Operation::AdminResume, None),
            (Operation::AdminCancel, None),
        ] {
            assert_eq!(intervention(turn).check(operation), Ok(()));
            let other = if turn.is_some() { None } else { Some(3) };
            assert!(intervention(other).check(operation).is_err(), "{operation:?}");
        }
    }
}
