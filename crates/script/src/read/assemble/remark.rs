//! Remarks about what the source shows where a sentence announces it.

const CODE: [&str; 4] = [
    "The code for it is in the source.",
    "The source has the code.",
    "That code is best read in the source.",
    "It is written out in the source.",
];
pub(super) const FORMULA: &str = "The formula is in the source.";
pub(super) const PICTURE: &str = "The picture is in the source.";
pub(super) const ITEM: &str = "One more item is code, in the source.";
pub(super) const DIFF: &str = "The changed lines are in the source.";

/// That the source has the code, in words that vary with the place.
pub(super) fn code(place: usize) -> &'static str {
    CODE.get(place % CODE.len()).copied().unwrap_or_default()
}
