//! A place in each probe where nothing ever comes back, to see that health answers nevertheless: only in a build that is made
//! for that test, and only where it is told so.

use std::sync::Mutex;

static HUNG: Mutex<Option<String>> = Mutex::new(None);

/// Names, with spaces between.
pub(crate) fn set(told: Option<String>) {
    if cfg!(feature = "hang")
        && let Ok(mut hung) = HUNG.lock()
    {
        *hung = told;
    }
}

pub(crate) async fn at(name: &str) {
    if !cfg!(feature = "hang") {
        return;
    }
    let is_hung = HUNG.lock().is_ok_and(|hung| hung.iter().any(|names| names.split(' ').any(|hung| hung == name)));
    if is_hung {
        std::future::pending::<()>().await;
    }
}
