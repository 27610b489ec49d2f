import assert from "node:assert/strict";
import { test } from "node:test";
import { browserName, challengeOf, checkCode, connectPage, newVerifier } from "../src/core/connect.ts";
import { address, headerFault, permission, versionCheck, versionsOf } from "../src/core/server.ts";
import { lifetime, line } from "../src/core/versions.ts";
import { countWords, minutesOf } from "../src/core/words.ts";

test("an address is taken as it is typed", () => {
  for (const [typed, kept] of [
    ["http://127.0.0.1:8787", "http://127.0.0.1:8787"],
    ["127.0.0.1:8787/", "http://127.0.0.1:8787"],
    ["localhost:8787", "http://localhost:8787"],
    ["192.168.1.5:8787", "http://192.168.1.5:8787"],
    ["http://[::1]:8787/", "http://[::1]:8787"],
    [" cuepoint.example ", "https://cuepoint.example"],
    ["https://Example.com/pod//", "https://example.com/pod"],
  ] as const) assert.equal(address(typed), kept, typed);
  for (const typed of ["", " ", "not an address", "ftp://a.example", "javascript:alert(1)", "https://user:pw@a.example", "https://a.example/?x=1", "https://a.example/#x", "https://"]) {
    assert.equal(address(typed), undefined, typed);
  }
});

test("the permission asked for is the server's host, without a port", () => {
  assert.equal(permission("http://127.0.0.1:8787"), "http://127.0.0.1/*");
  assert.equal(permission("https://example.com/pod"), "https://example.com/*");
});

test("headers that cannot be sent, or are ours, are told", () => {
  assert.equal(headerFault({ name: "CF-Access-Client-Id", value: "abc.access" }), undefined);
  for (const [name, value] of [["", "x"], ["a b", "x"], ["X-A", ""], ["X-A", "ö"], ["X-A", "a\nb"], ["Authorization", "x"], ["Cookie", "x"], ["Cuepoint-Version", "x"], ["Idempotency-Key", "x"], ["Sec-Fetch-Site", "x"]] as const) {
    assert.ok(headerFault({ name, value }), `${name}: ${value}`);
  }
});

test("only a list of versions is Cuepoint", () => {
  const list = { current: "2026-11-29", supported: ["2026-11-21", "2026-11-29"], versions: [] };
  assert.deepEqual(versionsOf(list)?.supported, list.supported);
  for (const body of [null, "x", [], {}, { current: "x" }, { current: 1, supported: [] }, { current: "x", supported: [1] }]) assert.equal(versionsOf(body), undefined);
  const check = (wire: string) => versionCheck(wire, list);
  assert.equal(check("2026-11-21").is, "right");
  const [old, young] = [check("2026-11-20"), check("2027-01-01")];
  assert.ok(old.is === "wrong" && old.why.includes("Update the extension"));
  assert.ok(young.is === "wrong" && young.why.includes("Update the server"));
});

test("what the service says of a version is told", () => {
  const headers = (fields: Record<string, string>) => new Headers(fields);
  assert.deepEqual(lifetime(headers({})), { is: "fine" });
  assert.equal(line({ is: "fine" }), undefined);
  const sunset = lifetime(headers({ Deprecation: "@1795910400", Sunset: "Sat, 29 May 2027 00:00:00 GMT" }));
  assert.deepEqual(sunset, { is: "deprecated", until: Date.UTC(2027, 4, 29) });
  assert.ok(line(sunset)?.includes("2027-05-29"));
  assert.deepEqual(lifetime(headers({ Deprecation: "@1795910400" })), { is: "deprecated" });
  assert.deepEqual(lifetime(headers({ Sunset: "Sat, 29 May 2027 00:00:00 GMT" }), "version_retired"), { is: "retired" });
  assert.deepEqual(lifetime(headers({}), "version_too_new"), { is: "too_new" });
});

test("the page of the service is told the digest of the verifier, and shows its beginning", async () => {
  const verifier = newVerifier();
  assert.match(verifier, /^[0-9a-f]{64}$/);
  const challenge = await challengeOf("00".repeat(32));
  // As sha256sum has it.
  assert.equal(challenge, "60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55");
  assert.equal(checkCode(challenge), "60E-05B");
  assert.equal(connectPage("https://a.example", challenge, "Firefox on Linux"), `https://a.example/connect?challenge=${challenge}&name=Firefox%20on%20Linux`);
});

test("a browser is named by what it calls itself", () => {
  assert.equal(browserName("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"), "Firefox on Linux");
  assert.equal(browserName("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0"), "Edge on Windows");
  assert.equal(browserName("something"), "A browser");
});

test("words are counted in scripts that write none apart, too", () => {
  assert.equal(countWords("It's 3 words."), 3);
  assert.ok(countWords("吾輩は猫である。名前はまだ無い。") > 5);
  assert.equal(minutesOf(10), 1);
  assert.equal(minutesOf(1_500), 10);
});
