//! Tokens and keys that say themselves what they are: by the prefix of their provider, or by their shape.

use protocol::RedactionKind;

use crate::found::Found;
use crate::limits::SECRET_BYTES_MAX;
use crate::text::{Text, is_gap};

/// What follows a prefix.
#[derive(Clone, Copy)]
enum Tail {
    /// Letters and digits, at least so many of them in a row.
    Plain(usize),
    /// The same with `-` and `_`.
    Url(usize),
    /// Exactly so many capitals and digits.
    Capitals(usize),
    /// Exactly so many hexadecimal digits.
    Hex(usize),
}

use Tail::{Capitals, Hex, Plain, Url};

/// Providers' prefixes, longer ones before those they begin with.
const PREFIXES: [(&str, Tail); 74] = [
    ("AGE-SECRET-KEY-1", Capitals(58)),
    ("AIza", Url(35)),
    ("ABIA", Capitals(16)),
    ("ACCA", Capitals(16)),
    ("AKIA", Capitals(16)),
    ("ASIA", Capitals(16)),
    ("AC", Hex(32)),
    ("EAAC", Plain(60)),
    ("GOCSPX-", Url(20)),
    ("NRAK-", Capitals(27)),
    ("PMAK-", Url(40)),
    ("SK", Hex(32)),
    ("cue_", Url(24)),
    ("dapi", Hex(32)),
    ("dckr_pat_", Url(20)),
    ("dop_v1_", Hex(64)),
    ("doo_v1_", Hex(64)),
    ("dor_v1_", Hex(64)),
    ("dp.pt.", Plain(40)),
    ("figd_", Url(30)),
    ("fo1_", Url(30)),
    ("ghp_", Plain(30)),
    ("gho_", Plain(30)),
    ("ghu_", Plain(30)),
    ("ghs_", Plain(30)),
    ("ghr_", Plain(30)),
    ("github_pat_", Url(40)),
    ("gldt-", Url(20)),
    ("glft-", Url(20)),
    ("glpat-", Url(20)),
    ("glptt-", Url(20)),
    ("glrt-", Url(20)),
    ("glsa_", Url(32)),
    ("gsk_", Plain(40)),
    ("hf_", Plain(30)),
    ("hvb.", Url(24)),
    ("hvs.", Url(24)),
    ("key-", Hex(32)),
    ("lin_api_", Plain(32)),
    ("npm_", Plain(36)),
    ("ntn_", Plain(40)),
    ("nvapi-", Url(40)),
    ("oy2", Plain(43)),
    ("pat-na1-", Url(36)),
    ("phc_", Plain(40)),
    ("pk_live_", Plain(20)),
    ("pscale_pw_", Url(30)),
    ("pscale_tkn_", Url(30)),
    ("pypi-", Url(50)),
    ("r8_", Plain(30)),
    ("rk_live_", Plain(20)),
    ("rk_test_", Plain(20)),
    ("rubygems_", Hex(48)),
    ("sbp_", Hex(40)),
    ("secret_", Plain(40)),
    ("shpat_", Hex(32)),
    ("shpca_", Hex(32)),
    ("shppa_", Hex(32)),
    ("shpss_", Hex(32)),
    ("sk-ant-", Url(24)),
    ("sk-proj-", Url(24)),
    ("sk-svcacct-", Url(24)),
    ("sk-or-v1-", Hex(64)),
    ("sk-", Plain(24)),
    ("sk_live_", Plain(20)),
    ("sk_test_", Plain(20)),
    ("sntrys_", Url(40)),
    ("sq0atp-", Url(22)),
    ("sq0csp-", Url(40)),
    ("tskey-", Url(20)),
    ("whsec_", Plain(24)),
    ("xapp-", Url(20)),
    ("xkeysib-", Url(60)),
    ("ya29.", Url(20)),
];

/// Slack's tokens: `xoxb-`, `xoxp-` and their like.
const SLACK: &str = "xox";

/// Schemes before a credential in a header.
const SCHEMES: [&str; 3] = ["Bearer ", "Basic ", "Token "];

/// Addresses that are their own password.
const HOOKS: [&str; 4] = [
    "hooks.slack.com/services/",
    "discord.com/api/webhooks/",
    "discordapp.com/api/webhooks/",
    "outlook.office.com/webhook/",
];

pub(crate) fn find(text: Text<'_>, at: usize) -> Option<Found> {
    let first = text.at(at)?;
    if !first.is_ascii_alphanumeric() && first != b':' {
        return None;
    }
    if first == b':' {
        return in_address(text, at);
    }
    if !text.is_start(at) {
        return None;
    }
    by_prefix(text, at)
        .or_else(|| slack(text, at))
        .or_else(|| dotted(text, at))
        .or_else(|| bot(text, at))
        .or_else(|| header(text, at))
        .or_else(|| hook(text, at))
}

fn secret(from: usize, to: usize) -> Found {
    Found::new(RedactionKind::Secret, from, to)
}

fn is_url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

