//! Authentication as the operator sets it up: tenants, and tokens for them.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::client::Client;

impl Client {
    /// The answer to a `POST` under `/admin` that has to succeed.
    pub fn administer(&self, path: &str, body: &Value) -> Result<Value> {
        let answer = self.admin("POST", path).json(body).send()?;
        ensure!(matches!(answer.status, 200 | 201), "{path}: {} {}", answer.status, answer.text());
        answer.json()
    }

    /// A new tenant's id.
    pub fn new_tenant(&self) -> Result<String> {
        let tenant = self.administer("/admin/tenants", &json!({}))?;
        Ok(tenant.get("id").and_then(Value::as_str).context("a tenant has an id")?.to_owned())
    }

    /// A new token: what is told of it, and its secret.
    pub fn new_token(&self, body: &Value) -> Result<(Value, String)> {
        minted(&self.administer("/admin/tokens", body)?)
    }

    /// A client with another token.
    pub fn with_token(&self, secret: &str) -> Self {
        let mut client = self.clone();
        secret.clone_into(&mut client.token);
        client
    }

    /// An operator with a token of the index instead of the service's own secret.
    pub fn on_call(&self) -> Result<Self> {
        let (_, secret) = self.new_token(&json!({ "name": "on call", "scopes": ["admin"] }))?;
        let mut client = self.clone();
        client.admin_token = secret;
        Ok(client)
    }

    /// A client of a tenant, who may submit and read.
    pub fn tenant(&self, tenant: &str) -> Result<Self> {
        let body = json!({ "tenant": tenant, "name": "a tenant's own", "scopes": ["submit", "read"] });
        Ok(self.with_token(&self.new_token(&body)?.1))
    }
}

/// A new token's description and its secret.
pub fn minted(answer: &Value) -> Result<(Value, String)> {
    let secret = answer.get("secret").and_then(Value::as_str).context("a new token has a secret")?;
    Ok((answer.get("token").context("a new token is told")?.clone(), secret.to_owned()))
}
