/** Asks the server: JSON there and back. What goes wrong is a `Refusal`, which says it in words that can be shown. */

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
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (method !== "GET") headers["X-CSRF-Token"] = csrf;
  const sent: RequestInit = { method, headers, credentials: "same-origin" };
  if (body !== undefined) sent.body = JSON.stringify(body);
  const answer = await fetch(BASE + path, sent).catch((fault: unknown) => {
    throw new Refusal(0, String(fault), "", null);
  });
  const said: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw refusal(answer.status, said);
  return said as Answer;
}

function refusal(status: number, said: unknown): Refusal {
  const { message, details } = (said ?? {}) as { message?: string; details?: { hint?: string } };
  return new Refusal(status, message ?? "", details?.hint ?? "", said);
}

function written(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text && `?${text}`;
}
