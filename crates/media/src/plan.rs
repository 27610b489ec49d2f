//! The plan: files to write into the temporary folder, and runs of ffmpeg in it, stage by stage.
//!
//! Pure: the same episode and wishes give the same plan.

use artwork::Palette;

use crate::abilities::Need;
use crate::blocks::blocks;
use crate::captions::subrip;
use crate::cards::{self, Card};
use crate::episode::{Cover, Episode, SOUND};
use crate::graph::graph;
use crate::layout::{Layout, TALL, WIDE};
use crate::limits;
use crate::metadata::{chapter_comments, ffmetadata, picture_block};
use crate::slides::Slides;
use crate::wishes::{CaptionStyle, Format, Wishes};

const AAC: &str = "sound.m4a";
const CHAPTERS: &str = "chapters.txt";
const CAPTIONS: &str = "captions.srt";
/// Bits of a second: as good as the MP3 of 64 kbit/s for speech.
const AAC_BITS: &str = "64k";
const OPUS_BITS: &str = "24k";
/// Constant quality of x264: less lookahead than a constant rate factor, two thirds of its time.
const QUANTIZER: &str = "22";
/// Frames between key frames, at most: ten seconds.
const GROUP: &str = "300";
/// Fixed, as x264 writes other bytes with other numbers of threads.
const THREADS: &str = "3";

#[derive(Debug, PartialEq, Eq)]
pub struct Plan {
    pub parts: Vec<Part>,
    /// Runs of one stage do not depend on each other; those of the next may need their files.
    pub stages: Vec<Vec<Invocation>>,
    pub needs: Vec<Need>,
    palette: Palette,
}

/// A file in the temporary folder.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    pub content: Content,
}

/// A file's content, drawn when it is written: a long episode has thousands of captions.
#[derive(Debug, PartialEq, Eq)]
pub enum Content {
    Text(String),
    Bytes(Vec<u8>),
    Card { is_tall: bool, card: Card },
    Strip { is_tall: bool, caption: String },
}

/// One run of ffmpeg in the temporary folder, which is in the episode's.
#[derive(Debug, PartialEq, Eq)]
pub struct Invocation {
    pub args: Vec<String>,
    /// The last of the arguments.
    pub output: String,
    /// The name it gets in the episode's folder once it is whole; nothing if it is only for later stages.
    pub file_name: Option<&'static str>,
}

impl Plan {
    pub fn new(episode: &Episode, wishes: &Wishes) -> Self {
        let palette = episode.cover.as_ref().and_then(|cover| Palette::of_cover(&cover.bytes));
        let palette = palette.unwrap_or_else(|| Palette::of_title(&episode.title));
        let mut plan = Self { parts: Vec::new(), stages: vec![Vec::new(), Vec::new()], needs: Vec::new(), palette };
        let cover = cover(episode, &palette);
        let cover_name = if cover.mime == "image/jpeg" { "cover.jpg" } else { "cover.png" };
        plan.part(CHAPTERS, Content::Text(ffmetadata(&episode.chapters)));
        if wishes.formats.iter().any(|format| format.has_aac()) {
            plan.part(cover_name, Content::Bytes(cover.bytes.clone()));
            plan.needs.push(Need::Encoder("aac"));
            plan.run(0, aac(), None);
        }
        for format in &wishes.formats {
            let args = match format {
                Format::Video => plan.video(episode, wishes.captions, &WIDE, cover_name),
                Format::Vertical => plan.video(episode, wishes.captions, &TALL, cover_name),
                Format::M4b => m4b(episode, cover_name),
                Format::Opus => {
                    plan.needs.push(Need::Encoder("libopus"));
                    opus(episode, &cover)
                }
            };
            plan.run(usize::from(format.has_aac()), args, Some(*format));
        }
        plan.stages.retain(|stage| !stage.is_empty());
        plan.needs.sort();
        plan.needs.dedup();
        plan
    }

    /// The bytes of a part.
    pub fn bytes(&self, content: &Content) -> Vec<u8> {
        let layout = |is_tall: bool| if is_tall { &TALL } else { &WIDE };
        match content {
            Content::Text(text) => text.clone().into_bytes(),
            Content::Bytes(bytes) => bytes.clone(),
            Content::Card { is_tall, card } => cards::card(layout(*is_tall), card, &self.palette),
            Content::Strip { is_tall, caption } => cards::strip(layout(*is_tall), caption, &self.palette),
        }
    }

