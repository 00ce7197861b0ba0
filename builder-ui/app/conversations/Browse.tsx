/** Stored conversations, those that were gone on with last first, and the one that is open. */

import { useDeferredValue, useState } from "react";
import { Button } from "../design/Button.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Tag } from "../design/Tag.tsx";
import { TextField } from "../design/TextField.tsx";
import { useConversations, type Stored } from "../server/rehearsals.ts";
import { go, useSearch } from "../shell/navigation.ts";
import { when } from "../words/when.ts";
import { Opened } from "./Opened.tsx";
import { t } from "./words.ts";

export function Browse() {
  const search = useSearch();
  const [words, setWords] = useState("");
  const wanted = useDeferredValue(words.trim());
  const { data, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useConversations(wanted);
  const rows = data?.pages.flat() ?? [];
  const open = search.get("id");
  const turn = search.get("turn");

  if (isPending) return <Skeleton label={t("conversations.loading")} />;
  if (error || (rows.length === 0 && wanted === "" && open === null)) {
    return (
      <EmptyState icon={error ? "problem" : "talk"} title={t(error ? "conversations.unread" : "conversations.empty")}>
        <p>{error ? error.message : t("conversations.teach")}</p>
      </EmptyState>
    );
  }
  return (
    <div className="conversations" data-open={open !== null || undefined}>
      <div className="conversations-list">
        <TextField label={t("conversations.search")} hideLabel type="search" placeholder={t("conversations.search")} value={words} onChange={setWords} />
        <p className="unseen" role="status">
          {t("conversations.count", { count: rows.length })}
        </p>
        {rows.length === 0 && <p className="conversations-none">{t("conversations.none")}</p>}
        <ul aria-label={t("conversations.all")}>
          {rows.map((row) => (
            <li key={row.id}>
              <Row row={row} isOpen={row.id === open} />
            </li>
          ))}
        </ul>
        {hasNextPage && (
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("conversations.older")}
          </Button>
        )}
      </div>
      {open !== null && <Opened key={open} id={open} turn={turn === null ? null : Number(turn)} />}
    </div>
  );
}

function Row({ row: { id, at, turns, channel, last }, isOpen }: { row: Stored; isOpen: boolean }) {
  return (
    <button type="button" className="conversations-row" aria-current={isOpen || undefined} onClick={() => go({ to: "/conversations", search: { id } })}>
      <strong>{last || t("conversations.wordless")}</strong>
      <span>
        <code>{id}</code>
        {channel && <Tag>{channel}</Tag>}
      </span>
      <span>
        <time dateTime={new Date(at * 1000).toISOString()}>{when(at)}</time>
        <span>{t("conversations.turns", { count: turns })}</span>
      </span>
    </button>
  );
}
