//! The episode as players and meters hear it.

use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::Trial;
use serde_json::Value;
use tests::tools;

use crate::sound;
use crate::trial::shared;
use crate::world::{World, world};

const RATE: usize = 24_000;
/// Header, decoded audio and transcript agree this closely.
const LENGTH_TOLERANCE_S: f64 = 0.1;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(ffprobe_finds_a_mono_mp3_with_a_cover),
        shared(an_article_of_1500_words_takes_three_to_eight_minutes_and_three_chapters),
        shared(header_decoder_and_transcript_agree_on_the_length),
        shared(ffprobe_finds_the_chapters_of_the_chapters_file),
        shared(mp3val_has_nothing_to_say_against_it),
        shared(mutagen_reads_title_and_chapters),
        shared(it_is_as_loud_as_podcasts_are),
        shared(it_is_never_silent_for_long),
    ]
}

fn probe(world: &World, show: &[&str]) -> Result<Value> {
    let path = world.article.path("episode.mp3");
    let path = path.to_string_lossy();
    let output = tools::ffprobe(&[&["-v", "warning", "-of", "json"], show, &[&path]].concat())?;
    ensure!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn number(value: &Value, pointer: &str) -> Result<f64> {
    let found = value.pointer(pointer).with_context(|| format!("no {pointer} in {value}"))?;
    found.as_f64().or_else(|| found.as_str()?.parse().ok()).with_context(|| format!("{pointer}: {found}"))
}

/// Seconds of sound that really come out of a decoder.
fn decoded_s() -> Result<f64> {
    static SAMPLES: LazyLock<Result<usize, String>> = LazyLock::new(|| {
        let decode = || sound::decode(&world()?.article.path("episode.mp3"), RATE, "episode.24k.s16");
        decode().map(|samples| samples.len()).map_err(|error| format!("{error:#}"))
    });
    SAMPLES.as_ref().map(|samples| *samples as f64 / RATE as f64).map_err(|error| anyhow!("{error}"))
}

fn ffprobe_finds_a_mono_mp3_with_a_cover(world: &World) -> Result<()> {
    let found = probe(world, &["-show_format", "-show_streams"])?;
    let streams = found.get("streams").and_then(Value::as_array).context("streams")?;
    let [stream, cover] = streams.as_slice() else { anyhow::bail!("{} streams", streams.len()) };
    ensure!(stream.get("codec_name").is_some_and(|codec| codec == "mp3"), "{stream}");
    ensure!(number(stream, "/sample_rate")? == RATE as f64 && number(stream, "/channels")? == 1.0, "{stream}");
    let is_front = cover.pointer("/tags/comment").is_some_and(|comment| comment == "Cover (front)");
    ensure!(is_front && cover.get("codec_name").is_some_and(|codec| codec == "png"), "{cover}");
    ensure!(number(cover, "/width")? == 600.0 && number(cover, "/height")? == 600.0, "{cover}");
    ensure!(found.pointer("/format/format_name").is_some_and(|format| format == "mp3"), "{found}");
    let title = world.article.view.get("title");
    ensure!(found.pointer("/format/tags/title") == title, "{found}");
    let announced_s = number(&world.article.view, "/episode/duration_ms")? / 1000.0;
    let off_s = (number(&found, "/format/duration")? - announced_s).abs();
    ensure!(off_s <= LENGTH_TOLERANCE_S, "announced as {announced_s} s: {found}");
    Ok(())
}

fn an_article_of_1500_words_takes_three_to_eight_minutes_and_three_chapters(world: &World) -> Result<()> {
    let length_s = decoded_s()?;
    ensure!((180.0..=480.0).contains(&length_s), "{length_s} s");
    let chapters = number(&world.article.view, "/episode/chapters")?;
    ensure!(chapters >= 3.0, "{chapters} chapters");
    Ok(())
}

fn header_decoder_and_transcript_agree_on_the_length(world: &World) -> Result<()> {
    let decoded_s = decoded_s()?;
    let header_s = number(&probe(world, &["-show_format"])?, "/format/duration")?;
    let transcript = world.article.json("transcript.json")?;
    let segments = transcript.get("segments").and_then(Value::as_array).context("segments")?;
    let last_cue_s = number(segments.last().context("no cue")?, "/endTime")?;
    for (what, length_s) in [("header", header_s), ("last cue", last_cue_s)] {
        let off_s = (length_s - decoded_s).abs();
        ensure!(off_s <= LENGTH_TOLERANCE_S, "{what}: {length_s} s, decoded: {decoded_s} s");
    }
    Ok(())
}

/// Titles and starts in milliseconds, as the chapters file has them.
fn chapters(world: &World) -> Result<Vec<(String, u64)>> {
    let document = world.article.json("chapters.json")?;
    let chapters = document.get("chapters").and_then(Value::as_array).context("chapters")?;
    let chapter = |chapter: &Value| -> Result<(String, u64)> {
        let title = chapter.get("title").and_then(Value::as_str).context("title")?;
        Ok((title.to_owned(), (number(chapter, "/startTime")? * 1000.0).round() as u64))
    };
    chapters.iter().map(chapter).collect()
}

fn ffprobe_finds_the_chapters_of_the_chapters_file(world: &World) -> Result<()> {
    let found = probe(world, &["-show_chapters"])?;
    let found = found.get("chapters").and_then(Value::as_array).context("chapters")?;
    let mut in_file = Vec::new();
    for chapter in found {
        let title = chapter.pointer("/tags/title").and_then(Value::as_str).context("title")?;
        in_file.push((title.to_owned(), (number(chapter, "/start_time")? * 1000.0).round() as u64));
    }
    let expected = chapters(world)?;
    ensure!(in_file == expected, "{in_file:?} is not {expected:?}");
    Ok(())
}

fn mp3val_has_nothing_to_say_against_it(world: &World) -> Result<()> {
    let output = tools::mp3val(&world.article.path("episode.mp3"))?;
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    ensure!(!said.contains("WARNING") && !said.contains("ERROR"), "{said}");
    ensure!(said.contains("MPEG 2 Layer III") && said.contains("+ID3v2, CBR"), "{said}");
    Ok(())
}

const MUTAGEN: &str = "
import json, sys
from mutagen.mp3 import MP3
audio = MP3(sys.argv[1])
tags = audio.tags
tocs = [{'ordered': bool(toc.flags & 1), 'top': bool(toc.flags & 2), 'children': toc.child_element_ids} for toc in tags.getall('CTOC')]
chapters = [
    {'id': chapter.element_id, 'start': chapter.start_time, 'end': chapter.end_time, 'title': str(chapter.sub_frames['TIT2']),
     'offsets': [chapter.start_offset, chapter.end_offset]}
    for chapter in tags.getall('CHAP')]
print(json.dumps({
    'length': audio.info.length, 'sketchy': audio.info.sketchy, 'mode': audio.info.bitrate_mode == 1,
    'version': tags.version, 'title': str(tags['TIT2']), 'tocs': tocs, 'chapters': chapters}))
";

fn mutagen_reads_title_and_chapters(world: &World) -> Result<()> {
    let output = tools::python(MUTAGEN, &world.article.path("episode.mp3"))?;
    let found: Value = serde_json::from_slice(&output.stdout)?;
    ensure!((number(&found, "/length")? - decoded_s()?).abs() <= LENGTH_TOLERANCE_S, "{found}");
    ensure!(found.get("sketchy") == Some(&false.into()), "the header is in doubt: {found}");
    ensure!(found.get("mode") == Some(&true.into()), "not a constant bit rate: {found}");
    ensure!(found.get("version") == Some(&serde_json::json!([2, 4, 0])), "{found}");
    ensure!(found.get("title") == world.article.view.get("title"), "{found}");
    let list = |name: &str| found.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut in_file = list("chapters");
    in_file.sort_by_key(|chapter| chapter.get("start").and_then(Value::as_u64));
    let toc = serde_json::json!({
        "ordered": true,
        "top": true,
        "children": in_file.iter().map(|chapter| chapter.get("id")).collect::<Vec<_>>(),
    });
    ensure!(list("tocs") == [toc.clone()], "{:?} is not {toc}", list("tocs"));
    for (chapter, (title, start_ms)) in in_file.iter().zip(chapters(world)?) {
        ensure!(chapter.get("title").is_some_and(|known| *known == *title), "{chapter} is not {title}");
        ensure!(number(chapter, "/start")? == start_ms as f64, "{chapter} does not start at {start_ms} ms");
        ensure!(number(chapter, "/end")? > start_ms as f64, "{chapter} is empty");
        ensure!(chapter.get("offsets") == Some(&serde_json::json!([u32::MAX, u32::MAX])), "{chapter}");
    }
    ensure!(in_file.len() == chapters(world)?.len(), "{in_file:?}");
    Ok(())
}

/// Output of ffmpeg while a filter hears the file.
pub(crate) fn heard_by(filter: &str, input: &[&str], file: &Path) -> Result<String> {
    let file = file.to_string_lossy();
    let output = tools::ffmpeg(&[input, &["-i", &file, "-af", filter, "-f", "null", "-"]].concat())?;
    Ok(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The integrated loudness in LUFS and the true peak in dBFS.
pub(crate) fn loudness(input: &[&str], file: &Path) -> Result<(f64, f64)> {
    let said = heard_by("ebur128=peak=true:dualmono=true", input, file)?;
    let (_, summary) = said.split_once("Summary:").context("no summary")?;
    let value = |label: &str| -> Result<f64> {
        let (_, rest) = summary.split_once(label).with_context(|| format!("no {label} in {summary}"))?;
        Ok(rest.split_whitespace().next().context("no value")?.parse()?)
    };
    Ok((value("I:")?, value("Peak:")?))
}

fn it_is_as_loud_as_podcasts_are(world: &World) -> Result<()> {
    let (loudness_lufs, true_peak_dbtp) = loudness(&[], &world.article.path("episode.mp3"))?;
    ensure!((loudness_lufs + 16.0).abs() <= 1.0, "{loudness_lufs} LUFS");
    ensure!(true_peak_dbtp <= -1.0, "{true_peak_dbtp} dBTP");
    let announced = number(&world.article.view, "/episode/loudness_lufs")?;
    ensure!((announced - loudness_lufs).abs() <= 0.3, "announced as {announced} LUFS, heard as {loudness_lufs} LUFS");
    let announced = number(&world.article.view, "/episode/true_peak_dbtp")?;
    ensure!((announced - true_peak_dbtp).abs() <= 0.5, "announced as {announced} dBTP, heard as {true_peak_dbtp} dBTP");
    Ok(())
}

fn it_is_never_silent_for_long(world: &World) -> Result<()> {
    let episode = world.article.path("episode.mp3");
    let said = heard_by("silencedetect=noise=-50dB:duration=2.5", &[], &episode)?;
    ensure!(!said.contains("silence_start"), "{said}");
    // The same filter, told to listen closer, does hear the gaps between turns.
    let said = heard_by("silencedetect=noise=-50dB:duration=0.25", &[], &episode)?;
    ensure!(said.contains("silence_start"), "no pause at all");
    Ok(())
}
