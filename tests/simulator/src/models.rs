//! Worlds with language models, by their number: providers, their prices and faults, budgets, a style, an outline that is changed.

use std::collections::{BTreeMap, BTreeSet};

use job::Gates;
use protocol::{EpisodeFormat, Money, Month, Stage, Style};
use script::Outline;
use writer::{Contract, Price, Provider};

use crate::clients::Request;
use crate::events::Event;
use crate::faults::Fault;
use crate::paid::Paid;
use crate::random::Random;
use crate::spending::Spending;
use crate::world::State;
use crate::written::Dictation;

/// Each with the most times it occurs in a thousand.
const FAULTS: [(Fault, u64); 17] = [
    (Fault::ModelRefuses, 120),
    (Fault::ModelQuota, 250),
    (Fault::ModelBusy, 500),
    (Fault::ModelBusyForLong, 300),
    (Fault::ModelBroken, 300),
    (Fault::ModelLeftAlone, 300),
    (Fault::ModelAnswerLost, 400),
    (Fault::ModelHangs, 200),
    (Fault::ModelLate, 500),
    (Fault::ModelAnswersProse, 400),
    (Fault::ModelAnswersUnsound, 500),
    (Fault::ModelCutShort, 150),
    (Fault::ModelCountsNothing, 400),
    (Fault::ReserveFailsBefore, 300),
    (Fault::ReserveFailsAfter, 300),
    (Fault::NeighbourSpends, 500),
    (Fault::OutlineRaces, 900),
];

/// A million micro-units: no episode here comes near it.
const AMPLE: u64 = 10_000_000;
/// Of these a call or two can be made, each of which sets some 20,000 aside.
const TIGHT: (i64, i64) = (15_000, 80_000);

/// 2026-11-30T23:59:00Z: calls of one job fall into two months.
const MONTHS_END_MS: i64 = 1_796_083_140_000;

/// Everything about the models of a world.
#[derive(Default)]
pub(crate) struct Models {
    pub(crate) style: Style,
    /// Paragraphs of a section that the model plans.
    pub(crate) section_paragraphs: usize,
    pub(crate) paid: Paid,
    pub(crate) spending: Spending,
    /// Sound answers given, as JSON.
    pub(crate) sound: BTreeSet<String>,
    /// All outlines that the job has had: a section that stays is the embedded writer's for the one it was written from.
    pub(crate) outlines: Vec<Outline>,
    /// Sections of the finished script were written from several outlines: no job at rest is told to write that.
    pub(crate) is_of_several: bool,
    /// The answers of a world in which nothing goes wrong.
    pub(crate) dictation: Option<Dictation>,
    /// Language models are there.
    pub(crate) is_on: bool,
}

fn has_models(seed: u64) -> bool {
    seed % 8 == 3
}

fn random_of(seed: u64) -> Random {
    Random::new(seed ^ 0x00DE_15C0_57ED)
}

/// The faults of such a world; in one of four nothing is wrong with the models.
pub(crate) fn faults_of_a_world(seed: u64, permille: &mut BTreeMap<Fault, u64>) {
    if !has_models(seed) {
        return;
    }
    let mut random = random_of(seed);
    let share = [0, 200, 400, 600].get(random.below(4) as usize).copied().unwrap_or(0);
    for (fault, max) in FAULTS {
        if random.chance(share) {
            permille.insert(fault, 1 + random.below(max));
        }
    }
}

/// The providers of such a world, in the order in which they are asked.
pub(crate) fn providers_of_a_world(seed: u64) -> Vec<Provider> {
    if !has_models(seed) {
        return Vec::new();
    }
    let mut random = random_of(seed.rotate_left(7));
    let mut names = vec!["first"];
    if random.chance(400) {
        names.push("second");
    }
    let is_own = random.chance(100);
    names.into_iter().map(|name| provider(name, if is_own { Price::FREE } else { PRICE })).collect()
}

const PRICE: Price = Price::flat(250_000, 2_000_000);

pub(crate) fn provider(name: &str, price: Price) -> Provider {
    let (contract, base) = (Contract::OpenAiChat, "https://models.example/v1".to_owned());
    Provider { name: name.to_owned(), contract, base, model: "m".to_owned(), key: None, price: Some(price) }
}

fn style(random: &mut Random) -> Style {
    let format = EpisodeFormat::ALL.get(random.below(12) as usize).copied().unwrap_or_default();
    let focus = random.chance(200).then(|| "what it costs".to_owned());
    Style { format, focus, ..Style::default() }
}

impl State {
    pub(crate) fn prepare_models(&mut self, seed: u64) {
        if !has_models(seed) {
            return;
        }
        let mut random = random_of(!seed);
        if random.chance(250) {
            self.begin_at(MONTHS_END_MS + random.ms(-60_000, 60_000));
        }
        self.models.is_on = true;
        self.models.style = style(&mut random);
        self.models.section_paragraphs = if random.chance(700) { 1 } else { 4 };
        let tight = |random: &mut Random| Some(Money::from_micros(random.ms(TIGHT.0, TIGHT.1).unsigned_abs()));
        let budget = match random.below(8) {
            0..4 => None,
            4 => Some(Money::from_micros(AMPLE)),
            5 => Some(Money::ZERO),
            _ => tight(&mut random),
        };
        let approval = if random.chance(200) { [Stage::Script].into() } else { [].into() };
        self.gates = Gates { approval, budget };
        if random.chance(300) {
            let budget = tight(&mut random);
            let spent = Money::from_micros(random.below(budget.unwrap_or_default().as_micros() + 1));
            let month = Month::of(self.now());
            self.models.spending = Spending::of_a_month(budget, month, spent);
        }
        if self.faults.is_due(Fault::OutlineRaces, &mut random) {
            for _ in 0..3 {
                let request = Request::ChangeOutline(random.next());
                if random.chance(500) {
                    let ms = random.ms(1_000, 120_000);
                    self.events.after_ms(ms, Event::Request(request), &mut random);
                } else {
                    self.strikes.push((random.below(40), request));
                }
            }
        }
    }
}
