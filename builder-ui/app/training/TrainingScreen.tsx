/** The screen of training: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function TrainingScreen() {
  return (
    <Screen name="training">
      <EmptyState icon="training" title={t("training.empty")}>
        <p>{t("training.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
