/** What a flow says of itself: its name, what it is for, what starts it, what stays of it. */

import { Combobox } from "../design/Combobox.tsx";
import { Panel } from "../design/Panel.tsx";
import { Select } from "../design/Select.tsx";
import { Tag } from "../design/Tag.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { TextField } from "../design/TextField.tsx";
import { setFlowField } from "../canvas/deeds.ts";
import { settled, useDocument } from "../canvas/document.ts";
import { intentOf } from "../canvas/triggers.ts";
import type { Json } from "../flow/json.ts";
import { idOf } from "../flows/begin.ts";
import { useProject } from "../server/project.ts";
import { ConditionField } from "./ConditionField.tsx";
import { asText, asValue } from "./schema.ts";
import { Suspense, useState } from "react";
import { closePanel } from "../canvas/look.ts";
import { t } from "./words.ts";
import { late } from "../shell/late.ts";

export function FlowPanel() {
  const value = useDocument((document) => document.value);
  const locked = useDocument((document) => document.locked);
  const { data } = useProject();
  const triggers = listOf(value["nlu_trigger"]);
  const persisted = listOf(value["persisted_slots"]);
  const set = (key: string, to: Json | undefined): void => setFlowField([key], to);
  const [wanted, setWanted] = useState<string | null>(null); // the intent that is to be made
  const start = (intent: string): void => set("nlu_trigger", [...triggers, { intent }]);
  const slots = (data?.slots ?? []).map(({ name, type }) => ({ value: name, detail: type }));
  return (
    <Panel name="step" title={t("steps.flow")} onClose={closePanel}>
      <fieldset className="step-panel flow-panel" disabled={locked} onBlur={settled}>
        <TextField label={t("steps.flowName")} value={asText(value["name"])} onChange={(text) => set("name", text || undefined)} />
        <TextArea
          label={t("steps.flowDescription")}
          hint={t("steps.flowDescriptionHint")}
          value={asText(value["description"])}
          onChange={(text) => set("description", text || undefined)}
        />
        <Guard value={asText(value["if"])} onChange={(text) => set("if", text === "" ? undefined : /^(true|false)$/.test(text) ? asValue(text) : text)} />
        <Names
          label={t("steps.flowTriggers")}
          hint={t("steps.flowTriggersHint")}
          add={t("steps.flowAddTrigger")}
          names={triggers.map(intentOf)}
          options={(data?.intents ?? []).map((name) => ({ value: name }))}
          onAdd={start}
          onNew={setWanted}
          onRemove={(index) => set("nlu_trigger", triggers.length > 1 ? triggers.toSpliced(index, 1) : undefined)}
        />
        {wanted !== null && (
          <Suspense fallback={null}>
            <NewTrigger name={idOf(wanted)} onMade={start} onClose={() => setWanted(null)} />
          </Suspense>
        )}
        <Names
          label={t("steps.flowPersisted")}
          hint={t("steps.flowPersistedHint")}
          add={t("steps.flowAddPersisted")}
          names={persisted.map(asText)}
          options={slots}
          onAdd={(name) => set("persisted_slots", [...persisted, name])}
          onRemove={(index) => set("persisted_slots", persisted.length > 1 ? persisted.toSpliced(index, 1) : undefined)}
        />
      </fieldset>
    </Panel>
  );
}

const NewTrigger = late(async () => (await import("./NewTrigger.tsx")).NewTrigger);

/** Whether anybody can start it, only at times, or only another flow. */
function Guard({ value, onChange }: { value: string; onChange: (condition: string) => void }) {
  const [asked, setAsked] = useState(false);
  const now: Who = value.toLowerCase() === "false" ? "flows" : value !== "" || asked ? "sometimes" : "anybody";
  const choose = (who: Who): void => {
    setAsked(who === "sometimes");
    if (who !== now) onChange(who === "flows" ? "false" : "");
  };
  return (
    <>
      <Select<Who>
        label={t("steps.flowWho")}
        hint={now === "flows" ? t("steps.flowWhoFlows") : undefined}
        value={now}
        onChange={choose}
        choices={(["anybody", "sometimes", "flows"] as const).map((each) => ({ value: each, label: t(`steps.flowWho.${each}`) }))}
      />
      {now === "sometimes" && <ConditionField label={t("steps.flowGuard")} hint={t("steps.flowGuardHint")} value={value} onChange={onChange} />}
    </>
  );
}

type Who = "anybody" | "sometimes" | "flows";

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
}

type NamesProps = {
  label: string;
  hint: string;
  add: string;
  names: string[];
  options: { value: string; detail?: string }[];
  onAdd: (name: string) => void;
  onRemove: (index: number) => void;
  /** Makes one that is not there yet. */
  onNew?: (name: string) => void;
};

function Names({ label, hint, add, names, options, onAdd, onRemove, onNew }: NamesProps) {
  const [text, setText] = useState("");
  const free = options.filter((option) => !names.includes(option.value));
  return (
    <fieldset className="step-list">
      <legend>{label}</legend>
      <p className="step-tags">
        {names.map((name, index) => (
          <Tag key={name} remove={{ label: t("steps.remove", { name }), perform: () => onRemove(index) }}>
            {name}
          </Tag>
        ))}
      </p>
      <Combobox
        label={add}
        hideLabel
        hint={hint}
        code
        placeholder={add}
        value={text}
        options={free}
        onChange={(written) => {
          const taken = free.some((option) => option.value === written);
          if (taken) onAdd(written);
          setText(taken ? "" : written);
        }}
        {...(onNew && {
          create: {
            label: t("steps.create", { name: text }),
            perform: (written: string) => {
              onNew(written);
              setText("");
            },
          },
        })}
      />
    </fieldset>
  );
}
