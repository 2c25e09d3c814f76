// What is on offer in the demo, and what was ordered and booked.
import type { Buyer, Seller } from "./people";

interface DemoListing {
  seller: Seller;
  kind: "VEHICLE" | "PRODUCT" | "SERVICE";
  title: string;
  description: string;
  price: number;
  photos: string[];
  attributes: Record<string, string>;
  daysAgo: number;
  status?: "RESERVED" | "SOLD" | "HIDDEN";
}

const vehicles = {
  golf: {
    seller: "henrik",
    kind: "VEHICLE",
    title: "VW Golf 1.5 TSI Life, 2021",
    description:
      "One owner, always serviced by the dealer, never in an accident. New front brakes in spring, eight tyres on alloy rims.\n\nTest drives any weekday after four, Saturdays all day.",
    price: 18_900,
    photos: ["hatchback"],
    attributes: { Year: "2021", Mileage: "46,200 km", Fuel: "Petrol", Gearbox: "Manual", Colour: "Red", Owners: "1" },
    daysAgo: 26,
  },
  volvo: {
    seller: "henrik",
    kind: "VEHICLE",
    title: "Volvo V60 D4 estate, 2019",
    description: "A long-distance car in very good shape. Heated seats, tow bar, roof rails. Inspection until next September.",
    price: 21_400,
    photos: ["estate-car"],
    attributes: { Year: "2019", Mileage: "98,700 km", Fuel: "Diesel", Gearbox: "Automatic", Colour: "Blue" },
    daysAgo: 40,
  },
  camper: {
    seller: "henrik",
    kind: "VEHICLE",
    title: "VW T2 camper, 1976, restored",
    description: "Restored over four winters, with photos of every step. Two sleep below, two under the roof. She starts on the first turn.",
    price: 31_900,
    photos: ["camper-van"],
    attributes: { Year: "1976", Mileage: "184,000 km", Fuel: "Petrol", Sleeps: "4", Inspection: "May next year" },
    daysAgo: 61,
    status: "RESERVED",
  },
  transit: {
    seller: "henrik",
    kind: "VEHICLE",
    title: "Ford Transit cargo van, 2018",
    description: "Workhorse with shelves on both sides. A few honest scratches, technically faultless.",
    price: 13_900,
    photos: ["cargo-van"],
    attributes: { Year: "2018", Mileage: "121,500 km", Fuel: "Diesel", Payload: "1,150 kg" },
    daysAgo: 70,
    status: "SOLD",
  },
  bike: {
    seller: "yuki",
    kind: "VEHICLE",
    title: "Gazelle city bike, seven gears",
    description: "Hub gears, hub dynamo, new chain. The basket is included.",
    price: 420,
    photos: ["city-bike"],
    attributes: { Frame: "53 cm", Gears: "7", Colour: "Green" },
    daysAgo: 18,
  },
  scooter: {
    seller: "yuki",
    kind: "VEHICLE",
    title: "Vespa Primavera 50, 2020",
    description: "Kept in a garage, serviced in April. Two keys, all papers.",
    price: 2_650,
    photos: ["scooter"],
    attributes: { Year: "2020", Mileage: "5,900 km", Colour: "Mint" },
    daysAgo: 33,
  },
} satisfies Record<string, DemoListing>;

