//! Private podcast feeds: from a finished job to the item an app reads, and what becomes of both.

use anyhow::{Context, Result, ensure};
use libtest_mimic::Trial;
use rss::{Channel, Item};
use serde_json::{Value, json};
use tests::{Answer, Client, Service, Socket};

use crate::browser::newcomer;
use crate::signed::ensure_problem;
use crate::trial::{own, shared};
use crate::work::{self, ARTIFACTS};
use crate::world::{World, with_shared_voice};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(a_finished_episode_is_in_the_feed_as_soon_as_its_job_has_succeeded),
        shared(an_app_is_served_what_it_expects_of_a_feed),
        shared(an_app_is_served_what_it_expects_of_a_file),
        shared(a_trashed_episode_leaves_the_feed_with_the_answer),
        shared(a_revised_episode_keeps_its_guid_and_no_download_mixes_two),
        shared(an_address_is_rotated_and_revoked_alone),
        shared(a_revoked_feed_is_gone_with_all_its_files),
        shared(a_feed_opens_nothing_else_and_nothing_else_opens_it),
        shared(a_named_feed_gets_what_is_sent_to_it),
        shared(covers_are_in_the_colors_of_the_tenants_show),
        shared(a_bad_request_about_a_feed_is_told_why),
        shared(the_feed_of_an_erased_subject_is_gone),
        own(a_feed_goes_on_under_a_new_key),
    ]
}

fn post(client: &Client, path: &str, body: &Value) -> Result<Answer> {
    client.ask("POST", path).json(body).send()
}

fn done(answer: &Answer, status: u16) -> Result<Value> {
    ensure!(answer.status == status, "{} {}", answer.status, answer.text());
    answer.json()
}

/// The caller's own feed, made when it is asked for first.
fn own_feed(client: &Client) -> Result<Value> {
    let answer = post(client, "/v1/feeds", &json!({}))?;
    ensure!(matches!(answer.status, 200 | 201), "{} {}", answer.status, answer.text());
    answer.json()
}

fn text(value: &Value, pointer: &str) -> Result<String> {
    Ok(value.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no {pointer} in {value}"))?.to_owned())
}

/// A submission to a named feed.
fn sent_to(feed: &str, topic: &str) -> Value {
    let mut body = work::note(topic);
    body.as_object_mut().map(|fields| fields.insert("feed".to_owned(), json!(feed)));
    body
}

/// The path at which an app reads the feed.
fn address(feed: &Value) -> Result<String> {
    text(feed, "/addresses/0/href")
}

/// Somebody with an address and no token.
fn app(client: &Client) -> Client {
    client.with_token("")
}

fn channel(client: &Client, path: &str) -> Result<Channel> {
    let answer = app(client).ask("GET", path).without("Authorization").send()?;
    ensure!(answer.status == 200, "{} {}", answer.status, answer.text());
    Ok(Channel::read_from(answer.body.as_slice())?)
}

fn items(client: &Client, path: &str) -> Result<Vec<Item>> {
    Ok(channel(client, path)?.into_items())
}

/// The path of an item's audio.
fn enclosure(client: &Client, item: &Item) -> Result<String> {
    let url = item.enclosure().context("an enclosure")?.url();
    Ok(url.strip_prefix(&client.url).with_context(|| format!("{url} is not at {}", client.url))?.to_owned())
}

fn fetch(client: &Client, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let app = app(client);
    let ask = app.ask("GET", path).without("Authorization");
    headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value)).send()
}

