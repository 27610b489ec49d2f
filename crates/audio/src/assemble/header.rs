//! The header frame ("Info", with LAME's extension): length of the file, encoder delay and padding.
//!
//! A codec delays sound. Players cut the delay and the padding named here, so time 0 is the first clip's first sample.

use crate::Error;
use crate::encoder::{FRAME_BYTES, FRAME_SAMPLES, SILENCE, stream_header};
use rusty_mp3::encode::lametag::{self, ENCODER_DELAY, TagInfo, TagStats};

/// Frames of silence that end the file, so that the decoder's delay does not cut the last clip.
pub(super) const CLOSING_FRAMES: u32 = 2;

/// Samples after the last clip, so that the decoded length is exactly the timeline's.
const PADDING: usize = CLOSING_FRAMES as usize * FRAME_SAMPLES - ENCODER_DELAY;

/// The frame that goes before `frames`, which end with the closing silence.
pub(crate) fn header_frame(frames: &[u8]) -> Result<Vec<u8>, Error> {
    let header = lametag::tag_header(&stream_header()?);
    let mut stats = TagStats::new(SILENCE.len());
    for frame in frames.chunks_exact(FRAME_BYTES) {
        stats.add_frame(frame);
    }
    let frame = lametag::tag_frame(&header, &stats, &TagInfo { vbr: false, delay: ENCODER_DELAY, padding: PADDING });
    if frame.len() == FRAME_BYTES { Ok(frame) } else { Err(Error::Encoder(frame.len())) }
}
