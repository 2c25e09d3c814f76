// Publishes the facts and jobs of every commit, whether a command, a job or a service made it.
import type { Fact } from "../contract/facts";
import type { Told } from "../contract/outcome";
import { askForAwayAnswer } from "../domain/away-message/ask-for-away-answer";
import { describeCause } from "./problem";
import { use } from "./slot";

/** Called after the commit. Never fails and waits for nothing: what is lost here is found again by asking. */
export function publish({ facts = [] }: Told): void {
  if (facts.length === 0) return;
  use("fanOut")(facts);
  followUp(facts);
}

/** Starts the follow-up work of a message. All recipients get the same message, so its first fact is enough. */
function followUp(facts: readonly Fact[]): void {
  const sent = facts.find((fact) => fact.name === "message:sent");
  if (sent?.name !== "message:sent" || sent.payload.message.senderRole !== "CUSTOMER") return;
  askForAwayAnswer(sent.payload, Date.now()).catch((error: unknown) => {
    // The sweep finds it.
    use("log").warn({ cause: describeCause(error) }, "an away answer could not be enqueued");
  });
}
