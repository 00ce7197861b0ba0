/** Changes examples, and says when that could not be. */

import { useCallback } from "react";
import { toast } from "../design/toast.ts";
import { Refusal } from "../server/ask.ts";
import { useExamples, type Example, type ExampleChanges, type Standing } from "../server/language.ts";
import { t } from "./words.ts";

/** Whether it was done. */
export type Teach = (changes: ExampleChanges) => Promise<boolean>;

export function useTeach(): Teach {
  const { mutateAsync } = useExamples();
  return useCallback((changes) => tried(() => mutateAsync(changes)), [mutateAsync]);
}

/** Does what may be refused. */
export async function tried(doing: () => Promise<unknown>): Promise<boolean> {
  try {
    await doing();
    return true;
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    toast(fault.message || t("training.failed"), { tone: "danger", hint: fault.hint });
    return false;
  }
}

/** Where an example stands, as changes name it. */
export function standing({ file, path, index, text }: Standing): Standing {
  return { file, path, index, text };
}

export function keyOf({ file, path, index }: Example): string {
  return [file, ...path, index].join("|");
}

const DRAGGED = "application/x-talkwright-examples";

export function drag(data: DataTransfer, examples: readonly Example[]): void {
  data.setData(DRAGGED, JSON.stringify(examples.map(standing)));
  data.effectAllowed = "move";
}

export function isDragged(data: DataTransfer): boolean {
  return data.types.includes(DRAGGED);
}

export function dropped(data: DataTransfer): Standing[] {
  return JSON.parse(data.getData(DRAGGED) || "[]") as Standing[];
}
