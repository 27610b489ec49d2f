//! Scripts by language models: what is asked, what is paid, and who writes where none is of use.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::memory::{Memory, SOURCE, Told, done, tenant};
use job::Input;
use pipeline::{RedactedJob, Submission};
use protocol::{
    CallState, CreateJob, JobStatus, Money, Redaction, Source, SourceFormat, Style, Timestamp, WireVersion, Writer,
};
use serde_json::{Value, json};
use writer::{Class, Content, Contract, Failed, Outcome, Price, Provider, Reason, Usage, Written};

fn provider(name: &str) -> Provider {
    let price = Some(Price::flat(250_000, 2_000_000));
    let (contract, base) = (Contract::OpenAiChat, "https://models.example/v1".to_owned());
    Provider { name: name.to_owned(), contract, base, model: "m".to_owned(), key: None, price }
}

const USAGE: Usage =
    Usage { input: 1_000, cached_input: 0, cache_writes: 0, cache_writes_hour: 0, output: 100, reasoning: 0 };
/// Of an answer with that usage.
const COST: Money = Money::from_micros(450);

fn says(answer: Value) -> Told {
    Ok(Outcome::Written(Written { content: Content::Json(answer), usage: Some(USAGE) }))
}

fn fails(class: Class, reason: Reason) -> Told {
    Ok(Outcome::Failed(Failed { class, reason, may_have_been_paid: false, ..Failed::unanswered() }))
}

/// An outline of one section.
fn outline() -> Value {
    json!({ "sections": [{ "paragraphs": [0, 1], "says": "Leases and tokens.", "title": "Leases" }] })
}

fn section() -> Value {
    json!({ "turns": [
        { "cites": [], "host": "A", "text": "Hello and welcome. I'm Nora, and with me is Miles." },
        { "cites": [0], "host": "B", "text": "A lease is a lock that gives itself back after a while." },
        { "cites": [], "host": "A", "text": "And the token?" },
        { "cites": [1], "host": "B", "text": "A fencing token is a number that only ever grows." },
        { "cites": [], "host": "A", "text": "That is all for today. Thanks for listening." },
    ]})
}

/// A number that the source does not have.
fn unsound() -> Value {
    json!({ "turns": [
        { "cites": [], "host": "A", "text": "Hello and welcome. I'm Nora, and with me is Miles." },
        { "cites": [0], "host": "B", "text": "A lease is a lock that gives itself back after 47 hours." },
        { "cites": [], "host": "A", "text": "That is all for today. Thanks for listening." },
    ]})
}

fn submitted(providers: &[&str], answers: Vec<Told>, budget: Option<Money>) -> Memory {
    let memory = Memory::with_writers(providers.iter().copied().map(provider).collect(), answers);
    let source = Source { format: SourceFormat::Text, text: SOURCE.to_owned() };
    let style = Style { focus: Some("the token of ada@example.org".to_owned()), ..Style::default() };
    let request = CreateJob { budget, style, ..CreateJob::new(source) };
    let fit = RedactedJob::of(request, Redaction::On).read().unwrap();
    let id = "0198c0de-0000-7000-8000-00000000abcd".parse().unwrap();
    let submission = Submission::new(id, tenant(), WireVersion::CURRENT, fit, memory.time()).unwrap();
    pipeline::submit(&memory, submission).unwrap();
    memory
}

fn run(memory: &Memory) {
    for _ in 0..40 {
        if memory.job().status() != JobStatus::Running || !memory.ring() {
            break;
        }
        futures::executor::block_on(pipeline::drive(memory)).unwrap();
    }
    assert_eq!(memory.job().status(), JobStatus::Succeeded, "{:?}", memory.job().problem());
}

fn writers(memory: &Memory) -> (Writer, Vec<Option<Writer>>) {
    let writing = memory.job().view().writing.unwrap();
    (writing.outline.unwrap(), writing.sections)
}

fn embedded(because: &str) -> Vec<Option<Writer>> {
    vec![Some(Writer::embedded(Some(because)))]
}

