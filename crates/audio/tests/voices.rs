//! WAV files a voice may return: every supported shape becomes a clip, anything else is an error.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod sound;

use audio::{Band, Clip, Error, Line, Received, Tags, assemble, limits, timeline};
use proptest::prelude::*;
use sound::{HIGH, LOW, speech, wav, wav16};

const BANDS: [Band; 2] = [Band::Narrow, Band::Wide];

fn clip(answer: &[u8]) -> Result<Clip, Error> {
    audio::clip(answer, Band::Narrow)
}

fn spoken() -> Vec<u8> {
    wav16(&speech(LOW, 16_000, 2), 16_000, 1)
}

#[test]
fn the_same_bytes_give_the_same_clip() {
    assert_eq!(clip(&spoken()).unwrap(), clip(&spoken()).unwrap());
}

#[test]
fn a_clip_is_whole_independent_frames() {
    for (band, head, bytes) in
        [(Band::Narrow, [0xFF, 0xF3, 0x84, 0xC4], 192), (Band::Wide, [0xFF, 0xFB, 0x74, 0xC4], 288)]
    {
        let clip = audio::clip(&spoken(), band).unwrap();
        assert_eq!(clip.frames.len(), clip.frame_count() as usize * bytes);
        assert_eq!(clip.duration_ms(), u64::from(clip.frame_count()) * audio::FRAME_MS);
        for frame in clip.frames.chunks(bytes) {
            assert_eq!(frame[..4], head);
            // Where the main data begins, private bits, and what is shared between granules.
            assert_eq!(frame[4], 0);
            assert!(band == Band::Narrow || (frame[5], frame[6] >> 6) == (0, 0));
        }
    }
}

#[test]
fn silence_around_speech_is_trimmed_and_speech_is_kept() {
    let sounding_ms = 3 * 180 - 72;
    let clip = clip(&wav16(&speech(LOW, 16_000, 3), 16_000, 1)).unwrap();
    assert!((sounding_ms..sounding_ms + 150).contains(&clip.duration_ms()), "{}", clip.duration_ms());
}

#[test]
fn every_rate_and_channel_count_gives_the_same_length() {
    let length =
        |rate, channels, band| audio::clip(&wav16(&speech(LOW, rate, 3), rate, channels), band).unwrap().duration_ms();
    let expected = length(24_000, 1, Band::Narrow);
    for (rate, channels) in [(8_000, 1), (11_025, 1), (16_000, 1), (16_000, 2), (22_050, 1), (44_100, 2), (48_000, 1)] {
        for band in BANDS {
            assert!(length(rate, channels, band).abs_diff(expected) <= 24, "{rate} Hz, {channels} channels, {band:?}");
        }
    }
}

#[test]
fn every_encoding_gives_the_same_length() {
    let samples = speech(LOW, 16_000, 2);
    let expected = clip(&wav16(&samples, 16_000, 1)).unwrap().duration_ms();
    let bytes = |write: fn(f64) -> Vec<u8>| samples.iter().copied().flat_map(write).collect::<Vec<u8>>();
    let cases = [
        (1, 24, bytes(|s| ((s * 8_388_607.0) as i32).to_le_bytes()[..3].to_vec())),
        (1, 32, bytes(|s| ((s * 2_147_483_647.0) as i32).to_le_bytes().to_vec())),
        (3, 32, bytes(|s| (s as f32).to_le_bytes().to_vec())),
        (3, 64, bytes(|s| s.to_le_bytes().to_vec())),
    ];
    for (tag, bits, sound) in cases {
        let clip = clip(&wav(tag, bits, 16_000, 1, &sound)).unwrap();
        assert!(clip.duration_ms().abs_diff(expected) <= 24, "{tag} with {bits} bits");
    }
}

#[test]
fn a_constant_offset_does_not_hide_silence() {
    let offset: Vec<f64> = speech(HIGH, 16_000, 2).iter().map(|sample| sample + 0.2).collect();
    let with = clip(&wav16(&offset, 16_000, 1)).unwrap();
    let without = clip(&wav16(&speech(HIGH, 16_000, 2), 16_000, 1)).unwrap();
    assert!(with.duration_ms().abs_diff(without.duration_ms()) <= 24);
    assert_eq!(clip(&wav16(&[0.2; 16_000], 16_000, 1)), Err(Error::Silent));
}

