"""gPodder by its command line, gpo; see harness.py."""

import sqlite3

from harness import UNPACKED, Client, main


class Gpodder(Client):
    name = "gPodder"
    noise = ("Storing data in", "Storing downloads in", "html5lib was not found")

    def environment(self):
        packages = UNPACKED / "lib/python3/dist-packages"
        return {"GPODDER_HOME": self.home, "GPODDER_DOWNLOAD_DIR": self.folder, "PYTHONPATH": packages}

    def gpo(self, *arguments):
        # The machine's own Python: a library that gPodder imports is compiled for it.
        return ["/usr/bin/python3", UNPACKED / "bin/gpo", *arguments]

    def version(self):
        [told] = (UNPACKED / "lib/python3/dist-packages").glob("gpodder-*.egg-info")
        return told.stem.split("-")[1]

    def subscribe(self, feed):
        self.run(*self.gpo("subscribe", feed))

    def update(self, feed):
        self.run(*self.gpo("update"))

    def download_command(self, feed):
        return self.gpo("download")

    def knows(self):
        if not (self.home / "Database").exists():
            return {}
        database = sqlite3.connect(self.home / "Database")
        database.row_factory = sqlite3.Row
        podcasts = database.execute("SELECT * FROM podcast").fetchall()
        if not podcasts:
            return {}
        [podcast] = podcasts
        episodes = database.execute("SELECT * FROM episode ORDER BY published DESC").fetchall()
        database.close()
        return {
            "title": podcast["title"],
            "address": podcast["url"],
            "episodes": [
                {
                    "title": episode["title"],
                    "guid": episode["guid"],
                    "address": episode["url"],
                    "bytes": episode["file_size"],
                    "seconds": episode["total_time"],
                    "published_ms": episode["published"] * 1000,
                    "has_chapters": episode["chapters"] is not None,
                }
                for episode in episodes
            ],
        }


main(Gpodder)
