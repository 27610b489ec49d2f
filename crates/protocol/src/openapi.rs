//! The API document, written from the routes and the wire types; `docs/openapi.json` is checked to be this.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::dataflow::Dataflow;
use crate::{
    Access, AdminJobList, AdminJobView, AnySource, Audit, Code, CreateJob, EraseSubject, Erasure, Health, Intake,
    Intervention, JobList, JobStatus, JobTimeline, JobView, Links, Method, MintedToken, NewToken, Operation, Problem,
    Purge, RELEASES, ROUTES, Revise, RotateToken, Route, Scope, ScriptView, SetIntake, SignLinks, StepName, Storage,
    TenantChange, TenantList, TenantView, Ticket, TokenList, TokenView, VersionList, WatchMessage, WireVersion, header,
    limits,
};

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
        "responses": responses(route.operation, method, schemas),
        "security": match route.access {
            Access::Open => json!([]),
            Access::Scope(Scope::Admin) => json!([{ "admin": [] }]),
            Access::Scope(scope) => json!([{ "token": [scope] }]),
            Access::Ticket => json!([{ "token": [Scope::Read] }, { "ticket": [] }]),
            Access::Link => json!([{ "token": [Scope::Read] }, { "link": [] }]),
        },
    });
    let body = match route.operation {
        Operation::CreateJob => Some(schemas.subschema_for::<CreateJob<AnySource>>()),
        Operation::ReviseJob => Some(schemas.subschema_for::<Revise>()),
        Operation::SkipStep | Operation::RetryStep => Some(schemas.subschema_for::<StepName>()),
        Operation::PurgeJob => Some(schemas.subschema_for::<Purge>()),
        Operation::CreateTenant | Operation::ChangeTenant => Some(schemas.subschema_for::<TenantChange>()),
        Operation::CreateToken => Some(schemas.subschema_for::<NewToken>()),
        Operation::EraseSubject => Some(schemas.subschema_for::<EraseSubject>()),
        Operation::AdminResume | Operation::AdminRetry | Operation::AdminSkip | Operation::AdminCancel => {
            Some(schemas.subschema_for::<Intervention>())
        }
        Operation::SetIntake => Some(schemas.subschema_for::<SetIntake>()),
        Operation::CreateLinks => Some(schemas.subschema_for::<SignLinks>()),
        Operation::RotateToken => Some(schemas.subschema_for::<RotateToken>()),
        Operation::Liveness
        | Operation::Versions
        | Operation::OpenApi
        | Operation::Changes
        | Operation::ListJobs
        | Operation::ReadJob
        | Operation::WatchJob
        | Operation::CancelJob
        | Operation::ResumeJob
        | Operation::ReadScript
        | Operation::TrashJob
        | Operation::RestoreJob
        | Operation::Episode
        | Operation::Chapters
        | Operation::TranscriptVtt
        | Operation::TranscriptSrt
        | Operation::TranscriptJson
        | Operation::Health
        | Operation::Metrics
        | Operation::MoveJob
        | Operation::Storage
        | Operation::Dataflow
        | Operation::ListTenants
        | Operation::ListTokens
        | Operation::RevokeToken
        | Operation::CreateTicket
        | Operation::AdminListJobs
        | Operation::AdminReadJob
        | Operation::AdminTimeline
        | Operation::ReadIntake
        | Operation::ReadAudit => None,
    };
    if let Some(schema) = body {
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    }
    operation
}

