// The words the made-up company speaks in.

/** The year's priorities; every objective serves one of them in the end. */
export const PRIORITIES = [
  { id: "quick-start", title: "Be useful to a new customer on the first day" },
  { id: "reliable-service", title: "Keep every service open and safe around the clock" },
  { id: "less-paper", title: "Do without paper wherever the law allows it" },
];

export const AREAS = [
  "accounts",
  "branches",
  "cards",
  "claims",
  "contracts",
  "deliveries",
  "fraud",
  "identity",
  "invoices",
  "loans",
  "mobile",
  "onboarding",
  "partners",
  "payments",
  "pricing",
  "reporting",
  "search",
  "support",
];

export const FIRST_NAMES = [
  "Adaeze",
  "Anders",
  "Beatriz",
  "Chidi",
  "Dilnoza",
  "Elif",
  "Farid",
  "Grete",
  "Hiroko",
  "Ilse",
  "João",
  "Kateryna",
  "Luc",
  "Mina",
  "Noor",
  "Oskar",
  "Priya",
  "Rui",
  "Siobhán",
  "Tomasz",
  "Uma",
  "Victor",
  "Wanjiru",
  "Zofia",
];

export const LAST_NAMES = [
  "Abebe",
  "Bianchi",
  "Castillo",
  "Dvořák",
  "Eriksen",
  "Fofana",
  "Gunawan",
  "Haugen",
  "Ivanova",
  "Jansen",
  "Kowalska",
  "Lindgren",
  "Mbeki",
  "Novák",
  "Okafor",
  "Petrov",
  "Quispe",
  "Rahman",
  "Sørensen",
  "Tanaka",
  "Usman",
  "Villanueva",
  "Weber",
  "Yilmaz",
];

export const DEEDS = ["Shorten", "Simplify", "Automate", "Win trust in", "Halve the work of", "Open up"];
export const MATTERS = [
  "the first order",
  "the monthly invoice",
  "the way to a refund",
  "changes of address",
  "the identity check",
  "the wait on the telephone",
  "reports to the regulator",
  "the handover between shifts",
  "the return of a parcel",
  "the renewal of contracts",
  "access for partners",
  "the answer to a complaint",
];
export const AUDIENCES = [
  "for new customers",
  "for small companies",
  "for people over sixty",
  "in every branch",
  "for our partners",
];

/** Quantities with their unit, and the least and most they can be. */
export const QUANTITIES = [
  { what: "orders finished without help", unit: "%", from: 30, to: 95 },
  { what: "questions answered the first time", unit: "%", from: 40, to: 90 },
  { what: "minutes until the first answer", unit: "minutes", from: 45, to: 5 },
  { what: "days until the money is back", unit: "days", from: 14, to: 2 },
  { what: "tickets per 1,000 customers", unit: "per 1,000", from: 60, to: 15 },
  { what: "customers who recommend us", unit: "points", from: 12, to: 48 },
  { what: "forms filled in by hand", unit: "forms", from: 900, to: 100 },
  { what: "partners who deliver on time", unit: "%", from: 60, to: 97 },
];

export const BOUNDS = [
  { what: "the service open", unit: "%", at_least: 99.5 },
  { what: "the error rate", unit: "%", at_most: 2 },
  { what: "answers within a day", unit: "%", at_least: 95 },
  { what: "open incidents", unit: "incidents", at_most: 3 },
];

export const STEPS = [
  ["draft", "Draft agreed with everybody concerned"],
  ["pilot", "Two branches work with it"],
  ["training", "Everybody who needs it is trained"],
  ["live", "Live for all customers"],
];

export const PROOFS = [
  "Data protection approves the new process",
  "The contract with the supplier is signed",
  "The old system is switched off",
  "The auditors accept the new report",
];

/** Sentences of check-ins: `{person}`, `{area}`, `{number}` and `{matter}` are filled in. */
export const ISSUES = [
  "{person} was ill for {number} days, and nobody else knows that part of the system.",
  "The supplier answers after {number} days, which holds up everything that depends on {matter}.",
  "The {area} team changed its service on Monday and told us on Wednesday.",
  "{number} customers asked the same question about {matter} and found no answer.",
  "We counted twice: the figure of last week was too high by {number}.",
  "The test environment was closed for {number} hours.",
  "Nobody has decided yet who signs for {matter}.",
  "None.",
  "{person} and {person} wait for the same review by the {area} team.",
  "The figures arrive only every {number} days, so this is an estimate.",
  "People like the new form, but one in {number} stops at the last step.",
];
export const PLANS = [
  "{person} asks the {area} team for a date, and we decide on Thursday without one if there is none.",
  "Show {matter} to {number} customers and write down where they hesitate.",
  "Leave it as it is for {number} days and watch the figures.",
  "Ship the change to one branch first.",
  "{person} writes down how it works, so that {person} can take over.",
  "Take {matter} out of this release.",
  "Ring up the {number} customers who stopped, and ask them why.",
  "Split the work in two, and deliver the half that helps most.",
  "Talk to the {area} team before we build anything.",
];
export const NOTES = [
  "measured on {number} branches only",
  "includes the figures of the {area} team",
  "one day is missing because the counter was off",
  "better than it looks as {matter} moved to next week",
  "half of it is the holiday season",
];
export const REASONS = [
  "the figure leaves out {number} branches",
  "the last two weeks came too late to show",
  "what we measured is what people see",
  "half of it was done by the {area} team",
];
export const WHYS = [
  "One customer in {number} gives up on {matter}, and most of them never come back.",
  "It takes us {number} hours a week, and nobody would miss it.",
  "The {area} team builds on this, and waits for it since spring.",
  "We promised it to the regulator, who asks again in {number} weeks.",
  "Whoever gets through {matter} without help recommends us twice as often.",
];
