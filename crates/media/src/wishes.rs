//! The files asked for.

use std::collections::BTreeSet;

/// A file that an episode can be made into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// H.264 and AAC in MP4, 1920 by 1080 pixels.
    Video,
    /// The same, 1080 by 1920 pixels.
    Vertical,
    /// An audiobook: AAC in MP4 with chapters and cover.
    M4b,
    /// Opus in Ogg with chapters and cover.
    Opus,
}

impl Format {
    /// The name of its file in the episode's folder.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Video => "episode.mp4",
            Self::Vertical => "episode-vertical.mp4",
            Self::M4b => "episode.m4b",
            Self::Opus => "episode.opus",
        }
    }

    pub(crate) fn is_video(self) -> bool {
        match self {
            Self::Video | Self::Vertical => true,
            Self::M4b | Self::Opus => false,
        }
    }

    pub(crate) fn has_aac(self) -> bool {
        match self {
            Self::Video | Self::Vertical | Self::M4b => true,
            Self::Opus => false,
        }
    }
}

/// The captions of a video.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaptionStyle {
    /// A text track, which players show on demand.
    #[default]
    Soft,
    /// Part of the picture.
    Burnt,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    pub formats: BTreeSet<Format>,
    pub captions: CaptionStyle,
}
