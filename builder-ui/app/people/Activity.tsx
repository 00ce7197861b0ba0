/** What everybody did, the newest first. */

import { Button } from "../design/Button.tsx";
import { CodeText } from "../design/CodeText.tsx";
import { EmptyState } from "../design/EmptyState.tsx";
import { Skeleton } from "../design/Skeleton.tsx";
import { Table } from "../design/Table.tsx";
import { useAudit, type Deed } from "../server/session.ts";
import { when } from "../words/when.ts";
import { isKey, t } from "./words.ts";
import "./people.css";

export function Activity() {
  const { data, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useAudit();
  if (isPending) return <Skeleton label={t("people.loading")} />;
  const deeds = data?.pages.flat() ?? [];
  if (error || deeds.length === 0) {
    return (
      <EmptyState icon={error ? "problem" : "history"} title={error ? t("people.unread") : t("people.none")}>
        <p>{error?.message}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <Table
        label={t("people.deeds")}
        rows={deeds}
        rowKey={({ id }) => String(id)}
        columns={[
          { name: "at", title: t("people.at"), cell: ({ at }) => <time dateTime={new Date(at * 1000).toISOString()}>{when(at)}</time> },
          { name: "who", title: t("people.who"), cell: ({ who }) => who },
          { name: "what", title: t("people.what"), cell: ({ what }) => <Did what={what} /> },
          { name: "target", title: t("people.target"), cell: (deed) => targetOf(deed) },
          { name: "address", title: t("people.address"), cell: ({ address }) => address },
        ]}
      />
      {hasNextPage && (
        <div className="people-older">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("people.older")}
          </Button>
        </div>
      )}
    </>
  );
}

function Did({ what }: { what: string }) {
  const key = `people.did.${what}`;
  return isKey(key) ? t(key) : <CodeText>{what}</CodeText>;
}

function targetOf({ target, detail }: Deed): string {
  const told = Object.entries(detail).map(([name, value]) => `${name}: ${value}`);
  return [target, ...told].filter(Boolean).join(", ");
}
