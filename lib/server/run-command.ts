// The one way in: every command, from HTTP or from a socket, passes through here.
import type { z } from "zod";
import type { Actor, Visitor } from "../contract/actor";
import type { AnyCommand, CommandName } from "../contract/commands";
import { AppError } from "../contract/errors";
import type { Fact } from "../contract/facts";
import { unsafeFindSession } from "../domain/session/find-session";
import { secondFactorFirst } from "./auth/second-factor";
import type { Call } from "./call";
import { handlers } from "./handlers";
import { describeIssue, listProblems } from "./input-problems";
import { toAppError } from "./problem";
import { publish } from "./publish";
import { use } from "./slot";
import { spend, spendOnCarried, tooFast } from "./spend";
import { unconfirmedCommitOf } from "./unconfirmed-commits";

type AnyOutcome = { data: unknown; facts?: Fact[] };
export type AnyHandler = (caller: Actor | Visitor, input: unknown) => Promise<AnyOutcome>;

const checksOutput = process.env.NODE_ENV !== "production";

const handlerOf = ({ name }: AnyCommand) => handlers[name as CommandName] as AnyHandler;

/**
 * Returns the command's data, or throws an AppError that the caller may see. A transport can pass another handler if it
 * knows more about the caller.
 */
export async function runCommand(
  command: AnyCommand,
  visitor: Visitor,
  rawInput: unknown,
  call: Call,
  handler: AnyHandler = handlerOf(command),
): Promise<unknown> {
  let input: unknown;
  try {
    let caller = admit(command, visitor);
    const waitMs = await spend(command, visitor, rawInput);
    if (waitMs > 0 && command.whenSpent === "refuse") throw tooFast(waitMs);
    if (lacksRole(command, visitor.actor)) caller = await withPresentRole(command, visitor.actor);
    input = parseInput(command.input, rawInput);
    if (waitMs > 0) return input;
    await spendOnCarried(command, visitor, input as Record<string, unknown>);
    const { data, facts } = await handler(caller, input);
    publish({ facts });
    if (facts?.length) call.published();
    // Removes fields that are not in the contract. Production skips this for speed and relies on the types.
    return checksOutput ? command.output.parse(data) : data;
  } catch (error) {
    const problem = toAppError(error);
    const unconfirmed = unconfirmedCommitOf(command, problem, input, visitor.actor?.userId);
    if (unconfirmed) use("unconfirmedCommit")(unconfirmed);
    throw problem;
  }
}

function admit(command: AnyCommand, visitor: Visitor): Actor | Visitor {
  const { access } = command;
  if (visitor.actor?.lacksSecondFactor && !command.withoutSecondFactor) throw secondFactorFirst();
  if (access === "public") return visitor;
  if (!visitor.actor) throw new AppError("unauthenticated", "Please sign in first.");
  return visitor.actor;
}

const isForAnyRole = ({ access }: AnyCommand): boolean => access === "public" || access === "user";

const lacksRole = (command: AnyCommand, actor: Actor | null): actor is Actor =>
  actor !== null && !isForAnyRole(command) && actor.role !== command.access;

/** Before a refusal the stored role decides: it may have changed since the caller's connection was made. */
async function withPresentRole(command: AnyCommand, { sessionId }: Actor): Promise<Actor> {
  const present = (await unsafeFindSession(sessionId))?.actor;
  if (present?.role !== command.access)
    throw new AppError("forbidden", "This is not for your kind of account.");
  return present;
}

export function parseInput<T extends z.ZodType>(schema: T, rawInput: unknown): z.infer<T> {
  const parsed = schema.safeParse(rawInput, { error: describeIssue });
  if (parsed.success) return parsed.data;
  const details = listProblems(parsed.error.issues);
  throw new AppError("invalid_input", "Some of the input is not valid.", { details });
}
