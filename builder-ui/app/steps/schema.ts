/** The form of a kind, as its JSON Schema says it: which fields, called what, filled in how. */

import type { Kind } from "../server/project.ts";
import { isMapping, type Json, type Mapping } from "../flow/json.ts";
import { worded } from "../canvas/kinds.ts";

export type FieldSaid = { name: string; title: string; help: string; widget: string; rare: boolean; schema: Mapping };

/** What a field is given. */
export type FieldProps = {
  said: FieldSaid;
  value: Json | undefined;
  /** `undefined` takes the field away. */
  onChange: (value: Json | undefined) => void;
  /** The step, where the field belongs to one. */
  step?: string;
};

export function fieldsOf(kind: Kind): FieldSaid[] {
  const properties = (kind.schema as Mapping)["properties"];
  return (isMapping(properties) ? Object.entries(properties) : [])
    .filter(([, schema]) => isMapping(schema) && schema["x-hidden"] !== true)
    .map(([name, schema]) => fieldOf(name, schema as Mapping));
}

export function fieldOf(name: string, schema: Mapping): FieldSaid {
  return {
    name,
    title: worded(schema["title"]) || name,
    help: worded(schema["x-help"]),
    widget: typeof schema["x-widget"] === "string" ? schema["x-widget"] : guessed(schema),
    rare: schema["x-rare"] === true,
    schema,
  };
}

function guessed(schema: Mapping): string {
  const widgets: Record<string, string> = { string: "text", boolean: "flag", number: "number", integer: "number" };
  return widgets[String(schema["type"])] ?? "json";
}

export function asText(value: Json | undefined): string {
  return value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What somebody wrote into a field for any value, as YAML would read it: a number, a flag, nothing, else text. */
export function asValue(text: string): Json {
  if (text === "" || text === "null" || text === "~") return null;
  if (text === "true" || text === "false") return text === "true";
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? Number(text) : text;
}
