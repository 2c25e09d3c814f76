// The events of system messages. A client that knows the event shows its own translated words. Other clients show the text.
export const systemEvents = {
  "conversation:ended": "The conversation was ended by the marketplace's team.",
} as const;

export type SystemEvent = keyof typeof systemEvents;

/** The event of a message's payload, if this version knows it. */
export function systemEventOf(
  payload: Readonly<Record<string, unknown>> | null | undefined,
): SystemEvent | null {
  const name = payload?.event;
  return typeof name === "string" && Object.hasOwn(systemEvents, name) ? (name as SystemEvent) : null;
}
