//! A whole episode, read back by independent decoders and meters.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod heard;
mod sound;

use audio::{
    Band, Clip, Defect, Error, Line, Measured, Tags, Timeline, assemble, check_pace, clip, correct, measure, timeline,
    verify,
};
use heard::{dbtp, heard, lufs};
use id3::TagLike;
use proptest::prelude::*;
use sound::{HIGH, LOW, speech, wav16};
use std::sync::OnceLock;

const BANDS: [Band; 2] = [Band::Narrow, Band::Wide];

struct Episode {
    band: Band,
    clips: Vec<Clip>,
    timeline: Timeline,
    mp3: Vec<u8>,
}

fn tags() -> Tags {
    Tags {
        title: "Moving — to the edge".to_owned(),
        artist: "Cuepoint".to_owned(),
        album: "Ada & Ben".to_owned(),
        cover: cover(),
    }
}

/// Bytes in a PNG's place, with everything that looks like a frame of sound or the end of a text.
fn cover() -> Vec<u8> {
    let mut cover = b"\x89PNG\r\n\x1a\n\0\0\xff\xfb\x90\0ID3\x04\0\xff\0\xff\xe0\0\0".to_vec();
    cover.extend((0..12_000_u32).map(|at| (at * at / 7) as u8));
    cover
}

/// The episodes all tests share, one of each form; made once.
fn episodes() -> &'static [Episode; 2] {
    static EPISODES: OnceLock<[Episode; 2]> = OnceLock::new();
    EPISODES.get_or_init(|| BANDS.map(spoken))
}

/// Two voices, one far louder than the other, at two sampling rates.
fn spoken(band: Band) -> Episode {
    let clips = vec![
        clip(&wav16(&speech(LOW, 16_000, 9), 16_000, 1), band).unwrap(),
        clip(&wav16(&speech(HIGH, 24_000, 9), 24_000, 2), band).unwrap(),
        clip(&wav16(&speech(HIGH, 24_000, 1), 24_000, 1), band).unwrap(),
        clip(&wav16(&speech(LOW, 16_000, 6), 16_000, 1), band).unwrap(),
    ];
    let words = ["Welcome back to the show.", "Thank you, it is good to.", "Right.", "So let us begin."];
    let spoken = [("Ada", 0), ("Ben", 0), ("Ben", 0), ("Ada", 1)];
    let lines: Vec<Line> = clips
        .iter()
        .zip(words)
        .zip(spoken)
        .map(|((clip, text), (speaker, chapter))| Line { frames: clip.frame_count(), speaker, text, chapter })
        .collect();
    let timeline = timeline(&lines, &["Opening".to_owned(), "Öffnen & schließen".to_owned()]);
    let mp3 = assemble(clips.iter().map(|clip| &clip.frames[..]), band, &timeline, &tags()).unwrap();
    Episode { band, clips, timeline, mp3 }
}

/// The samples of a time.
fn span(band: Band, start_ms: u64, end_ms: u64) -> std::ops::Range<usize> {
    let per_ms = band.sample_rate() as usize / 1000;
    start_ms as usize * per_ms..end_ms as usize * per_ms
}

#[test]
fn an_episode_passes_its_own_verification() {
    for episode in episodes() {
        let measured = measure(&episode.mp3, episode.band).unwrap();
        assert_eq!(verify(&measured, &episode.timeline), Ok(()));
        assert_eq!(measured.duration_ms, episode.timeline.duration_ms());
        assert_eq!(measured.header_duration_ms, episode.timeline.duration_ms());
    }
}

#[test]
fn an_independent_meter_agrees() {
    for episode in episodes() {
        let measured = measure(&episode.mp3, episode.band).unwrap();
        let (samples, rate) = (heard(&episode.mp3), episode.band.sample_rate());
        let peak = dbtp(&samples, rate);
        assert!((lufs(&samples, rate) - measured.loudness_lufs).abs() < 0.05);
        assert!((peak - measured.true_peak_dbtp).abs() < 0.2, "{peak} {}", measured.true_peak_dbtp);
        assert!(peak <= -1.0);
    }
}

