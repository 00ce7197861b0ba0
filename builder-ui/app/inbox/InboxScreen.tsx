/** The screen of inbox: until it is there it says what will be. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Screen } from "../shell/Screen.tsx";
import { t } from "./words.ts";

export function InboxScreen() {
  return (
    <Screen name="inbox">
      <EmptyState icon="inboxIn" title={t("inbox.empty")}>
        <p>{t("inbox.teach")}</p>
      </EmptyState>
    </Screen>
  );
}
