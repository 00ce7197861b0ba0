/** One field of a form, by its widget. A new kind needs nothing here; a new widget one row of the table. */

import type { ComponentType } from "react";
import { Switch } from "../design/Switch.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { TextField } from "../design/TextField.tsx";
import { ArgumentsField, RejectionsField, ValuesField } from "./ListFields.tsx";
import { ConditionField } from "./ConditionField.tsx";
import { JsonField } from "./JsonField.tsx";
import { NameField } from "./NameField.tsx";
import { ResponseField } from "./ResponseField.tsx";
import { asText, type FieldProps } from "./schema.ts";

const WIDGETS: Record<string, ComponentType<FieldProps>> = {
  text: ({ said, value, onChange }) => (
    <TextField label={said.title} hint={said.help} value={asText(value)} onChange={(text) => onChange(text || undefined)} />
  ),
  "long-text": ({ said, value, onChange }) => (
    <TextArea label={said.title} hint={said.help} value={asText(value)} onChange={(text) => onChange(text || undefined)} />
  ),
  number: ({ said, value, onChange }) => (
    <TextField
      label={said.title}
      hint={said.help}
      inputMode="decimal"
      value={asText(value)}
      onChange={(text) => onChange(text === "" ? undefined : Number.isFinite(Number(text)) ? Number(text) : text)}
    />
  ),
  flag: ({ said, value, onChange }) => {
    const usual = said.schema["default"] === true;
    return <Switch label={said.title} hint={said.help} checked={value === undefined ? usual : value === true} onChange={(on) => onChange(on === usual ? undefined : on)} />;
  },
  slot: NameField,
  action: NameField,
  flow: NameField,
  response: ResponseField,
  condition: ({ said, value, onChange }) => <ConditionField label={said.title} value={asText(value)} onChange={onChange} />,
  values: ValuesField,
  rejections: RejectionsField,
  arguments: (props) => <ArgumentsField {...props} Field={FieldFor} />,
};

export function FieldFor(props: FieldProps) {
  const Widget = WIDGETS[props.said.widget] ?? JsonField;
  return <Widget {...props} />;
}
