// Answers of the npm package `send` to requests for one file, over HTTP: requests in on stdin, answers out on stdout, as JSON.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, createServer, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import send from "send";

const { etag, modified, size, requests } = JSON.parse(readFileSync(0, "utf8"));
const folder = mkdtempSync(path.join(tmpdir(), "conditions-"));
const file = path.join(folder, "file");
writeFileSync(file, Buffer.alloc(size));

const server = createServer((request, response) => {
  response.setHeader("ETag", etag);
  response.setHeader("Last-Modified", modified);
  send(request, file, { dotfiles: "allow" }).pipe(response);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function ask({ method, headers }) {
  return new Promise((answered, failed) => {
    const asked = request({ host: "127.0.0.1", port: server.address().port, agent, method, headers }, (response) => {
      const part = /^bytes (\d+-\d+)\//.exec(response.headers["content-range"] ?? "");
      response.resume().on("end", () => answered([response.statusCode, ...(part ? [part[1]] : [])].join(" ")));
    });
    asked.on("error", failed).end();
  });
}

const answers = [];
for (const request of requests) answers.push(await ask(request));
console.log(JSON.stringify(answers));
agent.destroy();
server.close();
rmSync(folder, { recursive: true });
