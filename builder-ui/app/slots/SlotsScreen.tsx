/** The screen of slots: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function SlotsScreen() {
  return (
    <Screen name="slots">
      <EmptyState icon="slot" title={t("slots.empty")}>
        <p>{t("slots.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
