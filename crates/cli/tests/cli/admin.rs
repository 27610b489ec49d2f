//! The operator's commands.

use cli::Exit;
use protocol::{
    Act, Audit, Code, ErasedJob, Erasure, Intake, MintedToken, Problem, Redaction, Scope, Tenant, TenantList,
    TenantView, Timestamp, TokenId, TokenList, TokenView,
};

use crate::service::{Service, ok, problem};
use crate::{ID, cuepoint, json, lines};

const NOW: Timestamp = Timestamp::from_ms(1_795_223_353_000);

fn tenant() -> TenantView {
    TenantView {
        id: Tenant("t1".to_owned()),
        created_at: NOW,
        keep_days: Some(30),
        keep_bytes: None,
        jobs_max: None,
        bytes_max: None,
        monthly_budget: None,
        show: None,
        redaction: Redaction::On,
        show_addresses: false,
        suspended_at: None,
    }
}

fn token() -> TokenView {
    TokenView {
        id: TokenId("0a".to_owned()),
        tenant: Some(Tenant("t1".to_owned())),
        name: "the newsletter".to_owned(),
        scopes: vec![Scope::Submit, Scope::Read],
        created_at: NOW,
        expires_at: None,
        revoked_at: None,
        replaced_by: None,
        connected_by: None,
    }
}

