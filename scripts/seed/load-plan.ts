// The plan of the load data. Each conversation or message is computed from its number, so the rows of each table can be
// written one after the other, in any order, without keeping them in memory.
import { StartError } from "@/lib/server/start-error";
import { Random } from "./random";

export interface LoadOptions {
  conversations: number;
  messages: number;
  sellers: number;
  customers: number;
  /** How many of the conversations are the first seller's; half of them unless said otherwise. */
  bigSeller?: number;
  /** How many are the second seller's. */
  smallSeller?: number;
}

export interface ConversationPlan {
  index: number;
  id: string;
  seller: number;
  customer: number;
  listing: number;
  seq: number;
  startMs: number;
  endMs: number;
  /** The last so many messages are the other one's, unread. */
  unread: number;
  unreadBy: "customer" | "seller";
}

const dayMs = 86_400_000;
const historyDays = 365;
/** Every so many-th conversation has unread messages. */
const unreadEvery = 3;
const maxUnread = 12;
const minListings = 20;
/** A seller's conversations are with so many different people at most, in parts of the number of conversations. */
const peoplePerConversation = 0.8;
const defaultSmallSeller = 50;

const stream = { id: 1, shape: 2, person: 3, sender: 4, message: 5, weight: 6, deal: 7 } as const;

export class LoadPlan {
  /** The first conversation of each seller, and one past the last. */
  readonly firstOf: Int32Array;
  private readonly firstMessageOf: Float64Array;
  private readonly userIds: { sellers: string[]; customers: string[] };
  private readonly random = new Random();

  constructor(
    readonly options: LoadOptions,
    readonly nowMs: number,
  ) {
    checkOptions(options);
    this.firstOf = spreadOverSellers(options);
    this.firstMessageOf = spreadMessages(options);
    this.userIds = {
      sellers: Array.from({ length: options.sellers }, (_, index) => this.personId(index, 1)),
      customers: Array.from({ length: options.customers }, (_, index) => this.personId(index, 2)),
    };
    this.checkSubjects();
  }

  private personId(index: number, kind: number): string {
    const random = this.random.reseed(stream.person, kind, index);
    return random.uuidAt(this.nowMs - historyDays * dayMs - random.below(dayMs));
  }

  sellerId = (seller: number): string => at(this.userIds.sellers, seller);
  customerId = (customer: number): string => at(this.userIds.customers, customer);

  conversationCount = (seller: number): number => at(this.firstOf, seller + 1) - at(this.firstOf, seller);

  /** With how many different people this seller has conversations. */
  peopleCount(seller: number): number {
    const wanted = Math.ceil(this.conversationCount(seller) * peoplePerConversation);
    return Math.max(1, Math.min(this.options.customers, wanted));
  }

  listingCount(seller: number): number {
    return Math.max(minListings, Math.ceil(this.conversationCount(seller) / this.peopleCount(seller)));
  }

  listingId(seller: number, listing: number): string {
    const random = this.random.reseed(stream.person, 3, seller, listing);
    return random.uuidAt(this.nowMs - historyDays * dayMs + random.below(dayMs));
  }

  private customerOf(seller: number, nth: number): number {
    const { customers } = this.options;
    return (seller * 7919 + (nth % this.peopleCount(seller))) % customers;
  }

  /** The same person comes back with another listing, so that no two conversations have the same subject. */
  conversation(index: number): ConversationPlan {
    const seller = this.sellerOf(index);
    const nth = index - at(this.firstOf, seller);
    const round = Math.floor(nth / this.peopleCount(seller));
    const customer = this.customerOf(seller, nth);
    const random = this.random.reseed(stream.shape, index);
    const seq = at(this.firstMessageOf, index + 1) - at(this.firstMessageOf, index);
    const endMs = this.nowMs - Math.floor(random.unit() ** 3 * (historyDays - 40) * dayMs) - 60_000;
    const startMs = endMs - Math.floor((0.02 + random.unit()) * Math.min(30, 1 + seq / 8) * dayMs);
    const hasUnread = index % unreadEvery === 0;
    return {
      index,
      seller,
      customer,
      listing: (customer + round) % this.listingCount(seller),
      seq,
      startMs,
      endMs,
      unread: hasUnread ? Math.min(seq, random.between(1, maxUnread)) : 0,
      unreadBy: random.below(3) === 0 ? "customer" : "seller",
      id: random.reseed(stream.id, index).uuidAt(startMs),
    };
  }

