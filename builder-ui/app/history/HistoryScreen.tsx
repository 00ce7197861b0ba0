/** One's draft and all that was published: what changed, putting it out, and going back. */

import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { useDiff, useHistory } from "../server/publishing.ts";
import { Link } from "../shell/Link.tsx";
import { useSearch } from "../shell/navigation.ts";
import { Screen } from "../shell/Screen.tsx";
import { when } from "../words/when.ts";
import { Draft } from "./Draft.tsx";
import { Published } from "./Published.tsx";
import { t } from "./words.ts";
import "./history.css";

export function HistoryScreen() {
  const diff = useDiff();
  const history = useHistory();
  const chosen = useSearch().get("version");
  const fault = diff.error ?? history.error;

  if (fault) {
    return (
      <Screen name="history">
        <EmptyState icon="problem" title={t("history.unread")}>
          <p>{fault.message}</p>
        </EmptyState>
      </Screen>
    );
  }
  if (!diff.data || !history.data) {
    return (
      <Screen name="history">
        <Skeleton label={t("history.loading")} />
      </Screen>
    );
  }
  const [files, versions] = [diff.data, history.data];
  const open = chosen ?? (files.length > 0 ? null : versions[0]?.id) ?? null;
  if (files.length === 0 && open === null) {
    return (
      <Screen name="history">
        <EmptyState icon="history" title={t("history.empty")}>
          <p>{t("history.teach")}</p>
        </EmptyState>
      </Screen>
    );
  }
  return (
    <Screen name="history" about={t("history.about")}>
      <div className="history">
        <nav aria-label={t("history.versions")}>
          {files.length > 0 && (
            <Link to="/history" className="history-entry" data-open={open === null || undefined}>
              <strong>{t("history.draft")}</strong>
              <small>{t("history.draftFiles", { count: files.length })}</small>
            </Link>
          )}
          {versions.length > 0 && <h2>{t("history.versions")}</h2>}
          <ul>
            {versions.map(({ id, who, at, message }) => (
              <li key={id}>
                <Link to="/history" search={{ version: id }} className="history-entry" data-open={open === id || undefined}>
                  <strong>{message || t("history.untitled")}</strong>
                  <small>{t("history.version", { who, when: when(at) })}</small>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="history-open">{open === null ? <Draft files={files} /> : <Published key={open} id={open} />}</div>
      </div>
    </Screen>
  );
}
