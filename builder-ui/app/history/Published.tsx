/** A version: who, when, why, what changed in it, and the way back to it. */

import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { toast } from "../design/toast.ts";
import { Refusal } from "../server/ask.ts";
import { useRestore, useVersion } from "../server/publishing.ts";
import { useMay } from "../server/session.ts";
import { go } from "../shell/navigation.ts";
import { when } from "../words/when.ts";
import { FileChanges } from "./FileChanges.tsx";
import { t } from "./words.ts";

export function Published({ id, file }: { id: string; /** Only what changed in it. */ file: string | undefined }) {
  const { data: version, isPending, error } = useVersion(id);
  const restore = useRestore();
  const may = useMay("author");

  if (isPending) return <Skeleton label={t("history.loading")} />;
  if (error) {
    return (
      <EmptyState icon="problem" title={t("history.unread")}>
        <p>{error.message}</p>
      </EmptyState>
    );
  }

  async function goBack(): Promise<void> {
    try {
      await restore.mutateAsync(id);
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      toast(fault.message || t("history.failed"), { tone: "danger", hint: fault.hint });
      return;
    }
    toast(t("history.backDone"), { tone: "success" });
    go({ to: "/history" });
  }

  const title = version.message || t("history.untitled");
  return (
    <>
      <header className="history-version">
        <div>
          <h2>{title}</h2>
          <p>{t("history.version", { who: version.who, when: when(version.at) })}</p>
        </div>
        {may && (
          <Button icon="restart" busy={restore.isPending} onClick={() => void goBack()}>
            {t("history.back")}
          </Button>
        )}
      </header>
      <FileChanges title={title} files={version.files.filter((each) => file === undefined || each.file === file)} />
    </>
  );
}