const products = {
  camera: {
    seller: "henrik",
    kind: "PRODUCT",
    title: "Fujifilm X-T30 with 35 mm lens",
    description: "Little used, about 4,000 shutter clicks. Box, charger, two batteries and the leather strap.",
    price: 745,
    photos: ["camera"],
    attributes: { Condition: "Like new", Warranty: "Until August" },
    daysAgo: 15,
  },
  guitar: {
    seller: "henrik",
    kind: "PRODUCT",
    title: "Yamaha FG800 acoustic guitar",
    description: "Solid spruce top, new strings. The practice amplifier in the picture is not for sale.",
    price: 165,
    photos: ["guitar"],
    attributes: { Condition: "Good" },
    daysAgo: 44,
  },
  tent: {
    seller: "henrik",
    kind: "PRODUCT",
    title: "Canvas tent for four",
    description: "Used for two summers. Dry, clean, no holes. Poles, pegs and a repair kit are in the bag.",
    price: 240,
    photos: ["tent"],
    attributes: { Weight: "14 kg", Condition: "Good" },
    daysAgo: 9,
  },
  headphones: {
    seller: "henrik",
    kind: "PRODUCT",
    title: "Wireless headphones, noise cancelling",
    description: "Thirty hours to a charge. New ear cushions.",
    price: 139,
    photos: ["headphones"],
    attributes: { Condition: "Very good" },
    daysAgo: 6,
  },
  sofa: {
    seller: "yuki",
    kind: "PRODUCT",
    title: "Three-seat sofa in teal velvet",
    description: "From a home without pets or smoke. The covers come off for washing. Delivery within the city is possible.",
    price: 580,
    photos: ["sofa"],
    attributes: { Width: "212 cm", Depth: "92 cm", Condition: "Very good" },
    daysAgo: 52,
    status: "SOLD",
  },
  lamp: {
    seller: "yuki",
    kind: "PRODUCT",
    title: "Brass floor lamp with linen shade",
    description: "Warm light, pull switch, 160 cm tall. The bulb is included.",
    price: 95,
    photos: ["floor-lamp"],
    attributes: { Height: "160 cm", Socket: "E27" },
    daysAgo: 29,
  },
  armchair: {
    seller: "yuki",
    kind: "PRODUCT",
    title: "Mustard wing armchair",
    description: "The best reading chair we ever had; it does not fit into the new flat.",
    price: 230,
    photos: ["armchair"],
    attributes: { Width: "78 cm", Condition: "Good" },
    daysAgo: 12,
  },
  table: {
    seller: "yuki",
    kind: "PRODUCT",
    title: "Oak dining table, 180 cm",
    description: "Solid oak, oiled this spring. Seats six, eight if they like each other. The legs come off for transport.",
    price: 460,
    photos: ["dining-table"],
    attributes: { Length: "180 cm", Width: "90 cm", Material: "Oak" },
    daysAgo: 21,
  },
  turntable: {
    seller: "yuki",
    kind: "PRODUCT",
    title: "Belt-drive record player",
    description: "New belt and needle. The dust cover has one small scratch.",
    price: 185,
    photos: ["record-player"],
    attributes: { Speeds: "33 and 45", Condition: "Very good" },
    daysAgo: 37,
  },
  coffee: {
    seller: "yuki",
    kind: "PRODUCT",
    title: "Espresso machine, red enamel",
    description: "Descaled and checked. Comes with tamper, jug and two filter baskets.",
    price: 390,
    photos: ["coffee-machine"],
    attributes: { Pressure: "9 bar", Width: "32 cm" },
    daysAgo: 8,
  },
} satisfies Record<string, DemoListing>;

