//! The commands about an episode's script: estimate, approve, budget, ledger.

use cli::Exit;
use protocol::{
    Approval, CallState, Code, CostRange, Estimate, JobStatus, JobView, KnownOr, Ledger, LedgerEntry, Money, Problem,
    Spending, Stage, Style, Timestamp, Tokens, Writer, WriterEstimate, Writing,
};

use crate::service::{Service, ok, problem, says};
use crate::{ID, answered, cuepoint, job, json, lines, progress, snapshot};

const UNTIL: Timestamp = Timestamp::from_ms(1_795_223_353_000);

fn money(micros: u64) -> Money {
    Money::from_micros(micros)
}

/// A job that waits for approval before a stage.
pub(crate) fn waiting(stage: Stage, estimate: &str) -> JobView {
    let cost = CostRange { likely: money(12_345), most: money(40_000) };
    let approval = Approval {
        stage: stage.into(),
        estimate: estimate.to_owned(),
        cost: (stage == Stage::Script).then_some(cost),
        until: UNTIL,
    };
    JobView {
        problem: Some(Problem::new(Code::ApprovalNeeded)),
        approval: Some(approval),
        ..job(JobStatus::Parked, 4, progress(stage, 0))
    }
}

const WAITS: &str =
    "the outline, before the script is written; that costs 0.0123 likely, 0.04 at most; until 2026-11-21T01:09:13.000Z";

#[test]
fn a_job_that_waits_for_approval_names_its_cost_and_the_next_command() {
    let parked = waiting(Stage::Script, "e1");
    let service = Service::new(vec![says([snapshot(parked.clone())]), ok(&parked)]);
    let run = cuepoint(&service.url(), &["watch", ID]);
    assert_eq!(run.exit, Exit::Parked);
    let told = lines([
        "The job waits for approval of its estimate (approval_needed)",
        &format!("  it waits for approval of {WAITS}"),
        &format!("  cuepoint review {ID} shows it, to be changed or approved"),
    ]);
    assert!(run.err.ends_with(&told), "{}", run.err);
    assert!(run.out.contains(&format!("approval  {WAITS}\n")), "{}", run.out);
    service.asked();
}

#[test]
fn a_job_without_money_names_the_command_for_it() {
    let mut parked = job(JobStatus::Parked, 4, progress(Stage::Speech, 0));
    parked.problem = Some(Problem::new(Code::BudgetExhausted));
    let service = Service::new(vec![says([snapshot(parked.clone())]), ok(&parked)]);
    let run = cuepoint(&service.url(), &["watch", ID]);
    assert_eq!(run.exit, Exit::Parked);
    assert!(run.err.ends_with(&format!("  cuepoint budget {ID} AMOUNT changes what it may spend\n")), "{}", run.err);
    service.asked();
}

#[test]
fn a_job_is_shown_with_style_writers_and_spending() {
    let (model, fallback) = (Writer::provider("claude"), Writer::embedded(Some("ungrounded")));
    let view = JobView {
        style: Style { minutes: Some(8), focus: Some("The sea".to_owned()), ..Style::default() },
        writing: Some(Writing {
            outline: Some(model.clone()),
            sections: vec![Some(model), Some(fallback.clone()), None, Some(fallback)],
            cannot: vec!["minutes".to_owned()],
        }),
        spending: Spending { spent: money(12_345), budget: Some(money(1_500_000)), ..Spending::default() },
        ..waiting(Stage::Script, "e1")
    };
    let service = Service::new(vec![ok(&view)]);
    let run = cuepoint(&service.url(), &["get", ID]);
    for line in [
        "style     deep-dive, 8 minutes, focus: The sea",
        "writers   outline: claude",
        "          section 1: claude",
        "          sections 2, 4: embedded writer (ungrounded)",
        "ignored   minutes: the writer cannot do that",
        "spent     0.0123 of 1.50",
    ] {
        assert!(run.out.lines().any(|said| said == line), "no {line:?} in\n{}", run.out);
    }
    assert_eq!(run.err, format!("to read, change or approve it: cuepoint review {ID}\n"));
    service.asked();
}

