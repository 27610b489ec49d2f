// GitHub's API, which tells of a pull request what its page cannot: the diff, all comments, and at which line each is.
// Asked with the reader's token for that host, or, at github.com, without one.

import type { Address, Answers } from "../core/review.ts";
import { reduced } from "../core/review.ts";
import { tokenFor } from "../core/hosts.ts";
import * as store from "./store.ts";

const FETCH_MS = 8_000;
const PUBLIC = "https://github.com";
const PAGES_MAX = 10;
const PAGE = 100;
/** GraphQL alone tells which threads are resolved; their first comments tell which they are. */
const THREADS = `query($owner:String!,$name:String!,$number:Int!){repository(owner:$owner,name:$name){pullRequest(number:$number){
reviewThreads(first:100){nodes{isResolved isOutdated comments(first:1){nodes{databaseId}}}}}}}`;

/** The answers without people; nothing where the API does not answer. */
export async function pullRequest({ origin, project, number }: Address): Promise<Answers | undefined> {
  const token = tokenFor((await store.settings()).codeHosts, origin);
  if (!token && origin !== PUBLIC) return undefined;
  const [rest, graphql] = origin === PUBLIC ? ["https://api.github.com", "https://api.github.com/graphql"] : [`${origin}/api/v3`, `${origin}/api/graphql`];
  const ask = async (address: string, accept: string, body?: unknown): Promise<Response> => {
    const headers = { Accept: accept, ...(token && { Authorization: `Bearer ${token}` }) };
    const init = { headers, credentials: "omit", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(FETCH_MS) } as const;
    const answer = await fetch(address, body === undefined ? init : { ...init, method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer;
  };
  const json = async (address: string, body?: unknown): Promise<unknown> => (await ask(address, "application/json", body)).json();
  const all = async (address: string) => {
    const found: unknown[] = [];
    for (let page = 1; page <= PAGES_MAX; page++) {
      const entries = (await json(`${address}?per_page=${PAGE}&page=${page}`)) as unknown[];
      found.push(...entries);
      if (entries.length < PAGE) break;
    }
    return found;
  };
  const threads = async () => {
    const [owner, name] = project.split("/");
    const answer = (await json(graphql, { query: THREADS, variables: { owner, name, number } })) as { data?: { repository?: { pullRequest?: { reviewThreads?: unknown } } } };
    return answer.data?.repository?.pullRequest?.reviewThreads;
  };
  const pull = `${rest}/repos/${project}/pulls/${number}`;
  try {
    const [pull_request, diff, commits, reviews, review_comments, issue_comments, review_threads] = await Promise.all([
      json(pull),
      ask(pull, "application/vnd.github.diff").then((answer) => answer.text()),
      all(`${pull}/commits`),
      all(`${pull}/reviews`),
      all(`${pull}/comments`),
      all(`${rest}/repos/${project}/issues/${number}/comments`),
      // Nobody is answered without a token.
      token ? threads() : undefined,
    ]);
    return reduced({ pull_request, diff, commits, reviews, review_comments, issue_comments, ...(review_threads ? { review_threads } : {}) });
  } catch {
    return undefined;
  }
}
