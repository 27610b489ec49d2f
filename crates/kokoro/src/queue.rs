//! The queue before the engine: bounded, first come first served, without those who have gone away.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use crate::engine::{Failure, Stop};
use crate::limits::RETRY_SECONDS_MAX;

/// Seconds of work for a token, before any was measured.
const PACE: f64 = 0.05;
/// The share of the newest measurement in the pace.
const NEWEST: f64 = 0.3;

/// One text: tokens of its pieces, the voice and the speed.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    pub pieces: Vec<Vec<i64>>,
    pub voice: usize,
    pub speed: f32,
}

impl Work {
    fn tokens(&self) -> usize {
        self.pieces.iter().map(Vec::len).sum()
    }
}

/// Work that was taken from the queue.
pub struct Task {
    pub work: Work,
    pub stop: Arc<Stop>,
    id: u64,
    answer: oneshot::Sender<Sound>,
}

type Sound = Result<Vec<f32>, Failure>;

/// Reasons why no work is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// As many wait as may; there is room after so many seconds.
    Full { seconds: u64 },
    /// Nobody works any more.
    Closed,
}

pub struct Queue {
    state: Mutex<State>,
    arrived: Condvar,
    waiting_max: usize,
}

struct State {
    waiting: VecDeque<Task>,
    running: Option<Running>,
    next: u64,
    pace: f64,
    is_closed: bool,
}

struct Running {
    tokens: usize,
    stop: Arc<Stop>,
}

/// A place in the queue. The work is stopped when it is dropped.
pub struct Ticket {
    queue: Arc<Queue>,
    id: u64,
    stop: Arc<Stop>,
    sound: oneshot::Receiver<Sound>,
}

impl Queue {
    /// A queue in which so many wait at most, beside the one whose turn it is.
    pub fn new(waiting_max: usize) -> Arc<Queue> {
        let state = State { waiting: VecDeque::new(), running: None, next: 0, pace: PACE, is_closed: false };
        Arc::new(Queue { state: Mutex::new(state), arrived: Condvar::new(), waiting_max })
    }

    /// # Errors
    /// [`Refused`], at once: nobody waits to be let in.
    pub fn push(self: &Arc<Self>, work: Work) -> Result<Ticket, Refused> {
        let mut state = self.state();
        if state.is_closed {
            return Err(Refused::Closed);
        }
        if self.has_no_room(&state) {
            return Err(Refused::Full { seconds: state.seconds() });
        }
        let (answer, sound) = oneshot::channel();
        let (id, stop) = (state.next, Arc::new(Stop::default()));
        state.next += 1;
        state.waiting.push_back(Task { work, stop: Arc::clone(&stop), id, answer });
        self.arrived.notify_one();
        Ok(Ticket { queue: Arc::clone(self), id, stop, sound })
    }

