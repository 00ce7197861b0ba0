/** What is behind a turn: its way, slots, the stack, what the message asked for, what was understood, and all events. */

import { useState } from "react";
import { Tabs } from "../design/Tabs.tsx";
import { Commands } from "./Commands.tsx";
import { Events } from "./Events.tsx";
import { PathList } from "./PathList.tsx";
import { SlotList } from "./SlotList.tsx";
import { Stack } from "./Stack.tsx";
import { Understanding } from "./Understanding.tsx";
import type { Talk } from "./useTalk.ts";
import { t } from "./words.ts";

type Name = "path" | "slots" | "stack" | "commands" | "nlu" | "events";

const KEPT = "talkwright:inspector";

export function Inspector({ talk }: { talk: Pick<Talk, "talk" | "chosen" | "live" | "isLast" | "stored"> }) {
  const { chosen, live, isLast } = talk;
  const [tab, setTab] = useState<Name>(() => (sessionStorage.getItem(KEPT) as Name | null) ?? "slots");
  if (!chosen) return null;
  const changed = Object.keys(chosen.changed).length;
  return (
    <section className="try-inspector" aria-label={t("try.inspectTurn", { number: chosen.number })}>
      <Tabs
        label={t("try.inspectTurn", { number: chosen.number })}
        tab={tab}
        onTab={(name) => {
          setTab(name);
          sessionStorage.setItem(KEPT, name);
        }}
        tabs={[
          { name: "slots", label: t("try.tab.slots"), ...(changed > 0 && { count: changed }), children: <SlotList turn={chosen} mayEdit={live && isLast} live={live} /> },
          { name: "path", label: t("try.tab.path"), children: <PathList turn={chosen} {...(talk.stored !== null && { stored: talk.stored })} /> },
          { name: "nlu", label: t("try.tab.nlu"), children: <Understanding turn={chosen} /> },
          { name: "commands", label: t("try.tab.commands"), children: <Commands turn={chosen} /> },
          { name: "stack", label: t("try.tab.stack"), children: <Stack turn={chosen} loop={isLast ? (talk.talk?.loop ?? null) : null} /> },
          { name: "events", label: t("try.tab.events"), children: <Events turn={chosen} /> },
        ]}
      />
    </section>
  );
}
