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
  const search = useSearch();
  const chosen = search.get("version");
  const file = search.get("file") ?? undefined;
  const diff = useDiff();
  const history = useHistory(file);
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
  const versions = history.data;
  const files = file === undefined ? diff.data : diff.data.filter((each) => each.file === file);
  const open = chosen ?? (files.length > 0 ? null : versions[0]?.id) ?? null;
  if (files.length === 0 && open === null && file === undefined) {
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
          {file !== undefined && (
            <p className="history-only">
              {t("history.only", { file })} <Link to="/history">{t("history.all")}</Link>
            </p>
          )}
          {file !== undefined && files.length === 0 && versions.length === 0 && <p>{t("history.none")}</p>}
          {files.length > 0 && (
            <Link to="/history" search={{ file }} className="history-entry" data-open={open === null || undefined}>
              <strong>{t("history.draft")}</strong>
              <small>{t("history.draftFiles", { count: files.length })}</small>
            </Link>
          )}
          {versions.length > 0 && <h2>{t("history.versions")}</h2>}
          <ul>
            {versions.map(({ id, who, at, message }) => (
              <li key={id}>
                <Link to="/history" search={{ version: id, file }} className="history-entry" data-open={open === id || undefined}>
                  <strong>{message || t("history.untitled")}</strong>
                  <small>{t("history.version", { who, when: when(at) })}</small>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {(open !== null || files.length > 0) && (
          <div className="history-open">{open === null ? <Draft files={files} some={files.length < diff.data.length} /> : <Published key={open} id={open} file={file} />}</div>
        )}
      </div>
    </Screen>
  );
}
