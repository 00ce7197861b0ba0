/**
 * Hears from the server what changed, here or by others, and asks again for what that may have changed. It also knows
 * whether the server is there: a line that breaks is tried again, and what was missed in the meantime is asked anew.
 */

import { create } from "zustand";
import { lookAgain, present, WINDOW, type Here } from "./presence.ts";
import { queries } from "./queries.ts";

const EVENTS = {
  files: ["project", "flow", "value", "map", "problems", "slots", "condition", "diff", "conflicts", "intents", "data", "responses", "preview", "review", "rehearsal", "models", "messages", "hits"],
  draft: ["project", "flow", "value", "map", "problems", "slots", "condition", "diff", "conflicts", "intents", "data", "responses", "preview", "review", "rehearsal", "models", "messages", "hits"],
  conflict: ["project", "conflicts", "flow", "value"],
  published: ["project", "diff", "history", "conflicts"],
  model: ["models", "project", "review", "messages", "rehearsal"],
  models: ["models"],
  job: ["jobs"],
  messages: ["messages"],
  accounts: ["people", "audit"],
  layout: ["flow"],
} as const;

/** What a job may have changed that is over. */
const CAME_OF_JOBS = ["review", "intents", "models"];

const RETRY_MS = [500, 1000, 2000, 5000, 10000];

type Line = {
  here: boolean;
  /** What the last event said. */
  revision: string | null;
};

export const useLine = create<Line>(() => ({ here: true, revision: null }));

/** Whether the server can be reached. */
export function useServerIsHere(): boolean {
  return useLine((line) => line.here);
}

/** Begins to listen. Returns how to stop. */
export function listen(): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let tries = 0;
  let missed = false;

  function connect(): void {
    source = new EventSource(`/builder/api/changes?window=${WINDOW}`);
    source.addEventListener("open", () => {
      tries = 0;
      useLine.setState({ here: true });
      lookAgain();
      if (missed) void queries.invalidateQueries();
      missed = false;
    });
    source.addEventListener("error", () => {
      missed = true;
      source?.close();
      void answers().then((here) => useLine.setState({ here }));
      timer = window.setTimeout(connect, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
    });
    source.addEventListener("people", ({ data }: MessageEvent<string>) => present((JSON.parse(data) as { people: Here[] }).people));
    for (const [name, keys] of Object.entries(EVENTS)) source.addEventListener(name, (event) => heard(event, keys));
  }

  const again = () => {
    window.clearTimeout(timer);
    source?.close();
    connect();
  };
  connect();
  window.addEventListener("online", again);
  return () => {
    window.removeEventListener("online", again);
    window.clearTimeout(timer);
    source?.close();
  };
}

function heard(event: MessageEvent<string>, keys: readonly string[]): void {
  const { revision, state, window } = JSON.parse(event.data) as { revision?: string; state?: string; window?: string };
  if (window === WINDOW) return; // it has moved its cards itself
  if (revision !== undefined) useLine.setState({ revision });
  const isOver = state !== undefined && state !== "running";
  for (const key of isOver ? [...keys, ...CAME_OF_JOBS] : keys) void queries.invalidateQueries({ queryKey: [key] });
}

/** Whether the server answers at all: a line may also be refused, to one who is not logged in. */
async function answers(): Promise<boolean> {
  return fetch("/builder/api/session").then(
    ({ status }) => status !== 502 && status !== 503 && status !== 504,
    () => false,
  );
}
