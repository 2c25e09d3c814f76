import type { Random } from "./random";

const firstNames =
  "Amara Aiko Alice Amir Ana Andrei Aylin Ben Bianca Carlos Chiara Chloe Dana Daniel David Elena Elif Emil Emma Eva Farah Felix Fatima Gabriel Grace Hana Hannah Hugo Ines Isaac Ivan Jada James Jana Jonas Julia Kaito Karim Kofi Lara Leila Leo Lina Luca Lucia Maja Marco Maria Mateo Maya Mei Milan Mina Nadia Nina Noah Nora Olga Oliver Omar Oscar Paula Pavel Priya Rafael Rania Ravi Rosa Sam Sara Sofia Soren Tara Theo Tomas Vera Victor Wei Yara Yusuf Zoe".split(
    " ",
  );

const lastNames =
  "Abara Adler Almeida Andersson Bauer Becker Bianchi Brandt Brown Castillo Chen Costa Diallo Dubois Duarte Eriksen Fischer Fontaine Garcia Greco Haddad Hansen Hoffmann Horvat Ito Ivanova Jansen Johnson Kaya Keller Khan Kim Kovacs Kowalski Kumar Lambert Larsen Lehmann Lindholm Lopez Marino Martin Mensah Meyer Moreau Moretti Nagy Nguyen Nielsen Novak Okafor Olsen Osei Patel Pereira Petrov Popescu Rahman Ramirez Ricci Rossi Sato Schmidt Schulz Silva Singh Sokolov Suzuki Tanaka Thomas Vargas Vogel Wagner Walker Weber Wilson Yilmaz Zhang".split(
    " ",
  );

export const personName = (random: Random): string => `${random.pick(firstNames)} ${random.pick(lastNames)}`;

export const phoneNumber = (random: Random): string =>
  `+49 15${random.between(10, 79)} ${random.between(1_000_000, 9_999_999)}`;
