//! Sound as a voice returns it.

use audio::Band;

use super::Verdict;
use crate::corpus::Corpus;
use crate::mutate;
use crate::random::Random;

const BYTES_MAX: usize = 96 * 1024;
/// Frames of the longest clip, and those that the encoder adds.
const FRAMES_MAX: usize = 90 * 1_000 / 24 + 8;

/// MP3 files of other encoders.
const MP3: [&[u8]; 5] = [
    include_bytes!("../../../../crates/audio/tests/answers/lame-stereo-tag.mp3"),
    include_bytes!("../../../../crates/audio/tests/answers/lame-vbr.mp3"),
    include_bytes!("../../../../crates/audio/tests/answers/lame-8000.mp3"),
    include_bytes!("../../../../crates/audio/tests/answers/lame-44100.mp3"),
    include_bytes!("../../../../crates/audio/tests/answers/ffmpeg-pipe.mp3"),
];

/// Heads of WAV files as programs write them, and the bytes after their sound.
const HEADERS: &str = include_str!("../../../../crates/audio/tests/headers/headers.tsv");

pub(super) fn clip(random: &mut Random, _: &Corpus) -> Verdict {
    let is_mp3 = random.one_in(4);
    let valid = if is_mp3 {
        random.pick(&MP3).to_vec()
    } else if random.one_in(3) {
        written(random)
    } else {
        wav(random)
    };
    let bytes = if random.one_in(50) {
        let count = random.length(2_000);
        random.bytes(count)
    } else if random.one_in(3) {
        header_changed(random, valid)
    } else {
        mutate::bytes(random, valid, BYTES_MAX)
    };
    let band = if random.one_in(2) { Band::Narrow } else { Band::Wide };
    match audio::clip(&bytes, band) {
        Ok(clip) => {
            assert_eq!(clip.frames.len() % band.frame_bytes(), 0);
            // 24 ms are at least 192 samples of 8 kHz: as many bytes of a WAV.
            let frames_max = if bytes.starts_with(b"R") { bytes.len() / 192 + 8 } else { FRAMES_MAX };
            assert!(clip.frame_count() as usize <= frames_max, "{} of {}", clip.frames.len(), bytes.len());
            Verdict::Taken
        }
        Err(error) => Verdict::Refused(error.code()),
    }
}

/// A file with the head of one that a program has written, and a little sound.
fn written(random: &mut Random) -> Vec<u8> {
    let rows: Vec<&str> = HEADERS.lines().skip(1).collect();
    let mut cells = random.pick(&rows).rsplit('\t');
    let (after, before) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
    [unhex(before), hum(random.length(4_000), 16, 1), unhex(after)].concat()
}

fn unhex(text: &str) -> Vec<u8> {
    let (pairs, _) = text.as_bytes().as_chunks::<2>();
    let digit = |digit: u8| char::from(digit).to_digit(16).unwrap_or_default() as u8;
    pairs.iter().map(|[high, low]| digit(*high) << 4 | digit(*low)).collect()
}

/// Mutates a WAV file, mostly in its first hundred bytes, where most parsing is done.
fn header_changed(random: &mut Random, mut wav: Vec<u8>) -> Vec<u8> {
    let sound = wav.split_off(wav.len().min(60));
    let mut changed = mutate::bytes(random, wav, 4_096);
    changed.extend(sound);
    changed
}

/// A valid file of any format there is, a few hundredths of a second to half a second long.
fn wav(random: &mut Random) -> Vec<u8> {
    let &(tag, bits) = random.pick(&[(1_u16, 8_u16), (1, 16), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64)]);
    let channels = *random.pick(&[1_u16, 1, 1, 2, 8]);
    let rate = *random.pick(&[8_000_u32, 11_025, 16_000, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000]);
    let block = usize::from(channels) * usize::from(bits / 8);
    let frames = random.length(4_000).min(BYTES_MAX / block);
    let sound = if random.one_in(3) { random.bytes(frames * block) } else { hum(frames, bits, channels) };
    let is_extensible = random.one_in(8);
    let mut format = Vec::new();
    format.extend(if is_extensible { 0xFFFE } else { tag }.to_le_bytes());
    format.extend(channels.to_le_bytes());
    format.extend(rate.to_le_bytes());
    format.extend(rate.saturating_mul(u32::try_from(block).unwrap_or_default()).to_le_bytes());
    format.extend(u16::try_from(block).unwrap_or_default().to_le_bytes());
    format.extend(bits.to_le_bytes());
    if is_extensible {
        format.extend([22, 0, 0, 0, 0, 0, 0, 0]);
        format.extend(tag.to_le_bytes());
        format.extend([0; 14]);
    }
    let mut body = b"WAVE".to_vec();
    for (name, chunk) in [(b"fmt ", &format), (b"LIST", &b"odd".to_vec()), (b"data", &sound)] {
        if name == b"LIST" && !random.one_in(4) {
            continue;
        }
        body.extend(name);
        body.extend(u32::try_from(chunk.len()).unwrap_or_default().to_le_bytes());
        body.extend(chunk);
        body.extend(vec![0; chunk.len() % 2]);
    }
    let mut wav = b"RIFF".to_vec();
    wav.extend(u32::try_from(body.len()).unwrap_or_default().to_le_bytes());
    wav.extend(body);
    wav
}

/// A square wave as signed little-endian numbers of any width.
fn hum(frames: usize, bits: u16, channels: u16) -> Vec<u8> {
    let width = usize::from(bits / 8);
    let sample = |frame: usize| {
        let level = if frame % 80 < 40 { 0x20_u8 } else { 0xE0 };
        let mut bytes = vec![0; width.saturating_sub(1)];
        bytes.push(level);
        bytes
    };
    (0..frames).flat_map(|frame| sample(frame).repeat(usize::from(channels))).collect()
}
