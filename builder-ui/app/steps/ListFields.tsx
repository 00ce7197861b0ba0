/** Fields of several entries: slots and what they become, answers that are refused, values for an action. */

import type { ComponentType } from "react";
import { Button } from "../design/Button.tsx";
import { Combobox } from "../design/Combobox.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { TextField } from "../design/TextField.tsx";
import { isMapping, type Json, type Mapping } from "../flow/json.ts";
import { useResponses } from "../server/language.ts";
import { firstText } from "../responses/variation.ts";
import { useProject } from "../server/project.ts";
import { ConditionField } from "./ConditionField.tsx";
import { asText, asValue, fieldOf, type FieldProps } from "./schema.ts";
import { t } from "./words.ts";

type Pair = [string, Json];

export function ValuesField({ said, value, onChange }: FieldProps) {
  const slots = useProject().data?.slots ?? [];
  const given = pairsOf(value);
  const pairs: Pair[] = given.length > 0 ? given : [["", null]]; // one to write in
  const write = (next: Pair[]): void => onChange(next.map(([slot, set]) => ({ [slot]: set })));
  const options = slots.map(({ name, type }) => ({ value: name, detail: type }));
  return (
    <fieldset className="step-list">
      <legend>{said.title}</legend>
      {pairs.map(([slot, set], index) => (
        // oxlint-disable-next-line no-array-index-key -- entries have no other name while one writes it
        <div key={index} className="step-pair">
          <Combobox label={t("steps.argument")} hideLabel code value={slot} options={options} onChange={(name) => write(pairs.with(index, [name, set]))} />
          <TextField label={t("steps.slotValue")} hideLabel code placeholder={t("steps.emptied")} value={asText(set)} onChange={(text) => write(pairs.with(index, [slot, asValue(text)]))} />
          <IconButton icon="close" size="small" label={t("steps.remove", { name: slot })} onClick={() => write(pairs.toSpliced(index, 1))} />
        </div>
      ))}
      <Button size="small" look="quiet" icon="plus" onClick={() => write([...pairs, ["", null]])}>
        {t("steps.addValue")}
      </Button>
    </fieldset>
  );
}

function pairsOf(value: Json | undefined): Pair[] {
  const entries = Array.isArray(value) ? value : [value];
  return entries.flatMap((entry) => (isMapping(entry) ? Object.entries(entry) : []));
}

export function RejectionsField({ said, value, onChange }: FieldProps) {
  const { data = [] } = useResponses();
  const rejections = Array.isArray(value) ? value.filter(isMapping) : [];
  const write = (next: Mapping[]): void => onChange(next.length ? next : undefined);
  const set = (index: number, key: string, text: string): void => write(rejections.with(index, { ...rejections[index], [key]: text }));
  const options = data.map(({ name, variations }) => ({ value: name, detail: firstText(variations).slice(0, 60) }));
  return (
    <fieldset className="step-list">
      <legend>{said.title}</legend>
      {rejections.map((rejection, index) => (
        // oxlint-disable-next-line no-array-index-key -- the order is their name
        <div key={index} className="step-box">
          <ConditionField label={t("steps.rejectedIf")} value={asText(rejection["if"])} onChange={(text) => set(index, "if", text)} />
          <Combobox label={t("steps.rejectedSay")} code value={asText(rejection["utter"])} options={options} onChange={(text) => set(index, "utter", text)} />
          <IconButton icon="close" size="small" label={t("steps.remove", { name: asText(rejection["utter"]) })} onClick={() => write(rejections.toSpliced(index, 1))} />
        </div>
      ))}
      <Button size="small" look="quiet" icon="plus" onClick={() => write([...rejections, { if: "", utter: "" }])}>
        {t("steps.addRejection")}
      </Button>
    </fieldset>
  );
}

/** Values that the action names have fields of their own, each a `Field`; others are pairs. */
export function ArgumentsField({ said, value, onChange, Field }: FieldProps & { Field: ComponentType<FieldProps> }) {
  const given = isMapping(value) ? value : {};
  const named = isMapping(said.schema["properties"]) ? said.schema["properties"] : {};
  const others = Object.entries(given).filter(([name]) => !(name in named));
  const write = (next: Mapping): void => onChange(Object.keys(next).length ? next : undefined);
  const set = (name: string, to: Json | undefined): void => {
    const { [name]: _, ...rest } = given;
    write(to === undefined ? rest : { ...given, [name]: to });
  };
  const setPairs = (pairs: Pair[]): void => write(Object.fromEntries([...Object.entries(given).filter(([name]) => name in named), ...pairs]));
  return (
    <fieldset className="step-list">
      <legend>{said.title}</legend>
      {Object.entries(named).map(([name, schema]) => (
        <Field key={name} said={fieldOf(name, isMapping(schema) ? schema : {})} value={given[name]} onChange={(to) => set(name, to)} />
      ))}
      {others.map(([name, each], index) => (
        // oxlint-disable-next-line no-array-index-key -- the name is what one writes
        <div key={index} className="step-pair">
          <TextField label={t("steps.argument")} hideLabel code value={name} onChange={(text) => setPairs(others.with(index, [text, each]))} />
          <TextField label={t("steps.argumentValue")} hideLabel value={asText(each)} onChange={(text) => setPairs(others.with(index, [name, asValue(text)]))} />
          <IconButton icon="close" size="small" label={t("steps.remove", { name })} onClick={() => set(name, undefined)} />
        </div>
      ))}
      <Button size="small" look="quiet" icon="plus" onClick={() => setPairs([...others, ["", ""]])}>
        {t("steps.addArgument")}
      </Button>
    </fieldset>
  );
}