#[test]
fn a_silent_wav_is_an_error() {
    assert_eq!(clip(&wav16(&[], 16_000, 1)), Err(Error::Silent));
    assert_eq!(clip(&wav16(&[0.0; 16_000], 16_000, 1)), Err(Error::Silent));
    let not_a_number: Vec<u8> = std::iter::repeat_n(f32::NAN.to_le_bytes(), 16_000).flatten().collect();
    assert_eq!(clip(&wav(3, 32, 16_000, 1, &not_a_number)), Err(Error::Silent));
}

#[test]
fn a_wav_over_the_length_limit_is_an_error() {
    let seconds = limits::CLIP_SECONDS_MAX as usize + 1;
    assert_eq!(clip(&wav(1, 8, 8_000, 1, &vec![0; 8_000 * seconds])), Err(Error::TooLong));
}

#[test]
fn an_error_names_what_is_not_supported() {
    let sound = [0; 64];
    assert_eq!(clip(&wav(7, 8, 8_000, 1, &sound)), Err(Error::UnsupportedEncoding { tag: 7, bits: 8 }));
    assert_eq!(clip(&wav(1, 12, 8_000, 1, &sound)), Err(Error::UnsupportedEncoding { tag: 1, bits: 12 }));
    assert_eq!(clip(&wav(1, 16, 8_000, 0, &sound)), Err(Error::UnsupportedChannels(0)));
    assert_eq!(clip(&wav(1, 16, 8_000, 9, &sound)), Err(Error::UnsupportedChannels(9)));
    assert_eq!(clip(&wav(1, 16, 0, 1, &sound)), Err(Error::UnsupportedRate(0)));
    assert_eq!(clip(&wav(1, 16, 23_999, 1, &sound)), Err(Error::UnsupportedRate(23_999)));
    assert_eq!(clip(b"ID3"), Err(Error::NotSound(Received::Mp3)));
    assert_eq!(clip(&wav16(&[], 16_000, 1)[..36]), Err(Error::Truncated));
}

