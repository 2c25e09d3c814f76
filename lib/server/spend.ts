// What a call costs its caller: tokens of the rates that limits.ts declares.
import type { Visitor } from "../contract/actor";
import type { Command } from "../contract/command";
import type { AnyCommand } from "../contract/commands";
import { AppError } from "../contract/errors";
import { type RateName, rates } from "../contract/limits";
import { networkOf } from "./network-of";
import { use } from "./slot";

/** Takes one of the caller's turns; answers 0, or how long there is none. */
export async function spend(command: Command, visitor: Visitor, rawInput: unknown): Promise<number> {
  const isExempt = visitor.actor !== null && command.exempts?.(visitor.actor.role, rawInput);
  const who = nameOf(visitor);
  if (isExempt || command.rate === "other") return spendCommon(command.name, who);
  return use("limiter").take(bucketOf(command.rate, command.name, who), rates[command.rate]);
}

/** Commands without a rate of their own share one beside that of each. Both cost one call of the limiter. */
export async function spendCommon(name: string, who: string): Promise<number> {
  const total = { key: `together:${who}`, rate: rates.together };
  return use("limiter").take(bucketOf("other", name, who), rates.other, total);
}

/** A message sent along with something else is a message, and a list that is searched is a search. */
export async function spendOnCarried(
  command: AnyCommand,
  visitor: Visitor,
  input: Record<string, unknown>,
): Promise<void> {
  for (const [field, rate] of Object.entries(command.carries ?? {})) {
    if (input[field] === undefined) continue;
    const key = bucketOf(rate, command.name, nameOf(visitor));
    const waitMs = await use("limiter").take(key, rates[rate]);
    if (waitMs > 0) throw tooFast(waitMs);
  }
}

/** Sending is one act, whichever command does it. A search box asks several commands at once, so each counts by itself. */
function bucketOf(rate: RateName, name: string, who: string): string {
  if (rate === "search") return `search:${name}:${who}`;
  return `${rate === "other" ? name : rate}:${who}`;
}

const nameOf = ({ actor, address }: Visitor): string => actor?.userId ?? networkOf(address);

export const tooFast = (retryAfterMs: number): AppError =>
  new AppError("rate_limited", "That was a little too fast. Please try again in a moment.", { retryAfterMs });
