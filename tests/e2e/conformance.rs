//! The service against its own API document: whatever is asked, it answers as it says it does, and never fails.

use anyhow::Result;
use libtest_mimic::Trial;
use tests::tools;

use crate::trial::shared;
use crate::world::World;

/// Left out: whether every input outside the document is refused (what it says of texts is less than what is asked of
/// them), and whether all inside it are taken (most texts are no English prose).
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
                      response_headers_conformance,unsupported_method,ignored_auth";

pub(crate) fn trials() -> Vec<Trial> {
    vec![shared(a_client_is_answered_as_the_document_says), shared(an_operator_is_answered_as_the_document_says)]
}

fn a_client_is_answered_as_the_document_says(world: &World) -> Result<()> {
    let tenant = world.client.tenant(&world.client.new_tenant()?)?;
    let arguments = ["--exclude-path-regex", "^/admin", "--max-time", "8", "--seed", "1", "--checks", CHECKS];
    tools::schemathesis(&tenant.url, &tenant.token, &arguments).map(|_| ())
}

fn an_operator_is_answered_as_the_document_says(world: &World) -> Result<()> {
    let arguments = ["--include-path-regex", "^/admin", "--max-time", "5", "--seed", "1", "--checks", CHECKS];
    tools::schemathesis(&world.client.url, &world.client.admin_token, &arguments).map(|_| ())
}
