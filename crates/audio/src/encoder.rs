//! MPEG-2 Layer III frames of 24 kHz mono at 64 kbit/s, each complete in itself.

use crate::Error;
use rusty_mp3::Mp3Encode;
use rusty_mp3::header::FrameHeader;

/// Bytes of every frame, the header frame included.
pub const FRAME_BYTES: usize = 192;
/// Sound of every frame, in milliseconds.
pub const FRAME_MS: u64 = 24;

pub(crate) const SAMPLE_RATE: u32 = 24_000;
pub(crate) const FRAME_SAMPLES: usize = 576;

/// Silence that must follow a clip so that its last frame overlaps nothing: the transform laps one granule
/// and the filterbank remembers 480 samples before it.
const FLUSH: usize = FRAME_SAMPLES + 480;

/// A frame of silence: an empty granule.
pub(crate) const SILENCE: [u8; FRAME_BYTES] = {
    let mut frame = [0; FRAME_BYTES];
    (frame[0], frame[1], frame[2], frame[3]) = (0xFF, 0xF3, 0x84, 0xC4);
    frame
};

/// Frames that hold `samples` and end in silence, so that any other clip may follow.
pub(crate) fn encode(samples: &[f32]) -> Result<Vec<u8>, Error> {
    let header = stream_header()?;
    let mut encoder = Box::new(Mp3Encode::new());
    let count = (samples.len() + FLUSH).div_ceil(FRAME_SAMPLES);
    let mut frames = Vec::with_capacity(count * FRAME_BYTES);
    let mut rest = samples;
    for _ in 0..count {
        let mut granule = [0.0_f32; FRAME_SAMPLES];
        let (now, later) = rest.split_at(rest.len().min(FRAME_SAMPLES));
        granule.iter_mut().zip(now).for_each(|(slot, sample)| *slot = *sample);
        rest = later;
        let frame = encoder.encode_frame(&header, &[granule], None).map_err(|_| Error::Encoder(0))?;
        if frame.len() != FRAME_BYTES {
            return Err(Error::Encoder(frame.len()));
        }
        frames.extend_from_slice(&frame);
    }
    Ok(frames)
}

pub(crate) fn stream_header() -> Result<FrameHeader, Error> {
    rusty_mp3::encoder_header(SAMPLE_RATE, 1, 64).map_err(|_| Error::Encoder(0))
}
