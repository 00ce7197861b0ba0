/** Who is there, and what is theirs: settings, leaving. */

import { useRef } from "react";
import { Icon } from "../design/Icon.tsx";
import { useLogout, useSession } from "../server/session.ts";
import { Link } from "./Link.tsx";
import { overlay } from "./overlays.ts";
import { t } from "./words.ts";
import "../design/Menu.css";

export function Me() {
  const { data: session } = useSession();
  const logout = useLogout();
  const menu = useRef<HTMLDivElement>(null);
  const close = () => menu.current?.hidePopover();
  const changePassword = () => {
    close();
    overlay("password");
  };
  if (!session?.person) return null;
  const { name, role } = session.person;
  const initials = name.slice(0, 2).toUpperCase();
  return (
    <>
      <button type="button" className="me" popoverTarget="me" aria-label={t("me.label", { initials, name })} data-tip={name}>
        {initials}
      </button>
      <div ref={menu} id="me" popover="auto" className="menu me-menu">
        <div className="me-head">
          <strong>{name}</strong>
          <p>{t(`role.${role}`)}</p>
        </div>
        <Link to="/settings" className="menu-item" onClick={close}>
          <Icon name="settings" />
          {t("screen.settings")}
        </Link>
        <Link to="/people" className="menu-item" onClick={close}>
          <Icon name="people" />
          {t("screen.people")}
        </Link>
        {session.login && (
          <>
            <button type="button" className="menu-item" onClick={changePassword}>
              <Icon name="pencil" />
              {t("me.password")}
            </button>
            <button type="button" className="menu-item" onClick={() => logout.mutate()}>
              <Icon name="leave" />
              {t("me.leave")}
            </button>
          </>
        )}
      </div>
    </>
  );
}
