/** What changed in a file: told by flow and step, and as text. */

import { useState, type ReactNode } from "react";
import { Badge, type Tone } from "../design/Badge.tsx";
import { CodeText } from "../design/CodeText.tsx";
import { Diff } from "../design/Diff.tsx";
import { Select } from "../design/Select.tsx";
import type { Change, Difference } from "../server/publishing.ts";
import { Link } from "../shell/Link.tsx";
import { fieldOf, shown, told, type Told } from "./told.ts";
import { t } from "./words.ts";

type Look = "told" | "inline" | "side";
const TONES: Record<Change["kind"], Tone> = { added: "success", removed: "danger", changed: "info" };

type Props = {
  title: string;
  files: readonly Difference[];
  deed?: (file: string) => ReactNode;
  /** It is one's draft: flows are opened with what changes marked. */
  draft?: boolean;
};

export function FileChanges({ title, files, deed, draft = false }: Props) {
  const [look, setLook] = useState<Look>("told");
  if (files.length === 0) return <p className="history-only">{t("history.noFiles")}</p>;
  return (
    <>
      <div className="history-look">
        <Select
          label={t("history.look")}
          hideLabel
          value={look}
          onChange={setLook}
          choices={[
            { value: "told", label: t("history.changes") },
            { value: "inline", label: t("history.inline") },
            { value: "side", label: t("history.side") },
          ]}
        />
      </div>
      <ul className="history-files" aria-label={t("history.files", { title })}>
        {files.map((file) => (
          <li key={file.file}>
            <header>
              <h3>{file.file}</h3>
              {deed?.(file.file)}
            </header>
            {look === "told" ? (
              <Changes file={file} draft={draft} />
            ) : (
              <Diff label={t("history.text", { file: file.file })} before={file.before ?? ""} after={file.after ?? ""} look={look} />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Changes({ file, draft }: { file: Difference; draft: boolean }) {
  if (file.before === null || file.after === null) {
    const kind = file.before === null ? "added" : "removed";
    return (
      <p className="history-told">
        <Badge tone={TONES[kind]}>{t(`history.${kind}`)}</Badge>
      </p>
    );
  }
  if (file.changes.length === 0) return <p className="history-told">{t("history.linesOnly")}</p>;
  return told(file.changes).map((group) => (
    <section key={group.key} className="history-told">
      <h4>
        <Heading group={group} draft={draft} />
      </h4>
      <ul>
        {group.changes.map((change) => (
          <li key={`${change.kind} ${change.path.join()}`}>
            <Badge tone={TONES[change.kind]}>{t(`history.${change.kind}`)}</Badge>
            <span>
              {fieldOf(change) && <strong>{fieldOf(change)}</strong>}
              {change.before !== undefined && (
                <del>
                  <CodeText>{shown(change.before)}</CodeText>
                </del>
              )}
              {change.after !== undefined && (
                <ins>
                  <CodeText>{shown(change.after)}</CodeText>
                </ins>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Heading({ group: { key, flow, step }, draft }: { group: Told; draft: boolean }) {
  if (flow === null) return key;
  return (
    <Link to="/flows/$id" params={{ id: flow }} search={{ step: step ?? undefined, diff: draft ? "draft" : undefined }}>
      {key}
    </Link>
  );
}
