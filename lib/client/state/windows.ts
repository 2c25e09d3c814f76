// Runs of messages without holes. Since seq has no gaps, a message's place in its run follows from its seq.
import type { Message } from "../../contract/entities";
import type { Window } from "./types";

export const firstSeq = (window: Window): number => window[0]?.seq ?? 0;
export const lastSeq = (window: Window): number => window.at(-1)?.seq ?? 0;

export const holds = (window: Window, seq: number): boolean =>
  firstSeq(window) <= seq && seq <= lastSeq(window);

export const windowAt = (windows: readonly Window[], seq: number): Window | undefined =>
  windows.find((window) => holds(window, seq));

export function messageAt(windows: readonly Window[], seq: number): Message | undefined {
  const window = windowAt(windows, seq);
  return window?.[seq - firstSeq(window)];
}

/** A message is never replaced by an older state of itself. */
const newer = (held: Message | undefined, next: Message): Message =>
  held && held.rev >= next.rev ? held : next;

/** Quotes change without a revision of their own, so of two equal states the one that was just read may know better. */
function fresher(held: Message, next: Message): Message {
  if (held.rev !== next.rev) return newer(held, next);
  return held.replyTo?.preview === next.replyTo?.preview ? held : next;
}

/** Puts a run where it belongs; runs that meet become one. The same array when nothing is new. */
export function insertRun(windows: readonly Window[], run: Window, isFresh = false): readonly Window[] {
  const mergeTwo = (one: Window, other: Window) => merge(one, other, isFresh ? fresher : newer);
  const [from, to] = [firstSeq(run), lastSeq(run)];
  const touching = windows.filter((window) => firstSeq(window) <= to + 1 && lastSeq(window) >= from - 1);
  const [only] = touching;
  if (only === undefined) return [...windows, run].sort((one, other) => firstSeq(one) - firstSeq(other));
  const merged = touching.slice(1).reduce(mergeTwo, mergeTwo(only, run));
  if (touching.length === 1 && merged === only) return windows;
  const index = windows.indexOf(only);
  return [...windows.slice(0, index), merged, ...windows.slice(index + touching.length)];
}

/** The two overlap or are adjacent. */
function merge(held: Window, next: Window, choose: (held: Message, next: Message) => Message): Window {
  const [from, to] = [firstSeq(held), lastSeq(held)];
  if (firstSeq(next) === to + 1) return [...held, ...next];
  if (lastSeq(next) === from - 1) return [...next, ...held];
  const before = next.filter(({ seq }) => seq < from);
  const after = next.filter(({ seq }) => seq > to);
  let isSame = before.length + after.length === 0;
  const middle = [...held];
  for (const message of next) {
    const index = message.seq - from;
    const there = held[index];
    if (there === undefined) continue;
    const kept = choose(there, message);
    if (kept === there) continue;
    middle[index] = kept;
    isSame = false;
  }
  return isSame ? held : [...before, ...middle, ...after];
}

/** Replaces a message that is held by a newer state of it. The same array when there is nothing to do. */
export function replaceMessage(windows: readonly Window[], message: Message): readonly Window[] {
  const window = windowAt(windows, message.seq);
  if (!window) return windows;
  const index = message.seq - firstSeq(window);
  const held = window[index];
  if (!held || newer(held, message) === held) return windows;
  return windows.map((each) => (each === window ? window.with(index, message) : each));
}

/** Applies a change to each message that it concerns; untouched windows stay the same objects. */
export function mapMessages(
  windows: readonly Window[],
  change: (message: Message) => Message,
): readonly Window[] {
  let isSame = true;
  const next = windows.map((window) => {
    let copy: Message[] | null = null;
    for (const [index, message] of window.entries()) {
      const changed = change(message);
      if (changed === message) continue;
      copy ??= [...window];
      copy[index] = changed;
    }
    if (copy) isSame = false;
    return copy ?? window;
  });
  return isSame ? windows : next;
}

/** Cuts ascending messages into runs without holes. */
export function runsOf(messages: readonly Message[]): Message[][] {
  const runs: Message[][] = [];
  for (const message of messages) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.seq === message.seq - 1) run.push(message);
    else runs.push([message]);
  }
  return runs;
}