const services = {
  carWash: {
    seller: "henrik",
    kind: "SERVICE",
    title: "Hand car wash, inside and out",
    description: "Ninety minutes, by hand, with a coffee while you wait. Vans ten euros more.",
    price: 45,
    photos: ["car-wash"],
    attributes: { Duration: "90 minutes", Place: "Our yard" },
    daysAgo: 120,
  },
  moving: {
    seller: "henrik",
    kind: "SERVICE",
    title: "Moving help with van, per hour",
    description: "Two strong people, one van, straps and blankets. At least two hours.",
    price: 58,
    photos: ["moving"],
    attributes: { People: "2", Minimum: "2 hours" },
    daysAgo: 150,
  },
  bikeRepair: {
    seller: "henrik",
    kind: "SERVICE",
    title: "Bike service at your door",
    description: "Brakes, gears, chain, tyres. Parts are charged at cost.",
    price: 69,
    photos: ["bike-repair"],
    attributes: { Duration: "1 hour" },
    daysAgo: 95,
  },
  dogWalking: {
    seller: "henrik",
    kind: "SERVICE",
    title: "Dog walking in the park, one hour",
    description: "Paused until spring.",
    price: 18,
    photos: ["dog-walking"],
    attributes: { Dogs: "3 at most" },
    daysAgo: 88,
    status: "HIDDEN",
  },
  cleaning: {
    seller: "yuki",
    kind: "SERVICE",
    title: "House cleaning, two hours",
    description: "We bring everything along. Windows on request.",
    price: 54,
    photos: ["house-cleaning"],
    attributes: { Duration: "2 hours" },
    daysAgo: 130,
  },
  portrait: {
    seller: "yuki",
    kind: "SERVICE",
    title: "Portrait session, one hour",
    description: "In the studio or outside. Twelve edited pictures within a week.",
    price: 120,
    photos: ["photography"],
    attributes: { Duration: "1 hour", Pictures: "12" },
    daysAgo: 100,
  },
  garden: {
    seller: "yuki",
    kind: "SERVICE",
    title: "Garden care, half a day",
    description: "Hedges, beds, lawn. We take the cuttings away.",
    price: 95,
    photos: ["gardening"],
    attributes: { Duration: "4 hours" },
    daysAgo: 75,
  },
  haircut: {
    seller: "yuki",
    kind: "SERVICE",
    title: "Haircut at your home",
    description: "Wash, cut and a broom afterwards.",
    price: 38,
    photos: ["haircut"],
    attributes: { Duration: "45 minutes" },
    daysAgo: 47,
  },
} satisfies Record<string, DemoListing>;

const every = { ...vehicles, ...products, ...services };
export type ListingKey = keyof typeof every;
export const listings: Record<ListingKey, DemoListing> = every;

interface DemoDeal {
  listing: ListingKey;
  buyer: Buyer;
  kind: "ORDER" | "BOOKING";
  status: "PENDING" | "CONFIRMED" | "COMPLETED" | "CANCELLED";
  total: number;
  daysAgo: number;
  /** Before now when negative. */
  inDays?: number;
}

const sold = {
  sofaOrder: { listing: "sofa", buyer: "mara", kind: "ORDER", status: "COMPLETED", total: 580, daysAgo: 24, inDays: -19 },
  turntableOrder: { listing: "turntable", buyer: "mara", kind: "ORDER", status: "CONFIRMED", total: 185, daysAgo: 4 },
  washBooking: { listing: "carWash", buyer: "mara", kind: "BOOKING", status: "CONFIRMED", total: 45, daysAgo: 5, inDays: 2 },
  transitOrder: { listing: "transit", buyer: "jonas", kind: "ORDER", status: "COMPLETED", total: 13_500, daysAgo: 36 },
  portraitBooking: { listing: "portrait", buyer: "jonas", kind: "BOOKING", status: "CONFIRMED", total: 120, daysAgo: 8, inDays: 5 },
  lampOrder: { listing: "lamp", buyer: "jonas", kind: "ORDER", status: "CANCELLED", total: 95, daysAgo: 16 },
  bikeBooking: { listing: "bikeRepair", buyer: "jonas", kind: "BOOKING", status: "COMPLETED", total: 84, daysAgo: 30, inDays: -27 },
  cleaningFirst: { listing: "cleaning", buyer: "amina", kind: "BOOKING", status: "COMPLETED", total: 54, daysAgo: 20, inDays: -13 },
  cleaningNext: { listing: "cleaning", buyer: "amina", kind: "BOOKING", status: "PENDING", total: 54, daysAgo: 3, inDays: 6 },
  movingBooking: { listing: "moving", buyer: "amina", kind: "BOOKING", status: "COMPLETED", total: 232, daysAgo: 45, inDays: -41 },
  gardenBooking: { listing: "garden", buyer: "mara", kind: "BOOKING", status: "PENDING", total: 95, daysAgo: 2, inDays: 9 },
} satisfies Record<string, DemoDeal>;

export type DealKey = keyof typeof sold;
export const deals: Record<DealKey, DemoDeal> = sold;
