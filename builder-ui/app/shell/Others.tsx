/** Who else is here: a click leads to the flow that they look at. */

import { useEffect } from "react";
import { lookAt, usePresence, type Here } from "../server/presence.ts";
import { useSession } from "../server/session.ts";
import { Link } from "./Link.tsx";
import { useParams } from "./navigation.ts";
import { t } from "./words.ts";
import "./Others.css";

const MOST = 4;

export function Others() {
  const { id = "" } = useParams("/flows/$id");
  const me = useSession().data?.person?.name;
  const people = usePresence(({ people }) => people);
  useEffect(() => lookAt(id), [id]);

  const others = [...new Map(people.filter(({ name }) => name !== me).map((here) => [here.name, here])).values()];
  if (others.length === 0) return null;
  return (
    <ul className="others" aria-label={t("others.label")}>
      {others.slice(0, MOST).map((here) => (
        <li key={here.name}>
          <Other here={here} />
        </li>
      ))}
      {others.length > MOST && <li className="other">{t("others.more", { count: others.length - MOST })}</li>}
    </ul>
  );
}

function Other({ here: { name, flow } }: { here: Here }) {
  const initials = name.slice(0, 2).toUpperCase();
  const label = flow ? t("others.at", { initials, name, flow }) : t("others.here", { initials, name });
  if (!flow) {
    return (
      <span className="other" role="img" aria-label={label} data-tip={name}>
        {initials}
      </span>
    );
  }
  return (
    <Link to="/flows/$id" params={{ id: flow }} className="other" aria-label={label} data-tip={`${name} · ${flow}`}>
      {initials}
    </Link>
  );
}
