//! Creation of a job on an index and objects in memory, of which each call may be lost, or its answer.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use futures::executor::block_on;
use job::{Digest, Failure, Hasher, Tenant};
use pipeline::{
    CreateError, Created, Intake, JobObjects, RedactedJob, Reservation, Reservations, Submission, SubmissionKey, Usage,
    create_job, created_before,
};
use protocol::{
    Code, CreateJob, JobId, Purge, Redaction, Source, SourceFormat, TenantView, Timestamp, Trash, WireVersion,
};

const SOURCE: &str =
    "Leases\n\nA lease is a lock that gives itself back after a while. The holder may pause for longer.";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Loss {
    Row,
    RowAnswer,
    Object,
    ObjectAnswer,
}

#[derive(Default)]
struct Service {
    rows: RefCell<BTreeMap<String, Reservation>>,
    /// Jobs by id, with the time each was created at.
    objects: RefCell<BTreeMap<JobId, Timestamp>>,
    loss: Cell<Option<Loss>>,
    is_full: Cell<bool>,
    intake: Cell<Intake>,
}

impl Service {
    fn lose(&self, loss: Loss) -> Result<(), Failure> {
        if self.loss.get() != Some(loss) {
            return Ok(());
        }
        self.loss.set(None);
        Err(Failure::transient(Code::Unavailable, "lost"))
    }
}

impl Reservations for Service {
    async fn reserve(
        &self,
        submission: &Submission,
        submitted: &SubmissionKey,
        _: Option<&TenantView>,
    ) -> Result<Option<Reservation>, Failure> {
        self.lose(Loss::Row)?;
        let mut rows = self.rows.borrow_mut();
        if !self.is_full.get() {
            let (id, at, request) = (submission.spec.id, submission.at, submitted.request.clone());
            let row = Reservation { id, request, at, is_trashed: false };
            rows.entry(submitted.key.to_string()).or_insert(row);
        }
        self.lose(Loss::RowAnswer)?;
        Ok(rows.get(submitted.key.as_str()).cloned())
    }

    async fn find(&self, _: &Tenant, key: &Digest) -> Result<Option<Reservation>, Failure> {
        Ok(self.rows.borrow().get(key.as_str()).cloned())
    }

    async fn intake(&self, _: &Tenant) -> Result<Intake, Failure> {
        Ok(self.intake.get())
    }
}

impl JobObjects for Service {
    type Answer = Timestamp;

    async fn submit(&self, submission: Submission) -> Result<Timestamp, Failure> {
        self.lose(Loss::Object)?;
        let at = *self.objects.borrow_mut().entry(submission.spec.id).or_insert(submission.at);
        self.lose(Loss::ObjectAnswer)?;
        Ok(at)
    }

    async fn read(&self, _: &Tenant, id: JobId) -> Result<Option<Timestamp>, Failure> {
        Ok(self.objects.borrow().get(&id).copied())
    }

    async fn trash(&self, _: &Tenant, _: JobId) -> Result<Option<Trash>, Failure> {
        Ok(None)
    }

    async fn purge(&self, _: &Tenant, _: JobId, _: Purge) -> Result<(), Failure> {
        Ok(())
    }
}

fn id(number: u32) -> JobId {
    format!("0198c0de-0000-7000-8000-{number:012x}").parse().unwrap()
}

fn tenant() -> Tenant {
    Tenant("default".to_owned())
}

/// The client's request, sent once more: the router gives it another id each time, and it is later.
fn create(service: &Service, text: &str, time: u32) -> Result<Created<Timestamp>, CreateError> {
    let source = Source { format: SourceFormat::Markdown, text: text.to_owned() };
    let fit = RedactedJob::of(CreateJob::new(source), Redaction::On);
    let submitted = submitted(fit.digest());
    let at = Timestamp::from_ms(i64::from(time));
    let submission = Submission::new(id(time), tenant(), WireVersion::CURRENT, fit.read().unwrap(), at).unwrap();
    block_on(create_job(service, service, Some(&bounds()), submission, &submitted))
}

fn submitted(request: Digest) -> SubmissionKey {
    SubmissionKey { key: Hasher::new("idempotency").part("key").finish(), request }
}

