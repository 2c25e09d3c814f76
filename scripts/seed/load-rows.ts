// The rows of the load data as lines of COPY's text format.
import { preview } from "@/lib/contract/preview";
import { copyLine as line } from "./copy-line";
import type { ConversationPlan, LoadPlan } from "./load-plan";
import { personName, phoneNumber } from "./names";
import { Random } from "./random";
import { Vocabulary } from "./vocabulary";

export interface Table {
  name: string;
  columns: readonly string[];
  lines: () => Generator<string>;
}

/** Messages arrive conversation by conversation in parts of this size, and so lie apart on disk as real ones do. */
const messagesAtATime = 5;
const dealEvery = 3;
const maxDeals = 3;

const time = (ms: number): string => new Date(ms).toISOString();

export class LoadRows {
  private readonly random = new Random();
  private readonly vocabulary = new Vocabulary();

  constructor(
    private readonly plan: LoadPlan,
    private readonly passwordHash: string,
  ) {}

  /** In the order in which they refer to each other. */
  tables(): Table[] {
    return [
      {
        name: "User",
        columns: ["id", "email", "name", "role", "passwordHash", "phone", "lastSeenAt", "createdAt"],
        lines: () => this.users(),
      },
      {
        name: "Listing",
        columns: [
          "id",
          "sellerId",
          "kind",
          "title",
          "priceMinor",
          "currency",
          "photos",
          "createdAt",
          "updatedAt",
        ],
        lines: () => this.listings(),
      },
      {
        name: "Deal",
        columns: [
          "id",
          "kind",
          "customerId",
          "sellerId",
          "listingId",
          "status",
          "totalMinor",
          "currency",
          "createdAt",
        ],
        lines: () => this.deals(),
      },
      {
        name: "Conversation",
        columns:
          `id listingId customerId sellerId snapshot seq rev lastMessageId lastPreview lastType lastSenderId
          lastMessageAt createdAt`.split(/\s+/),
        lines: () => this.conversations(),
      },
      {
        name: "Member",
        columns:
          `conversationId userId role readSeq readAt deliveredSeq unread lastMessageAt waitingSince joinedAt`.split(
            " ",
          ),
        lines: () => this.members(),
      },
      {
        name: "UnreadTotal",
        columns: ["userId", "messages", "conversations", "customerMessages", "customerConversations"],
        lines: () => this.unreadTotals(),
      },
      {
        name: "Receipt",
        columns: ["conversationId", "userId", "kind", "seq", "at"],
        lines: () => this.receipts(),
      },
      {
        name: "Message",
        columns: ["id", "conversationId", "seq", "rev", "senderId", "senderRole", "text", "createdAt"],
        lines: () => this.messages(),
      },
    ];
  }

  private *users(): Generator<string> {
    const { sellers, customers } = this.plan.options;
    for (let index = 0; index < sellers; index++) yield this.user(this.plan.sellerId(index), "SELLER", index);
    for (let index = 0; index < customers; index++)
      yield this.user(this.plan.customerId(index), "CUSTOMER", index);
  }

  private user(id: string, role: "SELLER" | "CUSTOMER", index: number): string {
    const random = this.random.reseed(101, role.length, index);
    const email = `load-${role.toLowerCase()}-${index + 1}@parley.test`;
    const seenMs = this.plan.nowMs - Math.floor(random.unit() ** 2 * 60 * 86_400_000);
    const lastSeenAt = random.below(10) === 0 ? null : time(seenMs);
    const createdAt = time(Number.parseInt(id.replace("-", "").slice(0, 12), 16));
    return line(
      id,
      email,
      personName(random),
      role,
      this.passwordHash,
      phoneNumber(random),
      lastSeenAt,
      createdAt,
    );
  }

