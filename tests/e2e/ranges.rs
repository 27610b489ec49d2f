//! Files over HTTP: whole, in parts, unchanged, and not ready.

use std::thread;

use anyhow::{Result, anyhow, ensure};
use libtest_mimic::Trial;
use tests::Answer;

use crate::trial::shared;
use crate::work::{self, ARTIFACTS};
use crate::world::World;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        shared(head_says_everything_about_a_file_but_the_file),
        shared(a_range_is_the_part_it_names),
        shared(a_range_outside_the_file_is_refused_with_its_size),
        shared(parts_make_the_whole),
        shared(what_is_not_one_range_of_bytes_is_answered_whole),
        shared(an_unchanged_file_is_not_sent_again),
        shared(a_part_of_another_version_is_answered_whole),
        shared(every_site_may_read_the_files),
        shared(an_unfinished_jobs_files_are_not_ready),
    ]
}

const EPISODE: &str = "episode.mp3";

fn ask(world: &World, headers: &[(&str, &str)]) -> Result<Answer> {
    let ask = world.client.ask("GET", &world.article.address(EPISODE));
    headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value)).send()
}

fn head_says_everything_about_a_file_but_the_file(world: &World) -> Result<()> {
    for (name, content_type) in ARTIFACTS {
        let path = world.article.address(name);
        let (get, head) = (world.client.get(&path)?, world.client.ask("HEAD", &path).send()?);
        ensure!(get.status == 200 && head.status == 200, "{name}: {} {}", get.status, head.status);
        ensure!(head.body.is_empty() && !get.body.is_empty(), "{name}");
        let size = get.body.len().to_string();
        for answer in [&get, &head] {
            let said = ["Content-Type", "Content-Length", "Accept-Ranges"].map(|header| answer.header(header));
            ensure!(said == [content_type, size.as_str(), "bytes"], "{name}: {:?}", answer.headers);
            let etag = answer.header("ETag");
            ensure!(etag.starts_with('"') && etag.ends_with('"') && etag.len() > 2, "no strong validator: {etag}");
            ensure!(answer.header("Content-Encoding").is_empty(), "{name}: {:?}", answer.headers);
        }
        for header in ["ETag", "Last-Modified", "Cache-Control"] {
            ensure!(!get.header(header).is_empty() && get.header(header) == head.header(header), "{name}: {header}");
        }
    }
    Ok(())
}

fn a_range_is_the_part_it_names(world: &World) -> Result<()> {
    let whole = world.article.bytes(EPISODE)?;
    let size = whole.len();
    for (range, start, end) in [
        ("bytes=0-1".to_owned(), 0, 2),
        ("bytes=0-0".to_owned(), 0, 1),
        ("bytes=1000-65999".to_owned(), 1_000, 66_000),
        (format!("bytes={}-", size - 100), size - 100, size),
        (format!("bytes={}-{}", size - 10, size + 10), size - 10, size),
        ("bytes=-128".to_owned(), size - 128, size),
        (format!("bytes=-{}", size * 2), 0, size),
        ("bytes=0-".to_owned(), 0, size),
    ] {
        for method in ["GET", "HEAD"] {
            let path = world.article.address(EPISODE);
            let answer = world.client.ask(method, &path).header("Range", &range).send()?;
            ensure!(answer.status == 206, "{method} {range}: {}", answer.status);
            let content_range = format!("bytes {start}-{}/{size}", end - 1);
            ensure!(answer.header("Content-Range") == content_range, "{method} {range}: {:?}", answer.headers);
            ensure!(answer.header("Content-Length") == (end - start).to_string(), "{range}: {:?}", answer.headers);
            let expected = if method == "GET" { whole.get(start..end) } else { Some([].as_slice()) };
            ensure!(Some(answer.body.as_slice()) == expected, "{method} {range}: {} bytes", answer.body.len());
        }
    }
    Ok(())
}

fn a_range_outside_the_file_is_refused_with_its_size(world: &World) -> Result<()> {
    let size = world.article.bytes(EPISODE)?.len();
    for range in [format!("bytes={size}-"), format!("bytes={}-{}", size + 1, size + 2), "bytes=-0".to_owned()] {
        let answer = ask(world, &[("Range", &range)])?;
        ensure!(answer.status == 416, "{range}: {}", answer.status);
        ensure!(answer.header("Content-Range") == format!("bytes */{size}"), "{range}: {:?}", answer.headers);
        ensure!(answer.header("Content-Type") == "application/problem+json", "{range}: {:?}", answer.headers);
        ensure!(answer.json()?.get("code").is_some_and(|code| code == "range_not_satisfiable"), "{}", answer.text());
    }
    Ok(())
}

