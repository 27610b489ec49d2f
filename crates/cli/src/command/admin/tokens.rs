//! `admin token`. A secret is shown once, when the token is created.

use protocol::{MintedToken, TokenList, TokenView};

use super::Session;
use crate::console::Console;
use crate::error::Error;
use crate::format;

pub(super) fn list(session: &Session, list: &TokenList, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(list);
    }
    for token in &list.tokens {
        let TokenView { id, tenant, name, expires_at, revoked_at, replaced_by, .. } = token;
        let end = match (revoked_at, expires_at, replaced_by) {
            (Some(at), _, _) => format!("revoked {at}"),
            (None, Some(at), Some(next)) => format!("until {at}, then {next}"),
            (None, Some(at), None) => format!("until {at}"),
            (None, None, _) => "good".to_owned(),
        };
        let tenant = tenant.as_ref().map_or("(operator)", |tenant| tenant.0.as_str());
        let scopes = scopes(token);
        console.print(&format!("{id}  {tenant:<16}  {scopes:<12}  {end}  {}", format::one_line(name)))?;
    }
    Ok(())
}

pub(super) fn minted(session: &Session, minted: &MintedToken, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(minted);
    }
    let mut rows = rows(&minted.token);
    rows.push(("secret", minted.secret.clone()));
    console.print(&format::table(&rows))?;
    console.report("keep the secret now: the service does not store it and cannot show it again");
    Ok(())
}

pub(super) fn show(session: &Session, token: &TokenView, console: &mut Console<'_>) -> Result<(), Error> {
    if session.global.json {
        return console.print_json(token);
    }
    console.print(&format::table(&rows(token)))
}

fn rows(token: &TokenView) -> Vec<(&'static str, String)> {
    let tenant = token.tenant.as_ref().map_or_else(|| "(operator)".to_owned(), ToString::to_string);
    vec![
        ("id", token.id.to_string()),
        ("tenant", tenant),
        ("name", format::one_line(&token.name)),
        ("scopes", scopes(token)),
        ("created", token.created_at.to_string()),
        ("expires", format::moment(token.expires_at)),
        ("revoked", format::moment(token.revoked_at)),
    ]
}

fn scopes(token: &TokenView) -> String {
    token.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(",")
}