  private *listings(): Generator<string> {
    const { plan } = this;
    const createdAt = time(plan.nowMs - 364 * 86_400_000);
    for (let seller = 0; seller < plan.options.sellers; seller++) {
      for (let index = 0; index < plan.listingCount(seller); index++) {
        const { kind, title, priceMinor, photo } = this.listing(seller, index);
        const id = plan.listingId(seller, index);
        yield line(id, plan.sellerId(seller), kind, title, priceMinor, "EUR", [photo], createdAt, createdAt);
      }
    }
  }

  private listing(seller: number, index: number) {
    const random = this.random.reseed(102, seller, index);
    const [kind, noun, photo] = random.pick(things);
    const title = `${random.pick(manners)} ${noun} ${random.between(100, 999)}`;
    return { kind, title, priceMinor: random.between(10, 20_000) * 100, photo: `/demo/${photo}.svg` };
  }

  private *deals(): Generator<string> {
    const { plan } = this;
    for (let seller = 0; seller < plan.options.sellers; seller++) {
      const first = plan.firstOf[seller] ?? 0;
      const people = Math.min(plan.peopleCount(seller), plan.conversationCount(seller));
      for (let nth = 0; nth < people; nth += dealEvery) {
        const customer = plan.customerId(plan.conversation(first + nth).customer);
        const count = 1 + (nth % maxDeals);
        for (let deal = 0; deal < count; deal++) yield this.deal(seller, nth, deal, customer);
      }
    }
  }

  private deal(seller: number, nth: number, deal: number, customer: string): string {
    const { plan } = this;
    const random = this.random.reseed(103, seller, nth, deal);
    const ms = plan.nowMs - random.below(300 * 86_400_000);
    const id = random.uuidAt(ms);
    const kind = random.pick(["ORDER", "BOOKING"]);
    const status = random.pick(["PENDING", "CONFIRMED", "COMPLETED", "COMPLETED", "CANCELLED"]);
    const totalMinor = random.between(10, 20_000) * 100;
    const listing = plan.listingId(seller, random.below(plan.listingCount(seller)));
    return line(id, kind, customer, plan.sellerId(seller), listing, status, totalMinor, "EUR", time(ms));
  }

  private *each(): Generator<ConversationPlan> {
    for (let index = 0; index < this.plan.options.conversations; index++) yield this.plan.conversation(index);
  }

  private *conversations(): Generator<string> {
    const { plan } = this;
    for (const each of this.each()) {
      const { title, priceMinor, photo } = this.listing(each.seller, each.listing);
      const listingId = plan.listingId(each.seller, each.listing);
      const subject = { kind: "listing", id: listingId, title, priceMinor, currency: "EUR" };
      const snapshot = JSON.stringify({ ...subject, photoUrl: photo, status: "ACTIVE" });
      const [customerId, sellerId] = [plan.customerId(each.customer), plan.sellerId(each.seller)];
      const lastId = plan.messageId(each, each.seq, each.endMs);
      const lastSenderId = plan.senderOf(each, each.seq) === "seller" ? sellerId : customerId;
      const last = [lastId, preview(this.text(each, each.seq)), "TEXT", lastSenderId, time(each.endMs)];
      yield line(
        each.id,
        listingId,
        customerId,
        sellerId,
        snapshot,
        each.seq,
        each.seq,
        ...last,
        time(each.startMs),
      );
    }
  }

  private *members(): Generator<string> {
    const { plan } = this;
    for (const each of this.each()) {
      const lastAt = time(each.endMs);
      for (const role of ["customer", "seller"] as const) {
        const userId = role === "seller" ? plan.sellerId(each.seller) : plan.customerId(each.customer);
        const unread = each.unreadBy === role ? each.unread : 0;
        const readSeq = each.seq - unread;
        const readAt = readSeq > 0 ? lastAt : null;
        const waitingSince = plan.senderOf(each, each.seq) === role ? null : time(this.askedMs(each));
        const moved = [readSeq, readAt, each.seq, unread, lastAt, waitingSince, time(each.startMs)];
        yield line(each.id, userId, role.toUpperCase(), ...moved);
      }
    }
  }

