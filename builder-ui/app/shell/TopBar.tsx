/** The bar above: which bot, what is not published yet, who is there. */

import { Badge } from "../design/Badge.tsx";
import { Icon } from "../design/Icon.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { Kbd } from "../design/Kbd.tsx";
import { useSaving } from "../server/edits.ts";
import { useProject } from "../server/project.ts";
import { useBotName, useSession } from "../server/session.ts";
import { Link } from "./Link.tsx";
import { Me } from "./Me.tsx";
import { Others } from "./Others.tsx";
import { overlay } from "./overlays.ts";
import { Publish } from "./Publish.tsx";
import { useConflictNotice } from "./useConflictNotice.ts";
import { t } from "./words.ts";
import "./TopBar.css";

export function TopBar() {
  const bot = useBotName();
  const { data: session } = useSession();
  useConflictNotice();
  return (
    <header className="top-bar">
      <Link to="/flows" className="top-bar-bot">
        <span aria-hidden="true">
          <Icon name="talk" />
        </span>
        <strong>{bot}</strong>
      </Link>
      <Draft />
      <button type="button" className="top-bar-search" onClick={() => overlay("palette")}>
        <Icon name="search" />
        <span>{t("bar.search")}</span>
        <Kbd keys="Mod+K" />
      </button>
      {session && <Others />}
      <Publish />
      <IconButton icon="keyboard" label={t("action.shortcuts")} keys="?" onClick={() => overlay("shortcuts")} />
      <Me />
    </header>
  );
}

/** What the draft holds, and whether the server has it. */
function Draft() {
  const { data: project } = useProject();
  const { state } = useSaving();
  const changed = project?.drafts.length ?? 0;
  return (
    <div className="top-bar-draft">
      <span role="status">
        {state === "saving" && <span className="top-bar-state">{t("bar.saving")}</span>}
        {state === "waiting" && <Badge tone="warning">{t("bar.waiting")}</Badge>}
        {state === "idle" && changed > 0 && <Badge tone="info">{t("bar.changes", { count: changed })}</Badge>}
      </span>
      {(project?.conflicts ?? 0) > 0 && (
        <Link to="/history">
          <Badge tone="danger" icon="problem">
            {t("bar.conflicts", { count: project?.conflicts ?? 0 })}
          </Badge>
        </Link>
      )}
    </div>
  );
}
