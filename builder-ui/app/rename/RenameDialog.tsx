/** Gives something another name everywhere, and shows before what changes. */

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "../design/Button.tsx";
import { CodeText } from "../design/CodeText.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { TextField } from "../design/TextField.tsx";
import { toast } from "../design/toast.ts";
import { ask, Refusal } from "../server/ask.ts";
import { useRename, type Renamed, type Renaming } from "../server/slots.ts";
import { t } from "./words.ts";
import "./rename.css";

/** So many lines of a file are shown. */
const MOST = 50;

type Props = {
  kind: Renaming["kind"];
  old: string;
  /** Of a step. */
  flow?: string;
  onClose: () => void;
  /** Called with the new name when it has it. */
  onRenamed?: (name: string) => void;
};

export function RenameDialog({ kind, old, flow, onClose, onRenamed }: Props) {
  const [name, setName] = useState(old);
  const form = useId();
  const wish: Renaming = { kind, old, new: name.trim(), ...(flow === undefined ? {} : { flow }) };
  const isOther = wish.new !== "" && wish.new !== old;
  const plan = useQuery({
    queryKey: ["rename", wish],
    queryFn: () => ask.post<Renamed>("rename", { ...wish, dry_run: true }),
    enabled: isOther,
    retry: false,
    gcTime: 0,
  });
  const refused = isOther && plan.error instanceof Refusal ? plan.error : null;
  const { mutateAsync, isPending } = useRename();

  async function rename(): Promise<void> {
    try {
      await mutateAsync(wish);
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      toast(fault.message || t("rename.failed"), { tone: "danger", hint: fault.hint });
      return;
    }
    toast(t("rename.done", { old, new: wish.new }), { tone: "success" });
    onRenamed?.(wish.new);
    onClose();
  }

  return (
    <Dialog
      open
      title={t("rename.title", { old })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("rename.cancel")}</Button>
          <Button look="primary" type="submit" form={form} busy={isPending} disabled={!isOther || plan.data === undefined}>
            {t("rename.perform")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="rename"
        onSubmit={(event) => {
          event.preventDefault();
          if (isOther && plan.data) void rename();
        }}
      >
        <TextField
          label={t("rename.name")}
          code
          value={name}
          onChange={setName}
          error={refused ? [refused.message || t("rename.failed"), refused.hint].filter(Boolean).join(" ") : undefined}
        />
        {isOther && plan.data && <Changes plan={plan.data} old={old} />}
      </form>
    </Dialog>
  );
}

function Changes({ plan: { files, along, by_hand: byHand }, old }: { plan: Renamed; old: string }) {
  const count = files.reduce((sum, { lines }) => sum + lines.length, 0);
  const others = Object.entries(along).filter(([name]) => name !== old);
  return (
    <div className="rename-changes" aria-live="polite">
      <p>{t("rename.files", { count, files: files.map(({ file }) => file).join(", ") })}</p>
      <div className="rename-lines" role="region" aria-label={t("rename.lines")} tabIndex={0}>
        {files.map(({ file, lines }) => (
          <ul key={file} aria-label={file}>
            {lines.slice(0, MOST).map(({ line, before, after }) => (
              <li key={line}>
                <small>{t("rename.code", { file, line })}</small>
                <del>{before}</del>
                <ins>{after}</ins>
              </li>
            ))}
            {lines.length > MOST && <li>{t("rename.more", { count: lines.length - MOST, file })}</li>}
          </ul>
        ))}
      </div>
      {others.length > 0 && (
        <>
          <h3>{t("rename.along")}</h3>
          <ul>
            {others.map(([before, after]) => (
              <li key={before}>
                <CodeText>{`${before} → ${after}`}</CodeText>
              </li>
            ))}
          </ul>
        </>
      )}
      {byHand.length > 0 && (
        <>
          <h3>{t("rename.byHand")}</h3>
          <ul>
            {byHand.map(({ file, line, text }) => (
              <li key={`${file}:${line}`}>
                <small>{t("rename.code", { file, line })}</small>
                <CodeText>{text}</CodeText>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
