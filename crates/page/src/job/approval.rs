//! Approval: what a job waits for, and the form that approves it.
//!
//! Approved is only a text that is on the same page: without it there is no form, and the estimate in the form refuses any other.

use protocol::{Approval, CostRange, JobStatus, JobView, Stage};

use super::JobPage;
use crate::document::hidden;
use crate::time::moment;

/// The text that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waits {
    Outline,
    Script,
    /// A stage of another release.
    Other,
}

/// The approval that the job waits for; none in the trash, where nothing goes on.
pub(super) fn of(job: &JobView) -> Option<(&Approval, Waits)> {
    let approval = job.approval.as_ref().filter(|_| job.status == JobStatus::Parked && job.trash.is_none())?;
    let waits = match approval.stage.known() {
        Some(Stage::Script) => Waits::Outline,
        Some(Stage::Speech) => Waits::Script,
        Some(Stage::Ingest | Stage::Outline | Stage::Master | Stage::Publish) | None => Waits::Other,
    };
    Some((approval, waits))
}

/// The state of a job that waits for approval.
pub(super) fn state(page: &JobPage<'_>, approval: &Approval, waits: Waits) -> String {
    let what = match waits {
        Waits::Outline => "This job waits for your approval of its outline, before the script is written.",
        Waits::Script => "This job waits for your approval of its script, before it is spoken.",
        Waits::Other => "This job waits for your approval.",
    };
    let (cost, until) = (cost(approval, waits), moment(approval.until));
    let way = if is_shown(page, waits) {
        "<p><a href=\"#approve\">Read it, then approve it below</a></p>\n"
    } else {
        "<p>It cannot be approved on this page: <code>cuepoint review</code> shows it.</p>\n"
    };
    format!(
        r#"<section class="waits" aria-labelledby="waits">
<h2 id="waits">Waits for approval</h2>
<p>{what} {cost}</p>
{way}<p class="hint">Unless it is approved, the job is cancelled on {until}</p>
</section>
"#
    )
}

/// The form, below what it approves.
pub(super) fn form(page: &JobPage<'_>) -> String {
    let Some((approval, waits)) = of(page.job).filter(|(_, waits)| is_shown(page, *waits)) else {
        return String::new();
    };
    let (what, follows) = match waits {
        Waits::Outline => ("outline", "The script is then written by the outline as you see it here."),
        Waits::Script => ("script", "The script is then spoken as you see it here."),
        Waits::Other => return String::new(),
    };
    let fields = hidden("csrf", page.csrf) + &hidden("estimate", &approval.estimate);
    let (id, cost) = (page.job.id, cost(approval, waits));
    format!(
        r#"<section class="approve" id="approve" aria-labelledby="approval">
<h2 id="approval">Approval</h2>
<p>{follows} {cost}</p>
<form method="post" action="/jobs/{id}/approve">{fields}<button>Approve the {what}</button></form>
</section>
"#
    )
}

/// True if the page has the text that waits.
fn is_shown(page: &JobPage<'_>, waits: Waits) -> bool {
    match waits {
        Waits::Outline => !page.sections.is_empty(),
        Waits::Script => page.script.is_some_and(|script| !script.turns.is_empty()),
        Waits::Other => false,
    }
}

/// The cost of going on, as a sentence.
fn cost(approval: &Approval, waits: Waits) -> String {
    let doing = match waits {
        Waits::Outline => "Writing it",
        Waits::Script => "Speaking it",
        Waits::Other => "That",
    };
    match approval.cost.filter(|cost| *cost != CostRange::default()) {
        Some(CostRange { likely, most }) => {
            format!("{doing} likely costs {}, and {} at most.", likely.short(), most.short())
        }
        None => format!("{doing} costs nothing."),
    }
}
