// How a command is declared. The HTTP handler, the socket handler, the OpenAPI entry and the typed client all come from it.
import { z } from "zod";
import type { RateName } from "./limits";
import type { Role } from "./values";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Allowed callers: anyone, any signed-in user, or one role. The domain checks access to single rows. */
export type Access = "public" | "user" | Role;

export type WhenSpent = "refuse" | "ignore";
/** The entity that an input names in `conversationId` or `messageId`. */
export type Touched = "conversation" | "message";
/** A message on its way, or a client that catches up. */
export type Measure = "delivery" | "catch-up";

export type Command<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Who extends Access = Access,
> = {
  readonly name: Name;
  readonly summary: string;
  readonly access: Who;
  readonly rate: RateName;
  /** Calls that pay the rate `other` instead, judged before the input is parsed. */
  readonly exempts?: (role: Role, rawInput: unknown) => boolean;
  /** Fields that are an act of their own, and what that act costs beside the command. */
  readonly carries?: Readonly<Record<string, RateName>>;
  /** The answer to a call beyond the rate: an error, or the parsed input unchanged, without running the command. */
  readonly whenSpent: WhenSpent;
  /** Set where the command may change a conversation; the input names it, or one of its messages. */
  readonly touches?: Touched;
  /** Set where the metrics measure the command as more than one of many. */
  readonly measuredAs?: Measure;
  /** Calls that change only what the caller's side of a conversation sees. */
  readonly isOwnSide?: (input: unknown) => boolean;
  readonly input: Input;
  readonly output: Output;
  /** `:name` parts of the path are fields of the input. `also` is a second address of the same command. */
  readonly http?: { readonly method: Method; readonly path: string; readonly also?: string };
  readonly socket: boolean;
  /** Also open to an admin who has to set up a second factor and has not done so yet. */
  readonly withoutSecondFactor: boolean;
};

/** The schema of each field of an input, by name. An input of several shapes has the fields of all of them. */
export function inputFields(input: z.ZodType): Readonly<Record<string, z.ZodType>> {
  if (input instanceof z.ZodObject) return input.shape;
  if (input instanceof z.ZodDiscriminatedUnion)
    return Object.assign({}, ...input.options.map((option) => inputFields(option as z.ZodType)));
  return {};
}

export type InputOf<C extends Command> = z.infer<C["input"]>;
export type OutputOf<C extends Command> = z.infer<C["output"]>;

/** Only inputs with a field for it can name what they touch. */
type TouchedBy<I extends z.ZodType> = {
  [T in Touched]: `${T}Id` extends keyof z.infer<I> ? T : never;
}[Touched];

type Declaration<N extends string, I extends z.ZodType, O extends z.ZodType, W extends Access> = {
  name: N;
  summary: string;
  input: I;
  output: O;
  /** Anyone signed in, unless said otherwise. */
  access?: W;
  rate?: RateName;
  exempts?: Command["exempts"];
  carries?: Command["carries"];
  whenSpent?: WhenSpent;
  touches?: TouchedBy<I>;
  measuredAs?: Measure;
  isOwnSide?: Command["isOwnSide"];
  http?: Command["http"];
  socket?: boolean;
  withoutSecondFactor?: boolean;
};

export function command<
  const N extends string,
  I extends z.ZodType,
  O extends z.ZodType,
  const W extends Access = "user",
>({
  access = "user" as W,
  rate = "other",
  whenSpent = "refuse",
  socket = true,
  withoutSecondFactor = false,
  ...rest
}: Declaration<N, I, O, W>): Command<N, I, O, W> {
  return { ...rest, access, rate, whenSpent, socket, withoutSecondFactor };
}
