//! The player, the chapters and the files of an episode.

use protocol::{Artifact, Chapter};

use super::JobPage;
use crate::html::{Text, each};
use crate::time::{clock, seconds};

const AUDIO: &str = "episode.mp3";

pub(super) fn sections(page: &JobPage<'_>) -> String {
    if page.files.is_empty() {
        return String::new();
    }
    let audio = audio(page.files);
    let player = audio.map_or_else(String::new, |audio| {
        let src = Text(&audio.href);
        format!(
            "<div class=\"player\"><audio id=\"audio\" controls preload=\"none\" src=\"{src}\" aria-label=\"Episode\"></audio></div>\n"
        )
    });
    let chapters = chapters(page.chapters, audio);
    let files = each(page.files, file);
    format!(
        r#"{player}<div class="aside">
{chapters}<section aria-labelledby="files">
<h2 id="files">Files</h2>
<ul class="files" role="list">
{files}</ul>
</section>
</div>
"#
    )
}

/// The file that is played.
pub(super) fn audio(files: &[Artifact]) -> Option<&Artifact> {
    files.iter().find(|file| file.name == AUDIO)
}

/// Opening tag of a link to a moment of the audio: a media fragment where there is no script.
pub(super) fn seek_link(audio: &Artifact, start_ms: u64) -> String {
    let at = seconds(start_ms);
    format!("<a class=\"at\" href=\"{}#t={at}\"", Text(&audio.href))
}

fn chapters(chapters: &[Chapter], audio: Option<&Artifact>) -> String {
    let Some(audio) = audio.filter(|_| !chapters.is_empty()) else { return String::new() };
    let items = each(chapters, |chapter| {
        let (link, clock, title) = (seek_link(audio, chapter.start_ms), clock(chapter.start_ms), Text(&chapter.title));
        format!("<li>{link}><span class=\"clock\">{clock}</span> <bdi>{title}</bdi></a></li>\n")
    });
    format!(
        "<section aria-labelledby=\"chapters\">\n<h2 id=\"chapters\">Chapters</h2>\n\
         <ol class=\"chapters\" role=\"list\">\n{items}</ol>\n</section>\n"
    )
}

fn file(file: &Artifact) -> String {
    let name = Text(&file.name);
    let label = match file.name.as_str() {
        AUDIO => "Audio (MP3)",
        "chapters.json" => "Chapters (JSON)",
        "transcript.vtt" => "Transcript (WebVTT)",
        "transcript.srt" => "Transcript (SubRip)",
        "transcript.json" => "Transcript (JSON)",
        other => other,
    };
    format!("<li><a href=\"{}\" download=\"{name}\">{}</a></li>\n", Text(&file.href), Text(label))
}
