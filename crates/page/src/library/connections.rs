//! Connected browsers: to know again, and to revoke.

use protocol::Connection;

use crate::document::hidden;
use crate::html::{Text, each};
use crate::time::moment;

/// Nothing where there are none.
pub(super) fn section(connections: &[Connection], csrf: &str) -> String {
    if connections.is_empty() {
        return String::new();
    }
    let csrf = hidden("csrf", csrf);
    let items = each(connections, |each| connection(each, &csrf));
    format!(
        "<section aria-labelledby=\"browsers\">\n<h2 id=\"browsers\">Connected browsers</h2>\n\
         <p class=\"hint\">The extension of each has a token of its own.</p>\n\
         <ul class=\"addresses\" role=\"list\">\n{items}</ul>\n</section>\n"
    )
}

fn connection(connection: &Connection, csrf: &str) -> String {
    let (id, name) = (Text(&connection.id.0), Text(&connection.name).to_string());
    let fact = |fact: &str| format!("<p class=\"facts\">{fact}</p>\n");
    let since = fact(&format!("Since {}", moment(connection.created_at)));
    let ends = connection.expires_at.map_or_else(String::new, |at| fact(&format!("Ends {}", moment(at))));
    let this = if connection.is_this { fact("You are signed in with it.") } else { String::new() };
    format!(
        r#"<li>
<h3><bdi>{name}</bdi></h3>
{since}{ends}{this}<form method="post" action="/connections/{id}/revoke">{csrf}<button class="danger">Revoke<span class="unseen"> {name}</span></button></form>
</li>
"#
    )
}
