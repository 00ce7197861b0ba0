/** The page itself: hands what happens on the line to the transcript, and what a person does to the line. */

import { Connection } from "./connection.js";
import { Storage } from "./storage.js";
import { Transcript } from "./transcript.js";

const STATES = { connecting: "Connecting…", online: "Online", offline: "Reconnecting…" };
const SENDING = "Sending…";
const NO_LINE = "Waiting for a connection…";

const part = (id) => document.getElementById(id);
const composer = part("composer");
const words = part("words");
const notice = part("notice");
const dialog = part("start-over-dialog");

const storage = new Storage();
const transcript = new Transcript(
  { log: part("log"), list: part("messages"), typing: part("typing"), jump: part("jump") },
  {
    choose: (payload, title, event) => say(payload, title, event),
    retry(entry) {
      connection.send(entry);
      words.focus();
    },
    discard(entry) {
      storage.remove(entry.id);
      words.focus();
    },
  },
);
const connection = new Connection(storage, {
  state(now) {
    part("state").textContent = STATES[now];
    part("state").dataset.state = now;
    transcript.waiting = now === "offline" ? NO_LINE : SENDING;
    transcript.typing(false);
  },
  reset: showFromStart,
  frame: (frame) => on[frame.type]?.(frame),
});

/** What to do about each type of frame; a type not listed is one of a newer server. */
const on = {
  welcome({ assistant, seq, suggestions }) {
    introduce(assistant);
    suggest(suggestions ?? []);
    transcript.history(seq);
    warn("");
  },
  user: (frame) => transcript.user(frame),
  bot: (frame) => transcript.bot(frame),
  typing: () => transcript.typing(true),
  done: () => transcript.typing(false),
  error({ id, message }) {
    transcript.typing(false);
    if (id) transcript.failed(id, message ?? "");
    else warn(message ?? "Something went wrong. Please try again.");
  },
};

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (text) {
    words.value = "";
    fitWords();
    say(text);
  }
  words.focus();
});
words.addEventListener("input", fitWords);
words.addEventListener("keydown", (event) => {
  // While an input method is choosing characters, Enter is its key, not ours.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  composer.requestSubmit();
});
part("suggestions").addEventListener("click", (event) => {
  const chip = event.target.closest("button");
  if (chip) say(chip.textContent, chip.textContent, event);
});
part("start-over").addEventListener("click", () => (transcript.empty ? connection.startOver() : dialog.showModal()));
part("keep").addEventListener("click", () => dialog.close());
part("leave").addEventListener("click", () => {
  dialog.close();
  connection.startOver();
  words.focus();
});

fitWords();
showFromStart();
connection.open();

/** Sends `text` and shows `title` for it. `event` is the press of a button that is about to go away, if it was one. */
function say(text, title = text, event) {
  const entry = { id: freshId(), text, title, at: Date.now() / 1000, failed: null };
  transcript.pending(entry);
  connection.send(entry);
  // Keyboards go on in the composer; on a touch screen that would throw up a keyboard nobody asked for.
  if (event && (event.detail === 0 || matchMedia("(pointer: fine)").matches)) words.focus();
}

function showFromStart() {
  transcript.clear();
  for (const entry of storage.outbox) transcript.pending(entry);
}

function introduce(assistant) {
  if (!assistant) return;
  transcript.assistant = assistant;
  part("name").textContent = assistant;
  document.title = assistant;
}

function suggest(texts) {
  const chips = texts.map((text) => {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.textContent = text;
    return chip;
  });
  part("suggestions").replaceChildren(...chips);
  part("opening-words").textContent = `Write in your own words${texts.length ? ", or begin with one of these" : ""}.`;
}

function warn(message) {
  notice.textContent = message;
  notice.hidden = !message;
}

/** The composer is as tall as its words, up to what the style sheet allows, and offers Send when there are any. */
function fitWords() {
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight}px`;
  part("send").ariaDisabled = words.value.trim() ? "false" : "true";
}

/** A UUID. Browsers have randomUUID on https and localhost only. */
function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