fn parameters(route: &Route, schemas: &mut SchemaGenerator) -> Value {
    let parameter = |name: &str, place: &str, required: bool, schema: Value| json!({ "name": name, "in": place, "required": required, "schema": schema });
    let text = json!({ "type": "string" });
    let mut parameters =
        vec![parameter(header::VERSION, "header", false, json!({ "enum": RELEASES.map(|release| release.version) }))];
    if route.path.contains("{id}") {
        let job = json!({ "type": "string", "format": "uuid" });
        let schema = if route.path.contains("/jobs/") { job } else { text.clone() };
        parameters.push(parameter("id", "path", true, schema));
    }
    match route.operation {
        Operation::CreateJob => {
            let schema = json!({ "type": "string", "minLength": 1, "maxLength": limits::IDEMPOTENCY_KEY_CHARS_MAX });
            parameters.push(parameter(header::IDEMPOTENCY_KEY, "header", true, schema));
            parameters.push(parameter(header::SUBJECT, "header", false, text));
        }
        Operation::ListJobs | Operation::AdminListJobs => {
            let schema = json!({ "type": "integer", "minimum": 1, "maximum": limits::PAGE_JOBS_MAX });
            parameters.push(parameter("limit", "query", false, schema));
            parameters.push(parameter("cursor", "query", false, text.clone()));
            if route.operation == Operation::AdminListJobs {
                let number = |max: u64| json!({ "type": "integer", "minimum": 0, "maximum": max });
                let status = schemas.subschema_for::<JobStatus>().to_value();
                let code = schemas.subschema_for::<Code>().to_value();
                parameters.push(parameter("status", "query", false, status));
                parameters.push(parameter("tenant", "query", false, text));
                parameters.push(parameter("parked_for", "query", false, code));
                for (name, max) in [
                    ("engine", u32::MAX.into()),
                    ("older_than_ms", limits::BOUND_MAX),
                    ("still_for_ms", limits::BOUND_MAX),
                ] {
                    parameters.push(parameter(name, "query", false, number(max)));
                }
            }
        }
        Operation::ReadAudit => parameters.push(parameter("cursor", "query", false, text)),
        Operation::ListTokens => parameters.push(parameter("tenant", "query", false, text)),
        Operation::WatchJob | Operation::AdminTimeline => {
            parameters.push(parameter("after", "query", false, json!({ "type": "integer", "minimum": 0 })));
        }
        Operation::Episode
        | Operation::Chapters
        | Operation::TranscriptVtt
        | Operation::TranscriptSrt
        | Operation::TranscriptJson => {
            for name in ["Range", "If-Range", "If-None-Match"] {
                parameters.push(parameter(name, "header", false, text.clone()));
            }
        }
        Operation::Liveness
        | Operation::Versions
        | Operation::OpenApi
        | Operation::Changes
        | Operation::ReadJob
        | Operation::CancelJob
        | Operation::ResumeJob
        | Operation::ReadScript
        | Operation::ReviseJob
        | Operation::SkipStep
        | Operation::RetryStep
        | Operation::TrashJob
        | Operation::RestoreJob
        | Operation::PurgeJob
        | Operation::MoveJob
        | Operation::Health
        | Operation::Metrics
        | Operation::Storage
        | Operation::Dataflow
        | Operation::ListTenants
        | Operation::CreateTenant
        | Operation::ChangeTenant
        | Operation::CreateToken
        | Operation::RotateToken
        | Operation::RevokeToken
        | Operation::EraseSubject
        | Operation::AdminReadJob
        | Operation::AdminResume
        | Operation::AdminRetry
        | Operation::AdminSkip
        | Operation::AdminCancel
        | Operation::ReadIntake
        | Operation::SetIntake
        | Operation::CreateTicket
        | Operation::CreateLinks => {}
    }
    Value::Array(parameters)
}

