//! Token records: authentication against one, and rotation.
//!
//! Never holds a token's secret.

use protocol::{Code, NewToken, Problem, RotateToken, Scope, Tenant, Timestamp, TokenId};

use crate::{Digest, Shown, limits};

/// A stored token.
#[derive(Clone)]
pub struct Record {
    /// Absent for an operator's token.
    pub tenant: Option<Tenant>,
    pub digest: Digest,
    pub scopes: Vec<Scope>,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
    pub replaced_by: Option<TokenId>,
    /// The tenant is suspended.
    pub is_suspended: bool,
}

/// Reasons to refuse a caller. Only the holder of a token that was valid once is told what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("no bearer token was sent")]
    Missing,
    #[error("the token is malformed: mistyped or cut off")]
    Mistyped,
    #[error("the token is unknown")]
    Unknown,
    #[error("the token has expired")]
    Expired,
    #[error("the token was revoked")]
    Revoked,
    #[error("the operator has suspended this tenant")]
    Suspended,
    #[error("the signature is not valid for this address")]
    Unsigned,
    #[error("its time is over")]
    Over,
    #[error("the request does not come from a page of this service")]
    Forged,
    #[error("the scope {} is required", .0.as_str())]
    OutOfScope(Scope),
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let code = match refused {
            Refused::Missing | Refused::Mistyped | Refused::Unknown | Refused::Expired | Refused::Revoked => {
                Code::Unauthorized
            }
            Refused::Unsigned | Refused::Over => Code::GrantInvalid,
            Refused::Forged => Code::RequestForged,
            Refused::Suspended => Code::TenantSuspended,
            Refused::OutOfScope(_) => Code::ScopeMissing,
        };
        Self::because(code, refused.to_string())
    }
}

/// A planned rotation: the successor's rights, and the expiry of the token it replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotation {
    pub old_expires_at: Timestamp,
    pub new_expires_at: Option<Timestamp>,
}

impl Record {
    /// The development token, which is stored nowhere: it has every scope but the operator's, and does not end.
    pub fn development() -> Self {
        Self {
            tenant: Some(Tenant(Tenant::DEFAULT.to_owned())),
            // No token has this one.
            digest: Digest::stored(String::new()),
            scopes: Scope::ALL.into_iter().filter(|scope| *scope != Scope::Admin).collect(),
            created_at: Timestamp::from_ms(0),
            expires_at: None,
            revoked_at: None,
            replaced_by: None,
            is_suspended: false,
        }
    }

    /// Authenticates a token and authorizes it for a scope.
    ///
    /// # Errors
    /// The reason of the refusal.
    pub fn admit(&self, shown: &Shown, wanted: Scope, now: Timestamp) -> Result<(), Refused> {
        if !self.digest.is(&shown.digest) {
            return Err(Refused::Unknown);
        }
        self.authorize(wanted, now)
    }

    /// Authorizes a token that is known to be the right one, by a session that was begun with it.
    ///
    /// # Errors
    /// The reason of the refusal.
    pub fn authorize(&self, wanted: Scope, now: Timestamp) -> Result<(), Refused> {
        if self.revoked_at.is_some() {
            return Err(Refused::Revoked);
        }
        if self.is_expired(now) {
            return Err(Refused::Expired);
        }
        if self.is_suspended {
            return Err(Refused::Suspended);
        }
        if self.scopes.contains(&wanted) { Ok(()) } else { Err(Refused::OutOfScope(wanted)) }
    }

    /// Plans a rotation. Both tokens are accepted during the overlap; without an expiry of its own the new one has that
    /// of the old one.
    ///
    /// # Errors
    /// When the token has ended or was replaced already, or the request is out of bounds.
    pub fn rotate(&self, asked: &RotateToken, now: Timestamp) -> Result<Rotation, Problem> {
        if self.revoked_at.is_some() || self.replaced_by.is_some() || self.is_expired(now) {
            return Err(Problem::new(Code::TokenEnded));
        }
        let overlap_ms = asked.overlap_ms.unwrap_or(limits::OVERLAP_MS_DEFAULT);
        if overlap_ms > limits::OVERLAP_MS_MAX {
            let max = limits::OVERLAP_MS_MAX;
            return Err(Problem::because(Code::InvalidField, format!("overlap_ms: at most {max}")));
        }
        check_expiry(asked.expires_at, now)?;
        let end = now.plus_ms(i64::try_from(overlap_ms).unwrap_or(i64::MAX));
        let renewed = self.expires_at.map(|expires_at| now.plus_ms(expires_at.since_ms(self.created_at)));
        Ok(Rotation {
            old_expires_at: self.expires_at.map_or(end, |expires_at| expires_at.min(end)),
            new_expires_at: asked.expires_at.or(renewed),
        })
    }

    fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|expires_at| expires_at <= now)
    }
}

/// Checks a request for a new token. One with all rights has no tenant.
///
/// # Errors
/// `invalid_field`, with the reason.
pub fn check_new(asked: &NewToken, now: Timestamp) -> Result<(), Problem> {
    let NewToken { tenant, name, scopes, expires_at } = asked;
    let invalid = |detail: &str| Err(Problem::because(Code::InvalidField, detail));
    let length = name.chars().count();
    if !(1..=limits::TOKEN_NAME_CHARS_MAX).contains(&length)
        || name.trim() != name
        || name.chars().any(char::is_control)
    {
        let max = limits::TOKEN_NAME_CHARS_MAX;
        return Err(Problem::because(Code::InvalidField, format!("name: 1 to {max} characters of plain text")));
    }
    let is_repeated = (1..).zip(scopes).any(|(next, scope)| scopes.iter().skip(next).any(|other| other == scope));
    if scopes.is_empty() || is_repeated {
        return invalid("scopes: at least one, and none twice");
    }
    match (tenant, scopes.contains(&Scope::Admin)) {
        (None, false) => return invalid("tenant: required unless the scope is admin"),
        (Some(_), true) => return invalid("scopes: admin is not allowed with a tenant"),
        (None, true) if scopes.len() > 1 => return invalid("scopes: admin excludes other scopes"),
        (None, true) | (Some(_), false) => {}
    }
    check_expiry(*expires_at, now)
}

fn check_expiry(expires_at: Option<Timestamp>, now: Timestamp) -> Result<(), Problem> {
    if expires_at.is_some_and(|expires_at| expires_at <= now) {
        return Err(Problem::because(Code::InvalidField, "expires_at: this time has passed"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
