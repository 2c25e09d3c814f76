// The command token:create stands here and not in the domain, which knows neither the secret nor the limiter.
import type { Visitor } from "../../contract/actor";
import type { InputOf } from "../../contract/command";
import type { tokenCreate } from "../../contract/commands";
import type { User } from "../../contract/entities";
import { AppError } from "../../contract/errors";
import type { Outcome } from "../../contract/outcome";
import { getMe } from "../../domain/account/get-me";
import { type Proof, startSession } from "../../domain/session/start-session";
import { signToken } from "../../domain/session/token";
import { networkOf } from "../network-of";
import { use } from "../slot";
import { verifyCredentials } from "./sign-in";

type Input = InputOf<typeof tokenCreate>;

/** The caller's own session goes on: a lost answer must not sign anyone out, and a page keeps its cookie. */
export async function createToken(visitor: Visitor, input: Input): Promise<Outcome<typeof tokenCreate>> {
  const { user, proof } = await provenUser(visitor, input);
  const network = networkOf(visitor.address);
  const start = { userId: user.id, kind: "TOKEN", proof, visitor, network } as const;
  const { id, expiresAt, facts } = await startSession(start);
  return { data: { token: signToken(id, use("config").secret), expiresAt, user }, facts };
}

async function provenUser(
  visitor: Visitor,
  { email, password, code }: Input,
): Promise<{ user: User; proof: Proof }> {
  if (email !== undefined && password !== undefined)
    return verifyCredentials({ email, password, code }, visitor);
  if (email !== undefined || password !== undefined || code !== undefined) {
    const path = email === undefined ? "email" : "password";
    throw new AppError("invalid_input", "Give email and password, or neither.", {
      details: [{ path, message: "Is missing." }],
    });
  }
  const { actor } = visitor;
  if (!actor) throw new AppError("unauthenticated", "Give email and password, or call signed in.");
  const { data } = await getMe(actor);
  return { user: data.user, proof: { kind: "session", sessionId: actor.sessionId } };
}
