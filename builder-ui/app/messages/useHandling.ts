/** Makes something of messages, and takes the last one back. */

import { useState } from "react";
import { toast } from "../design/toast.ts";
import { handle as send, type Handling, type Message } from "../server/language.ts";
import { queries } from "../server/queries.ts";
import { tried } from "../training/teach.ts";
import { t } from "./words.ts";

type Handled = { id: string; handling: Handling };

export function useHandling() {
  const [past, setPast] = useState<readonly Handled[]>([]);
  const last = past.at(-1);

  async function handle({ id }: Message, handling: Handling): Promise<void> {
    if (!(await tried(() => send.message(id, handling)))) return;
    setPast((now) => [...now, { id, handling }]);
    void queries.invalidateQueries({ queryKey: ["intents"] });
    if (handling.as !== "ignore") toast(t(`messages.made.${handling.as}`, { intent: handling.intent }), { tone: "success" });
  }

  async function undo(): Promise<void> {
    if (last === undefined || !(await tried(() => send.again(last.id, last.handling)))) return;
    setPast((now) => now.slice(0, -1));
    toast(t("messages.back"));
  }

  return { handle, undo, last, done: past.length };
}
