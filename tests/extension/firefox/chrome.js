// The privileged half of browser.py: one call is this whole file in Firefox's own process, `arguments` being the add-on's id,
// a command, its arguments, and the callback. A page is "popup", "background", or the number of a tab. Scripts, clicks and
// keys reach all three by Marionette's actors, which are in every document, and need no window of their own.

const [addon, command, parameters, done] = arguments;
const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
const MILLISECONDS_MAX = 10_000;
const CAPABILITIES = { toJSON: () => ({ "moz:accessibilityChecks": false, "moz:webdriverClick": true }) };

const main = Services.wm.getMostRecentWindow("navigator:browser");
const extension = () => WebExtensionPolicy.getByID(addon).extension;
const action = () => ExtensionParent.apiManager.global.browserActionFor(extension());
const tab = (id) => main.gBrowser.tabs.find(({ linkedBrowser }) => linkedBrowser.browserId === id);
// A window that is just opening has no labels yet.
const alerts = () => [...Services.wm.getEnumerator("alert:alert")].filter((alert) => label(alert, "Title"));
const label = ({ document }, part) => document.getElementById(`alert${part}Label`);
const said = (alert, part) => label(alert, part).value || label(alert, part).textContent;
const contextMenu = () => main.document.getElementById("contentAreaContextMenu");

function browserOf(page) {
  if (page === "popup") return main.document.querySelector("browser.webextension-popup-browser");
  if (page === "background") return [...extension().views].find(({ viewType }) => viewType === "background")?.xulBrowser;
  return tab(page)?.linkedBrowser;
}

function actor(page) {
  const document = browserOf(page)?.browsingContext?.currentWindowGlobal;
  if (!document) throw new Error(`there is no ${page}`);
  return document.getActor("MarionetteCommands");
}

const find = (page, selector) => actor(page).findElement("css selector", selector, { timeout: MILLISECONDS_MAX });

