"""Firefox without a window and with one extension in it, for scenarios that do what a user does.

    with Firefox(folder) as firefox:
        article = firefox.open("http://127.0.0.1:8000/article.html")
        popup = firefox.click_action()             # the toolbar's button: activeTab is granted as by a user's click
        popup.click("#save")                       # a real click, in the real panel
        popup.wait("return document.querySelector('#state').textContent === 'Saved'")
        firefox.terminate()                        # the event page goes to sleep now, not after 30 seconds
        print(firefox.storage(), firefox.badge(), firefox.errors())

Scripts are bodies of async functions; they return what JSON can hold. In pages of the extension `browser` is there.
The extension is a copy with one page more, harness.html, which is empty: reading from it runs none of the extension's code.
"""

import base64
import contextlib
import gc
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parents[2] / "target/tools"
UNPACKED = TOOLS / "firefox"
MISSING = "Firefox or its driver is not there: run `tests/tools/install` in the repository"
sys.path.insert(0, str(TOOLS / "marionette"))

try:
    from marionette_driver.addons import Addons
    from marionette_driver.marionette import Marionette
except ImportError:
    sys.exit(MISSING)

CHROME = (HERE / "chrome.js").read_text()
UUID = "c0e00000-0000-4000-8000-000000000000"
SECONDS_MAX = 15
PREFERENCES = {
    # Temporary add-ons need no signature; those which stay do, and only ESR and developers' editions let it be.
    "xpinstall.signatures.required": False,
    # What pages write to the console, in Firefox's own log. It outlives the event page there.
    "devtools.console.stdout.content": True,
    # Notifications as windows of Firefox: there is no desktop to show them.
    "alerts.useSystemBackend": False,
}
# Not what Firefox writes of its own: a name and a colon, then the next line; an exception in brackets; or an error of a
# file of its own, as when it finds no network.
LOGGED = re.compile(r"^console\.error: (?!\w+:\s*$|\[Exception|.*\"resource://).*", re.MULTILINE)
# Said of every event page that is terminated at work.
EXPECTED = ("after context unloaded",)


class Page:
    """A tab, the popup, or the background page."""

    def __init__(self, firefox, name):
        self.firefox, self.name = firefox, name

    def run(self, script, *arguments):
        return self.firefox.command("run", self.name, script, arguments)

    def wait(self, script, *arguments, seconds=SECONDS_MAX):
        """Runs a script until its value is true, and returns that."""
        return until(lambda: self.run(script, *arguments), script, seconds)

    def text(self, selector="body"):
        return self.run("return document.querySelector(arguments[0]).innerText", selector)

    def click(self, selector):
        self.firefox.command("click", self.name, selector)

    def type(self, selector, text):
        self.firefox.command("type", self.name, selector, text)

    def screenshot(self, path):
        Path(path).write_bytes(base64.b64decode(self.firefox.command("screenshot", self.name)))


class Tab(Page):
    def select(self):
        self.firefox.command("select", self.name)

    def close(self):
        self.firefox.command("close", self.name)

    def menu(self, selector="body"):
        """The labels of the extension's items in the context menu of an element."""
        items = self.firefox.command("menu", self.name, selector)
        self.firefox.command("choose", None)
        return list(items)

    def choose(self, label, selector="body"):
        """Chooses one of the extension's items in the context menu of an element."""
        self.firefox.command("choose", self.firefox.command("menu", self.name, selector)[label])


