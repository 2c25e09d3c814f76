// Allowed picture addresses, on a whole server that allows pictures.example.
import { expect, it } from "vitest";
import { Api } from "../../helpers/api";
import { makeListing, makeUser } from "../../helpers/people";
import { testServer } from "../../helpers/server";

const server = testServer({
  env: { PARLEY_ORIGINS: "https://chat.example", PARLEY_IMAGE_HOSTS: "pictures.example,chat.example" },
});
const api = new Api(server);

it.each([
  ["https://pictures.example/a.jpg", "ok"],
  ["/demo/sofa.svg", "ok"],
  ["https://elsewhere.example/a.jpg", "invalid_input"],
  ["https://pictures.example:444/a.jpg", "invalid_input"],
  ["https://chat.example/api/me", "invalid_input"],
  ["/api/me", "invalid_input"],
  ["/demo/../api/me", "invalid_input"],
])("%s as an avatar and as a photo: %s", async (address, code) => {
  const seller = await makeUser("SELLER");
  const listingId = await makeListing(seller);
  const listing = { kind: "PRODUCT", title: "Lamp", priceMinor: 100, currency: "EUR", photos: [address] };
  const answers = [
    await api.request("me:update", seller, { avatarUrl: address }),
    await api.request("listing:create", seller, listing),
    await api.request("listing:update", seller, { listingId, photos: ["/demo/sofa-2.svg", address] }),
  ];
  expect(answers.map(({ body }) => (body.ok ? "ok" : body.error.code))).toEqual([code, code, code]);
  if (code === "ok") return;
  const paths = answers.map(({ body }) => (body.ok ? null : body.error.details?.[0]?.path));
  expect(paths).toEqual(["avatarUrl", "photos.0", "photos.1"]);
});

it("pages may load pictures from the allowed hosts and from no other", async () => {
  const { headers } = await fetch(`${server.url}/`);
  expect(headers.get("content-security-policy")).toContain(
    "img-src 'self' data: blob: https://pictures.example https://chat.example;",
  );
});
