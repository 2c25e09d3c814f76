// Refuses ambiguous requests, which two parsers could read differently, and upgrades to unknown sockets, before any
// listener sees them. In development, the framework's hot reload may upgrade as well.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { AppError } from "../contract/errors";
import { protectAnswer } from "./answer-headers";
import type { Gate } from "./http";
import { refuse, refuseUpgrade } from "./refuse";
import { hasOneHost, readTarget } from "./request-target";
import { use } from "./slot";

const socketPrefix = "/socket.io/";
const permanentRedirect = 308;

const invalidAddress = () => new AppError("invalid_input", "This address is not valid.");
const isSecure = () => use("config").publicUrl.startsWith("https://");

export const makeGate = (isDev: boolean): Gate => ({
  request(request: IncomingMessage, response: ServerResponse): boolean {
    protectAnswer(request, response, isSecure);
    const target = hasOneHost(request) ? readTarget(request) : null;
    if (target === null) return refuse(response, invalidAddress());
    if ("path" in target) return false;
    response.writeHead(permanentRedirect, { Location: target.redirect }).end();
    return true;
  },
  upgrade(request: IncomingMessage, socket: Duplex): boolean {
    const target = hasOneHost(request) ? readTarget(request) : null;
    if (target === null || !("path" in target)) return refuseUpgrade(socket, invalidAddress());
    const isOurs = target.path.startsWith(socketPrefix) || (isDev && target.path.startsWith("/_next/"));
    return !isOurs && refuseUpgrade(socket, new AppError("not_found", "There is no socket at this address."));
  },
});
