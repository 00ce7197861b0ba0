/** A link to a screen. It is a real one: it opens in another tab, and says where it leads. */

import type { ComponentPropsWithRef, MouseEvent } from "react";
import { below, written, type Target } from "./address.ts";
import { go, usePath } from "./navigation.ts";

type Props = Omit<ComponentPropsWithRef<"a">, "href"> & Target;

export function Link({ to, params = {}, search = {}, ...rest }: Props) {
  const target = { to, params, search };
  const address = written(target);
  const path = below(address.replace(/\?.*/, ""));
  const now = usePath();

  function follow(event: MouseEvent<HTMLAnchorElement>): void {
    rest.onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(target);
  }

  return (
    <a
      {...rest}
      href={address}
      onClick={follow}
      aria-current={now === path ? "page" : now.startsWith(`${path}/`) ? "true" : undefined}
    />
  );
}
