//! People of a review: the author, and numbers for the others. Their names end here.

use std::collections::BTreeMap;

use serde_json::Value;

use super::known::known;
use super::value::{first, is_true, text};
use crate::model::Who;

#[derive(Default)]
pub(super) struct People {
    author: Option<String>,
    others: BTreeMap<String, u32>,
}

/// The account that wrote something, as either host names it.
pub(super) fn account_of(value: &Value) -> Option<&Value> {
    value.get("user").or_else(|| value.get("author")).filter(|account| account.is_object())
}

pub(super) fn login(value: &Value) -> &str {
    account_of(value).map(|account| first(account, &["login", "username", "name"])).unwrap_or_default()
}

/// True for what a program wrote.
pub(super) fn is_bot(value: &Value) -> bool {
    let Some(account) = account_of(value) else { return false };
    let login = login(value).to_lowercase();
    let named = login.ends_with("[bot]")
        || login.ends_with("-bot")
        || login.ends_with("_bot")
        || known().programs.contains(&login);
    // GitLab's accounts of projects: `project_12_bot_0f3a`.
    let of_project = (login.starts_with("project_") || login.starts_with("group_")) && login.contains("_bot");
    named
        || of_project
        || text(account, "type") == "Bot"
        || text(account, "__typename") == "Bot"
        || is_true(account, "bot")
}

impl People {
    pub(super) fn with_author(value: &Value) -> People {
        let author = Some(login(value)).filter(|login| !login.is_empty()).map(str::to_owned);
        People { author, others: BTreeMap::new() }
    }

    /// The person who wrote something; all deleted accounts are one.
    pub(super) fn who(&mut self, value: &Value) -> Who {
        let login = login(value);
        if self.author.as_deref() == Some(login) {
            return Who::Author;
        }
        let next = u32::try_from(self.others.len()).unwrap_or(u32::MAX).saturating_add(1);
        Who::Reviewer(*self.others.entry(login.to_owned()).or_insert(next))
    }
}
