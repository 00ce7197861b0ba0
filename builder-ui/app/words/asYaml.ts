/** A value as it stands in the bot's files, to be read: on one line where that is short, else a line for each part. */

import type { Json } from "../server/json.ts";

/** As much as one reads at a glance. */
const LINE = 60;
/** What YAML would take for something else than these words. */
const UNLIKE_TEXT = /^$|^[\s\-?:,[\]{}#&*!|>'"%@`]|: |:$| #|\s$|^(true|false|yes|no|on|off|null|~)$|^[-+.\d][\d.e+-]*$/i;

/** What would end a word of a list on one line. */
const IN_LIST = /^[^"].*[,[\]{}]/;

export function asYaml(value: Json): string {
  return block(value, "").replace(/^\n/, "");
}

/** What stands after `key:`; parts that have lines of their own begin with a line break. */
function block(value: Json, indent: string): string {
  const line = inline(value);
  if (line !== null && (typeof value !== "object" || line.length <= LINE)) return line;
  if (typeof value === "string") return `|\n${value.trimEnd().replaceAll(/^/gm, indent)}`;
  if (Array.isArray(value)) return value.map((each) => `\n${indent}- ${block(each, `${indent}  `).trimStart()}`).join("");
  return Object.entries(value as Record<string, Json>)
    .map(([key, each]) => {
      const said = block(each, Array.isArray(each) ? indent : `${indent}  `);
      return `\n${indent}${key}:${said.startsWith("\n") ? "" : " "}${said}`;
    })
    .join("");
}

/** The value on one line, if it has no part that needs lines: text with line breaks, a mapping that says something. */
function inline(value: Json): string | null {
  if (typeof value === "string") return value.includes("\n") ? null : UNLIKE_TEXT.test(value) ? JSON.stringify(value) : value;
  if (Array.isArray(value)) {
    const parts = value.map((each) => (typeof each === "object" && each !== null ? null : inline(each)));
    return parts.includes(null) ? null : `[${parts.map((part) => (part !== null && IN_LIST.test(part) ? JSON.stringify(part) : part)).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) return String(value);
  return Object.keys(value).length === 0 ? "{}" : null;
}
