// Stories of a reader: following a job, hearing its episode, changing a line, and all of that without script.

import { join } from "node:path";
import { open } from "./browser.mjs";
import { JOB } from "./service.mjs";

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A job is followed from its beginning to its episode, across a dropped socket. */
export async function followed(browser, service, shots, expect) {
  service.state.isMoving = true;
  const { page, facts } = await open(browser, `${service.origin}/jobs/${JOB}`, { width: 360 });
  const loaded = await page.evaluate(() => window.noted.shift);
  await page.waitForFunction(() => document.querySelector("#note")?.textContent.includes("Attempt 1"), { timeout: 20_000 });
  if (shots) await page.screenshot({ path: join(shots, "following-360.png") });
  await page.waitForSelector("article[data-status=succeeded] audio", { timeout: 20_000 });
  await sleep(300);
  service.state.isMoving = false;
  const { shown, said, violations, ...noted } = await page.evaluate(() => window.noted);
  const shift = noted.shift - loaded;
  const watches = service.state.notes.filter(({ watch }) => watch);
  const tickets = service.state.notes.filter(({ post }) => post === `/v1/jobs/${JOB}/ticket`);
  const after = watches.filter(({ watch }) => watch.includes(JOB)).map(({ after }) => after);
  expect(shown.includes("Speaking the lines: 48 of 48") && shown.includes("Mixing the episode"), `shown: ${shown}`);
  expect(said.at(-1) === "Finished" && said.length <= 14, `said: ${said}`);
  expect(after.at(-2) === 3 && after.at(-1) > 3, `resumed after ${after}`);
  expect(watches.every(({ offers }) => /^cuepoint\.\d{4}-\d\d-\d\d, ?cuepoint\.ticket\.sample$/.test(offers)), "subprotocols");
  expect(tickets.every(({ csrf, client }) => csrf === "c5rf" && /^page\/\d+\.\d+\.\d+$/.test(client)), "headers of the API");
  expect(shift < 0.01, `layout shift while following: ${shift}`);
  expect(violations.length + facts.errors.length + facts.foreign.length === 0, `following: ${violations} ${facts.errors}`);
  await page.close();
  return { shift, sentences: shown.length, said, after };
}

/** Chapters and lines move the audio, and the audio moves the transcript. */
export async function heard(browser, service, shots, expect) {
  const { page } = await open(browser, `${service.origin}/samples/job-finished`);
  const time = () => page.evaluate(() => document.querySelector("#audio").currentTime);
  const current = () => page.evaluate(() => document.querySelector(".line[aria-current]")?.id);
  await page.click(".chapters li:nth-child(3) a");
  await sleep(600);
  const chapter = await time();
  expect(chapter >= 30 && chapter < 32, `the chapter at 30 s gives ${chapter}`);
  expect((await current()) === "line-24", `the line at 30 s is ${await current()}`);
  await page.click("#line-2 .text");
  await sleep(400);
  const line = await time();
  expect(line >= 2.5 && line < 4, `the line at 2.5 s gives ${line}`);
  await page.waitForFunction(() => document.querySelector(".line[aria-current]")?.id === "line-12", { timeout: 20_000 });
  const isInView = () =>
    page.evaluate(() => {
      const { top, bottom } = document.querySelector(".line[aria-current]").getBoundingClientRect();
      return top > 60 && bottom < innerHeight;
    });
  const isFollowed = await isInView();
  expect(isFollowed, "the current line has left the view");
  if (shots) await page.screenshot({ path: join(shots, "hearing-1280.png") });
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const before = await page.evaluate(() => scrollY);
  await page.waitForFunction(() => document.querySelector(".line[aria-current]")?.id === "line-14", { timeout: 10_000 });
  const isLeftAlone = (await page.evaluate(() => scrollY)) === before;
  expect(isLeftAlone, "a reader who has scrolled away is scrolled");
  await page.close();
  return { chapter, line, isFollowed, isLeftAlone };
}

