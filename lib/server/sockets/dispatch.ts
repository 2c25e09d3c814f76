// Commands over a socket: the same declarations, schemas, limits and envelope as over HTTP.
import { type AnyCommand, type CommandName, commands } from "../../contract/commands";
import { type Envelope, failure, success } from "../../contract/envelope";
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { Call } from "../call";
import { type AnyHandler, runCommand } from "../run-command";
import { take, tooFast } from "../spend";
import type { ParleySocket } from "./handshake";

const socketCommands = new Map<string, AnyCommand>(
  commands.filter(({ socket }) => socket).map((command) => [command.name, command]),
);

type Acknowledge = (answer: Envelope<unknown>) => void;

/** Differences for a command that comes over a connection: another handler, or a step after it. */
type OnConnection = {
  handler?: (socket: ParleySocket) => AnyHandler;
  after?: (socket: ParleySocket, data: unknown) => void | Promise<void>;
};

/** How many commands are under way, so that a process that ends can let them finish. */
export class Dispatcher {
  pending = 0;
  isDraining = false;

  constructor(private readonly onConnection: { readonly [N in CommandName]?: OnConnection }) {}

  attach(socket: ParleySocket): void {
    let inFlight = 0;
    let count = 0;
    socket.onAny(async (name: string, ...rest: unknown[]) => {
      const last = rest.at(-1);
      const hasAcknowledge = typeof last === "function";
      // A client that sends no acknowledgement callback gets no answer, but the command still runs.
      const acknowledge = (hasAcknowledge ? last : () => {}) as Acknowledge;
      const input = rest.length > (hasAcknowledge ? 1 : 0) ? rest[0] : {};
      const command = socketCommands.get(name);
      const call = new Call(command?.name ?? "unknown", "socket", `${socket.id}.${++count}`);
      call.userId = socket.data.visitor.actor.userId;
      if (inFlight >= limits.commandsInFlight) {
        acknowledge(failure(call.fail(tooMany())));
        return call.end();
      }
      inFlight++;
      this.pending++;
      try {
        acknowledge(await this.answer(socket, command, input, call));
      } finally {
        inFlight--;
        this.pending--;
        call.end();
      }
    });
  }

  private async answer(
    socket: ParleySocket,
    command: AnyCommand | undefined,
    input: unknown,
    call: Call,
  ): Promise<Envelope<unknown>> {
    try {
      if (this.isDraining)
        throw new AppError("unavailable", "This server is restarting.", { retryAfterMs: 200 });
      const { visitor } = socket.data;
      if (!command) throw await unknownCommand(visitor.actor.userId);
      const own = this.onConnection[command.name];
      const data = await runCommand(command, visitor, input, call, own?.handler?.(socket));
      const more = own?.after?.(socket, data);
      if (more) await more;
      return success(data);
    } catch (error) {
      return failure(call.fail(error));
    }
  }
}

/** Names that there are not share one rate, so that making them up costs the server little. */
async function unknownCommand(userId: string): Promise<AppError> {
  const waitMs = await take("other", "unknown", userId);
  return waitMs > 0 ? tooFast(waitMs) : new AppError("invalid_input", "There is no such command.");
}

const tooMany = () => new AppError("rate_limited", "Too many commands are under way.", { retryAfterMs: 100 });