    /// The next task, once there is one; nothing once the queue is closed.
    pub fn next(&self) -> Option<Task> {
        let mut state = self.state();
        loop {
            if state.is_closed {
                return None;
            }
            if let Some(task) = state.waiting.pop_front() {
                state.running = Some(Running { tokens: task.work.tokens(), stop: Arc::clone(&task.stop) });
                return Some(task);
            }
            state = self.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Answers a task that took so many seconds.
    pub fn finish(&self, task: Task, sound: Sound, seconds: f64) {
        let mut state = self.state();
        state.running = None;
        let tokens = task.work.tokens();
        if sound.is_ok() && tokens > 0 {
            state.pace += NEWEST * (seconds / tokens as f64 - state.pace);
        }
        drop(state);
        // Nobody waits for it where the caller has gone away.
        let _ = task.answer.send(sound);
    }

    /// Ends what is under way, and takes no more.
    pub fn close(&self) {
        let mut state = self.state();
        state.is_closed = true;
        state.waiting.clear();
        let running = state.running.as_ref().map(|running| Arc::clone(&running.stop));
        drop(state);
        if let Some(stop) = running {
            stop.set();
        }
        self.arrived.notify_all();
    }

    /// True if the next one is refused.
    pub fn is_full(&self) -> bool {
        self.has_no_room(&self.state())
    }

    /// While nobody works, one more may come: it is the next one's turn.
    fn has_no_room(&self, state: &State) -> bool {
        let may_wait = self.waiting_max + usize::from(state.running.is_none());
        state.waiting.len() >= may_wait
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Time until all is done that is here.
    fn seconds(&self) -> u64 {
        let waiting: usize = self.waiting.iter().map(|task| task.work.tokens()).sum();
        let running = self.running.as_ref().map_or(0, |running| running.tokens);
        let seconds = (self.pace * (waiting + running) as f64).ceil() as u64;
        seconds.clamp(1, RETRY_SECONDS_MAX)
    }
}

impl Ticket {
    /// The sound, once it is made.
    ///
    /// # Errors
    /// A failure of the engine, or its end.
    pub async fn sound(mut self) -> Sound {
        (&mut self.sound).await.unwrap_or(Err(Failure::Stopped))
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.queue.state().waiting.retain(|task| task.id != self.id);
        self.stop.set();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(tokens: usize) -> Work {
        Work { pieces: vec![vec![1; tokens]], voice: 0, speed: 1.0 }
    }

    fn refused(queue: &Arc<Queue>, tokens: usize) -> Option<Refused> {
        queue.push(work(tokens)).err()
    }

    #[test]
    fn who_comes_first_is_served_first() {
        let queue = Queue::new(2);
        let _tickets = [10, 20].map(|tokens| queue.push(work(tokens)).unwrap());
        assert_eq!(queue.next().unwrap().work, work(10));
        assert_eq!(queue.next().unwrap().work, work(20));
    }

    #[test]
    fn a_full_queue_refuses_and_says_when_there_will_be_room() {
        let queue = Queue::new(2);
        let _running = queue.push(work(100)).unwrap();
        let _task = queue.next().unwrap();
        let _waiting = [100, 200].map(|tokens| queue.push(work(tokens)).unwrap());
        // 400 tokens at 0.05 s.
        assert_eq!(refused(&queue, 1), Some(Refused::Full { seconds: 20 }));
    }

    #[test]
    fn what_is_measured_becomes_the_pace() {
        let queue = Queue::new(1);
        for _ in 0..20 {
            let _ticket = queue.push(work(100)).unwrap();
            let task = queue.next().unwrap();
            queue.finish(task, Ok(Vec::new()), 1.0);
        }
        let _running = queue.push(work(300)).unwrap();
        let _task = queue.next().unwrap();
        let _waiting = queue.push(work(300)).unwrap();
        // 600 tokens at 0.01 s, and what is left of the first guess.
        assert_eq!(refused(&queue, 1), Some(Refused::Full { seconds: 7 }));
    }

    #[test]
    fn no_wait_that_is_asked_for_is_long() {
        let queue = Queue::new(1);
        let _running = queue.push(work(100_000)).unwrap();
        let _task = queue.next().unwrap();
        let _waiting = queue.push(work(1)).unwrap();
        assert_eq!(refused(&queue, 1), Some(Refused::Full { seconds: RETRY_SECONDS_MAX }));
    }

    #[test]
    fn one_who_goes_away_leaves_the_place_to_the_next() {
        let queue = Queue::new(1);
        let _running = queue.push(work(1)).unwrap();
        let _task = queue.next().unwrap();
        let waiting = queue.push(work(2)).unwrap();
        assert!(refused(&queue, 3).is_some());
        drop(waiting);
        let _other = queue.push(work(3)).unwrap();
        assert_eq!(queue.next().unwrap().work, work(3));
    }

    #[test]
    fn work_under_way_is_stopped_when_its_caller_goes_away_or_the_queue_is_closed() {
        let queue = Queue::new(1);
        let ticket = queue.push(work(1)).unwrap();
        let task = queue.next().unwrap();
        assert!(!task.stop.is_set());
        drop(ticket);
        assert!(task.stop.is_set());
        queue.finish(task, Err(Failure::Stopped), 0.1);
        let _ticket = queue.push(work(1)).unwrap();
        let task = queue.next().unwrap();
        queue.close();
        assert!(task.stop.is_set());
        assert!(queue.next().is_none());
        assert_eq!(refused(&queue, 1), Some(Refused::Closed));
    }
}
