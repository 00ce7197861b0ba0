/**
 * The line to the assistant: one WebSocket that comes back by itself, picks the conversation up where it was,
 * and sends each message until the server has said that it is stored.
 *
 * The server answers a message id once, however often it is sent; so sending again is always safe.
 * Knows frames and the outbox, not the page. What happens is told to a listener:
 *   state(name)        "connecting", "online" or "offline"
 *   frame(frame)       welcome, user, bot, typing, done and error frames, as they came
 *   reset()            what was shown belongs to another conversation
 */

const ENDPOINT = "/webhooks/web/socket";
const PING_EVERY_MS = 25_000;
const PATIENCE_MS = 10_000; // a hello or a ping unanswered for so long means that the line is dead
const BACKOFF_MS = { first: 500, most: 30_000 };

export class Connection {
  #storage;
  #listener;
  #socket = null;
  #welcomed = false;
  #conversation;
  #lastSeq = 0;
  #attempts = 0;
  #retryTimer = 0;
  #pingTimer = 0;
  #patienceTimer = 0;

  constructor(storage, listener) {
    this.#storage = storage;
    this.#listener = listener;
    this.#conversation = storage.conversation;
    // A tab that starts over says null first and the new id as soon as it has one: that is the one to follow.
    storage.onConversationChange((id) => id && id !== this.#conversation && this.#switchTo(id));
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
  }

  open() {
    clearTimeout(this.#retryTimer);
    this.#listener.state(this.#attempts ? "offline" : "connecting");
    const socket = new WebSocket(endpoint());
    this.#socket = socket;
    socket.onopen = () => {
      this.#transmit({ type: "hello", conversation: this.#conversation, after_seq: this.#lastSeq });
    };
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = () => this.#lost();
    this.#expectAnswer();
  }

  /** Keeps the message until it is stored, and sends it now or as soon as there is a line. */
  send(entry) {
    this.#storage.put({ ...entry, failed: null });
    if (this.#welcomed) this.#transmitMessage(entry);
  }

  /** Leaves the conversation for a new one. */
  startOver() {
    this.#storage.clear();
    this.#switchTo(null);
  }

  #switchTo(conversation) {
    this.#hangUp();
    this.#attempts = 0;
    this.#conversation = conversation;
    this.#lastSeq = 0;
    this.#listener.reset();
    this.open();
  }

  #receive(data) {
    clearTimeout(this.#patienceTimer);
    const frame = parse(data);
    if (frame.type === "welcome" && !this.#welcome(frame)) return;
    if (frame.type === "user") this.#storage.remove(frame.id);
    if (frame.type === "error" && this.#retryLater(frame)) return;
    if (frame.type === "error") this.#markFailed(frame);
    if (frame.type === "user" || frame.type === "bot") this.#lastSeq = Math.max(this.#lastSeq, frame.seq);
    // Only a line that has done some work ends the backing off; one that is cut after each welcome does not.
    if (frame.type === "done" || frame.type === "pong") this.#attempts = 0;
    this.#listener.frame(frame);
    if (frame.type === "welcome") this.#transmitOutbox();
  }

  /** False when this line must be given up because the server does not know what was shown here. */
  #welcome({ conversation, seq }) {
    if (this.#conversation === conversation && seq < this.#lastSeq) {
      this.#switchTo(conversation); // same name, shorter log: the server has lost it; show what it has
      return false;
    }
    if (this.#conversation !== conversation) {
      if (this.#conversation !== null) this.#listener.reset();
      this.#lastSeq = 0;
      this.#conversation = conversation;
    }
    this.#storage.conversation = conversation;
    this.#welcomed = true;
    this.#listener.state("online");
    this.#pingTimer = setInterval(() => {
      this.#transmit({ type: "ping" });
      this.#expectAnswer();
    }, PING_EVERY_MS);
    return true;
  }

  /** Sends a message again when the server says after how many seconds; nobody need be told. */
  #retryLater({ id, retry_after }) {
    const waits = (entry) => entry.id === id && typeof entry.failed !== "string";
    if (!retry_after || !this.#storage.outbox.some(waits)) return false;
    setTimeout(() => {
      const entry = this.#storage.outbox.find(waits);
      if (entry && this.#welcomed) this.#transmitMessage(entry);
    }, retry_after * 1000);
    return true;
  }

  #markFailed({ id, message }) {
    const entry = this.#storage.outbox.find((waiting) => waiting.id === id);
    if (entry) this.#storage.put({ ...entry, failed: message ?? "" });
  }

  #transmitOutbox() {
    for (const entry of this.#storage.outbox) if (typeof entry.failed !== "string") this.#transmitMessage(entry);
  }

  #transmitMessage({ id, text }) {
    this.#transmit({ type: "message", id, text });
  }

  #transmit(frame) {
    this.#socket.send(JSON.stringify(frame)); // on a closing socket the browser drops it: the outbox still has it
  }

  #expectAnswer() {
    clearTimeout(this.#patienceTimer);
    this.#patienceTimer = setTimeout(() => {
      this.#hangUp();
      this.#lost();
    }, PATIENCE_MS);
  }

  #hangUp() {
    clearTimeout(this.#patienceTimer);
    clearTimeout(this.#retryTimer);
    clearInterval(this.#pingTimer);
    this.#welcomed = false;
    const socket = this.#socket;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    this.#socket = null;
  }

  #lost() {
    this.#hangUp();
    const ceiling = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** this.#attempts);
    this.#attempts += 1;
    // Half of the wait is left to chance, so that a server that comes back is not met by every browser at once.
    this.#retryTimer = setTimeout(() => this.open(), ceiling * (0.5 + Math.random() / 2));
    this.#listener.state("offline");
  }

  /** There is reason to hope: do not wait for the next try. */
  #hurry() {
    if (this.#socket) return;
    this.#attempts = Math.min(this.#attempts, 1);
    this.open();
  }
}

function endpoint() {
  const url = new URL(ENDPOINT, location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

function parse(data) {
  try {
    return JSON.parse(data) ?? {};
  } catch {
    return {}; // not a frame of ours
  }
}
