//! The two forms of an episode's sound, both MP3 in frames of 24 ms that depend on no other frame.
//!
//! A clip, and the episode it stands in, are of one form throughout.

/// Duration of every frame, in milliseconds.
pub const FRAME_MS: u64 = 24;

/// Samples of a granule, the part of a frame that is transformed and coded by itself.
pub(crate) const GRANULE_SAMPLES: usize = 576;

/// Form of every frame of a file, by the frequencies it can hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Band {
    /// Up to 12 kHz: MPEG-2 Layer III, 24 kHz mono, 64 kbit/s.
    #[default]
    Narrow,
    /// Up to 24 kHz: MPEG-1 Layer III, 48 kHz mono, 96 kbit/s.
    Wide,
}

impl Band {
    /// Sampling rate, in Hz.
    pub const fn sample_rate(self) -> u32 {
        match self {
            Band::Narrow => 24_000,
            Band::Wide => 48_000,
        }
    }

    /// Bytes of every frame, the header frame included.
    pub const fn frame_bytes(self) -> usize {
        match self {
            Band::Narrow => 192,
            Band::Wide => 288,
        }
    }

    /// Bit rate, in kbit/s.
    pub const fn kbit_per_second(self) -> u32 {
        match self {
            Band::Narrow => 64,
            Band::Wide => 96,
        }
    }

    /// Granules of a frame.
    pub(crate) const fn granules(self) -> usize {
        match self {
            Band::Narrow => 1,
            Band::Wide => 2,
        }
    }

    /// Samples of a frame.
    pub(crate) const fn frame_samples(self) -> usize {
        self.granules() * GRANULE_SAMPLES
    }

    /// A frame of silence: empty granules.
    pub(crate) const fn silence(self) -> &'static [u8] {
        match self {
            Band::Narrow => &NARROW_SILENCE,
            Band::Wide => &WIDE_SILENCE,
        }
    }
}

const NARROW_SILENCE: [u8; Band::Narrow.frame_bytes()] = empty([0xFF, 0xF3, 0x84, 0xC4]);
const WIDE_SILENCE: [u8; Band::Wide.frame_bytes()] = empty([0xFF, 0xFB, 0x74, 0xC4]);

const fn empty<const BYTES: usize>([a, b, c, d]: [u8; 4]) -> [u8; BYTES] {
    let mut frame = [0; BYTES];
    (frame[0], frame[1], frame[2], frame[3]) = (a, b, c, d);
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_the_bytes_and_samples_of_24_ms() {
        for band in [Band::Narrow, Band::Wide] {
            assert_eq!(band.frame_bytes() as u64, u64::from(band.kbit_per_second()) * FRAME_MS / 8);
            assert_eq!(band.frame_samples() as u64, u64::from(band.sample_rate()) * FRAME_MS / 1000);
            assert_eq!(band.silence().len(), band.frame_bytes());
        }
    }
}
