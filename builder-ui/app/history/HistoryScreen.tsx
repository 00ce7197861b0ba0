/** The screen of history: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function HistoryScreen() {
  return (
    <Screen name="history">
      <EmptyState icon="history" title={t("history.empty")}>
        <p>{t("history.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
