/** Slots and responses that a step needs are made where the others of their kind are. */

import { toast } from "../design/toast.ts";
import type { Json } from "../flow/json.ts";
import { edit } from "../server/edits.ts";
import { ask } from "../server/ask.ts";
import type { ResponseEntry } from "../server/language.ts";
import { queries } from "../server/queries.ts";
import type { Slot } from "../server/slots.ts";
import { t } from "./words.ts";

export async function createSlot(name: string): Promise<void> {
  const slots = await queries.ensureQueryData({ queryKey: ["slots"], queryFn: () => ask.get<Slot[]>("slots") });
  const beside = slots.find((slot) => slot.path.length === 2);
  await put(beside, ["slots", name], { type: "text", mappings: [{ type: "from_text" }] });
}

export async function createResponse(name: string, text: string, all: readonly ResponseEntry[]): Promise<void> {
  await put(all.find((response) => response.path.length === 2), ["responses", name], [{ text }]);
}

/** The words of a response: of its first variation. */
export async function sayInstead(response: ResponseEntry, text: string): Promise<void> {
  const alone = typeof response.variations[0] === "string"; // a text without parts
  await send(response.file, response.hash, [...response.path, 0, ...(alone ? [] : ["text"])], text);
}

async function put(beside: { file: string; hash: string } | undefined, path: (string | number)[], value: Json): Promise<void> {
  await send(beside?.file ?? "domain.yml", beside?.hash ?? null, path, value);
}

async function send(file: string, hash: string | null, path: (string | number)[], value: Json): Promise<void> {
  const outcome = await edit([{ file, path, value }], { [file]: hash });
  if (outcome.kind === "refused") toast(t("steps.refused", { why: outcome.refusal.message }), { tone: "danger", hint: outcome.refusal.hint });
  await Promise.all(["responses", "slots", "project"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}
