//! Every bound of this crate, each with its derivation.

/// Bytes of a source: 50,000 changed lines of 80 characters, twice.
pub const SOURCE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Files that are kept one by one; GitHub's API lists as many. More are only counted.
pub const FILES_MAX: usize = 3_000;
/// Lines whose text is kept: ten thousand lines of a review are more than anybody reads. More are only counted.
pub const LINES_MAX: usize = 20_000;
/// Bytes of a line that are kept: longer lines are data.
pub const LINE_BYTES_MAX: usize = 400;
/// Hunks kept of all files together: every second kept line its own.
pub const HUNKS_MAX: usize = LINES_MAX / 2;
/// Parents of a merge in a combined diff; git itself has made merges of sixty-six.
pub const PARENTS_MAX: usize = 66;
/// Commits of a range or a review; GitHub lists 250.
pub const COMMITS_MAX: usize = 1_000;
/// Threads, comments and reviews, each.
pub const COMMENTS_MAX: usize = 2_000;
/// Bytes of a description or comment that are kept: GitHub's own limit of 65,536 characters.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
/// Bytes of a title.
pub const TITLE_BYTES_MAX: usize = 300;
/// Bytes of a path: what Linux allows.
pub const PATH_BYTES_MAX: usize = 4_096;
/// Releases of a change log that are kept.
pub const RELEASES_MAX: usize = 500;
/// Entries of a change log that are kept, of all releases together.
pub const ENTRIES_MAX: usize = 10_000;
/// Words told of one comment: about forty seconds.
pub const COMMENT_WORDS_MAX: usize = 110;
/// Words told of a description: about two minutes.
pub const DESCRIPTION_WORDS_MAX: usize = 320;
/// Words told of an open thread beyond those: its first sentence, most times.
pub const SHORT_WORDS_MAX: usize = 12;
/// Tasks and notes of something to be done that are told one by one.
pub const POINTS_TOLD_MAX: usize = 20;
/// Threads and comments told whole; the unresolved ones beyond these are told in a few words each.
pub const THREADS_TOLD_MAX: usize = 60;
/// Names listed in one sentence.
pub const NAMES_TOLD_MAX: usize = 4;
/// Sentences about the public interface, each about one file.
pub const INTERFACE_TOLD_MAX: usize = 30;
/// Files told one by one of one kind.
pub const FILES_TOLD_MAX: usize = 8;
/// Commits told one by one.
pub const COMMITS_TOLD_MAX: usize = 12;
/// Releases told one by one.
pub const RELEASES_TOLD_MAX: usize = 12;
/// Entries told of one release.
pub const ENTRIES_TOLD_MAX: usize = 40;
/// Open points of an action file.
pub const ACTIONS_MAX: usize = 200;
