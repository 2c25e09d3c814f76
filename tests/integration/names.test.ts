// The rules for names everywhere: signing up, changing a profile, and arriving from another service.
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

describe("a name that is reserved for staff", () => {
  it.each(["Parley Support", "Аdmin", "Mod3rator", "ACME MOTORS"])(
    "is %s when a user signs up",
    async (name) => {
      const asked = { email: freshEmail(), password, name, role: "CUSTOMER" as const };
      await expect(signUp(visitor(), asked)).rejects.toMatchObject(refusal);
    },
  );

  it("is refused to later changes except an admin's, and a refusal changes nothing else", async () => {
    const [customer, admin] = [await makeUser("CUSTOMER", "Pat"), await makeUser("ADMIN")];
    await expect(changeMe(customer, { name: "Support" })).rejects.toMatchObject(refusal);
    expect((await changeMe(customer, { phone: "+49 30 1234567" })).data.user).toMatchObject({ name: "Pat" });
    expect((await changeMe(admin, { name: "Support" })).data.user).toMatchObject({ name: "Support" });
  });
});

it("refuses invisible characters, and reports them for the field", () => {
  const input = { email: freshEmail(), password, name: "Ma\u202era", role: "CUSTOMER" };
  expect(() => parseInput(userCreate.input, input)).toThrow(
    expect.objectContaining({ code: "invalid_input", details: [expect.objectContaining({ path: "name" })] }),
  );
});
