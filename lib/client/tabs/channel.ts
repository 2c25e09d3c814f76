// Tells the other tabs of this browser. What is said may be missed; the truth is in the database.

export interface Channel<Message> {
  post(message: Message): void;
  close(): void;
}

export type OpenChannel = <Message>(name: string, onMessage: (message: Message) => void) => Channel<Message>;

export const openChannel: OpenChannel = (name, onMessage) =>
  typeof BroadcastChannel === "undefined" ? overStorage(name, onMessage) : overBroadcast(name, onMessage);

const overBroadcast: OpenChannel = (name, onMessage) => {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }) => onMessage(data);
  return {
    post(message) {
      channel.postMessage(message);
    },
    close() {
      channel.onmessage = null;
      channel.close();
    },
  };
};

/** Browsers without BroadcastChannel still tell other tabs what changes in localStorage. */
const overStorage: OpenChannel = (name, onMessage) => {
  const listen = ({ key, newValue }: StorageEvent) => {
    if (key === name && newValue !== null) onMessage(JSON.parse(newValue).message);
  };
  const target = typeof window === "undefined" ? null : window;
  target?.addEventListener("storage", listen);
  return {
    post(message) {
      try {
        // The same text twice would be no change; and nothing of it stays.
        localStorage.setItem(name, JSON.stringify({ message, unlike: Math.random() }));
        localStorage.removeItem(name);
      } catch {
        // Storage is full or forbidden: the others will read the database when somebody looks at them.
      }
    },
    close() {
      target?.removeEventListener("storage", listen);
    },
  };
};