fn responses(operation: Operation, method: Method, schemas: &mut SchemaGenerator) -> Value {
    let answer = |description: &str, content_type: &str, schema: Value| {
        let mut answer = json!({ "description": description });
        if method != Method::Head {
            answer["content"] = json!({ content_type: { "schema": schema } });
        }
        answer
    };
    let json = "application/json";
    let object = json!({ "type": "object" });
    let file = |content_type: &str| {
        json!({
            "200": answer("The whole file", content_type, json!({})),
            // A part of JSON is no JSON.
            "206": { "description": "The part asked for" },
            "304": { "description": "Not changed" },
        })
    };
    let view = |schemas: &mut SchemaGenerator| schemas.subschema_for::<JobView>().to_value();
    let mut responses = match operation {
        Operation::Liveness => json!({ "200": answer("It answers", json, object) }),
        Operation::Versions => {
            json!({ "200": answer("The versions", json, schemas.subschema_for::<VersionList>().to_value()) })
        }
        Operation::Changes => json!({ "200": answer("The notes", "text/markdown", json!({})) }),
        Operation::OpenApi => json!({ "200": answer("This document", json, object) }),
        Operation::CreateJob => json!({
            "201": answer("A new job", json, view(schemas)),
            "200": answer("The job this key already named", json, view(schemas)),
        }),
        Operation::ListJobs => {
            json!({ "200": answer("A page of jobs", json, schemas.subschema_for::<JobList>().to_value()) })
        }
        Operation::AdminListJobs => {
            json!({ "200": answer("A page of jobs", json, schemas.subschema_for::<AdminJobList>().to_value()) })
        }
        Operation::AdminReadJob => {
            json!({ "200": answer("How it stands", json, schemas.subschema_for::<AdminJobView>().to_value()) })
        }
        Operation::AdminTimeline => {
            json!({ "200": answer("A page of it", json, schemas.subschema_for::<JobTimeline>().to_value()) })
        }
        Operation::ReadScript => {
            json!({ "200": answer("The script", json, schemas.subschema_for::<ScriptView>().to_value()) })
        }
        Operation::ReadJob
        | Operation::CancelJob
        | Operation::ResumeJob
        | Operation::ReviseJob
        | Operation::SkipStep
        | Operation::RetryStep
        | Operation::TrashJob
        | Operation::RestoreJob
        | Operation::PurgeJob
        | Operation::MoveJob
        | Operation::AdminResume
        | Operation::AdminRetry
        | Operation::AdminSkip
        | Operation::AdminCancel => {
            json!({ "200": answer("The job", json, view(schemas)) })
        }
        Operation::WatchJob => json!({
            "101": { "description": "A websocket of WatchMessage texts; the text `ping` is answered by `pong`" },
        }),
        Operation::Episode => file("audio/mpeg"),
        Operation::Chapters => file("application/json+chapters"),
        Operation::TranscriptVtt => file("text/vtt"),
        Operation::TranscriptSrt => file("application/x-subrip"),
        Operation::TranscriptJson => file(json),
        Operation::Storage => {
            json!({ "200": answer("The balance", json, schemas.subschema_for::<Storage>().to_value()) })
        }
        Operation::Dataflow => {
            json!({ "200": answer("The account", json, schemas.subschema_for::<Dataflow>().to_value()) })
        }
        Operation::ListTenants => {
            json!({ "200": answer("The tenants", json, schemas.subschema_for::<TenantList>().to_value()) })
        }
        Operation::CreateTenant => {
            json!({ "201": answer("A new tenant", json, schemas.subschema_for::<TenantView>().to_value()) })
        }
        Operation::ChangeTenant => {
            json!({ "200": answer("The tenant", json, schemas.subschema_for::<TenantView>().to_value()) })
        }
        Operation::ListTokens => {
            json!({ "200": answer("The tokens", json, schemas.subschema_for::<TokenList>().to_value()) })
        }
        Operation::CreateToken | Operation::RotateToken => {
            json!({ "201": answer("A new token", json, schemas.subschema_for::<MintedToken>().to_value()) })
        }
        Operation::ReadIntake | Operation::SetIntake => {
            json!({ "200": answer("How it stands", json, schemas.subschema_for::<Intake>().to_value()) })
        }
        Operation::ReadAudit => {
            json!({ "200": answer("A page of acts", json, schemas.subschema_for::<Audit>().to_value()) })
        }
        Operation::EraseSubject => {
            json!({ "200": answer("The receipt", json, schemas.subschema_for::<Erasure>().to_value()) })
        }
        Operation::CreateTicket => {
            json!({ "200": answer("A ticket", json, schemas.subschema_for::<Ticket>().to_value()) })
        }
        Operation::CreateLinks => {
            json!({ "200": answer("Signed addresses", json, schemas.subschema_for::<Links>().to_value()) })
        }
        Operation::RevokeToken => {
            json!({ "200": answer("The token", json, schemas.subschema_for::<TokenView>().to_value()) })
        }
        Operation::Health => {
            let health = schemas.subschema_for::<Health>().to_value();
            let answers = |description: &str| {
                let mut answer = answer(description, Health::CONTENT_TYPE, health.clone());
                if method != Method::Head {
                    answer["content"]["text/html"] = json!({});
                }
                answer
            };
            json!({ "200": answers("It is ok, or degraded"), "503": answers("It is down") })
        }
        Operation::Metrics => json!({ "200": answer("The figures", "application/openmetrics-text", json!({})) }),
    };
    let problem = schemas.subschema_for::<Problem>().to_value();
    responses["default"] = answer("What is wrong", Problem::CONTENT_TYPE, problem);
    responses
}
