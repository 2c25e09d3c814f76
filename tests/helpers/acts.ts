// Short names for the commands that tests run on several nodes, and the form of their results between processes.
import type { Actor } from "../../lib/contract/actor";
import { isAppError } from "../../lib/contract/errors";
import type { Fact } from "../../lib/contract/facts";
import { blockConversation, unblockConversation } from "../../lib/domain/conversation/block-conversation";
import { listChanges } from "../../lib/domain/conversation/list-changes";
import { deliverConversation, readConversation } from "../../lib/domain/conversation/move-watermark";
import { openConversation } from "../../lib/domain/conversation/open-conversation";
import { updateConversation } from "../../lib/domain/conversation/update-conversation";
import { editMessage } from "../../lib/domain/message/edit-message";
import { reactToMessage } from "../../lib/domain/message/react-to-message";
import { sendMessage } from "../../lib/domain/message/send-message";

export const acts = {
  send: sendMessage,
  edit: editMessage,
  react: reactToMessage,
  read: readConversation,
  delivered: deliverConversation,
  open: openConversation,
  update: updateConversation,
  block: blockConversation,
  unblock: unblockConversation,
  changes: listChanges,
};

type Acts = typeof acts;
export type ActName = keyof Acts;
export type Asked = { [N in ActName]: { act: N; actor: Actor; input: Parameters<Acts[N]>[1] } }[ActName];
export type DataOf<N extends ActName> = Awaited<ReturnType<Acts[N]>>["data"];
export type AnyData = { [N in ActName]: DataOf<N> }[ActName];

/** The result of one command: its data, the code of its error, or another thrown value. */
export type Answered = { data: AnyData } | { code: string } | { thrown: string };
export type Answers = { answered: Answered[]; facts: Fact[] };

type Run = (actor: Actor, input: Asked["input"]) => Promise<{ data: AnyData; facts?: Fact[] }>;

/** Starts all of them in the same turn of the event loop. */
export async function runAll(asked: readonly Asked[]): Promise<Answers> {
  const facts: Fact[] = [];
  const answered = await Promise.all(
    asked.map(async ({ act, actor, input }): Promise<Answered> => {
      try {
        const outcome = await (acts[act] as Run)(actor, input);
        facts.push(...(outcome.facts ?? []));
        return { data: outcome.data };
      } catch (error) {
        return isAppError(error) ? { code: error.code } : { thrown: String(error) };
      }
    }),
  );
  return { answered, facts };
}
