//! Money in the index: sums of jobs by month, under the monthly budget of their tenant. Of two sums the larger rev wins.

use std::collections::BTreeMap;

use job::Job;
use pipeline::{Entry, MonthlySum};
use protocol::{JobId, Money, Month};

use crate::faults::Fault;
use crate::world::State;

#[derive(Default)]
pub(crate) struct Spending {
    /// Of the tenant.
    pub(crate) budget: Option<Money>,
    rows: BTreeMap<(JobId, Month), Row>,
    /// Of the tenant's other jobs.
    others: BTreeMap<Month, Money>,
}

struct Row {
    amount: Money,
    rev: u64,
}

impl Spending {
    /// A month of which other jobs have spent so much.
    pub(crate) fn of_a_month(budget: Option<Money>, month: Month, others: Money) -> Self {
        Self { budget, rows: BTreeMap::new(), others: [(month, others)].into() }
    }

    pub(crate) fn of(&self, job: JobId, month: &Month) -> Money {
        self.rows.get(&(job, month.clone())).map_or(Money::ZERO, |row| row.amount)
    }

    /// The tenant's sum without this job's.
    fn beside(&self, job: JobId, month: &Month) -> Money {
        let rows = self.rows.iter().filter(|((id, of), _)| *id != job && of == month);
        let others = self.others.get(month).copied().unwrap_or_default();
        rows.fold(others, |sum, (_, row)| sum.plus(row.amount))
    }

    /// The tenant's sum with so much of this job, if that is beyond its budget.
    pub(crate) fn beyond(&self, job: JobId, month: &Month, own: Money) -> Option<Money> {
        let sum = self.beside(job, month).plus(own);
        self.budget.is_some_and(|budget| sum > budget).then_some(sum)
    }

    /// The statement of D1: the row, unless the tenant's sum then exceeds its budget; true if it, or a newer one, stands.
    fn reserve(&mut self, sum: &MonthlySum) -> bool {
        let would_be = self.beside(sum.job, &sum.month).plus(sum.amount);
        if self.budget.is_none_or(|budget| would_be <= budget) {
            self.set(sum.job, &sum.month, sum.amount, sum.rev);
        }
        self.rows.get(&(sum.job, sum.month.clone())).is_some_and(|row| row.rev >= sum.rev)
    }

    fn set(&mut self, job: JobId, month: &Month, amount: Money, rev: u64) {
        let row = self.rows.entry((job, month.clone())).or_insert(Row { amount, rev });
        if rev >= row.rev {
            *row = Row { amount, rev };
        }
    }
}

impl State {
    /// Of a projection: as the job has it, whatever the budget.
    pub(crate) fn project_months(&mut self, entry: &Entry) {
        for (month, amount) in &entry.months {
            self.models.spending.set(entry.id, month, *amount, entry.rev);
        }
    }

    pub(crate) fn reserve_money(&mut self, sum: &MonthlySum) -> bool {
        if self.hit(Fault::NeighbourSpends) {
            let spending = &self.models.spending;
            let spent = spending.beside(sum.job, &sum.month).plus(spending.of(sum.job, &sum.month));
            let budget = spending.budget.unwrap_or_default();
            let room = budget.as_micros().saturating_sub(spent.as_micros());
            let amount = Money::from_micros(self.random.below(room + 1));
            let others = self.models.spending.others.entry(sum.month.clone()).or_default();
            *others = others.plus(amount);
        }
        let is_reserved = self.models.spending.reserve(sum);
        self.note(|| format!("  reserve {} of rev {}: {is_reserved}", sum.amount, sum.rev));
        is_reserved
    }

    /// The index has the money of a job at rest as the job has it.
    pub(crate) fn check_months(&mut self, job: &Job) {
        let id = job.spec().id;
        let months: BTreeMap<Month, Money> = job.months().into_iter().collect();
        let rows: Vec<(Month, Money)> =
            self.models.spending.rows.iter().map(|((_, month), row)| (month.clone(), row.amount)).collect();
        for (month, amount) in rows {
            let own = months.get(&month).copied().unwrap_or_default();
            if own != amount {
                self.violate(format!("the index says that {month:?} had {amount}, the job {own}"));
            }
        }
        for (month, own) in months {
            let amount = self.models.spending.of(id, &month);
            if own != amount {
                self.violate(format!("the job says that {month:?} had {own}, the index {amount}"));
            }
        }
    }
}