fn a_finished_episode_is_in_the_feed_as_soon_as_its_job_has_succeeded(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let path = address(&own_feed(&client)?)?;
    ensure!(items(&client, &path)?.is_empty());
    for topic in ["feeds", "more feeds"] {
        let id = work::create(&client, &work::note(topic))?;
        Socket::watch(&client, &id, None)?.hear_out()?;
        let items = items(&client, &path)?;
        let item = items.first().context("an item")?;
        ensure!(item.guid().is_some_and(|guid| guid.value() == format!("urn:uuid:{id}")), "{items:?}");
        let audio = enclosure(&client, item)?;
        let file = fetch(&client, &audio, &[])?;
        ensure!(file.status == 200 && file.body == client.get(&format!("/v1/jobs/{id}/episode.mp3"))?.body);
        let description = item.description().context("a description")?;
        ensure!(description.contains("Made from") && description.contains(" (\u{b6} 1"), "{description}");
        let length = item.enclosure().map(|enclosure| enclosure.length().to_owned());
        ensure!(length == Some(file.body.len().to_string()), "{length:?}");
        let podcast = item.extensions().get("podcast").context("the podcast namespace")?;
        let urls = |name: &str| podcast.get(name).into_iter().flatten().filter_map(|one| one.attrs().get("url"));
        for url in urls("transcript").chain(urls("chapters")) {
            let path = url.strip_prefix(&client.url).context("an address of this service")?;
            let name = path.rsplit('/').next().unwrap_or_default();
            let own = client.get(&format!("/v1/jobs/{id}/{name}"))?;
            ensure!(fetch(&client, path, &[])?.body == own.body && own.status == 200, "{path}");
        }
        ensure!(urls("transcript").count() == 3 && urls("chapters").count() == 1);
    }
    ensure!(items(&client, &path)?.len() == 2);
    Ok(())
}

fn an_app_is_served_what_it_expects_of_a_feed(world: &World) -> Result<()> {
    let path = address(&own_feed(&world.client)?)?;
    let first = fetch(&world.client, &path, &[])?;
    let etag = first.header("ETag").to_owned();
    ensure!(etag.starts_with('"'), "a strong tag: {etag}");
    ensure!(
        first.header("Last-Modified").is_empty() && first.header("Content-Type").starts_with("application/rss+xml")
    );
    ensure!(first.header("Cache-Control") == "private, no-cache" && first.header("X-Robots-Tag") == "noindex");
    ensure!(first.header("Referrer-Policy") == "no-referrer");
    ensure!(first.header("Content-Length") == first.body.len().to_string());
    let again = fetch(&world.client, &path, &[("If-None-Match", &etag)])?;
    ensure!(again.status == 304 && again.body.is_empty() && again.header("ETag") == etag, "{}", again.status);
    let head = app(&world.client).ask("HEAD", &path).without("Authorization").send()?;
    ensure!(head.status == 200 && head.body.is_empty() && head.header("ETag") == etag);
    ensure!(head.header("Content-Length") == first.header("Content-Length"));
    let zipped = fetch(&world.client, &path, &[("Accept-Encoding", "gzip")])?;
    ensure!(zipped.header("Content-Encoding") == "gzip" && zipped.header("ETag") != etag, "{:?}", zipped.headers);
    ensure!(zipped.body.starts_with(&[0x1f, 0x8b]) && zipped.body.len() < first.body.len());
    let cover = fetch(&world.client, &path.replace("feed.xml", "cover.png"), &[])?;
    ensure!(cover.status == 200 && cover.header("Content-Type") == "image/png" && cover.body.starts_with(b"\x89PNG"));
    let head =
        app(&world.client).ask("HEAD", &path.replace("feed.xml", "cover.png")).without("Authorization").send()?;
    ensure!(head.status == 200 && head.header("Content-Length") == cover.body.len().to_string());
    Ok(())
}

