//! The successful answers of an operation: what the API document says of them, and which are files.
//!
//! Never builds an answer.

#[cfg(test)]
pub(super) use schemars::JsonSchema as Documented;

/// A type of the wire. Tests ask for its schema, the product for nothing.
#[cfg(not(test))]
pub(super) trait Documented {}

#[cfg(not(test))]
impl<T> Documented for T {}

/// The type of a JSON body. Only a test can name its schema, so it is empty in the product.
#[derive(Clone, Copy)]
pub struct WireType {
    #[cfg(test)]
    pub(crate) schema: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
}

impl WireType {
    pub(super) const fn of<T: Documented>() -> Self {
        Self {
            #[cfg(test)]
            schema: schemars::SchemaGenerator::subschema_for::<T>,
        }
    }
}

/// The answer of an operation that succeeds.
#[derive(Clone, Copy)]
pub enum Answer {
    /// 200 with a JSON body, and a description of it.
    Json(WireType, &'static str),
    /// 201 with a JSON body, and a description of it.
    Created(WireType, &'static str),
    /// 201 with a new job, or 200 with the one that its idempotency key already named.
    CreatedOrFound(WireType),
    /// 200 with a JSON object that has no type here, and a description of it.
    Object(&'static str),
    /// 200 with a text of this content type, and a description of it.
    Text(&'static str, &'static str),
    /// A file of an episode with this content type: whole, a range of it, or not modified.
    File(&'static str),
    /// 200 or 503 with the health report, as JSON or as a page.
    Health(WireType),
    Websocket,
    /// 200 with a page for people.
    Page,
    /// 303 to the page that follows a form.
    SeeOther,
}

impl Answer {
    pub(super) const fn json<T: Documented>(description: &'static str) -> Self {
        Self::Json(WireType::of::<T>(), description)
    }

    pub(super) const fn created<T: Documented>(description: &'static str) -> Self {
        Self::Created(WireType::of::<T>(), description)
    }
}
