//! The one who works: takes tasks from the queue, and has the engine speak them piece by piece.

use std::time::Instant;

use crate::engine::{Engine, Failure, Stop};
use crate::kept::Kept;
use crate::queue::{Queue, Work};
use crate::sound::Sound;
use crate::style::Style;

/// Works until the queue is closed, and closes it on any other end.
pub fn work(queue: &Queue, engine: &mut dyn Engine, styles: &[Style]) {
    struct Closing<'q>(&'q Queue);
    impl Drop for Closing<'_> {
        fn drop(&mut self) {
            self.0.close();
        }
    }
    let _closing = Closing(queue);
    let mut kept = Kept::default();
    while let Some(task) = queue.next() {
        let started = Instant::now();
        let sound = speak(engine, styles, &task.work, &task.stop, &mut kept);
        if let Err(Failure::Broken(detail)) = &sound {
            eprintln!("the engine failed: {detail}");
        }
        queue.finish(task, sound, started.elapsed().as_secs_f64());
    }
}

/// The sound of all pieces, one after the other; if stopped before the end, what was done is kept.
fn speak(
    engine: &mut dyn Engine,
    styles: &[Style],
    work: &Work,
    stop: &Stop,
    kept: &mut Kept,
) -> Result<Vec<f32>, Failure> {
    let style = styles.get(work.voice).ok_or_else(|| Failure::Broken("no such voice".to_owned()))?;
    let mut sound = Sound::default();
    for tokens in &work.pieces {
        if stop.is_set() {
            return Err(Failure::Stopped);
        }
        // The two around the piece are none of its own.
        let numbers = style.of(tokens.len().saturating_sub(2));
        if let Some(known) = kept.sound(work, tokens) {
            sound.add(known);
            continue;
        }
        let piece = engine.run(tokens, numbers, work.speed, stop)?;
        sound.add(&piece);
        kept.keep(work, tokens, piece);
    }
    kept.forget(work);
    Ok(sound.samples)
}
