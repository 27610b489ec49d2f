//! MP3 encoder (Layer III, mono) whose frames are independent: no bit reservoir.
//!
//! A granule is one long block with flat scale factors, so only the gain is chosen. The transforms and that search are
//! written here for this one case; entropy coding and framing are `rusty_mp3`'s.

mod filterbank;
mod mdct;
mod rate;

use crate::Error;
use crate::band::{Band, GRANULE_SAMPLES};
use filterbank::Filterbank;
use mdct::Mdct;
use rate::{RateLoop, Spectrum};
use rusty_mp3::bitio::BitWriter;
use rusty_mp3::encode::bitstream::{self, EncReservoir};
use rusty_mp3::encode::huffman;
use rusty_mp3::frame::SideInfo;
use rusty_mp3::header::FrameHeader;

/// Subbands of the filterbank, and its passes in a granule.
const SUBBANDS: usize = 32;
const PASSES: usize = GRANULE_SAMPLES / SUBBANDS;

/// Samples of silence after a clip so that its last granule overlaps nothing: the transform laps one granule, and the
/// filterbank remembers 480 samples before it.
const FLUSH: usize = GRANULE_SAMPLES + filterbank::MEMORY;

/// Encodes samples to frames that end in silence, so that any other clip may follow.
pub(crate) fn encode(samples: &[f32], band: Band) -> Result<Vec<u8>, Error> {
    let mut encoder = Encoder::new(band)?;
    let count = (samples.len() + FLUSH).div_ceil(band.frame_samples());
    let mut frames = Vec::with_capacity(count * band.frame_bytes());
    let mut rest = samples;
    for _ in 0..count {
        let (now, later) = rest.split_at(rest.len().min(band.frame_samples()));
        rest = later;
        let frame = encoder.frame(now);
        if frame.len() != band.frame_bytes() {
            return Err(Error::Encoder(frame.len()));
        }
        frames.extend_from_slice(&frame);
    }
    Ok(frames)
}

/// Loudness of one step of a granule's gain, in dB: a fourth root of two.
pub(crate) const GAIN_STEP_DB: f64 = 1.505;

/// Bits of a frame before the gain of each granule: a header of 32, then side information, in which the gain follows the
/// granule's length and count. It has 9 bits for the frame in MPEG-2; 18 in MPEG-1, and 59 for each granule.
const fn gains(band: Band) -> &'static [usize] {
    match band {
        Band::Narrow => &[32 + 9 + 21],
        Band::Wide => &[32 + 18 + 21, 32 + 18 + 59 + 21],
    }
}

/// Amplifies frames of this encoder by whole steps, without loss; granules of silence stay as they are.
pub(crate) fn amplify(frames: &mut [u8], band: Band, steps: i32) {
    for frame in frames.chunks_exact_mut(band.frame_bytes()) {
        for bit in gains(band) {
            let Some(pair) = frame.get_mut(bit / 8..).and_then(|rest| rest.first_chunk_mut()) else { continue };
            let (word, shift) = (u16::from_be_bytes(*pair), 8 - bit % 8);
            let gain = i32::from(word >> shift & 0xFF);
            if gain > 0 {
                let gain = (gain + steps).clamp(1, 255) as u16;
                *pair = (word & !(0xFF << shift) | gain << shift).to_be_bytes();
            }
        }
    }
}

pub(crate) fn stream_header(band: Band) -> Result<FrameHeader, Error> {
    rusty_mp3::encoder_header(band.sample_rate(), 1, band.kbit_per_second()).map_err(|_| Error::Encoder(0))
}

struct Encoder {
    band: Band,
    header: FrameHeader,
    filterbank: Filterbank,
    mdct: Mdct,
    rate: RateLoop,
}

impl Encoder {
    fn new(band: Band) -> Result<Encoder, Error> {
        let (filterbank, mdct) = (Filterbank::new(), Mdct::new());
        Ok(Encoder { band, header: stream_header(band)?, filterbank, mdct, rate: RateLoop::new() })
    }

