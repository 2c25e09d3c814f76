// One way to call a command: over the socket while it stands, over HTTP otherwise. Callers cannot tell.
import type { z } from "zod";
import type { CommandName, CommandOf } from "../../contract/commands";
import type { Envelope } from "../../contract/envelope";
import { httpOnly } from "./declared-routes";
import { callHttp, type HttpOptions } from "./http";
import { givenUp, sessionOver, unreachable } from "./problems";
import { LiveSocket, type SocketEvents } from "./socket";

export type InputOf<N extends CommandName> = z.input<CommandOf<N>["input"]>;
export type OutputOf<N extends CommandName> = z.output<CommandOf<N>["output"]>;
export type CallOptions = { signal?: AbortSignal };

/** Never rejects: what goes wrong on the way is an envelope, too. */
export type Call = <N extends CommandName>(
  name: N,
  input: InputOf<N>,
  options?: CallOptions,
) => Promise<Envelope<OutputOf<N>>>;

export type TransportOptions = {
  /** Where Parley is; the page's own origin when empty. */
  url?: string;
  /** For programs; pages have a cookie. */
  token?: string;
  /** Whose page this is. It ends when the server takes it for anybody else's. */
  userId?: string;
  fetch?: typeof fetch;
  isOnline?: () => boolean;
  socketTimeoutMs?: number;
  httpTimeoutMs?: number;
};

export type TransportEvents = SocketEvents & {
  /** Whether the server answered at all, whatever it said. */
  reached: (isReached: boolean) => void;
};

const socketTimeoutMs = 8_000;
const httpTimeoutMs = 15_000;

export interface Transport {
  readonly isLive: boolean;
  call: Call;
  open(): void;
  hurry(): void;
  renew(): void;
  close(): void;
}

export type TransportFactory = (options: TransportOptions, events: TransportEvents) => Transport;

export const createTransport: TransportFactory = (options, events) => {
  const http: HttpOptions = {
    url: options.url ?? "",
    token: options.token,
    userId: options.userId,
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    timeoutMs: options.httpTimeoutMs ?? httpTimeoutMs,
  };
  const isOnline = options.isOnline ?? (() => globalThis.navigator?.onLine !== false);
  let isEnded = false;
  const end = (reason: string) => {
    if (isEnded) return;
    isEnded = true;
    socket.close();
    events.ended(reason);
  };
  const socket = new LiveSocket(
    {
      url: options.url ?? globalThis.location?.origin ?? "",
      token: options.token,
      userId: options.userId,
      timeoutMs: options.socketTimeoutMs ?? socketTimeoutMs,
    },
    { ...events, ended: end },
  );

  /** Every command may be tried twice, so a line that broke half-way is no reason to fail. */
  async function answer(name: CommandName, input: Record<string, unknown>, signal?: AbortSignal) {
    if (isEnded) return sessionOver();
    const live = socket.isUp && !httpOnly.has(name) ? await socket.call(name, input) : null;
    if (signal?.aborted) return givenUp();
    if (live) return live;
    if (isEnded) return sessionOver();
    if (!isOnline()) return unreachable();
    const found = await callHttp(http, name, input, signal);
    if (!signal?.aborted) events.reached(found.ok || found.error.code !== "unavailable");
    if (!found.ok && found.error.code === "unauthenticated") end("unauthenticated");
    return found;
  }

  const call = ((name, input, { signal } = {}) => answer(name, input, signal)) as Call;

  return {
    get isLive() {
      return socket.isUp;
    },
    call,
    open: () => {
      if (!isEnded) void socket.open();
    },
    hurry: () => socket.hurry(),
    renew: () => socket.renew(),
    close: () => socket.close(),
  };
};
