"""podcast-downloader, by a configuration file of its own; see harness.py."""

import json
import sys

from harness import PACKAGES, Client, main


class PodcastDownloader(Client):
    name = "podcast-downloader"
    noise = ("Loading configuration",)

    def environment(self):
        return {"PYTHONPATH": PACKAGES}

    def version(self):
        [told] = PACKAGES.glob("podcast_downloader-*.dist-info")
        return told.stem.split("-")[1]

    def prepare(self, feed, **settings):
        source = {"path": str(self.folder), "rss_link": feed, "if_directory_empty": "download_all_from_feed"}
        (self.home / ".podcast_downloader_config.json").write_text(json.dumps({"podcasts": [source]} | settings))

    def subscribe(self, feed):
        # As an argument, 0 would count as no limit.
        self.prepare(feed, downloads_limit=0)
        self.run(*self.download_command(feed))

    update = subscribe

    def get_ready(self, feed):
        pass

    def download_command(self, feed):
        return [sys.executable, "-m", "podcast_downloader"]

    def knows(self):
        """The title alone: it keeps nothing but the files."""
        titles = [line.split('"')[1] for said in self.said for line in said["lines"] if 'Checking "' in line]
        return {"title": titles[-1]} if titles else {}


main(PodcastDownloader)
