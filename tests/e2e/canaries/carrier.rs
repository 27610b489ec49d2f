//! Somebody who leaves a mark wherever one can be left, and everything that becomes of the jobs they ask for.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tests::{Answer, Ask, Client, Page, Plan, Provider, Reply, Service, Socket, Web};
use uuid::Uuid;

use super::exits::Told;
use crate::browser::between;
use crate::command::cuepoint;
use crate::work::{self, ARTIFACTS, own_voices, voices};

/// Entries for identity, each with the word that is planted there.
pub(super) const MARKERS: [(&str, &str); 21] = [
    ("the token's name", "albatross7"),
    ("the user agent", "bittern7"),
    ("the address", "203.0.113.77"),
    ("another address", "198.51.100.78"),
    ("the subject", "dotterel7"),
    ("the subject in the older header", "redstart7"),
    ("a cookie", "egret7"),
    ("the page before", "fulmar7"),
    ("the sender", "gannet7"),
    ("the idempotency key", "hoopoe7"),
    ("the query", "ibis7"),
    ("a mail address in the source", "jackdaw7"),
    ("a mail address in the focus", "siskin7"),
    ("an author in the source", "kittiwake7"),
    ("a home directory in the source", "lapwing7"),
    ("a secret in the source", "merlin7"),
    ("the file's name", "nuthatch7"),
    ("what is refused", "osprey7"),
    ("an address nobody knows", "pipit7"),
    ("a page's address", "quetzal7"),
    ("the name of a connected browser", "rosella7"),
];

const HEADERS: [(&str, &str); 9] = [
    ("User-Agent", "bittern7/1.0"),
    ("X-Forwarded-For", "203.0.113.77"),
    ("X-Real-IP", "203.0.113.77"),
    ("CF-Connecting-IP", "198.51.100.78"),
    ("Cuepoint-Subject-Key", "dotterel7@example.org"),
    ("Cookie", "session=egret7"),
    ("Referer", "https://example.org/fulmar7"),
    ("From", "gannet7@example.org"),
    ("Cuepoint-Client", "canary/1.0.0"),
];

pub(super) struct Carrier<'a> {
    pub(super) client: Client,
    service: &'a Service,
    provider: &'a Provider,
    web: &'a Web,
    pub(super) heard: Told,
    /// Secrets that the service has made, of a feed's address, a session, a pairing code and a connected token; and the verifier that
    /// it was shown for that one.
    pub(super) secrets: Vec<(&'static str, String)>,
}

impl<'a> Carrier<'a> {
    pub(super) fn new(service: &'a Service, provider: &'a Provider, web: &'a Web) -> Result<Self> {
        let operator = service.config.client();
        let body = json!({ "tenant": operator.new_tenant()?, "name": "albatross7", "scopes": ["submit", "read"] });
        let client = operator.with_token(&operator.new_token(&body)?.1);
        Ok(Self { client, service, provider, web, heard: Told::default(), secrets: Vec::new() })
    }

    /// One job, its watcher, its files and a refusal.
    pub(super) fn live(&mut self) -> Result<()> {
        let id = self.create("plain", "plain life")?;
        self.watch(&id)?;
        self.fetch(&id)?;
        self.page()?;
        self.listen(&id)?;
        self.browse(&id)?;
        self.refusals(&id)
    }

    pub(super) fn live_through_everything(&mut self) -> Result<()> {
        self.live()?;
        let revised = self.create("revised", "second thoughts")?;
        self.watch(&revised)?;
        let lines =
            json!({ "lines": [{ "turn": 0, "text": "Write to jackdaw7@example.org, or read /home/lapwing7/x." }] });
        self.verb("POST", &revised, "/revise", Some(&lines), 200)?;
        self.watch(&revised)?;
        self.asks_as_before()?;
        self.fails()?;
        self.ends()?;
        self.service.sweep()?;
        self.by_command()
    }

