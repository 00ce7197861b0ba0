/** Which way a turn went: flow by flow, step by step, each with the way there on the canvas. */

import { useProject } from "../server/project.ts";
import type { Turn } from "../server/rehearsals.ts";
import { Icon } from "../design/Icon.tsx";
import { Link } from "../shell/Link.tsx";
import { show } from "./deeds.ts";
import { legsOf } from "./path.ts";
import { t } from "./words.ts";

/** `stored`: the conversation that the canvas is to show, where it shows none yet. */
export function PathList({ turn, stored }: { turn: Turn; stored?: string }) {
  const { data: project } = useProject();
  const legs = legsOf(turn.path);
  if (legs.length === 0) return <p className="try-none">{t("try.noPath")}</p>;
  const light = () => stored !== undefined && show({ kind: "stored", id: stored }, turn.number);
  return (
    <ol className="try-path">
      {legs.map(({ flow, ways }, at) => {
        const known = project?.flows.find(({ id }) => id === flow);
        return (
          // oxlint-disable-next-line no-array-index-key -- a flow may come again
          <li key={at}>
            <strong>
              <Icon name="branch" />
              {known ? (
                <Link to="/flows/$id" params={{ id: flow }} onClick={light}>
                  {known.name}
                </Link>
              ) : (
                flow
              )}
            </strong>
            <ol>
              {ways.map(({ to }, number) => (
                // oxlint-disable-next-line no-array-index-key -- a step may come again
                <li key={number}>
                  {to === "END" ? (
                    <em>{t("try.end")}</em>
                  ) : known ? (
                    <Link to="/flows/$id" params={{ id: flow }} search={{ step: to }} onClick={light}>
                      {to}
                    </Link>
                  ) : (
                    to
                  )}
                </li>
              ))}
            </ol>
          </li>
        );
      })}
    </ol>
  );
}
