//! `bindgen WASM FOLDER`: writes the Worker's wasm and its bindings into a folder, as `index_bg.wasm` and `index.js`.
//!
//! Does what `wasm-bindgen` does on the command line, in the very version that Cargo.lock has for the Worker.

use std::env::args_os;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = args_os().skip(1);
    let (wasm, folder) = (arguments.next().context("which wasm?")?, arguments.next().context("which folder?")?);
    // A trap leaves an instance that must not be used again: the Worker's entry (`coordinator/entry.js`) makes a new one.
    let mut bindgen = Bindgen::new();
    bindgen.module(true)?.typescript(false).reset_state_function(true).force_enable_abort_handler(true);
    bindgen.input_path(wasm).out_name("index").generate(folder)
}
