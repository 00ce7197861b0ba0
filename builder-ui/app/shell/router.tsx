/** Addresses to screens. Made from the table in screens.ts; nobody else edits this. */

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { Fault } from "./Fault.tsx";
import { Frame } from "./Frame.tsx";
import { Loading } from "./Loading.tsx";
import { Lost } from "./Lost.tsx";
import { SCREENS } from "./screens.ts";

const root = createRootRoute({ component: Frame, notFoundComponent: Lost, errorComponent: Fault });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/flows", replace: true });
  },
});

const screens = Object.values(SCREENS).map(({ path, draw }) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(async () => ({ default: await draw() })),
    pendingComponent: Loading,
    errorComponent: Fault,
  }),
);

export const router = createRouter({
  routeTree: root.addChildren([home, ...screens]),
  basepath: "/builder",
  defaultPendingMs: 200,
  scrollRestoration: false,
});
