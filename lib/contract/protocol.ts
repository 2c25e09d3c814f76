// The version of the conversation between client and server over sockets. It rises when a client of an earlier number
// could no longer work with the facts and answers of the server. New facts and fields do not raise it, because clients
// ignore the ones they do not know.

export const protocol = 1;

/** Older clients are told `session:ended` with the reason `client_outdated`. */
export const oldestProtocol = 1;

export const clientOutdated = "client_outdated";

/** A handshake without a number comes from a client that was built before there were numbers, or from a program. */
export const isOutdated = (spoken: unknown): boolean => typeof spoken === "number" && spoken < oldestProtocol;
