//! The list of jobs.

use protocol::{JobList, JobSummary};

use crate::document::LIBRARY_PATH;
use crate::html::{Text, each, percent_encoded};
use crate::job::{job_path, status_mark, title_or_none};
use crate::time::moment;

pub(super) fn section(list: &JobList) -> String {
    let body = if list.jobs.is_empty() {
        "<p class=\"hint\">No episodes yet. An article that is handed in appears here.</p>\n".to_owned()
    } else {
        format!("<ul class=\"jobs\" role=\"list\">\n{}</ul>\n", each(&list.jobs, job))
    };
    let older = list.next_cursor.as_deref().map_or_else(String::new, |cursor| {
        format!("<p><a href=\"{LIBRARY_PATH}?cursor={}\">Older episodes</a></p>\n", percent_encoded(cursor))
    });
    format!("<section aria-labelledby=\"episodes\">\n<h2 id=\"episodes\">Episodes</h2>\n{body}{older}</section>\n")
}

fn job(job: &JobSummary) -> String {
    let path = job_path(job.id);
    let title = Text(title_or_none(job.title.as_deref())).to_string();
    let (mark, created) = (status_mark(&job.status), moment(job.created_at));
    format!("<li><a href=\"{path}\"><bdi>{title}</bdi></a><span class=\"facts\">{mark} {created}</span></li>\n")
}
