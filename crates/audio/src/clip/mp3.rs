//! MP3 of a voice → mono samples, without the silence that its encoder put around them.

use super::mono::{Mono, mixed};
use crate::measure::{DECODER_DELAY, decode, header_frame};
use crate::{Error, Received, limits};
use nanomp3::VbrTag;

/// Frames by which a file may be shorter than its header says: some writers count the header, and the last may be cut.
const MISSING_MAX: u32 = 2;

pub(super) fn parse(mp3: &[u8]) -> Result<Mono, Error> {
    let damaged = Error::NotSound(Received::Mp3);
    let stream = nanomp3::strip_tags(mp3);
    let (tag, stream) = header_frame(stream).map_or((None, stream), |(tag, frames)| (Some(tag), frames));
    let (mut format, mut interleaved, mut frames) = (None, Vec::new(), 0_u32);
    decode(stream, |rate, channels, samples| {
        // No voice changes its format on the way.
        if *format.get_or_insert((rate, channels)) != (rate, channels) {
            return Err(damaged.clone());
        }
        interleaved.extend_from_slice(samples);
        frames = frames.saturating_add(1);
        limits::length(interleaved.len() / channels, rate)
    })?;
    let (rate, channels) = format.ok_or(damaged)?;
    limits::rate(rate)?;
    if tag.and_then(|tag| tag.frames).is_some_and(|said| said > frames.saturating_add(MISSING_MAX)) {
        return Err(Error::Truncated);
    }
    let (start, end) = tag.map_or((0, 0), |tag| silence(&tag));
    let end = interleaved.len().saturating_sub(end * channels);
    let heard = interleaved.get(start * channels..end).unwrap_or_default();
    Ok(Mono { rate, samples: mixed(heard.iter().copied(), channels) })
}

/// The samples before and after the sound, as the encoder has counted them.
fn silence(tag: &VbrTag) -> (usize, usize) {
    let decoder = DECODER_DELAY as usize;
    tag.encoder_delay_padding
        .map_or((0, 0), |(delay, padding)| (usize::from(delay) + decoder, usize::from(padding).saturating_sub(decoder)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Vec<u8> {
        std::fs::read(format!("{}/tests/answers/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    #[test]
    fn files_of_other_encoders_are_as_long_as_other_readers_say() {
        let rows: Vec<&str> = include_str!("../../tests/answers/answers.tsv").lines().skip(1).collect();
        assert!(rows.len() > 12);
        for row in rows {
            let cells: Vec<&str> = row.split('\t').collect();
            let [name, rate, _, frames] = cells[..] else { panic!("{row}") };
            let Mono { rate: ours, samples } = parse(&read(name)).unwrap();
            assert_eq!((ours.to_string(), samples.len().to_string()), (rate.to_owned(), frames.to_owned()), "{name}");
            assert!(samples.iter().any(|sample| sample.abs() > 0.05), "{name} is silent");
        }
    }

    #[test]
    fn a_file_without_frames_is_no_sound() {
        for bytes in [&b""[..], b"ID3\x04\0\0\0\0\0\0", &[0xFF; 900], &read("lame-vbr.mp3")[..100]] {
            assert_eq!(parse(bytes), Err(Error::NotSound(Received::Mp3)));
        }
    }
}
