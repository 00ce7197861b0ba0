/**
 * One screen: its heading, what can be done on it, and what it shows. A screen that is opened takes the focus on its
 * heading, so that a screen reader says where one is; the frame says it aloud too.
 */

import { useEffect, useRef, type ReactNode } from "react";
import { arrive } from "./arrival.ts";
import { useBotName } from "../server/session.ts";
import { t, type Key } from "./words.ts";
import "./Screen.css";

type NameOf<Word> = Word extends `screen.${infer Name}` ? Name : never;

type Props = {
  name: NameOf<Key>;
  /** Instead of the screen's own name, such as that of the flow that is open. */
  title?: string;
  /** Buttons at the right of the heading. */
  actions?: ReactNode;
  /** One line below the heading. */
  about?: ReactNode;
  /** No heading to see and no padding: the screen is as large as the window allows. */
  bare?: boolean;
  children?: ReactNode;
};

export function Screen({ name, title = t(`screen.${name}`), actions, about, bare = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const bot = useBotName();

  useEffect(() => {
    document.title = t("frame.title", { screen: title, bot });
  }, [title, bot]);

  useEffect(() => arrive(heading.current), []);

  return (
    <div className="screen" data-bare={bare || undefined}>
      <header className={bare ? "unseen" : "screen-head"}>
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {about && <p>{about}</p>}
        </div>
        {actions && <div className="screen-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
