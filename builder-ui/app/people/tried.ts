/** Waits for what was asked, and says how it went. */

import { toast } from "../design/toast.ts";
import { Refusal } from "../server/ask.ts";
import { t } from "./words.ts";

/** Whether it was done. `refused` says in a dialog what the server said instead; without it a notice does. */
export async function tried(asked: Promise<unknown>, done: string, refused?: (why: string) => void): Promise<boolean> {
  try {
    await asked;
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    const said = fault.message || t("people.failed");
    if (refused) refused([said, fault.hint].filter(Boolean).join(" "));
    else toast(said, { tone: "danger", hint: fault.hint });
    return false;
  }
  toast(done, { tone: "success" });
  return true;
}
