/** The screens, by group. Where there is little room, or on request, only their icons are seen; pointing at one says its name. */

import { Icon } from "../design/Icon.tsx";
import { Link } from "./Link.tsx";
import { GROUPS, screensOf } from "./screens.ts";
import { toggleNavigation, useNavigationLook } from "./useNavigationLook.ts";
import { t } from "./words.ts";
import "./Navigation.css";

export function Navigation() {
  const icons = useNavigationLook() === "icons";
  return (
    <nav className="navigation" aria-label={t("nav.label")}>
      {GROUPS.map((group) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{t(`group.${group}`)}</h2>
          <ul>
            {screensOf(group).map(([name, { path, icon }]) => (
              <li key={name}>
                <Link to={path} data-tip={icons ? t(`screen.${name}`) : undefined} data-tip-side="right">
                  <Icon name={icon} size={16} />
                  <span>{t(`screen.${name}`)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <button type="button" aria-expanded={!icons} data-tip={t("nav.names")} data-tip-side="right" data-keys="[" onClick={toggleNavigation}>
        <Icon name="sidebar" size={16} />
        <span>{t("nav.names")}</span>
      </button>
    </nav>
  );
}
