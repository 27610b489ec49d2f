//! The page of an error.

use crate::document::{Document, LIBRARY_PATH};
use crate::html::Text;

pub fn problem(status: u16, title: &str, detail: Option<&str>) -> String {
    let detail = detail.map_or_else(String::new, |detail| format!("<p>{}</p>\n", Text(detail)));
    let main = format!(
        r#"<div class="card">
<p class="hint">Error {status}</p>
<h1>{}</h1>
{detail}<p><a href="{LIBRARY_PATH}">To the library</a></p>
</div>
"#,
        Text(title)
    );
    Document { title, csrf: None, main }.html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_told_in_its_own_words() {
        let page = problem(404, "No such <job>", Some("It \"was\" erased"));
        for text in ["Error 404", "<h1>No such &lt;job&gt;</h1>", "<p>It &quot;was&quot; erased</p>", "href=\"/\""] {
            assert!(page.contains(text), "{text}");
        }
        assert!(!problem(500, "Broken", None).contains("<p></p>"));
    }
}
