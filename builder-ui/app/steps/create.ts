/** Slots and responses that a step needs are made where the others of their kind are. */

import { saveAfter } from "../canvas/saving.ts";
import { toast } from "../design/toast.ts";
import type { Json } from "../flow/json.ts";
import { placeFor } from "../server/domain.ts";
import { edit } from "../server/edits.ts";
import type { ResponseEntry, Variation } from "../server/language.ts";
import { queries } from "../server/queries.ts";
import { t } from "./words.ts";

export async function createSlot(name: string): Promise<void> {
  await put("slots", name, { type: "text", mappings: [{ type: "from_text" }] });
}

/** Names of responses that are made at the moment: nobody else takes them. */
export const beingMade = new Set<string>();

export async function createResponse(name: string, text: string): Promise<void> {
  beingMade.add(name);
  try {
    await put("responses", name, [{ text }]);
  } finally {
    beingMade.delete(name);
  }
}

/** All of a response's first variation. */
export async function sayFirst(response: ResponseEntry, variation: Variation): Promise<void> {
  await send(response.file, response.hash, [...response.path, 0], variation);
}

/** The words of a response: of its first variation. */
export async function sayInstead(response: ResponseEntry, text: string): Promise<void> {
  const alone = typeof response.variations[0] === "string"; // a text without parts
  await send(response.file, response.hash, [...response.path, 0, ...(alone ? [] : ["text"])], text);
}

/** It is on its way before the flow that names it. */
async function put(what: "slots" | "responses", name: string, value: Json): Promise<void> {
  let sent: Promise<void> | undefined;
  const queued = placeFor(what).then(({ file, hash }) => {
    sent = send(file, hash, [what, name], value);
  });
  saveAfter(queued);
  await queued;
  await sent;
}

async function send(file: string, hash: string | null, path: (string | number)[], value: Json): Promise<void> {
  const outcome = await edit([{ file, path, value }], { [file]: hash });
  if (outcome.kind === "refused") toast(t("steps.refused", { why: outcome.refusal.message }), { tone: "danger", hint: outcome.refusal.hint });
  await Promise.all(["responses", "slots", "project"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}
