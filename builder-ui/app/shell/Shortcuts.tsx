/** Every key of the app and of the screen that is open. */

import { Dialog } from "../design/Dialog.tsx";
import { Kbd } from "../design/Kbd.tsx";
import { actionsNow } from "./actions.ts";
import { overlay } from "./overlays.ts";
import { t } from "./words.ts";
import "./Shortcuts.css";

export function Shortcuts() {
  const groups = Map.groupBy(
    actionsNow().filter(({ keys }) => keys),
    ({ group }) => group,
  );
  return (
    <Dialog open size="large" title={t("shortcuts.title")} onClose={() => overlay(null)}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that the keyboard can scroll it */}
      <div className="shortcuts" role="region" aria-label={t("shortcuts.title")} tabIndex={0}>
        {[...groups].map(([group, actions]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {actions.map(({ name, label, keys = "" }) => (
                <div key={name}>
                  <dt>{label}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
