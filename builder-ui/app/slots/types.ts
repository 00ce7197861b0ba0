/** The types of slots, and what a person writes as a value of one. */

import type { Json } from "../server/json.ts";
import { t } from "./words.ts";

const TYPES = ["text", "categorical", "bool", "float", "list", "any"] as const;

export type SlotType = (typeof TYPES)[number];

/** To choose from; a type of the bot's own stays to be chosen where it is. */
export function choicesOf(now: string): { value: string; label: string }[] {
  const known = TYPES.map((value) => ({ value: value as string, label: typeName(value) }));
  return known.some(({ value }) => value === now) ? known : [...known, { value: now, label: now }];
}

export function typeName(type: string): string {
  return (TYPES as readonly string[]).includes(type) ? t(`slots.type.${type as SlotType}`) : type;
}

/** The value that `written` is for a slot of `type`; nothing written is no value. */
export function valueOf(written: string, type: string): Json {
  if (written.trim() === "") return null;
  if (type === "text" || type === "categorical") return written;
  try {
    return JSON.parse(written) as Json;
  } catch {
    return written;
  }
}

export function writtenOf(value: Json): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
