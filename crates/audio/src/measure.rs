//! Decodes a finished file as a player would, and measures its length, loudness and true peak.

mod peak;

use crate::meter::{self, Energies, Weighting};
use crate::{Band, Error};
use nanomp3::{Decoder, MAX_SAMPLES_PER_FRAME, VbrTag};
use peak::TruePeak;
use serde::{Deserialize, Serialize};

/// The measurements of a finished file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Duration of the frames that decoded.
    pub duration_ms: u64,
    /// Duration in the header frame: the one players show.
    pub header_duration_ms: u64,
    /// Integrated loudness, dual mono; -70 for silence.
    pub loudness_lufs: f64,
    /// Highest peak between samples, in dB relative to full scale; -100 for silence.
    pub true_peak_dbtp: f64,
}

const SILENT_LUFS: f64 = -70.0;
const SILENT_DBTP: f64 = -100.0;

/// Samples of a decoder's own delay, which players add to the encoder's.
pub(crate) const DECODER_DELAY: u64 = 529;

/// Measures a file of this form.
///
/// # Errors
/// `NotMp3` where there is no header frame, or a frame of another form.
pub fn measure(mp3: &[u8], band: Band) -> Result<Measured, Error> {
    let stream = mp3.get(nanomp3::id3v2_len(mp3)..).ok_or(Error::NotMp3)?;
    let (tag, frames) = header_frame(stream).ok_or(Error::NotMp3)?;
    let (delay, padding) = tag.encoder_delay_padding.unwrap_or_default();
    let rate = band.sample_rate();
    let heard = |samples: u64| samples.saturating_sub(u64::from(delay) + u64::from(padding));

    let (mut weighting, mut energies, mut peak) = (Weighting::new(rate), Energies::new(rate), TruePeak::new());
    let skip = u64::from(delay) + DECODER_DELAY;
    let mut samples = 0;
    decode(frames, |decoded_rate, channels, pcm| {
        if (decoded_rate, channels) != (rate, 1) {
            return Err(Error::NotMp3);
        }
        let skipped = usize::try_from(skip.saturating_sub(samples)).unwrap_or(usize::MAX);
        samples += pcm.len() as u64;
        let pcm = pcm.get(skipped..).unwrap_or_default();
        pcm.iter().for_each(|sample| energies.add(weighting.next(*sample)));
        peak.add(pcm);
        Ok(())
    })?;
    let in_header = u64::from(tag.frames.unwrap_or_default()) * band.frame_samples() as u64;
    Ok(Measured {
        duration_ms: ms(heard(samples), rate),
        header_duration_ms: ms(heard(in_header), rate),
        loudness_lufs: energies.loudness().unwrap_or(SILENT_LUFS),
        true_peak_dbtp: dbtp(peak.finish()),
    })
}

/// A clip as it is heard in an episode.
pub(crate) struct Heard {
    /// None for silence.
    pub(crate) loudness_lufs: Option<f64>,
    pub(crate) true_peak_dbtp: f64,
}

/// Decodes and measures frames of a rate in Hz, without a header frame, with silence of `gap` samples after them.
pub(crate) fn heard(frames: &[u8], rate: u32, gap: usize) -> Result<Heard, Error> {
    let (mut weighting, mut weighted, mut peak) = (Weighting::new(rate), Vec::new(), TruePeak::new());
    decode(frames, |_, _, pcm| {
        weighted.extend(pcm.iter().map(|sample| weighting.next(*sample) as f32));
        peak.add(pcm);
        Ok(())
    })?;
    let loudness_lufs = meter::loudness(weighted.iter().map(|sample| f64::from(*sample)), rate, gap);
    Ok(Heard { loudness_lufs, true_peak_dbtp: dbtp(peak.finish()) })
}

fn dbtp(peak: f32) -> f64 {
    (20.0 * f64::from(peak).log10()).max(SILENT_DBTP)
}

/// The header frame's contents, and the frames after it; none if sound comes first.
pub(crate) fn header_frame(stream: &[u8]) -> Option<(VbrTag, &[u8])> {
    let first = nanomp3::frames(stream).next()?;
    let tag = VbrTag::parse(first.data)?;
    Some((tag, stream.get(first.offset + first.data.len()..)?))
}

/// Passes the rate, the channels and the samples of each frame to `heard`.
pub(crate) fn decode(
    frames: &[u8],
    mut heard: impl FnMut(u32, usize, &[f32]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut decoder = Box::new(Decoder::new());
    let mut pcm = vec![0.0_f32; MAX_SAMPLES_PER_FRAME];
    let mut rest = frames;
    while !rest.is_empty() {
        let (consumed, decoded) = decoder.decode(rest, &mut pcm);
        rest = rest.get(consumed.max(1)..).unwrap_or_default();
        let Ok(frame) = decoded else { continue };
        let channels = usize::from(frame.channels.num());
        heard(frame.sample_rate, channels, pcm.get(..frame.samples_produced * channels).unwrap_or_default())?;
    }
    Ok(())
}

fn ms(samples: u64, rate: u32) -> u64 {
    samples * 1000 / u64::from(rate)
}
