//! QR codes as SVG, drawn with attributes alone: the policy of the pages allows no inline style.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of light around a code that readers need.
const QUIET: i32 = 4;

/// The code of an address; `None` when it is too long for one.
pub(super) fn svg(address: &str) -> Option<String> {
    // A screen is neither dirty nor torn: the lowest correction gives the largest modules.
    let code = QrCode::encode_text(address, QrCodeEcc::Low).ok()?;
    let side = code.size() + 2 * QUIET;
    let path = path(&code);
    Some(format!(
        r##"<svg role="img" aria-label="QR code of the address" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path stroke="#000" d="{path}"/></svg>"##
    ))
}

/// Runs of dark modules, each a line as wide as a module.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|&x| code.get_module(x, y)).zip(1..).last().map_or(0, |(_, run)| run);
            if run > 0 {
                let _ = write!(path, "M{} {}.5h{run}", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawn_runs_are_the_dark_modules() {
        let code = QrCode::encode_text("http://127.0.0.1:8787/feeds/secret.xml", QrCodeEcc::Low).unwrap();
        let mut drawn = Vec::new();
        for run in path(&code).split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, length) = rest.split_once(".5h").unwrap();
            let [x, y, length]: [i32; 3] = [x, y, length].map(|number| number.parse().unwrap());
            drawn.extend((x..x + length).map(|x| (y - QUIET, x - QUIET)));
        }
        let all = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (y, x)));
        assert_eq!(drawn, all.filter(|&(y, x)| code.get_module(x, y)).collect::<Vec<_>>());
    }

    #[test]
    fn an_address_too_long_for_a_code_has_none() {
        assert!(svg(&"a".repeat(10_000)).is_none());
        assert!(!svg("https://a.example").unwrap().contains("style="));
    }
}
