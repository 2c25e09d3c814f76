// Commands over a socket: the same declarations, schemas, limits and envelope as over HTTP.
import { type AnyCommand, commands } from "../../contract/commands";
import { type Envelope, failure, success } from "../../contract/envelope";
import { AppError } from "../../contract/errors";
import { limits } from "../../contract/limits";
import { Call } from "../call";
import { runCommand } from "../run-command";
import type { ParleySocket } from "./handshake";

const socketCommands = new Map<string, AnyCommand>(
  commands.filter(({ socket }) => socket).map((command) => [command.name, command]),
);

type Acknowledge = (answer: Envelope<unknown>) => void;
type AfterCommand = (socket: ParleySocket, name: string, data: unknown) => void | Promise<void>;

/** How many commands are under way, so that a process that ends can let them finish. */
export class Dispatcher {
  pending = 0;
  isDraining = false;

  constructor(private readonly after: AfterCommand) {}

  attach(socket: ParleySocket): void {
    let inFlight = 0;
    let count = 0;
    socket.onAny(async (name: string, ...rest: unknown[]) => {
      const acknowledge = rest.at(-1);
      if (typeof acknowledge !== "function") return;
      const command = socketCommands.get(name);
      const call = new Call(command?.name ?? "unknown", "socket", `${socket.id}.${++count}`);
      call.userId = socket.data.visitor.actor.userId;
      if (inFlight >= limits.commandsInFlight) {
        (acknowledge as Acknowledge)(failure(call.fail(tooMany())));
        return call.end();
      }
      inFlight++;
      this.pending++;
      try {
        (acknowledge as Acknowledge)(
          await this.answer(socket, command, rest.length > 1 ? rest[0] : {}, call),
        );
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
      if (!command) throw new AppError("invalid_input", "There is no such command.");
      const data = await runCommand(command, socket.data.visitor, input, call);
      const more = this.after(socket, command.name, data);
      if (more) await more;
      return success(data);
    } catch (error) {
      return failure(call.fail(error));
    }
  }
}

const tooMany = () => new AppError("rate_limited", "Too many commands are under way.", { retryAfterMs: 100 });
