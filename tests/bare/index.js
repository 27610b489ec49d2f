// As little as a Worker can do for a file of the bucket, or for rows of the index: `make bench` measures ours beside it.
export default {
  async fetch(request, { ARTIFACTS, INDEX }) {
    const { pathname } = new URL(request.url);
    if (request.method === "PUT") return Response.json(await ARTIFACTS.put(pathname, request.body));
    if (request.method === "POST") {
      const { sql, bound } = await request.json();
      const { results } = await INDEX.prepare(sql).bind(...bound).all();
      return new Response(String(results.length));
    }
    if (pathname === "/") return new Response("bare");
    const file = await ARTIFACTS.get(pathname);
    const isZipped = request.headers.get("Accept-Encoding")?.includes("gzip");
    return new Response(file.body, { headers: isZipped ? { "Content-Encoding": "gzip" } : {} });
  },
};
