// A request without fetch, which does not allow setting the host or the headers reserved for browsers.
import { request } from "node:http";

export type Headers = Record<string, string>;
export type Answered = { status: number; headers: Record<string, unknown>; text: string };

export function ask(url: string, headers: Headers = {}, method = "GET", body?: string): Promise<Answered> {
  return new Promise((done, fail) => {
    const asked = request(url, { method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        done({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(parts).toString(),
        }),
      );
    });
    asked.on("error", fail).end(body);
  });
}
