//! The header frame ("Info", with LAME's extension): length of the file, encoder delay and padding.
//!
//! A codec delays sound. Players cut the delay and the padding named here, so time 0 is the first clip's first sample.

use crate::Error;
use crate::band::{Band, GRANULE_SAMPLES};
use crate::encoder::stream_header;
use rusty_mp3::encode::lametag::{self, ENCODER_DELAY, TagInfo, TagStats};

/// Granules of silence that end the file, so that the decoder's delay does not cut the last clip.
const CLOSING_GRANULES: usize = 2;

/// Samples after the last clip, so that the decoded length is exactly the timeline's.
const PADDING: usize = CLOSING_GRANULES * GRANULE_SAMPLES - ENCODER_DELAY;

/// Frames of the closing silence.
pub(super) const fn closing_frames(band: Band) -> u32 {
    (CLOSING_GRANULES / band.granules()) as u32
}

/// The frame that goes before `frames`, which end with the closing silence.
pub(crate) fn header_frame(frames: &[u8], band: Band) -> Result<Vec<u8>, Error> {
    let header = lametag::tag_header(&stream_header(band)?);
    let mut stats = TagStats::new(band.frame_bytes());
    for frame in frames.chunks_exact(band.frame_bytes()) {
        stats.add_frame(frame);
    }
    let frame = lametag::tag_frame(&header, &stats, &TagInfo { vbr: false, delay: ENCODER_DELAY, padding: PADDING });
    if frame.len() == band.frame_bytes() { Ok(frame) } else { Err(Error::Encoder(frame.len())) }
}