fn an_app_is_served_what_it_expects_of_a_file(world: &World) -> Result<()> {
    let path = address(&own_feed(&world.client)?)?;
    let items = items(&world.client, &path)?;
    let item = items.iter().find(|item| item.guid().is_some_and(|guid| guid.value().ends_with(&world.article.id)));
    let audio = enclosure(&world.client, item.context("the shared article")?)?;
    let name = audio.rsplit('/').next().context("a name")?;
    ensure!(name.is_ascii() && name.ends_with(".mp3") && !audio.contains('?'), "{audio}");
    let whole = fetch(&world.client, &audio, &[])?;
    let etag = whole.header("ETag").to_owned();
    ensure!(whole.header("Last-Modified").is_empty() && whole.header("Accept-Ranges") == "bytes");
    ensure!(whole.header("Content-Type") == "audio/mpeg" && whole.header("Content-Encoding").is_empty());
    let head = app(&world.client).ask("HEAD", &audio).without("Authorization").send()?;
    ensure!(head.status == 200 && head.header("Content-Type") == "audio/mpeg" && head.header("ETag") == etag);
    ensure!(head.header("Content-Length") == whole.body.len().to_string());
    let part = fetch(&world.client, &audio, &[("Range", "bytes=1000-1999"), ("If-Range", &etag)])?;
    ensure!(part.status == 206 && whole.body.get(1000..2000) == Some(&part.body), "{}", part.status);
    ensure!(part.header("Content-Type") == "audio/mpeg");
    let other = fetch(&world.client, &audio, &[("Range", "bytes=1000-1999"), ("If-Range", "\"another\"")])?;
    ensure!(other.status == 200 && other.body == whole.body);
    let beyond = fetch(&world.client, &audio, &[("Range", "bytes=999999999-")])?;
    ensure!(beyond.status == 416 && beyond.header("Content-Range") == format!("bytes */{}", whole.body.len()));
    Ok(())
}

fn a_trashed_episode_leaves_the_feed_with_the_answer(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let path = address(&own_feed(&client)?)?;
    let id = work::id(&work::finish(&client, &work::note("leaving"))?)?;
    let audio = enclosure(&client, items(&client, &path)?.first().context("an item")?)?;
    let etag = fetch(&client, &path, &[])?.header("ETag").to_owned();
    done(&client.ask("DELETE", &format!("/v1/jobs/{id}")).send()?, 200)?;
    let changed = fetch(&client, &path, &[("If-None-Match", &etag)])?;
    ensure!(changed.status == 200 && Channel::read_from(changed.body.as_slice())?.items().is_empty());
    ensure_problem(&fetch(&client, &audio, &[])?, 404, "not_found")?;
    done(&post(&client, &format!("/v1/jobs/{id}/restore"), &json!({}))?, 200)?;
    ensure!(items(&client, &path)?.len() == 1 && fetch(&client, &audio, &[])?.status == 200);
    Ok(())
}

fn a_revised_episode_keeps_its_guid_and_no_download_mixes_two(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let path = address(&own_feed(&client)?)?;
    let id = work::id(&work::finish(&client, &work::note("second thoughts"))?)?;
    let before = items(&client, &path)?.into_iter().next().context("an item")?;
    let old = enclosure(&client, &before)?;
    let first = fetch(&client, &old, &[])?;
    let lines = json!({ "lines": [{ "turn": 1, "text": "Nothing of this was planned." }] });
    done(&post(&client, &format!("/v1/jobs/{id}/revise"), &lines)?, 200)?;
    work::follow(&client, &id)?;
    let after = items(&client, &path)?;
    let [after] = after.as_slice() else { anyhow::bail!("one item: {after:?}") };
    ensure!(after.guid() == before.guid() && after.pub_date() == before.pub_date());
    let new = enclosure(&client, after)?;
    let second = fetch(&client, &new, &[])?;
    ensure!(new != old && second.body != first.body && second.header("ETag") != first.header("ETag"));
    // The old address stays good, and never sends a part of the new file to somebody who has a part of the old one.
    ensure!(fetch(&client, &old, &[])?.body == second.body);
    let resumed = fetch(&client, &old, &[("Range", "bytes=1000-")])?;
    ensure!(resumed.status == 200 && resumed.body == second.body, "{}", resumed.status);
    let tag = second.header("ETag");
    ensure!(fetch(&client, &old, &[("Range", "bytes=1000-"), ("If-Range", tag)])?.status == 206);
    ensure!(fetch(&client, &new, &[("Range", "bytes=1000-")])?.status == 206);
    Ok(())
}