  /** When the first of the last messages by one side was sent. */
  private askedMs(each: ConversationPlan): number {
    const { plan } = this;
    const last = plan.senderOf(each, each.seq);
    let nth = each.seq;
    while (nth > 1 && plan.senderOf(each, nth - 1) === last) nth--;
    return plan.messageMs(each, nth);
  }

  private *receipts(): Generator<string> {
    const { plan } = this;
    for (const each of this.each()) {
      const at = time(each.endMs);
      for (const role of ["customer", "seller"] as const) {
        const userId = role === "seller" ? plan.sellerId(each.seller) : plan.customerId(each.customer);
        const readSeq = each.seq - (each.unreadBy === role ? each.unread : 0);
        if (readSeq > 0) yield line(each.id, userId, "READ", readSeq, at);
        if (readSeq < each.seq) yield line(each.id, userId, "DELIVERED", each.seq, at);
      }
    }
  }

  private *unreadTotals(): Generator<string> {
    const { sellers, customers } = this.plan.options;
    const totals = { seller: counters(sellers), customer: counters(customers) };
    for (const { unread, unreadBy, seller, customer } of this.each()) {
      if (unread === 0) continue;
      const { messages, conversations } = totals[unreadBy];
      const index = unreadBy === "seller" ? seller : customer;
      messages[index] = (messages[index] ?? 0) + unread;
      conversations[index] = (conversations[index] ?? 0) + 1;
    }
    for (const [role, { messages, conversations }] of Object.entries(totals)) {
      const idOf = role === "seller" ? this.plan.sellerId : this.plan.customerId;
      for (let i = 0; i < messages.length; i++) {
        const total = [messages[i] ?? 0, conversations[i] ?? 0];
        yield line(idOf(i), ...total, ...(role === "customer" ? total : [0, 0]));
      }
    }
  }

  /** The hot loop: plain concatenation, for ids, times and words hold nothing that would need escaping. */
  private *messages(): Generator<string> {
    const { plan } = this;
    const { conversations } = plan.options;
    for (let from = 1, isMore = true; isMore; from += messagesAtATime) {
      isMore = false;
      for (let index = 0; index < conversations; index++) {
        const each = plan.conversation(index);
        const to = Math.min(each.seq, from + messagesAtATime - 1);
        if (to < each.seq) isMore = true;
        for (let nth = from; nth <= to; nth++) yield this.message(each, nth);
      }
    }
  }

  private message(each: ConversationPlan, nth: number): string {
    const { plan } = this;
    const ms = plan.messageMs(each, nth);
    const isSeller = plan.senderOf(each, nth) === "seller";
    const sender = isSeller ? plan.sellerId(each.seller) : plan.customerId(each.customer);
    const role = isSeller ? "SELLER" : "CUSTOMER";
    const id = plan.messageId(each, nth, ms);
    return `${id}\t${each.id}\t${nth}\t${nth}\t${sender}\t${role}\t${this.text(each, nth)}\t${time(ms)}\n`;
  }

  private text(each: ConversationPlan, nth: number): string {
    return this.vocabulary.text(this.random.reseed(...this.plan.textSeeds(each, nth)));
  }
}

const counters = (size: number) => ({ messages: new Int32Array(size), conversations: new Int32Array(size) });

const things = [
  ["VEHICLE", "hatchback", "hatchback"],
  ["VEHICLE", "camper van", "camper-van"],
  ["VEHICLE", "city bike", "city-bike"],
  ["PRODUCT", "sofa", "sofa"],
  ["PRODUCT", "camera", "camera"],
  ["PRODUCT", "record player", "record-player"],
  ["SERVICE", "car wash", "car-wash"],
  ["SERVICE", "house cleaning", "house-cleaning"],
] as const;

const manners = [
  "Fine",
  "Classic",
  "Compact",
  "Premium",
  "Reliable",
  "Modern",
  "Vintage",
  "Simple",
  "Family",
] as const;
