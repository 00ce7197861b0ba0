/** The screen of people: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function PeopleScreen() {
  return (
    <Screen name="people">
      <EmptyState icon="people" title={t("people.empty")}>
        <p>{t("people.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