    fn part(&mut self, name: impl Into<String>, content: Content) {
        self.parts.push(Part { name: name.into(), content });
    }

    fn run(&mut self, stage: usize, args: Args, format: Option<Format>) {
        let file_name = format.map(Format::file_name);
        let output = file_name.unwrap_or(AAC).to_owned();
        let invocation = Invocation { args: args.ending(&output), output, file_name };
        if let Some(stage) = self.stages.get_mut(stage) {
            stage.push(invocation);
        }
    }

    fn video(&mut self, episode: &Episode, captions: CaptionStyle, layout: &Layout, cover_name: &str) -> Args {
        let is_burnt = captions == CaptionStyle::Burnt && !episode.cues.is_empty();
        let is_soft = captions == CaptionStyle::Soft && !episode.cues.is_empty();
        self.needs.push(Need::Encoder("libx264"));
        let filters = ["alphamerge", "color", "drawgrid", "format", "fps", "lutyuv", "overlay", "scale", "showwaves"];
        self.needs.extend(filters.map(Need::Filter));
        let cards = self.cards(episode, layout);
        let args = Args::default().concat(&cards).input(cover_name).input(AAC).input(CHAPTERS);
        let args = if is_burnt {
            let strips = self.strips(episode, layout);
            args.concat(&strips)
        } else if is_soft {
            self.needs.push(Need::Encoder("mov_text"));
            if self.parts.iter().all(|part| part.name != CAPTIONS) {
                self.part(CAPTIONS, Content::Text(subrip(&episode.cues)));
            }
            args.input(CAPTIONS)
        } else {
            args
        };
        let args = args
            .add(["-filter_complex", &graph(layout, &self.palette.ink(), is_burnt)])
            .add(["-map", "[v]", "-map", "2:a"]);
        let args = if is_soft { args.add(["-map", "4:s", "-c:s", "mov_text"]).language("s", episode) } else { args };
        let starts: Vec<String> = episode.chapters.iter().map(|chapter| seconds(chapter.start_ms)).collect();
        let key_frames = if starts.is_empty() { "0".to_owned() } else { starts.join(",") };
        args.add(["-c:v", "libx264", "-preset", "ultrafast", "-qp", QUANTIZER, "-g", GROUP, "-threads:v", THREADS])
            .add(["-force_key_frames", &key_frames])
            .add(["-pix_fmt", "yuv420p", "-r", &limits::FRAMES_PER_SECOND.to_string()])
            .add(["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"])
            .add(["-c:a", "copy", "-t", &seconds(episode.duration_ms)])
            .described(episode, "3")
            .language("a", episode)
            .add(["-movflags", "+faststart", "-f", "mp4"])
    }

    /// The cards of all chapters; returns the name of their script.
    fn cards(&mut self, episode: &Episode, layout: &Layout) -> String {
        let mut slides = Slides::default();
        let count = episode.chapters.len();
        let card = |number: String, chapter: &str| Card {
            album: episode.album.clone(),
            title: episode.title.clone(),
            number,
            chapter: chapter.to_owned(),
        };
        let cards = episode
            .chapters
            .iter()
            .enumerate()
            .map(|(index, chapter)| (chapter.start_ms, card(format!("{} / {count}", index + 1), &chapter.title)));
        let mut cards: Vec<(u64, Card)> = cards.collect();
        if cards.is_empty() {
            cards.push((0, card(String::new(), "")));
        }
        for (index, (start_ms, card)) in cards.into_iter().enumerate() {
            let name = format!("{}-card-{index}.png", layout.name);
            slides.show(start_ms, name.clone());
            self.part(name, Content::Card { is_tall: layout.name == TALL.name, card });
        }
        self.script(&slides, episode, format!("{}-cards.txt", layout.name))
    }

    /// The strips of all captions, and of none; returns the name of their script.
    fn strips(&mut self, episode: &Episode, layout: &Layout) -> String {
        let empty = format!("{}-strip.png", layout.name);
        let is_tall = layout.name == TALL.name;
        let mut slides = Slides::default();
        slides.show(0, empty.clone());
        for (index, block) in blocks(&episode.cues, layout.captions.chars_max).into_iter().enumerate() {
            let name = format!("{}-strip-{index}.png", layout.name);
            slides.show(block.start_ms, name.clone());
            slides.show(block.end_ms, empty.clone());
            self.part(name, Content::Strip { is_tall, caption: block.text });
        }
        self.part(empty, Content::Strip { is_tall, caption: String::new() });
        self.script(&slides, episode, format!("{}-strips.txt", layout.name))
    }

