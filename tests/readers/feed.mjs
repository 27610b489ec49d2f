// npm's readers of feeds: feed.mjs FEED prints as JSON how each understands it and its first episode.
//
// Knows nothing of what should be there. What a reader has no word for is left out.

import { readFileSync } from "node:fs";
import path from "node:path";
import { parseFeed } from "feedsmith";
import partytime from "podcast-partytime";
import Parser from "rss-parser";

const xml = readFileSync(process.argv[2], "utf8");
const modules = path.join(import.meta.dirname, "../../node_modules");
const version = (name) => JSON.parse(readFileSync(path.join(modules, name, "package.json"), "utf8")).version;
const ms = (date) => new Date(date).getTime();

function readPartytime() {
  const feed = partytime.parseFeed(xml);
  const [item] = feed.items;
  return {
    title: feed.title,
    link: feed.link,
    description: feed.description,
    language: feed.language,
    author: feed.author,
    image: feed.itunesImage,
    address: feed.pubsub.self,
    next: feed.pubsub.next,
    category: feed.itunesCategory[0],
    guid: feed.guid,
    item_id: item.guid,
    item_title: item.title,
    item_url: item.enclosure.url,
    item_bytes: item.enclosure.length,
    item_type: item.enclosure.type,
    item_seconds: item.duration,
    item_published_ms: ms(item.pubDate),
    item_description: item.summary,
    item_html: item.content,
    item_author: item.author,
    item_image: item.itunesImage,
    item_chapters: item.podcastChapters.url,
    item_transcripts: item.podcastTranscripts.map(({ type }) => type),
    item_hosts: item.podcastPeople.map(({ name }) => name),
  };
}

async function readRssParser() {
  const feed = await new Parser().parseString(xml);
  const [item] = feed.items;
  return {
    title: feed.title,
    link: feed.link,
    description: feed.description,
    language: feed.language,
    author: feed.itunes.author,
    image: feed.itunes.image,
    address: feed.paginationLinks.self,
    next: feed.paginationLinks.next,
    category: feed.itunes.categories[0],
    item_id: item.guid,
    item_title: item.title,
    item_url: item.enclosure.url,
    item_bytes: Number(item.enclosure.length),
    item_type: item.enclosure.type,
    item_seconds: Number(item.itunes.duration),
    item_published_ms: ms(item.isoDate),
    item_description: item.content,
    item_html: item["content:encoded"],
    item_author: item.itunes.author,
    item_image: item.itunes.image,
  };
}

function readFeedsmith() {
  const { feed } = parseFeed(xml);
  const [item] = feed.items;
  const links = Object.fromEntries(feed.atom.links.map(({ rel, href }) => [rel, href]));
  return {
    title: feed.title,
    link: feed.link,
    description: feed.description,
    language: feed.language,
    author: feed.itunes.author,
    image: feed.itunes.image,
    address: links.self,
    next: links.next,
    category: feed.itunes.categories[0].text,
    locked: feed.podcast.locked.value,
    guid: feed.podcast.guid,
    item_id: item.guid.value,
    item_title: item.title,
    item_url: item.enclosures[0].url,
    item_bytes: item.enclosures[0].length,
    item_type: item.enclosures[0].type,
    item_seconds: item.itunes.duration,
    item_published_ms: ms(item.pubDate),
    item_description: item.description,
    item_html: item.content.encoded,
    item_author: item.itunes.author,
    item_image: item.itunes.image,
    item_chapters: item.podcast.chapters.url,
    item_transcripts: item.podcast.transcripts.map(({ type }) => type),
    item_hosts: item.podcast.persons.map(({ display }) => display),
  };
}

console.log(
  JSON.stringify({
    "podcast-partytime": { version: version("podcast-partytime"), read: readPartytime() },
    "rss-parser": { version: version("rss-parser"), read: await readRssParser() },
    feedsmith: { version: version("feedsmith"), read: readFeedsmith() },
  }),
);
