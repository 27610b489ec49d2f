//! WAV files a voice may return: every supported shape becomes a clip, anything else is an error.

mod sound;

use audio::{Error, Received, clip, limits};
use proptest::prelude::*;
use sound::{HIGH, LOW, speech, wav, wav16};

fn spoken() -> Vec<u8> {
    wav16(&speech(LOW, 16_000, 2), 16_000, 1)
}

#[test]
fn the_same_bytes_give_the_same_clip() {
    assert_eq!(clip(&spoken()).unwrap(), clip(&spoken()).unwrap());
}

#[test]
fn a_clip_is_whole_independent_frames() {
    let clip = clip(&spoken()).unwrap();
    assert_eq!(clip.frames.len(), clip.frame_count() as usize * audio::FRAME_BYTES);
    assert_eq!(clip.duration_ms(), u64::from(clip.frame_count()) * audio::FRAME_MS);
    for frame in clip.frames.chunks(audio::FRAME_BYTES) {
        assert_eq!(frame[..4], [0xFF, 0xF3, 0x84, 0xC4]);
        let main_data_begin = frame[4];
        assert_eq!(main_data_begin, 0);
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
    let length = |rate, channels| clip(&wav16(&speech(LOW, rate, 3), rate, channels)).unwrap().duration_ms();
    let expected = length(24_000, 1);
    for (rate, channels) in [(8_000, 1), (11_025, 1), (16_000, 1), (16_000, 2), (22_050, 1), (44_100, 2), (48_000, 1)] {
        assert!(length(rate, channels).abs_diff(expected) <= 24, "{rate} Hz, {channels} channels");
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