    /// A subject in the header of the versions before 2026-11-29.
    fn asks_as_before(&mut self) -> Result<()> {
        let body = own_voices("before", work::note("what was before"))?;
        let ask = self.marked("POST", "/v1/jobs").header("Idempotency-Key", "hoopoe7-before").json(&body);
        let ask = ask.without("Cuepoint-Subject-Key").header("Cuepoint-Subject", "redstart7@example.org");
        let answer = ask.send()?;
        ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
        self.watch(&work::id(&answer.json()?)?)
    }

    /// Every class of failure, and what people do about it.
    fn fails(&mut self) -> Result<()> {
        let transient = [Reply::status(500), Reply::Garbage, Reply::Close, Reply::Apology];
        self.plan("flaky", &Plan::once_each(transient));
        self.plan("broke", &Plan::always(Reply::status(402)));
        self.plan("refused", &Plan::always(Reply::status(400)));
        let [flaky, broke, refused] = ["flaky", "broke", "refused"].map(|name| self.create(name, name));
        let (flaky, broke, refused) = (flaky?, broke?, refused?);
        self.until(&broke, "parked")?;
        self.until(&refused, "failed")?;
        self.plan("broke", &Plan::default());
        self.verb("POST", &broke, "/resume", None, 200)?;
        for id in [flaky, broke] {
            self.watch(&id)?;
        }
        Ok(())
    }

    /// Cancelled, thrown away, erased.
    fn ends(&mut self) -> Result<()> {
        self.plan("cancelled", &Plan::always(Reply::Hang));
        let id = self.create("cancelled", "something that never comes")?;
        self.verb("POST", &id, "/cancel", None, 200)?;
        let id = self.create("erased", "something to forget")?;
        self.watch(&id)?;
        let trashed = self.verb("DELETE", &id, "", None, 200)?.json()?;
        let token = trashed.pointer("/trash/purge_token").context("a token")?;
        self.verb("POST", &id, "/purge", Some(&json!({ "token": token })), 200)?;
        let path = format!("/v1/jobs/{id}");
        work::poll("it is erased", 30, || Ok((self.marked("GET", &path).send()?.status == 404).then_some(())))
    }

    /// The program, with a file whose name says something.
    fn by_command(&mut self) -> Result<()> {
        let folder = self.service.config.state.parent().context("a folder")?.join("nuthatch7");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join("nuthatch7.md");
        std::fs::write(
            &file,
            "The committee met again on Tuesday and decided nothing. It will meet once more next week.",
        )?;
        let output = cuepoint(&self.client, "canaries")?
            .arg("generate")
            .arg(&file)
            .args(["--subject", "dotterel7@example.org"])
            .output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }

    fn plan(&self, name: &str, plan: &Plan) {
        for voice in voices(name) {
            self.provider.plan(&voice, plan.clone());
        }
    }

