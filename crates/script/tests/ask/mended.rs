//! Mending without a model: what is left is sound, whole, and most of the answer.

use script::mended;

use super::*;

fn mend(answer: &Value) -> Option<(Vec<Turn>, usize)> {
    let mended = mended(answer, &mill(), &planned(&Style::default()), 0, &Style::default(), &hosts())?;
    assert_eq!(mended.added, 0, "nobody asked for a length");
    Some((mended.turns, mended.left_out))
}

/// The first section with more behind the third turn.
fn with(more: &[(&str, &str, &[u32])]) -> Value {
    let [one, two, three, four] = FIRST;
    turns(&[&[one, two], more, &[three, four]].concat())
}

#[test]
fn unsound_sentences_are_left_out() {
    let sound = read_first(&first(), &Style::default()).expect("sound");
    assert_eq!(mend(&first()), Some((sound.clone(), 0)));
    let [one, two, three, four] = FIRST;
    let more = format!("{} The mill has seven sails.", four.1);
    let answer = turns(&[one, two, three, ("B", &more, &[1])]);
    // The end of the last section is its farewell; this one goes on.
    assert!(!refused(&answer, &Style::default()).is_empty());
    assert_eq!(mend(&answer), Some((sound, 1)));
}

#[test]
fn a_question_goes_with_its_answer() {
    let sound = read_first(&first(), &Style::default()).expect("sound");
    let answer = with(&[("A", "Was it cheap?", &[]), ("B", "Nils Berg of Trondheim paid 97 euros.", &[1])]);
    assert!(!refused(&answer, &Style::default()).is_empty());
    assert_eq!(mend(&answer), Some((sound, 2)));
}

#[test]
fn a_sentence_goes_with_the_one_it_refers_to() {
    let sound = read_first(&first(), &Style::default()).expect("sound");
    let [one, two, three, four] = FIRST;
    let more = format!("{} Nils Berg kept flour. He did that in summer.", four.1);
    assert_eq!(mend(&turns(&[one, two, three, ("B", &more, &[1])])), Some((sound, 2)));
}

#[test]
fn too_little_is_no_section() {
    let [one, two, three, _] = FIRST;
    let lost = "Nils Berg of Trondheim paid 97 euros for 12 of the seven sails in 1650, and never more than that.";
    assert_eq!(mend(&turns(&[one, two, three, ("B", lost, &[1])])), None);
    let greeting = "Hello and welcome to Trondheim. The mill at Ostby was built in 1790.";
    assert_eq!(mend(&turns(&[("A", greeting, &[0]), two, three, FIRST[3]])), None);
    let one_host = turns(&[one, ("B", "Nils Berg agrees.", &[0])]);
    assert_eq!(mend(&one_host), None);
    assert_eq!(mend(&json!({ "turns": [] })), None);
    assert_eq!(mend(&json!({})), None);
}
