//! The pages as a browser gets them: hostile texts stay texts, and what a page promises is in it.

use page::{Connect, JobPage, Library, SignIn, connect, connected, job, library, problem, sign_in};
use protocol::{
    Approval, Artifact, Challenge, Chapter, Code, CodeLine, Connection, CostRange, Cue, Episode, FeedAddress, FeedId,
    FeedView, Host, JobId, JobList, JobStatus, JobSummary, JobView, KnownOr, Loudness, Money, Problem, Progress,
    Redactions, ScriptView, SectionView, Spending, Stage, Style, Timestamp, TokenId, TurnView, Writer, Writing,
};

const AT: Timestamp = Timestamp::from_ms(1_795_223_353_042);
const HOSTILE: &str = "</title></textarea>\"'><script>alert(1)</script>";

fn id() -> JobId {
    "0198c0de-0000-7000-8000-00000000abcd".parse().expect("an id")
}

fn view(status: JobStatus) -> JobView {
    let artifact = |name: &str| Artifact {
        name: name.to_owned(),
        href: format!("/v1/jobs/{}/{name}", id()),
        content_type: "audio/mpeg".to_owned(),
    };
    let episode = Episode {
        duration_ms: 61_000,
        size_bytes: 1,
        chapters: 1,
        loudness: Loudness { integrated_lufs: -16.0, true_peak_dbtp: -1.5 },
        revision: Some(1),
        artifacts: vec![artifact("episode.mp3"), artifact("transcript.vtt")],
    };
    JobView {
        id: id(),
        status: status.into(),
        title: Some(HOSTILE.to_owned()),
        created_at: AT,
        updated_at: AT,
        seq: 7,
        progress: Progress { stage: Stage::Speech.into(), turns_spoken: 12, turns_total: Some(48) },
        hosts: [HOSTILE, "Bo"].map(|name| Host::new(name, HOSTILE)),
        language: Some(HOSTILE.to_owned()),
        revision: 1,
        coverage: None,
        episode: (status == JobStatus::Succeeded).then_some(episode),
        problem: Some(Problem::because(Code::QuotaExhausted, HOSTILE)),
        style: Default::default(),
        writing: None,
        spending: Default::default(),
        approval: None,
        trash: None,
        open_points: 0,
        redactions: Redactions::new(),
    }
}

fn turn(turn: u16, cites: Vec<u32>, is_skipped: bool) -> TurnView {
    let (chapter, speaker, text) = (HOSTILE.to_owned(), HOSTILE.to_owned(), HOSTILE.to_owned());
    let code = vec![CodeLine { path: HOSTILE.to_owned(), line: 7, revision: Some(HOSTILE.to_owned()), is_old: false }];
    TurnView { turn, chapter, speaker, text, cites, code, is_skipped }
}

fn section() -> SectionView {
    SectionView { title: HOSTILE.to_owned(), says: HOSTILE.to_owned(), paragraphs: vec![0, 7], words: 120 }
}

/// A job that waits for approval of this stage.
fn waiting(stage: KnownOr<Stage>) -> JobView {
    let [likely, most] = [12_345, 40_000].map(Money::from_micros);
    let cost = Some(CostRange { likely, most });
    let problem = Some(Problem::because(Code::ApprovalNeeded, HOSTILE));
    let style = Style { focus: Some(HOSTILE.to_owned()), minutes: Some(1), ..Style::default() };
    let spending = Spending { spent: likely, ..Spending::default() };
    let writer = |because: &str| {
        Some(Writer { writer: HOSTILE.to_owned(), because: Some(because.to_owned()), left_out: 0, added: 0 })
    };
    let cannot = vec![HOSTILE.to_owned()];
    let writing = Some(Writing { outline: writer("a"), sections: vec![writer(HOSTILE), None, writer("a")], cannot });
    let approval = Some(Approval { stage, estimate: format!("e{HOSTILE}"), cost, until: AT });
    JobView { problem, style, spending, writing, approval, ..view(JobStatus::Parked) }
}