    fn script(&mut self, slides: &Slides, episode: &Episode, name: String) -> String {
        self.part(name.clone(), Content::Text(slides.script(episode.duration_ms)));
        name
    }
}

/// The sound in AAC, encoded once for all files that have it.
fn aac() -> Args {
    let args = Args::default().input(&format!("../{SOUND}")).add([
        "-map",
        "0:a:0",
        "-map_metadata",
        "-1",
        "-map_chapters",
        "-1",
    ]);
    args.add(["-c:a", "aac", "-b:a", AAC_BITS, "-ac", "1", "-f", "mp4"])
}

fn m4b(episode: &Episode, cover_name: &str) -> Args {
    let args = Args::default().input(AAC).input(cover_name).input(CHAPTERS);
    args.add(["-map", "0:a", "-map", "1:v", "-c", "copy", "-disposition:v:0", "attached_pic"])
        .described(episode, "2")
        // An audiobook, as Apple numbers the kinds of media.
        .add(["-metadata", "media_type=2"])
        .language("a", episode)
        .add(["-movflags", "+faststart", "-brand", "M4B ", "-f", "mp4"])
}

fn opus(episode: &Episode, cover: &Cover) -> Args {
    let args = Args::default().input(&format!("../{SOUND}")).input(CHAPTERS).add(["-map", "0:a:0"]);
    let args = args.add(["-c:a", "libopus", "-b:a", OPUS_BITS, "-ac", "1", "-application", "voip"]);
    // Chapters as comments of our own: ffmpeg writes those of Vorbis, and not those of Opus.
    let args = args.described(episode, "1").add(["-map_chapters", "-1"]);
    let comments = chapter_comments(&episode.chapters).into_iter();
    let comments = comments.chain([format!("METADATA_BLOCK_PICTURE={}", picture_block(cover))]);
    comments.fold(args, |args, comment| args.add(["-metadata", &comment])).language("a", episode).add(["-f", "ogg"])
}

/// The cover of the tag; one of ours if it has none, or one that Ogg cannot take.
fn cover(episode: &Episode, palette: &Palette) -> Cover {
    let usable = episode.cover.as_ref().filter(|cover| cover.bytes.len() <= limits::COVER_BYTES_MAX);
    usable.cloned().unwrap_or_else(|| Cover {
        mime: "image/png".to_owned(),
        bytes: artwork::cover(&episode.title, palette, artwork::Size::Episode),
    })
}

fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1_000, ms % 1_000)
}

/// Arguments of ffmpeg in their order.
#[derive(Default)]
struct Args(Vec<String>);

impl Args {
    fn add<const COUNT: usize>(mut self, args: [&str; COUNT]) -> Self {
        self.0.extend(args.map(str::to_owned));
        self
    }

    fn input(self, name: &str) -> Self {
        self.add(["-i", name])
    }

    fn concat(self, script: &str) -> Self {
        self.add(["-f", "concat", "-i", script])
    }

    /// Title, hosts and show, and the chapters of an input.
    fn described(self, episode: &Episode, chapters: &str) -> Self {
        // The metadata of that input too, of which it has none: without any, ffmpeg drops the chapters' titles as well.
        let args = self.add(["-map_metadata", chapters, "-map_chapters", chapters]);
        let texts = [("title", &episode.title), ("artist", &episode.artist), ("album", &episode.album)];
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        texts.fold(args, |args, (name, text)| args.add(["-metadata", &format!("{name}={text}")]))
    }

    fn language(self, kind: &str, episode: &Episode) -> Self {
        let Some(language) = &episode.language else { return self };
        self.add([&format!("-metadata:s:{kind}:0"), &format!("language={language}")])
    }

    /// No dates, no versions, no random numbers: the same input gives the same bytes.
    fn ending(self, output: &str) -> Vec<String> {
        let first = Self::default().add([
            "-hide_banner",
            "-nostdin",
            "-nostats",
            "-loglevel",
            "error",
            "-y",
            "-progress",
            "pipe:1",
        ]);
        let last = self.add(["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", output]);
        [first.0, last.0].concat()
    }
}
