//! Judgement of hints: a part that holds most of a page's words is its text, whatever its class says.

use super::super::super::block::Block;
use super::super::walk::{Found, Page, Strength};
use super::prose;
use crate::left::Why;

/// Percent of the page's prose outside all hinted parts from which the hints are believed.
const TEXT_PERCENT: usize = 30;
/// Percent of the prose from which a weakly hinted part is the text.
const WEAK_PERCENT: usize = 50;
/// Percent of the prose outside all hinted parts under which any part can be the text.
const POOR_PERCENT: usize = 10;
/// Parts that turn out to be text at most.
const ROUNDS: usize = 6;
/// Bytes of a byline; a longer one is text about an author.
const BYLINE_MAX: usize = 700;
/// Bytes of a paragraph in a header that introduces the text.
const LEAD_BYTES_MIN: usize = 60;

/// The reason of each block that stands in a part to leave out.
pub(super) fn regions(page: &Page) -> Vec<Option<Why>> {
    let mut own = vec![0; page.regions.len()];
    for found in &page.found {
        own.get_mut(found.region).into_iter().for_each(|sum| *sum += prose(found));
    }
    let mut sums = own.clone();
    for (at, region) in page.regions.iter().enumerate().skip(1).rev() {
        let sum = sums.get(at).copied().unwrap_or(0);
        sums.get_mut(region.parent).into_iter().for_each(|parent| *parent += sum);
    }
    let is_long = |at: usize, why: Why| why == Why::Byline && sums.get(at).is_some_and(|sum| *sum > BYLINE_MAX);
    let mut active: Vec<bool> =
        page.regions.iter().enumerate().map(|(at, region)| at > 0 && !is_long(at, region.why)).collect();
    let mut roots = outermost(page, &active);
    for _ in 0..ROUNDS {
        let text: usize = own.iter().zip(&roots).filter(|(_, root)| **root == 0).map(|(sum, _)| *sum).sum();
        let certain = |at: &usize| page.regions.get(*at).is_some_and(|region| region.strength == Strength::Certain);
        let all: usize = own.iter().zip(&roots).filter(|(_, root)| !certain(root)).map(|(sum, _)| *sum).sum();
        if text * 100 >= all * TEXT_PERCENT {
            break;
        }
        let is_poor = text * 100 < all * POOR_PERCENT;
        let could_be_text = |at: usize| {
            let sum = sums.get(at).copied().unwrap_or(0);
            let is_most = sum * 100 >= all * WEAK_PERCENT;
            sum > 0
                && page.regions.get(at).is_some_and(|region| match region.strength {
                    Strength::Weak => is_most || is_poor,
                    Strength::Strong => is_poor,
                    Strength::Certain => false,
                })
        };
        let candidates = (1..page.regions.len()).filter(|at| roots.get(*at) == Some(at) && could_be_text(*at));
        let Some(text) = candidates.max_by_key(|at| (sums.get(*at).copied().unwrap_or(0), usize::MAX - at)) else {
            break;
        };
        active.get_mut(text).into_iter().for_each(|active| *active = false);
        roots = outermost(page, &active);
    }
    page.found.iter().map(|found| reason(page, &roots, found)).collect()
}

fn reason(page: &Page, roots: &[usize], found: &Found) -> Option<Why> {
    let root = roots.get(found.region).copied().filter(|root| *root > 0)?;
    if matches!(found.block, Block::Title(_)) {
        return None;
    }
    page.regions.get(root).map(|region| region.why)
}

/// For each region the outermost one around it that is left out.
fn outermost(page: &Page, active: &[bool]) -> Vec<usize> {
    let mut roots = vec![0; page.regions.len()];
    for (at, region) in page.regions.iter().enumerate().skip(1) {
        let outer = roots.get(region.parent).copied().unwrap_or(0);
        let own = if active.get(at) == Some(&true) { at } else { 0 };
        roots.get_mut(at).into_iter().for_each(|root| *root = if outer == 0 { own } else { outer });
    }
    roots
}

/// Leaves out what a header says besides headings and a leading paragraph, if the page has text elsewhere.
pub(super) fn headers(page: &Page, left: &mut [Option<Why>]) {
    let sum = |wanted: &dyn Fn(&Found) -> bool| -> usize {
        page.found
            .iter()
            .zip(left.iter())
            .filter(|(found, left)| left.is_none() && wanted(found))
            .map(|(found, _)| prose(found))
            .sum()
    };
    if sum(&|found| found.in_header) > sum(&|found| !found.in_header) {
        return;
    }
    for (found, left) in page.found.iter().zip(left.iter_mut()) {
        let Block::Text(text) = &found.block else { continue };
        if !found.in_header || left.is_some() {
            continue;
        }
        let in_text = found.article.is_some() || found.in_main;
        let leads = in_text && text.text.len() >= LEAD_BYTES_MIN && text.text.ends_with(['.', '!', '?']);
        if !leads {
            *left = Some(if in_text { Why::Byline } else { Why::Navigation });
        }
    }
}
