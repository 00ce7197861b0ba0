/** What can be done with a flow besides drawing it: another name everywhere, or away with it. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Menu } from "../design/Menu.tsx";
import { toast } from "../design/toast.ts";
import { isMapping } from "../flow/json.ts";
import { RenameDialog } from "../rename/RenameDialog.tsx";
import { ask, Refusal } from "../server/ask.ts";
import { edit } from "../server/edits.ts";
import type { Json } from "../server/json.ts";
import type { FlowEntry, Seen } from "../server/project.ts";
import { go } from "../shell/navigation.ts";
import { t } from "./words.ts";

type Props = { flow: FlowEntry; flows: readonly FlowEntry[] };

export function FlowMenu({ flow, flows }: Props) {
  const [asked, setAsked] = useState<"rename" | "remove" | null>(null);
  const { id, name, file, pattern } = flow;
  const close = () => setAsked(null);
  return (
    <>
      <Menu
        align="end"
        items={[
          { label: t("flows.rename"), icon: "pencil", disabled: pattern, perform: () => setAsked("rename") },
          { label: t("flows.history"), icon: "history", perform: () => go({ to: "/history", search: { file } }) },
          "line",
          { label: t("flows.remove"), icon: "remove", danger: true, perform: () => setAsked("remove") },
        ]}
      >
        <IconButton icon="more" size="small" label={t("flows.more", { name })} />
      </Menu>
      {asked === "rename" && <RenameDialog kind="flow" old={id} onClose={close} />}
      {asked === "remove" && <Removal flow={flow} flows={flows} onClose={close} />}
    </>
  );
}

function Removal({ flow: { id, name, file, path }, flows, onClose }: Props & { onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const leading = flows.filter(({ calls, links }) => [...calls, ...links].includes(id)).map((flow) => flow.name);

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      const { hash, value } = await ask.get<Seen>("values", { file, path: "[]" });
      const outcome = await edit([{ file, path: holdsOnly(value, id) ? [] : path, remove: true }], { [file]: hash });
      if (outcome.kind === "refused") throw outcome.refusal;
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      toast(t("flows.notRemoved"), { tone: "danger", hint: [fault.message, fault.hint].filter(Boolean).join(" ") });
      return;
    } finally {
      setBusy(false);
    }
    toast(t("flows.removed", { name }));
    onClose();
  }

  return (
    <Dialog
      open
      size="small"
      title={t("flows.removeTitle", { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("flows.cancel")}</Button>
          <Button look="danger" busy={busy} onClick={() => void remove()}>
            {t("flows.remove")}
          </Button>
        </>
      }
    >
      <p>{t("flows.removeText")}</p>
      {leading.length > 0 && <p>{t("flows.removeLeading", { flows: leading.join(", ") })}</p>}
    </Dialog>
  );
}

/** Whether there is nothing else in the file: then it goes as a whole. */
function holdsOnly(value: Json, id: string): boolean {
  if (!isMapping(value) || !isMapping(value["flows"])) return false;
  return Object.keys(value).length === 1 && Object.keys(value["flows"]).every((each) => each === id);
}
