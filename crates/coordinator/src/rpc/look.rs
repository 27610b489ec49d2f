//! A job's index entry, asked from its object: for the sweep and for health.

use job::Failure;
use pipeline::Entry;
use protocol::{Code, JobId, Problem};
use worker::Env;

use super::{Call, JobRef, call};

/// The job as the index should have it; `None` when there is none.
pub(crate) async fn look(env: &Env, id: JobId) -> Result<Option<Entry>, Failure> {
    let asked = async {
        let mut answer = call(env, JobRef::any(id), &Call::Look).await?;
        if answer.status_code() == 200 {
            return answer.json().await.map(Some).map(Ok);
        }
        Ok(Err(answer.json::<Problem>().await?))
    };
    let failed = |error: worker::Error| Failure::transient(Code::Unavailable, format!("look: {error}"));
    match asked.await.map_err(failed)? {
        Ok(entry) => Ok(entry),
        // Only this says that there is no job: an older object would not know the question.
        Err(problem) if problem.code == Code::JobNotFound => Ok(None),
        Err(problem) => Err(Failure::transient(problem.code, problem.title)),
    }
}
