/** What is worth knowing of an example: what says the same, what it looks like; with the way there. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { Icon, type IconName } from "../design/Icon.tsx";
import type { Example, Remark } from "../server/language.ts";
import { Link } from "../shell/Link.tsx";
import { t } from "./words.ts";

const FEW = 2;
const ICONS: Record<Remark["kind"], IconName> = { duplicate: "copy", conflict: "problem", mislabelled: "tag", confused: "fork" };
const ORDER: Remark["kind"][] = ["conflict", "mislabelled", "duplicate", "confused"];

type Props = { example: Example; may: boolean; onMove: (intent: string) => void };

export function Remarks({ example, may, onMove }: Props) {
  const [all, setAll] = useState(false);
  if (example.notes.length === 0) return null;
  const notes = example.notes.toSorted((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  const shown = all ? notes : notes.slice(0, FEW);
  return (
    <ul className="remarks">
      {shown.map((note) => (
        <li key={`${note.kind} ${note.intent} ${note.other?.text}`} data-kind={note.kind}>
          <Icon name={ICONS[note.kind]} />
          <span>{sentence(note, example)}</span>
          {note.other && (
            <Link to="/training" search={{ intent: note.other.intent, example: note.other.text }}>
              {t("training.show")}
            </Link>
          )}
          {may && note.intent !== example.intent && note.kind !== "confused" && (
            <Button size="small" look="quiet" onClick={() => onMove(note.intent)}>
              {t("training.moveTo", { intent: note.intent })}
            </Button>
          )}
        </li>
      ))}
      {notes.length > shown.length && (
        <li>
          <Button size="small" look="quiet" onClick={() => setAll(true)}>
            {t("training.moreRemarks", { count: notes.length - shown.length })}
          </Button>
        </li>
      )}
    </ul>
  );
}

function sentence({ kind, intent, other, likeness = 1 }: Remark, { intent: mine }: Example): string {
  const words = { intent, other: other?.text ?? "", likeness: Math.round(likeness * 100) };
  if (kind === "conflict") return t(intent === mine ? "training.note.marked" : "training.note.conflict", words);
  return t(`training.note.${kind}`, words);
}
