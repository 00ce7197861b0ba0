/** Tests may say the names of steps. They follow where a step was given another name, also when that is undone. */

import { ask, Refusal } from "../server/ask.ts";
import type { Renaming } from "../server/slots.ts";
import { useDocument } from "../canvas/document.ts";

/** `known` has the names that tests know, by the keys of steps; those that they have heard of are taken out of it. */
export async function follow(flow: string, known: Map<string, string>): Promise<void> {
  for (const [key, old] of known) {
    const now = useDocument.getState().graph.byKey.get(key)?.id;
    known.delete(key);
    if (now === undefined || now === old) continue;
    const wish: Renaming = { kind: "step", old, new: now, flow, follow: true };
    await ask.post("rename", wish).catch((fault: unknown) => {
      if (!(fault instanceof Refusal) && !known.has(key)) known.set(key, old); // with the next change
    });
  }
}
