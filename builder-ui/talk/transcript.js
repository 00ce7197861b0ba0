/**
 * The conversation as it is shown: rows in the order of the server's seq, and below them the messages on their way.
 *
 * A seq is shown once, however often it comes. Knows the page's list, not the socket; what a person does with a row
 * is told to a listener:
 *   choose(payload, title, event)   a button of the assistant was pressed
 *   retry(entry), discard(entry)    what to do with a message that failed
 */

import { botRow, button, clock, dots, setStatus, userRow } from "./message.js";

const TYPING_AFTER_MS = 250; // a quick answer comes without dots
const END_PX = 48; // so near to the end counts as being there

export class Transcript {
  #log;
  #list;
  #typing;
  #jump;
  #listener;
  #seen = new Set(); // seqs
  #own = new Map(); // client message id -> row
  #choices = []; // groups of buttons that nobody has answered yet
  #historyEnd = 0;
  #waiting = "";
  #typingTimer = 0;
  #pinned = true; // the reader is at the end and wants to stay there
  #height = 0; // of all rows, when it was last looked at

  /** The name under which the assistant speaks. */
  assistant = "Assistant";

  constructor({ log, list, typing, jump }, listener) {
    this.#log = log;
    this.#list = list;
    this.#typing = typing;
    this.#jump = jump;
    this.#listener = listener;
    log.addEventListener("scroll", () => this.#scrolled());
    jump.addEventListener("click", () => {
      this.#toEnd();
      log.focus({ preventScroll: true });
    });
    const follow = new ResizeObserver(() => this.#grown());
    for (const part of [log, list, typing]) follow.observe(part);
  }

  get empty() {
    return this.#list.childElementCount === 0;
  }

  clear() {
    this.typing(false);
    this.#list.replaceChildren();
    this.#seen.clear();
    this.#own.clear();
    this.#choices = [];
    this.#pin(true);
  }

  /** What comes up to this seq was said before the page was opened: it is neither read out nor moved in. */
  history(seq) {
    this.#historyEnd = this.#seen.size ? 0 : seq;
  }

  /** What to say of messages on their way: that they are being sent, or that there is no line. */
  set waiting(words) {
    this.#waiting = words;
    for (const row of this.#list.querySelectorAll('[data-status="pending"]')) setStatus(row, "pending", words);
  }

  /** A message that the server has not stored yet: {id, text, title, at, failed}. */
  pending(entry) {
    const row = userRow(entry);
    this.#own.set(entry.id, row);
    this.#answerChoices(entry.text);
    this.#place(row, Infinity);
    if (typeof entry.failed === "string") this.failed(entry.id, entry.failed);
    else setStatus(row, "pending", this.#waiting);
    this.#toEnd();
  }

  /** A user frame: the word that ours is stored, or a message of the past or of another tab. */
  user({ id, seq, text, at }) {
    let row = this.#own.get(id);
    if (!row) {
      if (this.#seen.has(seq)) return;
      row = userRow({ id, text, title: this.#answerChoices(text) ?? text, at });
      if (id) this.#own.set(id, row);
    }
    this.#seen.add(seq);
    this.#place(row, seq);
    setStatus(row, "sent", "Sent ", clock(at));
  }

  bot(frame) {
    if (this.#seen.has(frame.seq)) return;
    this.#seen.add(frame.seq);
    const row = botRow(frame, this.assistant, this.#listener.choose);
    this.#place(row, frame.seq);
    const group = row.querySelector(".choices");
    if (group) this.#choices.push(group);
    if (row.matches(":has(~ .user)")) disable(group); // somebody was faster than the question
    if (!this.#pinned) this.#jump.hidden = false;
  }

  failed(id, reason) {
    const row = this.#own.get(id);
    if (!row) return;
    const actions = document.createElement("span");
    actions.append(button("Try again", () => this.#retry(row)));
    const stored = row.dataset.seq; // then it is only the answer that is missing
    if (!stored) actions.append(button("Delete", () => this.#discard(row)));
    setStatus(row, "failed", `${stored ? "Not answered." : "Not sent."} ${reason} `, actions);
  }

  typing(on) {
    clearTimeout(this.#typingTimer);
    if (!on) this.#typing.replaceChildren();
    else this.#typingTimer = setTimeout(() => this.#typing.replaceChildren(dots(this.assistant)), TYPING_AFTER_MS);
  }

  /** Moves a row to its place in the order of seq; one that stands right is left alone, so focus and reader stay. */
  #place(row, seq) {
    const live = seq > this.#historyEnd;
    this.#log.ariaLive = live ? "polite" : "off";
    if (live && !row.parentNode) row.classList.add("fresh");
    if (seq !== Infinity) row.dataset.seq = seq;
    let next = null;
    for (let other = this.#list.lastElementChild; other; other = other.previousElementSibling) {
      if (other === row) continue;
      if (order(other) <= seq) break;
      next = other;
    }
    if (!row.parentNode || row.nextElementSibling !== next) this.#list.insertBefore(row, next);
  }

  /** A user has spoken: the choices offered so far are over. Returns the title of the one that was taken, if any. */
  #answerChoices(text) {
    const choices = this.#choices.flatMap((group) => [...group.children]);
    const taken = choices.findLast((choice) => choice.dataset.payload === text);
    taken?.classList.add("taken");
    this.#choices.forEach(disable);
    this.#choices = [];
    return taken?.textContent;
  }

  #retry(row) {
    setStatus(row, "pending", this.#waiting);
    this.#listener.retry(row.entry);
  }

  #discard(row) {
    row.remove();
    this.#own.delete(row.entry.id);
    this.#listener.discard(row.entry);
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    if (scrollHeight - scrollTop - clientHeight < END_PX) this.#pin(true);
    else if (scrollHeight === this.#height) this.#pin(false); // else it was the rows that moved, not the reader
  }

  #grown() {
    this.#height = this.#log.scrollHeight;
    if (this.#pinned) this.#toEnd();
  }

  #toEnd() {
    this.#pin(true);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #pin(pinned) {
    this.#pinned = pinned;
    if (pinned) this.#jump.hidden = true;
  }
}

function order(row) {
  return row.dataset.seq ? Number(row.dataset.seq) : Infinity;
}

function disable(group) {
  for (const choice of group?.children ?? []) choice.disabled = true;
}
