"""The extension in a real Firefox, before a running service.

    python3 tests/extension/firefox/scenarios.py SERVER TOKEN EXTENSION_FOLDER [SCREENSHOTS]

SERVER is an origin such as http://127.0.0.1:8787, EXTENSION_FOLDER what would be packed for Firefox. Prints what it finds as
JSON, and fails if any of it is wrong.
"""

import argparse
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

from browser import Firefox

JOBS = """
const [server, token] = arguments;
return fetch(`${server}/v1/jobs`, { headers: { authorization: `Bearer ${token}` } }).then(({ status }) => status, String);
"""
SHORTCUTS = "return (await browser.commands.getAll()).map(({ name, shortcut }) => [name, shortcut])"
ORIGINS = "return (await browser.permissions.getAll()).origins"


class Run:
    """What is tested with what, and what was wrong so far."""

    def __init__(self, given):
        self.server, self.token, self.extension, self.shots = given.server, given.token, given.extension, given.screenshots
        self.wrong = []

    def expect(self, is_right, what):
        if not is_right:
            self.wrong.append(what)

    def shoot(self, page, name):
        if self.shots:
            page.screenshot(self.shots / f"{name}.png")


def starts_without_rights(run, firefox):
    shortcuts = dict(firefox.harness.run(SHORTCUTS))
    origins = firefox.harness.run(ORIGINS)
    run.expect(shortcuts and all(shortcuts.values()), f"a command without a shortcut: {shortcuts}")
    run.expect(origins == [], f"origins nobody has granted: {origins}")
    return {"shortcuts": shortcuts}


def needs_permission_for_the_server(run, firefox):
    # Firefox grants an origin with a port, and then lets nothing through: its patterns have none.
    address = urlsplit(run.server)
    before = firefox.harness.run(JOBS, run.server, run.token)
    firefox.grant(f"{address.scheme}://{address.hostname}/*")
    granted = firefox.harness.run(JOBS, run.server, run.token)
    run.expect("NetworkError" in str(before), f"without the permission it is answered {before}")
    run.expect(granted == 200, f"with the permission it is answered {granted}")
    return {"before": before, "granted": granted}


def opens_its_popup_by_button_and_by_key(run, firefox):
    firefox.open(f"{run.server}/healthz")
    popup = firefox.click_action()
    text = popup.text()
    run.shoot(popup, "popup")
    firefox.dismiss()
    shortcut = dict(firefox.harness.run(SHORTCUTS)).get("_execute_action")
    if shortcut:
        firefox.press(shortcut)
        run.expect(firefox.opened().text() == text, "the shortcut opens something else")
    return {"text": text, "by_key": shortcut}


def sleeps_crashes_and_wakes(run, firefox):
    kept = firefox.storage()
    for end in (firefox.terminate, firefox.crash):
        end()
        firefox.wake()
        run.expect(firefox.state() == "running", f"{end.__name__}: the event page is {firefox.state()}")
    run.expect(firefox.storage().keys() >= kept.keys(), f"of {list(kept)} there is {list(firefox.storage())}")
    return {"stored": list(kept)}


SCENARIOS = (
    starts_without_rights,
    needs_permission_for_the_server,
    opens_its_popup_by_button_and_by_key,
    sleeps_crashes_and_wakes,
)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server")
    parser.add_argument("token")
    parser.add_argument("extension", type=Path)
    parser.add_argument("screenshots", nargs="?", type=Path)
    run = Run(parser.parse_args())
    if run.shots:
        run.shots.mkdir(parents=True, exist_ok=True)
    facts = {}
    for scenario in SCENARIOS:
        name = scenario.__name__
        with Firefox(run.extension) as firefox:
            facts["firefox"] = firefox.version
            facts[name] = scenario(run, firefox)
            run.wrong += [f"{name}: {error}" for error in firefox.errors()]
    print(json.dumps(facts | {"wrong": run.wrong}, indent=1))
    sys.exit(1 if run.wrong else 0)


if __name__ == "__main__":
    main()
