//! The voice against the package it is made of, and against hostile text. `make voice` fetches it.

use std::path::Path;
use std::sync::LazyLock;

use speech::{Timbre, Voice};

/// Samples of a frame of spectrum.txt, and the numbers of a band's frequencies.
const FRAME: usize = 600;
const BAND: usize = 12;

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/speech/heart.voice");
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}: make voice", path.display()))
});

static VOICE: LazyLock<Voice<'static>> = LazyLock::new(|| Voice::read(&BYTES).expect("a voice"));

fn golden(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name))
        .expect("a file of the tests")
}

#[test]
fn sentences_are_read_as_the_package_reads_them() {
    let readings = golden("phonemes.tsv");
    let differs = |line: &&str| {
        let (text, expected) = line.split_once('\t').expect("two columns");
        let ours = VOICE.phonemes(text).join("|");
        let differs = ours != expected;
        if differs {
            println!("{text}\n  {ours}\n  {expected}");
        }
        differs
    };
    let wrong = readings.lines().filter(differs).count();
    assert!(100 * wrong <= readings.lines().count(), "{wrong} of {}", readings.lines().count());
}

/// Rounding to levels makes of the last bit of a number a change of a tenth of a percent, so sounds are never equal: from one
/// run of the package to another whose weights differ by 10⁻⁶, the distance is as large.
#[test]
fn spectra_are_those_of_the_package() {
    let (sentences, spectra) = (golden("sentences.txt"), golden("spectrum.txt"));
    let mut lines = spectra.lines().peekable();
    while let Some(head) = lines.next() {
        let (number, length) = head.split_once(' ').expect("two numbers");
        let text = sentences.lines().nth(number.parse().expect("a number")).expect("a sentence");
        let length: usize = length.parse().expect("a length");
        let sound = VOICE.sound(&VOICE.phonemes(text).concat(), &Timbre::PLAIN, None);
        assert_eq!(sound.len(), length, "{text}");
        let (mut distances, mut theirs_total, mut ours_total) = (Vec::new(), 0.0, 0.0);
        for frame in sound.chunks_exact(FRAME) {
            let quarters = lines.next().expect("a frame").split(' ').map(|band| band.parse::<f64>().expect("a level"));
            let pairs: Vec<(f64, f64)> = bands(frame).into_iter().zip(quarters.map(|level| level / 4.0)).collect();
            if pairs.iter().any(|(_, theirs)| *theirs > -30.0) {
                let audible = pairs.iter().filter(|(_, theirs)| *theirs > -60.0);
                let squares: Vec<f64> = audible.map(|(ours, theirs)| (ours - theirs).powi(2)).collect();
                distances.push((squares.iter().sum::<f64>() / squares.len() as f64).sqrt());
            }
            let power = |level: f64| 10_f64.powf(level / 10.0);
            ours_total += pairs.iter().map(|(ours, _)| power(*ours)).sum::<f64>();
            theirs_total += pairs.iter().map(|(_, theirs)| power(*theirs)).sum::<f64>();
        }
        let distance = distances.iter().sum::<f64>() / distances.len() as f64;
        let loudness = 10.0 * (ours_total / theirs_total).log10();
        println!("{text}: {distance:.2} dB in {} frames, {loudness:+.2} dB louder", distances.len());
        assert!(distance < 1.5 && loudness.abs() < 0.3, "{text}: {distance} dB, {loudness} dB louder");
    }
}

/// Decibels of 25 bands of equal width.
fn bands(frame: &[f32]) -> Vec<f64> {
    let turn = |n: usize| std::f64::consts::TAU * (n % FRAME) as f64 / FRAME as f64;
    let windowed: Vec<f64> =
        frame.iter().enumerate().map(|(n, sample)| f64::from(*sample) * (0.5 - 0.5 * turn(n).cos())).collect();
    let turns: Vec<(f64, f64)> = (0..FRAME).map(|n| turn(n).sin_cos()).collect();
    let power = |bin: usize| {
        let parts = windowed.iter().enumerate().filter_map(|(n, sample)| Some((sample, turns.get(n * bin % FRAME)?)));
        let (im, re) = parts.fold((0.0, 0.0), |(im, re), (sample, (sin, cos))| (im + sample * sin, re + sample * cos));
        (re * re + im * im) / FRAME as f64
    };
    let mean = |band: usize| (band * BAND..(band + 1) * BAND).map(power).sum::<f64>() / BAND as f64;
    (0..FRAME / 2 / BAND).map(|band| 10.0 * (mean(band) + 1e-10).log10()).collect()
}

