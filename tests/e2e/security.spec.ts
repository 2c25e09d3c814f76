// What a page may load and run.
import { expect, test } from "./support/test";

test.describe("with something put into the page", () => {
  test.use({ expectedErrors: [/Content Security Policy|Trusted(?:HTML|Script)|requires '/] });

  test("runs no script and makes no markup from text", async ({ page }) => {
    await page.goto("/sign-in");
    const tried = await page.evaluate(async () => {
      const refused = (act: () => void) => {
        try {
          act();
          return false;
        } catch {
          return true;
        }
      };
      const inline = document.createElement("script");
      const element = document.createElement("div");
      document.body.append(element);
      const result = {
        text: refused(() => {
          inline.textContent = "window.hasRun = true";
          document.head.append(inline);
        }),
        markup: refused(() => {
          element.innerHTML = '<img src="/x" onerror="window.hasRun = true">';
        }),
        address: refused(() => {
          document.createElement("script").src = "https://evil.test/code.js";
        }),
      };
      const handler = refused(() => element.setAttribute("onclick", "window.hasRun = true"));
      element.click();
      return { ...result, handler, hasRun: "hasRun" in window };
    });
    expect(tried).toEqual({
      text: true,
      markup: true,
      address: true,
      handler: true,
      hasRun: false,
    });
  });
});

test("asks nobody but its own server for anything", async ({ openAs, people, serverUrl }) => {
  const page = await openAs(await people.seller());
  const origins = new Set<string>();
  page.on("request", (request) => {
    const url = request.url();
    if (!/^(?:data|blob):/.test(url)) origins.add(new URL(url).origin);
  });
  for (const path of ["/", "/settings", "/dashboard/messages"]) {
    await page.goto(path);
    await expect(page.getByRole("banner")).toBeVisible();
  }
  expect([...origins]).toEqual([new URL(serverUrl).origin]);
});

test("gives each page a nonce of its own and data no rights at all", async ({ request }) => {
  const policyOf = async (path: string) =>
    (await request.get(path)).headers()["content-security-policy"] ?? "";
  const [one, two] = [await policyOf("/sign-in"), await policyOf("/sign-in")];
  const nonce = (policy: string) => /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(nonce(one)?.length).toBeGreaterThan(20);
  expect(nonce(one)).not.toBe(nonce(two));
  expect(await policyOf("/api/listings")).toContain("default-src 'none'");
  expect(await policyOf("/api/docs")).toContain("'strict-dynamic'");
  for (const path of ["/sign-in", "/api/listings", "/icon.svg", "/sw.js"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBe("strict-origin-when-cross-origin");
  }
});

test("goes to a listing from another page under the same policy", async ({ page, people }) => {
  const listing = await people.listing(await people.seller(), { title: "A </script> of a sofa" });
  await page.goto(`/?search=${encodeURIComponent(listing.title)}`);
  await page.getByRole("link", { name: listing.title }).first().click();
  await expect(page).toHaveURL(new RegExp(listing.id));
  await expect(page.getByRole("heading", { level: 1, name: listing.title })).toBeVisible();
});
