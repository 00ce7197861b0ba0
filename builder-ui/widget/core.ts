/**
 * The panel at work: hands what happens on the line to the transcript, and what a person does to the line.
 *
 * The loader fetches this when somebody wants to talk. What passes between the two is `Shell` and `Core`; a loader
 * that was cached may meet a newer core, so both may only grow.
 */

import { makeConnection } from "./connection.ts";
import { button, safeUrl, sheet, speaker } from "./element.ts";
import type { Words } from "./english.ts";
import type { Frame } from "./frames.ts";
import { makePanel } from "./panel.ts";
import style from "./panel.css";
import type { Extras } from "./scene.ts";
import { openStorage } from "./storage.ts";
import { makeTranscript } from "./transcript.ts";

/** What the loader gives: where the panel belongs, and whom to tell. */
export interface Shell {
  chat: HTMLElement;
  root: ShadowRoot;
  box: HTMLElement;
  server: URL;
  /** What the keys of the browser's storage begin with. */
  scope: string;
  inline: boolean;
  words: Words;
  unread(count: number): void;
  tell(event: string, detail: unknown): void;
  close(): void;
}

/** What the loader may ask for. */
export interface Core {
  open(focus: boolean): void;
  close(): void;
  send(text: string): string;
  stop(): void;
}

declare const EXTRAS: string; // a file, by the build

const SMALL = "(max-width: 30rem), (max-height: 30rem)"; // as in panel.css: there the panel covers the page

const STYLES = sheet(style);

