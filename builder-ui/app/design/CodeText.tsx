/** Text of a file, a condition, a name: in the face of code. `block`: more than a line. */

import type { ReactNode } from "react";
import "./CodeText.css";

export function CodeText({ children, block = false }: { children: ReactNode; block?: boolean }) {
  return block ? (
    <pre className="code-text" tabIndex={0}>
      <code>{children}</code>
    </pre>
  ) : (
    <code className="code-text">{children}</code>
  );
}
