// A tail Worker: hands every event it gets of another Worker to the tests' origin, as it is.
export default {
  async tail(events, env) {
    await fetch(env.ORIGIN, { method: "POST", body: JSON.stringify(events) });
  },
};