#[test]
fn a_model_makes_the_outline_and_writes_each_section() {
    let memory = submitted(&["first"], vec![says(outline()), says(section())], None);
    run(&memory);
    let by_model = Writer::provider("first");
    assert_eq!(writers(&memory), (by_model.clone(), vec![Some(by_model)]));
    assert_eq!(memory.questions().len(), 2);
    let ledger = pipeline::ledger(&memory, &memory.job()).unwrap();
    let costs: Vec<_> = ledger.iter().map(|call| (call.step.as_str(), call.state.known(), call.cost)).collect();
    let settled = |step| (step, Some(CallState::Settled), Some(COST));
    assert_eq!(costs, [settled("outline"), settled("script/00")]);
    assert_eq!(memory.job().spent(), COST.plus(COST));
}

#[test]
fn a_question_tells_nothing_of_job_tenant_or_asker() {
    let memory = submitted(&["first"], vec![says(outline()), says(section())], None);
    run(&memory);
    let asked: String = memory.questions().into_iter().map(|(_, body)| body).collect();
    assert!(asked.contains("gives itself back") && asked.contains("the token of"), "{asked}");
    for private in ["0198c0de", "default", "ada@example.org", "0000-00000000abcd"] {
        assert!(!asked.contains(private), "{private}");
    }
    let flows = memory.flows();
    assert!(format!("{flows:?}").contains("Model"), "{flows:?}");
}

#[test]
fn an_unsound_answer_is_repaired_once_with_the_reasons_told() {
    let memory = submitted(&["first"], vec![says(outline()), says(unsound()), says(section())], None);
    run(&memory);
    assert_eq!(writers(&memory).1, [Some(Writer::provider("first"))]);
    let repair = memory.questions().last().unwrap().1.clone();
    assert!(repair.contains("47 hours") && repair.contains("number:"), "{repair}");
}

#[test]
fn a_section_that_stays_unsound_is_written_by_the_embedded_writer() {
    let prose = Ok(Outcome::Written(Written { content: Content::Text("Sure!".to_owned()), usage: None }));
    for (answers, because) in [
        (vec![says(unsound()), says(unsound())], "number"),
        (vec![prose.clone(), prose], "shape"),
        (vec![fails(Class::Permanent, Reason::Refused)], "refused"),
        (vec![fails(Class::Permanent, Reason::Length)], "length"),
        (vec![fails(Class::Permanent, Reason::Access)], "access"),
    ] {
        let asked = 1 + answers.len();
        let memory = submitted(&["first"], [vec![says(outline())], answers].concat(), None);
        run(&memory);
        assert_eq!(writers(&memory), (Writer::provider("first"), embedded(because)), "{because}");
        assert_eq!(memory.questions().len(), asked, "{because}: no second look");
    }
}

#[test]
fn a_model_that_makes_no_outline_is_not_asked_for_sections() {
    let memory = submitted(&["first"], vec![fails(Class::Quota, Reason::Money)], None);
    run(&memory);
    assert_eq!(writers(&memory), (Writer::embedded(Some("money")), vec![Some(Writer::embedded(None))]));
    assert_eq!(memory.questions().len(), 1);
    assert_eq!(memory.job().view().writing.unwrap().cannot, ["focus"], "it quotes");
}

#[test]
fn providers_are_asked_in_their_order() {
    let quota = || fails(Class::Quota, Reason::Money);
    let memory = submitted(&["first", "second"], vec![quota(), says(outline()), quota(), says(section())], None);
    run(&memory);
    let second = Writer::provider("second");
    assert_eq!(writers(&memory), (second.clone(), vec![Some(second)]));
    let asked: Vec<String> = memory.questions().into_iter().map(|(provider, _)| provider).collect();
    assert_eq!(asked, ["first", "second", "first", "second"]);
}

