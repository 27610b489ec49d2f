//! Feeds and their addresses: to add to a podcast app, to replace, to end.

use protocol::{FeedAddress, FeedView};

use super::{apps, host, qr};
use crate::document::hidden;
use crate::html::{Text, each};
use crate::time::moment;

pub(super) fn section(feeds: &[FeedView], origin: &str, csrf: &str) -> String {
    let body = if feeds.is_empty() {
        format!(
            "<p class=\"hint\">A private feed brings every finished episode to your podcast app.</p>\n\
             <form method=\"post\" action=\"/feeds\">{}<button>Make a feed</button></form>\n",
            hidden("csrf", csrf)
        )
    } else {
        each(feeds, |each| feed(each, origin, csrf))
    };
    format!("<section aria-labelledby=\"feeds\">\n<h2 id=\"feeds\">Feeds</h2>\n{body}</section>\n")
}

fn feed(feed: &FeedView, origin: &str, csrf: &str) -> String {
    let title = Text(&feed.title);
    if let Some(at) = feed.revoked_at {
        let at = moment(at);
        return format!(
            "<div class=\"feed\">\n<h3><bdi>{title}</bdi></h3>\n<p class=\"facts\">Ended {at}</p>\n</div>\n"
        );
    }
    let (id, csrf) = (Text(&feed.id.0), hidden("csrf", csrf));
    let addresses = each(&feed.addresses, |each| address(each, &feed.id.0, origin, &csrf));
    format!(
        r#"<div class="feed">
<h3><bdi>{title}</bdi></h3>
<p class="hint">Each address is a secret: whoever has it can listen. Give every device or listener one of its own.</p>
<ul class="addresses" role="list">
{addresses}</ul>
<form class="row" method="post" action="/feeds/{id}/addresses">{csrf}
<label for="name-{id}">Another address, for</label>
<input id="name-{id}" name="name" required maxlength="100" placeholder="a device or a listener" autocomplete="off">
<button>Add</button></form>
</div>
"#
    )
}

fn address(address: &FeedAddress, feed: &str, origin: &str, csrf: &str) -> String {
    let name = Text(&address.name).to_string();
    let is_replaced = address.replaced_by.is_some();
    let created = moment(address.created_at);
    let state = match address.ends_at {
        Some(at) if address.href.is_none() => format!("Ended {}", moment(at)),
        Some(at) if is_replaced => {
            format!("Replaced; the old address leads to the new one until {}", moment(at))
        }
        Some(at) => format!("Ends {}", moment(at)),
        None => format!("Since {created}"),
    };
    let usable = address.href.as_ref().filter(|_| !is_replaced);
    let body = usable.map_or_else(String::new, |href| {
        usage(&format!("{origin}{href}"), &name, &address.id) + &changes(address, feed, csrf)
    });
    format!("<li>\n<h4><bdi>{name}</bdi></h4>\n<p class=\"facts\">{state}</p>\n{body}</li>\n")
}

/// Ways to bring an address to an app. `name` is escaped.
fn usage(url: &str, name: &str, id: &str) -> String {
    let is_private = host::is_private(url);
    let links =
        each(apps::links(url, !is_private), |(app, link)| format!("<li><a href=\"{}\">{app}</a></li>\n", Text(&link)));
    let note = if is_private { HOSTED_NOTE } else { "" };
    let code = qr::svg(url).map_or_else(String::new, |svg| {
        format!(
            "<details class=\"qr\"><summary>QR code<span class=\"unseen\"> for {name}</span></summary>{svg}</details>\n"
        )
    });
    let (url, id) = (Text(url), Text(id));
    format!(
        r#"<div class="row"><label class="unseen" for="url-{id}">Address for {name}</label>
<input class="url" id="url-{id}" readonly value="{url}">
<button class="scripted" type="button" data-copy="url-{id}">Copy<span class="unseen"> the address for {name}</span></button></div>
<p class="label" id="apps-{id}">Add to your podcast app</p>
<ul class="apps" role="list" aria-labelledby="apps-{id}">
{links}</ul>
{note}{code}"#
    )
}

const HOSTED_NOTE: &str = "<p class=\"hint\">Overcast, Pocket Casts and Castro fetch a feed from their own servers and \
    cannot read an address on this machine or in a private network, so they are not offered here.</p>\n";

fn changes(address: &FeedAddress, feed: &str, csrf: &str) -> String {
    let (name, feed, field) = (Text(&address.name), Text(feed), hidden("address", &address.id));
    format!(
        r#"<details><summary>Replace or end<span class="unseen"> the address for {name}</span></summary>
<form method="post" action="/feeds/{feed}/rotate">{csrf}{field}<p class="hint">The old address leads to a new one for 30 days; apps follow by themselves.</p><button>Replace</button></form>
<form method="post" action="/feeds/{feed}/revoke">{csrf}{field}<p class="hint">The address stops working at once, for good.</p><button class="danger">End</button></form>
</details>
"#
    )
}
