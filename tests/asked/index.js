// The service, which adds to each answer the statements that the index was asked for it. One request at a time.
import { env } from "cloudflare:workers";
import service from "../../crates/coordinator/build/index.js";

export { JobObject, OldJobObject } from "../../crates/coordinator/build/index.js";

const asked = [];
const prepared = Object.getPrototypeOf(env.INDEX.prepare("SELECT 1"));
for (const name of ["run", "all", "first", "raw"]) {
  const ask = prepared[name];
  prepared[name] = function (...given) {
    asked.push({ sql: this.statement, bound: this.params });
    return ask.apply(this, given);
  };
}
const index = Object.getPrototypeOf(env.INDEX);
const { batch } = index;
index.batch = function (statements) {
  asked.push(...statements.map(({ statement, params }) => ({ sql: statement, bound: params })));
  return batch.call(this, statements);
};

export default class extends service {
  async fetch(request) {
    asked.length = 0;
    const { status, headers, body } = await super.fetch(request);
    const told = new Headers(headers);
    told.set("Statements", JSON.stringify(asked));
    return new Response(body, { status, headers: told });
  }
}
