// What a page may load and run, and what foreign pages may do here.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "./support/test";

test.describe("with injected content", () => {
  test.use({ expectedErrors: [/Content Security Policy|Trusted(?:HTML|Script)|requires '/] });

  test("runs no script and creates no markup from text", async ({ page }) => {
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

test("sends requests to its own server only", async ({ openAs, people, serverUrl }) => {
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

test("gives each page its own nonce, and data no permissions", async ({ request }) => {
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

test("keeps the same policy when a listing is opened from another page", async ({ page, people }) => {
  const listing = await people.listing(await people.seller(), { title: "A </script> of a sofa" });
  await page.goto(`/?search=${encodeURIComponent(listing.title)}`);
  await page.getByRole("link", { name: listing.title }).first().click();
  await expect(page).toHaveURL(new RegExp(listing.id));
  await expect(page.getByRole("heading", { level: 1, name: listing.title })).toBeVisible();
});

test.describe("a page on another port of the same host", () => {
  test.use({ expectedErrors: [/403|Failed to load resource|blocked|CORS|ERR_|WebSocket/] });

  const listen = async (page: string) => {
    const server = createServer((_request, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end(page),
    );
    await new Promise<void>((done) => server.listen(0, "localhost", done));
    const { port } = server.address() as AddressInfo;
    return { url: `http://localhost:${port}/`, close: () => server.close() };
  };

  test("learns no session id and opens no connection with the browser's automatic cookie", async ({
    openAs,
    people,
    serverUrl,
  }) => {
    const victim = await openAs(await people.customer());
    const polling = `${serverUrl}/socket.io/?EIO=4&transport=polling`;
    const other = await listen(`<!doctype html><script>
      window.told = [];
      window.___eio = [(text) => told.push(text)];
      window.onerror = () => true;
    </script>
    <script src="${polling}&j=0"></script><script src="${polling}"></script>
    <script src="${serverUrl}/api/me"></script><img src="${serverUrl}/api/me/unread">
    <iframe src="${polling}"></iframe><iframe src="${serverUrl}/api/me"></iframe>`);
    const statuses = new Map<string, number>();
    victim.on("response", (response) => {
      const { pathname, search } = new URL(response.url());
      statuses.set(`${response.request().resourceType()} ${pathname}${search}`, response.status());
    });
    await victim.goto(other.url);
    const tried = await victim.evaluate(async (server) => {
      const path = `${server}/socket.io/?EIO=4&transport=polling`;
      const read = (init: RequestInit) =>
        fetch(path, init).then(
          (response) => response.text(),
          () => "failed",
        );
      const socket = new WebSocket(`${path.replace("http", "ws").replace("polling", "websocket")}`);
      const opened = new Promise<string>((done) => {
        socket.onmessage = ({ data }) => done(String(data));
        socket.onerror = () => done("failed");
      });
      return {
        told: (window as unknown as { told: string[] }).told,
        texts: await Promise.all([
          read({ credentials: "include" }),
          read({ credentials: "include", mode: "no-cors" }),
          read({ credentials: "include", method: "POST", mode: "no-cors", body: "40" }),
          opened,
        ]),
      };
    }, serverUrl);
    other.close();
    expect(tried).toEqual({ told: [], texts: Array(4).fill("failed") });
    const parleys = [...statuses].filter(([what]) => /socket\.io|\/api\//.test(what));
    expect(parleys.length).toBeGreaterThan(0);
    for (const [what, status] of parleys) expect([what, [400, 403].includes(status)]).toEqual([what, true]);
  });
});

test("continues over long polling in a network that breaks WebSockets", async ({ openAs, people }) => {
  const { customer, seller, conversation } = await people.scene();
  const page = await openAs(customer);
  await page.addInitScript(() => {
    class Broken {
      onerror: ((event: Event) => void) | null = null;
      constructor() {
        setTimeout(() => this.onerror?.(new Event("error")));
      }
      close() {}
    }
    Object.defineProperty(window, "WebSocket", { value: Broken });
  });
  const polled = page.waitForResponse((response) => /transport=polling.*sid=/.test(response.url()));
  await page.goto(`/inbox/${conversation.id}`);
  expect((await polled).status()).toBe(200);
  await seller.say(conversation.id, "Arrived by polling");
  await expect(page.getByRole("main").getByText("Arrived by polling").first()).toBeVisible();
});
