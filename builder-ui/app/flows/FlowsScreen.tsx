/** The screen of flows: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function FlowsScreen() {
  return (
    <Screen name="flows">
      <EmptyState icon="map" title={t("flows.empty")}>
        <p>{t("flows.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
