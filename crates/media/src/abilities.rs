//! The abilities of an ffmpeg, as it lists them.

use std::collections::BTreeSet;
use std::fmt;

/// A part of ffmpeg that a run needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    Encoder(&'static str),
    Filter(&'static str),
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoder(name) => write!(f, "the encoder {name}"),
            Self::Filter(name) => write!(f, "the filter {name}"),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Abilities {
    pub version: String,
    encoders: BTreeSet<String>,
    filters: BTreeSet<String>,
}

impl Abilities {
    /// Reads what `-version`, `-encoders` and `-filters` print.
    pub fn read(version: &str, encoders: &str, filters: &str) -> Self {
        let version = version.lines().next().and_then(|line| line.strip_prefix("ffmpeg version ")).unwrap_or_default();
        Self {
            version: version.split(' ').next().unwrap_or_default().to_owned(),
            encoders: names(encoders),
            filters: names(filters),
        }
    }

    /// The needs it does not meet, in words.
    pub fn lacks(&self, needs: &[Need]) -> Vec<String> {
        let is_met = |need: &&Need| match need {
            Need::Encoder(name) => self.encoders.contains(*name),
            Need::Filter(name) => self.filters.contains(*name),
        };
        needs.iter().filter(|need| !is_met(need)).map(Need::to_string).collect()
    }
}

/// The second word of each line; headings have words there that name nothing.
fn names(list: &str) -> BTreeSet<String> {
    list.lines().filter_map(|line| line.split_whitespace().nth(1)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_by_name() {
        let abilities = Abilities::read(
            "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers\nbuilt with gcc\n",
            "Encoders:\n V..... = Video\n ------\n V....D libx264              libx264 H.264 (codec h264)\n A....D aac   AAC\n",
            "Filters:\n  T.. = Timeline support\n ... fps               V->V       Force constant framerate.\n",
        );
        assert_eq!(abilities.version, "5.1.9-0+deb12u1");
        let needs = [Need::Encoder("libx264"), Need::Encoder("libopus"), Need::Filter("fps"), Need::Filter("aac")];
        assert_eq!(abilities.lacks(&needs), ["the encoder libopus", "the filter aac"]);
    }
}
