/** The form of the selected step, made from the schema of its kind, and its ways out. */

import { Suspense, useState, type KeyboardEvent } from "react";
import { Icon } from "../design/Icon.tsx";
import { Panel } from "../design/Panel.tsx";
import { TextField } from "../design/TextField.tsx";
import { nameStep, setStep } from "../canvas/deeds.ts";
import { cardOf, nameOf, settled, useDocument } from "../canvas/document.ts";
import { leaveForm } from "../canvas/focus.ts";
import { useHot } from "../canvas/hot.ts";
import { matchOf } from "../canvas/kinds.ts";
import type { GraphNode } from "../flow/graph.ts";
import { Branches } from "./Branches.tsx";
import { FieldFor } from "./FieldFor.tsx";
import { Onward } from "./Onward.tsx";
import { fieldsOf, type FieldSaid } from "./schema.ts";
import { closePanel } from "../canvas/look.ts";
import { t } from "./words.ts";
import { late } from "../shell/late.ts";

export function StepPanel({ node }: { node: GraphNode }) {
  const { card, kind: now } = cardOf(node.value);
  const [begun] = useState(now); // while a name is written it may be one of another kind for a moment
  const kind = begun && now && matchOf(begun).key === matchOf(now).key ? begun : now;
  const fields = kind ? fieldsOf(kind).filter((field) => field.name !== "id") : [];
  const common = fields.filter((field) => !field.rare || node.value[field.name] !== undefined);
  const rare = fields.filter((field) => !common.includes(field));
  const [only] = node.exits;
  const locked = useDocument((document) => document.locked);
  return (
    <Panel name="step" title={card.title} onClose={closePanel}>
      <fieldset className="step-panel" disabled={locked} data-key={node.key} onBlur={settled} onKeyDown={(event) => left(event, node.key)}>
        <Remarks id={node.id} />
        <Numbers id={node.id} />
        {common.map((field) => (
          <One key={field.name} node={node} field={field} />
        ))}
        {only?.role === "next" && <Onward node={node} exit={only} />}
        <Branches node={node} />
        <details className="step-more">
          <summary>{t("steps.more")}</summary>
          {rare.map((field) => (
            <One key={field.name} node={node} field={field} />
          ))}
          <Id node={node} />
        </details>
      </fieldset>
    </Panel>
  );
}

/** It counts once it is written: what is named after it follows. */
function Id({ node }: { node: GraphNode }) {
  const [text, setText] = useState<string | null>(null);
  const written = typeof node.value["id"] === "string" ? node.value["id"] : "";
  const take = (): void => {
    if (text !== null && text !== written) nameStep(node.key, text);
    setText(null);
  };
  return (
    <TextField
      label={t("steps.id")}
      code
      placeholder={node.id}
      value={text ?? written}
      onChange={(id) => setText(id.replaceAll(/[^\w-]/g, "_"))}
      onBlur={take}
      onKeyDown={({ key }) => key === "Enter" && take()}
    />
  );
}

const StepNumbers = late(async () => (await import("../traffic/StepNumbers.tsx")).StepNumbers);

function Numbers({ id }: { id: string }) {
  const shown = useHot((hot) => hot.traffic !== null);
  return shown ? (
    <Suspense fallback={null}>
      <StepNumbers id={id} />
    </Suspense>
  ) : null;
}

/** Escape goes back to the card, which stays selected. */
function left(event: KeyboardEvent, key: string): void {
  if (event.key !== "Escape") return;
  event.preventDefault();
  leaveForm(key);
}

function One({ node, field }: { node: GraphNode; field: FieldSaid }) {
  return <FieldFor said={field} step={node.key} value={node.value[field.name]} onChange={(value) => setStep(node.key, [field.name], value)} />;
}

function Remarks({ id }: { id: string }) {
  const remarks = useHot((hot) => hot.problems.get(id));
  if (!remarks) return null;
  return (
    <ul className="step-remarks">
      {remarks.map(({ severity, text }) => (
        <li key={text} data-severity={severity}>
          <Icon name="problem" />
          {text}
        </li>
      ))}
    </ul>
  );
}

/** What is shown while several steps are selected. */
export function Several() {
  const steps = useDocument((document) => document.selected.steps);
  return (
    <Panel name="step" title={t("steps.several", { count: steps.length })} onClose={closePanel}>
      <ul className="step-several">
        {steps.map((key) => (
          <li key={key}>{nameOf(key)}</li>
        ))}
      </ul>
    </Panel>
  );
}