fn page_of(job_view: &JobView) -> String {
    let script = ScriptView { turns: vec![turn(0, vec![0, 7], false), turn(1, vec![], true)] };
    let cue = Cue { speaker: HOSTILE.to_owned(), start_ms: 1_500, end_ms: 2_000, text: HOSTILE.to_owned() };
    let chapter = Chapter { title: HOSTILE.to_owned(), start_ms: 1_000, end_ms: 2_000 };
    let files = job_view.episode.as_ref().map(|episode| episode.artifacts.clone()).unwrap_or_default();
    job(&JobPage {
        job: job_view,
        script: Some(&script),
        sections: &[section()],
        chapters: &[chapter],
        cues: &[cue],
        paragraphs: &[HOSTILE.to_owned()],
        action: Some(HOSTILE),
        files: &files,
        error: Some(HOSTILE),
        csrf: HOSTILE,
    })
}

fn shelf(url: &str) -> String {
    let summary = JobSummary {
        id: id(),
        status: KnownOr::Other(HOSTILE.to_owned()),
        title: Some(HOSTILE.to_owned()),
        created_at: AT,
        updated_at: AT,
    };
    let list = JobList { jobs: vec![summary], next_cursor: Some(HOSTILE.to_owned()) };
    let own = FeedAddress {
        id: "ad1".to_owned(),
        name: HOSTILE.to_owned(),
        href: Some(String::new()),
        created_at: AT,
        ends_at: None,
        replaced_by: None,
    };
    let old =
        FeedAddress { id: "ad2".to_owned(), ends_at: Some(AT), replaced_by: Some("ad1".to_owned()), ..own.clone() };
    let feed = FeedView {
        id: FeedId("f1".to_owned()),
        name: None,
        title: HOSTILE.to_owned(),
        description: HOSTILE.to_owned(),
        language: "en".to_owned(),
        category: "Technology".to_owned(),
        author: HOSTILE.to_owned(),
        colors: None,
        created_at: AT,
        revoked_at: None,
        addresses: vec![own, old],
    };
    let connections = [connection(HOSTILE, true), connection("b2", false)];
    library(&Library { jobs: &list, feeds: &[feed], connections: &connections, origin: url, csrf: HOSTILE })
}

fn connection(id: &str, is_this: bool) -> Connection {
    Connection {
        id: TokenId(id.to_owned()),
        name: HOSTILE.to_owned(),
        created_at: AT,
        expires_at: is_this.then_some(AT),
        revoked_at: None,
        is_this,
    }
}

fn connecting() -> String {
    let challenge = Challenge::parse(&"3fa9".repeat(16)).expect("a challenge");
    connect(&Connect { challenge: &challenge, name: HOSTILE, error: Some(HOSTILE), csrf: HOSTILE })
}

fn expect(page: &str, texts: &[(bool, &str)]) {
    for (is_there, text) in texts {
        assert_eq!(page.contains(text), *is_there, "{text}\n{page}");
    }
}

#[test]
fn hostile_texts_never_become_markup() {
    let pages = [
        sign_in(&SignIn { next: &format!("/{HOSTILE}"), error: Some(HOSTILE) }),
        problem(404, HOSTILE, Some(HOSTILE)),
        shelf(&format!("https://a.example/{HOSTILE}")),
        connecting(),
        page_of(&view(JobStatus::Succeeded)),
        page_of(&view(JobStatus::Parked)),
        page_of(&view(JobStatus::Running)),
        page_of(&waiting(Stage::Script.into())),
        page_of(&waiting(Stage::Speech.into())),
    ];
    for page in pages {
        expect(&page, &[(true, "&lt;script&gt;"), (false, "<script>"), (false, "alert(1)</script>"), (false, "\"'>")]);
        assert_eq!([page.matches("<script").count(), page.matches("</title>").count()], [1, 1], "{page}");
    }
}

#[test]
fn no_page_needs_more_than_its_policy_allows() {
    for page in [
        shelf("https://a.example/feeds/x.xml"),
        page_of(&view(JobStatus::Succeeded)),
        page_of(&waiting(Stage::Script.into())),
        connecting(),
        connected(),
    ] {
        expect(&page, &[(false, " style="), (false, "<style"), (false, " onclick="), (false, "javascript:")]);
        expect(&page, &[(false, "src=\"http"), (false, "href=\"http"), (false, "action=\"http"), (false, "data:")]);
    }
}

