/**
 * What must outlive the page: which conversation this browser is in, and the outbox: messages that were
 * written and that the server has not yet said it stored.
 *
 * Every change reads, edits and writes the stored list at once, so that two tabs do not lose each other's messages.
 * Where the browser forbids storage the same is kept in memory, for as long as the page lives.
 * Knows nothing of sockets and nothing of the page.
 */

const CONVERSATION = "talkwright.conversation";
const OUTBOX = "talkwright.outbox";

export class Storage {
  #disk = openDisk();
  #memory = new Map();

  /** The id of the conversation, or null before the server has given one. */
  get conversation() {
    const id = this.#read(CONVERSATION);
    return typeof id === "string" ? id : null;
  }

  set conversation(id) {
    if (id !== this.conversation) this.#write(CONVERSATION, id);
  }

  /** The waiting messages, oldest first: {id, text, title, at, failed}. `failed` is why, or null. */
  get outbox() {
    const entries = this.#read(OUTBOX);
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  }

  /** Adds an entry, or replaces the one with the same id where it stands. */
  put(entry) {
    const entries = this.outbox;
    const index = entries.findIndex(({ id }) => id === entry.id);
    if (index < 0) entries.push(entry);
    else entries[index] = entry;
    this.#write(OUTBOX, entries);
  }

  remove(id) {
    const entries = this.outbox;
    const rest = entries.filter((entry) => entry.id !== id);
    if (rest.length < entries.length) this.#write(OUTBOX, rest);
  }

  /** Forgets the conversation and what was waiting to be said in it. */
  clear() {
    this.#write(OUTBOX, []);
    this.#write(CONVERSATION, null);
  }

  /** Calls back when another tab has moved on to another conversation. */
  onConversationChange(callback) {
    addEventListener("storage", ({ key }) => {
      if (key === CONVERSATION || key === null) callback(this.conversation);
    });
  }

  #read(key) {
    try {
      return JSON.parse(this.#disk ? this.#disk.getItem(key) : (this.#memory.get(key) ?? null));
    } catch {
      return null; // not ours, or damaged: as if it were not there
    }
  }

  #write(key, value) {
    const text = JSON.stringify(value);
    try {
      this.#disk?.setItem(key, text);
    } catch {
      this.#leaveDisk(); // full, or switched off while the page was open
    }
    if (!this.#disk) this.#memory.set(key, text);
  }

  #leaveDisk() {
    for (const key of [CONVERSATION, OUTBOX]) this.#memory.set(key, this.#disk.getItem(key) ?? "null");
    this.#disk = null;
  }
}

function openDisk() {
  try {
    const disk = window.localStorage; // the mere mention throws where storage is forbidden
    disk.setItem("talkwright.probe", "");
    disk.removeItem("talkwright.probe");
    return disk;
  } catch {
    return null;
  }
}

function isEntry(entry) {
  return typeof entry?.id === "string" && typeof entry.text === "string" && entry.title && entry.at > 0;
}