#[test]
fn a_busy_model_is_asked_three_times_and_then_the_embedded_writer_writes() {
    let busy = || fails(Class::Transient, Reason::Pace);
    let memory = submitted(&["first"], vec![says(outline()), busy(), busy(), busy()], None);
    run(&memory);
    assert_eq!(writers(&memory).1, embedded("pace"));
    assert_eq!(memory.questions().len(), 4);
    let memory = submitted(&["first"], vec![says(outline()), busy(), busy(), says(section())], None);
    run(&memory);
    assert_eq!(writers(&memory).1, [Some(Writer::provider("first"))]);
}

#[test]
fn a_model_that_is_too_slow_is_asked_once_and_the_next_one_has_the_next_attempt() {
    let memory = submitted(&["first"], Vec::new(), None);
    memory.slow_down("first", i64::MAX);
    let begun = memory.time();
    run(&memory);
    assert_eq!(writers(&memory).0, Writer::embedded(Some("timeout")));
    assert_eq!(memory.questions().len(), 1);
    assert!(memory.time().since_ms(begun) < 300_000, "one attempt, not three");
    let ledger = pipeline::ledger(&memory, &memory.job()).unwrap();
    let [call] = ledger.as_slice() else { panic!("{ledger:?}") };
    assert_eq!(
        (&call.state, call.cost, call.because.as_deref()),
        (&CallState::Uncertain.into(), Some(call.most), Some("timeout"))
    );
    assert_eq!(call.ended_at.unwrap().since_ms(call.begun_at), 235_000);

    let memory = submitted(&["first", "second"], vec![says(outline()), says(section())], None);
    memory.slow_down("first", i64::MAX);
    run(&memory);
    let by_second = Writer::provider("second");
    assert_eq!(writers(&memory), (by_second.clone(), vec![Some(by_second)]));
    let asked: Vec<String> = memory.questions().into_iter().map(|(provider, _)| provider).collect();
    assert_eq!(asked, ["first", "second", "first", "second"], "each step asks by itself");
}

#[test]
fn a_repair_that_began_late_is_made_again_and_its_answer_not() {
    let memory = submitted(&["first"], vec![says(outline()), says(unsound()), says(section())], None);
    memory.slow_down("first", 150_000);
    run(&memory);
    let ledger = pipeline::ledger(&memory, &memory.job()).unwrap();
    let because: Vec<_> = ledger.iter().map(|call| (call.attempt, call.because.as_deref())).collect();
    assert_eq!(because, [(1, None), (1, None), (1, Some("dropped")), (2, None)]);
    assert_eq!(writers(&memory).1, [Some(Writer::provider("first"))]);
}

#[test]
fn a_provider_left_alone_by_its_breaker_is_waited_for() {
    let memory =
        submitted(&["first"], vec![Err(Timestamp::from_ms(1_030_000)), says(outline()), says(section())], None);
    run(&memory);
    assert_eq!(writers(&memory).0, Writer::provider("first"));
    assert!(memory.time() >= Timestamp::from_ms(1_030_000));
    assert_eq!(memory.job().spent(), COST.plus(COST), "nothing was sent");
}

#[test]
fn no_call_is_made_that_the_budget_does_not_allow() {
    let memory = submitted(&["first"], vec![says(outline()), says(section())], Some(Money::ZERO));
    run(&memory);
    assert_eq!(writers(&memory).0, Writer::embedded(Some("budget")));
    assert_eq!((memory.questions().len(), memory.job().spent()), (0, Money::ZERO));

    let memory = submitted(&["first"], vec![says(outline()), says(section())], None);
    memory.spend_the_month();
    run(&memory);
    assert_eq!(writers(&memory).0, Writer::embedded(Some("tenant_budget")));
    assert_eq!((memory.questions().len(), memory.job().spent()), (0, Money::ZERO));
}

/// Alarm turns that die after so many awaits, until the job has asked so many questions.
fn die_after_question(memory: &Memory, questions: usize) {
    for polls in 1..200 {
        memory.ring();
        memory.drive_and_die_after(polls);
        if memory.questions().len() >= questions {
            return;
        }
    }
    panic!("never asked");
}

