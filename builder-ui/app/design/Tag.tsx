/** One of some, which may be taken away: a filter, an entity, a trigger. */

import type { ReactNode } from "react";
import type { Tone } from "./Badge.tsx";
import { Icon } from "./Icon.tsx";
import "./Badge.css";

type Props = { tone?: Tone; children: ReactNode; remove?: { label: string; perform: () => void } };

export function Tag({ tone = "neutral", children, remove }: Props) {
  return (
    <span className="tag" data-tone={tone}>
      {children}
      {remove && (
        <button type="button" aria-label={remove.label} data-tip={remove.label} onClick={remove.perform}>
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}
