import type { Command, OutputOf } from "./command";
import type { Fact } from "./facts";
import type { Job } from "./jobs";

/** The facts to publish after the commit. */
export type Told = { facts?: readonly Fact[] };

/** The work of a transaction answers its jobs beside the rest; they are inserted before the commit. */
export type WithJobs = { jobs?: readonly Job[] };

/** `jobs` is never there: the transaction has inserted them. Jobs of work without a transaction do not compile. */
export type Answer<Data> = { data: Data; facts?: Fact[]; jobs?: never };

/** The result of a domain function: the caller's data, and the facts to publish after the commit. */
export type Outcome<C extends Command> = Answer<OutputOf<C>>;
