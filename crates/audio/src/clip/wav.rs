//! RIFF WAVE parser → mono samples.
//!
//! Accepts chunks in any order, trusts no size in the file, and allocates no more than a few times the input's length.

use super::mono::{Mono, mixed};
use crate::{Error, Received, limits};

/// Sizes from here on mean "unknown": a streaming writer puts them before it knows the length.
const STREAMING_SIZE: u32 = 0x7FFF_0000;

const PCM: u16 = 1;
const FLOAT: u16 = 3;
const EXTENSIBLE: u16 = 0xFFFE;

/// Bytes of the file's own head: RIFF, size, WAVE.
const HEAD: usize = 12;

#[derive(Clone, Copy)]
struct Format {
    encoding: Encoding,
    channels: u16,
    rate: u32,
}

#[derive(Clone, Copy)]
enum Encoding {
    Unsigned8,
    Signed16,
    Signed24,
    Signed32,
    Float32,
    Float64,
}

pub(super) fn parse(wav: &[u8]) -> Result<Mono, Error> {
    let (riff, mut rest) = wav.split_at_checked(HEAD).ok_or(Error::Truncated)?;
    let unknown_length = is_unknown(u32_at(riff, 4));
    let (mut format, mut long_size) = (None, None);
    while let Some((head, body)) = rest.split_at_checked(8) {
        let size = u32_at(head, 4);
        let length = usize::try_from(size).unwrap_or(usize::MAX);
        if head.starts_with(b"data") {
            let format: Format = format.ok_or(Error::NotSound(Received::Wav))?;
            let streamed = size >= STREAMING_SIZE || (size == 0 && (unknown_length || !is_chunk(body)));
            let known = if streamed { long_size } else { Some(length) };
            let bytes = match known {
                Some(length) => body.get(..length).ok_or(Error::Truncated)?,
                None => before_second_head(body, wav.len() - body.len()),
            };
            return format.mono(bytes);
        }
        if head.starts_with(b"fmt ") {
            format = Some(Format::parse(body.get(..length).ok_or(Error::Truncated)?)?);
        }
        if head.starts_with(b"ds64") {
            // The file's size, then that of its data.
            let size = u64::from_le_bytes(array(body.get(8..).unwrap_or_default()));
            long_size = usize::try_from(size).ok().filter(|size| *size > 0 && *size < STREAMING_SIZE as usize);
        }
        rest = after(body, length).ok_or(Error::Truncated)?;
    }
    Err(Error::Truncated)
}

/// The bytes after a chunk. One of odd size is followed by a zero, which some writers leave out: no name begins with it.
fn after(body: &[u8], length: usize) -> Option<&[u8]> {
    let rest = body.get(length..)?;
    match rest.split_first() {
        Some((0, padded)) if length % 2 == 1 => Some(padded),
        Some(_) | None => Some(rest),
    }
}

/// True at the beginning of a chunk, of which each has a name.
fn is_chunk(bytes: &[u8]) -> bool {
    bytes.first_chunk::<4>().is_none_or(|name| name.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b' '))
}

/// The sound of a streaming writer. Festival's, which cannot go back in a pipe, writes its head once more behind the sound.
fn before_second_head(body: &[u8], head: usize) -> &[u8] {
    match body.split_at_checked(body.len().saturating_sub(head)) {
        Some((sound, again)) if Received::of(again) == Received::Wav => sound,
        Some(_) | None => body,
    }
}

fn is_unknown(size: u32) -> bool {
    size == 0 || size >= STREAMING_SIZE
}

impl Format {
    fn parse(chunk: &[u8]) -> Result<Format, Error> {
        if chunk.len() < 16 {
            return Err(Error::NotSound(Received::Wav));
        }
        let bits = u16_at(chunk, 14);
        // An extensible format names the real one in the first two bytes of its GUID.
        let tag = match u16_at(chunk, 0) {
            EXTENSIBLE if chunk.len() >= 26 => u16_at(chunk, 24),
            tag => tag,
        };
        let encoding = match (tag, bits) {
            (PCM, 8) => Encoding::Unsigned8,
            (PCM, 16) => Encoding::Signed16,
            (PCM, 24) => Encoding::Signed24,
            (PCM, 32) => Encoding::Signed32,
            (FLOAT, 32) => Encoding::Float32,
            (FLOAT, 64) => Encoding::Float64,
            (tag, bits) => return Err(Error::UnsupportedEncoding { tag, bits }),
        };
        let channels = u16_at(chunk, 2);
        if channels == 0 || channels > limits::CHANNELS_MAX {
            return Err(Error::UnsupportedChannels(channels));
        }
        let rate = u32_at(chunk, 4);
        limits::rate(rate)?;
        Ok(Format { encoding, channels, rate })
    }

    fn mono(self, bytes: &[u8]) -> Result<Mono, Error> {
        let (width, decode): (usize, fn(&[u8]) -> f32) = match self.encoding {
            Encoding::Unsigned8 => (1, unsigned8),
            Encoding::Signed16 => (2, signed16),
            Encoding::Signed24 => (3, signed24),
            Encoding::Signed32 => (4, signed32),
            Encoding::Float32 => (4, float32),
            Encoding::Float64 => (8, float64),
        };
        let channels = usize::from(self.channels);
        limits::length(bytes.len() / (width * channels), self.rate)?;
        Ok(Mono { rate: self.rate, samples: mixed(bytes.chunks_exact(width).map(decode), channels) })
    }
}