fn an_address_is_rotated_and_revoked_alone(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let feed = own_feed(&client)?;
    let (id, first) = (text(&feed, "/id")?, address(&feed)?);
    work::finish(&client, &work::note("addresses"))?;
    let guid = |path: &str| Ok(items(&client, path)?.first().and_then(Item::guid).map(|guid| guid.value().to_owned()));
    let added = done(&post(&client, &format!("/v1/feeds/{id}/addresses"), &json!({ "name": "phone" }))?, 201)?;
    let phone = text(&added, "/addresses/1/href")?;
    let before: Result<Option<String>> = guid(&phone);
    let before = before?;

    let rotate = json!({ "address": text(&added, "/addresses/1/id")? });
    let rotated = done(&post(&client, &format!("/v1/feeds/{id}/rotate"), &rotate)?, 201)?;
    let successor = text(&rotated, "/addresses/2/href")?;
    let moved = fetch(&client, &phone, &[])?;
    ensure!(
        moved.status == 301 && moved.header("Location") == format!("{}{successor}", client.url),
        "{:?}",
        moved.headers
    );
    ensure!(guid(&successor)? == before && before.is_some(), "rotation keeps the guids");
    ensure_problem(&post(&client, &format!("/v1/feeds/{id}/rotate"), &rotate)?, 410, "feed_gone")?;

    let now = json!({ "address": text(&rotated, "/addresses/2/id")?, "overlap_ms": 0 });
    let last = done(&post(&client, &format!("/v1/feeds/{id}/rotate"), &now)?, 201)?;
    ensure_problem(&fetch(&client, &successor, &[])?, 410, "feed_gone")?;
    let revoke = json!({ "address": text(&last, "/addresses/3/id")? });
    let revoked = done(&post(&client, &format!("/v1/feeds/{id}/revoke"), &revoke)?, 200)?;
    ensure!(revoked.pointer("/addresses/3/href").is_none() && revoked.get("revoked_at").is_none(), "{revoked}");
    ensure_problem(&fetch(&client, &text(&last, "/addresses/3/href")?, &[])?, 410, "feed_gone")?;
    ensure!(items(&client, &first)?.len() == 1, "the others are still good");
    let again = done(&post(&client, &format!("/v1/feeds/{id}/revoke"), &revoke)?, 200)?;
    ensure!(again == revoked, "safe to repeat");
    Ok(())
}

fn a_revoked_feed_is_gone_with_all_its_files(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let feed = own_feed(&client)?;
    let path = address(&feed)?;
    work::finish(&client, &work::note("the end"))?;
    let audio = enclosure(&client, items(&client, &path)?.first().context("an item")?)?;
    let revoke = format!("/v1/feeds/{}/revoke", text(&feed, "/id")?);
    let revoked = done(&post(&client, &revoke, &json!({}))?, 200)?;
    ensure!(revoked.get("revoked_at").is_some() && revoked.pointer("/addresses/0/href").is_none(), "{revoked}");
    let (folder, _) = audio.rsplit_once('/').context("a folder")?;
    let beside = ARTIFACTS.iter().skip(1).map(|(name, _)| format!("{folder}/{name}"));
    for gone in [path.clone(), audio.clone(), path.replace("feed.xml", "cover.png")].into_iter().chain(beside) {
        ensure_problem(&fetch(&client, &gone, &[])?, 410, "feed_gone").with_context(|| gone.clone())?;
    }
    ensure!(done(&post(&client, &revoke, &json!({}))?, 200)? == revoked, "safe to repeat");
    ensure_problem(&post(&client, &revoke.replace("revoke", "addresses"), &json!({ "name": "x" }))?, 410, "feed_gone")?;
    let another = own_feed(&client)?;
    ensure!(text(&another, "/id")? != text(&feed, "/id")?, "the subject can have another");
    ensure!(items(&client, &address(&another)?)?.len() == 1, "with all its episodes");
    Ok(())
}

