/** The screen of problems: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function ProblemsScreen() {
  return (
    <Screen name="problems">
      <EmptyState icon="problem" title={t("problems.empty")}>
        <p>{t("problems.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
