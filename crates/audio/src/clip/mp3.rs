//! MP3 of a voice → mono samples, without the silence that its encoder put around them.

use super::mono::{Mono, mixed};
use crate::{Error, Received, limits};
use nanomp3::{Options, SliceReader};

/// Samples by which a file may be shorter than its header says: some writers count the header frame.
const MISSING_MAX: u64 = 2 * 1_152;

pub(super) fn parse(mp3: &[u8]) -> Result<Mono, Error> {
    // Without the scan, the length is known only from a header frame.
    let mut reader = SliceReader::<f32>::with_options(mp3, Options::default().skip_scan(true));
    let rate = reader.sample_rate();
    let channels = reader.channels().map_or(1, |channels| usize::from(channels.num()));
    let mut interleaved = Vec::new();
    loop {
        // The format changed, which no voice means.
        let frame = reader.read_frame().map_err(|_| Error::NotSound(Received::Mp3))?;
        let Some(frame) = frame else { break };
        interleaved.extend_from_slice(frame);
        limits::length(interleaved.len() / channels, rate)?;
    }
    if interleaved.is_empty() {
        return Err(Error::NotSound(Received::Mp3));
    }
    limits::rate(rate)?;
    let missing = reader.total_samples().unwrap_or_default().saturating_sub((interleaved.len() / channels) as u64);
    if missing > MISSING_MAX {
        return Err(Error::Truncated);
    }
    Ok(Mono { rate, samples: mixed(interleaved.iter().copied(), channels) })
}
