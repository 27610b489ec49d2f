//! Sample jobs in each state. The one that runs and the one that is finished have the same id.

#![expect(clippy::indexing_slicing, reason = "the samples have as many titles and lines as they say")]

use page::{JobPage, job};
use protocol::{
    Approval, Artifact, Chapter, Code, CodeLine, CostRange, Cue, Episode, EpisodeFormat, Host, JobId, JobStatus,
    JobView, Loudness, Money, Problem, Progress, Redactions, ScriptView, SectionView, Spending, Stage, Style, Trash,
    TurnView, Writer, Writing,
};

use crate::AT;

const FILES: [(&str, &str); 5] = [
    ("episode.mp3", "audio/mpeg"),
    ("chapters.json", "application/json+chapters"),
    ("transcript.vtt", "text/vtt"),
    ("transcript.srt", "application/x-subrip"),
    ("transcript.json", "application/json"),
];
const CHAPTERS: [&str; 4] =
    ["Introduction", "Why a lease ends by itself", "The fencing token", "What is left to chance"];
const LINES: [&str; 4] = [
    "A lease is the right to do one thing, alone, until a moment that both sides know.",
    "And when that moment comes, nobody has to ask: the right is simply gone.",
    "Which is what makes it safe to give the same work to somebody else after a crash, even if the first one was only slow and comes back a minute later.",
    "So it comes back, finds that its number is too small, and leaves.",
];
const TURNS: u16 = 48;
/// Milliseconds from one line to the next.
const STEP_MS: u64 = 1_250;

pub(crate) fn id(number: i64) -> JobId {
    let id = format!("0198c0de-0000-7000-8000-{number:012x}");
    id.parse().unwrap_or_else(|_| JobId::from_uuid(Default::default()))
}

pub(crate) fn pages() -> Vec<(&'static str, String)> {
    let hostile = "</title><script>alert(1)</script>";
    let paragraphs: Vec<String> =
        (1..=12).map(|n| format!("The {n}th paragraph says it more slowly. {}", LINES[2])).collect();
    let problem = Problem::because(Code::QuotaExhausted, "The voice answered 429 <Too Many Requests>.");
    let trash = Trash { since: AT, erased_at: AT.plus_ms(604_800_000), purge_token: "0123456789abcdef".to_owned() };
    let early = JobView { seq: 3, title: None, ..view(2, JobStatus::Running, Stage::Ingest) };
    let done = view(2, JobStatus::Succeeded, Stage::Publish);
    let revising =
        JobView { revision: 2, status: JobStatus::Running.into(), progress: progress(Stage::Speech), ..done.clone() };
    let parked = JobView {
        problem: Some(problem.clone()),
        title: Some(hostile.to_owned()),
        ..view(3, JobStatus::Parked, Stage::Speech)
    };
    let failed = JobView { problem: Some(problem), trash: Some(trash), ..view(4, JobStatus::Failed, Stage::Script) };
    let done = JobView { seq: 90, ..done };
    let needed = Problem::because(Code::ApprovalNeeded, "script: estimate 0123");
    let waits = |number, stage, estimate: &str| JobView {
        problem: Some(needed.clone()),
        approval: Some(approval(stage, estimate)),
        style: style(),
        ..view(number, JobStatus::Parked, stage)
    };
    let written = Writing {
        outline: Some(Writer::provider("openai")),
        sections: [None, Some("ungrounded"), None, None]
            .map(|because| Some(because.map_or(Writer::provider("openai"), |why| Writer::embedded(Some(why)))))
            .to_vec(),
        cannot: vec!["manners".to_owned()],
    };
    let plan = JobView { seq: 55, spending: spending(3_120), ..waits(2, Stage::Script, "a1") };
    let changed = JobView { revision: 2, approval: Some(approval(Stage::Script, "b2")), seq: 90, ..plan.clone() };
    let revised = JobView {
        revision: 2,
        episode: done.episode.clone(),
        writing: Some(written),
        spending: spending(18_400),
        ..waits(5, Stage::Speech, "c3")
    };
    vec![
        ("job-early", page(&early, false, &[])),
        ("job-finished", page(&done, true, &paragraphs)),
        ("job-revising", page(&revising, true, &[])),
        ("job-parked", page(&parked, true, &[])),
        ("job-failed", page(&failed, false, &[])),
        ("job-plan", page(&plan, false, &paragraphs)),
        ("job-plan-changed", page(&changed, false, &paragraphs)),
        ("job-approval", page(&revised, true, &paragraphs)),
    ]
}

const ACTION: &str = "# Open points of: Widen the lid\n\n## Review threads\n\n- [ ] Settle: \u{201C}How wide?\u{201D}\n  - Where: `lid.rs:7`\n";

