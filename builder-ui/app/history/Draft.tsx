/** One's draft: what it changes, publishing it with a word on why, and giving it up. */

import { useState } from "react";
import { Button } from "../design/Button.tsx";
import { CodeText } from "../design/CodeText.tsx";
import { Dialog } from "../design/Dialog.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { TextArea } from "../design/TextArea.tsx";
import { toast } from "../design/toast.ts";
import { Refusal } from "../server/ask.ts";
import type { Problem } from "../server/project.ts";
import { useConflicts, useDiscard, usePublish, type Difference } from "../server/publishing.ts";
import { useMay } from "../server/session.ts";
import { go } from "../shell/navigation.ts";
import { Conflicts } from "./Conflicts.tsx";
import { FileChanges } from "./FileChanges.tsx";
import { t } from "./words.ts";

type Props = { files: readonly Difference[]; /** The draft has others besides. */ some: boolean };

export function Draft({ files, some }: Props) {
  const [message, setMessage] = useState("");
  const [discarding, setDiscarding] = useState<string[] | null>(null);
  const publish = usePublish();
  const { data: conflicts = [] } = useConflicts();
  const mayPublish = useMay("publisher");
  const mayDraft = useMay("author");

  async function putOut(only = some ? files.map(({ file }) => file) : undefined): Promise<void> {
    try {
      await publish.mutateAsync({ message: message.trim(), ...(only && { files: only }) });
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      const decided = files.map(({ file }) => file).filter((file) => !conflicts.some((each) => each.file === file));
      refused(fault, conflicts.length > 0 ? decided : [], (rest) => void putOut(rest));
      return;
    }
    setMessage("");
    toast(t("history.published"), { tone: "success" });
  }

  return (
    <>
      <Conflicts />
      <form
        className="history-publish"
        onSubmit={(event) => {
          event.preventDefault();
          void putOut();
        }}
      >
        <TextArea label={t("history.message")} hint={mayPublish ? t("history.messageHint") : t("history.role")} value={message} onChange={setMessage} disabled={!mayPublish} />
        <div className="history-deeds">
          {mayDraft && (
            <Button look="quiet" onClick={() => setDiscarding(files.map(({ file }) => file))}>
              {t("history.discardAll")}
            </Button>
          )}
          <Button look="primary" icon="publish" type="submit" busy={publish.isPending} disabled={!mayPublish}>
            {t("history.publish")}
          </Button>
        </div>
      </form>
      <FileChanges
        draft
        title={t("history.draft")}
        files={files}
        deed={(file) => mayDraft && <IconButton icon="undo" size="small" label={t("history.discardFile", { file })} onClick={() => setDiscarding([file])} />}
      />
      {discarding && <Discarding files={discarding} onClose={() => setDiscarding(null)} />}
    </>
  );
}

/** Says why, and offers what can be published without the files that have errors, or are not `decided`. */
function refused(fault: Refusal, decided: string[], putOut: (files: string[]) => void): void {
  const { problems = [], files = decided } = (fault.body ?? {}) as { problems?: Problem[]; files?: string[] };
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const see = { label: t("history.seeProblems"), perform: () => go({ to: "/problems" }) };
  const rest = { label: t("history.publishRest", { count: files.length }), perform: () => putOut(files) };
  toast(errors > 0 ? t("history.errors", { count: errors }) : fault.message || t("history.failed"), {
    tone: "danger",
    hint: errors > 0 ? undefined : fault.hint,
    ...(files.length > 0 ? { action: rest } : errors > 0 ? { action: see } : {}),
  });
}

function Discarding({ files, onClose }: { files: string[]; onClose: () => void }) {
  const { mutateAsync, isPending } = useDiscard();

  async function discard(): Promise<void> {
    try {
      await mutateAsync(files);
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      toast(fault.message || t("history.failed"), { tone: "danger", hint: fault.hint });
      return;
    }
    toast(t("history.discarded"));
    onClose();
  }

  return (
    <Dialog
      open
      size="small"
      title={t("history.discardTitle")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("history.keep")}</Button>
          <Button look="danger" busy={isPending} onClick={() => void discard()}>
            {t("history.discard")}
          </Button>
        </>
      }
    >
      <p>{t("history.discardText")}</p>
      <ul className="history-discarded">
        {files.map((file) => (
          <li key={file}>
            <CodeText>{file}</CodeText>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