fn answer(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/answers/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn an_answer_in_another_format_is_refused_with_what_was_received() {
    let told = [
        ("tone.flac", "received FLAC, 16000 Hz, not WAV or MP3"),
        ("ffmpeg.flac", "received FLAC, 48000 Hz, not WAV or MP3"),
        ("tone.opus", "received Opus, 24000 Hz, not WAV or MP3"),
        ("tone.ogg", "received Ogg Vorbis, not WAV or MP3"),
        ("tone.m4a", "received MP4, not WAV or MP3"),
        ("tone.aac", "received AAC, not WAV or MP3"),
        ("tone.webm", "received WebM, not WAV or MP3"),
        ("tone.aiff", "received AIFF, not WAV or MP3"),
        ("tone.au", "received AU, not WAV or MP3"),
        ("tone.caf", "received CAF, not WAV or MP3"),
        ("mu-law.wav", "received WAV with µ-law, 8 bits: not supported"),
        ("a-law.wav", "received WAV with A-law, 8 bits: not supported"),
        ("adpcm.wav", "received WAV with ADPCM, 4 bits: not supported"),
        ("mp3.wav", "received WAV with MP3, 0 bits: not supported"),
    ];
    for (name, error) in told {
        assert_eq!(clip(&answer(name)).map_err(|error| error.to_string()), Err(error.to_owned()), "{name}");
    }
    let words: [(&[u8], &str); 7] = [
        (b"", "an empty answer"),
        (b" {\"error\": {}}", "JSON"),
        (b"<!doctype html>", "HTML or XML"),
        (b"Bad gateway", "text"),
        (b"\0\x01\x02\x03", "bytes of no known format"),
        (b"RIFX\0\0\0\0WAVE", "a WAV of reversed byte order (RIFX)"),
        (b"RIFF\0\0\0\0AVI LIST\0\0\0\0", "bytes of no known format"),
    ];
    for (bytes, name) in words {
        let error = clip(bytes).unwrap_err();
        assert_eq!((error.code(), error.to_string()), ("not_wav", format!("received {name}, not WAV or MP3")));
    }
}

#[test]
fn an_mp3_becomes_the_clip_that_its_wav_becomes() {
    let whole = clip(&spoken()).unwrap();
    let line = Line { frames: whole.frame_count(), speaker: "Ada", text: "", chapter: 0 };
    let mp3 = assemble([&whole.frames[..]], Band::Narrow, &timeline(&[line], &[]), &Tags::default()).unwrap();
    assert!(clip(&mp3).unwrap().duration_ms().abs_diff(whole.duration_ms()) <= 48);
    assert_eq!(clip(&mp3[..mp3.len() / 2]), Err(Error::Truncated));
    for name in ["lame-8000.mp3", "lame-48000.mp3", "lame-stereo-tag.mp3", "lame-vbr.mp3", "ffmpeg-pipe.mp3"] {
        let ms = clip(&answer(name)).unwrap().duration_ms();
        assert!((290..500).contains(&ms), "{name}: {ms} ms");
    }
}

#[test]
fn channels_that_cancel_each_other_out_are_heard() {
    let expected = clip(&spoken()).unwrap().duration_ms();
    let opposed: Vec<f64> = speech(LOW, 16_000, 2).iter().flat_map(|sample| [*sample, -sample]).collect();
    let sound: Vec<u8> = opposed.iter().flat_map(|sample| ((sample * 32_767.0) as i16).to_le_bytes()).collect();
    assert!(clip(&wav(1, 16, 16_000, 2, &sound)).unwrap().duration_ms().abs_diff(expected) <= 24);
}

#[test]
fn floats_may_be_whole_numbers_of_sixteen_bits() {
    let scaled = |factor: f64| -> Vec<u8> {
        speech(LOW, 16_000, 2).iter().flat_map(|sample| ((sample * factor) as f32).to_le_bytes()).collect()
    };
    let [one, many] = [1.0, 32_768.0].map(|factor| clip(&wav(3, 32, 16_000, 1, &scaled(factor))).unwrap());
    assert_eq!(one.duration_ms(), many.duration_ms());
}

#[test]
fn bytes_that_are_no_samples_are_noise() {
    let mut state = 7_u32;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(32_000)
    .collect();
    assert_eq!(clip(&wav(1, 16, 16_000, 1, &bytes)), Err(Error::Noise));
    assert_eq!(clip(&wav(1, 8, 8_000, 1, &bytes)), Err(Error::Noise));
}

#[test]
fn a_chunk_of_odd_size_may_lack_its_padding() {
    let wav = spoken();
    let unpadded = [&wav[..36], b"LIST\x03\0\0\0odd", &wav[36..]].concat();
    assert_eq!(clip(&unpadded), clip(&wav));
}

#[test]
fn chunks_may_come_in_any_order_and_have_odd_sizes() {
    let wav = spoken();
    let mut padded = wav[..36].to_vec();
    padded.extend(b"LIST\x03\0\0\0odd\0");
    padded.extend(&wav[36..]);
    padded.extend(b"tail\x04\0\0\0data");
    assert_eq!(clip(&padded), clip(&wav));
}

#[test]
fn the_length_placeholder_of_a_streaming_writer_is_accepted() {
    let wav = spoken();
    for (riff, data) in [(u32::MAX, u32::MAX), (0, 0), (0x7FFF_F024, 0x7FFF_F000)] {
        let mut streamed = wav.clone();
        streamed[4..8].copy_from_slice(&riff.to_le_bytes());
        streamed[40..44].copy_from_slice(&data.to_le_bytes());
        assert_eq!(clip(&streamed), clip(&wav));
    }
}

#[test]
fn an_extensible_format_is_read_by_its_guid() {
    let wav = spoken();
    let mut extensible = wav[..16].to_vec();
    extensible.extend(40_u32.to_le_bytes());
    extensible.extend(0xFFFE_u16.to_le_bytes());
    extensible.extend(&wav[22..36]);
    extensible.extend([22, 0, 16, 0, 4, 0, 0, 0, 1, 0]);
    extensible.extend([0, 0, 0, 0, 16, 0, 128, 0, 0, 170, 0, 56, 155, 113]);
    extensible.extend(&wav[36..]);
    assert_eq!(clip(&extensible), clip(&wav));
}

#[test]
fn a_wav_cut_short_anywhere_is_an_error() {
    let wav = wav16(&speech(LOW, 16_000, 1)[3_000..3_200], 16_000, 1);
    for length in 0..wav.len() {
        assert!(matches!(clip(&wav[..length]), Err(Error::NotSound(_) | Error::Truncated)), "{length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(clip(&bytes).is_err());
    }

    #[test]
    fn a_damaged_header_never_panics(at in 0_usize..48, byte in any::<u8>(), more in any::<[u8; 4]>()) {
        let mut wav = wav16(&speech(LOW, 8_000, 1)[1_000..1_600], 8_000, 1);
        wav[at] = byte;
        let end = at.min(44) + 4;
        wav[end - 4..end].copy_from_slice(&more);
        prop_assert_eq!(clip(&wav), clip(&wav));
    }

    #[test]
    fn any_floats_never_panic(samples in prop::collection::vec(any::<f32>(), 1..1_500)) {
        let sound: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        if let Ok(clip) = clip(&wav(3, 32, 24_000, 1, &sound)) {
            prop_assert!(clip.frame_count() >= 2);
        }
    }
}
