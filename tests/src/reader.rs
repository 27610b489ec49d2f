//! Rows of the databases in a state folder, read by the pinned Node, which has SQLite built in.
//!
//! One process answers all reads of a test run: to start one takes longer than a hundred reads.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::repository;

/// A line of pairs of a statement and a database in, a line of their rows out.
const READER: &str = "
const { DatabaseSync } = require('node:sqlite');
function rows([statement, file]) {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 10000 });
  try {
    return database.prepare(statement).all();
  } finally {
    database.close();
  }
}
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  let answer;
  try {
    answer = { rows: JSON.parse(line).map(rows) };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(answer)}\\n`);
});";

/// Ends when the tests do, with its input.
struct Reader {
    _process: Child,
    asked: ChildStdin,
    answers: BufReader<ChildStdout>,
}

static READING: Mutex<Option<Reader>> = Mutex::new(None);

/// The rows of each statement in its database.
pub(crate) fn read(asked: &[(&str, &PathBuf)]) -> Result<Vec<Vec<Value>>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let asked: Vec<_> = asked.iter().map(|(statement, database)| json!([statement, database])).collect();
    let mut reading = READING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut reader = match reading.take() {
        Some(reader) => reader,
        None => Reader::start()?,
    };
    let mut answer = reader.ask(&Value::Array(asked)).context("the reader of states")?;
    *reading = Some(reader);
    if let Some(error) = answer.get("error") {
        bail!("the state cannot be read: {error}");
    }
    serde_json::from_value(answer.get_mut("rows").map(Value::take).unwrap_or_default()).context("the reader's rows")
}

impl Reader {
    fn start() -> Result<Self> {
        let mut node = Command::new(repository().join("node_modules/.bin/node"));
        node.args(["--no-warnings", "-e", READER]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = node.spawn().context("Node does not run: `make build` installs it")?;
        let asked = process.stdin.take().context("its input")?;
        let answers = BufReader::new(process.stdout.take().context("its output")?);
        Ok(Self { _process: process, asked, answers })
    }

    fn ask(&mut self, asked: &Value) -> Result<Value> {
        writeln!(self.asked, "{asked}")?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        Ok(serde_json::from_str(&answer)?)
    }
}
