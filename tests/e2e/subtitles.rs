//! WebVTT and SubRip, read by the letter: whatever departs from the form is an error.

use anyhow::{Context, Result, bail, ensure};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cue {
    pub(crate) start_ms: u64,
    pub(crate) end_ms: u64,
    pub(crate) lines: Vec<String>,
}

pub(crate) fn vtt(text: &str) -> Result<Vec<Cue>> {
    let body = text.strip_prefix("WEBVTT\n\n").context("it does not begin with WEBVTT and an empty line")?;
    blocks(body)?.into_iter().map(|block| cue(block, '.')).collect::<Result<_>>().and_then(in_order)
}

pub(crate) fn srt(text: &str) -> Result<Vec<Cue>> {
    let numbered = |(number, block): (usize, &str)| {
        let (first, rest) = block.split_once('\n').with_context(|| format!("one line: {block}"))?;
        ensure!(first == number.to_string(), "cue {number} is numbered {first}");
        cue(rest, ',')
    };
    (1..).zip(blocks(text)?).map(numbered).collect::<Result<_>>().and_then(in_order)
}

fn blocks(body: &str) -> Result<Vec<&str>> {
    ensure!(!body.contains('\r') && !body.contains('\0'), "a control character");
    let body = body.strip_suffix('\n').context("the last line does not end")?;
    Ok(body.trim_end_matches('\n').split("\n\n").collect())
}

fn cue(block: &str, point: char) -> Result<Cue> {
    let mut lines = block.lines();
    let times = lines.next().context("an empty cue")?;
    let (start, end) = times.split_once(" --> ").with_context(|| format!("no times: {times}"))?;
    let lines: Vec<String> = lines.map(str::to_owned).collect();
    ensure!(!lines.is_empty() && lines.iter().all(|line| !line.trim().is_empty()), "no words: {block}");
    ensure!(!lines.iter().any(|line| line.contains("-->")), "an arrow in the words: {block}");
    Ok(Cue { start_ms: time_ms(start, point)?, end_ms: time_ms(end, point)?, lines })
}

/// `HH:MM:SS.mmm`, every digit of it.
fn time_ms(text: &str, point: char) -> Result<u64> {
    let malformed = || format!("not a time: {text}");
    let (clock, ms) = text.split_once(point).with_context(malformed)?;
    let digits = |part: &str, count: usize| -> Result<u64> {
        ensure!(part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit()), "not a time: {text}");
        Ok(part.parse()?)
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let [hours, minutes, seconds] = parts.as_slice() else { bail!("not a time: {text}") };
    let (minutes, seconds) = (digits(minutes, 2)?, digits(seconds, 2)?);
    ensure!(minutes < 60 && seconds < 60, "not a time: {text}");
    Ok(((digits(hours, 2)? * 60 + minutes) * 60 + seconds) * 1000 + digits(ms, 3)?)
}

fn in_order(cues: Vec<Cue>) -> Result<Vec<Cue>> {
    ensure!(!cues.is_empty(), "no cue");
    let mut before_ms = 0;
    for cue in &cues {
        ensure!(before_ms <= cue.start_ms && cue.start_ms < cue.end_ms, "out of order: {cue:?}");
        before_ms = cue.end_ms;
    }
    Ok(cues)
}