fn by_prefix(text: Text<'_>, at: usize) -> Option<Found> {
    PREFIXES.iter().filter(|(prefix, _)| text.starts_with(at, prefix)).find_map(|(prefix, tail)| {
        let from = at + prefix.len();
        let plain = |from| text.run(from, SECRET_BYTES_MAX, |byte| byte.is_ascii_alphanumeric());
        let (to, is_long) = match *tail {
            Plain(bytes_min) => (plain(from), plain(from) - from >= bytes_min),
            Url(bytes_min) => {
                let to = text.run(from, SECRET_BYTES_MAX, is_url);
                (to, to - from >= bytes_min && is_mixed(text.part(from, to)))
            }
            Capitals(bytes) => {
                let to = text.run(from, SECRET_BYTES_MAX, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
                (to, to - from == bytes && plain(from) == to)
            }
            Hex(bytes) => {
                let to = text.run(from, SECRET_BYTES_MAX, |byte| byte.is_ascii_hexdigit());
                (to, to - from == bytes && plain(from) == to)
            }
        };
        // Names of things are long words; what is drawn by lot has digits.
        let has_digit = text.part(from, to).iter().any(u8::is_ascii_digit);
        (is_long && has_digit).then(|| secret(at, to))
    })
}

/// Words joined by hyphens have runs of letters between them; what is drawn by lot has digits and letters side by side.
fn is_mixed(tail: &[u8]) -> bool {
    let is_change = |pair: &&[u8]| match pair {
        [one, other] => {
            one.is_ascii_alphabetic() && other.is_ascii_digit() || one.is_ascii_digit() && other.is_ascii_alphabetic()
        }
        _other => false,
    };
    tail.windows(2).filter(is_change).count() >= 2
}

fn slack(text: Text<'_>, at: usize) -> Option<Found> {
    if !text.starts_with(at, SLACK) {
        return None;
    }
    let kind = at + SLACK.len();
    let to = text.run(kind + 2, SECRET_BYTES_MAX, is_url);
    let is_kind = text.at(kind).is_some_and(|byte| byte.is_ascii_lowercase()) && text.at(kind + 1) == Some(b'-');
    let has_digit = text.part(kind + 2, to).iter().any(u8::is_ascii_digit);
    (is_kind && has_digit && to - kind >= 12).then(|| secret(at, to))
}

/// `eyJ….eyJ….…`, a JWT; `SG.….…`; a chat bot's `….….…`.
fn dotted(text: Text<'_>, at: usize) -> Option<Found> {
    let is_jwt = text.starts_with(at, "eyJ");
    let is_mail = text.starts_with(at, "SG.");
    let is_bot = matches!(text.at(at), Some(b'M' | b'N' | b'O'));
    if !is_jwt && !is_mail && !is_bot {
        return None;
    }
    let end = |from: usize| text.run(from, SECRET_BYTES_MAX, is_url);
    let first = end(at);
    let second = end(first + 1);
    let third = end(second + 1);
    if text.at(first) != Some(b'.') || text.at(second) != Some(b'.') {
        return None;
    }
    let lengths = [first - at, second - first - 1, third - second - 1];
    let is_token = match lengths {
        [header, payload, _] if is_jwt => header >= 12 && payload >= 8,
        [_, id, key] if is_mail => id >= 16 && key >= 32,
        [id, time, key] => (23..=28).contains(&id) && (6..=7).contains(&time) && (27..=40).contains(&key),
    };
    is_token.then(|| secret(at, third))
}

/// `123456789:…`, thirty-five signs.
fn bot(text: Text<'_>, at: usize) -> Option<Found> {
    let colon = text.run(at, 11, |byte| byte.is_ascii_digit());
    let to = text.run(colon + 1, SECRET_BYTES_MAX, is_url);
    let is_bot = (8..=10).contains(&(colon - at)) && text.at(colon) == Some(b':') && to - colon == 36;
    is_bot.then(|| secret(at, to))
}

fn header(text: Text<'_>, at: usize) -> Option<Found> {
    let scheme =
        SCHEMES.iter().find(|scheme| text.part(at, at + scheme.len()).eq_ignore_ascii_case(scheme.as_bytes()))?;
    let from = text.run(at + scheme.len(), 4, is_gap);
    let to = text.run(from, SECRET_BYTES_MAX, |byte| is_url(byte) || b"+/=.~".contains(&byte));
    let shown = text.part(from, to);
    (shown.len() >= 16 && is_mixed(shown)).then(|| secret(from, to))
}

fn hook(text: Text<'_>, at: usize) -> Option<Found> {
    let address = HOOKS.iter().find(|address| text.starts_with(at, address))?;
    let from = at + address.len();
    let to = text.run(from, SECRET_BYTES_MAX, |byte| is_url(byte) || b"/@.".contains(&byte));
    let has_digit = text.part(from, to).iter().any(u8::is_ascii_digit);
    (to - from >= 16 && has_digit).then(|| secret(from, to))
}

/// Who and by which password, between `://` and `@`.
fn in_address(text: Text<'_>, at: usize) -> Option<Found> {
    if !text.starts_with(at, "://") {
        return None;
    }
    let from = at + 3;
    let to = text.run(from, 512, |byte| byte.is_ascii_graphic() && !b"@/\"'<>()[]{}`|\\^".contains(&byte));
    let has_password =
        text.part(from, to).iter().position(|byte| *byte == b':').is_some_and(|colon| from + colon + 1 < to);
    (text.at(to) == Some(b'@') && has_password).then(|| Found { placeholder: "", ..secret(from, to + 1) })
}
