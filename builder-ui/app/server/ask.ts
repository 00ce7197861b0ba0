/** Asks the server: JSON there and back. What goes wrong is a `Refusal`, which says it in words that can be shown. */

import { spokenText } from "./spoken.ts";
import { t } from "./words.ts";

const BASE = "/builder/api/";

let csrf = "";

/** The token that every request that changes something carries; GET session says it. */
export function carry(token: string): void {
  csrf = token;
}

/** What the server said instead of an answer. `status` 0: it could not be reached. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly hint: string,
    readonly body: unknown,
  ) {
    super(message);
    this.name = "Refusal";
  }

  get unreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503;
  }
}

type Query = Record<string, string | number | boolean | undefined>;

export const ask = {
  get: <Answer>(path: string, query: Query = {}) => send<Answer>("GET", path + written(query)),
  post: <Answer>(path: string, body: unknown = {}) => send<Answer>("POST", path, body),
  put: <Answer>(path: string, body: unknown) => send<Answer>("PUT", path, body),
  remove: <Answer>(path: string) => send<Answer>("DELETE", path),
};

async function send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const changes = method !== "GET" && path !== "login";
  if (changes && csrf === "") await renew();
  const carried = csrf;
  let answer = await sent(method, path, body);
  // A server that was started again wants another token: what waited for it is sent with that.
  if (changes && answer.status === 403 && (csrf !== carried || (await renew()) !== carried)) answer = await sent(method, path, body);
  const said: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw await refusal(answer.status, said);
  return said as Answer;
}

async function sent(method: string, path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  const request: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) request.body = JSON.stringify(body);
  return fetch(BASE + path, request).catch(() => {
    throw new Refusal(0, t("server.unreachable"), "", null);
  });
}

/** The token as the server says it now. */
async function renew(): Promise<string> {
  const answer = await sent("GET", "session", undefined);
  const session = (await answer.json().catch(() => null)) as { csrf?: string } | null;
  if (session?.csrf) csrf = session.csrf;
  return csrf;
}

async function refusal(status: number, said: unknown): Promise<Refusal> {
  const { message = "", details: { hint = "" } = {} } = (said ?? {}) as { message?: string; details?: { hint?: string } };
  return new Refusal(status, await spokenText(message), await spokenText(hint), said);
}

function written(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text && `?${text}`;
}
