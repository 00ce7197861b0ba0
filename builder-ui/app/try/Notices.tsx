/** What one should know of the answers: that the draft is another by now, and what of it nobody has learnt yet. */

import type { ReactNode } from "react";
import { Button } from "../design/Button.tsx";
import { Icon, type IconName } from "../design/Icon.tsx";
import type { Rehearsal } from "../server/rehearsals.ts";
import { Link } from "../shell/Link.tsx";
import { again } from "./deeds.ts";
import { useTried } from "./tried.ts";
import { t } from "./words.ts";

const MOST = 3;

export function Notices({ talk }: { talk: Rehearsal }) {
  const busy = useTried(({ busy }) => busy);
  const { stale, turns, paused, left_out, unlearnt, older, stubbed, silent } = talk;
  return (
    <div className="try-notices">
      {stale && turns.length > 0 && paused === null && (
        <Notice icon="sync" tone="info">
          <span>{t("try.stale")}</span>
          <Button size="small" busy={busy} onClick={() => void again(turns)}>
            {t("try.again")}
          </Button>
        </Notice>
      )}
      {left_out.length > 0 && (
        <Notice icon="problem" tone="danger">
          <span>
            {t("try.leftOut")}{" "}
            {left_out.slice(0, MOST).map((id) => (
              <Link key={id} to="/flows/$id" params={{ id }}>
                {id}
              </Link>
            ))}
          </span>
        </Notice>
      )}
      {unlearnt.length > 0 ? (
        <Notice icon="training" tone="warning">
          <span>
            {t("try.unlearnt", { intents: listed(unlearnt) })} <Link to="/models">{t("try.train")}</Link>
          </span>
        </Notice>
      ) : (
        older.length > 0 && (
          <Notice icon="training" tone="info">
            <span>
              {t("try.older", { parts: older.map((part) => t(`try.part.${part}`)).join(", ") })} <Link to="/models">{t("try.train")}</Link>
            </span>
          </Notice>
        )
      )}
      {silent.map((service) => (
        <Notice key={service} icon="problem" tone="warning">
          <span>{t(`try.silent.${service}`)}</span>
        </Notice>
      ))}
      {stubbed.length > 0 && (
        <Notice icon="action" tone="info">
          <span>{t("try.stubbed", { actions: listed(stubbed) })}</span>
        </Notice>
      )}
    </div>
  );
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST;
  return names.slice(0, MOST).join(", ") + (more > 0 ? ` ${t("try.more", { count: more })}` : "");
}

function Notice({ icon, tone, children }: { icon: IconName; tone: "info" | "warning" | "danger"; children: ReactNode }) {
  return (
    <div className="try-notice" data-tone={tone} role="status">
      <Icon name={icon} />
      {children}
    </div>
  );
}