#[test]
fn a_running_job_shows_its_progress_and_nothing_to_change() {
    let page = page_of(&view(JobStatus::Running));
    expect(&page, &[(true, "data-seq=\"7\""), (true, "data-status=\"running\""), (true, "data-version=\"2026-")]);
    expect(&page, &[(true, "Speaking the lines: 12 of 48"), (true, "max=\"100\" value=\"41\"")]);
    expect(&page, &[(true, "data-stage=\"speech\" data-at=\"25\""), (true, "aria-current=\"step\">Speak<")]);
    expect(&page, &[(false, "<textarea name"), (false, "<audio"), (false, "#t="), (true, "role=\"status\"")]);
}

#[test]
fn a_finished_job_is_heard_read_and_changed() {
    let page = page_of(&view(JobStatus::Succeeded));
    let audio = format!("/v1/jobs/{}/episode.mp3", id());
    expect(&page, &[(true, "<audio id=\"audio\" controls preload=\"none\""), (true, &format!("src=\"{audio}\""))]);
    expect(&page, &[(true, &format!("href=\"{audio}#t=1\"")), (true, &format!("href=\"{audio}#t=1.5\""))]);
    expect(&page, &[(true, "id=\"line-0\" data-start=\"1.5\">"), (true, "skipped\" id=\"line-1\">")]);
    expect(&page, &[(true, "<p>Paragraph 1: "), (true, "<p>Paragraph 8</p>"), (true, "left out")]);
    expect(&page, &[(true, &format!("action=\"/jobs/{}/revise\"", id())), (true, "name=\"turn\" value=\"0\"")]);
    expect(&page, &[(true, "download=\"transcript.vtt\""), (false, "<progress")]);
}

#[test]
fn lines_are_changed_only_while_a_job_is_at_rest() {
    for (status, is_editable) in [
        (JobStatus::Succeeded, true),
        (JobStatus::Parked, true),
        (JobStatus::Running, false),
        (JobStatus::Cancelled, false),
        (JobStatus::Failed, false),
    ] {
        assert_eq!(page_of(&view(status)).contains("<textarea name"), is_editable, "{status:?}");
    }
    let trash = protocol::Trash { since: AT, erased_at: AT, purge_token: "secret-of-the-trash".to_owned() };
    let page = page_of(&JobView { trash: Some(trash), ..view(JobStatus::Parked) });
    expect(&page, &[(false, "<textarea name"), (true, "In the trash"), (false, "secret-of-the-trash")]);
}

#[test]
fn an_outline_is_read_changed_and_approved() {
    let page = page_of(&waiting(Stage::Script.into()));
    expect(
        &page,
        &[(true, "before the script is written"), (true, "Writing it likely costs 0.0123, and 0.04 at most.")],
    );
    expect(&page, &[(true, "id=\"outline\""), (true, "<p>Paragraph 1: "), (true, "2 paragraphs, about 120 words")]);
    expect(&page, &[(true, "name=\"title-0\""), (true, "name=\"place-0\""), (true, "name=\"remove-0\"")]);
    expect(&page, &[(true, &format!("action=\"/jobs/{}/outline\"", id())), (true, "name=\"revision\" value=\"1\"")]);
    expect(&page, &[(true, &format!("action=\"/jobs/{}/approve\"", id())), (true, "name=\"estimate\" value=\"e&lt;")]);
    expect(&page, &[(true, "Approve the outline"), (true, "none of its paragraphs"), (false, "/resume\"")]);
    assert!(page.find("id=\"outline\"") < page.find("name=\"estimate\""), "first the text, then its approval");
}

#[test]
fn a_script_is_approved_below_its_lines() {
    let page = page_of(&waiting(Stage::Speech.into()));
    expect(&page, &[(true, "before it is spoken"), (true, "Approve the script"), (false, "id=\"outline\"")]);
    assert!(page.find("id=\"line-1\"") < page.find("name=\"estimate\""), "first the text, then its approval");
    assert_eq!(page.matches("name=\"csrf\"").count(), page.matches("<form").count() + 1, "each form, and the script");
}