export function start({ chat, root, box, server, scope, inline, words: translated, unread, tell, close }: Shell): Core {
  const say = speaker(chat, () => translated);
  const storage = openStorage(scope);
  const parts = makePanel(say, inline, safeUrl(chat.getAttribute("logo"), document.baseURI, true));
  const { panel, words, send, notice } = parts;
  const given = chat.getAttribute("suggestions");
  let lastBot = 0;
  let missed = 0;

  const scene = { say, server, assistant: "", extras: fetchExtras };
  const transcript = makeTranscript(parts, scene, {
    choose: submit,
    retry(entry) {
      connection.send(entry);
      words.focus();
    },
    discard(entry) {
      storage.remove(entry.id);
      words.focus();
    },
  });
  const connection = makeConnection(new URL("webhooks/web/socket", server), storage, {
    state(now) {
      parts.state.textContent = say(now);
      parts.state.dataset.state = now;
      transcript.wait(say(now === "offline" ? "waiting" : "sending"));
      transcript.typing(false);
      tell("state", { state: now });
    },
    reset: showFromStart,
    elsewhere() {
      if (storage.seen >= lastBot) unread((missed = 0));
    },
    frame: receive,
  });

  adopt(STYLES);
  box.prepend(panel);
  introduce();
  suggest(given?.split("|") ?? []);
  parts.openingTitle.textContent = chat.getAttribute("greeting") ?? say("opening");
  listen();
  fitWords();
  showFromStart();
  connection.open();
  if (inline && chat.hasAttribute("autofocus")) words.focus();

  return {
    open(focus) {
      const dialog = panel as HTMLDialogElement;
      if (matchMedia(SMALL).matches) dialog.showModal();
      else dialog.open = true; // unlike show(), it leaves the focus where it is
      fitWords();
      transcript.toEnd();
      read();
      // On a touch screen the focus in the composer would throw up a keyboard nobody asked for.
      if (focus) (matchMedia("(pointer: fine)").matches ? words : parts.log).focus();
    },
    close: () => (panel as HTMLDialogElement).close(),
    send: (text) => submit(text),
    stop() {
      connection.close();
      panel.remove();
    },
  };

  /** A type not named is one of a newer server. */
  function receive(frame: Frame): void {
    switch (frame.type) {
      case "welcome":
        introduce(frame.assistant);
        if (given === null) suggest(frame.suggestions ?? []);
        transcript.welcome(frame.seq);
        warn("");
        tell("ready", { assistant: scene.assistant });
        break;
      case "user":
        if (transcript.user(frame)) told("user", frame.seq, frame.text);
        break;
      case "bot":
        if (!transcript.bot(frame)) break;
        told("bot", frame.seq, frame.text ?? "");
        lastBot = Math.max(lastBot, frame.seq);
        if (inline || chat.hasAttribute("open")) read();
        else if (frame.seq > storage.seen) unread(++missed);
        break;
      case "typing":
        transcript.typing(true);
        break;
      case "done":
        transcript.typing(false);
        break;
      case "error":
        transcript.typing(false);
        if (frame.id) transcript.failed(frame.id, frame.message ?? "");
        else warn(frame.message ?? say("failed"));
    }
  }

  /** Tells the page of a message, unless it is of the past. */
  function told(from: "user" | "bot", seq: number, text: string): void {
    if (!transcript.isPast(seq)) tell("message", { from, seq, text });
  }

  function listen(): void {
    parts.composer.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = words.value.trim();
      if (text) {
        words.value = "";
        fitWords();
        submit(text);
      }
      words.focus();
    });
    words.addEventListener("input", fitWords);
    words.addEventListener("keydown", (event) => {
      // While an input method is choosing characters, Enter is its key, not ours.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      parts.composer.requestSubmit();
    });
    (panel as HTMLElement).addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing && !inline && !panel.querySelector("dialog")) {
        event.preventDefault();
        close();
      }
      event.stopPropagation(); // what is typed here is no shortcut of the page around
    });
    panel.addEventListener("cancel", (event) => {
      if (event.target !== panel) return;
      event.preventDefault(); // the way back on a telephone
      close();
    });
    parts.close.addEventListener("click", close);
    parts.over.addEventListener("click", async () => {
      try {
        if (parts.list.firstChild && !(await (await fetchExtras()).question(panel, scene))) return;
        connection.startOver();
        words.focus();
      } catch {
        warn(say("failed")); // there is no line, and the question was not fetched before
      }
    });
  }

  /** Sends `text` and shows `title` for it. `event` is the press of a button that is about to go away, if it was one. */
  function submit(text: string, title = text, event?: MouseEvent): string {
    const entry = { id: freshId(), text, title, at: now() };
    transcript.pending(entry);
    connection.send(entry);
    // Keyboards go on in the composer; see `open` for touch screens.
    if (event && (event.detail === 0 || matchMedia("(pointer: fine)").matches)) words.focus();
    return entry.id;
  }

  function showFromStart(): void {
    transcript.clear();
    lastBot = 0;
    unread((missed = 0));
    for (const entry of storage.outbox) transcript.pending(entry);
  }

  function introduce(named?: string): void {
    scene.assistant = parts.name.textContent = chat.getAttribute("name") ?? named ?? say("assistant");
  }

  function suggest(texts: string[]): void {
    const chips = texts
      .map((text) => text.trim())
      .filter(Boolean)
      .map((text) => button("", (event) => submit(text, text, event), text));
    parts.suggestions.replaceChildren(...chips);
  }

  function read(): void {
    storage.seen = Math.max(storage.seen, lastBot);
    unread((missed = 0));
  }

  function warn(message: string): void {
    notice.textContent = message;
    notice.hidden = !message;
  }

  /** The composer is as tall as its words, up to what the style sheet allows, and offers Send when there are any. */
  function fitWords(): void {
    words.style.height = "auto";
    words.style.height = `${words.scrollHeight}px`;
    send.ariaDisabled = `${!words.value.trim()}`;
  }

  /** What is seldom needed, with its style. */
  async function fetchExtras(): Promise<Extras> {
    const fetched = (await import(new URL(EXTRAS, server).href)) as Extras;
    adopt(fetched.styles);
    return fetched;
  }

  function adopt(styles: CSSStyleSheet): void {
    if (!root.adoptedStyleSheets.includes(styles)) root.adoptedStyleSheets.push(styles);
  }
}

let latest = 0;

/** Seconds since 1970, and more than last time: the outbox is sorted by it. */
function now(): number {
  return (latest = Math.max(Date.now() / 1000, latest + 0.001));
}

/** 128 bits of chance. */
function freshId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}
