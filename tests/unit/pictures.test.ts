import { describe, expect, it } from "vitest";
import { isOwnPicture } from "../../lib/contract/pictures";
import { pictureUrl } from "../../lib/contract/values";

const upload = "/api/attachments/01a17783-6c2b-778e-a33f-d53779256b38";
const parsed = (address: string) => pictureUrl.safeParse(address).data ?? null;

describe("the address of a picture", () => {
  it.each(["/demo/sofa-2.svg", upload, `${upload}/thumb`])("may be %s", (address) => {
    expect(parsed(address)).toBe(address);
    expect(isOwnPicture(address)).toBe(true);
  });

  it("of another host is normalised as browsers do", () => {
    expect(parsed("https://Images.example:443/a/../b c".replace(" ", "%20"))).toBe(
      "https://images.example/b%20c",
    );
  });

  it.each([
    "/api/me",
    "/api/auth/signout",
    "/api/conversations",
    `${upload}/../../me`,
    `${upload}/`,
    `${upload}?x=/thumb`,
    "/demo/../api/me",
    "/demo/%2e%2e/api/me.svg",
    "/demo/..%2fapi/me.svg",
    "/demo/a/../../api/me.svg",
    "/demo/..\\api\\me.svg",
    "/demo//evil.svg",
    "/demo/sofa.svg?next=/api/me",
    "/demo/sofa.svg#x",
    "/demo/sofa.svg\n",
    "/Demo/sofa.svg",
    "//evil.example/a.svg",
    "/\\evil.example/a.svg",
    "\\\\evil.example/a.svg",
    "demo/sofa.svg",
    "http://images.example/a.svg",
    "https:images.example/a.svg",
    "https:/images.example/a.svg",
    "https:///images.example/a.svg\\..\\",
    "https://user@images.example/a.svg",
    "https://images.example\\@evil.example/a.svg",
    "https://",
    " https://images.example/a.svg",
    "https://images.example/a b.svg",
    "https://images.example/a\0.svg",
    "https://images.example/a\ud800.svg",
    "javascript:alert(1)",
    "data:image/svg+xml,<svg/>",
    "blob:https://images.example/1",
    "",
  ])("may not be %j", (address) => {
    expect(parsed(address)).toBeNull();
  });

  it("stays within its bound when it is normalised", () => {
    expect(parsed(`https://images.example/${"ä".repeat(1_000)}`)).toBeNull();
  });
});
