/**
 * Edits on their way to the server, one request at a time and in order. They are kept until the server has them, so a
 * reload or a server that is gone loses none. Edits of the same place that wait are sent as one: the last value counts.
 *
 * Each edit says which version of its file it was made on. One that was made while another was on its way was made on
 * what that one becomes, so it is moved on to that hash: to the `own` one, without what the server merged in of others,
 * as it was made without that, too.
 */

import { Refusal } from "./ask.ts";
import type { Json, Path } from "./json.ts";
import type { Conflict } from "./publishing.ts";
import type { Problem } from "./project.ts";

export type Edit = { file: string; path: Path; value: Json } | { file: string; path: Path; remove: true };
/** The hash of each file that the edits were made on; null: the file is new. */
export type Bases = Record<string, string | null>;
export type Sending = { edits: Edit[]; based_on: Bases };
export type Edited = {
  hashes: Record<string, string>;
  /** The hashes that the files had without the changes of others. */
  own: Record<string, string>;
  revision: string;
  /** Somebody else's changes are in now too: load the value again. */
  merged: boolean;
  conflicts?: Conflict[];
  problems?: Problem[];
};
/** How edits fared. `refused`: the server will never take them; they are gone from the queue. */
export type Outcome =
  | { kind: "saved" | "merged" | "conflict"; edited: Edited; sent: Sending }
  | { kind: "refused"; refusal: Refusal; sent: Sending };
export type State = "idle" | "saving" | "waiting";

type Entry = Sending & { settle: ((outcome: Outcome) => void)[] };
type Parts = {
  send: (sending: Sending) => Promise<Edited>;
  /** Keeps what waits. */
  keep: (waiting: Sending[]) => void;
  told: (state: State, waiting: number) => void;
  /** Resolves when it is time to try again. */
  pause: (tries: number) => Promise<void>;
};

export class Queue {
  #entries: Entry[] = [];
  #running = false;
  readonly #parts: Parts;

  constructor(parts: Parts, kept: Sending[] = []) {
    this.#parts = parts;
    this.#entries = kept.map((sending) => ({ ...sending, settle: [] }));
    if (kept.length > 0) void this.#run();
  }

  /** Resolves when the server has said something to these edits. */
  push(edits: Edit[], based_on: Bases): Promise<Outcome> {
    return new Promise((settle) => {
      const last = this.#entries.at(-1);
      const waits = last !== undefined && (!this.#running || this.#entries.length > 1);
      if (waits && samePlaces(last.edits, edits)) {
        last.edits = edits; // it was made on the value that waits, so its base stands
        last.settle.push(settle);
      } else {
        this.#entries.push({ edits, based_on: this.#moved(based_on), settle: [settle] });
      }
      this.#keep();
      void this.#run();
    });
  }

  get waiting(): number {
    return this.#entries.length;
  }

  readonly #hashes = new Map<string, string>(); // a hash -> what our own edits made of it

  /** `based_on` with each hash that our own edits have made old replaced by the one they made. */
  #moved(based_on: Bases): Bases {
    return Object.fromEntries(
      Object.entries(based_on).map(([file, hash]) => {
        let now = hash;
        for (let next; (next = this.#hashes.get(`${file} ${now}`)); ) now = next;
        return [file, now];
      }),
    );
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    let tries = 0;
    for (let entry; (entry = this.#entries[0]); ) {
      this.#parts.told(tries ? "waiting" : "saving", this.#entries.length);
      const sent: Sending = { edits: entry.edits, based_on: this.#moved(entry.based_on) };
      const outcome = await this.#parts.send(sent).then(
        (edited) => fared(edited, sent),
        (fault: unknown) => (isLasting(fault) ? ({ kind: "refused", refusal: fault, sent } as const) : null),
      );
      if (outcome === null) {
        this.#parts.told("waiting", this.#entries.length);
        await this.#parts.pause(tries++);
        continue;
      }
      tries = 0;
      this.#entries.shift();
      if (outcome.kind !== "refused") this.#follow(sent.based_on, outcome.edited.own);
      this.#keep();
      for (const settle of entry.settle) settle(outcome);
    }
    this.#running = false;
    this.#parts.told("idle", 0);
  }

  #follow(old: Bases, hashes: Record<string, string>): void {
    for (const [file, hash] of Object.entries(hashes)) {
      if (!(file in old) || old[file] === hash) continue;
      this.#hashes.set(`${file} ${old[file]}`, hash);
      this.#hashes.delete(`${file} ${hash}`); // an edit that was undone: this is how it is now, and nothing came of it yet
    }
  }

  #keep(): void {
    this.#parts.keep(this.#entries.map(({ edits, based_on }) => ({ edits, based_on })));
  }
}

function samePlaces(one: Edit[], other: Edit[]): boolean {
  const places = (edits: Edit[]) => JSON.stringify(edits.map(({ file, path }) => [file, path]));
  return places(one) === places(other);
}

function fared(edited: Edited, sent: Sending): Outcome {
  const kind = edited.conflicts?.length ? "conflict" : edited.merged ? "merged" : "saved";
  return { kind, edited, sent };
}

/** Whether sending again would be of no use. One who has to log in again, or asks too often, tries later. */
function isLasting(fault: unknown): fault is Refusal {
  return fault instanceof Refusal && !fault.unreachable && ![401, 408, 429, 500, 504].includes(fault.status);
}