class Firefox:
    """One browser with one extension. A permanent one survives `restart`; a temporary one is what developers load."""

    def __init__(self, extension, permanent=False, preferences=None):
        self.permanent = permanent
        self.folder = Path(tempfile.mkdtemp(prefix="firefox-"))
        self.id = self.prepare(extension)
        uuids = {"extensions.webextensions.uuids": json.dumps({self.id: UUID})}
        self.preferences = PREFERENCES | uuids | (preferences or {})
        self.marionette = self.harness = None
        self.popup = Page(self, "popup")
        self.background = Page(self, "background")

    def __enter__(self):
        os.environ["HOME"] = str(self.folder)
        program = UNPACKED / "usr/lib/firefox-esr/firefox-esr"
        if program.exists():
            libraries = [*UNPACKED.glob("usr/lib/*-linux-gnu"), *UNPACKED.glob("lib/*-linux-gnu")]
            os.environ["LD_LIBRARY_PATH"] = ":".join(map(str, libraries))
        else:
            program = Path(shutil.which("firefox-esr") or sys.exit(MISSING)).resolve()
        try:
            self.marionette = Marionette(
                app="fxdesktop",
                bin=str(program),
                port=0,
                socket_timeout=120,
                startup_timeout=120,
                headless=True,
                prefs=self.preferences,
                workspace=str(self.folder),
                gecko_log=str(self.log),
            )
            self.connect(self.marionette.start_session)
            self.install()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        try:
            if self.marionette:
                self.marionette.cleanup()
        finally:
            # What the driver still holds of the profile would be missed at the interpreter's end.
            self.marionette = None
            gc.collect()
            shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self, start):
        start()
        self.marionette.timeout.script = 100
        self.marionette.set_context("chrome")

    def prepare(self, extension):
        """Copies a folder or a zip, and returns the add-on's id."""
        copy = self.folder / "extension"
        shutil.rmtree(copy, ignore_errors=True)
        if Path(extension).is_dir():
            shutil.copytree(extension, copy)
        else:
            shutil.unpack_archive(extension, copy, "zip")
        (copy / "harness.html").write_text('<!doctype html><meta charset="utf-8"><title>Harness</title>')
        manifest = json.loads((copy / "manifest.json").read_text())
        return manifest["browser_specific_settings"]["gecko"]["id"]

    def install(self):
        copy = self.folder / "extension"
        path = shutil.make_archive(str(copy), "zip", copy) if self.permanent else copy
        Addons(self.marionette).install(str(path), temp=not self.permanent)
        self.harness = self.open_own("harness.html")

    def update(self, extension):
        """Installs another version in place of a permanent one."""
        self.prepare(extension)
        self.install()

    def restart(self):
        """Firefox ends and starts again, with its profile and its permanent extension. Killed, it may forget what was just installed."""
        self.connect(lambda: self.marionette.restart(in_app=True, clean=False))
        until(lambda: self.command("state") is not None, "the extension", 60)
        self.harness = self.open_own("harness.html")

    @property
    def log(self):
        return self.folder / "firefox.log"

    @property
    def version(self):
        return self.marionette.session_capabilities["browserVersion"]

    def command(self, name, *arguments):
        answer = self.marionette.execute_async_script(CHROME, script_args=(self.id, name, list(arguments)))
        if "error" in answer:
            raise RuntimeError(f"{name} {list(arguments)}: {answer['error']}")
        return answer["value"]

    def open(self, url):
        return Tab(self, self.command("open", url))

    def open_own(self, path):
        return self.open(f"moz-extension://{UUID}/{path}")

    def tabs(self):
        """Every tab with its address, also those which the extension has opened."""
        return [(Tab(self, name), url) for name, url in self.command("tabs")]

    def click_action(self):
        """Clicks the toolbar's button over the selected tab, and waits for the popup."""
        self.command("action")
        self.command("opened")
        return self.popup

    def press(self, shortcut):
        """Presses keys such as Alt+Shift+U; a popup they open is waited for with `opened`."""
        self.command("press", shortcut)

    def opened(self):
        self.command("opened")
        return self.popup

    def dismiss(self):
        """Closes the popup, if it is open."""
        self.command("dismiss")

    def answer(self, allow):
        """Answers the prompt after permissions.request, and returns all that it says."""
        return self.command("answer", allow)

    def grant(self, *origins):
        """Grants optional origins without a prompt."""
        self.command("grant", origins)

    def revoke(self, *origins):
        self.command("revoke", origins)

    def badge(self):
        return self.command("badge")

    def notifications(self):
        """Title and text of each notification which is shown."""
        return self.command("notifications")

    def click_notification(self, title):
        self.command("notice", title)

    def storage(self, area="local"):
        return self.harness.run("return browser.storage[arguments[0]].get()", area)

    def state(self):
        """The event page: starting, running, suspending, stopped."""
        return self.command("state")

    def terminate(self):
        """Puts the event page to sleep, whatever it is doing: runtime.onSuspend, then nothing of it is left."""
        self.command("terminate")

    def wake(self):
        self.command("wake")

    def crash(self):
        """Kills the process of the extension's pages, without runtime.onSuspend."""
        self.harness.close()
        os.kill(self.command("process"), signal.SIGKILL)
        until(lambda: self.state() == "stopped", "the extension's process to end")
        self.harness = self.open_own("harness.html")

    def errors(self):
        """Errors so far: of scripts, of policies, written to the console; and what Firefox warns of in these pages."""
        found = self.command("complaints") + LOGGED.findall(self.log.read_text(errors="replace"))
        return [each for each in found if not any(expected in each for expected in EXPECTED)]


def until(is_there, what, seconds=SECONDS_MAX):
    """Asks until the answer is true, and returns it."""
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(RuntimeError) if time.monotonic() < end else contextlib.nullcontext():
            found = is_there()
            if found:
                return found
        if time.monotonic() > end:
            raise TimeoutError(f"in {seconds} seconds there was not: {what}")
        time.sleep(0.05)
