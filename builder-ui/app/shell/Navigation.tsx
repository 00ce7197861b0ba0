/** The screens, by group. Where there is little room only their icons are seen. */

import { Icon } from "../design/Icon.tsx";
import { Link } from "./Link.tsx";
import { GROUPS, screensOf } from "./screens.ts";
import { t } from "./words.ts";
import "./Navigation.css";

export function Navigation() {
  return (
    <nav className="navigation" aria-label={t("nav.label")}>
      {GROUPS.map((group) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{t(`group.${group}`)}</h2>
          <ul>
            {screensOf(group).map(([name, { path, label, icon }]) => (
              <li key={name}>
                <Link to={path} title={t(label)}>
                  <Icon name={icon} size={16} />
                  <span>{t(label)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
