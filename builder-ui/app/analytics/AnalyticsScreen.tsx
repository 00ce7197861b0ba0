/** The screen of analytics: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function AnalyticsScreen() {
  return (
    <Screen name="analytics">
      <EmptyState icon="chart" title={t("analytics.empty")}>
        <p>{t("analytics.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
