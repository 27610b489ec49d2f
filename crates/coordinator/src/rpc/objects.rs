//! The objects of jobs, for the use cases: calls of the Worker, made as a client makes them.

use job::{Failure, Tenant};
use pipeline::{JobObjects, Submission};
use protocol::{Code, JobId, JobView, Problem, Purge, Trash};
use worker::{Env, Response};

use super::{Call, JobRef, call};

pub(crate) struct RpcObjects<'a> {
    pub(crate) env: &'a Env,
}

impl JobObjects for RpcObjects<'_> {
    type Answer = Response;

    async fn submit(&self, submission: Submission) -> Result<Response, Failure> {
        let (tenant, id) = (submission.spec.tenant.clone(), submission.spec.id);
        self.call(&tenant, id, &Call::Submit(Box::new(submission))).await
    }

    async fn read(&self, tenant: &Tenant, id: JobId) -> Result<Option<Response>, Failure> {
        let answer = self.call(tenant, id, &Call::Read).await?;
        Ok((answer.status_code() != 404).then_some(answer))
    }

    async fn trash(&self, tenant: &Tenant, id: JobId) -> Result<Option<Trash>, Failure> {
        let mut answer = self.call(tenant, id, &Call::Trash).await?;
        if answer.status_code() != 200 {
            let problem: Problem = answer.json().await.map_err(failed)?;
            let is_gone = problem.code == Code::JobNotFound;
            return if is_gone { Ok(None) } else { Err(Failure::transient(problem.code, problem.title)) };
        }
        let view: JobView = answer.json().await.map_err(failed)?;
        Ok(view.trash)
    }

    async fn purge(&self, tenant: &Tenant, id: JobId, purge: Purge) -> Result<(), Failure> {
        self.call(tenant, id, &Call::Purge(purge)).await.map(|_| ())
    }
}

impl RpcObjects<'_> {
    async fn call(&self, tenant: &Tenant, id: JobId, request: &Call) -> Result<Response, Failure> {
        call(self.env, JobRef::of(tenant, id), request).await.map_err(failed)
    }
}

fn failed(error: worker::Error) -> Failure {
    Failure::transient(Code::Unavailable, format!("object: {error}"))
}
