import { describe, expect, it } from "vitest";
import { whyWeak } from "../../lib/domain/account/password-policy";

const owner = { email: "mara.lindqvist@example.com", name: "Mara Lindqvist" };
const weak = (password: string, given = owner) => whyWeak(password, given);

describe("a password", () => {
  it.each([
    "password",
    "Password1",
    "12345678",
    "QWERTYUIOP",
    "ｐａｓｓｗｏｒｄ",
    " password ",
    "pass word",
    "iloveyou",
    "sunshine",
  ])("is refused when many people use it: %s", async (password) => {
    expect(await weak(password)).toMatch(/Many people/);
  });

  it.each([" ".repeat(8), "\t \u00a0 \u3000 \n ", "\u200b".repeat(9)])(
    "is refused when it is blank: %j",
    async (password) => {
      expect(await weak(password)).not.toBeNull();
    },
  );

  it.each(["aaaaaaaa", "xyxyxyxy", "🙂🙂🙂🙂🙂🙂🙂🙂", "abcabcabc"])(
    "is refused when it repeats itself: %s",
    async (password) => {
      expect(await weak(password)).toMatch(/over and over/);
    },
  );

  it.each([
    "mara.lindqvist@example.com",
    "MARA.LINDQVIST@EXAMPLE.COM",
    "mara.lindqvist",
    "maralindqvist",
    "Mara Lindqvist",
    "lindqvist1987",
    "Lindqvist!",
    "2024mara2024",
  ])("is refused when it is the user's own email or name: %s", async (password) => {
    expect(await weak(password)).toMatch(/email or name/);
  });

  it.each([
    "correct horse",
    "correct horse battery",
    "correct horse battery staple",
    "parley-demo",
    "lindqvist rides a bicycle",
    "zh8-qkw-22x",
    "我的自行车很旧了吧",
  ])("is accepted otherwise: %s", async (password) => {
    expect(await weak(password)).toBeNull();
  });

  it("is not compared with names of one letter or none", async () => {
    expect(await weak("a quiet 7 evening", { email: "q@example.com", name: "Q" })).toBeNull();
    expect(await weak("a quiet 7 evening", { email: "q@example.com", name: "🙂" })).toBeNull();
  });
});
