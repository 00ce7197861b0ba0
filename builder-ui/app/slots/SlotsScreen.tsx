/** The slots of the bot: what each can hold, who fills it and who reads it. */

import { useState } from "react";
import { Badge } from "../design/Badge.tsx";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Table } from "../design/Table.tsx";
import { TextField } from "../design/TextField.tsx";
import { useMay } from "../server/session.ts";
import { useSlots, type Slot } from "../server/slots.ts";
import { go, useSearch } from "../shell/navigation.ts";
import { Screen } from "../shell/Screen.tsx";
import { NewSlot } from "./NewSlot.tsx";
import { SlotPanel } from "./SlotPanel.tsx";
import { typeName } from "./types.ts";
import { t } from "./words.ts";
import "./slots.css";

export function SlotsScreen() {
  const { data: slots, isPending, error } = useSlots();
  const may = useMay("author");
  const [words, setWords] = useState("");
  const open = useSearch().get("name");
  const setOpen = (name: string | null): void => go({ to: "/slots", search: { name: name ?? undefined } }, { replace: true });
  const [adding, setAdding] = useState(false);

  const add = may && (
    <Button look="primary" icon="plus" onClick={() => setAdding(true)}>
      {t("slots.add")}
    </Button>
  );
  const shown = (slots ?? []).filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  const opened = slots?.find(({ name }) => name === open);

  return (
    <Screen name="slots" about={t("slots.about")} actions={add}>
      {isPending && <Skeleton label={t("slots.loading")} />}
      {!isPending && (error || slots.length === 0) && (
        <EmptyState icon={error ? "problem" : "slot"} title={error ? t("slots.unread") : t("slots.empty")} action={!error && add}>
          <p>{error ? error.message : t("slots.teach")}</p>
        </EmptyState>
      )}
      {slots && slots.length > 0 && (
        <div className="slots">
          <div className="slots-list">
            <TextField label={t("slots.filter")} hideLabel type="search" placeholder={t("slots.filter")} value={words} onChange={setWords} />
            {shown.length === 0 && <p role="status">{t("slots.none")}</p>}
            {shown.length > 0 && (
              <Table
                label={t("slots.list")}
                rows={shown}
                rowKey={({ name }) => name}
                {...(open === null ? {} : { chosen: open })}
                columns={[
                  { name: "name", title: t("slots.name"), cell: (slot) => <Name slot={slot} onOpen={setOpen} />, sort: ({ name }) => name },
                  { name: "type", title: t("slots.type"), cell: ({ type }) => typeName(type), sort: ({ type }) => type },
                  { name: "set", title: t("slots.filledBy"), align: "end", cell: ({ set_by }) => <Count of={set_by.length} />, sort: ({ set_by }) => set_by.length },
                  { name: "read", title: t("slots.readBy"), align: "end", cell: ({ read_by }) => <Count of={read_by.length} />, sort: ({ read_by }) => read_by.length },
                ]}
              />
            )}
          </div>
          {opened && <SlotPanel key={opened.name} slot={opened} onClose={() => setOpen(null)} onRenamed={setOpen} />}
        </div>
      )}
      {adding && <NewSlot slots={slots ?? []} onClose={() => setAdding(false)} onMade={setOpen} />}
    </Screen>
  );
}

function Name({ slot: { name }, onOpen }: { slot: Slot; onOpen: (name: string) => void }) {
  return (
    <button type="button" className="slots-name" aria-label={t("slots.open", { name })} onClick={() => onOpen(name)}>
      {name}
    </button>
  );
}

function Count({ of }: { of: number }) {
  return of === 0 ? <Badge tone="warning">{of}</Badge> : of;
}