#[test]
fn nothing_is_approved_that_the_page_does_not_show() {
    let bare = |view: &JobView| {
        let (script, sections, chapters, cues, paragraphs, files) = (None, &[], &[], &[], &[], &[]);
        let page = JobPage {
            job: view,
            script,
            sections,
            chapters,
            cues,
            paragraphs,
            action: None,
            files,
            error: None,
            csrf: "c5rf",
        };
        job(&page)
    };
    let other = waiting(KnownOr::Other(HOSTILE.to_owned()));
    for view in [waiting(Stage::Script.into()), waiting(Stage::Speech.into()), other] {
        let page = bare(&view);
        expect(&page, &[(true, "Waits for approval"), (true, "cuepoint review"), (false, "name=\"estimate\"")]);
        let trash = protocol::Trash { since: AT, erased_at: AT, purge_token: String::new() };
        let page = page_of(&JobView { trash: Some(trash), ..view });
        expect(&page, &[(false, "name=\"estimate\""), (false, "Waits for approval"), (false, "/outline\"")]);
    }
}

#[test]
fn a_parked_job_is_resumed_where_that_helps() {
    let form = format!("action=\"/jobs/{}/resume\"", id());
    let parked = |code| JobView { problem: Some(Problem::new(code)), ..view(JobStatus::Parked) };
    for (code, helps) in [
        (Code::QuotaExhausted, true),
        (Code::Unavailable, true),
        (Code::ApprovalNeeded, false),
        (Code::BudgetExhausted, false),
        (Code::EngineUnknown, false),
    ] {
        expect(&page_of(&parked(code)), &[(helps, &form)]);
    }
    expect(&page_of(&view(JobStatus::Failed)), &[(false, &form)]);
    let trash = protocol::Trash { since: AT, erased_at: AT, purge_token: String::new() };
    expect(&page_of(&JobView { trash: Some(trash), ..parked(Code::Unavailable) }), &[(false, &form)]);
}

#[test]
fn style_writers_and_money_are_told_where_there_is_something_to_tell() {
    expect(&page_of(&view(JobStatus::Running)), &[(false, "class=\"account\"")]);
    let page = page_of(&waiting(Stage::Script.into()));
    expect(&page, &[(true, "<dd>Deep dive, 1 minute, focus: &lt;"), (true, "<dt>Spent</dt><dd>0.0123</dd>")]);
    expect(&page, &[(true, "<dt>Written by</dt><dd>outline: "), (true, "section 1: "), (true, "section 3: ")]);
    expect(&page, &[(true, "the writer cannot do that")]);
}

#[test]
fn connected_browsers_are_listed_with_a_way_to_revoke_each() {
    let page = shelf("https://a.example/feeds/s.xml");
    expect(&page, &[(true, "Connected browsers"), (true, "action=\"/connections/b2/revoke\"")]);
    assert_eq!(page.matches("/revoke\">").count() - page.matches("/feeds/f1/revoke\">").count(), 2);
    assert_eq!(page.matches("You are signed in with it").count(), 1, "{page}");
    let empty = JobList { jobs: vec![], next_cursor: None };
    let without = library(&Library { jobs: &empty, feeds: &[], connections: &[], origin: "", csrf: "c5rf" });
    expect(&without, &[(false, "Connected browsers"), (false, "/connections/")]);
}

#[test]
fn an_address_is_offered_to_the_apps_that_can_read_it() {
    let public = shelf("https://a.example/feeds/s.xml");
    expect(&public, &[(true, "value=\"https://a.example/feeds/s.xml\""), (true, "podcast://a.example/feeds/s.xml")]);
    expect(&public, &[(true, "overcast://"), (true, "pktc://"), (true, "castros://"), (false, "their own servers")]);
    expect(&public, &[(true, "/feeds/f1/addresses"), (true, "/feeds/f1/rotate"), (true, "/feeds/f1/revoke")]);
    assert_eq!(public.matches("<svg").count(), 1, "none for an address that is replaced");
    assert_eq!(
        public.matches("name=\"csrf\"").count(),
        public.matches("<form").count() + 1,
        "each form, and the script"
    );
    let private = shelf("http://127.0.0.1:8787/feeds/s.xml");
    expect(
        &private,
        &[(true, "podcast://127.0.0.1:8787"), (false, "overcast://"), (false, "pktc://"), (true, "their own servers")],
    );
}
