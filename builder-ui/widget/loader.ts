/**
 * <talkwright-chat>: the launcher, and the element that a page talks to.
 *
 * This is what every page of a site loads, so it is small. The panel and the line to the server are in the core, which
 * is fetched when somebody wants to talk, or at once when this browser has a conversation already: an answer may have
 * come in the meantime. Before that nothing is sent and nothing is stored.
 */

import type { Core, Shell } from "./core.ts";
import { button, element, icon, link, safeUrl, sheet, speaker, unseen } from "./element.ts";
import style from "./loader.css";
import type { Words } from "./english.ts";

declare const CORE: string; // files, by the build
declare const ENGLISH: string;
declare const GERMAN: string;

const NAME = "talkwright-chat";
// currentScript is there only while this runs, and not in modules: those say server="…".
const HOME = new URL(".", (document.currentScript as HTMLScriptElement | null)?.src || location.href);
// What the launcher says; the words of the panel are in english.ts and german.ts.
const WORDS = {
  en: { launch: "Chat", unread: "New messages:", gone: "The chat cannot be reached. Try again" },
  de: { launch: "Chat", unread: "Neue Nachrichten:", gone: "Chat nicht erreichbar. Noch einmal versuchen" },
};
const SPEECH = "M3 4h14v10H9.5L6 17v-3H3z";

class Chat extends HTMLElement {
  /** What lent.ts takes. */
  static lends = { button, element, icon, link, safeUrl, sheet, speaker, unseen };
  static observedAttributes = ["color", "greeting", "lang", "launcher", "logo", "name", "open", "suggestions"];

  #say = speaker(this, () => WORDS[language(this)]);
  #root = this.attachShadow({ mode: "open" });
  #words = element("span");
  #launcher = button("launcher", () => (this.hasAttribute("open") ? this.close() : this.open()), icon(SPEECH), this.#words);
  #badge = element("span", "badge");
  #box = element("div", "box");
  #core: Core | null = null;
  #coming: Promise<Core | null> | null = null;
  #run = 0; // counts the cores that were stopped
  #tries = 0;
  #gone = false; // the core could not be had
  #unread = 0;
  #takesFocus = false; // a page that opens the panel by itself leaves the focus where it is

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet(style)];
    this.#badge.role = "status";
    this.#root.append(this.#box);
  }

  connectedCallback(): void {
    if (!this.#inline) {
      this.#box.append(this.#launcher, this.#badge);
      // Above whatever the page has stacked up; a dialog that the page opens later is above this.
      this.#box.popover = "manual";
      this.#box.showPopover();
    }
    this.#paint();
    if (this.#inline || this.hasAttribute("open") || this.#wasHere()) void this.#start();
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (!this.isConnected || before === after) return;
    if (name === "open") this.#toggled(after !== null);
    else {
      this.#paint();
      if (this.#core && name !== "color" && name !== "launcher") {
        this.#stop();
        void this.#start();
      }
    }
  }

  /** Opens the panel. */
  open(): void {
    this.#takesFocus = true;
    this.setAttribute("open", "");
  }

  /** Closes the panel; the conversation goes on. */
  close(): void {
    this.removeAttribute("open");
  }

  /** Says `text` for the visitor. Gives the id of the message, or null when there was nothing to say or no core. */
  async send(text: string): Promise<string | null> {
    const words = `${text}`.trim();
    return words ? ((await this.#start())?.send(words) ?? null) : null;
  }

  get #inline(): boolean {
    return this.hasAttribute("inline");
  }

  get #server(): URL {
    const named = this.getAttribute("server");
    return named === null ? HOME : new URL(named.replace(/\/?$/, "/"), document.baseURI);
  }

  /** Two assistants on one page keep what they store apart by their servers. */
  get #scope(): string {
    const { origin, pathname } = this.#server;
    return `talkwright:${origin}${pathname}:`;
  }

  #toggled(open: boolean): void {
    if (this.#inline) return;
    if (!open) {
      const focused = this.#root.activeElement;
      this.#core?.close();
      if (focused) this.#launcher.focus();
      this.#tell("close");
    } else if (this.#core) this.#show();
    else void this.#start();
    this.#label();
  }

  #show(): void {
    this.#core!.open(this.#takesFocus);
    this.#takesFocus = false;
    this.#tell("open");
  }

  /** The core at work, fetched if need be. Null when it cannot be had now. */
  #start(): Promise<Core | null> {
    return (this.#coming ??= this.#fetch());
  }

  async #fetch(): Promise<Core | null> {
    const run = this.#run;
    // Some browsers remember that they could not have a file.
    const fetched = (file: string) => import(new URL(file + (this.#tries ? `?${this.#tries}` : ""), this.#server).href);
    try {
      const files = [fetched(CORE), fetched(language(this) === "de" ? GERMAN : ENGLISH)];
      const [{ start }, { words }] = (await Promise.all(files)) as [{ start(shell: Shell): Core }, { words: Words }];
      if (run !== this.#run) return null;
      this.#gone = false;
      this.#core = start({
        chat: this,
        root: this.#root,
        box: this.#box,
        server: this.#server,
        scope: this.#scope,
        inline: this.#inline,
        words,
        unread: (count) => {
          this.#unread = count;
          this.#label();
        },
        tell: (event, detail) => this.#tell(event, detail),
        close: () => this.close(),
      });
      if (this.hasAttribute("open") && !this.#inline) this.#show();
    } catch (fault) {
      console.warn(`${NAME}:`, fault);
      this.#coming = null;
      this.#tries++;
      this.#gone = true;
      this.close();
    }
    this.#label();
    return this.#core;
  }

  #stop(): void {
    this.#run++;
    this.#core?.stop();
    this.#core = this.#coming = null;
  }

  /** Whether this browser has something of a conversation. */
  #wasHere(): boolean {
    try {
      return Object.keys(localStorage).some((key) => key.startsWith(this.#scope));
    } catch {
      return false; // storage is forbidden
    }
  }

  #paint(): void {
    const color = this.getAttribute("color") ?? "";
    this.#box.style.setProperty("--brand", CSS.supports("color", color) ? color : null);
    this.#box.lang = language(this);
    this.#label();
  }

  #label(): void {
    const shown = this.#gone ? this.#say("gone") : this.getAttribute("launcher");
    this.#words.textContent = shown || this.#say("launch");
    this.#words.className = shown ? "" : "unseen";
    this.#words.role = this.#gone ? "alert" : null;
    this.#launcher.ariaExpanded = `${this.hasAttribute("open")}`;
    this.#badge.replaceChildren(
      ...(this.#unread ? [unseen(`${this.#say("unread")} `), `${this.#unread}`] : []),
    );
  }

  #tell(event: string, detail: unknown = null): void {
    this.dispatchEvent(new CustomEvent("talkwright-" + event, { detail, bubbles: true, composed: true }));
  }
}

/** The language of `chat`: its own `lang`, or that of the part of the page it stands in. */
function language(chat: Element): "en" | "de" {
  return chat.matches(":lang(de)") ? "de" : "en";
}

if (!customElements.get(NAME)) customElements.define(NAME, Chat);
