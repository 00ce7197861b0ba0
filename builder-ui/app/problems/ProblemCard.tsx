/** One problem: what is wrong, what to do about it, where it is, and its fix. */

import { Button } from "../design/Button.tsx";
import { CodeText } from "../design/CodeText.tsx";
import { Icon } from "../design/Icon.tsx";
import type { Problem } from "../server/project.ts";
import { Link } from "../shell/Link.tsx";
import { t } from "./words.ts";

type Props = { problem: Problem; busy: boolean; onFix: (() => void) | undefined };

export function ProblemCard({ problem, busy, onFix }: Props) {
  const { severity, message, hint, detail, code, file, line, flow, step, fix } = problem;
  return (
    <li className="problem-card" data-severity={severity}>
      <span className="problem-sign" role="img" aria-label={t(`problems.${severity}`)}>
        <Icon name={severity === "error" ? "problem" : "info"} />
      </span>
      <div className="problem-text">
        <p>{message}</p>
        {hint && <p className="problem-hint">{hint}</p>}
        {detail && (
          <p className="problem-detail" lang="en">
            {detail}
          </p>
        )}
        <p className="problem-where">
          {flow ? (
            <Link to="/flows/$id" params={{ id: flow }} search={{ step }}>
              {step ?? flow}
            </Link>
          ) : null}
          <span>{t("problems.at", { file, line })}</span>
          <CodeText>{code}</CodeText>
        </p>
      </div>
      {fix && onFix && (
        <Button size="small" busy={busy} onClick={onFix}>
          {t("problems.fix", { title: fix.title })}
        </Button>
      )}
    </li>
  );
}
