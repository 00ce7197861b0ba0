/** The models, the newest first, and what can be done with each. */

import { useState } from "react";
import { Badge } from "../design/Badge.tsx";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Menu, type Item } from "../design/Menu.tsx";
import { Table } from "../design/Table.tsx";
import { toast } from "../design/toast.ts";
import { model as act, start, type Model } from "../server/language.ts";
import { useSpoken } from "../server/useSpoken.ts";
import { go } from "../shell/navigation.ts";
import { percent } from "../training/percent.ts";
import { tried } from "../training/teach.ts";
import { when } from "../words/when.ts";
import { partsOf } from "./parts.ts";
import { nameOf } from "./useOver.ts";
import { isOlder, megabytes } from "./verdict.ts";
import { t } from "./words.ts";

type Props = { models: readonly Model[]; running: Model | undefined; may: boolean; mayServe: boolean };

export function ModelTable({ models, running, may, mayServe }: Props) {
  const [leaving, setLeaving] = useState<Model | null>(null);

  async function serve({ file }: Model): Promise<void> {
    if (await tried(() => act.serve(file))) toast(t("models.served", { model: nameOf(file) }), { tone: "success" });
  }

  async function remove({ file }: Model): Promise<void> {
    setLeaving(null);
    if (await tried(() => act.remove(file))) toast(t("models.deleted", { model: nameOf(file) }));
  }

  async function measure(part: string, model: Model, begin: () => Promise<unknown>): Promise<void> {
    if (await tried(begin)) go({ to: "/models", search: { part, model: model.file } });
  }

  function deeds(model: Model): (Item | "line")[] {
    const compared: Item[] = running && running !== model ? [{ label: t("models.compare"), icon: "choice", perform: () => void measure("comparison", model, () => start.comparison([running.file, model.file])) }] : [];
    const served: (Item | "line")[] = mayServe && !model.runs ? ["line", { label: t("models.delete"), icon: "remove", danger: true, perform: () => setLeaving(model) }] : [];
    return [
      ...(may && !model.fault ? [...compared, { label: t("models.runTests"), icon: "talk" as const, perform: () => void measure("conversations", model, () => start.evaluation("conversations", model.file)) }] : []),
      ...served,
    ];
  }

  return (
    <>
      <Table
        label={t("models.list")}
        rows={models}
        rowKey={({ file }) => file}
        {...(running ? { chosen: running.file } : {})}
        columns={[
          { name: "model", title: t("models.model"), cell: (model) => <Name model={model} />, sort: ({ file }) => file },
          { name: "at", title: t("models.trainedAt"), cell: ({ at }) => when(at), sort: ({ at }) => at },
          { name: "size", title: t("models.size"), align: "end", cell: ({ bytes }) => t("models.megabytes", { count: megabytes(bytes) }), sort: ({ bytes }) => bytes },
          { name: "accuracy", title: t("models.accuracy"), align: "end", cell: ({ accuracy }) => accuracy !== null && percent(accuracy, 1), sort: ({ accuracy }) => accuracy ?? -1 },
          { name: "tests", title: t("models.tests"), align: "end", cell: ({ talked }) => talked && t("models.passed", { passed: talked.passed, count: talked.passed + talked.failed + talked.not_judged }) },
          {
            name: "deeds",
            title: "",
            align: "end",
            cell: (model) => (
              <span className="models-deeds">
                {mayServe && !model.runs && !model.fault && (
                  <Button size="small" icon={isOlder(model, running) ? "history" : "play"} onClick={() => void serve(model)}>
                    {t(isOlder(model, running) ? "models.rollBack" : "models.serve")}
                  </Button>
                )}
                {deeds(model).length > 0 && (
                  <Menu align="end" items={deeds(model)}>
                    <IconButton icon="more" size="small" label={t("models.deeds", { model: nameOf(model.file) })} />
                  </Menu>
                )}
              </span>
            ),
          },
        ]}
      />
      {leaving && (
        <Dialog
          open
          size="small"
          title={t("models.deleteTitle", { model: nameOf(leaving.file) })}
          onClose={() => setLeaving(null)}
          actions={
            <>
              <Button onClick={() => setLeaving(null)}>{t("models.cancel")}</Button>
              <Button look="danger" icon="remove" onClick={() => void remove(leaving)}>
                {t("models.delete")}
              </Button>
            </>
          }
        >
          <p>{t("models.deleteText")}</p>
        </Dialog>
      )}
    </>
  );
}

function Name({ model }: { model: Model }) {
  const { file, runs, differs } = model;
  const fault = useSpoken(model.fault);
  return (
    <span className="models-name">
      <code>{nameOf(file)}</code>
      {runs && <Badge tone="success">{t("models.runs")}</Badge>}
      {fault && (
        <span data-tip={fault}>
          <Badge tone="danger">{t("models.unusable")}</Badge>
        </span>
      )}
      {!fault && differs.length > 0 && <small>{t("models.differs", { parts: partsOf(model) })}</small>}
    </span>
  );
}
