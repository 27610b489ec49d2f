//! Episodes that their tenant keeps no longer go to the trash by themselves, and can be taken back from there.

use anyhow::{Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Client, Service};

use crate::trial::own;
use crate::work;
use crate::world::with_shared_voice;

/// Longer than the first tenant keeps anything, shorter than the trash does.
const AHEAD_MS: u64 = 3 * 24 * 60 * 60 * 1_000;

pub(crate) fn trials() -> Vec<Trial> {
    vec![own(the_sweep_trashes_what_exceeds_a_tenants_retention)]
}

/// A tenant with bounds, and two episodes: the older one first.
fn tenant(service: &Service, bounds: &Value) -> Result<(Client, [String; 2])> {
    let operator = service.config.client();
    let tenant = operator.new_tenant()?;
    operator.administer(&format!("/admin/tenants/{tenant}"), bounds)?;
    let client = operator.tenant(&tenant)?;
    let older = work::id(&work::finish(&client, &work::note("the older one"))?)?;
    let newer = work::id(&work::finish(&client, &work::note("the newer one"))?)?;
    Ok((client, [older, newer]))
}

fn is_trashed(client: &Client, id: &str) -> Result<bool> {
    Ok(work::read(client, id)?.get("trash").is_some())
}

fn the_sweep_trashes_what_exceeds_a_tenants_retention() -> Result<()> {
    let config = with_shared_voice("retention")?.with("CUEPOINT_TEST", "1");
    let mut service = Service::start(config)?;
    let (by_days, aged) = tenant(&service, &json!({ "keep_days": 2 }))?;
    let (by_bytes, shelved) = tenant(&service, &json!({ "keep_bytes": 800_000 }))?;
    let (for_ever, kept) = tenant(&service, &json!({}))?;
    service.kill();
    service.config.vars.push(("CUEPOINT_CLOCK_AHEAD_MS".to_owned(), AHEAD_MS.to_string()));
    service.restart()?;
    work::poll("what is kept no longer is in the trash", 60, || {
        service.sweep()?;
        let gone = [(&by_days, &aged[0]), (&by_days, &aged[1]), (&by_bytes, &shelved[0])];
        let gone = gone.into_iter().map(|(client, id)| is_trashed(client, id)).collect::<Result<Vec<_>>>()?;
        Ok(gone.into_iter().all(|is_gone| is_gone).then_some(()))
    })?;
    service.sweep()?;
    ensure!(!is_trashed(&by_bytes, &shelved[1])?, "there is room for the newer one");
    ensure!(
        !is_trashed(&for_ever, &kept[0])? && !is_trashed(&for_ever, &kept[1])?,
        "a tenant without bounds keeps all"
    );
    let restored = by_bytes.ask("POST", &format!("/v1/jobs/{}/restore", shelved[0])).send()?;
    ensure!(restored.status == 200, "{} {}", restored.status, restored.text());
    ensure!(by_bytes.get(&format!("/v1/jobs/{}/episode.mp3", shelved[0]))?.status == 200, "it was only thrown away");
    Ok(())
}
