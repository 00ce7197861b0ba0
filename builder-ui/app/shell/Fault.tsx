/** A screen that failed. The rest of the app goes on. */

import type { ErrorComponentProps } from "@tanstack/react-router";
import { CodeText } from "../design/CodeText.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Button } from "../design/Button.tsx";
import { t } from "./words.ts";

export function Fault({ error, reset }: ErrorComponentProps) {
  return (
    <EmptyState icon="bug" title={t("fault.title")} action={<Button onClick={reset}>{t("fault.again")}</Button>}>
      <p>{t("fault.text")}</p>
      <CodeText>{String(error)}</CodeText>
    </EmptyState>
  );
}