#[test]
fn the_decoded_length_is_exactly_the_timelines() {
    for episode in episodes() {
        assert_eq!(heard(&episode.mp3).len(), span(episode.band, 0, episode.timeline.duration_ms()).len());
    }
}

#[test]
fn all_voices_are_equally_loud() {
    for episode in episodes() {
        let samples = heard(&episode.mp3);
        for cue in &episode.timeline.cues {
            // Said again and again, with the silence between two hosts: a meter's blocks reach into it.
            let gap = vec![0.0; span(episode.band, 0, 360).len()];
            let turns = [&samples[span(episode.band, cue.start_ms, cue.end_ms)], &gap].concat().repeat(12);
            let lufs = lufs(&turns, episode.band.sample_rate());
            assert!((lufs + 16.0).abs() < 0.3, "{} {lufs}", cue.text);
        }
    }
}

#[test]
fn a_clip_sounds_the_same_wherever_it_stands() {
    for episode in episodes() {
        let samples = heard(&episode.mp3);
        for (clip, cue) in episode.clips.iter().zip(&episode.timeline.cues) {
            let line = Line { frames: clip.frame_count(), speaker: "", text: "", chapter: 0 };
            let alone = assemble([&clip.frames[..]], episode.band, &timeline(&[line], &[]), &Tags::default()).unwrap();
            let joined = &samples[span(episode.band, cue.start_ms, cue.end_ms)];
            let worst = joined.iter().zip(heard(&alone)).fold(0.0_f32, |worst, (a, b)| worst.max((a - b).abs()));
            assert!(worst < 1e-6, "{} differs by {worst}", cue.text);
        }
    }
}

#[test]
fn no_speech_is_cut_and_gaps_are_silent() {
    for episode in episodes() {
        let samples = heard(&episode.mp3);
        let loudest = |span: std::ops::Range<usize>| {
            samples[span].iter().fold(0.0_f32, |loudest: f32, sample| loudest.max(sample.abs()))
        };
        let mut silent_from = 0;
        for cue in &episode.timeline.cues {
            // The codec's lap carries a trace of speech, 60 dB under it, into the 45 ms before.
            let lap_ms = cue.start_ms.min(45);
            assert_eq!(loudest(span(episode.band, silent_from, cue.start_ms - lap_ms)), 0.0);
            assert!(loudest(span(episode.band, cue.start_ms - lap_ms, cue.start_ms)) < 1e-3);
            // Speech starts and ends inside its cue, so both edges are already quiet.
            assert!(loudest(span(episode.band, cue.start_ms, cue.start_ms + 5)) < 5e-3);
            assert!(loudest(span(episode.band, cue.end_ms - 30, cue.end_ms)) < 1e-5);
            silent_from = cue.end_ms;
        }
        assert_eq!(loudest(span(episode.band, silent_from - 20, silent_from)), 0.0);
    }
}

#[test]
fn the_tag_reads_back() {
    for episode in episodes() {
        let tag = id3::Tag::read_from2(std::io::Cursor::new(&episode.mp3)).unwrap();
        assert_eq!(tag.version(), id3::Version::Id3v24);
        assert_eq!(
            (tag.title(), tag.artist(), tag.album()),
            (Some("Moving — to the edge"), Some("Cuepoint"), Some("Ada & Ben"))
        );
        let chapters: Vec<_> = tag.chapters().collect();
        assert_eq!(chapters.len(), 2);
        for (read, written) in chapters.iter().zip(&episode.timeline.chapters) {
            assert_eq!((u64::from(read.start_time), u64::from(read.end_time)), (written.start_ms, written.end_ms));
            assert_eq!((read.start_offset, read.end_offset), (u32::MAX, u32::MAX));
            assert_eq!(read.frames[0].content().text(), Some(written.title.as_str()));
        }
        let tables: Vec<_> = tag.tables_of_contents().collect();
        assert_eq!(tables.len(), 1);
        assert!(tables[0].top_level && tables[0].ordered);
        assert_eq!(tables[0].elements, chapters.iter().map(|chapter| chapter.element_id.clone()).collect::<Vec<_>>());
    }
}

