//! Health as a page: one file without script and without external resources, so that it can be saved and read where
//! nothing else is left.

use std::fmt::Write;

use protocol::{Health, HealthCheck, JobFigures, KnownOr, Shelf, Timestamp, Verdict};

const STYLE: &str = include_str!("page.css");

pub fn page(health: &Health) -> String {
    let verdict = word(&health.verdict);
    let sections = [reasons(health), checks(health), jobs(health), house(health), clients(health), build(health)];
    let at = health.asked_at;
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>Cuepoint: {verdict}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header class=\"{verdict}\">\n\
         <h1>Cuepoint <strong>{verdict}</strong></h1>\n<p>as of <time>{at}</time></p>\n</header>\n<main>\n{}</main>\n</body>\n</html>\n",
        sections.concat()
    )
}

/// Class name of a verdict: only our own words, never one of a newer service.
fn word(verdict: &KnownOr<Verdict>) -> &'static str {
    verdict.known().unwrap_or(Verdict::Degraded).as_str()
}

fn reasons(health: &Health) -> String {
    if health.reasons.is_empty() {
        return section("Reasons", "<p class=\"none\">Nothing is wrong.</p>\n");
    }
    let reason = |list: String, reason: &protocol::HealthReason| {
        let (verdict, code, says) = (word(&reason.verdict), escaped(&reason.code), escaped(&reason.says));
        list + &format!("<li class=\"{verdict}\"><code>{code}</code> <span>{says}</span></li>\n")
    };
    let list = health.reasons.iter().fold(String::new(), reason);
    section("Reasons", &format!("<ul class=\"reasons\">\n{list}</ul>\n<p>What to do: docs/RUNBOOK.md.</p>\n"))
}

fn checks(health: &Health) -> String {
    let each = health.checks.iter().flat_map(|(name, checks)| checks.iter().map(move |check| (name, check)));
    let row = |(name, check): (&String, &HealthCheck)| {
        let state = check.output.as_deref().unwrap_or("ok");
        (name.clone(), format!("{state}, {} {}", check.observed_value, check.observed_unit))
    };
    section("Probes", &table(each.map(row)))
}

fn jobs(health: &Health) -> String {
    let Some(jobs) = &health.jobs else {
        return section("Jobs", "<p class=\"none\">The index could not be read.</p>\n");
    };
    let JobFigures { running, housekeeping, steps_owed, overdue, leases_expired, .. } = jobs;
    let age = |since: Option<Timestamp>| since.map_or_else(String::new, |since| age(health.asked_at.since_ms(since)));
    let mut rows = vec![("running", running.to_string())];
    if let Some(since) = jobs.oldest_created_at {
        rows.push(("oldest running for", age(Some(since))));
    }
    if let Some(stillest) = jobs.stillest {
        rows.push(("longest without progress", format!("{}, {}", age(Some(stillest.since)), stillest.job)));
    }
    rows.extend([
        ("ended, with housekeeping left", housekeeping.to_string()),
        ("steps not done", steps_owed.to_string()),
        ("overdue", overdue.to_string()),
        ("expired leases in polled jobs", leases_expired.to_string()),
    ]);
    let named = |what: &str, counts: &std::collections::BTreeMap<String, u64>| {
        counts.iter().map(|(name, count)| (format!("{what} {name}"), count.to_string())).collect::<Vec<_>>()
    };
    let rows = rows.into_iter().map(|(name, value)| (name.to_owned(), value));
    let rows = rows.chain(named("parked:", &jobs.parked)).chain(named("engine", &jobs.by_engine));
    section("Jobs", &table(rows.chain(named("last 24 hours:", &jobs.last_day))))
}

fn house(health: &Health) -> String {
    let moment = |at: Option<Timestamp>| at.map_or_else(|| "never".to_owned(), |at| at.to_string());
    let run = health.sweep.unwrap_or_default();
    let mut rows = vec![
        ("last sweep", moment(run.ended_at.or(run.started_at))),
        ("its failures", run.failures.to_string()),
        ("caught by sweeps", format!("{} files", health.files_caught)),
        ("left to the bucket's rules", format!("{} files", health.files_expired)),
    ];
    if let Some(balance) = &health.balance {
        let shelf = |shelf: Shelf| {
            let Shelf { referenced, pending, orphaned } = shelf;
            let megabytes = referenced.bytes / 1_000_000;
            format!(
                "{} in use ({megabytes} MB), {} pending, {} orphaned",
                referenced.objects, pending.objects, orphaned.objects
            )
        };
        rows.extend([("episodes", shelf(balance.episodes)), ("clips", shelf(balance.clips))]);
        rows.extend([("other files", shelf(balance.other)), ("missing files", balance.missing_files.to_string())]);
    }
    for breaker in &health.breakers {
        rows.push(("circuit breaker open", format!("{} until {}", breaker.provider, breaker.open_until)));
    }
    section("Housekeeping", &table(rows.into_iter().map(|(name, value)| (name.to_owned(), value))))
}

fn clients(health: &Health) -> String {
    if health.clients.is_empty() {
        return String::new();
    }
    let row = |seen: &protocol::ClientSeen| {
        (
            format!("{} {}", seen.client, seen.version),
            format!("speaks {}, last seen {}", seen.wire_version, seen.last_seen_at),
        )
    };
    section("Clients", &table(health.clients.iter().map(row)))
}

fn build(health: &Health) -> String {
    let deployment = &health.deployment;
    let rows = [("commit", &deployment.commit), ("built", &deployment.built_at), ("deployment", &deployment.id)];
    let rows = rows.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
    section("Build", &table([("version".to_owned(), health.version.clone())].into_iter().chain(rows)))
}

fn section(heading: &str, body: &str) -> String {
    format!("<section>\n<h2>{heading}</h2>\n{body}</section>\n")
}

fn table(rows: impl Iterator<Item = (String, String)>) -> String {
    let row = |table: String, (name, value): (String, String)| {
        table + &format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", escaped(&name), escaped(&value))
    };
    format!("<table>\n{}</table>\n", rows.fold(String::new(), row))
}

fn age(ms: i64) -> String {
    let seconds = ms / 1_000;
    match seconds {
        ..120 => format!("{seconds} s"),
        120..7_200 => format!("{} min", seconds / 60),
        7_200..172_800 => format!("{} h", seconds / 3_600),
        172_800.. => format!("{} days", seconds / 86_400),
    }
}

/// Escapes a text, also for attributes in quotation marks.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() => {
                let _ = write!(escaped, "{}", char::REPLACEMENT_CHARACTER);
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_never_becomes_markup() {
        assert_eq!(escaped("<a href=\"x\" id='y'>&\u{1b}"), "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;\u{fffd}");
    }

    #[test]
    fn ages_are_short() {
        assert_eq!([5_000, 600_000, 7_200_000, 172_800_000].map(age), ["5 s", "10 min", "2 h", "2 days"]);
    }
}
