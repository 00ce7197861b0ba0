/**
 * A condition, as rows to fill in or as an expression: two views of one text. Both say what is wrong as one writes, and
 * whether it holds for the slots of the conversation that is being tried.
 */

import { useState } from "react";
import { Badge } from "../design/Badge.tsx";
import type { Json } from "../server/json.ts";
import { useCondition } from "../server/slots.ts";
import { Expression } from "./Expression.tsx";
import { RowEditor } from "./RowEditor.tsx";
import { t } from "./words.ts";
import "./conditions.css";

type Props = {
  label: string;
  value: string;
  /** Called with every text that can be kept, also one with mistakes: a draft may have them. */
  onChange: (text: string) => void;
  flow?: string | undefined;
  /** Of the conversation that is being tried, if one is. */
  slots?: Record<string, Json> | undefined;
};

export function ConditionEditor({ label, value, onChange, flow, slots }: Props) {
  const [cursor, setCursor] = useState<number | null>(null);
  const { judged, isOld } = useCondition({
    text: value,
    ...(flow === undefined ? {} : { flow }),
    ...(slots === undefined ? {} : { slots }),
    ...(cursor === null ? {} : { cursor }),
  });
  const [own, setOwn] = useState(""); // what the rows said last
  const isRows = value.trim() === "" || value === own || judged?.rows != null;
  const [chosen, setLook] = useState<"rows" | "text" | null>(null);
  const look = chosen ?? (judged === undefined || isRows ? "rows" : "text");
  const say = (text: string): void => {
    setOwn(text);
    onChange(text);
  };
  const holds = judged?.value ?? null;

  // Who writes in one of the looks stays in it, whatever the text is for a moment.
  return (
    <fieldset className="condition" onFocus={() => setLook(look)}>
      <legend>{label}</legend>
      <div className="condition-looks" role="radiogroup" aria-label={t("conditions.look")}>
        {(["rows", "text"] as const).map((each) => (
          <button key={each} type="button" role="radio" aria-checked={look === each} onClick={() => setLook(each)}>
            {t(each === "rows" ? "conditions.asRows" : "conditions.asText")}
          </button>
        ))}
      </div>
      {look === "text" ? (
        <Expression label={label} text={value} judged={judged} onChange={onChange} onCursor={setCursor} />
      ) : isRows || isOld ? (
        <RowEditor text={value} rows={isOld ? null : (judged?.rows ?? null)} onChange={say} />
      ) : (
        judged && <p className="condition-note">{t("conditions.noRows")}</p>
      )}
      {look === "rows" &&
        value.trim() !== "" &&
        judged?.problems.map(({ message, hint }) => (
          <p key={message} className="field-error">
            {`${message} ${hint}`}
          </p>
        ))}
      {slots !== undefined && holds !== null && (
        <p>
          <Badge tone={holds ? "success" : "neutral"} icon={holds ? "check" : "close"}>
            {t(holds ? "conditions.true" : "conditions.false")}
          </Badge>
        </p>
      )}
    </fieldset>
  );
}
