//! Progress of a job: a bar and a sentence, from which the script goes on.
//!
//! The script takes sentences and places on the bar from the list of stages; none of them is written twice.

use protocol::{Code, JobStatus, KnownOr, Problem, Progress, Stage};

use super::{JobPage, approval};
use crate::document::hidden;
use crate::html::{Text, each};
use crate::time::moment;

/// Stages with their place on the bar in percent, their name and their sentence. Most of the time is spent on speech.
const STAGES: [(Stage, u32, &str, &str); 6] = [
    (Stage::Ingest, 2, "Read", "Reading the source"),
    (Stage::Outline, 6, "Outline", "Choosing what to say"),
    (Stage::Script, 10, "Write", "Writing the script"),
    (Stage::Speech, 25, "Speak", "Speaking the lines"),
    (Stage::Master, 90, "Mix", "Mixing the episode"),
    (Stage::Publish, 97, "Publish", "Publishing the episode"),
];

pub(super) fn section(page: &JobPage<'_>) -> String {
    let job = page.job;
    let trash = job.trash.as_ref().map_or_else(String::new, |trash| {
        format!("<p class=\"problem\">In the trash, to be erased {}</p>\n", moment(trash.erased_at))
    });
    let state = match &job.status {
        KnownOr::Known(JobStatus::Running) => running(&job.progress),
        KnownOr::Known(JobStatus::Parked) => match approval::of(job) {
            Some((approval, waits)) => approval::state(page, approval, waits),
            None => stopped("This job waits for a decision", job.problem.as_ref(), &resume(page)),
        },
        KnownOr::Known(JobStatus::Failed) => stopped("This job has failed", job.problem.as_ref(), ""),
        KnownOr::Known(JobStatus::Succeeded | JobStatus::Cancelled) | KnownOr::Other(_) => String::new(),
    };
    format!("{trash}{state}<p class=\"note\" id=\"note\"></p>\n")
}

fn running(progress: &Progress) -> String {
    let stages = each(STAGES, |(stage, at, name, says)| {
        let current = if progress.stage == stage { " aria-current=\"step\"" } else { "" };
        let word = stage.as_str();
        format!("<li data-stage=\"{word}\" data-at=\"{at}\" data-says=\"{says}\"{current}>{name}</li>\n")
    });
    format!(
        r#"<section class="state" aria-label="Progress">
<p id="says">{}</p>
<progress id="bar" max="100" value="{}" aria-labelledby="says"></progress>
<ol class="stages" role="list">
{stages}</ol>
</section>
"#,
        Text(&sentence(progress)),
        percent(progress)
    )
}

/// The form that resumes a parked job; none where it would stop at once for the same reason.
fn resume(page: &JobPage<'_>) -> String {
    let reason = page.job.problem.as_ref().map(|problem| problem.code);
    let is_in_vain = matches!(reason, Some(Code::ApprovalNeeded | Code::BudgetExhausted | Code::EngineUnknown))
        || page.job.trash.is_some();
    if is_in_vain {
        return String::new();
    }
    let (id, csrf) = (page.job.id, hidden("csrf", page.csrf));
    format!("<form method=\"post\" action=\"/jobs/{id}/resume\">{csrf}<button>Try again</button></form>\n")
}

fn stopped(heading: &str, problem: Option<&Problem>, form: &str) -> String {
    let title = problem.map_or_else(String::new, |problem| format!("<p>{}.</p>\n", Text(&problem.title)));
    let detail = problem.and_then(|problem| problem.detail.as_deref());
    let detail = detail.map_or_else(String::new, |detail| format!("<p class=\"hint\">{}</p>\n", Text(detail)));
    format!("<section class=\"problem\" aria-label=\"State\">\n<h2>{heading}</h2>\n{title}{detail}{form}</section>\n")
}

fn sentence(progress: &Progress) -> String {
    let says = STAGES.into_iter().find(|(stage, ..)| progress.stage == *stage).map(|(.., says)| says);
    let says = says.unwrap_or("Working on the episode");
    match progress.turns_total.filter(|_| progress.stage == Stage::Speech) {
        Some(total) => format!("{says}: {} of {total}", progress.turns_spoken),
        None => says.to_owned(),
    }
}

/// Place on the bar; within the speech stage by the lines that are spoken.
fn percent(progress: &Progress) -> u32 {
    let Some(index) = STAGES.iter().position(|(stage, ..)| progress.stage == *stage) else { return 0 };
    let at = |index: usize| STAGES.get(index).map_or(100, |(_, at, ..)| *at);
    let (from, to) = (at(index), at(index.saturating_add(1)));
    let total = progress.turns_total.filter(|_| progress.stage == Stage::Speech).unwrap_or_default();
    let share = progress.turns_spoken.min(total).saturating_mul(to.saturating_sub(from)).checked_div(total);
    from.saturating_add(share.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(stage: Stage, turns_spoken: u32, turns_total: Option<u32>) -> Progress {
        Progress { stage: stage.into(), turns_spoken, turns_total }
    }

    #[test]
    fn the_bar_rises_and_the_sentence_counts_lines() {
        let way = [
            progress(Stage::Ingest, 0, None),
            progress(Stage::Script, 0, None),
            progress(Stage::Speech, 0, Some(48)),
            progress(Stage::Speech, 24, Some(48)),
            progress(Stage::Speech, 48, Some(48)),
            progress(Stage::Publish, 48, Some(48)),
        ];
        assert_eq!(way.each_ref().map(percent), [2, 10, 25, 57, 90, 97]);
        assert_eq!(sentence(&way[3]), "Speaking the lines: 24 of 48");
        assert_eq!(sentence(&way[5]), "Publishing the episode");
        let newer = Progress { stage: KnownOr::Other("<video>".to_owned()), turns_spoken: 1, turns_total: Some(0) };
        assert_eq!((sentence(&newer).as_str(), percent(&newer)), ("Working on the episode", 0));
    }
}
