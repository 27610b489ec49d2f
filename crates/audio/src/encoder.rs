//! MP3 encoder (MPEG-2 Layer III, 24 kHz mono, 64 kbit/s) whose frames are independent: no bit reservoir.
//!
//! At this rate a frame is one long block with flat scale factors, so only the gain is chosen. The transforms and that
//! search are written here for this one case; entropy coding and framing are `rusty_mp3`'s.

mod filterbank;
mod mdct;
mod rate;

use crate::Error;
use filterbank::Filterbank;
use mdct::Mdct;
use rate::RateLoop;
use rusty_mp3::bitio::BitWriter;
use rusty_mp3::encode::bitstream::{self, EncReservoir};
use rusty_mp3::encode::huffman;
use rusty_mp3::frame::SideInfo;
use rusty_mp3::header::FrameHeader;

/// Bytes of every frame, the header frame included.
pub const FRAME_BYTES: usize = 192;
/// Duration of every frame, in milliseconds.
pub const FRAME_MS: u64 = 24;

pub(crate) const SAMPLE_RATE: u32 = 24_000;
pub(crate) const FRAME_SAMPLES: usize = 576;

/// Bytes to the end of the gain: a header of 32 bits, side information of which 30 come before the gain's eight.
const GAIN_END: usize = 9;

/// Subbands of the filterbank, and its passes in a frame.
const SUBBANDS: usize = 32;
const PASSES: usize = FRAME_SAMPLES / SUBBANDS;

/// Samples of silence after a clip so that its last frame overlaps nothing: the transform laps one frame, and the
/// filterbank remembers 480 samples before it.
const FLUSH: usize = FRAME_SAMPLES + filterbank::MEMORY;

/// A frame of silence: an empty granule.
pub(crate) const SILENCE: [u8; FRAME_BYTES] = {
    let mut frame = [0; FRAME_BYTES];
    (frame[0], frame[1], frame[2], frame[3]) = (0xFF, 0xF3, 0x84, 0xC4);
    frame
};

/// Encodes samples to frames that end in silence, so that any other clip may follow.
pub(crate) fn encode(samples: &[f32]) -> Result<Vec<u8>, Error> {
    let mut encoder = Encoder::new()?;
    let count = (samples.len() + FLUSH).div_ceil(FRAME_SAMPLES);
    let mut frames = Vec::with_capacity(count * FRAME_BYTES);
    let mut rest = samples;
    for _ in 0..count {
        let mut now = [0.0_f32; FRAME_SAMPLES];
        let (head, tail) = rest.split_at(rest.len().min(FRAME_SAMPLES));
        now.iter_mut().zip(head).for_each(|(slot, sample)| *slot = *sample);
        rest = tail;
        let frame = encoder.frame(&now);
        if frame.len() != FRAME_BYTES {
            return Err(Error::Encoder(frame.len()));
        }
        frames.extend_from_slice(&frame);
    }
    Ok(frames)
}

/// Loudness of one step of a frame's gain, in dB: a fourth root of two.
pub(crate) const GAIN_STEP_DB: f64 = 1.505;

/// Amplifies frames of this encoder by whole steps, without loss; frames of silence stay as they are.
pub(crate) fn amplify(frames: &mut [u8], steps: i32) {
    let (frames, _) = frames.as_chunks_mut::<FRAME_BYTES>();
    for [.., high, low] in frames.iter_mut().filter_map(|frame| frame.first_chunk_mut::<GAIN_END>()) {
        // The last two bits of one byte, and six of the next.
        let gain = i32::from(*high & 3) << 6 | i32::from(*low >> 2);
        if gain > 0 {
            let gain = (gain + steps).clamp(1, 255);
            *high = *high & !3 | (gain >> 6) as u8;
            *low = *low & 3 | ((gain & 63) << 2) as u8;
        }
    }
}

pub(crate) fn stream_header() -> Result<FrameHeader, Error> {
    rusty_mp3::encoder_header(SAMPLE_RATE, 1, 64).map_err(|_| Error::Encoder(0))
}

struct Encoder {
    header: FrameHeader,
    filterbank: Filterbank,
    mdct: Mdct,
    rate: RateLoop,
}

impl Encoder {
    fn new() -> Result<Encoder, Error> {
        let header = stream_header()?;
        let rate = RateLoop::new(bitstream::region_capacity(&header) * 8);
        Ok(Encoder { header, filterbank: Filterbank::new(), mdct: Mdct::new(), rate })
    }

    fn frame(&mut self, samples: &[f32; FRAME_SAMPLES]) -> Vec<u8> {
        let subbands = self.filterbank.split(samples);
        let lines = self.mdct.lines(subbands);
        let granule = self.rate.quantise(&self.header, &lines);
        let mut bits = BitWriter::with_capacity(FRAME_BYTES);
        let length = huffman::encode(&granule, &self.header, &mut bits);
        let mut side = SideInfo::default();
        if let Some(slot) = side.granules.first_mut().and_then(|channels| channels.first_mut()) {
            *slot = granule.side;
            // At most the capacity of a frame, which is 1432 bits.
            slot.part2_3_length = length as u16;
        }
        bitstream::format(&self.header, &side, &bits.finish(), &mut EncReservoir::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame of noise, the same for the same seed.
    pub(super) fn noise(seed: u32) -> [f32; FRAME_SAMPLES] {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
        std::array::from_fn(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        })
    }

    #[test]
    fn silence_is_a_frame_of_the_stream() {
        assert_eq!(SILENCE.first_chunk(), Some(&stream_header().unwrap().to_bytes()));
        assert_eq!(encode(&[]).unwrap().last_chunk(), Some(&SILENCE));
    }
}
