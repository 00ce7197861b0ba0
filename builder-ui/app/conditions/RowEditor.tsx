/** A condition as rows. A row that is not whole yet stays here; the text changes when all are. */

import { useEffect, useRef, useState, type RefObject } from "react";
import { Button } from "../design/Button.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Combobox } from "../design/Combobox.tsx";
import { Select } from "../design/Select.tsx";
import { useProject } from "../server/project.ts";
import { writeCondition, type Row, type Rows } from "../server/slots.ts";
import { changed, EMPTY, isOneSided, isWhole, operatorsOf, without } from "./rows.ts";
import { Right } from "./Right.tsx";
import { t } from "./words.ts";

const PAUSE_MS = 200;

type Props = { text: string; /** Those of `text`; null when there are none, or not yet. */ rows: Rows | null; onChange: (text: string) => void };

export function RowEditor({ text, rows: given, onChange }: Props) {
  const [rows, setRows] = useState<Rows>(given ?? { op: "and", rows: [EMPTY] });
  const [written, setWritten] = useState(text);
  const [refused, setRefused] = useState("");
  const [writing, setWriting] = useState(false);
  const turns = useRef(0);
  const waiting = useRef<{ timer: number; say: () => void } | null>(null);
  const slots = useProject().data?.slots ?? [];
  const typeOf = (left: string) => slots.find(({ name }) => left === `slots.${name}`)?.type;

  if (given !== null && text !== written && !writing) {
    setRows(given); // the text was changed elsewhere
    setWritten(text);
  }

  function change(next: Rows): void {
    setRows(next);
    if (!next.rows.every(isWhole)) return; // what was whole before is said all the same
    window.clearTimeout(waiting.current?.timer);
    const turn = ++turns.current; // answers may come late: only that to the last change counts
    waiting.current = { timer: window.setTimeout(() => flush(waiting), PAUSE_MS), say: () => void say(next, turn) };
  }

  useEffect(() => () => flush(waiting), []);

  async function say(next: Rows, turn: number): Promise<void> {
    if (next.rows.length === 0) {
      setRefused("");
      setWritten("");
      onChange("");
      return;
    }
    try {
      const said = await writeCondition(next);
      if (turn !== turns.current) return;
      setRefused("");
      setWritten(said);
      onChange(said);
    } catch (fault) {
      if (turn === turns.current) setRefused(fault instanceof Error ? fault.message : String(fault));
    }
  }

  const alter = (at: number, part: Partial<Row>) => {
    const left = part.left ?? rows.rows[at]?.left ?? "";
    change(changed(rows, at, part, typeOf(left)));
  };

  return (
    <div
      className="condition-rows"
      onFocus={({ target }) => setWriting(target instanceof HTMLInputElement)}
      onBlur={() => {
        flush(waiting);
        setWriting(false);
      }}
    >
      {rows.rows.length > 1 && (
        <Select
          label={t("conditions.when")}
          value={rows.op}
          onChange={(op) => change({ ...rows, op })}
          choices={[
            { value: "and", label: t("conditions.all") },
            { value: "or", label: t("conditions.any") },
          ]}
        />
      )}
      {rows.rows.map((row, at) => (
        // oxlint-disable-next-line no-array-index-key -- a row is where it stands
        <div key={at} className="condition-row">
          <Combobox
            label={t("conditions.left", { row: at + 1 })}
            hideLabel
            code
            value={row.left}
            onChange={(left) => alter(at, { left })}
            options={slots.map(({ name, type }) => ({ value: `slots.${name}`, detail: type, icon: "slot" }))}
          />
          <Select
            label={t("conditions.operator", { row: at + 1 })}
            hideLabel
            value={row.operator}
            onChange={(operator) => alter(at, { operator })}
            choices={operatorsOf(typeOf(row.left), row.operator).map((each) => ({ value: each as string, label: t(`conditions.op.${each}`) }))}
          />
          {!isOneSided(row.operator) && (
            <Right row={row} at={at} slot={slots.find(({ name }) => row.left === `slots.${name}`)} onChange={(right) => alter(at, { right })} />
          )}
          <IconButton
            icon="remove"
            size="small"
            label={t("conditions.remove", { row: at + 1 })}
            onClick={() => change(without(rows, at))}
          />
        </div>
      ))}
      {refused && <p className="field-error">{refused}</p>}
      <Button size="small" look="quiet" icon="plus" onClick={() => change({ ...rows, rows: [...rows.rows, EMPTY] })}>
        {t("conditions.add")}
      </Button>
    </div>
  );
}

/** What waits for a pause is said now. */
function flush(waiting: RefObject<{ timer: number; say: () => void } | null>): void {
  const { current } = waiting;
  waiting.current = null;
  window.clearTimeout(current?.timer);
  current?.say();
}
