//! Lines of text on standard input → for each a line of JSON: the tokens of its pieces, as the server hands them to the model.

use std::error::Error;
use std::io::BufRead;

use kokoro::pieces::pieces;
use kokoro::vocabulary::{number, tokens};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: pieces DICTIONARIES")?;
    let bytes = std::fs::read(path)?;
    let voice = speech::Voice::read(&bytes)?;
    for line in std::io::stdin().lock().lines() {
        let breaths = voice.phonemes(&line?);
        if let Some(phoneme) =
            breaths.iter().flat_map(|breath| breath.chars()).find(|phoneme| number(*phoneme).is_none())
        {
            eprintln!("no number for {phoneme:?}");
        }
        let pieces: Vec<Vec<i64>> = pieces(&breaths).iter().map(|piece| tokens(piece)).collect();
        println!("{}", serde_json::json!(pieces));
    }
    Ok(())
}
