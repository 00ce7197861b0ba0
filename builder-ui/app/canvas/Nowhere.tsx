/** No flow has this id. A file that cannot be read may have it: then it says where that one is broken. */

import { CodeText } from "../design/CodeText.tsx";
import { useProblems } from "../server/project.ts";
import { Link } from "../shell/Link.tsx";
import { Lost } from "../shell/Lost.tsx";
import { t } from "./words.ts";

export function Nowhere({ id }: { id: string }) {
  const { data: problems = [] } = useProblems();
  const broken = problems.filter(({ code, severity, flow }) => severity === "error" && flow === undefined && code.startsWith("yaml/"));
  return (
    <Lost title={t("canvas.nowhere", { id })}>
      {broken.length === 0 ? t("canvas.nowhereTeach") : t("canvas.nowhereBroken")}
      {broken.map(({ code, file, line, column, message }) => (
        <span key={`${file} ${line} ${code}`} className="canvas-broken">
          <CodeText>{`${file}:${line}:${column}`}</CodeText> {message} <Link to="/problems">{t("canvas.toProblems")}</Link>
        </span>
      ))}
    </Lost>
  );
}
