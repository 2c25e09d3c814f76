import type { Role } from "./values";

/** The signed-in person on whose behalf a command runs. */
export type Actor = {
  readonly userId: string;
  readonly role: Role;
  readonly name: string;
  readonly sessionId: string;
  /** An admin who has to set up a second factor before anything else. */
  readonly lacksSecondFactor?: true;
};

/** Whoever calls a public command. */
export type Visitor = {
  readonly actor: Actor | null;
  readonly address: string;
  readonly userAgent: string | null;
};
