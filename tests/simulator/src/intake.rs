//! Faults between a client and its job's object, in worlds of certain numbers: nothing is drawn for them in the others.

use std::collections::BTreeMap;

use crate::clients::Request;
use crate::erasures::ErasureState;
use crate::events::Event;
use crate::faults::Fault;
use crate::random::Random;
use crate::router::Router;
use crate::world::State;

/// Each with the most times it occurs in a thousand.
const FAULTS: [(Fault, u64); 11] = [
    (Fault::ReservationLost, 400),
    (Fault::ReservationAnswerLost, 400),
    (Fault::CreateDies, 300),
    (Fault::ObjectCallLost, 400),
    (Fault::ObjectAnswerLost, 400),
    (Fault::KeyTaken, 300),
    (Fault::QuotaRace, 500),
    (Fault::IntakePaused, 300),
    (Fault::ClientGivesUp, 100),
    (Fault::SubmitMeetsErasure, 999),
    (Fault::ErasureIndexFails, 200),
];

fn has_faults(seed: u64) -> bool {
    seed % 4 == 2
}

fn random_of(seed: u64) -> Random {
    Random::new(seed ^ 0x5EED_0F1A_7E00)
}

/// The faults of such a world.
pub(crate) fn faults_of_a_world(seed: u64, permille: &mut BTreeMap<Fault, u64>) {
    if !has_faults(seed) {
        return;
    }
    let mut random = random_of(seed);
    for (fault, max) in FAULTS {
        if random.chance(500) {
            permille.insert(fault, 1 + random.below(max));
        }
    }
}

impl State {
    /// The router of such a world, and when its subject is to be erased.
    pub(crate) fn prepare_intake(&mut self, seed: u64) {
        if !has_faults(seed) {
            return;
        }
        let mut random = random_of(!seed);
        let jobs_max = random.chance(600).then(|| 1 + random.below(3));
        let erasure = ErasureState::of_a_world(&mut random);
        self.router = Router::of_a_world(jobs_max, erasure, random);
        if self.router.random.chance(500) {
            self.faults.count(Fault::ErasureRaces);
            if self.router.random.chance(500) {
                let steps = self.router.random.below(120);
                self.strikes.push((steps, Request::Erase));
            } else {
                let ms = self.router.random.ms(0, 900_000);
                self.events.after_ms(ms, Event::Request(Request::Erase), &mut self.router.random);
            }
        }
    }
}