#[test]
fn approve_shows_the_cost_asks_and_sends_the_estimate_that_was_shown() {
    let running = job(JobStatus::Running, 5, progress(Stage::Script, 0));
    let service = Service::new(vec![ok(&waiting(Stage::Script, "e1")), ok(&running)]);
    let run = answered(&service.url(), &["approve", ID], "y\n");
    assert_eq!(run.exit, Exit::Ok, "{}", run.err);
    assert!(run.err.contains(WAITS) && run.err.contains("Approve it? [y/N]\n"), "{}", run.err);
    assert!(run.err.ends_with(&format!("approved; to follow it: cuepoint watch {ID}\n")), "{}", run.err);
    assert!(run.out.contains("status    running\n"), "{}", run.out);
    let asked = service.asked();
    assert_eq!(asked[1].line, format!("POST /v1/jobs/{ID}/approve"));
    assert_eq!(asked[1].body, r#"{"estimate":"e1"}"#);
}

#[test]
fn nothing_is_approved_without_a_clear_yes() {
    for answer in [Some("n\n"), Some("\n"), None] {
        let service = Service::new(vec![ok(&waiting(Stage::Speech, "e1"))]);
        let run = match answer {
            Some(answer) => answered(&service.url(), &["approve", ID], answer),
            None => cuepoint(&service.url(), &["approve", ID]),
        };
        assert_eq!((run.exit, run.out.as_str()), (Exit::Usage, ""), "{answer:?}");
        assert_eq!(service.lines(), [format!("GET /v1/jobs/{ID}")]);
    }
    let service = Service::new(vec![ok(&job(JobStatus::Running, 5, progress(Stage::Script, 0)))]);
    let run = cuepoint(&service.url(), &["approve", ID, "--yes"]);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Usage, "error: the job waits for no approval: it is running\n"));
    service.asked();
}

#[test]
fn an_estimate_that_has_changed_is_not_approved() {
    let service = Service::new(vec![ok(&waiting(Stage::Script, "e1")), problem(Problem::new(Code::EstimateChanged))]);
    let run = cuepoint(&service.url(), &["approve", ID, "--yes"]);
    assert_eq!((run.exit, run.err.contains("(estimate_changed)")), (Exit::Refused, true), "{}", run.err);
    service.asked();
    let running = job(JobStatus::Running, 5, progress(Stage::Script, 0));
    let service = Service::new(vec![ok(&waiting(Stage::Script, "e1")), ok(&running)]);
    let run = cuepoint(&service.url(), &["approve", ID, "--yes", "--json"]);
    assert_eq!((run.exit, run.out, run.err.as_str()), (Exit::Ok, format!("{}\n", json(&running)), ""));
    service.asked();
}

