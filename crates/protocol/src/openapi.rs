//! The API document, written from the routes and the wire types; `docs/openapi.json` is checked to be this.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::admin::{Health, Scope};
use crate::http::{Access, Answer, Method, Parameter, ParameterValue, Place, ROUTES, Route};
use crate::job::WatchMessage;
use crate::problem::Problem;
use crate::values::{RELEASES, WireVersion, header};

const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");

#[test]
fn the_api_document_is_current() {
    let document = format!("{:#}\n", document());
    if std::env::var_os("GOLDEN").is_some_and(|mode| mode == "write") {
        std::fs::write(PLACE, &document).unwrap();
    }
    assert!(std::fs::read_to_string(PLACE).unwrap() == document, "run `make openapi` and read the difference");
}

fn document() -> Value {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    let mut schemas = settings.into_generator();
    let mut paths = Map::new();
    for route in ROUTES {
        let item = paths.entry(route.path).or_insert_with(|| json!({}));
        for method in route.methods {
            item[method.as_str().to_ascii_lowercase()] = operation(route, *method, &mut schemas);
        }
    }
    schemas.subschema_for::<WatchMessage>();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Cuepoint",
            "version": WireVersion::CURRENT,
            "summary": "Turns a text into a two-host podcast episode.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "http://127.0.0.1:8787", "description": "make serve" }],
        "paths": paths,
        "components": {
            "schemas": schemas.take_definitions(true),
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "admin": { "type": "http", "scheme": "bearer" },
                "ticket": { "type": "apiKey", "in": "header", "name": "Sec-WebSocket-Protocol" },
                "session": { "type": "apiKey", "in": "cookie", "name": header::SESSION_COOKIE },
                "link": { "type": "apiKey", "in": "query", "name": "grant" },
            },
        },
    })
}

fn operation(route: &Route, method: Method, schemas: &mut SchemaGenerator) -> Value {
    let prefix = if method == Method::Head { "head" } else { "" };
    let mut operation = json!({
        "operationId": format!("{prefix}{:?}", route.operation),
        "summary": route.summary,
        "parameters": parameters(route, schemas),
        "responses": responses(route.answer, method, schemas),
        "security": match route.access {
            Access::Open => json!([]),
            Access::Scope(Scope::Admin) => json!([{ "admin": [] }]),
            Access::Scope(scope) => json!([{ "token": [scope] }]),
            Access::Ticket => json!([{ "token": [Scope::Read] }, { "ticket": [] }]),
            // The address is the secret.
            Access::Feed => json!([]),
            Access::Session(_) => json!([{ "session": [] }]),
            Access::Link => json!([{ "token": [Scope::Read] }, { "link": [] }]),
        },
    });
    if let Some(body) = route.body {
        let schema = (body.schema)(schemas);
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    }
    operation
}

fn parameters(route: &Route, schemas: &mut SchemaGenerator) -> Value {
    let text = json!({ "type": "string" });
    let parameter = |name: &str, place: &str, is_required: bool, schema: Value| json!({ "name": name, "in": place, "required": is_required, "schema": schema });
    let versions = json!({ "enum": RELEASES.map(|release| release.version) });
    let mut parameters = vec![parameter(header::VERSION, "header", false, versions)];
    if route.path.contains("{id}") {
        let job = json!({ "type": "string", "format": "uuid" });
        let schema = if route.path.contains("/jobs/") { job } else { text.clone() };
        parameters.push(parameter("id", "path", true, schema));
    }
    for name in ["job", "file"].into_iter().filter(|name| route.path.contains(&format!("{{{name}}}"))) {
        parameters.push(parameter(name, "path", true, text.clone()));
    }
    for &Parameter { name, place, is_required, value } in route.parameters {
        let place = match place {
            Place::Query => "query",
            Place::Header => "header",
        };
        let schema = match value {
            ParameterValue::Text => text.clone(),
            ParameterValue::ShortText(max) => json!({ "type": "string", "minLength": 1, "maxLength": max }),
            ParameterValue::Integer { min, max: None } => json!({ "type": "integer", "minimum": min }),
            ParameterValue::Integer { min, max: Some(max) } => {
                json!({ "type": "integer", "minimum": min, "maximum": max })
            }
            ParameterValue::Of(wire) => (wire.schema)(schemas).to_value(),
        };
        parameters.push(parameter(name, place, is_required, schema));
    }
    Value::Array(parameters)
}

fn responses(answer: Answer, method: Method, schemas: &mut SchemaGenerator) -> Value {
    // A HEAD request has no body to describe.
    let with = |description: &str, content: Value| {
        if method == Method::Head {
            json!({ "description": description })
        } else {
            json!({ "description": description, "content": content })
        }
    };
    let one = |description: &str, content_type: &str, schema: Value| {
        with(description, json!({ content_type: { "schema": schema } }))
    };
    let json = "application/json";
    let mut responses = match answer {
        Answer::Json(wire, description) => json!({ "200": one(description, json, (wire.schema)(schemas).to_value()) }),
        Answer::Created(wire, description) => {
            json!({ "201": one(description, json, (wire.schema)(schemas).to_value()) })
        }
        Answer::CreatedOrFound(wire) => json!({
            "201": one("A new job", json, (wire.schema)(schemas).to_value()),
            "200": one("The job that this idempotency key already named", json, (wire.schema)(schemas).to_value()),
        }),
        Answer::Object(description) => json!({ "200": one(description, json, json!({ "type": "object" })) }),
        Answer::Text(content_type, description) => json!({ "200": one(description, content_type, json!({})) }),
        Answer::File(content_type) => json!({
            "200": one("The whole file", content_type, json!({})),
            // A part of JSON is no JSON.
            "206": { "description": "The requested range" },
            "304": { "description": "Not modified" },
            "301": { "description": "A feed's address was replaced by this one" },
        }),
        Answer::Health(wire) => {
            let content = json!({
                Health::CONTENT_TYPE: { "schema": (wire.schema)(schemas) },
                "text/html": {},
            });
            json!({ "200": with("It is ok, or degraded", content.clone()), "503": with("It is down", content) })
        }
        Answer::Page => json!({
            "200": one("The page", "text/html", json!({})),
            "303": { "description": "Nobody is signed in: the page to do that on" },
        }),
        Answer::SeeOther => json!({ "303": { "description": "Done: the page that follows" } }),
        Answer::Websocket => json!({
            "101": { "description": "A websocket of WatchMessage texts; the text `ping` is answered by `pong`" },
        }),
    };
    let problem = schemas.subschema_for::<Problem>().to_value();
    responses["default"] = if matches!(answer, Answer::Page | Answer::SeeOther) {
        one("A problem, as a page", "text/html", json!({}))
    } else {
        one("A problem", Problem::CONTENT_TYPE, problem)
    };
    responses
}
