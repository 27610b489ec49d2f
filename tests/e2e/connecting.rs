//! Connected browsers: an extension gets a token of its own, which its user has confirmed, and which ends when they say so.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use protocol::limits;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tests::{Answer, Client, minted};
use uuid::Uuid;

use crate::browser::{Browser, between, newcomer, post};
use crate::signed::ensure_problem;
use crate::trial::shared;
use crate::work;
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(an_extension_gets_a_token_that_its_user_has_confirmed),
        shared(nothing_is_given_out_before_it_is_confirmed),
        shared(a_lost_answer_is_given_again),
        shared(a_confirmation_without_the_proof_of_a_page_does_nothing),
        shared(the_first_confirmation_of_a_challenge_stands),
        shared(whoever_is_not_signed_in_comes_back_to_the_same_page),
        shared(a_name_is_shown_as_text_and_a_bad_one_is_told),
        shared(connections_are_listed_and_revoked_by_their_owner_alone),
        shared(the_library_lists_connected_browsers_and_revokes_them),
        shared(a_connected_token_is_the_same_person),
        shared(a_connection_ends_with_the_token_it_came_through),
        shared(a_connection_through_the_development_token_stays_on_this_machine),
        shared(a_connection_has_no_right_that_its_user_has_not),
        shared(a_person_has_a_bounded_number_of_connections),
        shared(the_connections_of_an_erased_subject_end),
    ]
}

/// The extension of a browser: its secret, and the digest of it that goes into an address.
struct Extension {
    verifier: String,
    challenge: String,
}

impl Extension {
    fn new() -> Self {
        let verifier = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let challenge = Sha256::digest(&verifier).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { verifier, challenge }
    }

    /// The address that it opens in a tab.
    fn page(&self) -> String {
        format!("/connect?challenge={}&name=Chromium%20on%20Linux", self.challenge)
    }

    fn confirm(&self, browser: &Browser, name: &str) -> Result<Answer> {
        self.confirm_with(browser, name, &browser.csrf()?)
    }

    fn confirm_with(&self, browser: &Browser, name: &str, csrf: &str) -> Result<Answer> {
        browser.post("/connect", &[("csrf", csrf), ("challenge", &self.challenge), ("name", name)])
    }

    fn redeem(&self, client: &Client) -> Result<Answer> {
        redeem(client, &self.verifier)
    }
}

fn redeem(client: &Client, verifier: &str) -> Result<Answer> {
    client.ask("POST", "/v1/connections").without("Authorization").json(&json!({ "verifier": verifier })).send()
}

/// A new connection: what is told of it, and a client that has its token.
fn connect(browser: &Browser, name: &str) -> Result<(Value, Client)> {
    let extension = Extension::new();
    let confirmed = extension.confirm(browser, name)?;
    ensure!(confirmed.status == 303, "{} {}", confirmed.status, confirmed.text());
    let told = created(&extension.redeem(&browser.client)?)?;
    let token = text(&told, "/token")?;
    Ok((told, browser.client.with_token(&token)))
}

fn created(answer: &Answer) -> Result<Value> {
    ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
    answer.json()
}

