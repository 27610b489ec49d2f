//! `admin tenant`.

use protocol::{Redaction, Tenant, TenantChange, TenantList, TenantView};

use super::Session;
use crate::console::Console;
use crate::error::Error;
use crate::format;

pub(super) fn list(session: &Session, list: &TenantList, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(list);
    }
    for tenant in &list.tenants {
        let standing = if tenant.suspended_at.is_some() { "suspended" } else { "open" };
        console.print(&format!("{:<16}  {standing:<9}  {}", tenant.id.0, tenant.created_at))?;
    }
    Ok(())
}

pub(super) fn suspend(session: &Session, id: &Tenant, suspended: bool, console: &mut Console<'_>) -> Result<(), Error> {
    let change = TenantChange { suspended: Some(suspended), ..TenantChange::default() };
    show(session, &session.client.change_tenant(id, &change)?, console)
}

pub(super) fn show(session: &Session, tenant: &TenantView, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(tenant);
    }
    let bound = |bound: Option<u64>| bound.map_or_else(|| "no bound".to_owned(), |bound| bound.to_string());
    let redaction = match tenant.redaction {
        Redaction::On => "on",
        Redaction::Off => "off",
    };
    let rows = [
        ("id", tenant.id.to_string()),
        ("created", tenant.created_at.to_string()),
        ("days kept", bound(tenant.keep_days)),
        ("kept", bound(tenant.keep_bytes)),
        ("jobs", bound(tenant.jobs_max)),
        ("bytes", bound(tenant.bytes_max)),
        ("monthly budget", bound(tenant.monthly_budget)),
        ("show", tenant.show.as_ref().map_or_else(|| "none".to_owned(), |show| serde_json::json!(show).to_string())),
        ("redaction", redaction.to_owned()),
        ("addresses", if tenant.show_addresses { "shown in feeds" } else { "not kept" }.to_owned()),
        ("suspended", format::moment(tenant.suspended_at)),
    ];
    console.print(&format::table(&rows))
}
