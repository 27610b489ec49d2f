//! Errors in the bodies of all contracts, found in whatever place they are.

use serde_json::Value;

use crate::limits;

/// The names of an error, from the most to the least telling.
#[derive(Debug, Default)]
pub(super) struct Fault {
    /// Anthropic's `error.details.error_code`, Google's `error.details[].reason`.
    pub details: Vec<String>,
    /// `error.code`, `errors[].code`; a number as its digits.
    pub codes: Vec<String>,
    /// `error.type`, `error.status`.
    pub kinds: Vec<String>,
    /// Google's `quotaId`s.
    pub quotas: Vec<String>,
    /// In lower case, and only the beginning of it.
    pub message: String,
    /// A code that is a status of HTTP.
    pub status: Option<u16>,
    /// Google's `RetryInfo`, in milliseconds.
    pub retry_delay_ms: Option<i64>,
}

/// True for an answer that is an error whatever its status says.
pub(crate) fn is_error(answer: &Value) -> bool {
    let is_set = |name: &str| match answer.get(name) {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
        Some(Value::Bool(true) | Value::Number(_)) => true,
    };
    is_set("error") || is_set("errors")
}

impl Fault {
    /// Reads what there is: a body that is not JSON is the message. The text of an exception of Workers AI begins with
    /// its code: `AiError: 3036: …`.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut fault = Self::default();
        match serde_json::from_slice::<Value>(body) {
            // Gemini's OpenAI surface: an array of one.
            Ok(Value::Array(list)) => list.first().into_iter().for_each(|error| fault.take(error)),
            Ok(answer) => fault.take(&answer),
            Err(_) => fault.hear(&String::from_utf8_lossy(body)),
        }
        fault
    }

    /// True if the error is called an invalid request, which providers say of many things.
    pub(super) fn is_invalid_request(&self) -> bool {
        self.kinds.iter().any(|name| matches!(name.as_str(), "invalid_request_error" | "INVALID_ARGUMENT"))
    }

    fn take(&mut self, answer: &Value) {
        for place in ["error", "errors", "result"] {
            match answer.get(place) {
                Some(Value::Array(list)) => {
                    list.iter().take(limits::DETAILS_READ_MAX).for_each(|error| self.note(error))
                }
                Some(error) => self.note(error),
                None => {}
            }
        }
        // Some servers put the error where its wrapper should be.
        self.note(answer);
    }

    fn note(&mut self, error: &Value) {
        let text = |name: &str| error.get(name).and_then(Value::as_str).map(str::to_owned);
        match error.get("code") {
            Some(Value::String(code)) => self.codes.push(code.clone()),
            Some(Value::Number(code)) => {
                let status = code.as_u64().and_then(|code| u16::try_from(code).ok());
                self.status = self.status.or(status.filter(|status| (400..600).contains(status)));
                self.codes.push(code.to_string());
            }
            Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => {}
        }
        self.kinds.extend(text("type").into_iter().chain(text("status")));
        match error.get("details") {
            Some(Value::Array(list)) => {
                list.iter().take(limits::DETAILS_READ_MAX).for_each(|detail| self.note_detail(detail))
            }
            Some(detail) => self.note_detail(detail),
            None => {}
        }
        if let Some(message) = text("message").or_else(|| error.as_str().map(str::to_owned)) {
            self.hear(&message);
        }
    }

    fn note_detail(&mut self, detail: &Value) {
        let text = |name: &str| detail.get(name).and_then(Value::as_str);
        self.details.extend(["error_code", "reason"].into_iter().filter_map(text).map(str::to_owned));
        let violations = detail.get("violations").and_then(Value::as_array).into_iter().flatten();
        let quotas = violations.filter_map(|violation| violation.get("quotaId")?.as_str());
        self.quotas.extend(quotas.take(limits::DETAILS_READ_MAX).map(str::to_owned));
        let delay = text("retryDelay").and_then(|delay| delay.strip_suffix('s'));
        self.retry_delay_ms = self.retry_delay_ms.or(delay.and_then(super::hint::seconds_as_ms));
    }

    fn hear(&mut self, message: &str) {
        let bytes = message.floor_char_boundary(limits::MESSAGE_BYTES_READ_MAX);
        let message = message.get(..bytes).unwrap_or_default();
        let code = message.trim_start_matches("AiError: ").split(':').next().unwrap_or_default();
        if code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit()) {
            self.codes.push(code.to_owned());
        }
        self.message.push_str(&message.to_lowercase());
        self.message.push('\n');
    }
}
