#!/usr/bin/env bash
# An event page of Firefox that writes to storage.session stays awake for good; one that writes to storage.local is put to sleep.
#
# Firefox 140.12.0esr (Debian's package, 140.12.0esr-1~deb12u1), marionette_driver 3.7.1, Python 3.11; the same in Firefox
# 153.8.0esr, with the idle time it has by default: after 30 s put to sleep, after 45 s still running.
# Guessed: a call of an extension API either counts as activity of the page or it does not, whichever area it writes to.
# Seen: each call which travels to Firefox's own process resets the idle timer: storage.session, alarms.getAll,
# runtime.getPlatformInfo. storage.local is read and written in the extension's process, and does not.
# The idle time is three seconds here. Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
needed=$(apt-get -qq install --simulate --no-install-recommends firefox-esr=140.12.0esr-1~deb12u1 |
  sed -n 's/^Inst \([^ ]*\).*/\1/p' | grep -vx firefox-esr || true)
apt-get -qq -o APT::Sandbox::User=root download firefox-esr=140.12.0esr-1~deb12u1 $needed 2>/dev/null
for package in *.deb; do dpkg -x "$package" unpacked; done
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --target packages \
  marionette_driver==3.7.1 blessed==1.52.0 distro==1.9.0 jinxed==2.1.0 mozdevice==4.2.0 mozfile==3.0.0 mozinfo==1.2.3 \
  mozlog==8.1.0 mozprocess==1.4.0 mozprofile==3.0.0 mozrunner==8.4.0 mozsystemmonitor==1.0.1 mozterm==1.0.0 \
  mozversion==2.4.0 psutil==7.2.2 six==1.17.0 wcwidth==0.9.4
mkdir extension
cat >extension/manifest.json <<'JSON'
{
  "manifest_version": 3, "name": "Idle", "version": "1", "permissions": ["storage", "alarms"],
  "background": { "scripts": ["background.js"] },
  "browser_specific_settings": { "gecko": { "id": "idle@example.org" } }
}
JSON
cat >drive.py <<'PY'
import os, time
from marionette_driver.addons import Addons
from marionette_driver.marionette import Marionette

CALLS = (
    "nothing",
    "browser.storage.local.set({ at: Date.now() })",
    "browser.storage.session.set({ at: Date.now() })",
    "browser.storage.local.get()",
    "browser.storage.session.get()",
    "browser.alarms.getAll()",
    "browser.runtime.getPlatformInfo()",
)
for call in CALLS:
    with open("extension/background.js", "w") as script:
        script.write("" if call == "nothing" else f"setInterval(() => {call}, 500);")
    firefox = Marionette(
        app="fxdesktop", bin=os.path.abspath("unpacked/usr/lib/firefox-esr/firefox-esr"), port=0, headless=True,
        gecko_log="log", workspace=os.getcwd(), prefs={"extensions.background.idle.timeout": 3000},
    )
    try:
        firefox.start_session()
        Addons(firefox).install(os.path.abspath("extension"), temp=True)
        time.sleep(8)
        firefox.set_context("chrome")
        state = 'return WebExtensionPolicy.getByID("idle@example.org").extension.backgroundState'
        print(f"{call}: {firefox.execute_script(state)}")
    finally:
        firefox.cleanup()
        del firefox
PY
HOME=$folder LD_LIBRARY_PATH=$(printf %s: unpacked/{usr/,}lib/*-linux-gnu) PYTHONPATH=packages python3 drive.py | tee seen
diff - seen <<'SEEN'
nothing: stopped
browser.storage.local.set({ at: Date.now() }): stopped
browser.storage.session.set({ at: Date.now() }): running
browser.storage.local.get(): stopped
browser.storage.session.get(): running
browser.alarms.getAll(): running
browser.runtime.getPlatformInfo(): running
SEEN
