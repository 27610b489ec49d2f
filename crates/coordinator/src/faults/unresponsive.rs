//! Bindings that never answer, for the test that health answers nevertheless: only with the feature `hang`, and only those that
//! a variable names.

use std::sync::Mutex;

use worker::js_sys::{Array, Function, Object, Reflect, global};
use worker::wasm_bindgen::{JsCast, JsValue};

static HUNG: Mutex<Option<String>> = Mutex::new(None);

/// Methods that return another part of a binding, and methods that do I/O.
const MAKES: [&str; 3] = ["prepare", "bind", "getByName"];
const ASKS: [&str; 10] = ["run", "all", "first", "batch", "put", "get", "head", "list", "delete", "fetch"];

/// Names of bindings, with spaces between.
pub(crate) fn set(names: Option<String>) {
    if cfg!(feature = "hang")
        && let Ok(mut hung) = HUNG.lock()
    {
        *hung = names;
    }
}

/// The binding, or one that never answers.
pub(crate) fn at<T: JsCast>(name: &str, binding: worker::Result<T>) -> worker::Result<T> {
    if cfg!(feature = "hang") && is_hung(name) { Ok(silent()?.unchecked_into()) } else { binding }
}

fn is_hung(name: &str) -> bool {
    HUNG.lock().is_ok_and(|hung| hung.iter().any(|names| names.split(' ').any(|hung| hung == name)))
}

/// A binding whose parts are itself, and whose I/O is a promise that never settles: a race without runners.
fn silent() -> Result<Object, JsValue> {
    let silent = Object::new();
    let promise = Reflect::get(&global(), &"Promise".into())?;
    let itself = method(&silent, "valueOf")?.bind0(&silent);
    let nothing = method(&promise, "race")?.bind1(&promise, &Array::new());
    for name in MAKES {
        Reflect::set(&silent, &name.into(), &itself)?;
    }
    for name in ASKS {
        Reflect::set(&silent, &name.into(), &nothing)?;
    }
    Ok(silent)
}

fn method(object: &JsValue, name: &str) -> Result<Function, JsValue> {
    Reflect::get(object, &name.into()).map(JsCast::unchecked_into)
}