#[test]
fn a_budget_is_sent_in_micro_units() {
    let view = job(JobStatus::Running, 5, progress(Stage::Script, 0));
    let service = Service::new(vec![ok(&view), ok(&view)]);
    for amount in ["2.000001", "none"] {
        assert_eq!(cuepoint(&service.url(), &["budget", ID, amount]).exit, Exit::Ok);
    }
    let asked = service.asked();
    assert_eq!(asked[0].line, format!("POST /v1/jobs/{ID}/budget"));
    assert_eq!([&*asked[0].body, &*asked[1].body], [r#"{"budget":2000001}"#, "{}"]);
}

#[test]
fn an_estimate_is_a_table_of_writers() {
    let model = WriterEstimate {
        writer: "claude".to_owned(),
        model: Some("sonnet".to_owned()),
        calls: 7,
        tokens: Tokens { input: 12_000, cached_input: 0, output: 3_400 },
        cost: CostRange { likely: money(12_345), most: money(40_000) },
        cannot: Vec::new(),
    };
    let embedded = WriterEstimate {
        writer: "embedded".to_owned(),
        model: None,
        calls: 0,
        tokens: Tokens::default(),
        cost: CostRange::default(),
        cannot: vec!["focus".to_owned(), "manners".to_owned()],
    };
    let estimate = Estimate { sections: 5, turns: 54, words: 1_250, seconds: 503, writers: vec![model, embedded] };
    let service = Service::new(vec![ok(&estimate), ok(&estimate)]);
    let line = ["estimate", "https://example.com/a", "--format", "debate", "--minutes", "8", "--focus", "The sea"];
    let run = cuepoint(&service.url(), &line);
    let expected = lines([
        "about 8:23 minutes: 1250 words, 54 lines, 5 sections",
        "writer    model   calls  tokens in  tokens out  likely  most  cannot do",
        "claude    sonnet  7      12000      3400        0.0123  0.04",
        "embedded  -       0      0          0           0.00    0.00  focus, manners",
    ]);
    assert_eq!((run.exit, run.out), (Exit::Ok, expected), "{}", run.err);
    let run = cuepoint(&service.url(), &["estimate", "https://example.com/a", "--json"]);
    assert_eq!(run.out, format!("{}\n", json(&estimate)));
    let asked = service.asked();
    assert_eq!(asked[0].line, "POST /v1/estimates");
    assert!(
        asked[0].body.contains(r#""style":{"format":"debate","minutes":8,"focus":"The sea"}"#),
        "{}",
        asked[0].body
    );
    assert!(!asked[1].body.contains("style"), "{}", asked[1].body);
}

fn call(call: u32, state: KnownOr<CallState>, cost: Option<u64>) -> LedgerEntry {
    LedgerEntry {
        call,
        step: format!("script/{call:03}"),
        attempt: 1,
        provider: "claude".to_owned(),
        model: "sonnet".to_owned(),
        begun_at: UNTIL,
        ended_at: cost.map(|_| UNTIL),
        most: money(40_000),
        cost: cost.map(money),
        state,
        tokens: cost.map(|_| Tokens { input: 1_200, cached_input: 1_000, output: 300 }),
        because: None,
    }
}

#[test]
fn a_ledger_is_a_table_with_sums() {
    let lost = LedgerEntry { tokens: None, ..call(1, CallState::Uncertain.into(), Some(40_000)) };
    let odd = call(3, KnownOr::Other("disputed".to_owned()), Some(5));
    let refused =
        LedgerEntry { because: Some("ungrounded".to_owned()), ..call(0, CallState::Settled.into(), Some(12_345)) };
    let ledger = Ledger { calls: vec![refused, lost, call(2, CallState::Open.into(), None), odd] };
    let service = Service::new(vec![ok(&ledger), ok(&ledger), ok(&Ledger { calls: Vec::new() })]);
    let run = cuepoint(&service.url(), &["ledger", ID]);
    let expected = lines([
        "call  step        attempt  provider  model   state      tokens in  cached  out  most  cost      because",
        "0     script/000  1        claude    sonnet  settled    1200       1000    300  0.04  0.0123    ungrounded",
        "1     script/001  1        claude    sonnet  uncertain  -          -       -    0.04  0.04",
        "2     script/002  1        claude    sonnet  open       -          -       -    0.04  -",
        "3     script/003  1        claude    sonnet  disputed   1200       1000    300  0.04  0.000005",
        "in all 0.0524, 0.04 of it for lost answers; up to 0.04 under way; 2400 tokens in (2000 cached), 600 out",
    ]);
    assert_eq!((run.exit, run.out), (Exit::Ok, expected), "{}", run.err);
    assert_eq!(cuepoint(&service.url(), &["ledger", ID, "--json"]).out, format!("{}\n", json(&ledger)));
    assert_eq!(cuepoint(&service.url(), &["ledger", ID]).out, "no call was made\n");
    assert_eq!(service.lines(), vec![format!("GET /v1/jobs/{ID}/ledger"); 3]);
}
