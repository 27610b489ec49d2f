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

    /// The first line that cannot be burnt in: the embedded font has Latin, Greek and Cyrillic letters. Titles lose such letters, as
    /// they do on covers; a line without them would be another.
    pub fn unwritable<'a>(episode: &'a Episode, wishes: &Wishes) -> Option<&'a str> {
        let is_burnt = wishes.captions == CaptionStyle::Burnt && wishes.formats.iter().any(|format| format.is_video());
        let line = episode.cues.iter().find(|cue| is_burnt && !artwork::is_writable(&cue.text))?;
        Some(&line.text)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::episode::{Chapter, Cue};

    fn episode() -> Episode {
        let chapter = |start_ms, end_ms, title: &str| Chapter { start_ms, end_ms, title: title.to_owned() };
        let cue = |start_ms, text: &str| Cue {
            start_ms,
            end_ms: start_ms + 2_000,
            speaker: "Ada".to_owned(),
            text: text.to_owned(),
        };
        Episode {
            title: "Über = alles; -y".to_owned(),
            artist: "Ada".to_owned(),
            chapters: vec![chapter(0, 5_000, "One"), chapter(5_000, 10_000, "Two")],
            cues: vec![cue(0, "Hello."), cue(6_000, "Bye.")],
            duration_ms: 10_000,
            language: Some("deu".to_owned()),
            ..Episode::default()
        }
    }

    fn plan(formats: &[Format], captions: CaptionStyle) -> Plan {
        Plan::new(&episode(), &Wishes { formats: formats.iter().copied().collect(), captions })
    }

    fn text<'a>(plan: &'a Plan, name: &str) -> &'a str {
        match &plan.parts.iter().find(|part| part.name == name).unwrap().content {
            Content::Text(text) => text,
            Content::Bytes(_) | Content::Card { .. } | Content::Strip { .. } => panic!("{name} is no text"),
        }
    }

    /// Each argument with the one behind it.
    fn pairs(invocation: &Invocation) -> Vec<(&str, &str)> {
        invocation.args.windows(2).map(|pair| (pair[0].as_str(), pair[1].as_str())).collect()
    }

    #[test]
    fn sound_is_encoded_once_for_all_that_have_it() {
        let plan = plan(&[Format::Video, Format::Vertical, Format::M4b, Format::Opus], CaptionStyle::Soft);
        let outputs: Vec<Vec<&str>> =
            plan.stages.iter().map(|runs| runs.iter().map(|run| run.output.as_str()).collect()).collect();
        assert_eq!(outputs, [vec![AAC, "episode.opus"], vec!["episode.mp4", "episode-vertical.mp4", "episode.m4b"]]);
        let encoders = plan.stages.iter().flatten().filter(|run| pairs(run).contains(&("-c:a", "aac"))).count();
        assert_eq!(encoders, 1);
        assert!(plan.stages[1].iter().all(|run| pairs(run).contains(&("-i", AAC))));
        assert_eq!(plan.stages[0][0].file_name, None);
    }

    #[test]
    fn one_stage_is_enough_without_aac_and_needs_are_only_those() {
        let plan = plan(&[Format::Opus], CaptionStyle::Burnt);
        assert_eq!((plan.stages.len(), plan.needs.as_slice()), (1, &[Need::Encoder("libopus")][..]));
        let args = pairs(&plan.stages[0][0]);
        for expected in [("-metadata", "CHAPTER002=00:00:05.000"), ("-metadata", "CHAPTER002NAME=Two"), ("-b:a", "24k")]
        {
            assert!(args.contains(&expected), "{expected:?}");
        }
    }

    #[test]
    fn titles_are_single_arguments_whatever_is_in_them() {
        let plan = plan(&[Format::M4b], CaptionStyle::Soft);
        let args = pairs(&plan.stages[1][0]);
        assert!(args.contains(&("-metadata", "title=Über = alles; -y")), "{args:?}");
        assert!(args.contains(&("-metadata:s:a:0", "language=deu")), "{args:?}");
    }

    #[test]
    fn captions_are_a_track_or_strips() {
        let soft = plan(&[Format::Video], CaptionStyle::Soft);
        assert!(soft.needs.contains(&Need::Encoder("mov_text")));
        assert!(pairs(&soft.stages[1][0]).contains(&("-c:s", "mov_text")));
        assert!(text(&soft, CAPTIONS).starts_with("1\n00:00:00,000 --> 00:00:02,000\nAda: Hello.\n"));
        let burnt = plan(&[Format::Video], CaptionStyle::Burnt);
        assert!(!burnt.needs.contains(&Need::Encoder("mov_text")));
        assert!(burnt.parts.iter().all(|part| part.name != CAPTIONS));
        assert_eq!(
            text(&burnt, "wide-strips.txt"),
            "ffconcat version 1.0\nfile wide-strip-0.png\nduration 2.000\nfile wide-strip.png\nduration 4.000\n\
             file wide-strip-1.png\nduration 2.000\nfile wide-strip.png\nduration 3.000\nfile wide-strip.png\n"
        );
    }

    #[test]
    fn each_chapter_has_a_card_and_a_key_frame() {
        let plan = plan(&[Format::Vertical], CaptionStyle::Soft);
        assert!(pairs(&plan.stages[1][0]).contains(&("-force_key_frames", "0.000,5.000")));
        assert!(text(&plan, "tall-cards.txt").contains("file tall-card-0.png\nduration 5.000\nfile tall-card-1.png\n"));
        let card = plan.parts.iter().find(|part| part.name == "tall-card-1.png").unwrap();
        assert!(
            matches!(&card.content, Content::Card { is_tall: true, card } if card.number == "2 / 2" && card.chapter == "Two")
        );
        assert!(plan.bytes(&card.content).starts_with(b"\x89PNG"));
    }

    #[test]
    fn lines_of_another_script_are_no_strips() {
        let mut episode = episode();
        episode.cues[1].text = "שלום Ada".to_owned();
        let wishes = |formats: &[Format], captions| Wishes { formats: formats.iter().copied().collect(), captions };
        let unwritable = |wishes: Wishes| Plan::unwritable(&episode, &wishes);
        assert_eq!(unwritable(wishes(&[Format::Video], CaptionStyle::Burnt)), Some("שלום Ada"));
        assert_eq!(unwritable(wishes(&[Format::Video], CaptionStyle::Soft)), None);
        assert_eq!(unwritable(wishes(&[Format::Opus], CaptionStyle::Burnt)), None);
    }
}
