// The one way in: every command, from HTTP or from a socket, passes through here.
import type { z } from "zod";
import type { Actor, Visitor } from "../contract/actor";
import type { AnyCommand, CommandName } from "../contract/commands";
import { AppError } from "../contract/errors";
import type { Fact } from "../contract/facts";
import { limits, rates } from "../contract/limits";
import type { Call } from "./call";
import { handlers } from "./handlers";
import { toAppError } from "./problem";
import { use } from "./slot";

type AnyOutcome = { data: unknown; facts?: Fact[] };
type AnyHandler = (caller: Actor | Visitor, input: unknown) => Promise<AnyOutcome>;

const checksOutput = process.env.NODE_ENV !== "production";

/** Answers the command's data, or throws an AppError that the caller may see. */
export async function runCommand(
  command: AnyCommand,
  visitor: Visitor,
  rawInput: unknown,
  call: Call,
): Promise<unknown> {
  try {
    const caller = admit(command, visitor);
    await spend(command, visitor);
    const input = parseInput(command.input, rawInput);
    const handler = handlers[command.name as CommandName] as AnyHandler;
    const { data, facts } = await handler(caller, input);
    if (facts?.length) {
      use("publish")(facts);
      call.published();
    }
    // Strips whatever the contract does not name; in production the domain's own types are trusted for speed.
    return checksOutput ? command.output.parse(data) : data;
  } catch (error) {
    throw toAppError(error);
  }
}

function admit(command: AnyCommand, visitor: Visitor): Actor | Visitor {
  const { access } = command;
  if (access === "public") return visitor;
  if (!visitor.actor) throw new AppError("unauthenticated", "Please sign in first.");
  if (access !== "user" && visitor.actor.role !== access)
    throw new AppError("forbidden", "This is not for your kind of account.");
  return visitor.actor;
}

async function spend(command: AnyCommand, visitor: Visitor): Promise<void> {
  // A seller or an admin opens conversations at work; only customers are held to the hourly rate.
  const isWork = command.rate === "openConversation" && visitor.actor?.role !== "CUSTOMER";
  const rateName = isWork ? "other" : command.rate;
  const who = visitor.actor?.userId ?? visitor.address;
  const bucket = rateName === "other" ? command.name : rateName;
  const waitMs = await use("limiter").take(`${bucket}:${who}`, rates[rateName]);
  if (waitMs > 0) {
    throw new AppError("rate_limited", "That was a little too fast. Please try again in a moment.", {
      retryAfterMs: waitMs,
    });
  }
}

export function parseInput<T extends z.ZodType>(schema: T, rawInput: unknown): z.infer<T> {
  const parsed = schema.safeParse(rawInput);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.slice(0, limits.errorDetails).map((issue) => ({
    path: issue.path.map(String).join(".").slice(0, limits.errorDetailChars),
    message: issue.message.slice(0, limits.errorDetailChars),
  }));
  throw new AppError("invalid_input", "Some of the input is not valid.", { details });
}
