import type { Role } from "./values";

/** The signed-in user that a command runs for. */
export type Actor = {
  readonly userId: string;
  readonly role: Role;
  readonly name: string;
  readonly sessionId: string;
  /** An admin who has to set up a second factor before anything else. */
  readonly lacksSecondFactor?: true;
};

/** The caller of a public command, signed in or not. */
export type Visitor = {
  readonly actor: Actor | null;
  readonly address: string;
  readonly userAgent: string | null;
};
