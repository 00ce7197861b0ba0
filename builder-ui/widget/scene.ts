/** Where messages are shown: what their rows need to know of it, and may ask of it. */

import type { Say } from "./element.ts";
import type { Key } from "./english.ts";
import type { Bot } from "./frames.ts";

/** Addresses without a host are `server`'s. */
export interface Scene {
  say: Say<Key>;
  server: URL;
  /** The name under which the assistant speaks. */
  assistant: string;
  /** Fetches what is seldom needed. */
  extras(): Promise<Extras>;
}

/** What is seldom needed, with its style. */
export interface Extras {
  styles: CSSStyleSheet;
  media(frame: Bot, scene: Scene, choose: Choose): Iterable<HTMLElement>;
  question(panel: HTMLElement, scene: Scene): Promise<boolean>;
}

export type Choose = (payload: string, title: string, event: MouseEvent) => void;
