// The manifest of each browser, from one source.

/** @param {{ browser: "chromium" | "firefox", release: string }} build */
export function manifest({ browser, release }) {
  const action = { default_popup: "popup.html", default_title: "Cuepoint: make an episode of this page", default_icon: icons };
  return {
    manifest_version: 3,
    name: "Cuepoint",
    version: release,
    description: "Turns the page you are reading into an episode in your podcast app, on your own Cuepoint server.",
    icons,
    action,
    // Each browser has a key of its own, and complains of the other's.
    background: { ...(browser === "firefox" ? { scripts: ["background.js"] } : { service_worker: "background.js" }), type: "module" },
    options_ui: { page: "options.html", open_in_tab: true },
    permissions: ["activeTab", "scripting", "storage", "alarms", "contextMenus"],
    optional_permissions: ["notifications"],
    // Asked for in the options, for the reader's own server alone.
    optional_host_permissions: ["http://*/*", "https://*/*"],
    // Without one, Firefox turns ws://127.0.0.1 into wss://.
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
    // A suggested key that Chromium has itself is dropped without a word; this one is free in both.
    commands: { _execute_action: { suggested_key: { default: "Alt+Shift+U" } } },
    ...(browser === "chromium" && { minimum_chrome_version: "121" }),
    ...(browser === "firefox" && {
      browser_specific_settings: {
        gecko: {
          id: "cuepoint@cuepoint.dev",
          // The first that shows what is collected on every system.
          strict_min_version: "142.0",
          data_collection_permissions: { required: ["websiteContent"] },
        },
      },
    }),
  };
}

const icons = { 16: "icon-16.png", 32: "icon-32.png", 48: "icon-48.png", 128: "icon-128.png" };