/// Noise cannot be compared sample by sample. The package's own, of six seeds, has -70.7 to -72.7 dB here.
#[test]
fn noise_is_as_strong_as_that_of_the_package() {
    let phonemes = VOICE.phonemes("The cache holds two copies.").concat();
    let sound = |seed| VOICE.sound(&phonemes, &Timbre::PLAIN, seed);
    let silent = sound(None);
    let power = |seed| {
        let noise = sound(Some(seed)).into_iter().zip(&silent).map(|(with, without)| f64::from(with - without).powi(2));
        10.0 * (noise.sum::<f64>() / silent.len() as f64).log10()
    };
    let levels: Vec<f64> = (1..5).map(power).collect();
    println!("{levels:.2?} dB");
    assert!(levels.iter().all(|level| (-74.0..-70.0).contains(level)), "{levels:?}");
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let say = |voice: &Voice<'_>| speech::wav(&voice.speak("Two words. Then more.", &Timbre::PLAIN).expect("short"));
    assert!(say(&VOICE) == say(&Voice::read(&BYTES).expect("a voice")));
}

#[test]
fn both_hosts_are_loud_and_do_not_clip() {
    for timbre in [Timbre::PLAIN, Timbre::DEEP] {
        let sound = VOICE.speak("The alarm fires at most once every ten seconds.", &timbre).expect("short");
        let peak = sound.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        let power = sound.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / sound.len() as f64;
        println!("{:.1} dB, peak {peak:.2}", 10.0 * power.log10());
        assert!(peak <= 0.9 && (-25.0..-18.0).contains(&(10.0 * power.log10())), "{power}, peak {peak}");
    }
}

/// The period at which a sound is most like itself, in the middle of its loudest second.
#[test]
fn the_second_host_has_a_deeper_voice() {
    let pitch = |timbre| {
        let sound = VOICE.speak("Only one of all our own lines will ring.", &timbre).expect("short");
        let periods = sound.windows(1_600).step_by(400).filter_map(|window| {
            let (now, _) = window.split_at(800);
            let like = |lag: usize| now.iter().zip(window.get(lag..)?).map(|(a, b)| a * b).reduce(|a, b| a + b);
            let power = like(0).filter(|power| *power > 4.0)?;
            let (lag, best) =
                (80..320).map(|lag| (lag, like(lag).unwrap_or_default())).max_by(|a, b| a.1.total_cmp(&b.1))?;
            (best > 0.6 * power).then_some(lag)
        });
        let mut periods: Vec<usize> = periods.collect();
        periods.sort_unstable();
        24_000.0 / *periods.get(periods.len() / 2).expect("a voice") as f64
    };
    let (first, second) = (pitch(Timbre::PLAIN), pitch(Timbre::DEEP));
    println!("{first:.0} Hz, {second:.0} Hz");
    assert!((0.57..0.67).contains(&(second / first)), "{first} Hz, {second} Hz");
}

#[test]
fn any_text_is_read_without_panic() {
    let alphabet: Vec<char> =
        "aZé 0195.,:;-–—_/'’\"()[]{}<>=+*^~#$£€¥°%&@²½µßÀ𝔸漢\u{301}\u{200b}\n\tIVXMth".chars().collect();
    let mut state = 1_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..500 {
        let length = 1 + random(60);
        let text: String = (0..length).map(|_| alphabet[random(alphabet.len())]).collect();
        for breath in VOICE.phonemes(&text) {
            assert!(breath.chars().count() <= speech::limits::PHONEMES_MAX, "{text}");
        }
    }
    for text in [
        "a-".repeat(1_000),
        "1".repeat(2_000),
        "$".repeat(2_000),
        "x".repeat(2_000),
        "1,".repeat(1_000),
        "'".repeat(2_000),
    ] {
        VOICE.phonemes(&text);
    }
}

#[test]
fn limits_hold() {
    assert!(VOICE.speak("", &Timbre::PLAIN).expect("short").is_empty());
    assert_eq!(VOICE.speak(&"a ".repeat(1_001), &Timbre::PLAIN), Err(speech::Error::TextTooLong(2_002)));
    let damaged = &BYTES[..BYTES.len() / 2];
    assert!(Voice::read(damaged).is_err());
}