fn page(view: &JobView, is_written: bool, paragraphs: &[String]) -> String {
    let (script, is_done) = (script(), view.episode.is_some());
    let (chapters, cues) = if is_done { (chapters(), cues(&script)) } else { Default::default() };
    let files = view.episode.as_ref().map(|episode| episode.artifacts.clone()).unwrap_or_default();
    let is_planned = view.approval.as_ref().is_some_and(|approval| approval.stage == Stage::Script);
    let sections = if is_planned { sections() } else { Vec::new() };
    job(&JobPage {
        job: view,
        sections: &sections,
        script: is_written.then_some(&script),
        chapters: &chapters,
        cues: &cues,
        paragraphs,
        action: is_done.then_some(ACTION),
        files: &files,
        error: (view.revision == 2 && is_planned).then_some("This page was out of date, and nothing was done."),
        csrf: "c5rf",
    })
}

fn progress(stage: Stage) -> Progress {
    Progress { stage: stage.into(), turns_spoken: 12, turns_total: (stage >= Stage::Speech).then_some(TURNS.into()) }
}

fn view(number: i64, status: JobStatus, stage: Stage) -> JobView {
    let artifact = |(name, content_type): (&str, &str)| Artifact {
        name: name.to_owned(),
        href: format!("/v1/jobs/{}/{name}", id(number)),
        content_type: content_type.to_owned(),
    };
    let episode = Episode {
        duration_ms: u64::from(TURNS) * STEP_MS,
        size_bytes: 480_000,
        chapters: 4,
        loudness: Loudness { integrated_lufs: -16.0, true_peak_dbtp: -1.5 },
        revision: Some(1),
        artifacts: FILES.map(artifact).to_vec(),
    };
    JobView {
        id: id(number),
        status: status.into(),
        title: Some("Leases, and what they are for".to_owned()),
        created_at: AT,
        updated_at: AT,
        seq: 7,
        progress: progress(stage),
        hosts: [Host::new("Ada", "slt"), Host::new("Bo", "awb")],
        language: None,
        revision: 1,
        coverage: None,
        episode: (status == JobStatus::Succeeded).then_some(episode),
        problem: None,
        style: Style::default(),
        writing: None,
        spending: Spending::default(),
        approval: None,
        trash: None,
        open_points: 0,
        redactions: Redactions::new(),
    }
}

fn approval(stage: Stage, estimate: &str) -> Approval {
    let [likely, most] = [21_500, 64_000].map(Money::from_micros);
    let cost = (stage == Stage::Script).then_some(CostRange { likely, most });
    Approval { stage: stage.into(), estimate: estimate.to_owned(), cost, until: AT.plus_ms(604_800_000) }
}

fn style() -> Style {
    let focus = Some("What does a <lease> cost when clocks disagree?".to_owned());
    Style { format: EpisodeFormat::Explainer, minutes: Some(6), focus, manners: None }
}

fn spending(spent: u64) -> Spending {
    let [spent, budget] = [spent, 250_000].map(Money::from_micros);
    Spending { spent, budget: Some(budget), ..Spending::default() }
}

fn sections() -> Vec<SectionView> {
    let section = |(title, index): (&str, u32)| SectionView {
        title: title.to_owned(),
        says: if index == 2 { String::new() } else { LINES[2].to_owned() },
        paragraphs: (index * 3..index * 3 + 3).collect(),
        words: if index == 2 { 0 } else { 180 },
    };
    CHAPTERS.into_iter().zip(0..).map(section).collect()
}

fn script() -> ScriptView {
    let turn = |turn: u16| TurnView {
        turn,
        chapter: CHAPTERS[usize::from(turn / 12)].to_owned(),
        speaker: if turn.is_multiple_of(2) { "Ada" } else { "Bo" }.to_owned(),
        text: if turn == 5 {
            "<img src=x onerror=alert(1)>".to_owned()
        } else {
            LINES[usize::from(turn % 4)].to_owned()
        },
        cites: if turn.is_multiple_of(3) { vec![u32::from(turn / 6), u32::from(turn / 6) + 3] } else { vec![] },
        code: vec![CodeLine { path: "crates/job/src/lease.rs".to_owned(), line: 41, revision: None, is_old: false }],
        is_skipped: turn == 7,
    };
    ScriptView { turns: (0..TURNS).map(turn).collect() }
}

fn cues(script: &ScriptView) -> Vec<Cue> {
    let spoken = script.turns.iter().filter(|turn| !turn.is_skipped);
    let cue = |turn: &TurnView| {
        let start_ms = u64::from(turn.turn) * STEP_MS;
        Cue { speaker: turn.speaker.clone(), start_ms, end_ms: start_ms + 1_100, text: turn.text.clone() }
    };
    spoken.map(cue).collect()
}

fn chapters() -> Vec<Chapter> {
    let chapter = |(title, index): (&str, u64)| {
        let start_ms = index * 12 * STEP_MS;
        Chapter { title: title.to_owned(), start_ms, end_ms: start_ms + 12 * STEP_MS }
    };
    CHAPTERS.into_iter().zip(0..).map(chapter).collect()
}
