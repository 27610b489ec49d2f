//! Tenants: whose jobs are kept apart, and what each may have.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::{Code, Problem, Redaction, Timestamp, limits};

/// Whose job it is, as a name that says nothing about anybody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent))]
#[serde(transparent)]
pub struct Tenant(pub String);

impl Tenant {
    /// The one there was before there were others, and the one of development.
    pub const DEFAULT: &str = "default";
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who asked, as a pseudonym under a key: another one in every tenant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent))]
#[serde(transparent)]
pub struct Subject(pub String);

/// A bound that is absent is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TenantView {
    pub id: Tenant,
    pub created_at: Timestamp,
    /// How long finished episodes are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_days: Option<u64>,
    /// How many bytes of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_bytes: Option<u64>,
    /// Jobs under way at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs_max: Option<u64>,
    /// Bytes of finished episodes it may have, those in the trash included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes_max: Option<u64>,
    pub redaction: Redaction,
    /// Since when nobody is let in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<Timestamp>,
}

/// `POST /admin/tenants` and `/admin/tenants/{id}`: what is absent stays as it is, a bound that is `null` is none any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TenantChange {
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub keep_days: Option<Option<u64>>,
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub keep_bytes: Option<Option<u64>>,
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub jobs_max: Option<Option<u64>>,
    #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub bytes_max: Option<Option<u64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redaction: Option<Redaction>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<bool>,
}

impl TenantChange {
    /// # Errors
    /// `invalid_field` for a number that would not be kept as it is.
    pub fn check(&self) -> Result<(), Problem> {
        let bounds = [self.keep_days, self.keep_bytes, self.jobs_max, self.bytes_max];
        if bounds.iter().flatten().flatten().any(|bound| *bound > limits::BOUND_MAX) {
            return Err(Problem::because(Code::InvalidField, format!("a bound is at most {}", limits::BOUND_MAX)));
        }
        // Every episode would go to the trash in the moment it is finished.
        if [self.keep_days, self.keep_bytes].contains(&Some(Some(0))) {
            return Err(Problem::because(Code::InvalidField, "a retention is at least 1, or null for none"));
        }
        Ok(())
    }
}

/// `null` is said, too.
fn said<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<u64>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// `GET /admin/tenants`, oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TenantList {
    pub tenants: Vec<TenantView>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_of_a_tenant_is_told_from_what_is_said_to_be_none() {
        let change: TenantChange = serde_json::from_str(r#"{"keep_days":null,"jobs_max":3,"suspended":true}"#).unwrap();
        assert_eq!((change.keep_days, change.keep_bytes, change.jobs_max), (Some(None), None, Some(Some(3))));
        let again = serde_json::to_string(&change).unwrap();
        assert_eq!(again, r#"{"keep_days":null,"jobs_max":3,"suspended":true}"#);
        assert_eq!(change.check(), Ok(()));
        let huge = TenantChange { keep_bytes: Some(Some(u64::MAX)), ..change };
        assert_eq!(huge.check().unwrap_err().code, Code::InvalidField);
    }

    #[test]
    fn a_retention_of_nothing_is_refused_and_no_jobs_at_all_is_not() {
        let change = TenantChange { jobs_max: Some(Some(0)), ..TenantChange::default() };
        assert_eq!(change.check(), Ok(()));
        for nothing in [
            TenantChange { keep_days: Some(Some(0)), ..change.clone() },
            TenantChange { keep_bytes: Some(Some(0)), ..change.clone() },
        ] {
            assert_eq!(nothing.check().unwrap_err().code, Code::InvalidField);
        }
    }
}