fn unsigned8(bytes: &[u8]) -> f32 {
    (f32::from(array::<1>(bytes)[0]) - 128.0) / 128.0
}

fn signed16(bytes: &[u8]) -> f32 {
    f32::from(i16::from_le_bytes(array(bytes))) / 32_768.0
}

fn signed24(bytes: &[u8]) -> f32 {
    let [low, middle, high] = array(bytes);
    i32::from_le_bytes([0, low, middle, high]) as f32 / 2_147_483_648.0
}

fn signed32(bytes: &[u8]) -> f32 {
    i32::from_le_bytes(array(bytes)) as f32 / 2_147_483_648.0
}

fn float32(bytes: &[u8]) -> f32 {
    finite(f32::from_le_bytes(array(bytes)))
}

fn float64(bytes: &[u8]) -> f32 {
    finite(f64::from_le_bytes(array(bytes)) as f32)
}

/// Largest magnitude of a sample: some writers put whole numbers of 16 or 24 bits into floats.
const MAGNITUDE_MAX: f32 = 8_388_608.0;

/// NaN becomes silence; the rest is bounded, so that no sum overflows.
fn finite(sample: f32) -> f32 {
    if sample.is_nan() { 0.0 } else { sample.clamp(-MAGNITUDE_MAX, MAGNITUDE_MAX) }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(array(bytes.get(at..).unwrap_or_default()))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(array(bytes.get(at..).unwrap_or_default()))
}

/// The first `N` bytes, filled up with zeroes.
fn array<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes.first_chunk().copied().unwrap_or([0; N])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Band, clip};

    /// The heads of files as programs write them; `tests/headers/make.py` says how they came here.
    const HEADERS: &str = include_str!("../../tests/headers/headers.tsv");

    /// A row of the table: what other readers tell of a file, and all of its bytes but the sound.
    struct Row {
        name: &'static str,
        rate: u32,
        channels: usize,
        frames: usize,
        encoding: &'static str,
        bytes: usize,
        before: Vec<u8>,
        after: Vec<u8>,
    }

    fn rows() -> Vec<Row> {
        let row = |line: &'static str| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [name, _, rate, channels, frames, encoding, _, bytes, before, after] = cells[..] else {
                panic!("{line}")
            };
            let number = |cell: &str| cell.parse::<usize>().unwrap();
            Row {
                name,
                rate: rate.parse().unwrap(),
                channels: number(channels),
                frames: number(frames),
                encoding,
                bytes: number(bytes),
                before: unhex(before),
                after: unhex(after),
            }
        };
        HEADERS.lines().skip(1).map(row).collect()
    }

    fn unhex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    fn sample(frame: usize) -> f64 {
        (frame as f64 / 10.0).sin() * 0.5
    }

    /// The sound of a row, the same in each channel, cut to the bytes that the file had.
    fn sound(row: &Row) -> Vec<u8> {
        let encode = |sample: f64| match row.encoding {
            "PCM_U8" => vec![(sample * 127.0 + 128.0) as u8],
            "PCM_16" => ((sample * 32_767.0) as i16).to_le_bytes().to_vec(),
            "PCM_24" => ((sample * 8_388_607.0) as i32).to_le_bytes()[..3].to_vec(),
            "PCM_32" => ((sample * 2_147_483_647.0) as i32).to_le_bytes().to_vec(),
            "FLOAT" => (sample as f32).to_le_bytes().to_vec(),
            "DOUBLE" => sample.to_le_bytes().to_vec(),
            other => panic!("{other}"),
        };
        let mut sound: Vec<u8> = (0..=row.frames).flat_map(|at| encode(sample(at)).repeat(row.channels)).collect();
        sound.truncate(row.bytes);
        sound
    }

    #[test]
    fn files_of_a_hundred_writers_are_read_as_other_readers_read_them() {
        let rows = rows();
        assert!(rows.len() >= 100);
        for row in rows {
            let wav = [&row.before[..], &sound(&row), &row.after].concat();
            assert_eq!(Received::of(&wav), Received::Wav, "{}", row.name);
            let mono = parse(&wav).unwrap_or_else(|error| panic!("{}: {error}", row.name));
            assert_eq!((mono.rate, mono.samples.len()), (row.rate, row.frames), "{}", row.name);
            let worst = mono.samples.iter().enumerate().map(|(at, read)| (f64::from(*read) - sample(at)).abs());
            assert!(worst.fold(0.0, f64::max) < 0.02, "{}", row.name);
            for band in [Band::Narrow, Band::Wide] {
                assert!(clip(&wav, band).is_ok(), "{}", row.name);
            }
        }
    }

    #[test]
    fn no_head_cut_short_or_damaged_panics() {
        for row in rows() {
            let wav = [&row.before[..], &sound(&row)[..row.bytes.min(64)], &row.after].concat();
            for at in 0..row.before.len() {
                assert!(parse(&wav[..at]).is_err(), "{} cut at {at}", row.name);
                for byte in [0, 1, 0x7F, 0x80, 0xFF] {
                    let mut damaged = wav.clone();
                    damaged[at] = byte;
                    if let Ok(mono) = parse(&damaged) {
                        assert!(mono.samples.len() <= wav.len(), "{} with {byte} at {at}", row.name);
                    }
                }
            }
        }
    }
}