fn bounds() -> TenantView {
    TenantView {
        id: tenant(),
        created_at: Timestamp::from_ms(0),
        keep_days: None,
        keep_bytes: None,
        jobs_max: Some(2),
        bytes_max: None,
        monthly_budget: None,
        show: None,
        redaction: Redaction::On,
        show_addresses: false,
        suspended_at: None,
    }
}

fn code(refused: Result<Created<Timestamp>, CreateError>) -> Code {
    match refused.unwrap_err() {
        CreateError::Refused(problem) => problem.code,
        CreateError::Failed(failure) => panic!("failed: {failure:?}"),
    }
}

#[test]
fn the_same_request_again_is_one_job_whatever_was_lost() {
    for loss in [Loss::Row, Loss::RowAnswer, Loss::Object, Loss::ObjectAnswer] {
        let service = Service { loss: Cell::new(Some(loss)), ..Service::default() };
        assert!(matches!(create(&service, SOURCE, 1), Err(CreateError::Failed(_))), "{loss:?}");
        let created = create(&service, SOURCE, 2).unwrap();
        // Only a row that was never written is written by the second request.
        let first = if loss == Loss::Row { 2 } else { 1 };
        let answer = Timestamp::from_ms(i64::from(first));
        assert_eq!(created, Created { id: id(first), is_new: loss == Loss::Row, answer }, "{loss:?}");
        assert_eq!(create(&service, SOURCE, 3).unwrap(), Created { is_new: false, ..created }, "{loss:?}");
        assert_eq!((service.rows.borrow().len(), service.objects.borrow().len()), (1, 1), "{loss:?}");
    }
}

#[test]
fn another_request_under_the_key_is_refused_and_reaches_no_object() {
    let service = Service { loss: Cell::new(Some(Loss::Object)), ..Service::default() };
    create(&service, SOURCE, 1).unwrap_err();
    let other = format!("{SOURCE} And that is another text.");
    assert_eq!(code(create(&service, &other, 2)), Code::IdempotencyKeyReused);
    assert!(service.objects.borrow().is_empty());
    let other = submitted(Hasher::new("request").part("other").finish());
    let before = block_on(created_before(&service, &service, &tenant(), &other));
    assert!(matches!(before, Err(CreateError::Refused(problem)) if problem.code == Code::IdempotencyKeyReused));
}

#[test]
fn a_row_without_a_job_is_no_job_that_was_created_before() {
    let service = Service { loss: Cell::new(Some(Loss::Object)), ..Service::default() };
    create(&service, SOURCE, 1).unwrap_err();
    let request = service.rows.borrow().values().next().unwrap().request.clone();
    let before = || block_on(created_before(&service, &service, &tenant(), &submitted(request.clone()))).unwrap();
    assert_eq!(before(), None);
    let created = create(&service, SOURCE, 2).unwrap();
    assert_eq!(before(), Some(created));
}

#[test]
fn a_job_in_the_trash_is_shown_and_never_begun_anew() {
    let service = Service::default();
    let created = create(&service, SOURCE, 1).unwrap();
    service.rows.borrow_mut().values_mut().for_each(|row| row.is_trashed = true);
    assert_eq!(create(&service, SOURCE, 2).unwrap(), Created { is_new: false, ..created });
    service.objects.borrow_mut().clear();
    assert_eq!(code(create(&service, SOURCE, 3)), Code::Unavailable, "erased, and its row not yet a tombstone");
    assert!(service.objects.borrow().is_empty());
    service.rows.borrow_mut().clear();
    assert!(create(&service, SOURCE, 4).unwrap().is_new, "a tombstone is under no key");
}

#[test]
fn a_request_without_a_place_is_told_why() {
    let service = Service { is_full: Cell::new(true), ..Service::default() };
    for (jobs, is_paused, expected) in [
        (2, false, Code::JobsQuotaExceeded),
        (2, true, Code::IntakePaused),
        // By now there is a place again.
        (1, false, Code::JobsQuotaExceeded),
    ] {
        service.intake.set(Intake { usage: Usage { jobs, bytes: 0 }, is_paused });
        assert_eq!(code(create(&service, SOURCE, 1)), expected);
    }
    assert!(service.rows.borrow().is_empty() && service.objects.borrow().is_empty());
}
