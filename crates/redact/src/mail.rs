//! Mail addresses, found at their `@`.

use protocol::RedactionKind;

use crate::found::Found;
use crate::limits::{MAIL_DOMAIN_BYTES_MAX, MAIL_LOCAL_BYTES_MAX};
use crate::text::Text;

/// `icon@2x.png` is a file, not somebody.
const FILE_ENDINGS: [&str; 12] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "js", "mjs", "ts", "css", "json", "md"];

/// What a host is logged into by everybody.
const NOBODY: [&str; 2] = ["git", "noreply"];

pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    if text.at(at) != Some(b'@') {
        return None;
    }
    let from = text.run_back(at, MAIL_LOCAL_BYTES_MAX, is_local);
    // Quotes and dots around an address are not of it.
    let from = from + text.part(from, at).iter().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
    let domain_at = at.saturating_add(1);
    let mut to = text.run(domain_at, MAIL_DOMAIN_BYTES_MAX, is_domain);
    while to > domain_at && !text.before(to).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
        to -= 1;
    }
    let local = str::from_utf8(text.part(from, at)).ok()?;
    let domain = str::from_utf8(text.part(domain_at, to)).ok()?;
    let (name, top) = domain.rsplit_once('.')?;
    let is_host = !name.is_empty() && !domain.contains("..") && !domain.starts_with(['.', '-']);
    let is_top = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_file = FILE_ENDINGS.iter().any(|ending| top.eq_ignore_ascii_case(ending));
    let is_somebody = !local.is_empty() && !NOBODY.contains(&local) && text.at(to) != Some(b'@');
    (is_host && is_top && !is_file && is_somebody).then(|| Found::new(RedactionKind::MailAddress, from, to))
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._%+-'".contains(&byte)
}

fn is_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-'
}
