"""newsboat, and podboat which downloads what newsboat has put into its queue; see harness.py."""

import shlex
import sqlite3
from pathlib import Path

from harness import UNPACKED, Client, Terminal, main

UP, DOWN = "\x1bOA", "\x1bOB"


class Newsboat(Client):
    name = "newsboat"

    @property
    def own(self):
        return self.home / ".newsboat"

    def prepare(self, feed):
        self.own.mkdir(exist_ok=True)
        (self.own / "urls").write_text(f"{feed}\n")
        # The queue has the place of each episode since the feed was read: a folder named later has to be found there.
        episodes = self.own / "episodes"
        episodes.unlink(missing_ok=True)
        episodes.symlink_to(self.folder)
        (self.own / "config").write_text(f'podcast-auto-enqueue yes\ndownload-path "{episodes}"\n')

    def version(self):
        return self.output(UNPACKED / "bin/newsboat", "--version").split()[1]

    def update(self, feed):
        self.run(UNPACKED / "bin/newsboat", "-x", "reload")

    subscribe = update

    def download_command(self, feed):
        return [UNPACKED / "bin/podboat", "-a"]

    def download(self, feed):
        with Terminal(self, self.download_command(feed)) as podboat:
            self.proxy.wait_until_quiet()
            # Downloads that its end has broken off are not among those it begins by itself.
            for row in self.rows_left():
                podboat.press(*[DOWN] * row, "d", *[UP] * row)
                self.proxy.wait_until_quiet()
            # It would stay on the screen.
            podboat.press("q")

    def rows_left(self):
        queue = self.own / "queue"
        paths = [shlex.split(line)[1] for line in queue.read_text().splitlines()] if queue.exists() else []
        return [row for row, path in enumerate(paths) if Path(f"{path}.part").exists()]

    def begin(self, feed):
        with Terminal(self, self.download_command(feed)) as podboat:
            self.proxy.wait_until_broken_off()
            podboat.end()

    def knows(self):
        if not (self.own / "cache.db").exists():
            return {}
        database = sqlite3.connect(self.own / "cache.db")
        database.row_factory = sqlite3.Row
        feeds = database.execute("SELECT * FROM rss_feed").fetchall()
        episodes = database.execute("SELECT * FROM rss_item ORDER BY pubDate DESC").fetchall()
        database.close()
        if not feeds:
            return {}
        [feed] = feeds
        return {
            "title": feed["title"],
            "address": feed["rssurl"],
            "episodes": [
                {
                    "title": episode["title"],
                    "guid": episode["guid"],
                    "address": episode["enclosure_url"],
                    "published_ms": episode["pubDate"] * 1000,
                }
                for episode in episodes
            ],
        }


main(Newsboat)
