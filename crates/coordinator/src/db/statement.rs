//! SQL statements, prepared with their arguments and run.

use serde::de::DeserializeOwned;
use worker::{D1Database, D1PreparedStatement, D1Result, D1Type};

/// A statement and what is bound to it.
pub(crate) type Bound<'a> = (&'a str, &'a [D1Type<'a>]);

fn prepare(database: &D1Database, (statement, arguments): Bound<'_>) -> worker::Result<D1PreparedStatement> {
    let prepared = database.prepare(statement);
    if arguments.is_empty() { Ok(prepared) } else { prepared.bind_refs(arguments) }
}

pub(crate) async fn run(database: &D1Database, statement: &str, arguments: &[D1Type<'_>]) -> worker::Result<()> {
    prepare(database, (statement, arguments))?.run().await.map(|_| ())
}

pub(crate) async fn first<T: DeserializeOwned>(
    database: &D1Database,
    statement: &str,
    arguments: &[D1Type<'_>],
) -> worker::Result<Option<T>> {
    prepare(database, (statement, arguments))?.first(None).await
}

pub(crate) async fn all<T: DeserializeOwned>(
    database: &D1Database,
    statement: &str,
    arguments: &[D1Type<'_>],
) -> worker::Result<Vec<T>> {
    prepare(database, (statement, arguments))?.all().await?.results()
}

/// Runs all statements in one transaction.
pub(crate) async fn batch(database: &D1Database, statements: &[Bound<'_>]) -> worker::Result<Vec<D1Result>> {
    let prepared = statements.iter().map(|bound| prepare(database, *bound)).collect::<worker::Result<_>>()?;
    database.batch(prepared).await
}

/// The rows of one statement of a batch.
pub(crate) fn rows<T: DeserializeOwned>(result: Option<&D1Result>) -> worker::Result<Vec<T>> {
    result.map_or_else(|| Ok(Vec::new()), D1Result::results)
}
