//! The bounds of the wire, each stated once.

/// Bytes of a source text: a long book chapter is 100 kB, and one row of the object's storage holds at most 2 MB.
pub const SOURCE_BYTES_MAX: usize = 1024 * 1024;

/// Bytes of a request body: a source whose every byte needed a six-byte JSON escape is refused, one of typical text with
/// quotes and newlines escaped (under 2×) never is.
pub const BODY_BYTES_MAX: usize = 2 * SOURCE_BYTES_MAX + 16 * 1024;

/// Lists and objects within each other in a request: the deepest request has three.
pub const BODY_DEPTH_MAX: usize = 16;

/// Characters of a problem's detail: enough for any sentence of ours and the word of the request it is about.
pub const DETAIL_CHARS_MAX: usize = 400;

pub const IDEMPOTENCY_KEY_CHARS_MAX: usize = 255;

/// Characters of a title given by the client; feeds cut other values at 255.
pub const TITLE_CHARS_MAX: usize = 200;

/// Characters of a host's spoken name.
pub const HOST_NAME_CHARS_MAX: usize = 30;

/// Characters of a voice's name.
pub const VOICE_CHARS_MAX: usize = 64;

/// Characters of a client's name.
pub const CLIENT_NAME_CHARS_MAX: usize = 32;

/// Programs an isolate notes in a day; each is a row written.
pub const CLIENTS_A_DAY_MAX: usize = 256;

/// A version newer than ours is one of a rollout: those take seconds to minutes.
pub const ROLLOUT_RETRY_MS: u64 = 30_000;

/// What cannot be answered right now is mostly an object that is being replaced.
pub const UNAVAILABLE_RETRY_MS: u64 = 5_000;

/// Of a number kept for a tenant: what JSON, JavaScript and the index all keep as it is.
pub const BOUND_MAX: u64 = (1 << 53) - 1;

pub const PAGE_JOBS_DEFAULT: u32 = 20;
pub const PAGE_JOBS_MAX: u32 = 100;

/// How long a ticket is good: a browser opens its websocket at once.
pub const TICKET_MS: i64 = 30_000;

/// How long a signed address works: an episode is listened to within it.
pub const LINK_MS_DEFAULT: u64 = 60 * 60 * 1000;
pub const LINK_MS_MAX: u64 = 7 * 24 * LINK_MS_DEFAULT;

/// How long the word that confirms an erasure is good: a job that had to be stopped is gone within two hours.
pub const ERASURE_CONFIRM_MS: i64 = 24 * 60 * 60 * 1000;
/// Jobs taken up by one call, the others by the next.
pub const ERASURE_JOBS_MAX: u32 = 1_000;
/// Jobs asked by one call: two requests each, of the thousand that one call may make.
pub const ERASURE_JOBS_AT_ONCE: usize = 200;
/// The bucket deletes at most a thousand files at once.
pub const ERASURE_CLIPS_AT_ONCE: u32 = 1_000;

/// What a request takes out of its token's bucket until it is back: 50 a second, more than any client's pages and polls.
pub const REQUEST_MS: i64 = 20;
/// What starts work takes: two a second, each of which may come to minutes of computing.
pub const WORK_MS: i64 = 500;
/// What a bucket holds: 6,000 requests, or 240 that start work, at once.
pub const BUCKET_MS: i64 = 120_000;
/// Buckets an isolate keeps, at some hundred bytes each.
pub const BUCKETS_MAX: usize = 10_000;
/// A short episode takes some seconds, a long one a minute.
pub const JOBS_QUOTA_RETRY_MS: u64 = 15_000;

/// Characters of an operator's reason: a sentence or two.
pub const REASON_CHARS_MAX: usize = 200;
/// Characters of an id: a job's has 36.
pub const ID_CHARS_MAX: usize = 64;
pub const PAGE_ACTS: u32 = 100;
/// Of those about one job, shown beside it.
pub const JOB_ACTS_MAX: u32 = 20;
/// Transitions on one page: an ordinary job has some fifty.
pub const PAGE_TRANSITIONS: u32 = 500;
