// What happens because of a message and what its sender does not wait for.
import type { Fact } from "../contract/facts";
import { answerWhileAway } from "../domain/away-message/answer-while-away";
import { describeCause } from "./problem";
import { use } from "./slot";

/** Begins it and answers at once. What goes wrong is logged: the message itself is stored and told already. */
export function followUp(facts: readonly Fact[]): void {
  // Each recipient is told the same message, so the first fact says all that is to be known.
  const sent = facts.find((fact) => fact.name === "message:sent");
  if (sent?.name !== "message:sent" || sent.payload.message.senderRole !== "CUSTOMER") return;
  answerWhileAway(sent.payload, Date.now()).then(
    (answers) => answers.length > 0 && use("publish")(answers),
    (error: unknown) => {
      use("log").warn({ cause: describeCause(error) }, "an away message could not be sent");
      use("doubt")({ kind: "conversation", id: sent.payload.conversationId });
    },
  );
}
