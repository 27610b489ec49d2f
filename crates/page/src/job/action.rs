//! The open points of the source, to be copied into an editor. Text, never run.

use super::JobPage;
use crate::html::{Text, each};

/// Lines that are shown without scrolling.
const LINES_MAX: usize = 16;

pub(super) fn section(page: &JobPage<'_>) -> String {
    let Some(action) = page.action else { return String::new() };
    let (id, rows) = (page.job.id, action.lines().count().min(LINES_MAX));
    let text = each(action.lines(), |line| format!("{}\n", Text(line)));
    format!(
        r#"<section class="action" aria-labelledby="action">
<h2 id="action">Left to do</h2>
<p class="hint">The open points of the source, with file and line, for your editor. <a href="/v1/jobs/{id}/action.md" download>action.md</a></p>
<textarea id="action-text" rows="{rows}" readonly aria-labelledby="action">{text}</textarea>
<p><button class="scripted" type="button" data-copy="action-text">Copy<span class="unseen"> the open points</span></button></p>
</section>
"#
    )
}
