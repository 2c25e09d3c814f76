// The users of the demo. They all have the same password.
export const demoPassword = "parley-demo";

const minute = 1;
const hour = 60 * minute;
const day = 24 * hour;

export type Buyer = "mara" | "jonas" | "amina";
export type Seller = "henrik" | "yuki";
export type PersonKey = Buyer | Seller | "robin";

interface Person {
  email: string;
  name: string;
  role: "CUSTOMER" | "SELLER" | "ADMIN";
  phone: string;
  photo: string;
  seenMinutesAgo: number;
  joinedDaysAgo: number;
  invitedBy?: Seller;
}

export const people: Record<PersonKey, Person> = {
  mara: {
    email: "buyer@parley.test",
    name: "Mara Lindqvist",
    role: "CUSTOMER",
    phone: "+49 151 5550 1420",
    photo: "face-mara",
    seenMinutesAgo: 6 * minute,
    joinedDaysAgo: 210,
  },
  jonas: {
    email: "buyer2@parley.test",
    name: "Jonas Weber",
    role: "CUSTOMER",
    phone: "+49 160 5550 8813",
    photo: "face-jonas",
    seenMinutesAgo: 3 * hour,
    joinedDaysAgo: 160,
  },
  amina: {
    email: "buyer3@parley.test",
    name: "Amina Diallo",
    role: "CUSTOMER",
    phone: "+33 6 55 50 27 39",
    photo: "face-amina",
    seenMinutesAgo: 2 * day,
    joinedDaysAgo: 64,
    invitedBy: "yuki",
  },
  henrik: {
    email: "seller@parley.test",
    name: "Henrik Falk",
    role: "SELLER",
    phone: "+49 30 5550 1177",
    photo: "face-henrik",
    seenMinutesAgo: 14 * minute,
    joinedDaysAgo: 380,
  },
  yuki: {
    email: "seller2@parley.test",
    name: "Yuki Tanaka",
    role: "SELLER",
    phone: "+49 30 5550 4402",
    photo: "face-yuki",
    seenMinutesAgo: 5 * hour,
    joinedDaysAgo: 300,
  },
  robin: {
    email: "admin@parley.test",
    name: "Robin Hale",
    role: "ADMIN",
    phone: "+49 30 5550 0001",
    photo: "face-desk",
    seenMinutesAgo: 1 * hour,
    joinedDaysAgo: 400,
  },
};
