//! More than two hundred jobs, of which every one ends in its own way, while the service crashes and is replaced under them.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use tests::{Config, Provider, Release, Service, Stored};

use super::books;
use super::fates::{CAST, Fate, Life};
use crate::world::folder;
use tests::chance::{self, Chance};

/// Clients that wait more than they ask.
const CLIENTS: usize = 32;
/// Events of the service, each after so many submissions.
const DISRUPTIONS: [(usize, Option<Release>); 4] = [(30, None), (80, Some(Release::Current)), (130, None), (180, None)];
/// Longer than anything is kept that nobody uses.
pub(super) const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
const AHEAD_MS: u64 = 8 * DAY_MS;

struct Crowd {
    service: Service,
    provider: Provider,
    lives: Vec<(Fate, Option<String>)>,
}

pub(super) fn after_retention_nothing_unreachable_is_left() -> Result<()> {
    let seed = chance::seed()?;
    println!("sweep: SEED={seed}");
    let started = Instant::now();
    let provider = Provider::start()?;
    let config = Config::fresh(&folder().join("sweep"))?.with("CUEPOINT_TEST", "1").with("VOICE_URL", &provider.url());
    let service = Service::start(config.deployed(Release::Previous))?;
    let mut crowd = Crowd { service, provider, lives: Vec::new() };
    crowd.live(seed).with_context(|| format!("SEED={seed}"))?;
    let lived_s = started.elapsed().as_secs_f64();
    crowd.pass_time()?;
    let storage = books::settled(&crowd.service, |stored| crowd.is_over(stored))?;
    crowd.print(&storage, lived_s, started.elapsed().as_secs_f64())?;
    let judged = books::ensure_clean(&storage).and_then(|()| books::ensure_balance(&crowd.service, &storage));
    judged.with_context(|| format!("SEED={seed} {storage}"))
}

impl Crowd {
    fn live(&mut self, seed: u64) -> Result<()> {
        let mut chance = Chance::new(seed);
        let cast = cast(&mut chance);
        let (client, provider) = (self.service.config.client(), &self.provider);
        let (next, lived) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let play = || {
            while let Some((number, fate)) = take(&next, &cast) {
                let life = Life { client: &client, provider, fate, number };
                let id = life.live(Chance::new(seed.wrapping_add(number as u64)));
                lived.lock().map_err(|_| anyhow!("a client has panicked"))?.push(id.map(|id| (fate, id)));
            }
            Ok(())
        };
        thread::scope(|scope| -> Result<()> {
            let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(play)).collect();
            for (jobs, release) in DISRUPTIONS {
                while next.load(Ordering::SeqCst) < jobs {
                    thread::sleep(Duration::from_millis(20));
                }
                let deployed = release.map_or(self.service.config.deployed, Into::into);
                self.service.deploy(deployed)?;
            }
            clients.into_iter().try_for_each(|client| client.join().map_err(|_| anyhow!("a client has panicked"))?)
        })?;
        self.lives = lived.into_inner().unwrap_or_default().into_iter().collect::<Result<_>>()?;
        Ok(())
    }

    /// A crash, and a week in which nobody looks.
    fn pass_time(&mut self) -> Result<()> {
        self.service.kill();
        self.service.config.vars.push(("CUEPOINT_CLOCK_AHEAD_MS".to_owned(), AHEAD_MS.to_string()));
        self.service.restart()
    }

    fn ends<'a>(&'a self, stored: &'a Stored) -> impl Iterator<Item = (Fate, &'a str)> {
        self.lives.iter().map(|(fate, id)| (*fate, id.as_deref().map_or("refused", |id| stored.status(id))))
    }

    fn is_over(&self, stored: &Stored) -> bool {
        self.ends(stored).all(|(fate, end)| end == "refused" || fate.ends().contains(&end))
    }

    fn print(&self, storage: &serde_json::Value, lived_s: f64, all_s: f64) -> Result<()> {
        let stored = Stored::read(&self.service.config.state)?;
        let mut table: BTreeMap<Fate, BTreeMap<&str, usize>> = BTreeMap::new();
        for (fate, end) in self.ends(&stored) {
            *table.entry(fate).or_default().entry(end).or_default() += 1;
        }
        let jobs = self.lives.iter().filter(|(_, id)| id.is_some()).count();
        println!("sweep: {jobs} jobs lived in {lived_s:.0} s, all is judged after {all_s:.0} s");
        for (fate, ends) in &table {
            let fate = format!("{fate:?}");
            println!(
                "sweep:   {fate:<13}{}",
                ends.iter().map(|(end, count)| format!(" {count:>3} {end}")).collect::<String>()
            );
        }
        for part in ["balance", "caught", "jobs"] {
            println!("sweep:   {part} {}", storage.get(part).context(part)?);
        }
        ensure!(jobs >= 200, "only {jobs} jobs");
        Ok(())
    }
}

/// Order of submission: jobs that wait long come first.
fn cast(chance: &mut Chance) -> Vec<Fate> {
    let all = CAST.iter().flat_map(|(fate, count)| std::iter::repeat_n(*fate, *count));
    let (mut cast, mut others): (Vec<Fate>, Vec<Fate>) = all.partition(|fate| fate.is_slow());
    // They hang until time passes, and are not to run out of attempts before.
    let last = others.split_off(others.len() - CAST.last().map_or(0, |(_, count)| *count));
    while !others.is_empty() {
        cast.push(others.swap_remove(chance.within((0, others.len() as u64)) as usize));
    }
    cast.extend(last);
    cast
}

fn take(next: &AtomicUsize, cast: &[Fate]) -> Option<(usize, Fate)> {
    let number = next.fetch_add(1, Ordering::SeqCst);
    cast.get(number).map(|fate| (number, *fate))
}