#[test]
fn the_cover_reads_back_and_changes_nothing_but_the_tag() {
    for Episode { band, clips, timeline, mp3 } in episodes() {
        let tag = id3::Tag::read_from2(std::io::Cursor::new(mp3)).unwrap();
        let pictures: Vec<_> = tag.pictures().collect();
        let [picture] = pictures.as_slice() else { panic!("{} pictures", pictures.len()) };
        assert_eq!(picture.picture_type, id3::frame::PictureType::CoverFront);
        assert_eq!((picture.mime_type.as_str(), picture.description.as_str()), ("image/png", ""));
        assert_eq!(picture.data, cover());
        let order: Vec<_> = tag.frames().map(id3::Frame::id).collect();
        assert_eq!(order, ["TIT2", "TPE1", "TALB", "APIC", "CTOC", "CHAP", "CHAP"]);

        let plain = Tags { cover: Vec::new(), ..tags() };
        let plain = assemble(clips.iter().map(|clip| &clip.frames[..]), *band, timeline, &plain).unwrap();
        let body = [&b"\x03image/png\0\x03\0"[..], &cover()].concat();
        let at = mp3.windows(body.len()).position(|bytes| bytes == body).unwrap();
        let mut without = mp3.clone();
        without.drain(at - 10..at + body.len());
        // The tag's own length is in its header.
        assert!(without[10..] == plain[10..]);
        assert_eq!(measure(mp3, *band), measure(&plain, *band));
    }
}

#[test]
fn a_cover_over_the_limit_is_rejected() {
    for Episode { band, clips, timeline, .. } in episodes() {
        let with = |bytes| {
            let tags = Tags { cover: vec![7; bytes], ..tags() };
            assemble(clips.iter().map(|clip| &clip.frames[..]), *band, timeline, &tags)
                .map(|_| ())
                .map_err(|error| error.code())
        };
        assert_eq!(with(audio::limits::COVER_BYTES_MAX), Ok(()));
        assert_eq!(with(audio::limits::COVER_BYTES_MAX + 1), Err("tag"));
    }
}

#[test]
fn the_header_frame_counts_the_file() {
    for Episode { band, timeline, mp3, .. } in episodes() {
        let at = mp3.windows(4).position(|bytes| bytes == b"Info").unwrap();
        let number = |at: usize| u32::from_be_bytes(mp3[at..at + 4].try_into().unwrap()) as usize;
        // After the head, and side information of 9 or 17 bytes.
        let stream = mp3.len() - (at - if *band == Band::Narrow { 13 } else { 21 });
        let closing = if *band == Band::Narrow { 2 } else { 1 };
        assert_eq!(number(at + 8), timeline.frames as usize + closing);
        assert_eq!(number(at + 12), stream);
        assert_eq!(stream, (timeline.frames as usize + closing + 1) * band.frame_bytes());
        let seek_table = &mp3[at + 16..at + 116];
        for (percent, place) in seek_table.iter().enumerate() {
            assert!(usize::from(*place).abs_diff(percent * 256 / 100) <= 3, "{percent} % at {place}");
        }
    }
}

