/** The icons: strokes on a grid of 20. `iconNamed` takes a name that came from the server. */

import { memo } from "react";

const PATHS = {
  // screens
  lock: "M4.5 9h11v8h-11zM7 9V6.5a3 3 0 0 1 6 0V9M10 12v2",
  map: "M3 4h5v5H3zM12 11h5v5h-5zM8 6.5h3.5a2 2 0 0 1 2 2V11",
  problem: "M10 3 18 16.5H2zM10 8v4M10 14.2v.1",
  slot: "M3 6h14v8H3zM7 6v8M10 10h4",
  response: "M3 4h14v10H9l-4 3v-3H3z",
  training: "M10 4 1.8 8 10 12l8.2-4zM5 9.7V14c2.8 2.4 7.2 2.4 10 0V9.7",
  inboxIn: "M3 11 5 4h10l2 7v5H3zM3 11h4l1 2h4l1-2h4",
  model: "M10 2.5 16.5 6v8L10 17.5 3.5 14V6zM3.5 6 10 9.7 16.5 6M10 9.7v7.8",
  talk: "M2.5 4h10v7h-6l-2.5 2v-2h-1.5zM15 7.5h2.5v7H16v2L13.5 14.5H8",
  chart: "M3 3v14h14M7 13v-3M11 13V6M15 13V8.5",
  book: "M10 5.5C8 4 5.5 3.7 3 4v11c2.5-.3 5 0 7 1.5 2-1.5 4.5-1.8 7-1.5V4c-2.5-.3-5 0-7 1.5zM10 5.5v11",
  history: "M3.5 10a6.5 6.5 0 1 1 2 4.7M3 16v-3.5h3.5M10 6.5V10l2.5 1.5",
  people: "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5M13.5 4a2.7 2.7 0 0 1 0 5M15 12.3c1.7.6 2.7 2 3 4.2",
  settings: "M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4",
  // kinds of steps
  message: "M3 4h14v10H9l-4 3v-3H3zM6.5 7.5h7M6.5 10.5h4",
  question: "M3 4h14v10H9l-4 3v-3H3zM8.3 7.3c.3-1.5 3.4-1.5 3.4.2 0 1.2-1.7 1.2-1.7 2.3M10 11.9v.1",
  choice: "M3 4h14v5H3zM3 12h6v4H3zM12 12h5v4h-5z",
  branch: "M5 3v14M5 12c0-3 10-2 10-6M15 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
  pencil: "m4 13 9-9 3 3-9 9H4zM11 6l3 3",
  action: "M11 2.5 4.5 11.5H10L9 17.5l6.5-9H10z",
  sparkle: "M9 3c.5 4 2 5.5 6 6-4 .5-5.5 2-6 6-.5-4-2-5.5-6-6 4-.5 5.5-2 6-6zM15.5 13v4M13.5 15h4",
  lead: "M8 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5M16 5v5M13.5 7.5h5",
  sync: "M4 8a6.3 6.3 0 0 1 11.5-1.5M16 3v4h-4M16 12a6.3 6.3 0 0 1-11.5 1.5M4 17v-4h4",
  handoff: "M4 12v-2a6 6 0 0 1 12 0v2M4 11h2v4H4zM14 11h2v4h-2zM16 15c0 2-2 2.5-5 2.5",
  call: "M3 5h9v10H3zM12 10h5.5M15 7.5 17.5 10 15 12.5",
  link: "M8 12l4-4M9 6l1.5-1.5a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.5 1.5a3.5 3.5 0 0 1-5-5L6 9",
  wait: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 2",
  end: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7.5 7.5h5v5h-5z",
  start: "M6 4v12l10-6z",
  note: "M4 3h12v9l-4 5H4zM16 12h-4v5",
  unknown: "M4 4h12v12H4zM8.3 8c.3-1.5 3.4-1.5 3.4.2 0 1.2-1.7 1.2-1.7 2.3M10 13v.1",
  // doing
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  close: "M5 5l10 10M15 5 5 15",
  check: "m4 10.5 4 4 8-9",
  search: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17",
  down: "m5 8 5 5 5-5",
  up: "m5 12 5-5 5 5",
  left: "m12 5-5 5 5 5",
  right: "m8 5 5 5-5 5",
  more: "M4.5 10v.1M10 10v.1M15.5 10v.1",
  copy: "M7 7h9v9H7zM4 13V4h9",
  cut: "M6 6l9 8M6 14l9-8M4.5 7.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4.5 16.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  paste: "M7 4H5v13h10V4h-2M7 3h6v3H7z",
  remove: "M4 6h12M8 6V4h4v2M5.5 6l.8 11h7.4l.8-11M8.5 9v5M11.5 9v5",
  undo: "M7 5 3.5 8.5 7 12M4 8.5h8a4 4 0 0 1 0 8H8",
  redo: "m13 5 3.5 3.5L13 12M16 8.5H8a4 4 0 0 0 0 8h4",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  zoomIn: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17M9 6.5v5M6.5 9h5",
  zoomOut: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17M6.5 9h5",
  arrange: "M3 3h5v4H3zM12 8h5v4h-5zM3 13h5v4H3zM8 5h2v10H8M10 10h2",
  align: "M4 3v14M7 5h9v3H7zM7 12h6v3H7z",
  outline: "M3 5h3M8 5h9M6 10h2M10 10h7M6 15h2M10 15h7",
  publish: "M10 13V3M6 7l4-4 4 4M4 13v4h12v-4",
  download: "M10 3v10M6 9l4 4 4-4M4 13v4h12v-4",
  play: "M6 4v12l10-6z",
  send: "M3 10.5 17 3.5 13.5 17 9.5 12zM9.5 12 17 3.5",
  pause: "M7 4v12M13 4v12",
  step: "M5 4v12l8-6zM15.5 4v12",
  stop: "M5 5h10v10H5z",
  restart: "M4 8a6.3 6.3 0 1 1-.3 4M3.5 4v4h4",
  fork: "M6 4v12M6 12c0-3 8-2 8-6M14 6a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM6 17.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
  bug: "M6.5 8h7v5a3.5 3.5 0 0 1-7 0zM7.5 8a2.5 2.5 0 0 1 5 0M3 8l3.5 1.5M17 8l-3.5 1.5M3 15l3.5-2M17 15l-3.5-2M10 8v8",
  command: "M7 7V5a2 2 0 1 0-2 2h10a2 2 0 1 0-2-2v10a2 2 0 1 0 2-2H5a2 2 0 1 0 2 2z",
  keyboard: "M2.5 5h15v10h-15zM5.5 8v.1M8.5 8v.1M11.5 8v.1M14.5 8v.1M6.5 12h7",
  sun: "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1",
  moon: "M16 12A6.5 6.5 0 0 1 8 4a6.5 6.5 0 1 0 8 8z",
  globe: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM2.5 10h15M10 2.5c5 4 5 11 0 15M10 2.5c-5 4-5 11 0 15",
  rows: "M3 5h14M3 10h14M3 15h14",
  leave: "M8 3H4v14h4M8 10h9M14 7l3 3-3 3",
  info: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v5M10 6.4v.1",
  offline: "M2 2l16 16M4 9.5a9 9 0 0 1 3-1.9M10.5 7c2 .1 4 1 5.5 2.5M6.5 12.5a5 5 0 0 1 5-1M10 16v.1",
  file: "M5 2.5h6.5L15 6v11.5H5zM11 2.5V6.5h4",
  filter: "M3 5h14M6 10h8M8.5 15h3",
  drag: "M7.5 5v.1M12.5 5v.1M7.5 10v.1M12.5 10v.1M7.5 15v.1M12.5 15v.1",
  eye: "M2 10c3.5-6.5 12.5-6.5 16 0-3.5 6.5-12.5 6.5-16 0zM10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  image: "M3 4h14v12H3zM3 14l4.5-5 4 4 2-2 3.5 3.5M13 7.5v.1",
  tag: "M3 3h7l7 7-7 7-7-7zM6.5 6.5v.1",
  sidebar: "M3 4h14v12H3zM8 4v12",
} as const;

export type IconName = keyof typeof PATHS;

type Props = {
  name: IconName;
  size?: 16 | 20;
  /** What it means, where no words stand beside it. Without it it is decoration. */
  label?: string;
};

export const Icon = memo(function Icon({ name, size = 16, label }: Props) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={size === 16 ? 1.7 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={PATHS[name]} />
    </svg>
  );
});

/** The icon of a name that came from elsewhere, or the one for what nobody has drawn. */
export function iconNamed(name: string): IconName {
  return Object.hasOwn(PATHS, name) ? (name as IconName) : "unknown";
}

export const ICONS = Object.keys(PATHS) as IconName[];
