/** A response: what the bot says, written right here, and the name under which it is kept. */

import { useState } from "react";
import { Combobox } from "../design/Combobox.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { useDocument } from "../canvas/document.ts";
import { freeId } from "../flow/ids.ts";
import { firstText } from "../responses/variation.ts";
import { useResponses } from "../server/language.ts";
import { beingMade, createResponse, sayInstead } from "./create.ts";
import { asText, type FieldProps } from "./schema.ts";
import { StepButtons } from "./StepButtons.tsx";
import { t } from "./words.ts";

export function ResponseField({ said, value, onChange, step }: FieldProps) {
  const { data = [] } = useResponses();
  const flow = useDocument((document) => document.id);
  const [text, setText] = useState<string | null>(null);
  const own = asText(value);
  const asked = said.name === "utter" && step !== undefined ? `utter_ask_${slotOf(step)}` : "";
  const name = own || asked;
  const response = data.find((each) => each.name === name);
  const before = response && firstText(response.variations);

  async function keep(): Promise<void> {
    if (text === null || text === before) return setText(null);
    if (response) await sayInstead(response, text);
    else {
      const taken = new Set([...data.map((each) => each.name), ...beingMade]);
      const wanted = name && name !== "utter_" ? name : freeId(`utter_${flow}`, taken);
      if (wanted !== name) onChange(wanted); // first: the step's id may be made of it
      await createResponse(wanted, text);
    }
    setText((now) => (now === text ? null : now)); // one may write on meanwhile
  }

  return (
    <>
      {(!response || typeof before === "string") && (
        <TextArea
          label={t("steps.saysWhat")}
          hint={response && response.variations.length > 1 ? t("steps.variations", { count: response.variations.length }) : undefined}
          value={text ?? asText(before)}
          onChange={setText}
          onBlur={() => void keep()}
        />
      )}
      {response && <StepButtons key={response.name} response={response} step={step} />}
      <Combobox
        label={said.title}
        hint={said.help}
        code
        value={own}
        placeholder={asked}
        options={data.map((each) => ({ value: each.name, detail: firstText(each.variations).slice(0, 60) }))}
        onChange={(written) => onChange(written || undefined)}
      />
    </>
  );
}

function slotOf(key: string): string {
  return asText(useDocument.getState().graph.byKey.get(key)?.value["collect"]);
}
