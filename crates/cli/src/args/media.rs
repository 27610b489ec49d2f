//! Arguments of `cuepoint media`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::ValueEnum;
use media::{CaptionStyle, Format, Wishes};

#[derive(clap::Args)]
pub(crate) struct Media {
    /// Folder of an episode, as `generate` and `get --out` save it; the files are made there
    #[arg(value_name = "EPISODE_FOLDER")]
    pub(crate) folder: PathBuf,
    /// An MP4 of 1920x1080; made if no other is asked for
    #[arg(long)]
    video: bool,
    /// An MP4 of 1080x1920
    #[arg(long)]
    vertical: bool,
    /// An audiobook, with chapters and cover
    #[arg(long)]
    m4b: bool,
    /// Opus in Ogg, with chapters and cover
    #[arg(long)]
    opus: bool,
    /// Captions of a video: a track to switch on, or part of the picture
    #[arg(long, value_enum, value_name = "STYLE", default_value = "soft")]
    captions: Captions,
    /// The ffmpeg to use; by default the one in PATH
    #[arg(long, value_name = "PATH", default_value = "ffmpeg", hide_default_value = true)]
    pub(crate) ffmpeg: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Captions {
    Soft,
    Burnt,
}

impl Media {
    pub(crate) fn wishes(&self) -> Wishes {
        let asked = [
            (self.video, Format::Video),
            (self.vertical, Format::Vertical),
            (self.m4b, Format::M4b),
            (self.opus, Format::Opus),
        ];
        let formats: BTreeSet<Format> =
            asked.into_iter().filter_map(|(is_asked, format)| is_asked.then_some(format)).collect();
        let captions = match self.captions {
            Captions::Soft => CaptionStyle::Soft,
            Captions::Burnt => CaptionStyle::Burnt,
        };
        Wishes { formats: if formats.is_empty() { [Format::Video].into() } else { formats }, captions }
    }
}
