/**
 * The line to the assistant: one WebSocket that comes back by itself, picks the conversation up where it was,
 * and sends each message until the server has said that it is stored.
 *
 * The server answers a message id once, however often it is sent; so sending again is always safe.
 * Knows frames and the outbox, not the page.
 */

import type { Failure, Frame, Welcome } from "./frames.ts";
import { read, write, type Flat } from "./json.ts";
import type { Entry, Storage } from "./storage.ts";

export type State = "connecting" | "online" | "offline";

export interface Listener {
  state(now: State): void;
  /** Frames as they came; an error that mends itself is not told. */
  frame(frame: Frame): void;
  /** What was shown belongs to another conversation. */
  reset(): void;
  /** The visitor has done something in another tab, in the same conversation. */
  elsewhere(): void;
}

export interface Connection {
  open(): void;
  /** Keeps the message until it is stored, and sends it now or as soon as there is a line. */
  send(entry: Entry): void;
  /** Leaves the conversation for a new one. */
  startOver(): void;
  /** Hangs up for good. */
  close(): void;
}

const PING_EVERY_MS = 25_000;
const PATIENCE_MS = 10_000; // a hello or a ping unanswered for so long means that the line is dead
const BACKOFF_MS = { first: 500, most: 30_000 };

/** The line to the WebSocket at `address`, which begins with http as well; not open yet. */
export function makeConnection(address: URL, storage: Storage, listener: Listener): Connection {
  let socket: WebSocket | null = null;
  let welcomed = false;
  let conversation = storage.conversation;
  let lastSeq = 0;
  let attempts = 0;
  let retryTimer = 0;
  let pingTimer = 0;
  let patienceTimer = 0;
  let outboxTimer = 0;
  const end = new AbortController();
  const { signal } = end;

  storage.follow(() => {
    const now = storage.conversation;
    if (now && now !== conversation) switchTo(now);
    else listener.elsewhere();
  }, signal);
  addEventListener("online", hurry, { signal });
  document.addEventListener("visibilitychange", () => document.hidden || hurry(), { signal });
  return {
    open,
    send,
    startOver() {
      storage.clear();
      switchTo(null);
    },
    close() {
      end.abort();
      hangUp();
    },
  };

  function open(): void {
    clearTimeout(retryTimer);
    listener.state(attempts ? "offline" : "connecting");
    socket = new WebSocket(address);
    socket.onopen = () => transmit({ type: "hello", conversation, after_seq: lastSeq });
    socket.onmessage = ({ data }) => receive(data);
    socket.onclose = lost;
    expectAnswer();
  }

  function send({ id, text, title, at }: Entry): void {
    storage.put({ id, text, title, at });
    if (welcomed) transmit({ type: "message", id, text });
  }

  function switchTo(id: string | null): void {
    hangUp();
    attempts = lastSeq = 0;
    conversation = id;
    listener.reset();
    open();
  }

  function receive(data: string): void {
    clearTimeout(patienceTimer);
    const frame = read(data) as unknown as Frame;
    const { type } = frame;
    if (type === "welcome" && !welcome(frame)) return;
    if (type === "error" && mends(frame)) return;
    if (type === "user" && frame.id) storage.remove(frame.id);
    if (type === "user" || type === "bot") lastSeq = Math.max(lastSeq, frame.seq);
    // Only a line that has done some work ends the backing off; one that is cut after each welcome does not.
    if (type === "done" || type === "pong") attempts = 0;
    listener.frame(frame);
    if (type === "welcome") sendOutbox();
  }

  function sendOutbox(): void {
    for (const entry of storage.outbox) if (entry.failed === undefined) send(entry);
  }

  /** False when this line must be given up for one that asks for another conversation, or for all of this one. */
  function welcome({ conversation: given, seq }: Welcome): boolean {
    // Another tab was given one in the meantime; or the server has lost a part of this one.
    const better = conversation ? conversation === given && seq < lastSeq && given : storage.conversation;
    if (better) {
      switchTo(better);
      return false;
    }
    if (conversation !== given) {
      if (conversation) listener.reset();
      lastSeq = storage.seen = 0;
    }
    conversation = storage.conversation = given;
    welcomed = true;
    listener.state("online");
    pingTimer = setInterval(ping, PING_EVERY_MS);
    return true;
  }

  /** Whether a message that was refused is only a matter of time. Else it waits for the visitor to decide. */
  function mends({ id, message, retry_after }: Failure): boolean {
    const entry = storage.outbox.find((waiting) => waiting.id === id);
    if (entry && !retry_after) storage.put({ ...entry, failed: message ?? "" });
    if (!entry || !retry_after) return false;
    clearTimeout(outboxTimer);
    outboxTimer = setTimeout(sendOutbox, retry_after * 1000 * (1 + Math.random() / 2));
    return true;
  }

  function transmit(frame: Flat): void {
    socket?.send(write(frame)); // on a closing socket the browser drops it: the outbox still has it
  }

  function ping(): void {
    transmit({ type: "ping" });
    expectAnswer();
  }

  function expectAnswer(): void {
    clearTimeout(patienceTimer);
    patienceTimer = setTimeout(lost, PATIENCE_MS);
  }

  function hangUp(): void {
    clearTimeout(patienceTimer);
    clearTimeout(retryTimer);
    clearTimeout(outboxTimer); // the next welcome sends it
    clearInterval(pingTimer);
    welcomed = false;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = null;
  }

  function lost(): void {
    hangUp();
    const ceiling = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** attempts++);
    // Half of the wait is left to chance, so that a server that comes back is not met by every browser at once.
    retryTimer = setTimeout(open, ceiling * (0.5 + Math.random() / 2));
    listener.state("offline");
  }

  /** There is reason to hope: do not wait for the next try. A line that is there may have died in its sleep. */
  function hurry(): void {
    if (welcomed) ping();
    if (socket) return;
    attempts = Math.min(attempts, 1);
    open();
  }
}
