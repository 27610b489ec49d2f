//! The script and the stylesheet of all pages. They are part of the Worker: a page never meets those of another release.

use worker::Request;

use crate::answer::Answer;
use crate::http::jobs::files::send_made;

pub(crate) fn script(request: &Request) -> Answer {
    asset(request, "text/javascript; charset=utf-8", page::SCRIPT)
}

pub(crate) fn style(request: &Request) -> Answer {
    asset(request, "text/css; charset=utf-8", page::STYLE)
}

fn asset(request: &Request, content_type: &str, text: &str) -> Answer {
    let etag = format!("\"{}\"", job::Hasher::new("asset").part(text).finish());
    send_made(request, content_type, &etag, text.as_bytes())
}
