/** A screen that failed. The rest of the app goes on. */

import { Button } from "../design/Button.tsx";
import { CodeText } from "../design/CodeText.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { t } from "./words.ts";

export function Fault({ error, again }: { error: unknown; again: () => void }) {
  return (
    <div role="alert">
      <EmptyState icon="bug" title={t("fault.title")} action={<Button onClick={() => void retry(again)}>{t("fault.again")}</Button>}>
        <p>{t("fault.text")}</p>
        <CodeText>{String(error)}</CodeText>
      </EmptyState>
    </div>
  );
}

/** A newer server has other files than this page knows of: where there is one, the page is loaded again. */
async function retry(again: () => void): Promise<void> {
  await fetch(location.href, { cache: "no-store" }).then(() => location.reload(), again);
}
