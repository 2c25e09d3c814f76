// Takes a call's tokens from the rate limits that limits.ts declares.
import type { Visitor } from "../contract/actor";
import type { Command } from "../contract/command";
import { AppError } from "../contract/errors";
import { type RateName, rates, separateRates } from "../contract/limits";
import { networkOf } from "./network-of";
import { use } from "./slot";

/** Takes a token for the call. Returns 0, or how long the caller has to wait for one. */
export async function spend(command: Command, visitor: Visitor, rawInput: unknown): Promise<number> {
  const isExempt = visitor.actor !== null && command.exempts?.(visitor.actor.role, rawInput);
  return take(isExempt ? "other" : command.rate, command.name, nameOf(visitor));
}

/** A message sent along with something else is a message, and a list that is searched is a search. */
export async function spendOnCarried(
  command: Command,
  visitor: Visitor,
  input: Record<string, unknown>,
): Promise<void> {
  for (const [field, rate] of Object.entries(command.carries ?? {})) {
    if (input[field] === undefined) continue;
    const waitMs = await take(rate, command.name, nameOf(visitor));
    if (waitMs > 0) throw tooFast(waitMs);
  }
}

/** Takes a token in this person's name. Two buckets cost one call of the limiter. */
export async function take(rate: RateName, command: string, who: string): Promise<number> {
  const separate = separateRates[rate];
  const key = separate ? `${rate}:${command}:${who}` : `${rate}:${who}`;
  const total = separate?.total && { key: `${separate.total}:${who}`, rate: rates[separate.total] };
  return use("limiter").take(key, rates[rate], total);
}

const nameOf = ({ actor, address }: Visitor): string => actor?.userId ?? networkOf(address);

export const tooFast = (retryAfterMs: number): AppError =>
  new AppError("rate_limited", "That was a little too fast. Please try again in a moment.", { retryAfterMs });
