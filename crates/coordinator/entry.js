// The Worker's entry: hands requests, the cron and objects to the wasm, and starts the wasm anew after it has trapped.
//
// Does what the shim of worker-build does for the `worker` of the same version (0.8.7, Apache-2.0): look there when that changes.

import { WorkerEntrypoint } from "cloudflare:workers";
import * as wasm from "./index.js";

Error.stackTraceLimit = 100;
const state = wasm.__worker_init_state();

addEventListener("error", ({ error }) => noteTrap(error));

function noteTrap(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  console.error("Critical", error);
  state.criticalError = true;
}

function startAnew() {
  if (!state.criticalError) return;
  console.log("Reinitializing Wasm application");
  wasm.__wbg_reset_state();
  state.criticalError = false;
  state.instanceId++;
}

class Entrypoint extends WorkerEntrypoint {
  fetch(request) {
    return wasm.fetch.call(this, request, this.env, this.ctx);
  }

  scheduled(event) {
    return wasm.scheduled.call(this, event, this.env, this.ctx);
  }
}

// A method that looks before it runs whether the wasm has to be started anew, and afterwards whether it has trapped.
function guarded(method) {
  const isSync = method.constructor === Function;
  return new Proxy(method, {
    apply: isSync
      ? (target, self, args) => {
          startAnew();
          try {
            return target.apply(self, args);
          } catch (error) {
            noteTrap(error);
            throw error;
          }
        }
      : async (target, self, args) => {
          startAnew();
          try {
            return await target.apply(self, args);
          } catch (error) {
            noteTrap(error);
            throw error;
          }
        },
  });
}

// Everything that is done with an object is done with what it holds now.
const held = {};
for (const trap of [
  "apply",
  "construct",
  "defineProperty",
  "deleteProperty",
  "getOwnPropertyDescriptor",
  "getPrototypeOf",
  "has",
  "isExtensible",
  "ownKeys",
  "set",
  "setPrototypeOf",
]) {
  held[trap] = (holder, ...args) => Reflect[trap](holder.instance, ...args);
}

// A class whose objects are made again, from the same arguments, once the wasm they were made in is gone.
function renewed(type) {
  return new Proxy(type, {
    construct(type, args, target) {
      const make = () => ({ instance: Reflect.construct(type, args, target), madeIn: state.instanceId });
      try {
        startAnew();
        return new Proxy(make(), {
          ...held,
          get(holder, name, receiver) {
            if (holder.madeIn !== state.instanceId) Object.assign(holder, make());
            const value = Reflect.get(holder.instance, name, receiver);
            return typeof value === "function" ? guarded(value) : value;
          },
        });
      } catch (error) {
        state.criticalError = true;
        throw error;
      }
    },
  });
}

export default renewed(Entrypoint);
export const JobObject = renewed(wasm.JobObject);
export const OldJobObject = renewed(wasm.OldJobObject);
