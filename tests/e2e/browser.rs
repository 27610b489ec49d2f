//! A browser with a cookie, as the tests of pages have it.

use anyhow::{Context, Result, ensure};
use tests::{Answer, Client};

use crate::world::World;

/// A browser: no token, and the cookie it was given.
pub(crate) struct Browser {
    pub(crate) client: Client,
    pub(crate) cookie: String,
}

impl Browser {
    pub(crate) fn sign_in(client: &Client, shown: &str) -> Result<Self> {
        let answer = post(&client.with_token(""), "", "/session", &[("token", shown), ("next", "/")])?;
        ensure!(answer.status == 303 && answer.header("Location") == "/", "{} {}", answer.status, answer.text());
        let set = answer.header("Set-Cookie");
        ensure!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"), "{set}");
        ensure!(!set.contains(shown), "the cookie holds what was shown: {set}");
        let cookie = set.split(';').next().unwrap_or_default().to_owned();
        Ok(Self { client: client.with_token(""), cookie })
    }

    pub(crate) fn get(&self, path: &str) -> Result<Answer> {
        self.client.ask("GET", path).without("Authorization").header("Cookie", &self.cookie).send()
    }

    pub(crate) fn page(&self, path: &str) -> Result<String> {
        let answer = self.get(path)?;
        ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
        Ok(String::from_utf8(answer.body)?)
    }

    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        post(&self.client, &self.cookie, path, fields)
    }

    /// The proof that this browser's pages carry.
    pub(crate) fn csrf(&self) -> Result<String> {
        between(&self.page("/")?, "<meta name=\"csrf\" content=\"", "\"")
    }
}

pub(crate) fn post(client: &Client, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
    let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let ask = client.ask("POST", path).without("Authorization").header("Cookie", cookie);
    ask.header("Content-Type", "application/x-www-form-urlencoded").body(form.join("&")).send()
}

pub(crate) fn between(text: &str, before: &str, after: &str) -> Result<String> {
    let (_, rest) = text.split_once(before).with_context(|| format!("no {before} in the page"))?;
    Ok(rest.split_once(after).with_context(|| format!("no {after} in the page"))?.0.to_owned())
}

/// A tenant of its own, with nothing in it.
pub(crate) fn newcomer(world: &World) -> Result<Client> {
    world.client.tenant(&world.client.new_tenant()?)
}
