//! Each kind of markup, and the blocks it becomes.

mod article;
mod hidden;
mod inline;
mod layout;
mod structure;

use super::super::block::{Block, Table, Text};
use super::{blocks, fragment};
use crate::left::Why;

fn said(page: &str) -> Vec<String> {
    texts(&blocks(page)).into_iter().map(|text| text.text).collect()
}

fn texts(blocks: &[Block]) -> Vec<Text> {
    let texts = blocks.iter().filter_map(|block| match block {
        Block::Text(text) => Some(text.clone()),
        Block::Title(_) | Block::Heading { .. } | Block::Table(_) | Block::Left(_) => None,
    });
    texts.collect()
}

fn left(page: &str) -> Vec<(Why, String)> {
    let lefts = blocks(page).into_iter().filter_map(|block| match block {
        Block::Left(left) => Some((left.why, left.text)),
        Block::Title(_) | Block::Heading { .. } | Block::Table(_) | Block::Text(_) => None,
    });
    lefts.collect()
}

fn headings(page: &str) -> Vec<(u8, String)> {
    let headings = blocks(page).into_iter().filter_map(|block| match block {
        Block::Heading { level, text } => Some((level, text)),
        Block::Title(_) | Block::Text(_) | Block::Table(_) | Block::Left(_) => None,
    });
    headings.collect()
}

fn tables(page: &str) -> Vec<Table> {
    let tables = blocks(page).into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Title(_) | Block::Heading { .. } | Block::Text(_) | Block::Left(_) => None,
    });
    tables.collect()
}

/// A text left out for a reason.
fn out(why: Why, text: &str) -> (Why, String) {
    (why, text.to_owned())
}

/// The sentence that stands for a text.
const P: &str = "The team has written down what it changed this month and why.";
const STORY: [&str; 3] = [
    "The first paragraph tells, at some length, what happened on the day it happened, and to whom, and why.",
    "The second paragraph, which is just as long as the first, says what was done about it in the end.",
    "The third paragraph draws a lesson, a modest one, and leaves the reader to think about it for a while.",
];

fn story() -> String {
    STORY.map(|text| format!("<p>{text}</p>")).concat()
}
