/** Which entry of the palette a step is of, and how it is shown. All of it comes from the server. */

import { iconNamed, type IconName } from "../design/Icon.tsx";
import { knowKinds } from "../flow/ids.ts";
import { isMapping, type Json, type Mapping } from "../flow/json.ts";
import type { Kind } from "../server/project.ts";
import { language } from "../words/language.ts";

/** What a step says besides its kind: the words of its response. */
export type Said = (response: string) => string | null;

export type Shown = { title: string; about: string; text: string };

type Match = { key?: string; pattern?: string; branches?: boolean; end?: boolean };

/** Names of icons that the server knows and this app draws under another name. */
const ICONS: Record<string, IconName> = {
  list: "choice",
  sparkles: "sparkle",
  contact: "lead",
  database: "sync",
  person: "handoff",
  play: "action",
  pause: "wait",
  stop: "end",
};

export function learn(kinds: readonly Kind[]): void {
  knowKinds(kinds.flatMap((kind) => matchOf(kind).key ?? []));
}

export function matchOf(kind: Kind): Match {
  return isMapping(kind.match) ? (kind.match as Match) : {};
}

/** The first entry that fits, as on the server. */
export function kindFor(step: Mapping, kinds: readonly Kind[]): Kind | null {
  return kinds.find((kind) => fits(matchOf(kind), step)) ?? null;
}

function fits({ key, pattern, branches, end }: Match, step: Mapping): boolean {
  if (end || key === undefined || !(key in step)) return false;
  const value = step[key];
  if (pattern && !(typeof value === "string" && new RegExp(pattern).test(value))) return false;
  return branches === undefined || branches === hasBranches(step);
}

function hasBranches(step: Mapping): boolean {
  const next = step["next"];
  return Array.isArray(next) && next.some((each) => isMapping(each) && ("if" in each || "else" in each));
}

export function isEnd(kind: Kind): boolean {
  return matchOf(kind).end === true;
}

export function iconOf(kind: Kind | null): IconName {
  return kind ? (ICONS[kind.icon] ?? iconNamed(kind.icon)) : "unknown";
}

/** A text in the language of the app; the server may say it in all of them. */
export function worded(text: unknown): string {
  if (typeof text === "string") return text;
  const all = (text ?? {}) as Record<string, string>;
  return all[language()] ?? all["en"] ?? "";
}

export function groupsOf(kinds: readonly Kind[]): string[] {
  return [...new Set(kinds.map((kind) => worded(kind.group)))];
}

/** The number of the colour: one for each group, in their order. */
export function toneOf(kind: Kind | null, kinds: readonly Kind[]): number {
  return kind ? groupsOf(kinds).indexOf(worded(kind.group)) % 5 : 4;
}

/** What a card says of a step: its kind, what it is about, and its words. */
export function shown(step: Mapping, kind: Kind | null, said: Said): Shown {
  const title = kind ? worded(kind.title) : "?";
  const key = kind ? (matchOf(kind).key ?? "") : (Object.keys(step)[0] ?? "");
  const about = step[key];
  if (key === "collect") {
    const asked = typeof step["utter"] === "string" ? step["utter"] : `utter_ask_${String(about)}`;
    return { title, about: text(about), text: said(asked) ?? text(step["description"]) };
  }
  if (key === "set_slots") return { title, about: "", text: settings(about) };
  if (typeof about !== "string") return { title, about: "", text: text(step["description"]) };
  if (about.startsWith("utter_")) return { title, about: "", text: said(about) ?? (about === "utter_" ? "…" : about) };
  if (key === "action") return { title, about: "", text: about === "action_listen" ? "" : plainName(about) };
  return { title, about: "", text: about };
}

function plainName(action: string): string {
  const name = action.replace(/^action_/, "").replaceAll("_", " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function settings(value: Json | undefined): string {
  const entries = Array.isArray(value) ? value : [value];
  return entries
    .flatMap((entry) => (isMapping(entry) ? Object.entries(entry) : []))
    .map(([slot, set]) => `${slot} = ${set === null ? "∅" : text(set)}`)
    .join(", ");
}

function text(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
