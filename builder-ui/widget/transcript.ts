/**
 * The conversation as it is shown: rows in the order of the server's seq, and below them the messages on their way.
 *
 * A seq is shown once, however often it comes. Knows the panel's list, not the socket.
 */

import { button, element } from "./element.ts";
import type { Bot, User } from "./frames.ts";
import { botRow, clock, dots, setStatus, userRow, type Row } from "./message.ts";
import type { Choose, Scene } from "./scene.ts";
import type { Entry } from "./storage.ts";

/** What a person does with a row. */
export interface Reader {
  /** A button of the assistant was pressed. */
  choose: Choose;
  /** What to do with a message that failed. */
  retry(entry: Entry): void;
  discard(entry: Entry): void;
}

export interface Place {
  log: HTMLElement;
  list: HTMLElement;
  typing: HTMLElement;
  jump: HTMLElement;
}

export interface Transcript {
  clear(): void;
  /** The line is there, and the conversation goes up to `seq`. */
  welcome(seq: number): void;
  /** What to say of messages on their way: that they are being sent, or that there is no line. */
  wait(words: string): void;
  /** A message that the server has not stored yet. */
  pending(entry: Entry): void;
  /** The word that ours is stored, or a message of the past or of another tab. False if it was shown before. */
  user(frame: User): boolean;
  /** False if it was shown before. */
  bot(frame: Bot): boolean;
  failed(id: string, reason: string): void;
  typing(on: boolean): void;
  toEnd(): void;
  /** Whether a message was said before the panel was made: such are neither read out nor moved in. */
  isPast(seq: number): boolean;
}

const TYPING_AFTER_MS = 250; // a quick answer comes without dots
const END_PX = 48; // so near to the end counts as being there

export function makeTranscript({ log, list, typing, jump }: Place, scene: Scene, reader: Reader): Transcript {
  const { say } = scene;
  const seqs = new Set<number>();
  const own = new Map<string, Row>(); // client message id -> row
  const titles = new Map<string, string>(); // what a button says -> what is on it
  let open: Row[] = []; // those of the assistant that nobody has answered yet
  let historyEnd = 0;
  let waiting = "";
  let typingTimer = 0;
  let pinned = true; // the reader is at the end and wants to stay there
  let height = 0; // of all rows, when it was last looked at

  log.addEventListener("scroll", scrolled);
  jump.addEventListener("click", () => {
    toEnd();
    log.focus({ preventScroll: true });
  });
  const follow = new ResizeObserver(grown);
  for (const part of [log, list, typing]) follow.observe(part);

  return {
    clear() {
      showTyping(false);
      list.replaceChildren();
      seqs.clear();
      own.clear();
      open = [];
      pin(true);
    },
    welcome(seq) {
      historyEnd = seqs.size ? Math.min(historyEnd, seq) : seq;
    },
    wait(words) {
      waiting = words;
      for (const row of list.querySelectorAll<Row>('[data-status="pending"]')) setStatus(row, "pending", words);
    },
    pending(entry) {
      const row = userRow(entry, scene);
      own.set(entry.id, row);
      closeChoices(entry.text);
      put(row, Infinity);
      if (entry.failed !== undefined) failed(entry.id, entry.failed);
      else setStatus(row, "pending", waiting);
      toEnd();
    },
    user({ id, seq, text, at }) {
      let row = id === null ? undefined : own.get(id);
      const known = seqs.has(seq);
      if (!row) {
        if (known) return false;
        closeChoices(text);
        row = userRow({ id: id ?? "", text, title: titles.get(text) ?? text, at }, scene);
        if (id) own.set(id, row);
      }
      seqs.add(seq);
      put(row, seq);
      setStatus(row, "sent", say("sent") + " ", clock(at));
      return !known;
    },
    bot(frame) {
      if (seqs.has(frame.seq)) return false;
      seqs.add(frame.seq);
      const { buttons = [], quick_replies = [], cards = [] } = frame;
      for (const { title, payload } of [...buttons, ...quick_replies, ...cards.flatMap((card) => card.buttons ?? [])])
        titles.set(payload, title);
      const row = botRow(frame, scene, reader.choose);
      put(row, frame.seq);
      open.push(row);
      if (row.matches(":has(~ .user)")) closeChoices(); // somebody was faster than the question
      if (!pinned) jump.hidden = false;
      return true;
    },
    failed,
    typing: showTyping,
    toEnd,
    isPast: (seq) => seq <= historyEnd,
  };

  function failed(id: string, reason: string): void {
    const row = own.get(id);
    if (!row) return;
    const stored = row.dataset.seq; // then it is only the answer that is missing
    const actions = element("span", "", button("", () => retry(row), say("again")));
    if (!stored) actions.append(button("", () => discard(row), say("delete")));
    setStatus(row, "failed", `${say(stored ? "not-answered" : "not-sent")} ${reason} `, actions);
  }

  function showTyping(on: boolean): void {
    clearTimeout(typingTimer);
    if (!on) typing.replaceChildren();
    else typingTimer = setTimeout(() => typing.replaceChildren(dots(scene)), TYPING_AFTER_MS);
  }

  function toEnd(): void {
    pin(true);
    log.scrollTop = log.scrollHeight;
  }

  /** Moves a row to its place in the order of seq; one that stands right is left alone, so focus and reader stay. */
  function put(row: Row, seq: number): void {
    const live = seq > historyEnd;
    log.ariaLive = live ? "polite" : "off";
    if (live && !row.parentNode) row.classList.add("fresh");
    if (seq !== Infinity) row.dataset.seq = `${seq}`;
    let next: Element | null = null;
    for (let other = list.lastElementChild; other; other = other.previousElementSibling) {
      if (other === row) continue;
      if (order(other as Row) <= seq) break;
      next = other;
    }
    if (!row.parentNode || row.nextElementSibling !== next) list.insertBefore(row, next);
  }

  /** A user has spoken: what was offered so far is over. */
  function closeChoices(text?: string): void {
    for (const row of open)
      for (const choice of row.querySelectorAll<HTMLButtonElement>("[data-payload]")) {
        choice.disabled = true;
        choice.classList.toggle("taken", choice.dataset.payload === text);
      }
    open = [];
  }

  function retry(row: Row): void {
    setStatus(row, "pending", waiting);
    reader.retry(row.entry!);
  }

  function discard(row: Row): void {
    row.remove();
    own.delete(row.entry!.id);
    reader.discard(row.entry!);
  }

  function scrolled(): void {
    const { scrollHeight, scrollTop, clientHeight } = log;
    if (scrollHeight - scrollTop - clientHeight < END_PX) pin(true);
    else if (scrollHeight === height) pin(false); // else it was the rows that moved, not the reader
  }

  function grown(): void {
    height = log.scrollHeight;
    if (pinned) toEnd();
  }

  function pin(on: boolean): void {
    pinned = on;
    if (on) jump.hidden = true;
  }
}

function order({ dataset }: Row): number {
  return dataset.seq ? Number(dataset.seq) : Infinity;
}
