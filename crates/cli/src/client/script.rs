//! The operations on an episode's script: estimate, outline, lines, approval and cost.

use protocol::{
    AnySource, ApproveEstimate, ChangeOutline, CreateJob, Estimate, JobId, JobView, Ledger, Money, Operation,
    OutlineView, Revise, SayLine, ScriptView, SetBudget, VoiceList,
};
use serde::Serialize;

use super::{Call, Client, decode, encode, percent_encode};
use crate::error::Error;

impl Client {
    pub(crate) fn estimate(&self, job: &CreateJob<AnySource>) -> Result<Estimate, Error> {
        let body = encode(job)?;
        decode(&self.call(&Call { body: Some(&body), ..Call::of(Operation::CreateEstimate) })?)
    }

    pub(crate) fn outline(&self, id: JobId) -> Result<OutlineView, Error> {
        decode(&self.call_job(Operation::ReadOutline, id)?)
    }

    pub(crate) fn change_outline(&self, id: JobId, change: &ChangeOutline) -> Result<JobView, Error> {
        self.change_job(Operation::ChangeOutline, id, change)
    }

    pub(crate) fn script(&self, id: JobId) -> Result<ScriptView, Error> {
        decode(&self.call_job(Operation::ReadScript, id)?)
    }

    pub(crate) fn revise(&self, id: JobId, revise: &Revise) -> Result<JobView, Error> {
        self.change_job(Operation::ReviseJob, id, revise)
    }

    pub(crate) fn approve(&self, id: JobId, estimate: String) -> Result<JobView, Error> {
        self.change_job(Operation::ApproveJob, id, &ApproveEstimate { estimate })
    }

    pub(crate) fn set_budget(&self, id: JobId, budget: Option<Money>) -> Result<JobView, Error> {
        self.change_job(Operation::SetBudget, id, &SetBudget { budget })
    }

    pub(crate) fn voices(&self) -> Result<VoiceList, Error> {
        decode(&self.call(&Call::of(Operation::ListVoices))?)
    }

    pub(crate) fn sample(&self, voice: &str) -> Result<Vec<u8>, Error> {
        self.call(&Call { id: Some(percent_encode(voice)), ..Call::of(Operation::SampleVoice) })
    }

    pub(crate) fn say(&self, voice: &str, text: String) -> Result<Vec<u8>, Error> {
        let body = encode(&SayLine { text })?;
        self.call(&Call { id: Some(percent_encode(voice)), body: Some(&body), ..Call::of(Operation::SayLine) })
    }

    pub(crate) fn ledger(&self, id: JobId) -> Result<Ledger, Error> {
        decode(&self.call_job(Operation::ReadLedger, id)?)
    }

    fn change_job(&self, operation: Operation, id: JobId, change: &impl Serialize) -> Result<JobView, Error> {
        let body = encode(change)?;
        decode(&self.call(&Call { id: Some(id.to_string()), body: Some(&body), ..Call::of(operation) })?)
    }
}
