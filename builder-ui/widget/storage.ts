/**
 * What must outlive the page: which conversation this browser is in, up to where it was read, and the outbox: messages
 * that were written and that the server has not yet said it stored.
 *
 * Each message has a key of its own, so that two tabs which write at the same time do not lose each other's messages.
 * Everything is kept in memory as well: where the browser forbids storage, or has no room, the page works as long as
 * it is open. Knows nothing of sockets and nothing of the page.
 */

import { read, write } from "./json.ts";

/** A message on its way. `title` is shown, `text` is sent, `at` is in seconds. `failed` is why it will not go. */
export interface Entry {
  readonly id: string;
  readonly text: string;
  readonly title: string;
  readonly at: number;
  readonly failed?: string | undefined;
}

export interface Storage {
  /** The id of the conversation, or null before the server has given one. */
  conversation: string | null;
  /** The seq up to which the conversation was on the screen. */
  seen: number;
  /** The waiting messages, oldest first. */
  readonly outbox: Entry[];
  put(entry: Entry): void;
  remove(id: string): void;
  /** Forgets the conversation and what was waiting to be said in it. */
  clear(): void;
  /** Follows what other tabs write, and calls back when they have. */
  follow(changed: () => void, signal: AbortSignal): void;
}

const CONVERSATION = "conversation";
const SEEN = "seen";
const OUTBOX = "outbox:";

/** All keys in the browser's storage begin with `prefix`. */
export function openStorage(prefix: string): Storage {
  const kept = new Map<string, string>();
  attempt(() => {
    for (const key of Object.keys(localStorage)) keep(key, localStorage.getItem(key));
  });
  return {
    get conversation() {
      return kept.get(CONVERSATION) ?? null;
    },
    set conversation(id) {
      put(CONVERSATION, id);
    },
    get seen() {
      return Number(kept.get(SEEN)) || 0;
    },
    set seen(seq) {
      put(SEEN, `${seq}`);
    },
    get outbox() {
      const found: Entry[] = [];
      for (const [name, value] of kept) {
        const entry = read(value) as Partial<Entry>;
        if (name.startsWith(OUTBOX) && entry.id && entry.text && entry.title) found.push(entry as Entry);
      }
      return found.sort((one, other) => one.at - other.at);
    },
    put: (entry) => put(OUTBOX + entry.id, write({ ...entry })),
    remove: (id) => put(OUTBOX + id, null),
    clear() {
      for (const name of [...kept.keys()]) put(name, null);
    },
    follow(changed, signal) {
      const listen = ({ key, newValue }: StorageEvent) => {
        if (key) keep(key, newValue);
        changed();
      };
      addEventListener("storage", listen, { signal });
    },
  };

  function put(name: string, value: string | null): void {
    const key = prefix + name;
    if (value === (kept.get(name) ?? null)) return;
    keep(key, value);
    attempt(() => (value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value)));
  }

  function keep(key: string, value: string | null): void {
    if (!key.startsWith(prefix)) return;
    const name = key.slice(prefix.length);
    if (value === null) kept.delete(name);
    else kept.set(name, value);
  }
}

/** Does what a browser may forbid: the mere mention of its storage throws where it is switched off. */
function attempt(what: () => void): void {
  try {
    what();
  } catch {
    // then only the memory has it
  }
}
