// A minimal Socket.IO client for load generators. It handles the protocol's few frames over ws, so that the generator
// costs less than the server. Events are passed on as raw text, and callers extract single fields.
import WebSocket from "ws";

type Options = {
  url: string;
  token: string;
  onEvent: (name: string, raw: string) => void;
  onClose?: () => void;
};

export class Wire {
  private readonly acks = new Map<number, (raw: string) => void>();
  private nextAck = 0;
  private constructor(private readonly socket: WebSocket) {}

  static connect({ url, token, onEvent, onClose }: Options): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const address = `${url.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`;
      const socket = new WebSocket(address, { perMessageDeflate: false, skipUTF8Validation: true });
      const wire = new Wire(socket);
      socket.on("error", reject);
      socket.on("close", () => {
        reject(new Error("The connection was closed."));
        onClose?.();
      });
      socket.on("message", (data: Buffer) => {
        const frame = data.toString();
        if (frame.startsWith("42")) onEvent(frame.slice(4, frame.indexOf('"', 4)), frame);
        else if (frame.startsWith("43")) wire.acknowledge(frame);
        else if (frame === "2") socket.send("3");
        else if (frame.startsWith("0")) socket.send(`40${JSON.stringify({ token })}`);
        else if (frame.startsWith("40")) resolve(wire);
        else if (frame.startsWith("44")) reject(new Error(frame));
      });
    });
  }

  private acknowledge(frame: string): void {
    const bracket = frame.indexOf("[");
    const id = Number(frame.slice(2, bracket));
    this.acks.get(id)?.(frame.slice(bracket));
    this.acks.delete(id);
  }

  /** `body` is already JSON text. */
  emit(name: string, body: string, onAck: (raw: string) => void): void {
    const id = this.nextAck++;
    this.acks.set(id, onAck);
    this.socket.send(`42${id}["${name}",${body}]`);
  }

  request(name: string, body: unknown): Promise<string> {
    return new Promise((resolve) => this.emit(name, JSON.stringify(body), resolve));
  }

  close(): void {
    this.socket.terminate();
  }
}
