/** What stands where nothing is yet: says what will be here, why one wants it, and how to begin. */

import type { ReactElement, ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import "./EmptyState.css";

type Props = {
  icon: IconName;
  /** Text of a second heading, or a heading. */
  title: string | ReactElement;
  children: ReactNode;
  action?: ReactNode;
};

export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <div className="empty">
      <div className="empty-picture" aria-hidden="true">
        <span />
        <span />
        <span>
          <Icon name={icon} size={20} />
        </span>
      </div>
      {typeof title === "string" ? <h2>{title}</h2> : title}
      <div className="empty-text">{children}</div>
      {action && <div className="empty-action">{action}</div>}
    </div>
  );
}
