/** A condition. The one place where conditions of steps and flows are written; its editor is fetched when it is needed. */

import { Suspense } from "react";
import { useDocument } from "../canvas/document.ts";
import { TextArea } from "../design/TextArea.tsx";
import { useTriedSlots } from "../try/tried.ts";
import { late } from "../shell/late.ts";

const ConditionEditor = late(async () => (await import("../conditions/ConditionEditor.tsx")).ConditionEditor);

type Props = { label: string; value: string; onChange: (condition: string) => void; hint?: string };

export function ConditionField({ label, value, onChange, hint }: Props) {
  const flow = useDocument((document) => document.id);
  const slots = useTriedSlots();
  const simple = <TextArea label={label} code rows={1} value={value} onChange={(text) => onChange(text.replaceAll("\n", " "))} />;
  return (
    <Suspense fallback={simple}>
      <ConditionEditor label={label} value={value} onChange={onChange} flow={flow} slots={slots} />
      {hint && <p className="field-hint">{hint}</p>}
    </Suspense>
  );
}
