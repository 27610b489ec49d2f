//! Tenants: their names, their policies and their quotas.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::job::{Redaction, Show, pronunciation_fault};
use crate::limits;
use crate::problem::{Code, Problem};
use crate::values::Timestamp;

/// A tenant's name, which tells nothing about anybody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent))]
#[serde(transparent)]
pub struct Tenant(pub String);

impl Tenant {
    /// The first tenant, and the one of development.
    pub const DEFAULT: &str = "default";
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The person who asked, as a pseudonym under a key: a different one in every tenant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(transparent))]
#[serde(transparent)]
pub struct Subject(pub String);

/// A tenant's policy and quotas; an absent bound is unlimited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TenantView {
    pub id: Tenant,
    pub created_at: Timestamp,
    /// Retention of finished episodes, in days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_days: Option<u64>,
    /// Retention of finished episodes, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_bytes: Option<u64>,
    /// Quota of running jobs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs_max: Option<u64>,
    /// Quota of bytes of finished episodes, those in the trash included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes_max: Option<u64>,
    /// The most that may be spent on scripts in a month (UTC), in micro-units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly_budget: Option<u64>,
    /// Hosts and style of submissions that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show: Option<Show>,
    pub redaction: Redaction,
    /// Feeds name the address of the page that an episode was made from, without its query.
    #[serde(default)]
    pub show_addresses: bool,
    /// The moment of suspension; absent while its tokens are accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<Timestamp>,
}

/// `POST /admin/tenants` and `/admin/tenants/{id}`: what is absent stays as it is, a bound that is `null` is lifted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TenantChange {
    #[serde(default, deserialize_with = "present_or_null", skip_serializing_if = "Option::is_none")]
    pub keep_days: Option<Option<u64>>,
    #[serde(default, deserialize_with = "present_or_null", skip_serializing_if = "Option::is_none")]
    pub keep_bytes: Option<Option<u64>>,
    #[serde(default, deserialize_with = "present_or_null", skip_serializing_if = "Option::is_none")]
    pub jobs_max: Option<Option<u64>>,
    #[serde(default, deserialize_with = "present_or_null", skip_serializing_if = "Option::is_none")]
    pub bytes_max: Option<Option<u64>>,
    #[serde(default, deserialize_with = "present_or_null", skip_serializing_if = "Option::is_none")]
    pub monthly_budget: Option<Option<u64>>,
    #[serde(default, deserialize_with = "present_or_null", skip_serializing_if = "Option::is_none")]
    pub show: Option<Option<Show>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redaction: Option<Redaction>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_addresses: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<bool>,
}

impl TenantChange {
    /// Checks the numbers.
    ///
    /// # Errors
    /// `invalid_field` for a number that cannot be stored exactly or makes no sense.
    pub fn check(&self) -> Result<(), Problem> {
        let bounds = [self.keep_days, self.keep_bytes, self.jobs_max, self.bytes_max, self.monthly_budget];
        if bounds.iter().flatten().flatten().any(|bound| *bound > limits::BOUND_MAX) {
            return Err(Problem::because(Code::InvalidField, format!("a bound is at most {}", limits::BOUND_MAX)));
        }
        if let Some(fault) = self.show.iter().flatten().find_map(|show| show.style.fault()) {
            return Err(Problem::because(Code::InvalidField, format!("show.style.{fault}")));
        }
        if let Some(fault) = self.show.iter().flatten().find_map(|show| pronunciation_fault(&show.pronunciations)) {
            return Err(Problem::because(Code::InvalidField, format!("show.pronunciations: {fault}")));
        }
        // Every episode would go to the trash the moment it is finished.
        if [self.keep_days, self.keep_bytes].contains(&Some(Some(0))) {
            return Err(Problem::because(Code::InvalidField, "a retention is at least 1, or null for none"));
        }
        Ok(())
    }
}

/// Tells `null` from absent.
fn present_or_null<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
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
    fn an_absent_bound_is_told_apart_from_a_bound_lifted_by_null() {
        let change: TenantChange = serde_json::from_str(r#"{"keep_days":null,"jobs_max":3,"suspended":true}"#).unwrap();
        assert_eq!((change.keep_days, change.keep_bytes, change.jobs_max), (Some(None), None, Some(Some(3))));
        let again = serde_json::to_string(&change).unwrap();
        assert_eq!(again, r#"{"keep_days":null,"jobs_max":3,"suspended":true}"#);
        assert_eq!(change.check(), Ok(()));
        let huge = TenantChange { keep_bytes: Some(Some(u64::MAX)), ..change };
        assert_eq!(huge.check().unwrap_err().code, Code::InvalidField);
    }

    #[test]
    fn a_retention_of_zero_is_refused_and_a_quota_of_no_jobs_is_not() {
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
