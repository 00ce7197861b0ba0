/** An intent that starts a flow is made where it is wanted, with what people say who want it. */

import { useIntents } from "../server/language.ts";
import { NewIntent } from "../training/NewIntent.tsx";
import { useTeach } from "../training/teach.ts";

type Props = { name: string; onMade: (intent: string) => void; onClose: () => void };

export function NewTrigger({ name, onMade, onClose }: Props) {
  const { data = [] } = useIntents();
  return <NewIntent intents={data} teach={useTeach()} called={name} onMade={onMade} onClose={onClose} />;
}
