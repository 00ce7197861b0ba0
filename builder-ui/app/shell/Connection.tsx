/** Says that the server is gone. What is changed meanwhile is kept, and sent when it is back. */

import { Button } from "../design/Button.tsx";
import { Icon } from "../design/Icon.tsx";
import { useServerIsHere } from "../server/changes.ts";
import { useSaving } from "../server/edits.ts";
import { queries } from "../server/queries.ts";
import { t } from "./words.ts";
import "./Connection.css";

/** `lost`: it never answered. */
export function Connection({ lost }: { lost: boolean }) {
  const here = useServerIsHere() && !lost;
  const { waiting } = useSaving();
  return (
    <div role="status" className={here ? undefined : "connection"}>
      {!here && (
        <>
          <Icon name="offline" />
          <p>
            {t("connection.gone")} {waiting > 0 && t("connection.waiting", { count: waiting })}
          </p>
          <Button size="small" onClick={() => void queries.invalidateQueries()}>
            {t("connection.again")}
          </Button>
        </>
      )}
    </div>
  );
}
