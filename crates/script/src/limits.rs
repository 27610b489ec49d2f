//! Every bound of this crate, each with its derivation.

use protocol::Language;

/// Bytes of a source. A row of an object's SQLite holds 2 MB; a read document is about as long as its source.
pub use protocol::limits::SOURCE_BYTES_MAX;
/// Characters of a turn: about 50 seconds. The embedded voice takes 1,000 and speaks them in smaller pieces.
pub const TURN_CHARS_MAX: usize = 840;
/// Characters of a line as it is handed to a voice; the embedded voice takes as many.
pub const SPOKEN_CHARS_MAX: usize = 1000;
/// Characters of one word. The embedded voice took 1.3 GB for a word of 5,000 letters; English needs fewer than 40.
pub const TOKEN_CHARS_MAX: usize = 40;
/// Characters of a turn's statements: a turn less the headings that may stand before them.
pub const STATEMENT_CHARS_MAX: usize = TURN_CHARS_MAX - 2 * TITLE_CHARS_MAX - 40;
/// Characters a turn is planned for: about 15 seconds. A list or a long sentence takes more.
pub const TURN_CHARS: usize = 240;
/// Characters of a sentence worth saying: longer ones are lists or accidents. Three turns.
pub const SENTENCE_CHARS_MAX: usize = 3 * STATEMENT_CHARS_MAX;
/// Characters of a title, heading or name as shown. Feeds allow 255 bytes; more than 100 cannot be said in one breath.
pub const TITLE_CHARS_MAX: usize = 100;
/// Characters of a topic inside a phrase, so that phrase and topic fit a turn and the ear.
pub const TOPIC_CHARS_MAX: usize = 60;
/// Characters of a host's name inside a phrase.
pub const HOST_CHARS_MAX: usize = TOKEN_CHARS_MAX;
/// Open elements of a page. Real pages nest about 30 deep; deeper markup is flattened.
pub const NESTING_MAX: usize = 128;
/// Sentences ranked together. Ranking compares each with each: 160² comparisons take under 10 ms in wasm.
pub const RANKED_TOGETHER_MAX: usize = 160;
/// Sentences considered for one episode: about 4 times what a text of 10,000 words has.
pub const CANDIDATES_MAX: usize = 2_400;
/// Words up to which a text is spoken whole: about 7 minutes.
pub const WHOLE_WORDS_MAX: usize = 1_000;
/// Words that a voice speaks in a minute: audio books have 150 to 160, and the embedded voice pauses less.
pub const WORDS_PER_MINUTE: usize = 165;
/// The same of the voices for other languages: measured with SVOX Pico over the golden scripts, 4,000 words of each. Their words
/// are longer; German has 123, Spanish 128, Italian 127 and French 164 in a minute, where the same voice says 177 in English.
pub const fn words_per_minute(language: Language) -> usize {
    match language {
        Language::English | Language::French => WORDS_PER_MINUTE,
        Language::German | Language::Spanish | Language::Italian => 125,
    }
}
/// Words chosen for the longest episode whose length is left to the service: about 18 minutes.
pub const EPISODE_WORDS_MAX: usize = 3_000;
/// Minutes of a brief.
pub const BRIEF_MINUTES_MAX: u16 = 3;
/// Percent by which an episode may be shorter or longer than asked for: 9 minutes of 8 are noticed, 10 are a complaint.
pub const LENGTH_PERCENT: usize = 15;
/// Of the words beyond `WHOLE_WORDS_MAX`, one in this many is spoken: 1,600 words give 1,200, 7,000 give 3,000.
pub const CONDENSE: usize = 3;
/// Words one chapter is planned for: about a minute and a half.
pub const CHAPTER_WORDS: usize = 240;
/// Words under which a stretch is joined to its neighbour: about 20 seconds.
pub const CHAPTER_WORDS_MIN: usize = 50;
/// Chapters of an episode with enough to say. Fewer than three are not worth a table of contents.
pub const CHAPTERS_MIN: usize = 3;
/// Chapters of the longest episode: what a player shows without scrolling far.
pub const CHAPTERS_MAX: usize = 12;
/// Words a section is asked for in one answer: twelve minutes. An hour then has five sections, and an answer of 2,000
/// words with its JSON is under 7,000 tokens.
pub const SECTION_WORDS_MAX: usize = 2_000;
/// Words a section may have for each word it stands on: a dialogue that asks, tells and sums up says a thing twice.
pub const SECTION_STRETCH: usize = 2;
/// Percent by which a model's section may be too long where nobody asked for a length. Where somebody did, it is
/// `LENGTH_PERCENT` in both directions.
pub const SECTION_PERCENT: usize = 35;
/// Words by which any section may miss its share: a turn, of which no section has half.
pub const SECTION_SLACK_WORDS: usize = 25;
/// The same where somebody asked for a length.
pub const TIMED_SLACK_WORDS: usize = 8;
/// Characters of what a section says, as its neighbours are told: two sentences.
pub const SAYS_CHARS_MAX: usize = 300;
/// Turns that a model is asked for in all sections together: two thirds of those judged at once, as a job takes.
pub const ASKED_TURNS_MAX: usize = 2 * TURNS_MAX / 3;
/// Bytes of the source in one question: 50,000 tokens, which every model takes beside its rules and its answer.
pub const ASKED_BYTES_MAX: usize = 200_000;
/// Headings and paragraphs in one question, so that each has fifty bytes: its number, and some words to go by.
pub const ASKED_LINES_MAX: usize = ASKED_BYTES_MAX / 50;
/// Bytes of a repair: what a provider's contract takes.
pub const REPAIR_BYTES_MAX: usize = 8 * 1024;
/// Defects told at once: more than a model mends in one answer.
pub const FLAWS_MAX: usize = 30;
/// Turns judged at once: three times what the longest episode has.
pub const TURNS_MAX: usize = 600;
