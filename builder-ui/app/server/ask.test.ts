import { afterEach, expect, test, vi } from "vitest";
import { useLanguage } from "../words/language.ts";
import { ask, carry, Refusal } from "./ask.ts";

/** A server whose token is `token`. */
function server(token: { now: string }) {
  const heard: string[] = [];
  vi.stubGlobal("fetch", async (address: string, { method, headers }: RequestInit) => {
    heard.push(`${method} ${address.replace("/builder/api/", "")}`);
    if (address.endsWith("session")) return Response.json({ csrf: token.now });
    const carried = (headers as Record<string, string>)["X-CSRF-Token"];
    return carried === token.now ? Response.json({ done: true }) : Response.json({ message: "old" }, { status: 403 });
  });
  return heard;
}

afterEach(() => {
  vi.unstubAllGlobals();
  carry("");
});

test("what is sent before anybody asked who one is waits for the token", async () => {
  const heard = server({ now: "a" });
  expect(await ask.post("edits", {})).toEqual({ done: true });
  expect(heard).toEqual(["GET session", "POST edits"]);
});

test("a server that was started again is sent it with its new token", async () => {
  const heard = server({ now: "b" });
  carry("a");
  expect(await ask.post("edits", {})).toEqual({ done: true });
  expect(heard).toEqual(["POST edits", "GET session", "POST edits"]);
});

test("who may not is told so at once", async () => {
  const heard = server({ now: "a" });
  carry("a");
  vi.stubGlobal("fetch", async (address: string) => {
    heard.push(address);
    return address.endsWith("session") ? Response.json({ csrf: "a" }) : Response.json({ message: "no" }, { status: 403 });
  });
  await expect(ask.post("publish", {})).rejects.toThrow(Refusal);
  expect(heard).toHaveLength(2);
});

test("a refusal is told in the language of the app, and so is a server that is not there", async () => {
  useLanguage.setState({ language: "de" });
  vi.stubGlobal("fetch", async () => Response.json({ message: "There is no flow 'x'." }, { status: 404 }));
  await expect(ask.get("flows/x")).rejects.toThrow("Einen Ablauf „x“ gibt es nicht.");
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(ask.get("flows/x")).rejects.toMatchObject({ message: "Der Server ist nicht zu erreichen.", unreachable: true });
  useLanguage.setState({ language: "en" });
});