fn a_feed_opens_nothing_else_and_nothing_else_opens_it(world: &World) -> Result<()> {
    let [one, other] = [newcomer(world)?, newcomer(world)?];
    let feeds = [own_feed(&one)?, own_feed(&other)?];
    work::finish(&one, &work::note("one side"))?;
    work::finish(&other, &work::note("the other side"))?;
    let [mine, theirs] = [address(&feeds[0])?, address(&feeds[1])?];
    let audio = enclosure(&other, items(&other, &theirs)?.first().context("an item")?)?;
    let secret = |path: &str| path.split('/').nth(2).unwrap_or_default().to_owned();
    // A file of another tenant, by a feed of one's own.
    ensure_problem(&fetch(&one, &audio.replace(&secret(&theirs), &secret(&mine)), &[])?, 404, "not_found")?;
    let id = text(&feeds[1], "/id")?;
    for (method, path) in [
        ("GET", format!("/v1/feeds/{id}")),
        ("POST", format!("/v1/feeds/{id}/revoke")),
        ("GET", format!("/v1/feeds/{}", "0".repeat(36))),
    ] {
        ensure_problem(&one.ask(method, &path).json(&json!({})).send()?, 404, "feed_not_found")?;
    }
    for secret in ["", "x", &"0".repeat(32), &"f".repeat(31), "%00", &one.token] {
        let answer = fetch(&one, &format!("/f/{secret}/feed.xml"), &[])?;
        ensure_problem(&answer, 404, "not_found").with_context(|| secret.to_owned())?;
    }
    // A feed's secret is no token.
    let thief = one.with_token(&secret(&mine));
    ensure_problem(&thief.get("/v1/jobs")?, 401, "unauthorized")?;
    // Another subject of the same tenant sees neither the feed nor its episodes.
    let named = |name: &str| -> Result<Value> {
        let ask = one.ask("POST", "/v1/feeds").header("Cuepoint-Subject-Key", name);
        done(&ask.json(&json!({})).send()?, 201)
    };
    let ada = named("Ada")?;
    ensure!(items(&one, &address(&ada)?)?.is_empty());
    ensure_problem(&one.get(&format!("/v1/feeds/{}", text(&ada, "/id")?))?, 404, "feed_not_found")?;
    Ok(())
}

