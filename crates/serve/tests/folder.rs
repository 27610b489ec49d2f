//! `cuepoint-serve` in a folder that is no checkout.

use std::fs;
use std::process::Command;

#[test]
fn outside_of_a_checkout_nothing_is_served_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let mut serve = Command::new(env!("CARGO_BIN_EXE_cuepoint-serve"));
    serve.args(["--port", "0", "--state"]).arg(&state).args(["--", "true"]).current_dir(folder.path());
    let output = serve.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("is not in a checkout of Cuepoint") && said.contains("make serve"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{said}");
}
