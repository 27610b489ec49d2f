//! Speed of videos: ours, and ffmpeg alone with the same pictures and filters, in turn.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use media::{CaptionStyle, Ffmpeg, Format, Plan, Wishes, make, read};
use serde_json::json;
use tests::{repository, tools};

use crate::{Figure, folder, median};

const MINUTES: u32 = 6;
const ROUNDS: usize = 3;
const SPEED_MIN: f64 = 8.0;
const SHARE_MIN: f64 = 0.95;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let episode = folder().join("media");
    let _ = fs::remove_dir_all(&episode);
    fs::create_dir_all(&episode)?;
    write_episode(&episode)?;
    let program = program()?;
    let ffmpeg = Ffmpeg::find(&program)?;
    let soft = Wishes { formats: [Format::Video].into(), captions: CaptionStyle::Soft };
    let burnt = Wishes { captions: CaptionStyle::Burnt, ..soft.clone() };
    let mut figures = Vec::new();
    for (name, wishes) in [("video of 1080p30", &soft), ("the same with captions burnt in", &burnt)] {
        let (mut ours, mut alone) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            alone.push(alone_seconds(&episode, wishes, &ffmpeg, &program)?);
            let started = Instant::now();
            make(&episode, wishes, &ffmpeg, &AtomicBool::new(false), &mut |_| ())?;
            ours.push(started.elapsed().as_secs_f64());
        }
        let (ours, alone) = (median(ours), median(alone));
        let speed = f64::from(MINUTES) * 60.0 / ours;
        let share = alone / ours;
        figures.push(Figure {
            name,
            asked: format!("{SPEED_MIN} × real time, {SHARE_MIN} of ffmpeg alone"),
            reached: format!("{speed:.1} × real time, {share:.2} of ffmpeg alone"),
            how: format!("an episode of {MINUTES} minutes, median of {ROUNDS}, in turn with ffmpeg alone"),
            holds: speed >= SPEED_MIN && share >= SHARE_MIN,
        });
    }
    Ok(figures)
}

/// The runs of the plan one after the other, over parts that are there.
fn alone_seconds(episode: &Path, wishes: &Wishes, ffmpeg: &Ffmpeg, program: &Path) -> Result<f64> {
    let plan = Plan::new(&read(episode, ffmpeg)?, wishes);
    let parts = episode.join("alone");
    fs::create_dir_all(&parts)?;
    for part in &plan.parts {
        fs::write(parts.join(&part.name), plan.bytes(&part.content))?;
    }
    let started = Instant::now();
    for run in plan.stages.iter().flatten() {
        let mut command = Command::new(program);
        let status = command.args(&run.args).current_dir(&parts).stdin(Stdio::null()).stdout(Stdio::null()).status()?;
        ensure!(status.success(), "{}: {status}", run.output);
    }
    Ok(started.elapsed().as_secs_f64())
}

fn program() -> Result<PathBuf> {
    let path = "node_modules/@ffmpeg-installer/linux-x64/ffmpeg";
    repository().join(path).canonicalize().context("run `npm ci` in the repository")
}

/// Syllables of a voice-like sound, ten chapters, and a line every six seconds.
fn write_episode(folder: &Path) -> Result<()> {
    let seconds = MINUTES * 60;
    let tone = "(sin(2*PI*140*t)+0.5*sin(2*PI*420*t)+0.3*sin(2*PI*1900*t))*0.25*abs(sin(2*PI*2.1*t))";
    let source = format!("aevalsrc={tone}*gt(mod(t\\,6)\\,0.5):s=24000:d={seconds}");
    let mp3 = folder.join("episode.mp3").into_os_string().into_string().ok().context("a path in UTF-8")?;
    tools::ffmpeg(&["-v", "error", "-y", "-f", "lavfi", "-i", &source, "-c:a", "libmp3lame", "-b:a", "64k", &mp3])?;
    let chapters: Vec<_> = (0..10)
        .map(|number| json!({"startTime": seconds / 10 * number, "title": format!("Chapter {number} of a long story")}))
        .collect();
    let said = "A cache is a promise: what was true a moment ago is shown again, as long as nobody is hurt by its age, and then not.";
    let segments: Vec<_> = (0..seconds / 6)
        .map(|line| {
            let (start, speaker) = (f64::from(line) * 6.0 + 0.5, if line % 2 == 0 { "Nora" } else { "Miles" });
            json!({"speaker": speaker, "startTime": start, "endTime": start + 5.5, "body": said})
        })
        .collect();
    let chapters = json!({"title": "The quiet web: how caching grew up", "chapters": chapters});
    fs::write(folder.join("chapters.json"), chapters.to_string())?;
    fs::write(folder.join("transcript.json"), json!({"segments": segments}).to_string())?;
    Ok(())
}
