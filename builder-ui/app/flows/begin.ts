/** What a new flow begins with, as edits: the flow, and the slots and words that it needs. */

import type { Edit } from "../server/edits.ts";
import type { Json } from "../server/json.ts";

export type Template = "nothing" | "said" | "ask";
export type Begun = { id: string; name: string; description: string; template: Template };
/** What the bot says in a new flow, in the words of the app's language. */
export type Texts = { said: string; ask: string; done: string };

/** An id made of a name: what files can have, and people can read. */
export function idOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** The file of a new flow: beside the others. */
export function fileOf(id: string, others: readonly string[]): string {
  const folder = others[0]?.match(/^.*\//)?.[0] ?? "flows/";
  return `${folder}${id}.yml`;
}

/** The edits that make the flow in `file`, and what it needs in the `domain` file. */
export function begin({ id, name, description, template }: Begun, file: string, domain: string, texts: Texts): Edit[] {
  const flow = (...steps: Json[]): Edit => ({ file, path: ["flows", id], value: { name, description, steps } });
  const says = (response: string, text: string): Edit => ({ file: domain, path: ["responses", response], value: [{ text }] });
  if (template === "nothing") return [flow()];
  if (template === "said") return [flow({ action: `utter_${id}` }), says(`utter_${id}`, texts.said)];
  return [
    flow({ collect: id, description }, { action: `utter_${id}_done` }),
    { file: domain, path: ["slots", id], value: { type: "text", mappings: [{ type: "from_llm" }] } },
    says(`utter_ask_${id}`, texts.ask),
    says(`utter_${id}_done`, texts.done),
  ];
}