fn text(value: &Value, pointer: &str) -> Result<String> {
    Ok(value.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no {pointer} in {value}"))?.to_owned())
}

fn listed(client: &Client) -> Result<Vec<Value>> {
    let list = client.get("/v1/connections")?;
    ensure!(list.status == 200, "{} {}", list.status, list.text());
    ensure!(!list.text().contains("cue_"), "a list tells a secret: {}", list.text());
    Ok(list.json()?.get("connections").and_then(Value::as_array).context("connections")?.clone())
}

fn names(connections: &[Value]) -> Vec<&str> {
    connections.iter().filter_map(|one| one.get("name").and_then(Value::as_str)).collect()
}

fn revoke(client: &Client, id: &str) -> Result<Answer> {
    client.ask("POST", &format!("/v1/connections/{id}/revoke")).send()
}

/// The id of a token, which is a part of its text.
fn token_id(client: &Client) -> Result<String> {
    Ok(client.token.split('_').nth(1).context("the token's id")?.to_owned())
}

fn own_feed(client: &Client) -> Result<String> {
    text(&client.ask("POST", "/v1/feeds").json(&json!({})).send()?.json()?, "/id")
}

fn ensure_ended(client: &Client) -> Result<()> {
    ensure_problem(&client.get("/v1/jobs")?, 401, "unauthorized")
}

fn ensure_opens(client: &Client) -> Result<()> {
    let answer = client.get("/v1/jobs")?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    Ok(())
}

fn an_extension_gets_a_token_that_its_user_has_confirmed(world: &World) -> Result<()> {
    let (client, extension) = (newcomer(world)?, Extension::new());
    let browser = Browser::sign_in(&client, &client.token)?;
    let page = browser.page(&extension.page())?;
    let digits = extension.challenge.to_ascii_uppercase();
    let (first, rest) = digits.split_at(3);
    ensure!(page.contains(&format!("{first}-{}", rest.get(..3).context("digits")?)), "no check code: {page}");
    ensure!(page.contains("name=\"name\" required maxlength=\"60\"") && page.contains("value=\"Chromium on Linux\""));
    let csrf = between(&page, "name=\"csrf\" value=\"", "\"")?;
    let confirmed = extension.confirm_with(&browser, " Chromium  on\tLinux ", &csrf)?;
    ensure!(confirmed.status == 303 && confirmed.header("Location") == "/connect/done", "{}", confirmed.text());
    ensure!(browser.page("/connect/done")?.contains("close this tab"));
    let redeemed = extension.redeem(&client)?;
    let told = created(&redeemed)?;
    ensure!(told.get("name") == Some(&json!("Chromium on Linux")), "{told}");
    ensure!(told.get("created_at").is_some() && told.get("expires_at").is_none(), "{told}");
    ensure!(redeemed.header("Cache-Control") == "no-store", "{:?}", redeemed.headers);
    let connected = client.with_token(&text(&told, "/token")?);
    ensure!(connected.token.contains(&text(&told, "/id")?) && connected.token != client.token);
    // It may read and submit, and no more.
    let id = work::create(&connected, &work::note("a connected browser"))?;
    work::stop(&connected, &id)?;
    ensure!(client.get(&format!("/v1/jobs/{id}"))?.status == 200, "another tenant");
    ensure_problem(&connected.get("/admin/health")?, 403, "scope_missing")
}

fn nothing_is_given_out_before_it_is_confirmed(world: &World) -> Result<()> {
    let (client, extension) = (newcomer(world)?, Extension::new());
    let browser = Browser::sign_in(&client, &client.token)?;
    browser.page(&extension.page())?;
    let refused = extension.redeem(&client)?;
    ensure_problem(&refused, 404, "connection_not_found")?;
    ensure!(refused.text().contains("confirm it"), "nobody is told what to do: {}", refused.text());
    ensure!(extension.confirm(&browser, "Mine")?.status == 303);
    for nonsense in
        ["", "0", &extension.challenge, &extension.verifier.to_uppercase(), &"g".repeat(64), &"0".repeat(10_000)]
    {
        let refused = redeem(&client, nonsense)?;
        ensure_problem(&refused, 404, "connection_not_found")?;
        ensure!(nonsense.len() < 10 || !refused.text().contains(nonsense), "it is repeated: {}", refused.text());
    }
    for body in [json!({}), json!({ "verifier": 7 }), json!({ "verifier": extension.verifier, "name": "x" })] {
        let ask = client.ask("POST", "/v1/connections").without("Authorization").json(&body);
        ensure_problem(&ask.send()?, 422, "invalid_field")?;
    }
    created(&extension.redeem(&client)?).map(|_| ())
}

fn a_lost_answer_is_given_again(world: &World) -> Result<()> {
    let (client, extension) = (newcomer(world)?, Extension::new());
    let browser = Browser::sign_in(&client, &client.token)?;
    extension.confirm(&browser, "Mine")?;
    let first = created(&extension.redeem(&client)?)?;
    ensure!(extension.confirm(&browser, "Confirmed twice")?.status == 303);
    ensure!(created(&extension.redeem(&client)?)? == first, "another token, or another name");
    ensure!(listed(&client)?.len() == 1);
    ensure!(revoke(&client, &text(&first, "/id")?)?.status == 200);
    ensure_problem(&extension.redeem(&client)?, 404, "connection_not_found")
}

fn a_confirmation_without_the_proof_of_a_page_does_nothing(world: &World) -> Result<()> {
    let (client, extension) = (newcomer(world)?, Extension::new());
    let browser = Browser::sign_in(&client, &client.token)?;
    let other = newcomer(world)?;
    let others = Browser::sign_in(&other, &other.token)?.csrf()?;
    for csrf in ["", "x", &others] {
        let answer = extension.confirm_with(&browser, "Mine", csrf)?;
        ensure!(answer.status == 403 && answer.text().contains("page of this service"), "{}", answer.text());
    }
    let nobody = post(&client.with_token(""), "", "/connect", &[("challenge", &extension.challenge), ("name", "x")])?;
    ensure!(nobody.status == 401 && nobody.header("Content-Type").starts_with("text/html"), "{}", nobody.status);
    ensure_problem(&extension.redeem(&client)?, 404, "connection_not_found")?;
    for challenge in ["", "0f", &extension.challenge.to_uppercase(), "<script>"] {
        let in_query = challenge.replace('<', "%3C").replace('>', "%3E");
        let page = browser.get(&format!("/connect?challenge={in_query}"))?;
        ensure!(page.status == 422 && !page.text().contains("<script>"), "{challenge}: {}", page.status);
        let fields = [("csrf", &*browser.csrf()?), ("challenge", challenge), ("name", "Mine")];
        ensure!(browser.post("/connect", &fields)?.status == 422, "{challenge}");
    }
    Ok(())
}

fn the_first_confirmation_of_a_challenge_stands(world: &World) -> Result<()> {
    let ([client, other], extension) = ([newcomer(world)?, newcomer(world)?], Extension::new());
    let browser = Browser::sign_in(&client, &client.token)?;
    ensure!(extension.confirm(&browser, "Mine")?.status == 303);
    let late = extension.confirm(&Browser::sign_in(&other, &other.token)?, "Theirs")?;
    ensure!(
        late.status == 422 && late.header("Content-Type").starts_with("text/html"),
        "{} {}",
        late.status,
        late.text()
    );
    created(&extension.redeem(&client)?)?;
    ensure!(names(&listed(&client)?) == ["Mine"] && listed(&other)?.is_empty());
    Ok(())
}

fn whoever_is_not_signed_in_comes_back_to_the_same_page(world: &World) -> Result<()> {
    let (client, extension) = (newcomer(world)?, Extension::new());
    let path = format!("/connect?challenge={}&name=A%26B%20%2B%20%C3%BC%3Cb%3E", extension.challenge);
    let asked = client.ask("GET", &path).without("Authorization").send()?;
    let location = asked.header("Location").to_owned();
    ensure!(asked.status == 303 && location.starts_with("/session?next=/connect%3Fchallenge%3D"), "{location}");
    let form = client.ask("GET", &location).without("Authorization").send()?;
    let next = between(&String::from_utf8(form.body)?, "name=\"next\" value=\"", "\"")?.replace("&amp;", "&");
    ensure!(next == path, "{next} is not {path}");
    let signed_in = post(&client.with_token(""), "", "/session", &[("token", &client.token), ("next", &next)])?;
    ensure!(signed_in.status == 303 && signed_in.header("Location") == path, "{}", signed_in.header("Location"));
    let cookie = signed_in.header("Set-Cookie").split(';').next().unwrap_or_default().to_owned();
    let browser = Browser { client: client.with_token(""), cookie };
    let page = browser.page(signed_in.header("Location"))?;
    ensure!(page.contains("value=\"A&amp;B + \u{fc}&lt;b&gt;\"") && page.contains(&extension.challenge), "{page}");
    for elsewhere in ["//evil.example", "/\\evil.example", "https://evil.example", "/\r\nX: y", "/\u{e9}"] {
        let fields = [("token", client.token.as_str()), ("next", elsewhere)];
        let answer = post(&client.with_token(""), "", "/session", &fields)?;
        ensure!(answer.status == 303 && answer.header("Location") == "/", "{elsewhere}: {}", answer.header("Location"));
    }
    Ok(())
}

fn a_name_is_shown_as_text_and_a_bad_one_is_told(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    let name = "<script>alert('&')</script>";
    let (told, _) = connect(&browser, name)?;
    ensure!(told.get("name") == Some(&json!(name)), "{told}");
    let library = browser.page("/")?;
    ensure!(
        library.contains("&lt;script&gt;alert(&#39;&amp;&#39;)") && !library.contains("<script>alert"),
        "{library}"
    );
    let extension = Extension::new();
    for bad in ["", "  ", "a\u{0}b", &"n".repeat(61)] {
        let answer = extension.confirm(&browser, bad)?;
        let page = String::from_utf8(answer.body.clone())?;
        ensure!(answer.status == 422 && page.contains("role=\"alert\""), "{bad:?}: {}", answer.status);
        ensure!(page.contains(&extension.challenge), "the form is not there again");
    }
    ensure!(extension.confirm(&browser, &"\u{fc}".repeat(60))?.status == 303);
    Ok(())
}

fn connections_are_listed_and_revoked_by_their_owner_alone(world: &World) -> Result<()> {
    let [client, other] = [newcomer(world)?, newcomer(world)?];
    let browser = Browser::sign_in(&client, &client.token)?;
    ensure!(listed(&client)?.is_empty());
    let (first, one) = connect(&browser, "One")?;
    let (_, two) = connect(&browser, "Two")?;
    let id = text(&first, "/id")?;
    for (who, is_this) in [(&client, [false, false]), (&one, [false, true]), (&two, [true, false])] {
        let list = listed(who)?;
        ensure!(names(&list) == ["Two", "One"], "{list:?}");
        let marks: Vec<_> = list.iter().map(|one| one.get("is_this").cloned()).collect();
        ensure!(marks == is_this.map(|is_this| Some(json!(is_this))), "{list:?}");
    }
    // Somebody else's, one that is none, and the token that both came through.
    let tenant = world.client.new_tenant()?;
    let [neighbour, same] = [world.client.tenant(&tenant)?, world.client.tenant(&tenant)?];
    let (theirs, _) = connect(&Browser::sign_in(&same, &same.token)?, "Theirs")?;
    for (who, id) in [
        (&other, id.clone()),
        (&neighbour, text(&theirs, "/id")?),
        (&client, "0000000000000000".to_owned()),
        (&client, token_id(&client)?),
    ] {
        ensure_problem(&revoke(who, &id)?, 404, "connection_not_found")?;
    }
    ensure!(listed(&neighbour)?.is_empty(), "one tenant's tokens are several people");
    ensure_opens(&one)?;
    let revoked = revoke(&two, &id)?.json()?;
    ensure!(revoked.get("revoked_at").is_some() && revoked.get("name") == Some(&json!("One")), "{revoked}");
    ensure_ended(&one)?;
    ensure!(revoke(&client, &id)?.json()? == revoked, "told again, it is another time");
    ensure!(names(&listed(&client)?) == ["Two"]);
    ensure!(revoke(&two, &token_id(&two)?)?.status == 200, "it cannot end itself");
    ensure_ended(&two)?;
    ensure!(listed(&client)?.is_empty());
    ensure_problem(&client.ask("GET", "/v1/connections").without("Authorization").send()?, 401, "unauthorized")
}

fn the_library_lists_connected_browsers_and_revokes_them(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    ensure!(!browser.page("/")?.contains("Connected browsers"), "a section of none");
    let (told, connected) = connect(&browser, "Chromium on Linux")?;
    let (id, page) = (text(&told, "/id")?, browser.page("/")?);
    let action = format!("/connections/{id}/revoke");
    ensure!(page.contains("Connected browsers") && page.contains("Chromium on Linux") && page.contains(&action));
    ensure!(Browser::sign_in(&client, &connected.token)?.page("/")?.contains("signed in with it"));
    ensure!(browser.post(&action, &[("csrf", "x")])?.status == 403);
    ensure_opens(&connected)?;
    let other = newcomer(world)?;
    let stranger = Browser::sign_in(&other, &other.token)?;
    ensure!(stranger.post(&action, &[("csrf", &stranger.csrf()?)])?.status == 404);
    let done = browser.post(&action, &[("csrf", &browser.csrf()?)])?;
    ensure!(done.status == 303 && done.header("Location") == "/", "{} {}", done.status, done.text());
    ensure_ended(&connected)?;
    ensure!(!browser.page("/")?.contains(&action));
    Ok(())
}

fn a_connected_token_is_the_same_person(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    let (_, one) = connect(&browser, "One")?;
    let feed = own_feed(&client)?;
    ensure!(own_feed(&one)? == feed, "a connected browser has another feed");
    // Connected by a browser that is signed in with a connected token.
    let (_, two) = connect(&Browser::sign_in(&client, &one.token)?, "Two")?;
    ensure!(own_feed(&two)? == feed && listed(&client)?.len() == 2);
    // Connected through another token of the same person, and rotated itself.
    let next = rotate(world, &token_id(&client)?)?;
    let (_, three) = connect(&Browser::sign_in(&next, &next.token)?, "Three")?;
    ensure!(own_feed(&three)? == feed && names(&listed(&client)?) == ["Three", "Two", "One"]);
    ensure!(own_feed(&rotate(world, &token_id(&three)?)?)? == feed);
    let id = work::create(&one, &work::note("handed in by an extension"))?;
    work::follow(&one, &id)?;
    let path = text(&client.get(&format!("/v1/feeds/{feed}"))?.json()?, "/addresses/0/href")?;
    let document = client.ask("GET", &path).without("Authorization").send()?;
    ensure!(String::from_utf8(document.body)?.contains(&id), "the feed has no episode of it");
    Ok(())
}

/// A successor, by the operator.
fn rotate(world: &World, id: &str) -> Result<Client> {
    let (_, secret) = minted(&world.client.administer(&format!("/admin/tokens/{id}/rotate"), &json!({}))?)?;
    Ok(world.client.with_token(&secret))
}

fn a_connection_ends_with_the_token_it_came_through(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let end = |id: &str| world.client.administer(&format!("/admin/tokens/{id}/revoke"), &json!({}));
    let (_, one) = connect(&Browser::sign_in(&client, &client.token)?, "One")?;
    let (_, two) = connect(&Browser::sign_in(&client, &one.token)?, "Through one")?;
    let next = rotate(world, &token_id(&client)?)?;
    let browser = Browser::sign_in(&next, &next.token)?;
    let (_, three) = connect(&browser, "Three")?;
    let rotated = rotate(world, &token_id(&three)?)?;
    for client in [&one, &two, &three, &rotated] {
        ensure_opens(client)?;
    }
    // What was connected through the one that ends, and through that; not what was connected through its successor.
    end(&token_id(&one)?)?;
    ensure_ended(&one)?;
    ensure_ended(&two)?;
    let (_, four) = connect(&Browser::sign_in(&client, &client.token)?, "Four")?;
    end(&token_id(&client)?)?;
    ensure_ended(&four)?;
    ensure!(names(&listed(&next)?) == ["Three", "Three"], "{:?}", listed(&next)?);
    ensure_opens(&three)?;
    // Confirmed, and not yet fetched.
    let extension = Extension::new();
    extension.confirm(&browser, "Five")?;
    end(&token_id(&next)?)?;
    ensure_ended(&three)?;
    ensure_ended(&rotated)?;
    ensure_problem(&extension.redeem(&client)?, 404, "connection_not_found")?;
    // A successor that ends takes along what was connected before.
    let client = newcomer(world)?;
    let (_, before) = connect(&Browser::sign_in(&client, &client.token)?, "Before")?;
    let next = rotate(world, &token_id(&client)?)?;
    ensure_opens(&before)?;
    end(&token_id(&next)?)?;
    ensure_ended(&before)
}

fn a_connection_through_the_development_token_stays_on_this_machine(world: &World) -> Result<()> {
    let browser = Browser::sign_in(&world.client, &world.client.token)?;
    let (told, connected) = connect(&browser, "Here")?;
    ensure_opens(&connected)?;
    ensure!(own_feed(&connected)? == own_feed(&world.client)?);
    let elsewhere = connected.ask("GET", "/v1/jobs").header("Host", "cue.example").send()?;
    ensure_problem(&elsewhere, 401, "unauthorized")?;
    ensure!(revoke(&world.client, &text(&told, "/id")?)?.status == 200);
    ensure_ended(&connected)
}

fn a_connection_has_no_right_that_its_user_has_not(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let token = |scopes: &[&str], expires_at: &str| {
        let body = json!({ "tenant": tenant, "name": "x", "scopes": scopes, "expires_at": expires_at });
        Ok::<_, anyhow::Error>(world.client.with_token(&world.client.new_token(&body)?.1))
    };
    let until = "2099-01-01T00:00:00Z";
    let reader = token(&["read"], until)?;
    let (browser, extension) = (Browser::sign_in(&reader, &reader.token)?, Extension::new());
    ensure!(browser.get(&extension.page())?.status == 403 && extension.confirm(&browser, "Mine")?.status == 403);
    let expiring = token(&["runner", "read", "submit"], until)?;
    let (told, connected) = connect(&Browser::sign_in(&expiring, &expiring.token)?, "Mine")?;
    ensure!(text(&told, "/expires_at")?.starts_with("2099-01-01T00:00:00"), "{told}");
    let tokens = world.client.admin("GET", &format!("/admin/tokens?tenant={tenant}")).send()?.json()?;
    let tokens = tokens.get("tokens").and_then(Value::as_array).context("tokens")?;
    let id = token_id(&connected)?;
    let one = tokens.iter().find(|token| token.get("id") == Some(&json!(id))).context("the connected token")?;
    ensure!(one.get("scopes") == Some(&json!(["submit", "read"])), "{one}");
    ensure!(one.get("connected_by") == Some(&json!(token_id(&expiring)?)), "{one}");
    Ok(())
}

fn a_person_has_a_bounded_number_of_connections(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    let csrf = browser.csrf()?;
    let confirmed = || {
        let extension = Extension::new();
        let answer = extension.confirm_with(&browser, "One of many", &csrf)?;
        ensure!(answer.status == 303, "{} {}", answer.status, answer.text());
        Ok::<_, anyhow::Error>(extension)
    };
    for _ in 1..limits::CONNECTIONS_MAX {
        created(&confirmed()?.redeem(&client)?)?;
    }
    let [last, late] = [confirmed()?, confirmed()?];
    let told = created(&last.redeem(&client)?)?;
    ensure_problem(&late.redeem(&client)?, 409, "too_many_connections")?;
    ensure!(created(&last.redeem(&client)?)? == told, "the last one is not given again");
    let refused = Extension::new().confirm_with(&browser, "Too many", &csrf)?;
    ensure!(
        refused.status == 409 && refused.header("Content-Type").starts_with("text/html"),
        "{} {}",
        refused.status,
        refused.text()
    );
    ensure!(listed(&client)?.len() == limits::CONNECTIONS_MAX as usize);
    ensure!(revoke(&client, &text(&told, "/id")?)?.status == 200);
    created(&late.redeem(&client)?).map(|_| ())
}

fn the_connections_of_an_erased_subject_end(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let client = world.client.tenant(&tenant)?;
    let browser = Browser::sign_in(&client, &client.token)?;
    let (_, connected) = connect(&browser, "Wilhelmina's own")?;
    let extension = Extension::new();
    extension.confirm(&browser, "Wilhelmina's other")?;
    let job = work::create(&connected, &work::note("something to forget"))?;
    work::follow(&connected, &job)?;
    let erase = |body: Value| world.client.administer("/admin/subjects/erase", &body);
    // By the token of the extension: they are one person.
    let asked = json!({ "tenant": tenant, "token": token_id(&connected)? });
    let announced = erase(asked.clone())?;
    ensure!(announced.get("jobs") == erase(json!({ "tenant": tenant, "token": token_id(&client)? }))?.get("jobs"));
    ensure!(announced.pointer("/jobs/0/id") == Some(&json!(job)), "{announced}");
    ensure_opens(&connected)?;
    let mut confirmed = asked;
    let confirm = announced.get("confirm").context("a token")?.clone();
    confirmed.as_object_mut().context("an object")?.insert("confirm".to_owned(), confirm);
    erase(confirmed)?;
    ensure_ended(&connected)?;
    ensure_opens(&client)?;
    ensure!(listed(&client)?.is_empty());
    ensure_problem(&extension.redeem(&client)?, 404, "connection_not_found")?;
    let tokens = world.client.admin("GET", &format!("/admin/tokens?tenant={tenant}")).send()?.json()?.to_string();
    ensure!(!tokens.contains("Wilhelmina"), "a name is left: {tokens}");
    Ok(())
}
