//! Says a text: VOICE TEXT WAV [PITCH RESONANCE MELODY SPEED]. Prints seconds of sound, and of each part of the work.
#![expect(clippy::disallowed_methods, reason = "a stopwatch is the purpose of this program")]

use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, text, target, numbers @ ..] = arguments.as_slice() else {
        return Err("usage: speak VOICE TEXT WAV [PITCH RESONANCE MELODY SPEED]".into());
    };
    let numbers = numbers.iter().map(|number| number.parse()).collect::<Result<Vec<f32>, _>>()?;
    let timbre = match *numbers {
        [pitch, resonance, melody, speed] => speech::Timbre { pitch, resonance, melody, speed },
        _ => speech::Timbre::PLAIN,
    };
    let bytes = std::fs::read(path)?;
    let started = Instant::now();
    let voice = speech::Voice::read(&bytes)?;
    let loaded = started.elapsed();
    let breaths = voice.phonemes(text);
    let read = started.elapsed();
    let samples = voice.speak(text, &timbre)?;
    let spoken = started.elapsed();
    std::fs::write(target, speech::wav(&samples))?;
    let seconds = samples.len() as f32 / speech::SAMPLE_RATE as f32;
    println!("{breaths:?}");
    println!("{seconds:.2} s of sound; load {loaded:.1?}, read {:.1?}, speak {:.1?}", read - loaded, spoken - read);
    Ok(())
}
