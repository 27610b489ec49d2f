//! SQL statements on the object's own SQLite, synchronous.

use pipeline::StoreError;
use serde::de::DeserializeOwned;
use worker::{SqlStorage, SqlStorageValue};

pub(crate) fn run(sql: &SqlStorage, statement: &str, arguments: Vec<SqlStorageValue>) -> Result<(), StoreError> {
    sql.exec(statement, arguments).map(|_| ()).map_err(failed)
}

pub(crate) fn rows<T: DeserializeOwned>(
    sql: &SqlStorage,
    query: &str,
    arguments: Vec<SqlStorageValue>,
) -> Result<Vec<T>, StoreError> {
    sql.exec(query, arguments).and_then(|cursor| cursor.to_array()).map_err(failed)
}

pub(crate) fn integer(number: u64) -> SqlStorageValue {
    SqlStorageValue::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

pub(crate) fn failed(error: worker::Error) -> StoreError {
    StoreError::Failed(error.to_string())
}
