/**
 * Builds the widget into dist/: widget.js, the loader, which every page of a site loads, and widget/core-<hash>.js,
 * which it fetches when somebody wants to talk. A name that changes with the content may be cached for ever. The
 * builder's app, in dist/builder, is Vite's.
 */

import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { build, transform } from "esbuild";

const FROM = new URL("widget/", import.meta.url).pathname;
const TO = new URL("dist/", import.meta.url).pathname;

/** A style sheet is imported as its text, without spaces. */
const styleSheets = {
  name: "style sheets",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), {
        loader: "css",
        minify: true,
        charset: "utf8",
        target: "es2022",
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/** What the loader fetches need not bring what the loader has. */
const lent = {
  name: "lent",
  setup({ onResolve }) {
    onResolve({ filter: /element\.ts$/ }, () => ({ path: FROM + "lent.ts" }));
  },
};

async function bundle(name, format, define = {}) {
  const { outputFiles } = await build({
    entryPoints: [FROM + name],
    bundle: true,
    minify: true,
    write: false,
    charset: "utf8",
    target: "es2022",
    format,
    define,
    plugins: format === "esm" ? [styleSheets, lent] : [styleSheets],
  });
  return outputFiles[0].contents;
}

/** A file of its own, whose name changes with what it holds, as a constant for those that fetch it. */
async function part(name, define) {
  const contents = await bundle(`${name}.ts`, "esm", define);
  const file = `widget/${name}-${createHash("sha256").update(contents).digest("hex").slice(0, 8)}.js`;
  parts.set(file, contents);
  return JSON.stringify(file);
}

const parts = new Map();
const EXTRAS = await part("extras");
const CORE = await part("core", { EXTRAS });
const ENGLISH = await part("english");
const GERMAN = await part("german");
const loader = await bundle("loader.ts", "iife", { CORE, ENGLISH, GERMAN });

await rm(TO + "widget", { recursive: true, force: true });
await mkdir(TO + "widget", { recursive: true });
for (const [file, contents] of parts) await writeFile(TO + file, contents);
await writeFile(TO + "widget.js", loader); // last: its age says how old the build is
