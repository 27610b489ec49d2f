"""The commands of a podcast client's script, and the proxy that sees its requests.

    CLIENT.py COMMAND FEED [FOLDER] [--home HOME]

Prints one JSON object: the client, its version, what the command is for (below), all that the client said, and all its
requests. HOME is the client's own folder; without one it is fresh, and gone afterwards. A test that changes the feed in
between (rotates, revokes, revises) names a HOME and gives two commands.

    subscribe FEED         subscribes, and tells what the client then knows
    update FEED            reads the feed once more, or for the first time, and tells what the client says and keeps
    conditional FEED       reads the feed three times, and tells the validators of each request
    download FEED FOLDER   downloads every episode the client takes for new
    begin FEED FOLDER      ends the client in the middle of its first download, and tells what is left
    resume FEED FOLDER     closes the connection in the middle of the first download, and lets the client go on
"""

import argparse
import contextlib
import fcntl
import hashlib
import http.client
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

TOOLS = Path(__file__).resolve().parents[2] / "target/tools/clients"
UNPACKED = TOOLS / "unpacked/usr"
PACKAGES = TOOLS / "packages"
SECONDS_MAX = 60
RUNS_MAX = 3
NOTED = ("range", "if-range", "if-none-match", "if-modified-since", "user-agent", "accept-encoding")
COLOURS = re.compile("\x1b\\[[0-9;]*m")
OWN_HEADERS = ("connection", "proxy-connection", "keep-alive", "transfer-encoding")


