//! Size of the Worker, as it is uploaded.

use std::process::Command;

use anyhow::{Result, ensure};
use tests::repository;

use crate::Figure;

pub(crate) fn measure() -> Result<Vec<Figure>> {
    let wasm = repository().join("crates/coordinator/build/index_bg.wasm");
    let gzipped = Command::new("gzip").args(["-9", "-c"]).arg(&wasm).output()?;
    ensure!(gzipped.status.success(), "gzip failed");
    let kilobytes = gzipped.stdout.len() / 1000;
    Ok(vec![Figure {
        name: "coordinator wasm",
        asked: "at most 1,000 kB gzipped".to_owned(),
        reached: format!("{kilobytes} kB"),
        how: "gzip -9".to_owned(),
        holds: kilobytes <= 1000,
    }])
}
