/** Some views of one thing, of which one is seen. */

import { Tabs as Base } from "radix-ui";
import type { ReactNode } from "react";
import { Badge } from "./Badge.tsx";
import "./Tabs.css";

export type Tab<Name extends string = string> = { name: Name; label: string; count?: number; children: ReactNode };
type Props<Name extends string> = {
  label: string;
  tabs: readonly Tab<Name>[];
  tab: Name;
  onTab: (name: Name) => void;
};

export function Tabs<Name extends string>({ label, tabs, tab, onTab }: Props<Name>) {
  return (
    <Base.Root className="tabs" value={tab} onValueChange={(name) => onTab(name as Name)}>
      <Base.List className="tabs-list" aria-label={label}>
        {tabs.map(({ name, label, count }) => (
          <Base.Trigger key={name} value={name} className="tabs-tab">
            {label}
            {count !== undefined && <Badge>{count}</Badge>}
          </Base.Trigger>
        ))}
      </Base.List>
      {tabs.map(({ name, children }) => (
        <Base.Content key={name} value={name} className="tabs-content">
          {children}
        </Base.Content>
      ))}
    </Base.Root>
  );
}
