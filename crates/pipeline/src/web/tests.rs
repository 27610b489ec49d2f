use std::cell::RefCell;
use std::collections::BTreeMap;

use futures::executor::block_on;
use job::Jitter;
use protocol::{SourceFormat, Timestamp};

use super::*;

/// Pages by their addresses, and what was asked for.
#[derive(Default)]
struct Pages {
    replies: BTreeMap<&'static str, Reply<Result<&'static str, Unread>>>,
    asked: RefCell<Vec<String>>,
}

/// Nobody answers, and nobody hangs up.
struct Silence;

/// Time that passes at once, or never.
struct Hands {
    is_late: bool,
}

impl Pages {
    fn with(
        mut self,
        address: &'static str,
        status: u16,
        location: Option<&str>,
        body: Result<&'static str, Unread>,
    ) -> Self {
        let (location, content_type) = (location.map(str::to_owned), Some("text/plain".to_owned()));
        self.replies.insert(address, Reply { status, location, content_type, body });
        self
    }

    fn page(self, address: &'static str, text: &'static str) -> Self {
        self.with(address, 200, None, Ok(text))
    }

    fn redirect(self, address: &'static str, to: &str) -> Self {
        self.with(address, 302, Some(to), Ok(""))
    }

    fn fetched(&self, address: &str) -> Result<Source, Code> {
        let address = Address::judge(address).unwrap();
        block_on(fetch(self, &Hands { is_late: false }, address)).map_err(|problem| problem.code)
    }
}

impl Web for Pages {
    type Body = Result<&'static str, Unread>;

    async fn get(&self, address: &Address) -> Option<Reply<Self::Body>> {
        self.asked.borrow_mut().push(address.as_str().to_owned());
        self.replies.get(address.as_str()).cloned()
    }

    async fn read(&self, body: Self::Body, _: usize) -> Result<Vec<u8>, Unread> {
        body.map(|text| text.as_bytes().to_vec())
    }
}

impl Web for Silence {
    type Body = ();

    async fn get(&self, _: &Address) -> Option<Reply<()>> {
        futures::future::pending().await
    }

    async fn read(&self, (): (), _: usize) -> Result<Vec<u8>, Unread> {
        Err(Unread::BrokeOff)
    }
}

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(0)
    }

    async fn sleep(&self, _: i64) {
        if !self.is_late {
            futures::future::pending::<()>().await;
        }
    }

    fn jitter(&self) -> Jitter {
        Jitter(0)
    }
}

#[test]
fn a_page_is_read_where_its_redirects_lead() {
    let pages = Pages::default()
        .redirect("http://a.example/", "https://b.example/x")
        .redirect("https://b.example/x", "y")
        .page("https://b.example/y", "Hello.");
    let source = Source { format: SourceFormat::Text, text: "Hello.".to_owned() };
    assert_eq!(pages.fetched("http://a.example/"), Ok(source));
    assert_eq!(*pages.asked.borrow(), ["http://a.example/", "https://b.example/x", "https://b.example/y"]);
}

#[test]
fn a_redirect_to_a_private_address_is_never_followed() {
    const HOPS: [&str; 6] = [
        "https://a.example/0",
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/3",
        "https://a.example/4",
        "https://a.example/5",
    ];
    for (last, _) in HOPS.iter().enumerate() {
        for house in [
            "https://127.0.0.1/",
            "https://[::ffff:10.0.0.1]/",
            "http://a.example/",
            "https://metadata.google.internal/",
        ] {
            let steps = HOPS.iter().zip(HOPS.iter().skip(1)).take(last);
            let pages =
                steps.fold(Pages::default(), |pages, (from, to)| pages.redirect(from, to)).redirect(HOPS[last], house);
            assert_eq!(pages.fetched(HOPS[0]), Err(Code::AddressRefused), "{house} after {last}");
            assert_eq!(pages.asked.borrow().len(), last + 1, "nobody in the house was asked");
        }
    }
}

#[test]
fn the_number_of_redirects_is_bounded() {
    let pages = Pages::default().redirect("https://a.example/", "/");
    assert_eq!(pages.fetched("https://a.example/"), Err(Code::PageStatus));
    assert_eq!(pages.asked.borrow().len(), limits::REDIRECTS_MAX + 1);
}

#[test]
fn every_failure_has_its_code() {
    let at = "https://a.example/";
    for (status, location, body, code) in [
        (404, None, Ok("Hello."), Code::PageStatus),
        (204, None, Ok(""), Code::PageStatus),
        (206, None, Ok("Hel"), Code::PageStatus),
        (304, Some("/x"), Ok(""), Code::PageStatus),
        (302, None, Ok(""), Code::PageStatus),
        (503, None, Ok("later"), Code::PageStatus),
        (200, None, Err(Unread::TooLarge), Code::PageTooLarge),
        (200, None, Err(Unread::BrokeOff), Code::PageUnreachable),
    ] {
        assert_eq!(Pages::default().with(at, status, location, body).fetched(at), Err(code), "{status}");
    }
    assert_eq!(Pages::default().fetched(at), Err(Code::PageUnreachable));
}

#[test]
fn a_slow_page_times_out() {
    let late = block_on(fetch(&Silence, &Hands { is_late: true }, Address::judge("https://a.example/").unwrap()));
    assert_eq!(late.unwrap_err().code, Code::PageTooSlow);
}