#[test]
fn only_the_given_settings_of_a_tenant_are_sent() {
    let service = Service::new(vec![ok(&tenant()), ok(&tenant()), ok(&tenant())]);
    let run = cuepoint(&service.url(), &["admin", "tenant", "set", "t1", "--keep-days", "30", "--jobs-max", "none"]);
    assert!(run.out.contains("days kept 30\n") && run.out.contains("jobs      no bound\n"), "{}", run.out);
    let run = cuepoint(&service.url(), &["--json", "admin", "tenant", "suspend", "t1"]);
    assert_eq!(run.out, format!("{}\n", json(&tenant())));
    cuepoint(&service.url(), &["admin", "tenant", "create", "--redaction", "off"]);
    let asked = service.asked();
    let asked: Vec<_> = asked.iter().map(|asked| (asked.line.as_str(), asked.body.as_str())).collect();
    assert_eq!(
        asked,
        [
            ("POST /admin/tenants/t1", r#"{"keep_days":30,"jobs_max":null}"#),
            ("POST /admin/tenants/t1", r#"{"suspended":true}"#),
            ("POST /admin/tenants", r#"{"redaction":"off"}"#),
        ]
    );
}

#[test]
fn a_secret_is_shown_once_and_creating_a_token_is_not_retried() {
    let minted = MintedToken { token: token(), secret: "cue_secret".to_owned() };
    let service = Service::new(vec![ok(&minted), ok(&minted), problem(Problem::new(Code::Unavailable))]);
    let create = ["admin", "token", "create", "--tenant", "t1", "--name", "the newsletter"];
    let run = cuepoint(&service.url(), &create);
    assert!(run.out.contains("secret    cue_secret\n"), "{}", run.out);
    assert_eq!(run.err, "keep the secret now: the service does not store it and cannot show it again\n");
    let run = cuepoint(&service.url(), &["admin", "token", "rotate", "0a", "--overlap-hours", "2"]);
    assert_eq!(run.exit, Exit::Ok);
    let run = cuepoint(&service.url(), &create);
    assert_eq!(run.exit, Exit::Unreachable, "{}", run.err);
    let asked = service.asked();
    let bodies: Vec<_> = asked.iter().map(|asked| asked.body.as_str()).collect();
    let expected = r#"{"tenant":"t1","name":"the newsletter","scopes":["submit","read"]}"#;
    assert_eq!(bodies, [expected, r#"{"overlap_ms":7200000}"#, expected]);
}

#[test]
fn lists_print_one_line_per_entry() {
    let tenants = TenantList { tenants: vec![tenant(), TenantView { suspended_at: Some(NOW), ..tenant() }] };
    let ended = TokenView { revoked_at: Some(NOW), tenant: None, scopes: vec![Scope::Admin], ..token() };
    let followed = TokenView {
        expires_at: Some(NOW),
        replaced_by: Some(TokenId("0b".to_owned())),
        name: "a\nb".to_owned(),
        ..token()
    };
    let tokens = TokenList { tokens: vec![token(), ended, followed] };
    let service = Service::new(vec![ok(&tenants), ok(&tokens)]);
    let run = cuepoint(&service.url(), &["admin", "tenant", "list"]);
    let line = |standing: &str| format!("{:<16}  {standing:<9}  2026-11-21T01:09:13.000Z", "t1");
    assert_eq!(run.out, lines([line("open").as_str(), line("suspended").as_str()]));
    let run = cuepoint(&service.url(), &["admin", "token", "list", "--tenant", "t1"]);
    assert_eq!(
        run.out,
        lines([
            "0a  t1                submit,read   good  the newsletter",
            "0a  (operator)        admin         revoked 2026-11-21T01:09:13.000Z  the newsletter",
            "0a  t1                submit,read   until 2026-11-21T01:09:13.000Z, then 0b  a b",
        ])
    );
    assert_eq!(service.lines(), ["GET /admin/tenants", "GET /admin/tokens?tenant=t1"]);
}

#[test]
fn an_erasure_is_shown_before_it_is_confirmed() {
    let job = |erased_at| ErasedJob { id: ID.parse().unwrap(), erased_at };
    let announced = Erasure {
        tenant: Tenant("t1".to_owned()),
        id: None,
        confirm: Some("word".to_owned()),
        asked_at: None,
        finished_at: None,
        jobs: vec![job(None)],
        jobs_pending: 1,
        clips_deleted: 0,
    };
    let receipt = Erasure {
        id: Some("r1".to_owned()),
        confirm: None,
        asked_at: Some(NOW),
        finished_at: Some(NOW),
        jobs: vec![job(Some(NOW))],
        jobs_pending: 0,
        clips_deleted: 7,
        ..announced.clone()
    };
    let service = Service::new(vec![ok(&announced), ok(&receipt)]);
    let run = cuepoint(&service.url(), &["admin", "subject", "erase", "--tenant", "t1", "ada@example.org"]);
    assert!(run.out.starts_with(&format!("{ID}  there\n")), "{}", run.out);
    assert_eq!(run.err, "nothing was erased yet; to erase it, repeat the command with --confirm word\n");
    let erase = ["admin", "subject", "erase", "--tenant", "t1", "--by-token", "0a", "--confirm", "word"];
    let run = cuepoint(&service.url(), &erase);
    assert!(run.out.contains("receipt   r1\n") && run.out.contains("clips     7 deleted\n"), "{}", run.out);
    assert_eq!(run.err, "");
    let asked = service.asked();
    let bodies: Vec<_> = asked.iter().map(|asked| asked.body.as_str()).collect();
    assert_eq!(
        bodies,
        [r#"{"tenant":"t1","subject":"ada@example.org"}"#, r#"{"tenant":"t1","token":"0a","confirm":"word"}"#]
    );
}

#[test]
fn every_intervention_sends_its_reason() {
    let refused = || problem(Problem::new(Code::JobFinished));
    let intake = Intake {
        paused_at: Some(NOW),
        reason: Some("a\nmove".to_owned()),
        actor: Some("1:0a1b".to_owned()),
        running: 2,
    };
    let act = Act {
        id: ID.to_owned(),
        at: NOW,
        actor: Some("1:0123456789abcdef".to_owned()),
        act: "POST /admin/jobs/{id}/skip".to_owned(),
        object: Some(ID.to_owned()),
        reason: Some("it hangs".to_owned()),
        status: Some(409),
        ended_at: Some(NOW),
    };
    let cut_off = Act { actor: None, object: None, reason: None, status: None, ended_at: None, ..act.clone() };
    let audit = Audit { acts: vec![act, cut_off], next_cursor: Some(ID.to_owned()) };
    let service = Service::new(vec![refused(), refused(), refused(), ok(&intake), ok(&audit)]);
    for verb in [&["resume", ID][..], &["retry", ID, "master"], &["skip", ID, "3"]] {
        let line = [&["admin", "job"], verb, &["--reason", "it hangs"]].concat();
        assert!(cuepoint(&service.url(), &line).err.contains("(job_finished)"));
    }
    let run = cuepoint(&service.url(), &["admin", "intake", "pause", "--reason", "a move"]);
    let table =
        "intake    paused since 2026-11-21T01:09:13.000Z\nreason    a move\nby        1:0a1b\nunder way 2 jobs\n";
    assert_eq!(run.out, table);
    let run = cuepoint(&service.url(), &["admin", "audit", "--cursor", ID]);
    let line = |rest: &str| format!("2026-11-21T01:09:13.000Z  {rest}");
    let first = line(&format!("1:0123456789  409      POST /admin/jobs/{{id}}/skip  {ID}  it hangs"));
    assert_eq!(run.out, lines([&*first, &*line("unknown       cut off  POST /admin/jobs/{id}/skip  -  -")]));
    assert_eq!(run.err, format!("there is more: --cursor {ID}\n"));
    let asked = service.asked();
    let asked: Vec<_> = asked.iter().map(|asked| (asked.line.as_str(), asked.body.as_str())).collect();
    let address = |verb: &str| format!("POST /admin/jobs/{ID}/{verb}");
    assert_eq!(
        asked,
        [
            (&*address("resume"), r#"{"reason":"it hangs"}"#),
            (&*address("retry"), r#"{"reason":"it hangs","step":"master"}"#),
            (&*address("skip"), r#"{"reason":"it hangs","turn":3}"#),
            ("POST /admin/intake", r#"{"paused":true,"reason":"a move"}"#),
            (&*format!("GET /admin/audit?cursor={ID}"), ""),
        ]
    );
}

#[test]
fn invalid_arguments_are_rejected() {
    let erase = ["admin", "subject", "erase", "--tenant", "t1"];
    let both = ["admin", "subject", "erase", "--tenant", "t1", "ada", "--by-token", "0a"];
    let climbing = ["admin", "token", "revoke", "../tenants"];
    let scope = ["admin", "token", "create", "--name", "x", "--scope", "write"];
    let status = ["admin", "jobs", "--status", "erased"];
    let span = ["admin", "jobs", "--older-than", "2"];
    for line in [&erase[..], &both[..], &climbing[..], &scope[..], &status[..], &span[..]] {
        let line = ["cuepoint"].iter().chain(line);
        assert!(<cli::Args as clap::Parser>::try_parse_from(line).is_err());
    }
}
