/** The responses to choose from. Only those that are seen are drawn: there may be thousands. */

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { Badge } from "../design/Badge.tsx";
import type { ResponseEntry } from "../server/language.ts";
import { Link } from "../shell/Link.tsx";
import { textOf } from "./variation.ts";
import { t } from "./words.ts";

const USUAL = 54; // pixels; each is measured when it is drawn
const AROUND = 12;

type Props = { responses: readonly ResponseEntry[]; open: string | undefined };

export function ResponseList({ responses, open }: Props) {
  const box = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: responses.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => responses[index]?.name ?? index,
    estimateSize: () => USUAL,
    overscan: AROUND,
  });
  useEffect(() => {
    const index = responses.findIndex(({ name }) => name === open);
    if (index >= 0) rows.scrollToIndex(index, { align: "auto" });
    // oxlint-disable-next-line exhaustive-deps -- what is opened comes into view once, and the list is scrolled freely then
  }, [open]);

  return (
    <nav ref={box} aria-label={t("responses.list")}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const response = responses[index];
          return (
            response && (
              <li key={key} ref={rows.measureElement} data-index={index} aria-setsize={responses.length} aria-posinset={index + 1} style={{ transform: `translateY(${start}px)` }}>
                <Entry response={response} isOpen={response.name === open} />
              </li>
            )
          );
        })}
      </ul>
    </nav>
  );
}

function Entry({ response: { name, variations, missing, used_by: uses }, isOpen }: { response: ResponseEntry; isOpen: boolean }) {
  return (
    <Link to="/responses" search={{ name }} className="responses-entry" data-open={isOpen || undefined}>
      <strong>{name}</strong>
      <small>{variations[0] === undefined ? "" : textOf(variations[0])}</small>
      <span>
        {missing.length > 0 && <Badge tone="warning">{t("responses.missing", { languages: missing.join(", ") })}</Badge>}
        {uses.length === 0 && <Badge>{t("responses.unused")}</Badge>}
      </span>
    </Link>
  );
}
