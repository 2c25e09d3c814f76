// Users who sign up and sign in through the domain functions.
import type { Actor, Visitor } from "../../lib/contract/actor";
import { uuidv7 } from "../../lib/contract/uuid";
import { createUser } from "../../lib/domain/account/create-user";
import { authenticate } from "../../lib/server/auth/authenticate";
import { createToken } from "../../lib/server/auth/create-token";

export const password = "correct horse";

export const visitor = (actor: Actor | null = null, address = "192.0.2.1"): Visitor => ({
  actor,
  address,
  userAgent: "a test",
});

export const freshEmail = (): string => `p-${uuidv7()}@parley.test`;
export const bearer = (token: string): Promise<Actor | null> =>
  authenticate({ authorization: `Bearer ${token}` });

export async function signUp(email = freshEmail(), role: "CUSTOMER" | "SELLER" = "CUSTOMER") {
  const { data } = await createUser(visitor(), { email, password, name: "Pat", role });
  return data.user;
}

export async function signIn(email: string, given = password, address?: string) {
  const { data } = await createToken(visitor(null, address), { email, password: given });
  return data;
}

/** A user with a password and a token. */
export async function makeSignedIn() {
  const user = await signUp();
  const { token } = await signIn(user.email ?? "");
  const actor = await bearer(token);
  if (!actor) throw new Error("A fresh token signs in.");
  return { user, email: user.email ?? "", token, actor };
}
