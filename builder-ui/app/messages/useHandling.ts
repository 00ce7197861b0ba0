/**
 * Makes something of messages, one after another, and takes the last one back. What was asked for counts at once, so
 * that nobody waits for the server between two messages; what it refuses comes back.
 */

import { useRef, useState } from "react";
import { toast } from "../design/toast.ts";
import { handle as send, type Handling, type Message } from "../server/language.ts";
import { queries } from "../server/queries.ts";
import { tried } from "../training/teach.ts";
import { t } from "./words.ts";

type Handled = { id: string; handling: Handling };

export function useHandling() {
  const [past, setPast] = useState<readonly Handled[]>([]);
  const line = useRef(Promise.resolve());
  const last = past.at(-1);

  function handle({ id }: Message, handling: Handling): void {
    const handled = { id, handling };
    setPast((now) => [...now, handled]);
    line.current = line.current.then(async () => {
      if (!(await tried(() => send.message(id, handling)))) return setPast((now) => now.filter((each) => each !== handled));
      void queries.invalidateQueries({ queryKey: ["intents"] });
      if (handling.as !== "ignore") toast(t(`messages.made.${handling.as}`, { intent: handling.intent }), { tone: "success" });
    });
  }

  function undo(): void {
    if (last === undefined) return;
    line.current = line.current.then(async () => {
      if (!(await tried(() => send.again(last.id, last.handling)))) return;
      setPast((now) => now.filter((each) => each !== last));
      toast(t("messages.back"));
    });
  }

  return { handle, undo, last, done: past };
}
