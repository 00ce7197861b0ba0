/** No screen has this address, or nothing in the bot has its name. */

import { useEffect, type ReactNode } from "react";
import { EmptyState } from "../design/EmptyState.tsx";
import { useBotName } from "../server/session.ts";
import { arrive } from "./arrival.ts";
import { Link } from "./Link.tsx";
import { t } from "./words.ts";

type Props = { title?: string; children?: ReactNode };

export function Lost({ title = t("lost.title"), children = t("lost.text") }: Props) {
  const bot = useBotName();
  useEffect(() => {
    document.title = t("frame.title", { screen: title, bot });
  }, [title, bot]);
  return (
    <EmptyState
      icon="map"
      title={
        <h1 ref={arrive} tabIndex={-1}>
          {title}
        </h1>
      }
      action={
        <Link to="/flows" className="button" data-look="primary">
          {t("lost.home")}
        </Link>
      }
    >
      <p>{children}</p>
    </EmptyState>
  );
}
