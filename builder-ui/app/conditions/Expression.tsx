/** A condition as text, with completion at the cursor, and what is wrong under it. */

import { Combobox } from "../design/Combobox.tsx";
import type { Completion, Condition } from "../server/slots.ts";

type Props = {
  label: string;
  text: string;
  judged: Condition | undefined;
  onChange: (text: string) => void;
  onCursor: (cursor: number) => void;
};

const ICONS = { slot: "slot", value: "tag", operator: "branch", word: "command" } as const;

export function Expression({ label, text, judged, onChange, onCursor }: Props) {
  const completions = judged?.completions ?? [];
  const wrong = judged?.problems.map(({ message, hint }) => `${message} ${hint}`.trim()).join("\n");
  return (
    <Combobox
      label={label}
      hideLabel
      code
      value={text}
      error={text.trim() === "" ? undefined : wrong || undefined}
      onChange={(written, cursor) => {
        onChange(written);
        onCursor(cursor);
      }}
      options={completions.map((each) => ({ value: each.text, detail: each.detail, icon: iconOf(each) }))}
      complete={({ value }) => {
        const taken = completions.find((each) => each.text === value);
        if (taken === undefined) return;
        const behind = text.slice(taken.start).replace(/^(?:'[^']*'?|"[^"]*"?|[\w.{}-]*)/, "");
        const written = `${text.slice(0, taken.start)}${value}`;
        onChange(`${written}${behind || " "}`);
        onCursor(written.length + 1);
      }}
    />
  );
}

function iconOf({ kind }: Completion) {
  return ICONS[kind as keyof typeof ICONS] ?? "tag";
}
