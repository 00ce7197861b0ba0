/** The slots as a turn left them, those that it changed first. After the last turn each can be given another value. */

import { useState } from "react";
import { Badge } from "../design/Badge.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { TextField } from "../design/TextField.tsx";
import type { Turn } from "../server/rehearsals.ts";
import { useSlots } from "../server/slots.ts";
import { valueOf, writtenOf } from "../slots/types.ts";
import { setSlot } from "./deeds.ts";
import { slotsOf, valueTold, type Named } from "./told.ts";
import { t } from "./words.ts";

export function SlotList({ turn, mayEdit, live }: { turn: Turn; mayEdit: boolean; live: boolean }) {
  const [edited, setEdited] = useState<string | null>(null);
  const slots = slotsOf(turn);
  const known = useSlots().data ?? [];
  if (slots.length === 0) return <p className="try-none">{t("try.noSlots")}</p>;
  const empty = slots.filter(({ now, changed }) => now === null && !changed);
  const one = (slot: Named) => (
    <li key={slot.name} data-slot={slot.name} data-changed={slot.changed || undefined}>
      {edited === slot.name ? (
        <Edited slot={slot} type={known.find(({ name }) => name === slot.name)?.type ?? "any"} onClose={() => setEdited(null)} />
      ) : (
        <>
          <code>{slot.name}</code>
          <Value slot={slot} />
          {mayEdit && <IconButton icon="pencil" size="small" label={t("try.setSlot", { name: slot.name })} onClick={() => setEdited(slot.name)} />}
        </>
      )}
    </li>
  );
  return (
    <>
      <ul className="try-slots">{slots.filter((slot) => !empty.includes(slot)).map(one)}</ul>
      {empty.length > 0 && (
        <details className="try-more">
          <summary>{t("try.emptySlots", { count: empty.length })}</summary>
          <ul className="try-slots">{empty.map(one)}</ul>
        </details>
      )}
      {live && !mayEdit && <p className="try-none">{t("try.pastSlots")}</p>}
    </>
  );
}

function Value({ slot: { before, now, changed } }: { slot: Named }) {
  return (
    <span className="try-value" data-empty={now === null || undefined}>
      {changed && before != null && <del>{valueTold(before)}</del>}
      {changed ? <ins>{valueTold(now)}</ins> : valueTold(now)}
      {changed && <Badge tone="info">{t("try.changed")}</Badge>}
    </span>
  );
}

function Edited({ slot, type, onClose }: { slot: Named; type: string; onClose: () => void }) {
  const [written, setWritten] = useState(writtenOf(slot.now));
  return (
    <form
      className="try-edited"
      onSubmit={(event) => {
        event.preventDefault();
        void setSlot(slot.name, valueOf(written, type));
        onClose();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <TextField label={t("try.valueOf", { name: slot.name })} value={written} onChange={setWritten} autoFocus />
      <IconButton type="submit" icon="check" label={t("try.take")} />
      <IconButton icon="close" label={t("try.cancel")} onClick={onClose} />
    </form>
  );
}
