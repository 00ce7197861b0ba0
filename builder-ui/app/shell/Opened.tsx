/** The screen of the address that is open. Its files are fetched when somebody goes there first. */

import { Component, createElement, Suspense, useEffect, type ComponentType, type ReactNode } from "react";
import { matched } from "./address.ts";
import { Fault } from "./Fault.tsx";
import { Loading } from "./Loading.tsx";
import { Lost } from "./Lost.tsx";
import { go, usePath } from "./navigation.ts";
import { SCREENS, type Entry } from "./screens.ts";
import { useKeptFocus } from "./useKeptFocus.ts";
import { late } from "./late.ts";

const drawn = new Map<Entry, ComponentType>();

export function Opened() {
  const path = usePath();
  useKeptFocus();
  useEffect(() => {
    if (path === "/") go({ to: "/flows" }, { replace: true });
    document.getElementById("content")?.scrollTo(0, 0);
  }, [path]);
  if (path === "/") return null;
  const entry = Object.values(SCREENS).find((entry: Entry) => matched(entry.path, path) !== null);
  if (entry === undefined) return <Lost />;
  return (
    <Safe key={path} entry={entry}>
      <Suspense fallback={<Loading />}>{createElement(component(entry))}</Suspense>
    </Safe>
  );
}

function component(entry: Entry): ComponentType {
  const known = drawn.get(entry) ?? late(entry.draw);
  drawn.set(entry, known);
  return known;
}

/** A screen that fails leaves the rest of the app as it is, and can be tried again. */
class Safe extends Component<{ entry: Entry; children: ReactNode }, { fault: unknown }> {
  override state = { fault: null as unknown };

  static getDerivedStateFromError(fault: unknown) {
    return { fault: fault ?? new Error() };
  }

  readonly #again = () => {
    drawn.delete(this.props.entry); // its files may not have come
    this.setState({ fault: null });
  };

  override render() {
    const { fault } = this.state;
    return fault === null ? this.props.children : <Fault error={fault} again={this.#again} />;
  }
}
