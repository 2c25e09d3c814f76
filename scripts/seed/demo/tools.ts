// The sellers' quick replies and away messages.
import type { Seller } from "./people";

export const quickReplies: Record<Seller, Record<string, string>> = {
  henrik: {
    available: "Hello {customer}, yes, {listing} is still available. Would you like to see it?",
    address: "You find us behind the bakery at Lindenstraße 14. Ring at the green gate.",
    price:
      "{listing} costs {price}. The price is calculated tightly, so please understand that there is little room.",
    drive:
      "Test drives are possible on weekdays after four and all day on Saturdays. Please bring your licence.",
    thanks: "Thank you, {customer}! All the best, Henrik",
  },
  yuki: {
    hello: "Hello {customer}, thank you for your message! I usually answer within a few hours.",
    delivery: "Delivery within the city is 40 euros, carrying up to the fourth floor included.",
    reserve: "I keep {listing} for you until the end of the week with a deposit of 50 euros.",
    hours: "We work from Monday to Saturday, eight to six.",
  },
};

const workdays = [1, 2, 3, 4, 5].map((day) => ({ day, from: "09:00", to: "18:00" }));

/** Prepared but switched off, so that trying the demo at night does not trigger an away answer. */
export const awayMessages: Record<
  Seller,
  { text: string; timezone: string; hours: { day: number; from: string; to: string }[] }
> = {
  henrik: {
    text: "Thank you for your message! The yard is closed at the moment. I answer on the next working day.",
    timezone: "Europe/Berlin",
    hours: [...workdays, { day: 6, from: "10:00", to: "14:00" }],
  },
  yuki: {
    text: "We are out with the van and answer in the evening.",
    timezone: "Europe/Berlin",
    hours: workdays,
  },
};
