/** Who fills or reads a slot, with the way there. */

import { Icon } from "../design/Icon.tsx";
import type { Use } from "../server/slots.ts";
import { Link } from "../shell/Link.tsx";
import { t } from "./words.ts";
import "./Uses.css";

export function Uses({ title, uses }: { title: string; uses: readonly Use[] }) {
  return (
    <section className="slot-uses">
      <h3>{title}</h3>
      {uses.length === 0 && <p>{t("slots.nobody")}</p>}
      <ul>
        {uses.map((use) => (
          <li key={[use.file, use.line, use.by, use.step].join()}>
            <Icon name={use.flow ? "branch" : use.action ? "action" : "file"} />
            <span>
              {use.flow ? (
                <Link to="/flows/$id" params={{ id: use.flow }} search={{ step: use.step }}>
                  {[use.flow, use.step].filter(Boolean).join(" · ")}
                </Link>
              ) : (
                (use.action ?? use.inside ?? use.by)
              )}
              <small>{t("slots.at", { file: use.file, line: use.line })}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
