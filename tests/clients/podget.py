"""podget, a shell script which has wget do the downloading; see harness.py."""

import gzip

from harness import UNPACKED, Client, main

CONFIGURATION = """# Podget configuration file created by version {version}
DIR_LIBRARY={folder}
DIR_SESSION={home}/session
DIR_LOG={home}/log
CONFIG_SERVERLIST=serverlist
LOG_COMPLETE=done
LOG_FAIL=errors
WGET_BASEOPTS="-c -nH"
MOST_RECENT=0
FORCE=0
CLEANUP=0
NO_PLAYLIST=1
ASX_PLAYLIST=0
MIN_SPACE=1
"""


class Podget(Client):
    name = "podget"
    noise = ("Session file not found", "-----")

    def version(self):
        told = gzip.open(UNPACKED / "share/doc/podget/changelog.Debian.gz", "rt").readline()
        return told.split("(")[1].split("-")[0]

    def prepare(self, feed):
        settings = CONFIGURATION.format(version=self.version(), home=self.home, folder=self.folder)
        (self.home / "podgetrc").write_text(settings)
        (self.home / "serverlist").write_text(f"{feed} Category Name\n")

    def get_ready(self, feed):
        pass

    def download_command(self, feed):
        return [UNPACKED / "bin/podget", "--dir_config", self.home, "--config", "podgetrc"]

    # It cannot read a feed without downloading from it.
    subscribe = update = Client.download

    def knows(self):
        done = self.home / "log/done"
        if not done.exists():
            return {}
        return {"episodes": [{"address": line.split()[0]} for line in done.read_text().splitlines()]}


main(Podget)
