import type { Command, OutputOf } from "./command";
import type { Fact } from "./facts";

export type Answer<Data> = { data: Data; facts?: Fact[] };

/** What a domain function answers: the caller's data, and what everyone concerned is told once it is committed. */
export type Outcome<C extends Command> = Answer<OutputOf<C>>;