    fn marked(&self, method: &str, path: &str) -> Ask<'_> {
        let sign = if path.contains('?') { '&' } else { '?' };
        let ask = self.client.ask(method, &format!("{path}{sign}from=ibis7"));
        HEADERS.into_iter().fold(ask, |ask, (name, value)| ask.header(name, value))
    }

    fn create(&mut self, name: &str, topic: &str) -> Result<String> {
        let text = format!(
            "Author: Kim kittiwake7 <jackdaw7@example.org>\n\nThe team wrote a note about {topic} this week. Questions go to \
             jackdaw7@example.org for now. The script reads /home/lapwing7/notes and the key ghp_merlin7{}. Nobody minded it.",
            "0a1b2c3d4e5f6g7h8i9j".repeat(2)
        );
        let mut body = own_voices(name, work::source("text", &text))?;
        let style =
            json!({ "focus": "What siskin7@example.org asked", "manners": ["like Kim siskin7@example.org", "calm"] });
        body.as_object_mut().context("an object")?.insert("style".to_owned(), style);
        let answer = self.marked("POST", "/v1/jobs").header("Idempotency-Key", format!("hoopoe7-{name}")).json(&body);
        let answer = answer.send()?;
        ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
        work::id(&answer.json()?)
    }

    fn verb(&mut self, method: &str, id: &str, verb: &str, body: Option<&Value>, status: u16) -> Result<Answer> {
        let path = format!("/v1/jobs/{id}{verb}");
        let ask = self.marked(method, &path);
        let answer = body.map_or_else(|| self.marked(method, &path), |body| ask.json(body)).send()?;
        ensure!(answer.status == status, "{path}: {} {}", answer.status, answer.text());
        self.heard.answer(&answer);
        Ok(answer)
    }

    fn socket(&self, id: &str) -> Result<Socket> {
        let path = format!("/v1/jobs/{id}/watch?after=0&from=ibis7");
        let socket = Socket::open_with(&self.client, &path, &[], &HEADERS)?;
        socket.map_err(|status| anyhow::anyhow!("the watch was refused with {status}"))
    }

    /// Everything a watcher of the job hears.
    fn watch(&mut self, id: &str) -> Result<()> {
        let (messages, _) = self.socket(id)?.hear_out()?;
        self.heard.updates.extend(messages.iter().map(Value::to_string));
        Ok(())
    }

    fn until(&mut self, id: &str, change: &str) -> Result<()> {
        let message = self.socket(id)?.hear_until(|message| work::change(message) == change)?;
        self.heard.updates.push(message.to_string());
        Ok(())
    }

    fn fetch(&mut self, id: &str) -> Result<()> {
        for (name, _) in ARTIFACTS {
            let answer = self.marked("GET", &format!("/v1/jobs/{id}/{name}")).send()?;
            ensure!(answer.status == 200, "{name}: {}", answer.status);
            self.heard.files.push(answer.body);
        }
        for path in ["", "/script"] {
            self.verb("GET", id, path, None, 200)?;
        }
        Ok(())
    }

    /// A page whose address is a secret, and one that is not there.
    fn page(&mut self) -> Result<()> {
        let there = "https://pages.example/quetzal7?with=quetzal7";
        let page = "<h1>A page</h1><p>The team wrote about it, and jackdaw7@example.org answered nothing.</p>";
        self.web.lay(there, Page::Of("text/html", page.into()));
        let submit = |url: &str| {
            let ask = self.marked("POST", "/v1/jobs").header("Idempotency-Key", format!("hoopoe7-{url}"));
            ask.json(&json!({ "source": { "url": url } })).send()
        };
        let (created, again, refused) =
            (submit(there)?, submit(there)?, submit("https://pages.example/gone?quetzal7")?);
        ensure!((created.status, again.status, refused.status) == (201, 200, 422), "{}", created.text());
        self.heard.answer(&refused);
        let id = work::id(&created.json()?)?;
        self.watch(&id)?;
        self.fetch(&id)
    }

    /// A podcast app, by the address of the subject's feed.
    fn listen(&mut self, id: &str) -> Result<()> {
        let feed = self.marked("POST", "/v1/feeds").json(&json!({})).send()?.json()?;
        let path = feed.pointer("/addresses/0/href").and_then(Value::as_str).context("an address")?.to_owned();
        let secret = path.split('/').nth(2).context("a secret")?.to_owned();
        for path in [
            path.clone(),
            path.replace("feed.xml", "cover.png"),
            path.replace("feed.xml", &format!("{id}/transcript.vtt")),
        ] {
            let answer = self.marked("GET", &path).without("Authorization").send()?;
            ensure!(answer.status == 200, "{path}: {} {}", answer.status, answer.text());
            self.heard.answer(&answer);
            self.heard.feed.push(format!("{:?} {}", answer.headers, String::from_utf8_lossy(&answer.body)));
        }
        self.secrets.push(("a feed's address", secret));
        Ok(())
    }

    /// A browser that is signed in by a code.
    fn browse(&mut self, id: &str) -> Result<()> {
        let paired = self.marked("POST", "/v1/pairing").json(&json!({})).send()?.json()?;
        let code = paired.get("code").and_then(Value::as_str).context("a code")?.to_owned();
        let form = self.marked("POST", "/session").without("Authorization").without("Cookie");
        let form =
            form.header("Content-Type", "application/x-www-form-urlencoded").body(format!("token={code}&next=/"));
        let signed_in = form.send()?;
        let cookie = signed_in.header("Set-Cookie").split(';').next().unwrap_or_default().to_owned();
        ensure!(signed_in.status == 303 && cookie.len() > 60, "{} {}", signed_in.status, signed_in.text());
        self.connect(&cookie)?;
        for path in ["/", &format!("/jobs/{id}"), "/jobs/pipit7"] {
            self.visit(&cookie, path)?;
        }
        let (_, session) = cookie.split_once('=').context("a session")?;
        self.secrets.extend([("a session", session.to_owned()), ("a pairing code", code)]);
        Ok(())
    }

    fn visit(&mut self, cookie: &str, path: &str) -> Result<String> {
        let ask = self.marked("GET", path).without("Authorization").without("Cookie");
        let answer = ask.header("Cookie", format!("session=egret7; {cookie}")).send()?;
        self.heard.answer(&answer);
        let page = String::from_utf8_lossy(&answer.body).into_owned();
        self.heard.pages.push(format!("{:?} {page}", answer.headers));
        Ok(page)
    }

    /// The extension of that browser, before it is confirmed and after.
    fn connect(&mut self, cookie: &str) -> Result<()> {
        let verifier = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let challenge: String = Sha256::digest(&verifier).iter().map(|byte| format!("{byte:02x}")).collect();
        let page = self.visit(cookie, &format!("/connect?challenge={challenge}&name=rosella7"))?;
        let csrf = between(&page, "name=\"csrf\" value=\"", "\"")?;
        let redeem = || {
            let ask = self.marked("POST", "/v1/connections").without("Authorization").without("Cookie");
            ask.json(&json!({ "verifier": verifier })).send()
        };
        let refused = redeem()?;
        let form = self.marked("POST", "/connect").without("Authorization").without("Cookie").header("Cookie", cookie);
        let form = form.header("Content-Type", "application/x-www-form-urlencoded");
        let form = form.body(format!("csrf={csrf}&challenge={challenge}&name=rosella7")).send()?;
        let redeemed = redeem()?;
        ensure!((refused.status, form.status, redeemed.status) == (404, 303, 201), "{}", redeemed.text());
        let token = redeemed.json()?.get("token").and_then(Value::as_str).context("a token")?.to_owned();
        for answer in [&refused, &form, &redeemed] {
            self.heard.answer(answer);
        }
        self.secrets.extend([("a verifier", verifier), ("a connected token", token)]);
        Ok(())
    }

    /// Makes requests that are refused: a refusal must not repeat what it refuses.
    fn refusals(&mut self, id: &str) -> Result<()> {
        let unknown = json!({ "source": { "format": "text", "text": "jackdaw7@example.org" }, "osprey7": "osprey7" });
        let wrong = json!({ "source": { "format": "osprey7", "text": "x" } });
        let plain = json!({ "source": "osprey7" });
        let asks = [
            self.marked("GET", "/v1/jobs/pipit7"),
            self.marked("GET", "/pipit7"),
            self.marked("PUT", "/v1/jobs"),
            self.marked("GET", "/v1/jobs?cursor=osprey7"),
            self.marked("GET", "/v1/jobs").header("Cuepoint-Version", "osprey7"),
            self.marked("GET", &format!("/v1/jobs/{id}"))
                .without("Authorization")
                .header("Authorization", "Bearer osprey7"),
            self.marked("POST", "/v1/jobs").header("Idempotency-Key", "hoopoe7").json(&unknown),
            self.marked("POST", "/v1/jobs").header("Idempotency-Key", "hoopoe7").json(&wrong),
            self.marked("POST", "/v1/jobs").header("Idempotency-Key", "hoopoe7").json(&plain),
            self.marked("POST", "/v1/jobs").header("Idempotency-Key", "hoopoe7").header("Content-Type", "text/osprey7"),
            self.marked("POST", &format!("/v1/jobs/{id}/purge")).json(&json!({ "token": "osprey7" })),
            self.marked("POST", &format!("/v1/jobs/{id}/retry")).json(&json!({ "step": "osprey7" })),
        ];
        let answers = asks.into_iter().map(Ask::send).collect::<Result<Vec<_>>>()?;
        for answer in answers {
            ensure!((400..500).contains(&answer.status), "{} {}", answer.status, answer.text());
            self.heard.answer(&answer);
        }
        Ok(())
    }
}
