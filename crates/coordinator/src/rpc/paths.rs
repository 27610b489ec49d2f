//! Contract 4, spoken for one release more: a path per verb, with the name of its variant of `Call`.

use protocol::{Code, Redactions, parse_body};
use serde::de::IgnoredAny;
use serde_json::Value;
use worker::{Headers, Request, Url};

use super::Call;
use super::contract::{after, query};
use super::written::Written;
use crate::answer::Stop;

/// The count of what redaction has taken out.
const TAKEN: &str = "Cuepoint-Redactions";

const LOCATE: &str = "locate/";

pub(super) fn written(call: &Call) -> worker::Result<Written> {
    if let Call::Revise { revise, taken } = call {
        let written = Written::post("/revise".to_owned(), Some(serde_json::to_string(revise)?));
        written.headers.set(TAKEN, &serde_json::to_string(taken)?)?;
        return Ok(written);
    }
    if let Call::Timeline { after } = call {
        return Ok(Written::post(format!("/timeline{}", query(*after)), None));
    }
    if let Call::Locate { name } = call {
        return Ok(Written::post(format!("/{LOCATE}{name}"), None));
    }
    if let Call::Import { bundle } = call {
        return Ok(Written::post("/import".to_owned(), Some(bundle.clone())));
    }
    // Through text, as a call is written anyway: no second serializer of every verb goes into the Worker.
    let value: Value = serde_json::from_str(&serde_json::to_string(call)?)?;
    let with_body = value.as_object().and_then(|call| call.iter().next());
    let (name, body) = with_body.map_or((value.as_str(), None), |(name, body)| (Some(name.as_str()), Some(body)));
    Ok(Written::post(format!("/{}", name.unwrap_or_default()), body.map(Value::to_string)))
}

pub(super) async fn read(url: &Url, request: &mut Request) -> Result<Call, Stop> {
    let (body, taken) = (request.text().await?, taken(request.headers())?);
    let name = url.path().trim_start_matches('/');
    if let Some(name) = name.strip_prefix(LOCATE) {
        return Ok(Call::Locate { name: name.to_owned() });
    }
    match name {
        "revise" => Ok(Call::Revise { revise: parse_body(&body)?, taken }),
        "skip" => Ok(Call::Skip(parse_body(&body)?)),
        "retry" => Ok(Call::Retry(parse_body(&body)?)),
        "purge" => Ok(Call::Purge(parse_body(&body)?)),
        "timeline" => Ok(Call::Timeline { after: after(url)? }),
        "import" => Ok(Call::Import { bundle: body }),
        _ => {
            let has_body = serde_json::from_str::<IgnoredAny>(&body).is_ok();
            let call = if has_body { format!(r#"{{"{name}":{body}}}"#) } else { format!(r#""{name}""#) };
            serde_json::from_str(&call).map_err(|_| Code::NotFound.into())
        }
    }
}

fn taken(headers: &Headers) -> worker::Result<Redactions> {
    let counted = headers.get(TAKEN)?;
    Ok(counted.and_then(|counted| serde_json::from_str(&counted).ok()).unwrap_or_default())
}
