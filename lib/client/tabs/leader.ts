// Which of an account's tabs does the sending. A tab that dies gives way at once, one that hangs within seconds.
import { limits } from "../../contract/limits";
import { uuidv7 } from "../../contract/uuid";
import { type OpenChannel, openChannel } from "./channel";

export interface Leadership {
  isLeader(): boolean;
  /** Something waits for the leader, whoever that is: let it show that it lives. */
  rely(isWaiting: boolean): void;
  close(): void;
}

/** Takes or renews the lease; answers whether it is this tab's now. Rejects where there is no storage. */
export type TakeLease = (tab: string, untilMs: number, nowMs: number) => Promise<boolean>;

export type LeadershipOptions = {
  name: string;
  onChange: (isLeader: boolean) => void;
  takeLease: TakeLease;
  /** Of the browser, unless a test says otherwise; without locks the tabs pass a lease on. */
  locks?: LockManager | null;
  open?: OpenChannel;
};

export function seekLeadership(options: LeadershipOptions): Leadership {
  const { locks = globalThis.navigator?.locks ?? null } = options;
  return locks ? overLocks(options, locks) : overLease(options);
}

type Sign = { kind: "ask" | "here" };

/** The browser hands the lock on when its tab ends. A tab that holds it and hangs, as phones suspend them, is asked. */
function overLocks(
  { name, onChange, open = openChannel }: LeadershipOptions,
  locks: LockManager,
): Leadership {
  let isLeader = false;
  let isClosed = false;
  let release = () => {};
  let queued = new AbortController();
  let timer: ReturnType<typeof setInterval> | undefined;
  let asked = { atMs: 0, isAnswered: true };

  const signs = open<Sign>(`${name}-leader`, ({ kind }) => {
    if (kind === "here") asked.isAnswered = true;
    else if (isLeader) signs.post({ kind: "here" });
  });
  const lead = () => {
    if (isClosed) return undefined;
    isLeader = true;
    onChange(true);
    return new Promise<void>((done) => {
      release = done;
    });
  };
  const queue = async (options: LockOptions) => {
    let wasHeld = false;
    const hold = () => {
      wasHeld = true;
      return lead();
    };
    // Rejects when the request is withdrawn and when the lock is taken away.
    await locks.request(name, options, hold).catch(() => undefined);
    if (!wasHeld || isClosed) return;
    isLeader = false;
    onChange(false);
    wait();
  };
  const wait = () => {
    queued = new AbortController();
    void queue({ signal: queued.signal });
  };
  const look = () => {
    if (isLeader || isClosed) return;
    const sinceMs = Date.now() - asked.atMs;
    // After a sleep of this computer the answer may be waiting behind this very timer.
    const hasSlept = sinceMs > limits.leaderAnswerMs * 2;
    if (!asked.isAnswered && !hasSlept) {
      asked = { atMs: 0, isAnswered: true };
      queued.abort();
      void queue({ steal: true });
      return;
    }
    asked = { atMs: Date.now(), isAnswered: false };
    signs.post({ kind: "ask" });
  };

  wait();
  return {
    isLeader: () => isLeader && !isClosed,
    rely(isWaiting) {
      if (isWaiting === (timer !== undefined)) return;
      clearInterval(timer);
      asked = { atMs: 0, isAnswered: true };
      timer = isWaiting ? setInterval(look, limits.leaderAnswerMs) : undefined;
      if (isWaiting) look();
    },
    close() {
      isClosed = true;
      clearInterval(timer);
      queued.abort();
      release();
      signs.close();
    },
  };
}

/** Whoever leads says again and again until when, so that silence is enough to lose it. */
function overLease({ onChange, takeLease }: LeadershipOptions): Leadership {
  const tab = uuidv7();
  let isLeader = false;
  let isClosed = false;
  const become = (next: boolean) => {
    if (next === isLeader || isClosed) return;
    isLeader = next;
    onChange(next);
  };
  const renew = async () => {
    const nowMs = Date.now();
    become(await takeLease(tab, nowMs + limits.leaderLeaseMs, nowMs).catch(() => false));
  };
  void renew();
  const timer = setInterval(() => void renew(), limits.leaderLeaseMs / 3);
  return {
    isLeader: () => isLeader,
    rely() {},
    close() {
      isClosed = true;
      clearInterval(timer);
      if (isLeader) void takeLease(tab, 0, Date.now()).catch(() => undefined);
      isLeader = false;
    },
  };
}
