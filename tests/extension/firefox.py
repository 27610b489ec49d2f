"""Drives the extension in Firefox: python3 tests/extension/firefox.py EXTENSION

A line of JSON on standard input is one thing to do, a line on standard output what came of it. The same words work for Chromium
(chromium.mjs), so that a test is written once. Firefox keeps its profile in a folder of its own, and has the extension for good.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "firefox"))

from browser import Firefox, until  # noqa: E402


class Driver:
    def __init__(self, firefox):
        self.firefox = firefox
        self.page = self.options = None

    def place(self, where):
        found = {"page": self.page, "popup": self.firefox.popup, "options": self.options, "aside": self.firefox.harness}[where]
        if found is None:
            raise RuntimeError(f"{where} is not open")
        return found

    def open(self, url):
        if self.page:
            self.page.close()
        self.page = self.firefox.open(url)

    def popup(self):
        self.firefox.dismiss()
        if self.page:
            self.page.select()
        self.firefox.click_action().wait("return document.documentElement.dataset.opened !== undefined")

    def close(self, where):
        if where == "popup":
            return self.firefox.dismiss()
        self.place(where).close()
        self.options = None
        return None

    def options_page(self):
        self.options = self.firefox.open_own("options.html")

    def evaluate(self, where, code):
        return self.place(where).run(f"return await ({code})")

    def press(self, where, selector):
        place = self.place(where)
        place.wait("const it = document.querySelector(arguments[0]); return it && !it.disabled && it.checkVisibility()", selector)
        place.click(selector)

    def fill(self, where, selector, text):
        place = self.place(where)
        place.wait("return document.querySelector(arguments[0]) !== null", selector)
        place.run("document.querySelector(arguments[0]).value = ''", selector)
        place.type(selector, text)

    def select(self, selector):
        self.page.run("getSelection().selectAllChildren(document.querySelector(arguments[0]))", selector)

    def menu(self, label, selector):
        self.page.choose(label, selector)

    def keys(self, shortcut):
        self.firefox.dismiss()
        self.page.select()
        self.firefox.press(shortcut)
        self.firefox.opened().wait("return document.documentElement.dataset.opened !== undefined")

    def allow(self):
        return self.firefox.answer(True)

    def notifications(self):
        return self.firefox.notifications()

    def tab(self, part):
        """The tab whose address holds this is the page from now on."""
        tabs = until(lambda: [tab for tab, url in self.firefox.tabs() if part in url], part)
        self.page = tabs[0]
        self.page.select()

    def kill(self):
        was = self.firefox.state() == "running"
        self.firefox.terminate()
        return was

    def restart(self):
        self.page = self.options = None
        self.firefox.restart()

    def screenshot(self, where, path):
        self.place(where).screenshot(path)

    def facts(self):
        errors = [error for error in self.firefox.errors() if not error.startswith("console.warn")]
        return {"errors": errors, "isAwake": self.firefox.state() == "running", "version": self.firefox.version}


def main(extension):
    with Firefox(extension, permanent=True) as firefox:
        driver = Driver(firefox)
        verbs = {"options": driver.options_page}
        for line in sys.stdin:
            asked = json.loads(line)
            verb = asked.pop("do")
            if verb == "quit":
                break
            try:
                answer = {"value": verbs.get(verb, getattr(driver, verb, None))(**asked)}
            except Exception as error:  # noqa: BLE001: whoever asked is told
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
