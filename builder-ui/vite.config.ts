/** How the builder's app is built: into dist/builder, which the server serves at /builder. */

import react from "@vitejs/plugin-react";
import { loadEnv } from "vite";
import { defineConfig } from "vitest/config";

const HERE = new URL(".", import.meta.url).pathname;
const SERVER = loadEnv("", HERE, "TALKWRIGHT_").TALKWRIGHT_SERVER ?? "http://localhost:5005";

/** What the first picture of a canvas is made of comes in one file: many small ones are larger, as sent. */
const CANVAS = /@xyflow|use-sync-external-store|\/d3-|\/app\/flow\/(?!graph|json|step\.|ids|tree|carry)|\/app\/canvas\/(?!Asked|Finder|elsewhere|reload|Outline|MiniMap|Painted)[^/]*\.tsx?$/;

/** Every screen says words and asks the server: these come in one file, too. */
const ASKING = /@tanstack\/(query-core|react-query)|\/app\/words\/|\/app\/server\/(ask|json|publishing|queries|spoken|words)\.ts/;

export default defineConfig({
  root: HERE + "app",
  base: "/builder/",
  plugins: [react()],
  resolve: { alias: { "d3-color": HERE + "app/canvas/noColours.ts" } },
  build: {
    outDir: HERE + "dist/builder",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // the content security policy knows no data: fonts or scripts
    rolldownOptions: { output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: "canvas", test: CANVAS }, { name: "asking", test: ASKING }] } } },
    license: { fileName: "licenses.md" }, // of the libraries that are inside
    chunkSizeWarningLimit: 2000, // sizes are tested, as sent
  },
  server: { port: 5173, proxy: { "/builder/api": SERVER } }, // `npm run dev` beside `talkwright run`
  worker: { format: "es" },
  test: { include: ["**/*.test.ts"], environment: "node", css: true },
});
