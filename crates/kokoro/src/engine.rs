//! The engine: tokens and a style → sound, until it is stopped.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Computes one piece at a time, with all cores.
pub trait Engine: Send {
    /// # Errors
    /// [`Failure::Stopped`] once `stop` is set, as soon as it can.
    fn run(&mut self, tokens: &[i64], style: &[f32], speed: f32, stop: &Stop) -> Result<Vec<f32>, Failure>;
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("stopped")]
    Stopped,
    #[error("{0}")]
    Broken(String),
}

/// A sign that nobody waits for a piece of work any more.
#[derive(Default)]
pub struct Stop {
    is_set: AtomicBool,
    end: Mutex<Option<End>>,
}

type End = Box<dyn Fn() + Send>;

impl Stop {
    pub fn set(&self) {
        self.is_set.store(true, Ordering::SeqCst);
        if let Some(end) = &*self.end.lock().unwrap_or_else(PoisonError::into_inner) {
            end();
        }
    }

    pub fn is_set(&self) -> bool {
        self.is_set.load(Ordering::SeqCst)
    }

    /// Works, and is ended by `end` if the sign is given meanwhile, or has been.
    pub fn during<T>(&self, end: impl Fn() + Send + 'static, work: impl FnOnce() -> T) -> T {
        *self.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(end));
        if self.is_set() {
            self.set();
        }
        let done = work();
        *self.end.lock().unwrap_or_else(PoisonError::into_inner) = None;
        done
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn work_under_way_is_ended_by_the_sign() {
        let stop = Arc::new(Stop::default());
        let (end, ended) = mpsc::channel();
        let other = Arc::clone(&stop);
        let setting = std::thread::spawn(move || other.set());
        stop.during(move || end.send(()).unwrap(), || ended.recv().unwrap());
        setting.join().unwrap();
        assert!(stop.is_set());
    }

    #[test]
    fn a_sign_given_before_the_work_ends_it_too() {
        let stop = Stop::default();
        stop.set();
        let (end, ended) = mpsc::channel();
        stop.during(move || end.send(()).unwrap(), || ended.recv().unwrap());
    }
}
