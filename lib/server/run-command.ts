// The one way in: every command, from HTTP or from a socket, passes through here.
import type { z } from "zod";
import type { Actor, Visitor } from "../contract/actor";
import type { Command } from "../contract/command";
import type { AnyCommand, CommandName } from "../contract/commands";
import { AppError } from "../contract/errors";
import type { Fact } from "../contract/facts";
import { rates } from "../contract/limits";
import { secondFactorFirst } from "./auth/second-factor";
import type { Call } from "./call";
import { doubtOf } from "./doubts";
import { handlers } from "./handlers";
import { describeIssue, listProblems } from "./input-problems";
import { networkOf } from "./network-of";
import { toAppError } from "./problem";
import { publish } from "./publish";
import { use } from "./slot";

type AnyOutcome = { data: unknown; facts?: Fact[] };
export type AnyHandler = (caller: Actor | Visitor, input: unknown) => Promise<AnyOutcome>;

const checksOutput = process.env.NODE_ENV !== "production";

const handlerOf = ({ name }: AnyCommand) => handlers[name as CommandName] as AnyHandler;

/**
 * Answers the command's data, or throws an AppError that the caller may see. A transport that knows more of the
 * caller than the others may bring a handler of its own.
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
    const caller = admit(command, visitor);
    const waitMs = await spend(command, visitor, rawInput);
    if (waitMs > 0 && command.rate !== "typing") throw tooFast(waitMs);
    input = parseInput(command.input, rawInput);
    // Nobody needs to know of typing that was not told; its answer is what was asked for.
    if (waitMs > 0) return input;
    await spendOnCarried(command, visitor, input as Record<string, unknown>);
    const { data, facts } = await handler(caller, input);
    publish({ facts });
    if (facts?.length) call.published();
    // Strips whatever the contract does not name; in production the domain's own types are trusted for speed.
    return checksOutput ? command.output.parse(data) : data;
  } catch (error) {
    const problem = toAppError(error);
    const doubt = doubtOf(command, problem, input);
    if (doubt) use("doubt")(doubt);
    throw problem;
  }
}

function admit(command: AnyCommand, visitor: Visitor): Actor | Visitor {
  const { access } = command;
  if (visitor.actor?.lacksSecondFactor && !command.withoutSecondFactor) throw secondFactorFirst();
  if (access === "public") return visitor;
  if (!visitor.actor) throw new AppError("unauthenticated", "Please sign in first.");
  if (access !== "user" && visitor.actor.role !== access)
    throw new AppError("forbidden", "This is not for your kind of account.");
  return visitor.actor;
}

/** Takes one of the caller's turns; answers 0, or how long there is none. */
async function spend(command: Command, visitor: Visitor, rawInput: unknown): Promise<number> {
  const isExempt = visitor.actor !== null && command.exempts?.(visitor.actor.role, rawInput);
  const rateName = isExempt ? "other" : command.rate;
  const bucket = rateName === "other" ? command.name : rateName;
  return use("limiter").take(`${bucket}:${nameOf(visitor)}`, rates[rateName]);
}

/** A message sent along with something else is a message. */
async function spendOnCarried(
  command: AnyCommand,
  visitor: Visitor,
  input: Record<string, unknown>,
): Promise<void> {
  for (const [field, rateName] of Object.entries(command.carries ?? {})) {
    if (input[field] === undefined) continue;
    const waitMs = await use("limiter").take(`${rateName}:${nameOf(visitor)}`, rates[rateName]);
    if (waitMs > 0) throw tooFast(waitMs);
  }
}

const nameOf = ({ actor, address }: Visitor): string => actor?.userId ?? networkOf(address);

const tooFast = (retryAfterMs: number) =>
  new AppError("rate_limited", "That was a little too fast. Please try again in a moment.", { retryAfterMs });

export function parseInput<T extends z.ZodType>(schema: T, rawInput: unknown): z.infer<T> {
  const parsed = schema.safeParse(rawInput, { error: describeIssue });
  if (parsed.success) return parsed.data;
  const details = listProblems(parsed.error.issues);
  throw new AppError("invalid_input", "Some of the input is not valid.", { details });
}
