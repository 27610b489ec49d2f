//! The commands of whoever runs the service.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::Value;

use super::{cuepoint, ended};
use crate::trial::shared;
use crate::work;
use crate::world::World;

pub(super) fn trials() -> Vec<Trial> {
    vec![shared(a_tenant_is_let_in_followed_and_shut_out)]
}

/// What an admin command says as JSON.
fn admin(world: &World, words: &[&str]) -> Result<Value> {
    let mut command = cuepoint(&world.client, "running")?;
    command.env("CUEPOINT_ADMIN_TOKEN", &world.client.admin_token).args(["--json", "admin"]).args(words);
    let (out, _) = ended(&command.output()?, 0)?;
    Ok(serde_json::from_str(&out)?)
}

fn a_tenant_is_let_in_followed_and_shut_out(world: &World) -> Result<()> {
    let list = |secret: &str, code: i32| -> Result<String> {
        let output = cuepoint(&world.client, "let-in")?.env("CUEPOINT_TOKEN", secret).arg("list").output()?;
        Ok(ended(&output, code)?.1)
    };
    let minted = |words: &[&str]| -> Result<(String, String)> {
        let (token, secret) = tests::minted(&admin(world, words)?)?;
        Ok((work::id(&token)?, secret))
    };
    let tenant = work::id(&admin(world, &["tenant", "create", "--keep-days", "30"])?)?;
    let (first, secret) = minted(&["token", "create", "--tenant", &tenant, "--name", "a newsletter"])?;
    list(&secret, 0)?;
    let (second, next) = minted(&["token", "rotate", &first, "--overlap-hours", "1"])?;
    for secret in [&secret, &next] {
        list(secret, 0)?;
    }
    let tokens = admin(world, &["token", "list", "--tenant", &tenant])?;
    ensure!(tokens.pointer("/tokens/1/replaced_by").is_some_and(|next| *next == second), "{tokens}");
    let erasure = admin(world, &["subject", "erase", "--tenant", &tenant, "--by-token", &first])?;
    ensure!(erasure.get("jobs").and_then(Value::as_array).context("jobs")?.is_empty(), "{erasure}");
    admin(world, &["token", "revoke", &second])?;
    ensure!(list(&next, 3)?.contains("revoked"), "nobody is told why");
    admin(world, &["tenant", "suspend", &tenant])?;
    ensure!(list(&secret, 3)?.contains("tenant_suspended"), "nobody is told why");
    admin(world, &["tenant", "resume", &tenant])?;
    list(&secret, 0)?;
    Ok(())
}
