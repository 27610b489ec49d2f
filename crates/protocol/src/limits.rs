//! Limits of the wire, each stated once.

/// Bytes of a source text: a long book chapter is 100 kB, and one row of the object's storage holds at most 2 MB.
pub const SOURCE_BYTES_MAX: usize = 1024 * 1024;

/// Sources of one episode: as many as it can have chapters.
pub const SOURCES_MAX: usize = 12;

/// Bytes of a request body. Typical text with escaped quotes and newlines (under 2×) always fits; a source whose every
/// byte needs a six-byte JSON escape does not.
pub const BODY_BYTES_MAX: usize = 2 * SOURCE_BYTES_MAX + 16 * 1024;

/// Bytes read of the body of a refused request, so that the client, still sending, reads its answer. Four bodies: beyond that
/// nobody sends by mistake.
pub const REFUSED_BODY_BYTES_MAX: usize = 4 * BODY_BYTES_MAX;
/// Time for them.
pub const REFUSED_BODY_MS: i64 = 10_000;

/// Nesting of lists and objects in a request: the deepest valid request has three levels.
pub const BODY_DEPTH_MAX: usize = 16;

/// Characters of a problem's detail: enough for any sentence of ours and a word of the request.
pub const DETAIL_CHARS_MAX: usize = 400;

pub const IDEMPOTENCY_KEY_CHARS_MAX: usize = 255;

/// Characters of a title given by the client; feeds cut other values at 255.
pub const TITLE_CHARS_MAX: usize = 200;

/// Characters of a feed's title and author: PSP-1's bound for values.
pub const FEED_VALUE_CHARS_MAX: usize = 255;
/// Characters of a feed's description: at four bytes each they are Apple's 4,000 bytes.
pub const FEED_DESCRIPTION_CHARS_MAX: usize = 1_000;
/// Characters of the name that submissions call a feed by.
pub const FEED_NAME_CHARS_MAX: usize = 40;
/// Characters of the name of one of its addresses.
pub const FEED_ADDRESS_NAME_CHARS_MAX: usize = 60;
/// Characters of a language tag: the longest registered ones have some thirty.
pub const LANGUAGE_CHARS_MAX: usize = 35;
/// Time for which a replaced address redirects: apps that are opened once a month still learn the new one.
pub const FEED_OVERLAP_MS_MAX: u64 = 30 * 24 * 60 * 60 * 1000;
/// Feeds of a tenant, and addresses of a feed, ended ones too: each is a row that stays.
pub const FEEDS_MAX: u32 = 500;
pub const FEED_ADDRESSES_MAX: u32 = 100;

/// Characters of the name of a connected browser.
pub const CONNECTION_NAME_CHARS_MAX: usize = 60;
/// Connections of one person that have not ended: more browsers than anybody uses.
pub const CONNECTIONS_MAX: u32 = 50;

/// Characters of a host's spoken name.
pub const HOST_NAME_CHARS_MAX: usize = 30;
/// Characters of a line that a voice is heard to say.
pub const SAY_CHARS_MAX: usize = 200;
/// Words of a tenant's dictionary.
pub const PRONUNCIATIONS_MAX: usize = 200;
pub const PRONUNCIATION_WORD_CHARS_MAX: usize = 60;
pub const PRONUNCIATION_SPOKEN_CHARS_MAX: usize = 120;

/// Minutes of an episode that can be asked for: an hour, which 400 turns of nine seconds fill.
pub const EPISODE_MINUTES_MAX: u16 = 60;

/// Characters of what an episode is to dwell on: three sentences.
pub const FOCUS_CHARS_MAX: usize = 300;

/// Characters of how a host talks: one sentence.
pub const MANNER_CHARS_MAX: usize = 120;

/// Characters of a voice's name.
pub const VOICE_CHARS_MAX: usize = 64;

/// Characters of a client's name.
pub const CLIENT_NAME_CHARS_MAX: usize = 32;

/// Programs that an isolate notes in a day; each is a row written.
pub const CLIENTS_A_DAY_MAX: usize = 256;

/// Wait before a retry with a version that is newer than ours: a rollout takes seconds to minutes.
pub const ROLLOUT_RETRY_MS: u64 = 30_000;

/// Wait before a retry after a 503: mostly an object is being replaced.
pub const UNAVAILABLE_RETRY_MS: u64 = 5_000;

/// Largest number kept for a tenant: JSON, JavaScript and the index all keep it exactly.
pub const BOUND_MAX: u64 = (1 << 53) - 1;

pub const PAGE_JOBS_DEFAULT: u32 = 20;
pub const PAGE_JOBS_MAX: u32 = 100;

/// Lifetime of a ticket: a browser opens its websocket at once.
pub const TICKET_MS: i64 = 30_000;

/// Lifetime of a signed link: long enough to listen to an episode.
pub const LINK_MS_DEFAULT: u64 = 60 * 60 * 1000;
pub const LINK_MS_MAX: u64 = 7 * 24 * LINK_MS_DEFAULT;

/// Lifetime of the token that confirms an erasure: a job that has to be stopped first is gone within two hours.
pub const ERASURE_CONFIRM_MS: i64 = 24 * 60 * 60 * 1000;
/// Jobs taken on by one call; the next call takes more.
pub const ERASURE_JOBS_MAX: u32 = 1_000;
/// Jobs asked by one call: two requests each, of the thousand subrequests that one call may make.
pub const ERASURE_JOBS_AT_ONCE: usize = 200;
/// Clips deleted by one request: the bucket deletes at most a thousand objects at once.
pub const ERASURE_CLIPS_AT_ONCE: u32 = 1_000;

/// Rate limit cost of a request, as the time until it is refilled: 50 requests a second, more than any client's pages
/// and polls.
pub const REQUEST_MS: i64 = 20;
/// Rate limit cost of a request that starts work: two a second, each of which may come to minutes of computing.
pub const WORK_MS: i64 = 500;
/// Burst that a full bucket allows: 6,000 requests, or 240 that start work.
pub const BUCKET_MS: i64 = 120_000;
/// Rate limit buckets that an isolate keeps, at some hundred bytes each.
pub const BUCKETS_MAX: usize = 10_000;
/// Wait before a retry when too many jobs are running: a short episode takes some seconds, a long one a minute.
pub const JOBS_QUOTA_RETRY_MS: u64 = 15_000;

/// Characters of an operator's reason: a sentence or two.
pub const REASON_CHARS_MAX: usize = 200;
/// Characters of an id: a job's has 36.
pub const ID_CHARS_MAX: usize = 64;
pub const PAGE_ACTS: u32 = 100;
/// Audit log entries shown beside the job they are about.
pub const JOB_ACTS_MAX: u32 = 20;
/// Transitions on one page: an ordinary job has some fifty.
pub const PAGE_TRANSITIONS: u32 = 500;