fn parts_make_the_whole(world: &World) -> Result<()> {
    let whole = world.article.bytes(EPISODE)?;
    let step = whole.len() / 7 + 1;
    let mut parts = Vec::new();
    while parts.len() < whole.len() {
        let range = format!("bytes={}-{}", parts.len(), parts.len() + step - 1);
        let answer = ask(world, &[("Range", &range)])?;
        ensure!(answer.status == 206 && !answer.body.is_empty(), "{range}: {}", answer.status);
        parts.extend(answer.body);
    }
    ensure!(parts == whole, "the parts are not the whole");
    Ok(())
}

fn what_is_not_one_range_of_bytes_is_answered_whole(world: &World) -> Result<()> {
    let whole = world.article.bytes(EPISODE)?;
    for range in ["bytes=0-1,5-6", "bytes=5-2", "bytes=a-b", "seconds=0-1", "bytes"] {
        let answer = ask(world, &[("Range", range)])?;
        ensure!(answer.status == 200 && answer.body == whole, "{range}: {}", answer.status);
        ensure!(answer.header("Content-Range").is_empty(), "{range}: {:?}", answer.headers);
    }
    Ok(())
}

fn an_unchanged_file_is_not_sent_again(world: &World) -> Result<()> {
    let etag = ask(world, &[])?.header("ETag").to_owned();
    for known in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
        let answer = ask(world, &[("If-None-Match", &known)])?;
        ensure!(answer.status == 304 && answer.body.is_empty(), "{known}: {}", answer.status);
        ensure!(answer.header("ETag") == etag, "{known}: {:?}", answer.headers);
    }
    let answer = ask(world, &[("If-None-Match", "\"other\"")])?;
    ensure!(answer.status == 200 && !answer.body.is_empty(), "{}", answer.status);
    Ok(())
}

fn a_part_of_another_version_is_answered_whole(world: &World) -> Result<()> {
    let whole = ask(world, &[])?;
    for validator in [whole.header("ETag"), whole.header("Last-Modified")] {
        let answer = ask(world, &[("Range", "bytes=0-1"), ("If-Range", validator)])?;
        ensure!(answer.status == 206 && answer.body.len() == 2, "{validator}: {}", answer.status);
    }
    // A weak validator never proves that two parts fit together.
    let weak = format!("W/{}", whole.header("ETag"));
    for validator in ["\"other\"", "Sun, 06 Nov 1994 08:49:37 GMT", weak.as_str()] {
        let answer = ask(world, &[("Range", "bytes=0-1"), ("If-Range", validator)])?;
        ensure!(answer.status == 200 && answer.body == whole.body, "{validator}: {}", answer.status);
    }
    Ok(())
}

fn every_site_may_read_the_files(world: &World) -> Result<()> {
    for (name, _) in ARTIFACTS {
        let ask = world.client.ask("GET", &world.article.address(name)).header("Origin", "https://player.example");
        let answer = ask.send()?;
        ensure!(answer.header("Access-Control-Allow-Origin") == "*", "{name}: {:?}", answer.headers);
    }
    Ok(())
}

fn an_unfinished_jobs_files_are_not_ready(world: &World) -> Result<()> {
    let id = work::create(&world.client, &work::article_by("kal16", "slt")?)?;
    // All at once: the job would not wait for one after the other.
    let answers = thread::scope(|scope| {
        let ask = |(name, _): (&'static str, _)| {
            let path = format!("/v1/jobs/{id}/{name}");
            (name, scope.spawn(move || world.client.get(&path)))
        };
        let asked = ARTIFACTS.map(ask);
        asked.map(|(name, answer)| (name, answer.join().unwrap_or_else(|_| Err(anyhow!("it panicked")))))
    });
    for (name, answer) in answers {
        let answer = answer?;
        ensure!(answer.status == 409, "{name}: {} {}", answer.status, answer.text());
        ensure!(answer.json()?.get("code").is_some_and(|code| code == "artifact_not_ready"), "{}", answer.text());
    }
    work::stop(&world.client, &id)
}