#[test]
fn clips_that_do_not_match_the_timeline_are_rejected() {
    for Episode { band, clips, timeline, .. } in episodes() {
        let assembled =
            |clips: &[&[u8]], timeline: &Timeline| assemble(clips.iter().copied(), *band, timeline, &tags());
        let frames: Vec<&[u8]> = clips.iter().map(|clip| &clip.frames[..]).collect();
        assert_eq!(assembled(&frames[..3], timeline), Err(Error::ClipCount { clips: 3, cues: 4 }));
        assert_eq!(
            assembled(&[&frames[..], &frames[..1]].concat(), timeline),
            Err(Error::ClipCount { clips: 5, cues: 4 })
        );
        let expected = frames[0].len();
        let short = Error::ClipLength { index: 0, bytes: expected - 1, expected };
        assert_eq!(assembled(&[&frames[0][1..]], timeline), Err(short));
        let mut crooked = timeline.clone();
        crooked.cues[1].start_ms += 1;
        assert_eq!(assembled(&frames, &crooked), Err(Error::Timeline));
        let mut overlapping = timeline.clone();
        overlapping.cues.swap(0, 1);
        assert_eq!(assembled(&[frames[1], frames[0]], &overlapping), Err(Error::Timeline));
    }
}

#[test]
fn a_damaged_file_fails_verification() {
    for Episode { band, timeline, mp3, .. } in episodes() {
        let cut = measure(&mp3[..mp3.len() - 40 * band.frame_bytes()], *band).unwrap();
        assert!(matches!(verify(&cut, timeline), Err(Defect::HeaderLength { .. })));
        assert_eq!(measure(&[], *band), Err(Error::NotMp3));
        assert_eq!(measure(&[0; 4_000], *band), Err(Error::NotMp3));
        let other = if *band == Band::Narrow { Band::Wide } else { Band::Narrow };
        assert_eq!(measure(mp3, other), Err(Error::NotMp3));
    }
}

#[test]
fn a_wide_episode_has_what_is_above_12_khz() {
    let tones = |band: Band| {
        let sample = |at: u32| {
            let turn = std::f64::consts::TAU * f64::from(at) / 48_000.0;
            0.2 * (turn * 500.0).sin() + 0.05 * (turn * 15_500.0).sin()
        };
        let wav = wav16(&(0..96_000).map(sample).collect::<Vec<f64>>(), 48_000, 1);
        let clip = clip(&wav, band).unwrap();
        let line = Line { frames: clip.frame_count(), speaker: "Ada", text: "Right.", chapter: 0 };
        let mp3 = assemble([&clip.frames[..]], band, &timeline(&[line], &[]), &Tags::default()).unwrap();
        let samples = heard(&mp3);
        let middle = &samples[span(band, 500, 1_500)];
        [500.0, 15_500.0].map(|frequency| amplitude(middle, frequency, band))
    };
    let [low, high] = tones(Band::Wide);
    assert!((high / low * 4.0 - 1.0).abs() < 0.02, "{low} {high}");
    let [low, high] = tones(Band::Narrow);
    assert!(high / low < 0.001, "{low} {high}");
}

/// Amplitude of a tone in samples of a second.
fn amplitude(samples: &[f32], frequency: f64, band: Band) -> f64 {
    let turn = std::f64::consts::TAU * frequency / f64::from(band.sample_rate());
    let [cosine, sine] = samples.iter().enumerate().fold([0.0; 2], |[cosine, sine], (at, sample)| {
        let (s, c) = (turn * at as f64).sin_cos();
        [cosine + c * f64::from(*sample), sine + s * f64::from(*sample)]
    });
    cosine.hypot(sine) * 2.0 / samples.len() as f64
}

#[test]
fn every_acceptance_check_reports_its_own_code() {
    for Episode { band, timeline, mp3, .. } in episodes() {
        let good = measure(mp3, *band).unwrap();
        let code =
            |measured: &Measured, timeline: &Timeline| verify(measured, timeline).map_err(|defect| defect.code());
        let mut late = timeline.clone();
        late.cues.last_mut().unwrap().end_ms += 101;
        assert_eq!(code(&good, &Timeline::default()), Err("empty"));
        assert_eq!(code(&Measured { loudness_lufs: -40.1, ..good }, timeline), Err("silent"));
        assert_eq!(code(&Measured { loudness_lufs: f64::NAN, ..good }, timeline), Err("silent"));
        assert_eq!(
            code(&Measured { header_duration_ms: good.duration_ms + 101, ..good }, timeline),
            Err("header_length")
        );
        assert_eq!(code(&good, &late), Err("transcript_length"));
    }
}

