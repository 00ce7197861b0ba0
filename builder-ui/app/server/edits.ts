/** The one door through which everything is edited. What waits is kept in this browser, for each tab by itself. */

import { create } from "zustand";
import { ask, Refusal } from "./ask.ts";
import { useLine } from "./changes.ts";
import { queries } from "./queries.ts";
import { Queue, type Bases, type Edit, type Edited, type Outcome, type Sending, type State } from "./queue.ts";

export type { Bases, Edit, Edited, Outcome } from "./queue.ts";

const PREFIX = "talkwright:edits:";
const TAB = "talkwright:tab";
const RETRY_MS = [500, 1000, 2000, 5000, 10000];

/** Whether edits are on their way, and how many wait. */
export const useSaving = create<{ state: State; waiting: number }>(() => ({ state: "idle", waiting: 0 }));

const tab = (sessionStorage[TAB] ??= crypto.randomUUID()) as string;
const queue = new Queue({ send, keep, told: (state, waiting) => useSaving.setState({ state, waiting }), pause }, kept(tab));
adopt();

/** Edits values of files; the answer says how it went. A value that was edited is a draft at once. */
export async function edit(edits: Edit[], basedOn: Bases): Promise<Outcome> {
  const outcome = await queue.push(edits, basedOn);
  if (outcome.kind !== "saved") void queries.invalidateQueries();
  return outcome;
}

async function send(sending: Sending): Promise<Edited> {
  try {
    return await ask.post<Edited>("edits", sending);
  } catch (fault) {
    if (fault instanceof Refusal && fault.status === 401) void queries.invalidateQueries({ queryKey: ["session"] });
    throw fault;
  }
}

function pause(tries: number): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(over, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
    const stop = useLine.subscribe((line, before) => {
      if (line.here && !before.here) over();
    });
  });
}

function keep(waiting: Sending[]): void {
  if (waiting.length > 0) localStorage.setItem(PREFIX + tab, JSON.stringify(waiting));
  else localStorage.removeItem(PREFIX + tab);
}

function kept(of: string): Sending[] {
  return JSON.parse(localStorage.getItem(PREFIX + of) ?? "[]") as Sending[];
}

/** Takes over what tabs left that are closed: each tab holds a lock of its name while it lives. */
function adopt(): void {
  if (!("locks" in navigator)) return; // not on a page without TLS: a tab finds its own after a reload all the same
  void navigator.locks.request(PREFIX + tab, () => new Promise(() => undefined));
  const others = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && key !== PREFIX + tab);
  for (const key of others) {
    void navigator.locks.request(key, { ifAvailable: true }, (lock) => {
      if (lock === null) return;
      const left = kept(key.slice(PREFIX.length));
      localStorage.removeItem(key);
      for (const { edits, based_on } of left) void edit(edits, based_on);
    });
  }
}