class Proxy(ThreadingHTTPServer):
    """An HTTP proxy which notes requests, and breaks off one download when it is told to."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Passing)
        self.requests = []
        self.open = 0
        self.changed_at = time.monotonic()
        self.broken_off = threading.Event()
        self.let_go = threading.Event()
        self.breaking = None
        self.lock = threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def take_breaking(self):
        """The way in which this download is to be broken off: the first one only."""
        with self.lock:
            way, self.breaking = self.breaking, None
            return way

    def wait_until_broken_off(self):
        if not self.broken_off.wait(SECONDS_MAX):
            raise TimeoutError("the client began no download")
        # The half that was sent reaches the client's file.
        time.sleep(0.5)

    def wait_until_quiet(self):
        """Waits until nothing has been asked or answered for two seconds from now on."""
        self.changed_at = time.monotonic()
        until = self.changed_at + SECONDS_MAX
        while time.monotonic() < until and (self.open or time.monotonic() - self.changed_at < 2):
            time.sleep(0.1)


class Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except OSError:
            self.close_connection = True

    def do_GET(self):
        proxy = self.server
        with proxy.lock:
            proxy.open += 1
            proxy.changed_at = time.monotonic()
        try:
            self.pass_on(proxy)
        finally:
            with proxy.lock:
                proxy.open -= 1
                proxy.changed_at = time.monotonic()

    do_HEAD = do_POST = do_GET

    def pass_on(self, proxy):
        address = urlsplit(self.path)
        path = address.path + (f"?{address.query}" if address.query else "")
        noted = {"method": self.command, "path": path}
        noted |= {name: self.headers[name] for name in NOTED if self.headers[name] is not None}
        with proxy.lock:
            proxy.requests.append(noted)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in OWN_HEADERS}
        upstream = http.client.HTTPConnection(address.hostname, address.port or 80, timeout=SECONDS_MAX)
        try:
            upstream.request(self.command, path, body or None, headers)
            answer = upstream.getresponse()
            content = answer.read()
        finally:
            upstream.close()
        noted["status"] = answer.status
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in OWN_HEADERS:
                self.send_header(name, value)
        if answer.getheader("Content-Length") is None and answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        is_sound = self.command == "GET" and (answer.getheader("Content-Type") or "").startswith("audio/")
        way = proxy.take_breaking() if is_sound else None
        if way is None:
            self.wfile.write(content)
            return
        self.wfile.write(content[: len(content) // 2])
        self.wfile.flush()
        noted["broken_off_at"] = len(content) // 2
        proxy.broken_off.set()
        if way == "hold":
            proxy.let_go.wait(SECONDS_MAX)
        self.close_connection = True


class Client:
    """One podcast client with a folder of its own. Each script is one of these."""

    name = ""
    noise = ()

    def __init__(self, home, folder, proxy):
        self.home, self.folder, self.proxy = home, folder, proxy
        self.said = []

    def environment(self):
        return {}

    def version(self):
        raise NotImplementedError

    def prepare(self, feed):
        """Writes its configuration."""

    def subscribe(self, feed):
        raise NotImplementedError

    def update(self, feed):
        raise NotImplementedError

    def get_ready(self, feed):
        """All that a download needs; nothing for a client that reads the feed while it downloads."""
        if not self.knows():
            self.subscribe(feed)

    def download_command(self, feed):
        raise NotImplementedError

    def knows(self):
        """The title, address and episodes that it keeps of its only feed; nothing before it has read one."""
        return {}

    def download(self, feed):
        self.run(*self.download_command(feed))

    def begin(self, feed):
        """Ends it when the proxy holds its first download back, as a flat battery would."""
        process = subprocess.Popen(
            [str(part) for part in self.download_command(feed)],
            env=self.whole_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=self.home,
        )
        self.proxy.wait_until_broken_off()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(SECONDS_MAX)

    def run(self, *command):
        """Runs a command to its end, whatever its exit code, and keeps what it says."""
        done = self.finished(*command)
        lines = [COLOURS.sub("", line).strip() for line in done.stdout.decode(errors="replace").splitlines()]
        lines = [line for line in lines if line and not any(noise in line for noise in self.noise)]
        self.said.append({"exit_code": done.returncode, "lines": lines})

    def output(self, *command):
        return self.finished(*command).stdout.decode()

    def finished(self, *command):
        return subprocess.run(
            [str(part) for part in command],
            env=self.whole_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS_MAX,
            cwd=self.home,
        )

    def whole_environment(self):
        proxied = {name: self.proxy.address for name in ("http_proxy", "HTTP_PROXY")}
        own = {"HOME": str(self.home), "TMPDIR": str(self.home), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        libraries = [UNPACKED / "lib", *(UNPACKED / "lib").glob("*-linux-gnu")]
        unpacked = {
            "PATH": f"{UNPACKED / 'bin'}:{os.environ['PATH']}",
            "LD_LIBRARY_PATH": ":".join(map(str, libraries)),
            "GI_TYPELIB_PATH": ":".join(str(path / "girepository-1.0") for path in libraries),
        }
        return unpacked | proxied | own | {name: str(value) for name, value in self.environment().items()}


class Terminal:
    """A program that wants a terminal. It is ended at the end, if it has not ended by itself."""

    def __init__(self, client, command):
        self.process_id, self.typed = pty.fork()
        if self.process_id == 0:
            os.chdir(client.home)
            os.execvpe(str(command[0]), [str(part) for part in command], client.whole_environment() | {"TERM": "xterm"})
        fcntl.ioctl(self.typed, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        threading.Thread(target=self.drain, daemon=True).start()

    def drain(self):
        with contextlib.suppress(OSError):
            while os.read(self.typed, 65536):
                pass

    def press(self, *keys):
        for key in keys:
            os.write(self.typed, key.encode())
            time.sleep(0.1)

    def end(self):
        os.kill(self.process_id, signal.SIGKILL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for _ in range(50):
            if os.waitpid(self.process_id, os.WNOHANG)[0]:
                return
            time.sleep(0.1)
        self.end()
        os.waitpid(self.process_id, 0)


def files(folder):
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        name = str(path.relative_to(folder))
        found.append({"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    return found


def facts(client, command, feed):
    proxy = client.proxy
    client.prepare(feed)
    if command == "subscribe" or (command == "update" and not client.knows()):
        client.subscribe(feed)
        return client.knows()
    if command == "update":
        client.update(feed)
        return client.knows()
    if command == "conditional":
        client.subscribe(feed)
        client.update(feed)
        client.update(feed)
        return {"reads": [conditions(request) for request in proxy.requests if request["path"] == urlsplit(feed).path]}
    client.get_ready(feed)
    if command == "download":
        client.download(feed)
        return {"resumed": resumed(proxy), "files": files(client.folder)}
    if command == "begin":
        proxy.breaking = "hold"
        client.begin(feed)
        proxy.let_go.set()
        return {"left": files(client.folder)}
    proxy.breaking = "close"
    runs = 0
    before = None
    while before != (before := files(client.folder)) and runs < RUNS_MAX:
        client.download(feed)
        runs += 1
    return {"runs": runs, "resumed": resumed(proxy), "files": files(client.folder)}


def resumed(proxy):
    return any("range" in request and request.get("status") == 206 for request in proxy.requests)


def conditions(request):
    return {name: request.get(name) for name in ("if-none-match", "if-modified-since", "status")}


def main(kind):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("subscribe", "update", "conditional", "download", "begin", "resume"))
    parser.add_argument("feed")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    if arguments.command in ("download", "begin", "resume") and arguments.folder is None:
        parser.error(f"{arguments.command} needs a folder")
    if not TOOLS.exists():
        sys.exit("the clients are not there: run `tests/clients/install` in the repository")
    home = Path(arguments.home or tempfile.mkdtemp(prefix="client-")).absolute()
    folder = (arguments.folder or home / "episodes").absolute()
    home.mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    proxy = Proxy()
    try:
        client = kind(home, folder, proxy)
        found = facts(client, arguments.command, arguments.feed)
        told = {"client": client.name, "version": client.version()}
        print(json.dumps(told | found | {"said": client.said, "requests": proxy.requests}))
    finally:
        proxy.shutdown()
        if arguments.home is None:
            shutil.rmtree(home)
