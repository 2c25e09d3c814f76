// What a text of the interface is, and how it becomes words. Texts are data and no functions, so that the server can
// hand a page those of one language alone.

import { directionOf } from "./locale";

/** `other` is there always; which of the rest are there is the language's own affair. */
export type Plural = { readonly [Category in Exclude<Intl.LDMLPluralRule, "other">]?: string } & {
  readonly other: string;
};
/** `{name}` stands for what is put in; a plural goes by `{count}`. */
export type Entry = string | Plural;
export type Area = Readonly<Record<string, Entry>>;

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type NamesOf<E> = E extends string ? NamesIn<E> : "count" | NamesIn<E[keyof E]>;
type Parameters<E> = {
  [Name in NamesOf<E>]: Name extends "count" ? number : string | number;
};
/** What has to be given for an entry: nothing where nothing is put in. */
export type Arguments<E> = [NamesOf<E>] extends [never] ? [] : [parameters: Parameters<E>];

/** Says the words of one area: `t("repliedTo", { name })`. */
export type Say<A extends Area> = <Key extends keyof A & string>(
  key: Key,
  ...parameters: Arguments<A[Key]>
) => string;

/** The same area in another language, whose plurals have the named forms. */
export type Translation<A extends Area, Form extends Intl.LDMLPluralRule> = {
  readonly [Key in keyof A]: A[Key] extends string ? string : { readonly [Each in Form]: string };
};

export type ArabicForm = "zero" | "one" | "two" | "few" | "many" | "other";

const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

export function say(tag: string, entry: Entry, parameters: Record<string, string | number> = {}): string {
  const text = typeof entry === "string" ? entry : pick(tag, entry, Number(parameters.count));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return typeof value === "number"
      ? made(numbers, tag, () => new Intl.NumberFormat(tag)).format(value)
      : isolated(tag, value);
  });
}

const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** A name that is written the other way round than the words around it does not turn these round. */
const isolated = (tag: string, value: string): string =>
  directionOf(tag) === "rtl" || rightToLeft.test(value) ? `\u2068${value}\u2069` : value;

function pick(tag: string, plural: Plural, count: number): string {
  const category = made(rules, tag, () => new Intl.PluralRules(tag)).select(count);
  return plural[category] ?? plural.other;
}

function made<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const found = cache.get(key) ?? make();
  cache.set(key, found);
  return found;
}
