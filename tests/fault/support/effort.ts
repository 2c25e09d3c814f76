// How much the fault tests do: little in the quick version, which is part of every run, and much in the long one (`npm
// run test:fault -- --long --seed=7`). All randomness comes from one seed.
import { randomInt } from "node:crypto";
import { Random } from "../../../scripts/seed/random";

export const isLong = process.env.PARLEY_FAULT_LONG === "1";
export const seed = Number(process.env.PARLEY_FAULT_SEED ?? randomInt(1_000_000_000));
export const effort = (quick: number, long: number): number => (isLong ? long : quick);

/** A separate sequence for each purpose. Prints the seed, so that a failure can be repeated. */
export function chance(purpose: string): Random {
  console.log(`${purpose}: seed ${seed}`);
  return new Random(seed, ...Buffer.from(purpose));
}
