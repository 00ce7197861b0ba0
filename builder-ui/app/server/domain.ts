/** Where something new of the domain goes: beside its like, else into the domain's own file. Always as it is now. */

import { ask, Refusal } from "./ask.ts";
import type { ResponseEntry } from "./language.ts";
import type { Project, Seen } from "./project.ts";
import type { Slot } from "./slots.ts";

/** A file with the hash that edits of it are based on; null: there is none yet. */
export type Place = { file: string; hash: string | null };

export async function placeFor(what: "slots" | "responses"): Promise<Place> {
  const like = await ask.get<(Slot | ResponseEntry)[]>(what);
  const beside = like.find(({ file }) => file !== "");
  if (beside) return { file: beside.file, hash: beside.hash };
  return placeOf((await ask.get<Project>("project")).domain);
}

export async function placeOf(file: string): Promise<Place> {
  try {
    return { file, hash: (await ask.get<Seen>("values", { file, path: "[]" })).hash };
  } catch (fault) {
    if (fault instanceof Refusal && fault.status === 404) return { file, hash: null };
    throw fault;
  }
}
