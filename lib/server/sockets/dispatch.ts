// Commands over a socket: the same declarations, schemas, limits and envelope as over HTTP.
import { type AnyCommand, commands } from "../../contract/commands";
import { type Envelope, failure, success } from "../../contract/envelope";
import { AppError, isAppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { runCommand } from "../run-command";
import type { ParleySocket } from "./handshake";

const socketCommands = new Map<string, AnyCommand>(
  commands.filter(({ socket }) => socket).map((command) => [command.name, command]),
);

type Acknowledge = (answer: Envelope<unknown>) => void;
type AfterCommand = (socket: ParleySocket, name: string, data: unknown) => void;

/** How many commands are under way, so that a process that ends can let them finish. */
export class Dispatcher {
  pending = 0;
  isDraining = false;

  constructor(private readonly after: AfterCommand) {}

  attach(socket: ParleySocket): void {
    let inFlight = 0;
    socket.onAny(async (name: string, ...rest: unknown[]) => {
      const acknowledge = rest.at(-1);
      if (typeof acknowledge !== "function") return;
      if (inFlight >= limits.commandsInFlight) return (acknowledge as Acknowledge)(failure(tooMany()));
      inFlight++;
      this.pending++;
      try {
        (acknowledge as Acknowledge)(await this.answer(socket, name, rest.length > 1 ? rest[0] : {}));
      } finally {
        inFlight--;
        this.pending--;
      }
    });
  }

  private async answer(socket: ParleySocket, name: string, input: unknown): Promise<Envelope<unknown>> {
    try {
      if (this.isDraining)
        throw new AppError("unavailable", "This server is restarting.", { retryAfterMs: 200 });
      const command = socketCommands.get(name);
      if (!command) throw new AppError("invalid_input", "There is no such command.");
      const data = await runCommand(command, socket.data.visitor, input);
      this.after(socket, name, data);
      return success(data);
    } catch (error) {
      if (isAppError(error)) return failure(error);
      return failure(new AppError("internal", "Something went wrong on our side. Please try again."));
    }
  }
}

const tooMany = () => new AppError("rate_limited", "Too many commands are under way.", { retryAfterMs: 100 });
