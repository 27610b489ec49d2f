//! The one table: the rows of all areas, in the order of [`super::Operation`], which the compiler checks.

use super::{Route, admin, connections, feeds, jobs, pages, service, voices};

const AREAS: [&[Route]; 7] = [
    &service::ROUTES,
    &jobs::ROUTES,
    &voices::ROUTES,
    &feeds::ROUTES,
    &pages::ROUTES,
    &connections::ROUTES,
    &admin::ROUTES,
];

const LENGTH: usize = service::ROUTES.len()
    + jobs::ROUTES.len()
    + voices::ROUTES.len()
    + feeds::ROUTES.len()
    + pages::ROUTES.len()
    + connections::ROUTES.len()
    + admin::ROUTES.len();

/// Every operation there is.
pub const ROUTES: &[Route] = &TABLE;

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
static TABLE: [Route; LENGTH] = {
    let mut table = [service::ROUTES[0]; LENGTH];
    let mut length = 0;
    let mut area = 0;
    while area < AREAS.len() {
        let mut rows = AREAS[area];
        while let [route, rest @ ..] = rows {
            assert!(route.operation as usize == length, "a row is missing, or not where its operation is declared");
            table[length] = *route;
            length += 1;
            rows = rest;
        }
        area += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::ROUTES;
    use crate::http::Operation;

    #[test]
    fn every_operation_has_a_row() {
        let schema = schemars::schema_for!(Operation);
        let declared = schema.get("enum").and_then(|names| names.as_array()).unwrap();
        let listed: Vec<String> = ROUTES.iter().map(|route| format!("{:?}", route.operation)).collect();
        assert_eq!(listed, declared.iter().filter_map(|name| name.as_str()).collect::<Vec<_>>());
    }
}
