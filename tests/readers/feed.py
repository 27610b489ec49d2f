"""Python's readers of feeds: feed.py FEED prints as JSON how each understands it and its first episode.

Knows nothing of what should be there. What a reader has no word for is left out.
"""

import calendar
import json
import sys
from importlib.metadata import version

import feedparser
import podcastparser

path = sys.argv[1]


def told(**fields):
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def read_feedparser():
    read = feedparser.parse(path)
    if read.bozo:
        raise read.bozo_exception
    feed, item = read.feed, read.entries[0]
    links = {link["rel"]: link["href"] for link in feed.links}
    [enclosure] = item.enclosures
    return told(
        title=feed.title,
        link=feed.link,
        description=feed.subtitle,
        language=feed.language,
        author=feed.author,
        image=feed.image.href,
        address=links["self"],
        next=links["next"],
        category=feed.tags[0].term,
        locked=feed.podcast_locked == "yes",
        guid=feed.podcast_guid,
        item_id=item.id,
        item_title=item.title,
        item_url=enclosure.href,
        item_bytes=int(enclosure.length),
        item_type=enclosure.type,
        item_seconds=int(item.itunes_duration),
        item_published_ms=calendar.timegm(item.published_parsed) * 1000,
        item_description=item.summary,
        item_html=item.content[1].value,
        item_author=item.author,
        item_image=item.image.href,
        item_chapters=item.podcast_chapters["url"],
        # It keeps the last one of each kind, and of a person the attributes alone.
        item_transcripts=[item.podcast_transcript["type"]],
    )


def read_podcastparser():
    with open(path, "rb") as stream:
        feed = podcastparser.parse("https://podcast.example/feed.xml", stream)
    [item] = feed["episodes"]
    [enclosure] = item["enclosures"]
    return told(
        title=feed["title"],
        link=feed["link"],
        description=feed["description"],
        language=feed["language"],
        author=feed["itunes_author"],
        image=feed["cover_url"],
        next=feed["paged_feed_next"],
        category=feed["itunes_categories"][0][0],
        item_id=item["guid"],
        item_title=item["title"],
        item_url=enclosure["url"],
        item_bytes=enclosure["file_size"],
        item_type=enclosure["mime_type"],
        item_seconds=item["total_time"],
        item_published_ms=item["published"] * 1000,
        item_description=item["description"],
        item_html=item["description_html"],
        item_author=item["itunes_author"],
        item_image=item["episode_art_url"],
        item_chapter_list=[[chapter["start"], chapter["title"]] for chapter in item["chapters"]],
    )


print(
    json.dumps(
        {
            "feedparser": {"version": version("feedparser"), "read": read_feedparser()},
            "podcastparser": {"version": version("podcastparser"), "read": read_podcastparser()},
        }
    )
)
