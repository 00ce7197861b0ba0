/** A field whose widget this app does not know: its value as JSON. */

import { useState } from "react";
import { TextArea } from "../design/TextArea.tsx";
import type { Json } from "../flow/json.ts";
import type { FieldProps } from "./schema.ts";
import { t } from "./words.ts";

export function JsonField({ said, value, onChange }: FieldProps) {
  const [text, setText] = useState<string | null>(null);
  const wrong = text !== null && text !== "" && read(text) === undefined;
  const write = (written: string): void => {
    setText(written);
    const found = read(written);
    if (written === "" || found !== undefined) onChange(found);
  };
  return (
    <TextArea
      label={said.title}
      hint={said.help || t("steps.asJson")}
      error={wrong ? t("steps.notJson") : undefined}
      code
      value={text ?? (value === undefined ? "" : JSON.stringify(value, null, 2))}
      onChange={write}
      onBlur={() => wrong || setText(null)}
    />
  );
}

function read(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