async function until(is, what) {
  for (let waited = 0; waited < MILLISECONDS_MAX; waited += 20) {
    if (is()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`timed out waiting for ${what}`);
}

function isLoaded(page) {
  const browser = browserOf(page);
  const url = browser?.currentURI?.spec ?? "about:blank";
  return url !== "about:blank" && !browser.browsingContext.webProgress.isLoadingDocument;
}

const commands = {
  async open(url) {
    main.gBrowser.selectedTab = main.gBrowser.addTrustedTab(url);
    const id = main.gBrowser.selectedBrowser.browserId;
    await until(() => isLoaded(id), url);
    return id;
  },
  select: (page) => void (main.gBrowser.selectedTab = tab(page)),
  close: (page) => void main.gBrowser.removeTab(tab(page)),
  tabs: () => main.gBrowser.tabs.map(({ linkedBrowser }) => [linkedBrowser.browserId, linkedBrowser.currentURI.spec]),

  /** The toolbar's button: as a click on it, with activeTab for the selected tab. */
  action: () => void action().triggerAction(main),
  async opened() {
    await until(() => isLoaded("popup") && browserOf("popup").closest("panel").state === "open", "the popup");
  },
  async dismiss() {
    browserOf("popup")?.closest("panel").hidePopup();
    await until(() => !browserOf("popup"), "the popup to close");
  },
  badge: () => action().action.getContextData(main.gBrowser.selectedTab).badgeText,

  async press(shortcut) {
    const input = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
    if (!input.beginInputTransactionForTests(main)) throw new Error("the keyboard is in use");
    const modifiers = shortcut.split("+");
    const key = modifiers.pop();
    const code = `${/\d/.test(key) ? "Digit" : "Key"}${key}`;
    const held = modifiers.map((each) => new main.KeyboardEvent("", { key: each === "Ctrl" ? "Control" : each }));
    const pressed = new main.KeyboardEvent("", { key: modifiers.includes("Shift") ? key : key.toLowerCase(), code, keyCode: key.charCodeAt(0) });
    for (const each of [...held, pressed]) input.keydown(each);
    for (const each of [pressed, ...held.reverse()]) input.keyup(each);
  },

  /** The prompt after permissions.request: its text, answered with its own button. */
  async answer(allow) {
    const { panel } = main.PopupNotifications;
    const shown = () => panel.querySelector("#addon-webext-permissions-notification");
    await until(() => panel.state === "open" && shown(), "a permission prompt");
    const text = shown().textContent;
    (allow ? shown().button : shown().secondaryButton).click();
    await until(() => panel.state === "closed", "the prompt to close");
    return text;
  },
  grant: (origins) => ExtensionPermissions.add(addon, { permissions: [], origins, data_collection: [] }, extension()),
  revoke: (origins) => ExtensionPermissions.remove(addon, { permissions: [], origins, data_collection: [] }, extension()),

  /** The context menu of an element: the extension's items, by label. */
  async menu(page, selector) {
    const { x, y, width, height } = await actor(page).getElementRect(await find(page, selector));
    const [left, top] = await commands.run(page, "return [scrollX, scrollY]", []);
    const details = { x: x - left + width / 2, y: y - top + height / 2, eventData: { type: "contextmenu", button: 2 } };
    await actor(page).dispatchEvent("synthesizeMouseAtPoint", details);
    await until(() => contextMenu().state === "open", "the context menu");
    const prefix = `${addon.toLowerCase().replace(/[^a-z0-9_-]/g, "_")}-menuitem-`;
    const items = [...contextMenu().querySelectorAll("menuitem")].filter(({ id }) => id.startsWith(prefix));
    return Object.fromEntries(items.map(({ id, label }) => [label, id]));
  },
  /** An item by its id; null closes the menu without a choice. */
  async choose(id) {
    const list = id && main.document.getElementById(id).parentNode;
    if (list && list !== contextMenu()) {
      list.parentNode.openMenu(true);
      await until(() => list.state === "open", "the submenu");
    }
    list ? list.activateItem(main.document.getElementById(id)) : contextMenu().hidePopup();
    await until(() => contextMenu().state === "closed", "the menu to close");
  },

  notifications: () => alerts().map((each) => [said(each, "Title"), said(each, "Text")]),
  async notice(title) {
    const wanted = () => alerts().find((each) => said(each, "Title") === title);
    await until(wanted, `a notification ${title}`);
    wanted().onAlertClick();
  },

  async run(page, script, given) {
    const wrapped = `
      const [given, done] = arguments;
      (async function () { ${script} }).apply(null, given).then(
        (value) => done(JSON.stringify({ value })),
        (error) => done(JSON.stringify({ error: String(error) })),
      );`;
    const { value, error } = JSON.parse(await actor(page).executeScript(wrapped, [given], { async: true, timeout: 60_000 }));
    if (error) throw new Error(error);
    return value;
  },
  async click(page, selector) {
    const found = await find(page, selector);
    // A popup may close itself, and takes its actor with it.
    await actor(page).clickElement(found, CAPABILITIES).catch((error) => {
      if (browserOf(page)) throw error;
    });
  },
  async type(page, selector, text) {
    const found = await find(page, selector);
    await actor(page).clearElement(found);
    await actor(page).sendKeysToElement(found, text, CAPABILITIES);
  },
  screenshot: (page) => actor(page).takeScreenshot(null, 0, true, false),

  state: () => extension().backgroundState,
  wake: () => extension().wakeupBackground(),
  async terminate() {
    if (extension().backgroundState === "stopped") return;
    await extension().terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
    await until(() => extension().backgroundState === "stopped", "the background page to stop");
  },
  /** The process of all the extension's pages, which may then die without Firefox. */
  process() {
    Services.env.set("MOZ_CRASHREPORTER_SHUTDOWN", "");
    return browserOf("background").browsingContext.currentWindowGlobal.osPid;
  },

  /** What scripts and policies complained about, of this extension's own pages. */
  complaints() {
    const own = `moz-extension://${WebExtensionPolicy.getByID(addon).mozExtensionHostname}/`;
    const complaints = Services.console.getMessageArray().filter((each) => each instanceof Ci.nsIScriptError);
    return complaints
      .filter(({ sourceName, errorMessage }) => sourceName.startsWith(own) || errorMessage.includes(own))
      .map(({ errorMessage, sourceName, lineNumber }) => `${sourceName.replace(own, "")}:${lineNumber}: ${errorMessage.trim()}`);
  },
};

(async () => commands[command](...parameters))().then(
  (value) => done({ value: value ?? null }),
  (error) => done({ error: String(error) }),
);