fn a_named_feed_gets_what_is_sent_to_it(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let own = address(&own_feed(&client)?)?;
    let asked = json!({
        "name": "team", "title": "The team <reads>", "description": "All & sundry", "language": "en-GB",
        "category": "News > Tech News", "author": "Ada",
        "colors": { "background": "#102030", "ink": "#ffffff" },
    });
    let team = done(&post(&client, "/v1/feeds", &asked)?, 201)?;
    ensure_problem(&post(&client, "/v1/feeds", &asked)?, 409, "feed_exists")?;
    let path = address(&team)?;
    work::finish(&client, &work::note("nobody else"))?;
    let id = work::id(&work::finish(&client, &sent_to("team", "everybody"))?)?;
    let channel = channel(&client, &path)?;
    ensure!(channel.title() == "The team <reads>" && channel.language() == Some("en-GB"), "{channel:?}");
    let [item] = channel.items() else { anyhow::bail!("one item: {channel:?}") };
    ensure!(item.guid().is_some_and(|guid| guid.value().ends_with(&id)));
    ensure!(items(&client, &own)?.len() == 2, "it is in the subject's own feed as well");
    let cover = |path: &str| Ok::<_, anyhow::Error>(fetch(&client, &path.replace("feed.xml", "cover.png"), &[])?.body);
    let before = cover(&path)?;
    let etag = fetch(&client, &path, &[])?.header("ETag").to_owned();
    let feed = format!("/v1/feeds/{}", text(&team, "/id")?);
    done(&post(&client, &feed, &json!({ "title": "All of us" }))?, 200)?;
    ensure!(cover(&path)? != before, "the cover is drawn from the title");
    let title = cover(&path)?;
    let colors = json!({ "colors": { "background": "#fff", "ink": "#fff" } });
    ensure_problem(&post(&client, &feed, &colors)?, 422, "invalid_field")?;
    let colors = json!({ "colors": { "background": "#402010", "ink": "#ffffff" } });
    ensure!(done(&post(&client, &feed, &colors)?, 200)?.get("colors") == colors.get("colors"));
    ensure!(cover(&path)? != title, "and in the colours of the feed");
    let changed = fetch(&client, &path, &[("If-None-Match", &etag)])?;
    let read = Channel::read_from(changed.body.as_slice())?;
    ensure!(read.title() == "All of us" && read.description() == "All & sundry", "{read:?}");
    let listed = done(&client.get("/v1/feeds")?, 200)?;
    ensure!(listed.pointer("/feeds/0/name").is_none() && listed.pointer("/feeds/1/name") == Some(&json!("team")));
    Ok(())
}

/// The first colour of each palette of a file's PNG pictures: their background.
fn backgrounds(file: &[u8]) -> Vec<&[u8]> {
    let places = file.windows(4).enumerate().filter(|(_, name)| name == b"PLTE");
    places.filter_map(|(at, _)| file.get(at + 4..at + 7)).collect()
}

fn covers_are_in_the_colors_of_the_tenants_show(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let client = world.client.tenant(&tenant)?;
    let set = |show: Value| {
        let ask = world.client.admin("POST", &format!("/admin/tenants/{tenant}"));
        ask.json(&json!({ "show": show })).send()
    };
    ensure_problem(&set(json!({ "colors": { "background": "#777777", "ink": "#777778" } }))?, 422, "invalid_field")?;
    done(&set(json!({ "colors": { "background": "#102030", "ink": "#ffffff" } }))?, 200)?;
    let team = done(&post(&client, "/v1/feeds", &json!({ "name": "team", "title": "Us" }))?, 201)?;
    let path = address(&team)?;
    let cover = || Ok::<_, anyhow::Error>(fetch(&client, &path.replace("feed.xml", "cover.png"), &[])?.body);
    ensure!(backgrounds(&cover()?) == [[0x10, 0x20, 0x30]], "the feed has no colours of its own");
    let id = work::id(&work::finish(&client, &sent_to("team", "everybody"))?)?;
    let episode = client.get(&format!("/v1/jobs/{id}/episode.mp3"))?;
    ensure!(backgrounds(&episode.body) == [[0x10, 0x20, 0x30]], "{} {}", episode.status, episode.text());
    let own = json!({ "colors": { "background": "#402010", "ink": "#ffffff" } });
    done(&post(&client, &format!("/v1/feeds/{}", text(&team, "/id")?), &own)?, 200)?;
    ensure!(backgrounds(&cover()?) == [[0x40, 0x20, 0x10]], "its own go before them");
    Ok(())
}