  /** Times rise with seq, evenly but for a shiver. */
  messageMs({ index, seq, startMs, endMs }: ConversationPlan, nth: number): number {
    const stepMs = (endMs - startMs) / seq;
    const shiver = this.random.reseed(stream.sender, index, nth).unit() * 0.9;
    return nth === seq ? endMs : Math.floor(startMs + stepMs * (nth - 1 + shiver));
  }

  senderOf({ index, seq, unread, unreadBy }: ConversationPlan, nth: number): "customer" | "seller" {
    if (nth > seq - unread) return unreadBy === "customer" ? "seller" : "customer";
    if (nth === 1) return "customer";
    return this.random.reseed(stream.sender, index, nth, 1).below(2) === 0 ? "customer" : "seller";
  }

  messageId({ index }: ConversationPlan, nth: number, ms: number): string {
    return this.random.reseed(stream.id, index, nth).uuidAt(ms);
  }

  /** The sequence from which this message's text is made. */
  textSeeds = ({ index }: ConversationPlan, nth: number): [number, number, number] => [
    stream.message,
    index,
    nth,
  ];

  private sellerOf(index: number): number {
    let [low, high] = [0, this.options.sellers - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (at(this.firstOf, middle) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private checkSubjects(): void {
    for (let seller = 0; seller < this.options.sellers; seller++) {
      const rounds = this.conversationCount(seller) / this.peopleCount(seller);
      if (rounds > maxRounds) {
        throw new StartError(
          `${this.conversationCount(seller)} conversations of one seller are too many for ${this.options.customers} customers: give more --customers.`,
        );
      }
    }
  }
}

/** The most listings that one customer talks about with one seller. */
const maxRounds = 500;

function checkOptions({ conversations, messages, sellers, customers }: LoadOptions): void {
  for (const [name, value] of Object.entries({ conversations, messages, sellers, customers })) {
    if (!Number.isInteger(value) || value < 1)
      throw new StartError(`--${name} must be a whole number from 1 on.`);
  }
  if (messages < conversations)
    throw new StartError("--messages must be at least as many as --conversations.");
}

function spreadOverSellers({ conversations, sellers, bigSeller, smallSeller }: LoadOptions): Int32Array {
  const first = new Int32Array(sellers + 1);
  const big =
    sellers === 1 ? conversations : Math.min(bigSeller ?? Math.floor(conversations / 2), conversations);
  const small = sellers < 2 ? 0 : Math.min(smallSeller ?? defaultSmallSeller, conversations - big);
  const rest = conversations - big - small;
  // With only two sellers, the big one takes the rest.
  const counts = [sellers === 2 ? big + rest : big, small];
  const others = Math.max(0, sellers - 2);
  const total = Array.from({ length: others }, (_, rank) => 1 / (rank + 2)).reduce(
    (sum, share) => sum + share,
    0,
  );
  let cumulated = 0;
  let given = 0;
  for (let rank = 0; rank < others; rank++) {
    cumulated += 1 / (rank + 2);
    const until = Math.round((cumulated / total) * rest);
    counts.push(until - given);
    given = until;
  }
  for (let seller = 0; seller < sellers; seller++)
    first[seller + 1] = at(first, seller) + (counts[seller] ?? 0);
  return first;
}

/** Every conversation has a message; the others are spread so that a few conversations are long and most are short. */
function spreadMessages({ conversations, messages }: LoadOptions): Float64Array {
  const random = new Random();
  const weightOf = (index: number) => 0.05 + random.reseed(stream.weight, index).unit() ** 3;
  const first = new Float64Array(conversations + 1);
  let total = 0;
  for (let index = 0; index < conversations; index++) total += weightOf(index);
  let cumulated = 0;
  for (let index = 0; index < conversations; index++) {
    cumulated += weightOf(index);
    first[index + 1] = index + 1 + Math.round((cumulated / total) * (messages - conversations));
  }
  first[conversations] = messages;
  return first;
}

function at<T>(items: ArrayLike<T>, index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`There is no item ${index}.`);
  return item;
}