#[test]
fn a_call_whose_answer_is_lost_is_entered_as_uncertain_and_no_answer_is_paid_for_twice() {
    let answers = vec![says(outline()), says(outline()), says(unsound()), says(section())];
    let memory = submitted(&["first"], answers, None);
    die_after_question(&memory, 1);
    run(&memory);
    let ledger = pipeline::ledger(&memory, &memory.job()).unwrap();
    let uncertain = ledger.iter().filter(|call| call.state == CallState::Uncertain).count();
    assert!((1..=2).contains(&uncertain), "each turn that died lost one call at most: {ledger:?}");
    let sum = ledger.iter().filter_map(|call| call.cost).fold(Money::ZERO, Money::plus);
    assert_eq!(memory.job().spent(), sum, "the ledger adds up");
    let mut bodies: Vec<String> = memory.questions().into_iter().map(|(_, body)| body).collect();
    let asked = bodies.len();
    bodies.sort();
    bodies.dedup();
    assert!(asked - bodies.len() <= uncertain, "what was answered is not asked again");
}

#[test]
fn a_cancelled_job_pays_for_the_call_under_way_and_makes_no_other() {
    for polls in 1..30 {
        let memory = submitted(&["first"], vec![says(outline()), says(section())], None);
        memory.ring();
        let (mut asked, mut under_way) = (0, Money::ZERO);
        memory.drive_around(polls, || {
            if memory.job().status() == JobStatus::Running {
                (asked, under_way) = (memory.questions().len(), memory.job().under_way());
                done(pipeline::handle(&memory, Input::Cancel));
            }
        });
        let job = memory.job();
        if job.status() == JobStatus::Cancelled {
            let begun = usize::from(!under_way.is_zero());
            assert!(
                memory.questions().len() <= asked + begun,
                "a call began after {polls} polls, in a job that had ended"
            );
            assert_eq!(job.under_way(), Money::ZERO);
            let ledger = pipeline::ledger(&memory, &job).unwrap();
            assert_eq!(job.spent(), ledger.iter().filter_map(|call| call.cost).fold(Money::ZERO, Money::plus));
        }
    }
}

#[test]
fn no_call_is_made_for_a_job_that_ended_while_its_money_was_set_aside() {
    // The first await at which money is set aside is that for the index.
    for polls in 1..30 {
        let memory = submitted(&["first"], vec![says(outline()), says(section())], None);
        memory.ring();
        let mut is_cancelled = false;
        memory.drive_around(polls, || {
            if !memory.job().under_way().is_zero() {
                done(pipeline::handle(&memory, Input::Cancel));
                is_cancelled = true;
            }
        });
        if is_cancelled {
            return assert_eq!((memory.questions().len(), memory.job().spent()), (0, Money::ZERO));
        }
    }
    panic!("no money was set aside");
}

#[test]
fn a_model_that_is_out_for_long_is_not_waited_for_beside_one_that_is_busy() {
    let busy = |hint_ms| {
        let failed = Failed { class: Class::Transient, reason: Reason::Pace, hint_ms, ..Failed::unanswered() };
        Ok(Outcome::Failed(Failed { may_have_been_paid: false, ..failed }))
    };
    let answers = vec![busy(Some(20_000)), busy(Some(3_600_000)), says(outline()), says(section())];
    let memory = submitted(&["first", "second"], answers, None);
    let before = memory.time();
    run(&memory);
    assert_eq!(writers(&memory).0, Writer::provider("first"));
    assert!(memory.time().since_ms(before) < 60_000, "{:?}", memory.time());
}

#[test]
fn an_answer_is_kept_whoever_was_asked_after_it() {
    // The first one's answer has flaws and its repair does not come; the second one's is kept beside it.
    let busy = || fails(Class::Transient, Reason::Pace);
    let answers = vec![says(outline()), says(unsound()), busy(), says(unsound()), busy(), says(section())];
    let memory = submitted(&["first", "second"], answers, None);
    run(&memory);
    assert_eq!(writers(&memory).1, [Some(Writer::provider("first"))]);
    let mut asked = memory.questions();
    // The repair that has not come is asked for again, and nothing that was answered.
    assert_eq!(asked.len(), 6);
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), 5);
}
