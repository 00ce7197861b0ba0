/** One conversation that would go otherwise: the message at which it parts, what came of it and what would. */

import { Badge } from "../design/Badge.tsx";
import type { ChangedConversation, Line } from "../server/rehearsals.ts";
import { useSpoken } from "../server/useSpoken.ts";
import { Link } from "../shell/Link.tsx";
import { when } from "../words/when.ts";
import { t } from "./words.ts";

export function Change({ change: { conversation, turn, at, words, lines, before, unknown } }: { change: ChangedConversation }) {
  return (
    <article className="change">
      <header>
        <h2>{words || t("conversations.wordless")}</h2>
        <p>
          <code>{conversation}</code>
          <span>{t("conversations.turn", { number: turn })}</span>
          <time dateTime={new Date(at * 1000).toISOString()}>{when(at)}</time>
        </p>
        <Link to="/conversations" search={{ id: conversation, turn: String(turn) }} aria-label={t("conversations.openAt", { id: conversation, number: turn })}>
          {t("conversations.open")}
        </Link>
      </header>
      {before.length > 0 && (
        <details>
          <summary>{t("conversations.before")}</summary>
          <Lines lines={before} label={t("conversations.before")} />
        </details>
      )}
      <div className="change-sides">
        <div>
          <h3>{t("conversations.then")}</h3>
          <Lines lines={lines.filter(({ mark }) => mark !== "+")} label={t("conversations.then")} />
        </div>
        <div>
          <h3>{t("conversations.now")}</h3>
          <Lines lines={lines.filter(({ mark }) => mark !== "-")} label={t("conversations.now")} />
        </div>
      </div>
      {unknown.length > 0 && <Badge tone="warning">{t("conversations.unknown", { actions: unknown.join(", ") })}</Badge>}
    </article>
  );
}

const WHO = { user: "conversations.who.user", bot: "conversations.who.bot", action: "conversations.who.action", flow: "conversations.who.flow", slot: "conversations.who.slot" } as const;

function Lines({ lines, label }: { lines: readonly Line[]; label: string }) {
  if (lines.length === 0) return <p className="conversations-none">{t("conversations.nothing")}</p>;
  return (
    <ol className="change-lines" aria-label={label}>
      {lines.map((line, at) => (
        // oxlint-disable-next-line no-array-index-key -- lines come in order
        <One key={at} line={line} />
      ))}
    </ol>
  );
}

function One({ line: { who, text, name, mark } }: { line: Line }) {
  const done = useSpoken(who === "action" || who === "flow" ? text : "");
  return (
    <li data-mark={mark || undefined} data-who={who}>
      <small>{who in WHO ? t(WHO[who as keyof typeof WHO]) : who}</small>
      <span>
        {done || text}
        {name && <code>{name}</code>}
      </span>
    </li>
  );
}
