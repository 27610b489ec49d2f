//! How far is looked from where something begins.

/// RFC 5321: a local part has 64 bytes, a domain 255.
pub const MAIL_LOCAL_BYTES_MAX: usize = 64;
pub const MAIL_DOMAIN_BYTES_MAX: usize = 255;

/// The longest token of a provider has some hundred bytes; a signed JWT some thousand.
pub const SECRET_BYTES_MAX: usize = 8 * 1024;

/// The name before an assignment, and the white space around its sign.
pub const NAME_BYTES_MAX: usize = 64;
pub const GAP_BYTES_MAX: usize = 8;

/// E.164: fifteen digits; with their separators twice as much.
pub const PHONE_BYTES_MAX: usize = 32;

/// A key of 16,384 bits has 12,700 bytes of base 64.
pub const KEY_BLOCK_BYTES_MAX: usize = 16 * 1024;

/// Over the text, after the first; only texts made for it need more than one.
pub const PASSES_MAX: usize = 8;
