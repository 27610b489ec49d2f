//! Stand-ins for language models that nobody here wrote: aimock of npm and fakellm of PyPI, each by the contracts it speaks.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tests::{Model, quoted, repository};

use super::{FINISH_TIMEOUT_S, ledger, micros, reasons, started, with_model, writers, writing};
use crate::trial::own;
use crate::work;
use crate::world::folder;

pub(super) fn trials() -> Vec<Trial> {
    vec![own(aimock_writes_scripts_by_each_contract), own(fakellm_writes_scripts_by_each_contract)]
}

/// A question by words that no other has, and its sound answer.
type Known = Vec<(String, String)>;

fn body() -> Value {
    work::note("tides and harbours")
}

/// The questions of one job, as our own stand-in heard them.
fn known(name: &str) -> Result<Known> {
    let model = Model::start()?;
    let (_service, client) = writing(&format!("heard-{name}"), &model)?;
    let view = work::finish(&client, &body())?;
    ensure!(writers(&view)?.iter().all(|writer| writer == "openai"), "{view}");
    let known = |question: tests::Question| {
        let text = question.body.to_string();
        let words = ["Plan the sections".to_owned()]
            .into_iter()
            .chain((1..20).map(|section| format!("Write the turns of section {section} of")));
        let words = words.into_iter().find(|words| text.contains(words)).context("a question")?;
        Ok((words, quoted(&question.body).to_string()))
    };
    model.questions().into_iter().map(known).collect()
}

/// A program, ended when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn run(command: &mut Command, name: &str, port: u16) -> Result<Running> {
    let log = fs::File::create(place(name)?.join("log"))?;
    let running = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn();
    let running = Running(running.with_context(|| format!("{name} does not run"))?);
    work::poll(&format!("{name} listens"), FINISH_TIMEOUT_S, || {
        Ok(std::net::TcpStream::connect(("127.0.0.1", port)).ok())
    })?;
    Ok(running)
}

fn place(name: &str) -> Result<PathBuf> {
    let place = folder().join(name);
    fs::create_dir_all(&place)?;
    Ok(place)
}

fn aimock(known: &Known, port: u16) -> Result<Running> {
    let usage = json!({ "prompt_tokens": 700, "completion_tokens": 90, "total_tokens": 790 });
    let fixture = |(words, answer): &(String, String)| json!({ "match": { "userMessage": words }, "response": { "content": answer, "usage": usage } });
    let fixtures = json!({ "fixtures": known.iter().map(fixture).collect::<Vec<_>>() });
    let file = place("aimock")?.join("fixtures.json");
    fs::write(&file, fixtures.to_string())?;
    let modules = repository().join("node_modules");
    let mut node = Command::new(modules.join(".bin/node"));
    node.arg(modules.join(".bin/llmock")).args(["-p", &port.to_string(), "-f"]).arg(file);
    run(&mut node, "aimock", port)
}

/// Rules in YAML, which takes JSON for its strings.
fn fakellm(known: &Known, port: u16) -> Result<Running> {
    let rule = |(index, (words, answer)): (usize, &(String, String))| {
        let (words, answer) = (json!(words), json!(answer));
        format!(
            "  - name: rule{index}\n    when:\n      messages_contain: {words}\n    respond:\n      content: {answer}\n"
        )
    };
    let rules: String = known.iter().enumerate().map(rule).collect();
    let rules = if rules.is_empty() { " []\n".to_owned() } else { format!("\n{rules}") };
    let file = place("fakellm")?.join("fakellm.yaml");
    fs::write(&file, format!("version: 1\ndefaults:\n  fallback: deterministic_echo\nrules:{rules}"))?;
    let script = "from fakellm.cli import main; main()";
    let mut python = Command::new("python3");
    python.env("PYTHONPATH", repository().join("target/tools/models")).args(["-c", script, "serve"]);
    python.args(["--port", &port.to_string(), "--config"]).arg(file);
    run(&mut python, "fakellm", port)
}

fn aimock_writes_scripts_by_each_contract() -> Result<()> {
    let (known, port) = (known("aimock")?, free_port()?);
    let _running = aimock(&known, port)?;
    for (contract, base) in [("openai", "/v1"), ("anthropic", ""), ("gemini", "/v1beta/openai")] {
        let config = with_model(&format!("aimock-{contract}"), contract, &format!("http://127.0.0.1:{port}{base}"))?;
        let (_service, client) = started(config)?;
        let view = work::finish(&client, &body())?;
        ensure!(writers(&view)?.iter().all(|writer| writer == contract), "{contract}: {view}");
        let calls = ledger(&client, &work::id(&view)?)?;
        let told: Vec<u64> = calls.iter().map(|call| micros(call, "/tokens/output")).collect();
        // Its Gemini surface counts only for who asks for it, which that contract does not know.
        let is_counted = contract != "gemini";
        ensure!(told.iter().all(|tokens| *tokens == if is_counted { 90 } else { 0 }), "{contract}: {calls:?}");
    }
    Ok(())
}

fn fakellm_writes_scripts_by_each_contract() -> Result<()> {
    let known = known("fakellm")?;
    for (contract, base) in [("openai", "/v1"), ("anthropic", "")] {
        let port = free_port()?;
        let _running = fakellm(&known, port)?;
        let config = with_model(&format!("fakellm-{contract}"), contract, &format!("http://127.0.0.1:{port}{base}"))?;
        let (_service, client) = started(config)?;
        let view = work::finish(&client, &body())?;
        ensure!(writers(&view)?.iter().all(|writer| writer == contract), "{contract}: {view}");
        let calls = ledger(&client, &work::id(&view)?)?;
        // Its streams of chat completions count nothing: such a call has cost the most it can.
        let state = if contract == "openai" { "uncertain" } else { "settled" };
        ensure!(calls.iter().all(|call| call.get("state") == Some(&json!(state))), "{contract}: {calls:?}");
    }
    // It knows no answer, and gives prose where JSON was asked for: the outline is asked for twice, and then made here.
    let port = free_port()?;
    let _running = fakellm(&Vec::new(), port)?;
    let (_service, client) = started(with_model("fakellm-prose", "openai", &format!("http://127.0.0.1:{port}/v1"))?)?;
    let view = work::finish(&client, &body())?;
    ensure!(view.pointer("/writing/outline/because") == Some(&json!("shape")), "{view}");
    ensure!(reasons(&view).is_empty() && ledger(&client, &work::id(&view)?)?.len() == 2, "{view}");
    Ok(())
}
