// How much the fault tests do: little in the quick version, which belongs to every run, and much in the long one, which
// runs by itself (`npm run test:fault -- --long --seed=7`). All chance comes from one seed.
import { randomInt } from "node:crypto";
import { Random } from "../../../scripts/seed/random";

export const isLong = process.env.PARLEY_FAULT_LONG === "1";
export const seed = Number(process.env.PARLEY_FAULT_SEED ?? randomInt(1_000_000_000));
export const effort = (quick: number, long: number): number => (isLong ? long : quick);

/** A sequence of its own for each purpose; says the seed, so that what fails can be run again. */
export function chance(purpose: string): Random {
  console.log(`${purpose}: seed ${seed}`);
  return new Random(seed, ...Buffer.from(purpose));
}