#[test]
fn a_line_is_as_long_as_its_text_takes_to_say() {
    let code = |duration_ms, text: &str| check_pace(duration_ms, text).map_err(|defect| defect.code());
    let line = "Every lease has an end, and nobody has to ask for it: the clock does that, for all of them.";
    assert_eq!([1_400, 6_000, 40_000].map(|ms| code(ms, line)), [Ok(()); 3]);
    assert_eq!([0, 1_200, 47_000].map(|ms| code(ms, line)), [Err("pace"); 3]);
    // A word in no time, a pause for effect, digits that are words.
    assert_eq!([code(96, "Oh."), code(9_000, "Well…"), code(15_000, "1,234,567,890,123,456,789")], [Ok(()); 3]);
}

#[test]
fn a_file_of_the_wrong_loudness_is_corrected_without_loss() {
    for Episode { band, timeline, mp3, .. } in episodes() {
        let good = measure(mp3, *band).unwrap();
        let mut file = mp3.clone();
        assert_eq!(correct(&mut file, *band, &good), Ok(false));
        assert!(file == *mp3);
        // As if it were 4 steps louder than it is: it becomes 6 dB too quiet.
        assert_eq!(correct(&mut file, *band, &Measured { loudness_lufs: -10.0, ..good }), Ok(true));
        let quiet = measure(&file, *band).unwrap();
        assert!((quiet.loudness_lufs - good.loudness_lufs + 6.02).abs() < 0.02, "{quiet:?}");
        assert!((quiet.true_peak_dbtp - good.true_peak_dbtp + 6.02).abs() < 0.02, "{quiet:?}");
        assert!((lufs(&heard(&file), band.sample_rate()) - quiet.loudness_lufs).abs() < 0.05);
        assert_eq!((quiet.duration_ms, verify(&quiet, timeline)), (good.duration_ms, Ok(())));
        assert_eq!(correct(&mut file, *band, &quiet), Ok(true));
        assert!(file == *mp3, "back as it was, its checksum too");
        assert_eq!(correct(&mut [], *band, &quiet), Err(Error::NotMp3));
    }
}

#[test]
fn stored_values_read_back_unchanged() {
    for Episode { band, timeline, mp3, .. } in episodes() {
        let measured = measure(mp3, *band).unwrap();
        let json = serde_json::to_string(&(timeline, measured)).unwrap();
        assert_eq!(serde_json::from_str::<(Timeline, Measured)>(&json).unwrap(), (timeline.clone(), measured));
        let defect = serde_json::to_value(Defect::Silent { lufs: -50.5 }).unwrap();
        assert_eq!(defect, serde_json::json!({ "code": "silent", "lufs": -50.5 }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn measuring_damaged_files_never_panics(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        static EPISODES: OnceLock<[Vec<u8>; 2]> = OnceLock::new();
        let episodes = EPISODES.get_or_init(|| BANDS.map(|band| {
            let clip = clip(&wav16(&speech(LOW, 16_000, 2), 16_000, 1), band).unwrap();
            let line = Line { frames: clip.frame_count(), speaker: "Ada", text: "Right.", chapter: 0 };
            assemble([&clip.frames[..]], band, &timeline(&[line], &[]), &tags()).unwrap()
        }));
        for (band, mp3) in BANDS.iter().zip(episodes) {
            let mut mp3 = mp3.clone();
            for (at, byte) in &damage {
                let at = at.index(mp3.len());
                mp3[at] = *byte;
            }
            if let Ok(measured) = measure(&mp3, *band) {
                prop_assert!(measured.duration_ms < 60_000);
            }
        }
    }

    #[test]
    fn measuring_random_bytes_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        for band in BANDS {
            if let Ok(measured) = measure(&bytes, band) {
                prop_assert!(measured.duration_ms < 60_000);
            }
        }
    }
}