fn a_bad_request_about_a_feed_is_told_why(world: &World) -> Result<()> {
    let client = newcomer(world)?;
    let feed = format!("/v1/feeds/{}", text(&own_feed(&client)?, "/id")?);
    for (path, body) in [
        ("/v1/feeds", json!({ "name": "Team" })),
        ("/v1/feeds", json!({ "name": "n".repeat(10_000) })),
        ("/v1/feeds", json!({ "name": "team", "category": "Gardening" })),
        ("/v1/feeds", json!({ "name": "team", "language": "en_GB" })),
        ("/v1/feeds", json!({ "owner": "Ada" })),
        (&feed, json!({ "title": "a\u{0}b" })),
        (&feed, json!({ "title": "t".repeat(10_000) })),
        (&format!("{feed}/addresses"), json!({ "name": "" })),
        (&format!("{feed}/rotate"), json!({ "address": "x", "overlap_ms": 1e15 as u64 })),
    ] {
        ensure_problem(&post(&client, path, &body)?, 422, "invalid_field").with_context(|| body.to_string())?;
    }
    ensure_problem(&post(&client, &format!("{feed}/rotate"), &json!({ "address": "x" }))?, 404, "feed_not_found")?;
    ensure_problem(&post(&client, &format!("{feed}/revoke"), &json!({ "address": "x" }))?, 404, "feed_not_found")?;
    let lost = sent_to("nobodys", "nowhere to go");
    ensure_problem(&client.submit(&work::key(), &lost).send()?, 422, "invalid_field")?;
    let path = address(&own_feed(&client)?)?;
    for before in ["", "x", "1", "1.x", "x.0198c0de-0000-7000-8000-00000000abcd"] {
        ensure_problem(&fetch(&client, &format!("{path}?before={before}"), &[])?, 400, "malformed_query")?;
    }
    Ok(())
}

fn the_feed_of_an_erased_subject_is_gone(world: &World) -> Result<()> {
    let tenant = world.client.new_tenant()?;
    let client = world.client.tenant(&tenant)?;
    let named = |path: &str| client.ask("POST", path).header("Cuepoint-Subject-Key", "Wilhelmina");
    let feed = done(&named("/v1/feeds").json(&json!({ "title": "What Wilhelmina reads" })).send()?, 201)?;
    let path = address(&feed)?;
    let erase = |body: Value| world.client.administer("/admin/subjects/erase", &body);
    let announced = erase(json!({ "tenant": tenant, "subject": "Wilhelmina" }))?;
    ensure!(items(&client, &path)?.is_empty(), "not before it is confirmed");
    let confirm = announced.get("confirm").context("a token")?;
    erase(json!({ "tenant": tenant, "subject": "Wilhelmina", "confirm": confirm }))?;
    ensure_problem(&fetch(&client, &path, &[])?, 410, "feed_gone")?;
    ensure_problem(&named("/v1/feeds/x").json(&json!({})).send()?, 404, "feed_not_found")?;
    Ok(())
}

fn a_feed_goes_on_under_a_new_key() -> Result<()> {
    let mut service = Service::start(with_shared_voice("feeds")?)?;
    let client = service.config.client();
    let path = address(&own_feed(&client)?)?;
    work::finish(&client, &work::note("an old key"))?;
    let vars = service.config.vars.clone();
    service.kill();
    for name in ["CUEPOINT_SUBJECT_KEYS", "CUEPOINT_SIGNING_KEYS"] {
        let old = &vars.iter().find(|(known, _)| known == name).context("keys")?.1;
        let (_, digits) = old.split_once(':').context("a key")?;
        let new = format!("2:{}", digits.chars().rev().collect::<String>());
        // The old signing key is gone, and with it the way to show an address again; the address itself stays good.
        let keys = if name == "CUEPOINT_SUBJECT_KEYS" { format!("{new},{old}") } else { new };
        service.config = service.config.clone().with(name, &keys);
    }
    service.restart()?;
    work::finish(&client, &work::note("a new key"))?;
    ensure!(items(&client, &path)?.len() == 2, "the episode under the new key is missing");
    let feed = own_feed(&client)?;
    ensure!(feed.pointer("/addresses/0/href").is_none(), "{feed}");
    let added = format!("/v1/feeds/{}/addresses", text(&feed, "/id")?);
    let added = done(&post(&client, &added, &json!({ "name": "again" }))?, 201)?;
    ensure!(items(&client, &text(&added, "/addresses/1/href")?)?.len() == 2);
    Ok(())
}