/** A line is changed in place; a rejection is told beside it. */
export async function revised(browser, service, expect) {
  const { page } = await open(browser, `${service.origin}/samples/job-finished`);
  const change = async (text) => {
    await page.evaluate(() => (document.querySelector("#line-3 .edit").open = true));
    await page.$eval("#line-3 textarea", (area, text) => (area.value = text), text);
    await page.click("#line-3 .edit button");
    await sleep(300);
    return page.evaluate(() => document.querySelector("#line-3 output").textContent);
  };
  const rejected = await change("refuse this");
  expect(rejected === "text: plain words only", `rejected: ${rejected}`);
  await change("Said\n  differently.");
  const { post, body, csrf, type } = service.state.notes.filter(({ post }) => post?.endsWith("/revise")).at(-1);
  expect(post === `/v1/jobs/${JOB}/revise` && csrf === "c5rf" && type === "application/json", `revise: ${post} ${csrf} ${type}`);
  expect(body === '{"lines":[{"turn":3,"text":"Said differently."}]}', `revise: ${body}`);
  await page.close();
  return { rejected, body };
}

/** An outline that somebody else has changed does not take the place of the one that is being read. */
export async function approved(browser, service, expect) {
  Object.assign(service.state, { page: "job-plan", next: "job-plan-changed", isMoving: true });
  const { page } = await open(browser, `${service.origin}/jobs/${JOB}`);
  await page.waitForFunction(() => document.querySelector("#note")?.textContent.includes("There is news"), { timeout: 20_000 });
  const estimate = await page.$eval("[name=estimate]", (field) => field.value);
  expect(estimate === "a1", `the estimate that was shown became ${estimate}`);
  service.state.isMoving = false;
  await Promise.all([page.waitForNavigation(), page.click("#note a")]);
  const next = await page.$eval("[name=estimate]", (field) => field.value);
  expect(next === "b2", `loaded again it is ${next}`);
  await page.close();
  return { estimate, next };
}

/** Without script: the content is there, the forms are plain, chapters are media fragments. */
export async function withoutScript(browser, service, shots, expect) {
  const { page, facts } = await open(browser, `${service.origin}/samples/job-finished`, { width: 360, script: false });
  const text = await page.$eval("main", (main) => main.innerText);
  const isShown = ["Leases, and what they are for", "The fencing token", "A lease is the right", "Transcript (WebVTT)"];
  for (const part of isShown) expect(text.includes(part), `without script there is no: ${part}`);
  if (shots) await page.screenshot({ path: join(shots, "without-script-360.png") });
  const link = await page.$eval(".chapters li:nth-child(2) a", (link) => link.getAttribute("href"));
  expect(link === `/v1/jobs/${JOB}/episode.mp3#t=15`, `chapter: ${link}`);
  await page.click("#line-0 .edit summary");
  await Promise.all([page.waitForNavigation(), page.click("#line-0 .edit button")]);
  const { post, body } = service.state.notes.filter(({ post }) => post).at(-1);
  const fields = Object.fromEntries(new URLSearchParams(body));
  expect(post === `/jobs/${JOB}/revise` && fields.csrf === "c5rf" && fields.turn === "0", `form: ${post} ${body}`);
  expect(fields.text?.startsWith("A lease is the right"), `form: ${body}`);
  const posted = async (selector) => {
    await Promise.all([page.waitForNavigation(), page.click(selector)]);
    const { post, body } = service.state.notes.filter(({ post }) => post).at(-1);
    return `${post} ${body}`;
  };
  await page.goto(`${service.origin}/samples/job-plan`);
  const approval = await posted(".approve button");
  expect(approval === `/jobs/${JOB}/approve csrf=c5rf&estimate=a1`, `approval: ${approval}`);
  await page.click(".plan summary");
  await page.click("[name=remove-3]");
  const plan = await posted(".plan button");
  expect(plan.startsWith(`/jobs/${JOB}/outline csrf=c5rf&revision=1&place-0=1&title-0=Introduction&place-1=2`), `plan: ${plan}`);
  expect(plan.endsWith("&remove-3=1"), `plan: ${plan}`);
  await page.goto(`${service.origin}/samples/job-parked`);
  const resumed = await posted(".problem button");
  expect(resumed.endsWith("/resume csrf=c5rf"), `resumed: ${resumed}`);
  await page.goto(`${service.origin}/samples/library`);
  await page.type("input[name=name]", "Kitchen");
  await Promise.all([page.waitForNavigation(), page.click(".feed > form button")]);
  const added = service.state.notes.at(-1);
  expect(added.post === "/feeds/f1/addresses" && added.body === "csrf=c5rf&name=Kitchen", `feed: ${JSON.stringify(added)}`);
  expect(facts.errors.length === 0, `without script: ${facts.errors}`);
  await page.close();
  return { link, form: { post, ...fields, text: fields.text?.length }, added: added.body };
}
