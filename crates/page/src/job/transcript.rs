//! The transcript: each line with its speaker, its time, its citations, and a form to change it.

use protocol::{Artifact, Cue, TurnView};

use super::turn_cues::timed;
use super::{JobPage, episode, in_language, is_editable};
use crate::document::hidden;
use crate::html::{Text, each};
use crate::time::{clock, seconds};

pub(super) fn section(page: &JobPage<'_>) -> String {
    let turns = page.script.map(|script| script.turns.as_slice()).unwrap_or_default();
    if turns.is_empty() {
        return String::new();
    }
    let lang = in_language(page.job);
    let lines = Lines {
        page,
        lang: &lang,
        audio: episode::audio(page.files),
        // The same in every form.
        csrf: is_editable(page.job).then(|| hidden("csrf", page.csrf)),
    };
    let timed = timed(turns, page.cues);
    let chapters = each(timed.chunk_by(|(turn, _), (next, _)| turn.chapter == next.chapter), |turns| {
        let title = turns.first().map(|(turn, _)| turn.chapter.as_str()).unwrap_or_default();
        let title =
            if title.is_empty() { String::new() } else { format!("<h3><bdi{lang}>{}</bdi></h3>\n", Text(title)) };
        format!(
            "{title}<ol class=\"lines\" role=\"list\">\n{}</ol>\n",
            each(turns, |(turn, cue)| lines.line(turn, *cue))
        )
    });
    format!(
        "<section class=\"transcript\" aria-labelledby=\"transcript\">\n<h2 id=\"transcript\">Transcript</h2>\n{chapters}</section>\n"
    )
}

struct Lines<'a> {
    page: &'a JobPage<'a>,
    lang: &'a str,
    audio: Option<&'a Artifact>,
    /// Present if lines can be changed.
    csrf: Option<String>,
}

impl Lines<'_> {
    fn line(&self, turn: &TurnView, cue: Option<&Cue>) -> String {
        let host = if turn.speaker == self.page.job.hosts[0].name { "a" } else { "b" };
        let (speaker, text) = (Text(&turn.speaker), Text(&turn.text));
        let start = cue.map_or_else(String::new, |cue| format!(" data-start=\"{}\"", seconds(cue.start_ms)));
        let at = match cue.zip(self.audio) {
            Some((cue, audio)) => {
                let (link, clock) = (episode::seek_link(audio, cue.start_ms), clock(cue.start_ms));
                format!("{link} aria-label=\"Play from {clock}\">{clock}</a>")
            }
            None if turn.is_skipped => "<span class=\"at\">left out</span>".to_owned(),
            None => String::new(),
        };
        let skipped = if turn.is_skipped { " skipped" } else { "" };
        let (more, lang) = (self.cites(turn) + &self.form(turn), self.lang);
        format!(
            "<li class=\"line {host}{skipped}\" id=\"line-{}\"{start}><p class=\"by\"><b>{speaker}</b> {at}</p>\n\
             <p class=\"text\"{lang}>{text}</p>\n{more}</li>\n",
            turn.turn
        )
    }

    fn cites(&self, turn: &TurnView) -> String {
        if turn.cites.is_empty() {
            return String::new();
        }
        let code = each(&turn.code, |line| format!("<p><code>{}</code></p>\n", Text(&line.short())));
        let cited = each(&turn.cites, |&index| {
            let number = index.saturating_add(1);
            let index = usize::try_from(index).unwrap_or(usize::MAX);
            let text = self.page.paragraphs.get(index).map_or_else(String::new, |text| format!(": {}", Text(text)));
            format!("<p>Paragraph {number}{text}</p>\n")
        });
        let label = format!("aria-label=\"Source of line {}\"", turn.turn);
        format!("<details><summary {label}>Source</summary><blockquote>{code}{cited}</blockquote></details>\n")
    }

    fn form(&self, turn: &TurnView) -> String {
        let Some(csrf) = &self.csrf else { return String::new() };
        let (id, number, text) = (self.page.job.id, turn.turn, Text(&turn.text));
        format!(
            r#"<details class="edit"><summary aria-label="Edit line {number}">Edit</summary><form method="post" action="/jobs/{id}/revise">{csrf}<textarea name="text" required aria-label="Words of line {number}">{text}</textarea><button name="turn" value="{number}">Speak it anew</button> <output></output></form></details>
"#
        )
    }
}
