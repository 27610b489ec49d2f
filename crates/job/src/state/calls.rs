//! Paid calls: what each may cost is set aside before it is made, and entered when it has ended.

use protocol::{Money, Month};
use serde::{Deserialize, Serialize};

use super::Job;
use crate::messages::Rejection;
use crate::step::{CallId, Lease, StepKey, Token};

/// A paid call under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenCall {
    pub step: StepKey,
    /// Of the attempt that makes it.
    pub token: Token,
    /// The most that it can cost.
    pub most: Money,
    /// In which it was begun, and counts.
    pub month: Month,
}

impl Job {
    /// Cost of all attempts, as far as they have reported it. Calls whose answers were lost count with the most they can
    /// have cost.
    pub fn spent(&self) -> Money {
        self.spent
    }

    /// The part of it that may not have been spent.
    pub fn uncertain(&self) -> Money {
        self.uncertain
    }

    pub fn budget(&self) -> Option<Money> {
        self.budget
    }

    pub fn open_calls(&self) -> impl Iterator<Item = (CallId, &OpenCall)> {
        self.open_calls.iter().map(|(id, call)| (*id, call))
    }

    /// The number of the next paid call.
    pub fn next_call(&self) -> CallId {
        CallId(self.calls)
    }

    /// The most that calls under way can cost.
    pub fn under_way(&self) -> Money {
        self.open_calls.values().fold(Money::ZERO, |sum, call| sum.plus(call.most))
    }

    /// Money spent and set aside, by month.
    pub fn months(&self) -> Vec<(Month, Money)> {
        let mut months = self.months.clone();
        for call in self.open_calls.values() {
            let sum = months.entry(call.month.clone()).or_default();
            *sum = sum.plus(call.most);
        }
        months.into_iter().collect()
    }

    /// Sets aside what a call can cost.
    ///
    /// # Errors
    /// When the lease is over, or the budget does not allow it.
    pub(crate) fn begin_call(&mut self, lease: Lease, most: Money, month: Month) -> Result<(), Rejection> {
        self.leased(lease)?;
        let sum = self.spent.plus(self.under_way()).plus(most);
        if self.budget.is_some_and(|budget| sum > budget) {
            return Err(Rejection::BudgetExhausted);
        }
        if !most.is_zero() {
            // The month stays, also without any cost: the index has heard of this money, and hears that it was given back.
            self.months.entry(month.clone()).or_default();
        }
        self.open_calls.insert(self.next_call(), OpenCall { step: lease.step, token: lease.token, most, month });
        self.calls = self.calls.saturating_add(1);
        Ok(())
    }

    /// Enters the cost of a call, whatever has become of its attempt; `None` if its answer was lost.
    ///
    /// # Errors
    /// When it has been entered as lost before.
    pub(crate) fn end_call(&mut self, id: CallId, cost: Option<Money>) -> Result<(), Rejection> {
        let call = self.open_calls.remove(&id).ok_or(Rejection::StaleToken)?;
        let entered = cost.unwrap_or(call.most);
        if cost.is_none() {
            self.uncertain = self.uncertain.plus(entered);
        }
        self.enter_cost(call.step, call.month, entered);
        Ok(())
    }

    /// Enters the calls of an attempt that has ended without a word about them.
    pub(crate) fn lose_calls(&mut self, is_lost: impl Fn(&OpenCall) -> bool) {
        let lost: Vec<CallId> = self.open_calls().filter(|(_, call)| is_lost(call)).map(|(id, _)| id).collect();
        for id in lost {
            // They are there: they were just listed.
            let _ = self.end_call(id, None);
        }
    }

    pub(crate) fn enter_cost(&mut self, key: StepKey, month: Month, cost: Money) {
        if cost.is_zero() {
            return;
        }
        self.spent = self.spent.plus(cost);
        let sum = self.months.entry(month).or_default();
        *sum = sum.plus(cost);
        if let Some(step) = self.steps.get_mut(&key) {
            step.spent = step.spent.plus(cost);
        }
    }
}
