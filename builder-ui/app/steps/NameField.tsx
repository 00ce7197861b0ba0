/** A name of something the bot has: a slot, an action, a flow. What is missing can be written all the same. */

import { Button } from "../design/Button.tsx";
import { Combobox, type Option } from "../design/Combobox.tsx";
import { idOf } from "../flows/begin.ts";
import { useProject, type Project } from "../server/project.ts";
import { go } from "../shell/navigation.ts";
import { createSlot } from "./create.ts";
import { asText, type FieldProps } from "./schema.ts";
import { t } from "./words.ts";

const OPTIONS: Record<string, (project: Project) => Option[]> = {
  slot: ({ slots }) => slots.map(({ name, type }) => ({ value: name, detail: type })),
  action: ({ actions }) => actions.map(({ name }) => ({ value: name })),
  flow: ({ flows }) => flows.map(({ id, name }) => ({ value: id, detail: name })),
  intent: ({ intents }) => intents.map((name) => ({ value: name })),
};

export function NameField({ said, value, onChange }: FieldProps) {
  const { data } = useProject();
  const name = asText(value);
  const options = data ? (OPTIONS[said.widget]?.(data) ?? []) : [];
  const isKnown = options.some((option) => option.value === name);
  const isNew = data !== undefined && name !== "" && !isKnown;
  const wanted = /^[\w-]+$/.test(name) ? name : idOf(name); // what files can have
  const create = said.widget === "slot" && wanted !== "" ? { create: { label: t("steps.create", { name: wanted }), perform: make } } : {};
  const unwritten = said.widget === "action" && isNew;

  function make(): void {
    void createSlot(wanted);
    if (wanted !== name) onChange(wanted);
  }

  return (
    <>
      <Combobox label={said.title} hint={unwritten ? t("steps.unwritten", { name }) : said.help} code value={name} options={options} onChange={(text) => onChange(text)} {...create} />
      {create.create && isNew && (
        <div>
          <Button size="small" look="quiet" icon="plus" onClick={make}>
            {create.create.label}
          </Button>
        </div>
      )}
      {said.widget === "flow" && isKnown && (
        <Button size="small" look="quiet" icon="right" onClick={() => go({ to: "/flows/$id", params: { id: name } })}>
          {t("steps.open", { flow: name })}
        </Button>
      )}
    </>
  );
}
