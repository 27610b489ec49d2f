//! One job: its progress, and once there is one, its episode to hear, to read, to change and to keep.

mod account;
mod action;
mod approval;
mod episode;
mod outline;
mod progress;
mod status;
mod transcript;
mod turn_cues;

use protocol::{Artifact, Chapter, Cue, JobId, JobStatus, JobView, Operation, ScriptView, SectionView, WireVersion};

use crate::document::{Document, LIBRARY_PATH};
use crate::html::Text;
use crate::time::{clock, moment};

pub use outline::changed_outline;
pub(crate) use status::{status_mark, title_or_none};

#[derive(Clone, Copy, Debug)]
pub struct JobPage<'a> {
    pub job: &'a JobView,
    /// Absent until it is written.
    pub script: Option<&'a ScriptView>,
    /// Of the outline that waits for approval; empty otherwise.
    pub sections: &'a [SectionView],
    /// Of the finished episode; empty before.
    pub chapters: &'a [Chapter],
    /// Of the finished episode, in the order of the turns; empty before.
    pub cues: &'a [Cue],
    /// Paragraphs of the source, as turns and sections name them; where there are none, these are numbers alone.
    pub paragraphs: &'a [String],
    /// The open points of the source as Markdown; none if it has none.
    pub action: Option<&'a str>,
    /// Files of the finished episode: `episode.mp3` is played, all are offered.
    pub files: &'a [Artifact],
    /// The reason why the last form was rejected.
    pub error: Option<&'a str>,
    pub csrf: &'a str,
}

pub fn job(page: &JobPage<'_>) -> String {
    let job = page.job;
    let title = title_or_none(job.title.as_deref());
    let status = job.status.known().map_or("other", JobStatus::as_str);
    let (version, client) = (WireVersion::CURRENT, env!("CARGO_PKG_VERSION"));
    let revision = job.episode.as_ref().and_then(|episode| episode.revision).unwrap_or_default();
    let error = page
        .error
        .map_or_else(String::new, |error| format!("<p class=\"problem\" role=\"alert\">{}</p>\n", Text(error)));
    let (progress, account, outline) = (progress::section(page), account::section(job), outline::section(page));
    let (episode, transcript, approval) = (episode::sections(page), transcript::section(page), approval::form(page));
    let action = action::section(page);
    let main = format!(
        r#"<article data-job="{}" data-status="{status}" data-seq="{}" data-revision="{revision}" data-made="{}" data-version="{version}" data-client="page/{client}">
<p class="back"><a href="{LIBRARY_PATH}">Library</a></p>
<h1><bdi{}>{}</bdi></h1>
<p class="facts">{}</p>
{error}{progress}{account}{outline}{episode}{action}{transcript}{approval}</article>
"#,
        job.id,
        job.seq,
        job.revision,
        in_language(job),
        Text(title),
        facts(job)
    );
    Document { title, csrf: Some(page.csrf), main }.html()
}

pub fn job_path(id: JobId) -> String {
    Operation::JobPage.route().path.replace("{id}", &id.to_string())
}

fn facts(job: &JobView) -> String {
    let [first, second] = &job.hosts;
    let hosts = format!("<bdi>{}</bdi> and <bdi>{}</bdi>", Text(&first.name), Text(&second.name));
    let length = job.episode.as_ref().map(|episode| clock(episode.duration_ms));
    let revision = (job.revision > 1).then(|| format!("revision {}", job.revision));
    let parts = [Some(status_mark(&job.status)), length, Some(hosts), revision, Some(moment(job.created_at))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The attribute for words of the episode: a screen reader reads them as its language has it. Nothing for English, which the page is in.
fn in_language(job: &JobView) -> String {
    job.language.as_ref().map_or_else(String::new, |language| format!(" lang=\"{}\"", Text(language)))
}

/// True if lines can be changed: the job is at rest, and not in the trash.
fn is_editable(job: &JobView) -> bool {
    let is_at_rest = job.status == JobStatus::Succeeded || job.status == JobStatus::Parked;
    is_at_rest && job.trash.is_none()
}
