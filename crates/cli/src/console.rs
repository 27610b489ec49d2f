//! Output streams: results to one (stdout), everything else to the other (stderr).

use std::io::{BufRead, Write};

use serde::Serialize;

use crate::error::Error;
use crate::format::printable;

pub struct Console<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    is_terminal: bool,
    /// Input for confirmations; `None` when not interactive.
    answers: Option<&'a mut dyn BufRead>,
}

impl<'a> Console<'a> {
    /// `is_terminal`: `err` can show a moving progress bar.
    pub fn new(out: &'a mut dyn Write, err: &'a mut dyn Write, is_terminal: bool) -> Self {
        Self { out, err, is_terminal, answers: None }
    }

    pub fn answered_by(self, answers: &'a mut dyn BufRead) -> Self {
        Self { answers: Some(answers), ..self }
    }

    pub(crate) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// A result, for people.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Error> {
        Ok(writeln!(self.out, "{}", printable(text))?)
    }

    /// A result, for programs.
    pub(crate) fn print_json(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let line = serde_json::to_string(value).map_err(|error| Error::Answer(error.to_string()))?;
        Ok(writeln!(self.out, "{line}")?)
    }

    /// JSON as it was received, on one line: line breaks occur only between its tokens.
    pub(crate) fn print_json_text(&mut self, json: &str) -> Result<(), Error> {
        Ok(writeln!(self.out, "{}", json.replace(['\r', '\n'], " "))?)
    }

    /// True if a question would be answered.
    pub(crate) fn is_interactive(&self) -> bool {
        self.answers.is_some()
    }

    /// Asks for confirmation; anything but a clear yes is a no.
    pub(crate) fn confirm(&mut self, question: &str) -> Result<bool, Error> {
        self.report(question);
        let Some(answers) = &mut self.answers else {
            return Err(Error::Usage("this needs confirmation, and there is no terminal: give --yes".to_owned()));
        };
        let mut answer = String::new();
        answers.read_line(&mut answer)?;
        Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
    }

    /// A message beside the result; a closed stream is ignored.
    pub(crate) fn report(&mut self, text: &str) {
        let _ = writeln!(self.err, "{}", printable(text));
    }
}
