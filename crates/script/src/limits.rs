//! Every bound of this crate, each with its derivation.

/// Bytes of a source. A row of an object's SQLite holds 2 MB; a read document is about as long as its source.
pub use protocol::limits::SOURCE_BYTES_MAX;
/// Characters of a turn: about 50 seconds. The embedded voice takes 1,000 and speaks them in smaller pieces.
pub const TURN_CHARS_MAX: usize = 840;
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
/// Words chosen for the longest episode: about 18 minutes at 165 words a minute.
pub const EPISODE_WORDS_MAX: usize = 3_000;
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
/// Turns judged at once: three times what the longest episode has.
pub const TURNS_MAX: usize = 600;
