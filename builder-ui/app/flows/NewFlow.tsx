/** Begins a flow: its name, what it is for, and what stands on the canvas at first. */

import { useId, useState } from "react";
import { Badge } from "../design/Badge.tsx";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { placeFor, placeOf, type Place } from "../server/domain.ts";
import { edit, type Outcome } from "../server/edits.ts";
import type { FlowEntry } from "../server/project.ts";
import { queries } from "../server/queries.ts";
import { go } from "../shell/navigation.ts";
import { begin, fileOf, idOf, type Template, type Text, type Texts } from "./begin.ts";
import { testsOf } from "../try/tests.ts";
import { t } from "./words.ts";

const TEMPLATES: Template[] = ["nothing", "said", "ask", "decide", "form"];
const TESTED = new Set<Template>(["decide", "form"]);
const TEXTS: Text[] = ["said", "ask", "done", "decide", "yes", "no", "topic", "topics", "details", "email", "badEmail", "confirm", "dropped"];

type Props = { flows: readonly FlowEntry[]; onClose: () => void };

export function NewFlow({ flows, onClose }: Props) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [template, setTemplate] = useState<Template>("nothing");
  const [busy, setBusy] = useState(false);
  const form = useId();
  const id = idOf(name);
  const taken = flows.some((flow) => flow.id === id);
  const can = id !== "" && !taken;

  async function make(): Promise<void> {
    setBusy(true);
    const outcome = await begun().finally(() => setBusy(false));
    if (outcome.kind === "refused") {
      toast(t("flows.failed"), { tone: "danger", hint: outcome.refusal.message });
      return;
    }
    await queries.invalidateQueries({ queryKey: ["project"] });
    onClose();
    if (TESTED.has(template)) toast(t("flows.madeTest"), { tone: "success", hint: t("flows.madeTestHint") });
    go({ to: "/flows/$id", params: { id } });
  }

  async function begun(): Promise<Outcome> {
    const flow = fileOf(id, flows.filter(({ pattern }) => !pattern).map((flow) => flow.file));
    const [domain, test] = await Promise.all([placeFor("responses"), freePlace(id)]);
    const texts = Object.fromEntries(TEXTS.map((each) => [each, t(`flows.text.${each}`)])) as Texts;
    const edits = begin({ id, name: name.trim(), description: description.trim(), template }, { flow, domain: domain.file, test: test.file }, texts);
    const touched = new Set(edits.map(({ file }) => file));
    return edit(edits, Object.fromEntries([{ file: flow, hash: null }, domain, test].filter(({ file }) => touched.has(file)).map(({ file, hash }) => [file, hash])));
  }

  return (
    <Dialog
      open
      title={t("flows.new")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("flows.cancel")}</Button>
          <Button look="primary" type="submit" form={form} busy={busy} disabled={!can}>
            {t("flows.create")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="new-flow"
        onSubmit={(event) => {
          event.preventDefault();
          if (can) void make();
        }}
      >
        <TextField
          label={t("flows.name")}
          value={name}
          onChange={setName}
          hint={id === "" ? undefined : t("flows.id", { id })}
          error={taken ? t("flows.taken") : undefined}
          autoComplete="off"
        />
        <TextField label={t("flows.description")} value={description} onChange={setDescription} />
        <fieldset>
          <legend>{t("flows.from")}</legend>
          {TEMPLATES.map((each) => (
            <label key={each} className="new-flow-choice">
              <input type="radio" name="template" checked={template === each} onChange={() => setTemplate(each)} />
              <strong>
                {t(`flows.${each}`)}
                {TESTED.has(each) && <Badge tone="success">{t("flows.withTest")}</Badge>}
              </strong>
              <small>{t(`flows.${each}About`)}</small>
            </label>
          ))}
        </fieldset>
      </form>
    </Dialog>
  );
}

/** A file for the tests of a flow that nobody has written yet. */
async function freePlace(id: string): Promise<Place> {
  for (let number = 1; ; number += 1) {
    const place = await placeOf(testsOf(number === 1 ? id : `${id}-${number}`));
    if (place.hash === null) return place;
  }
}
