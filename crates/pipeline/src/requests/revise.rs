//! Reading and revising a script.

use job::{Failure, Input, Job, Rejection, Revision};
use protocol::{Code, Language, Line, Problem, Redactions, Revise, ScriptView, TurnView, count_redactions};
use script::limits;

use super::hosts::check_hosts;
use super::redact_lines;
use crate::io::documents;
use crate::ports::{Document, RequestPorts, Store, StoreError};
use crate::turn::{Handled, handle_with};

/// Changes lines and voices, judged first: what is accepted can be spoken. `taken` is what the lines have lost on their way.
///
/// # Errors
/// When the job's storage fails; inside, the problem to answer with. Nothing has changed then.
pub fn revise(
    ports: &impl RequestPorts,
    mut request: Revise,
    taken: Redactions,
) -> Result<Handled<Problem>, StoreError> {
    let Some(stored) = ports.store().load()? else { return Ok(Handled::NoJob) };
    let mut redactions = redact_lines(&mut request.lines, stored.job.spec().redaction);
    count_redactions(&mut redactions, taken);
    if let Err(problem) = judge(&request, stored.job.spec().language) {
        return Ok(Handled::Refused(problem));
    }
    let Revise { hosts, lines } = request;
    let texts = lines.iter().map(|line| (line.turn, documents::digest_of_line(&line.text))).collect();
    let revision = Revision { hosts, lines: texts, redactions };
    let edit = |line: Line| Document { key: documents::edit_key(line.turn), body: line.text };
    let documents: Vec<Document> = lines.into_iter().map(edit).collect();
    Ok(handle_with(ports, Input::Revise(revision), &documents)?.map_refused(refused))
}

/// A rejection as the client is told.
pub fn refused(rejection: Rejection) -> Problem {
    Problem::because(rejection.code(), rejection.to_string())
}

fn judge(request: &Revise, language: Language) -> Result<(), Problem> {
    if let Some(hosts) = &request.hosts {
        check_hosts(hosts)?;
    }
    let speakable = |text: &str| {
        (1..=limits::TURN_CHARS_MAX).contains(&text.len())
            && text.chars().all(|c| c == ' ' || c.is_ascii_graphic() || !language.is_english() && is_european(c))
            && text.bytes().any(|byte| byte.is_ascii_alphanumeric())
            && text.split(' ').all(|token| token.len() <= limits::TOKEN_CHARS_MAX)
    };
    match request.lines.iter().find(|line| !speakable(&line.text)) {
        None => Ok(()),
        Some(line) => {
            let (max, word) = (limits::TURN_CHARS_MAX, limits::TOKEN_CHARS_MAX);
            let kind = if language.is_english() { "ASCII" } else { "Latin" };
            let detail = format!("lines: turn {}: 1 to {max} {kind} characters, no word over {word}", line.turn);
            Err(Problem::because(Code::InvalidField, detail))
        }
    }
}

/// Letters with marks, and the quotation marks and dashes that stand between them.
fn is_european(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{17f}' | '\u{2013}'..='\u{201e}' | '\u{2026}' | '\u{2039}' | '\u{203a}' | '\u{20ac}')
}

/// The script as it stands; `None` before it is written.
///
/// # Errors
/// When a document cannot be read.
pub fn script_view(ports: &impl RequestPorts, job: &Job) -> Result<Option<ScriptView>, Failure> {
    let Some(turns) = job.turns() else { return Ok(None) };
    let titles = documents::chapter_titles(ports)?;
    let lines = documents::lines(ports, job, &turns)?;
    let code = documents::code_lines(ports)?;
    let view = |(turn, line): (job::Turn<'_>, script::Turn)| {
        Ok(TurnView {
            turn: turn.number,
            chapter: titles.get(usize::from(turn.chapter)).cloned().unwrap_or_default(),
            speaker: turn.host.name.clone(),
            text: line.text,
            code: documents::cited(&code, &line.cites),
            cites: line.cites,
            is_skipped: turn.is_skipped,
        })
    };
    turns.into_iter().zip(lines).map(view).collect::<Result<_, _>>().map(|turns| Some(ScriptView { turns }))
}
