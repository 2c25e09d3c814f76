// Names at every way in: signing up, changing one's profile, and arriving from another service.
import { describe, expect, it } from "vitest";
import { userCreate } from "../../lib/contract/commands";
import { changeMe } from "../../lib/server/auth/own-name";
import { signUp } from "../../lib/server/auth/sign-up";
import { parseInput } from "../../lib/server/run-command";
import { freshEmail, password, visitor } from "../helpers/accounts";
import { testDatabase } from "../helpers/database";
import { makeUser } from "../helpers/people";

testDatabase();

const refusal = { code: "invalid_input", details: [{ path: "name", message: expect.any(String) }] };

describe("a name that is kept for staff", () => {
  it.each(["Parley Support", "Аdmin", "Mod3rator", "ACME MOTORS"])(
    "is %s for nobody who signs up",
    async (name) => {
      const asked = { email: freshEmail(), password, name, role: "CUSTOMER" as const };
      await expect(signUp(visitor(), asked)).rejects.toMatchObject(refusal);
    },
  );

  it("is taken by nobody later, save an admin, and changes nothing else", async () => {
    const [customer, admin] = [await makeUser("CUSTOMER", "Pat"), await makeUser("ADMIN")];
    await expect(changeMe(customer, { name: "Support" })).rejects.toMatchObject(refusal);
    expect((await changeMe(customer, { phone: "+49 30 1234567" })).data.user).toMatchObject({ name: "Pat" });
    expect((await changeMe(admin, { name: "Support" })).data.user).toMatchObject({ name: "Support" });
  });
});

it("refuses what cannot be seen in a name, and says so beside the field", () => {
  const input = { email: freshEmail(), password, name: "Ma\u202era", role: "CUSTOMER" };
  expect(() => parseInput(userCreate.input, input)).toThrow(
    expect.objectContaining({ code: "invalid_input", details: [expect.objectContaining({ path: "name" })] }),
  );
});
