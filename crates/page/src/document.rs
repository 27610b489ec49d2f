//! The document around a page's content.

use protocol::Operation;

use crate::assets::{SCRIPT_PATH, STYLE_PATH};
use crate::html::Text;

pub const LIBRARY_PATH: &str = Operation::LibraryPage.route().path;
/// A form of every page with a session is posted here, with `csrf`.
pub const SIGN_OUT_PATH: &str = Operation::SignOut.route().path;

pub(crate) struct Document<'a> {
    pub(crate) title: &'a str,
    /// Present on the pages of a session.
    pub(crate) csrf: Option<&'a str>,
    /// Content of `<main>`.
    pub(crate) main: String,
}

impl Document<'_> {
    pub(crate) fn html(&self) -> String {
        let Self { title, csrf, main } = self;
        let meta = csrf.map_or_else(String::new, |csrf| format!("<meta name=\"csrf\" content=\"{}\">\n", Text(csrf)));
        let sign_out = csrf.map_or_else(String::new, |csrf| {
            let fields = hidden("csrf", csrf);
            format!(
                r#"<form method="post" action="{SIGN_OUT_PATH}">{fields}<button class="plain">Sign out</button></form>"#
            )
        });
        let title = Text(title);
        format!(
            r##"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{meta}<title>{title} · Cuepoint</title>
<link rel="stylesheet" href="{STYLE_PATH}">
<script type="module" src="{SCRIPT_PATH}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><a class="brand" href="{LIBRARY_PATH}">Cuepoint</a>{sign_out}</header>
<main id="main" tabindex="-1">
{main}</main>
<p id="live" class="unseen" role="status"></p>
</body>
</html>
"##
        )
    }
}

/// A hidden field of a form.
pub(crate) fn hidden(name: &str, value: &str) -> String {
    format!(r#"<input type="hidden" name="{name}" value="{}">"#, Text(value))
}
