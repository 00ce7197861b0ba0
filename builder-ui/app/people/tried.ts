/** Waits for what was asked, and says how it went. */

import { toast } from "../design/toast.ts";
import { Refusal } from "../server/ask.ts";
import { t } from "./words.ts";

/** Whether it was done. */
export async function tried(asked: Promise<unknown>, done: string): Promise<boolean> {
  try {
    await asked;
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    toast(fault.message || t("people.failed"), { tone: "danger", hint: fault.hint });
    return false;
  }
  toast(done, { tone: "success" });
  return true;
}