    /// The next frame, of at most as many samples as it holds; silence fills it up.
    fn frame(&mut self, samples: &[f32]) -> Vec<u8> {
        let mut chunks = samples.chunks(GRANULE_SAMPLES);
        let spectra = (0..self.band.granules()).map(|_| self.spectrum(chunks.next().unwrap_or_default()));
        let spectra: Vec<Spectrum> = spectra.collect();
        let mut bits = BitWriter::with_capacity(self.band.frame_bytes());
        let mut left = bitstream::region_capacity(&self.header) * 8;
        let mut side = SideInfo::default();
        for ((at, spectrum), [slot, _]) in spectra.iter().enumerate().zip(&mut side.granules) {
            let share = spectrum.share(left, spectra.get(at + 1..).unwrap_or_default());
            let granule = self.rate.quantise(&self.header, spectrum, share);
            let length = huffman::encode(&granule, &self.header, &mut bits);
            left = left.saturating_sub(length);
            *slot = granule.side;
            // At most the capacity of a frame, which is 2136 bits.
            slot.part2_3_length = length as u16;
        }
        bitstream::format(&self.header, &side, &bits.finish(), &mut EncReservoir::default())
    }

    fn spectrum(&mut self, samples: &[f32]) -> Spectrum {
        let mut granule = [0.0_f32; GRANULE_SAMPLES];
        granule.iter_mut().zip(samples).for_each(|(slot, sample)| *slot = *sample);
        Spectrum::of(self.mdct.lines(self.filterbank.split(&granule)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A granule of noise, the same for the same seed.
    pub(super) fn noise(seed: u32) -> [f32; GRANULE_SAMPLES] {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
        std::array::from_fn(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        })
    }

    const BANDS: [Band; 2] = [Band::Narrow, Band::Wide];

    #[test]
    fn silence_is_a_frame_of_the_stream() {
        for band in BANDS {
            assert_eq!(band.silence().first_chunk(), Some(&stream_header(band).unwrap().to_bytes()));
            assert!(encode(&[], band).unwrap().ends_with(band.silence()));
        }
    }

    #[test]
    fn only_the_gain_of_each_granule_is_amplified() {
        for band in BANDS {
            let sound: Vec<f32> = (1..9).flat_map(noise).collect();
            let before = encode(&sound, band).unwrap();
            let mut after = before.clone();
            amplify(&mut after, band, -7);
            let header = stream_header(band).unwrap();
            let side = |frame: &[u8]| {
                let bytes = &frame[4..4 + header.side_info_len()];
                rusty_mp3::decode::sideinfo::parse(&header, bytes).unwrap()
            };
            let frames = |bytes: &[u8]| bytes.chunks(band.frame_bytes()).map(side).collect::<Vec<SideInfo>>();
            for (mut before, after) in frames(&before).into_iter().zip(frames(&after)) {
                for granule in before.granules.iter_mut().flatten().filter(|granule| granule.global_gain > 0) {
                    granule.global_gain -= 7;
                }
                assert_eq!(before, after);
            }
            amplify(&mut after, band, 7);
            assert!(after == before);
        }
    }

    #[test]
    fn the_louder_granule_has_more_of_a_frame_and_nothing_is_left_to_silence() {
        let header = stream_header(Band::Wide).unwrap();
        let lengths = |first: f32, second: f32| {
            let sound: Vec<f32> = [(1, first), (2, second)]
                .iter()
                .flat_map(|(seed, level)| noise(*seed).map(|sample| sample * level))
                .collect();
            let frame = Encoder::new(Band::Wide).unwrap().frame(&sound);
            let side = rusty_mp3::decode::sideinfo::parse(&header, &frame[4..21]).unwrap();
            side.granules.map(|[granule, _]| granule.part2_3_length)
        };
        let [first, second] = lengths(0.01, 0.5);
        assert!(first > 200 && first < second && first + second > 2_000, "{first} {second}");
        let [first, second] = lengths(0.5, 0.01);
        // The second granule has the overlap of the first.
        assert!(second > 200 && first + second > 2_000, "{first} {second}");
        let [first, second] = lengths(0.0, 0.5);
        assert!(first == 0 && second > 2_000, "{first} {second}");
    }
}
