import { describe, expect, test } from "vitest";
import { checkSnapshot } from "../../src/rules/check.ts";
import { COMPANY, checkIn, document, keyResult, objective, retrospective } from "../../src/rules/examples.ts";
import { rules } from "../../src/rules/index.ts";
import { readSnapshot } from "../../src/store/read-snapshot.ts";
import { placeRemarks } from "../../src/store/yaml-careful.ts";

type Documents = Readonly<Record<string, string>> | readonly string[];

const craft = rules.filter(({ group }) => group === "craft");

/** What the craft rules find in a tree: `path:line:column rule subject: message → hint`, and its severity where it is an error. */
async function told(
  documents: Documents,
  { day = "2026-11-20", settings = "", only = null as string | null } = {},
): Promise<string[]> {
  const named = Array.isArray(documents)
    ? documents.map((text, index) => [`doc-${index}.md`, text] as const)
    : Object.entries(documents as Readonly<Record<string, string>>);
  const around = COMPANY.map((text, index) => [`company/${index}.md`, text] as const);
  const files = [["okr.yaml", `version: 1\n${settings}\n`] as const, ...around, ...named];
  const snapshot = await readSnapshot(
    files.map(([path, text]) => ({ path, bytes: Buffer.from(text) })),
    day,
  );
  const { remarks } = checkSnapshot(snapshot, craft, { only: only === null ? null : new Set([only]) });
  const places = placeRemarks(remarks);
  return remarks.map(({ rule, subject, message, hint, severity }, index) => {
    const { path, line, column } = places[index] as (typeof places)[number];
    return `${path}:${line}:${column} ${severity === "error" ? "error " : ""}${rule} ${subject}: ${message} → ${hint}`;
  });
}

/** Only which rules say something, and of what. */
async function named(documents: Documents, options: Parameters<typeof told>[1] = {}): Promise<string[]> {
  return (await told(documents, options)).map((text) =>
    text.replace(/^\S+ (?:error )?(\S+ [^:]+):.*$/s, "$1"),
  );
}

const limit = (id: string) => ({ id, title: `Keep ${id} low`, metric: "limit", at_most: 3 });
const binary = (title: string, id = "it") => ({ id, title, metric: "binary" });
const team = (id: string, body = "") =>
  `${document({ kind: "team", id, name: `Team ${id} (example)`, lead: "ana" })}${body}`;
const withBody = (body: string) => `${objective({})}\n${body}\n`;

describe("findings tell", () => {
  const titles = ["Fly higher than birds", "Fly farther than trains", "Fly cheaper than cars"];
  const several = titles.map((title, index) => objective({ id: `o-${index}`, title }));
  test.each<[rule: string, documents: Documents, settings: string, findings: string[]]>([
    [
      "too-many-objectives",
      // The first beyond is found by path, not by the order of reading or of ids.
      { "c.md": several[0] as string, "b.md": several[1] as string, "a.md": several[2] as string },
      "rules: { too-many-objectives: [warning, { max: 2 }] }",
      [
        "c.md:4:8 too-many-objectives rockets: the team rockets has 3 objectives in 2026-Q4, more than 2 → agree on what matters most, at most 2; merge the rest into it, or put it off to a later cycle",
      ],
    ],
    [
      "too-many-key-results",
      [objective({ key_results: ["a", "b", "c"].map((id) => keyResult({ id, title: `Fly to ${id}` })) })],
      "rules: { too-many-key-results: [error, { max: 2 }] }",
      [
        "doc-0.md:9:185 error too-many-key-results grow: the objective has 3 key results, more than 2 → keep those that show best whether it is reached, at most 2; what you only watch belongs on a dashboard, and what you do under ## Initiatives",
      ],
    ],
    [
      "no-movement",
      [objective({ key_results: [limit("delay"), limit("crashes")] })],
      "",
      [
        "doc-0.md:9:1 no-movement grow: nothing moves: both key results hold a limit → add a key result that moves from a baseline to a target and shows the change; limits beside it guard what must not suffer",
      ],
    ],
    [
      "no-movement",
      [objective({ key_results: [limit("delay")] })],
      "",
      [
        expect.stringMatching(
          /^doc-0.md:9:1 no-movement grow: nothing moves: the only key result holds a limit →/,
        ),
      ],
    ],
    [
      "no-movement",
      [objective({ key_results: [limit("delay"), keyResult({ baseline: 2000, target: 1990 })] })],
      "",
      [
        "doc-0.md:9:172 no-movement grow/passengers: from 2000 to 1990 is a movement of 0.5 %, less than 1 % → aim at a value that people would notice, or measure what is to change more closely",
      ],
    ],
    [
      "task-like-key-result",
      [objective({ key_results: [keyResult({}), binary("Roll out the new booking app")] })],
      "",
      [
        'doc-0.md:9:153 task-like-key-result grow/it: this is a task ("roll out …") and not a change in a measure → write what it is to change, from what to what, and put the task itself into the body under ## Initiatives',
      ],
    ],
    [
      "number-in-objective",
      [objective({ title: "Fly with 40 % more passengers" })],
      "",
      [
        "doc-0.md:4:8 number-in-objective grow: the title of the objective has a quantity in it: 40% → make it a key result with baseline and target, and say here what is different once it is reached",
      ],
    ],
    [
      "number-in-objective",
      [objective({ title: "Answer passengers in under 2 minutes" })],
      "",
      [
        "doc-0.md:4:8 number-in-objective grow: the title of the objective has a quantity in it: 2 minutes → make it a key result with baseline and target, and say here what is different once it is reached",
      ],
    ],
    [
      "number-in-objective",
      [objective({ title: "Grow from 10 to 40 passengers" })],
      "",
      [
        "doc-0.md:4:8 number-in-objective grow: the title of the objective has a quantity in it: 10 → 40 → the key result passengers measures that already: leave it out here, and say what is different once it is reached",
      ],
    ],
    [
      "vague-title",
      [objective({ title: "Growth" })],
      "",
      [
        'doc-0.md:4:8 vague-title grow: "Growth" is a title of 1 word, and at least 2 are asked for → say what will be different, and for whom, as in: New users feel at home in their first week',
      ],
    ],
    [
      "vague-title",
      [
        objective({
          title: "Improve the quality of our work",
          key_results: [keyResult({ title: "Quality" })],
        }),
      ],
      "",
      [
        'doc-0.md:4:8 vague-title grow: "Improve the quality of our work" could be the title of every team: no word in it says what changes → say what will be different, and for whom, as in: New users feel at home in their first week',
        'doc-0.md:9:42 vague-title grow/passengers: "Quality" does not say what is measured → name the measure, as in: Increase orders delivered on time from 80 % to 95 %',
      ],
    ],
    [
      "duplicate-title",
      {
        "b.md": objective({ id: "b", title: "Land softly" }),
        "a.md": objective({ id: "z", title: "LAND – softly!" }),
        "c.md": objective({ id: "c", title: "Land softly" }),
      },
      "",
      ["b.md:4:8 duplicate-title b", "c.md:4:8 duplicate-title c"].map(
        (place) =>
          `${place}: the title is the same as that of the objective z, of the same team and cycle → say in the title what tells the two apart, or merge them into one objective`,
      ),
    ],
    [
      "duplicate-title",
      [objective({ key_results: [keyResult({}), keyResult({ id: "guests" })] })],
      "preset: strict",
      [
        "doc-0.md:9:157 error duplicate-title grow/guests: the title is the same as that of the key result passengers → say in the title what tells the two measures apart, or keep one of them",
      ],
    ],
    [
      "copied-objective",
      [
        team("agency"),
        objective({ id: "orbit", team: "agency", title: "Bring everybody into orbit" }),
        objective({ title: "Bring everybody into orbit", aligns_to: ["orbit/passengers"] }),
      ],
      "",
      [
        "doc-2.md:4:8 copied-objective grow: the title is copied from orbit (agency), which this objective serves → say what rockets itself moves for orbit; if it is one objective that both share, keep that one and take this one out",
      ],
    ],
    [
      "always-certain",
      [
        objective({}),
        checkIn({ date: "2026-10-09", confidence: 1 }),
        checkIn({ date: "2026-10-16", confidence: 1 }),
        checkIn({ date: "2026-10-23", confidence: 1 }),
        checkIn({ date: "2026-10-30", confidence: undefined }),
      ],
      "",
      [
        "doc-0.md:7:7 always-certain grow: confidence is 1.0 in all 3 check-ins since 2026-10-09, though the objective is aspirational → say what could still go wrong, and give the confidence that is left; if nothing can, aim higher in the next cycle",
      ],
    ],
    [
      "tied-to-pay",
      [
        withBody(
          "## Why\n\nPeople fly.\n\n1. Everybody's **bonus** for the year depends\n   on the final score of 0.7 or more, and on nothing else in the world.",
        ),
      ],
      "",
      [],
    ],
    [
      "tied-to-pay",
      [
        withBody(
          "## Why\n\nPeople fly.\n\n1. Everybody's **bonus** for the year depends\n   on the final score, which has to be 0.7 or more in the end.",
        ),
      ],
      "",
      [
        'doc-0.md:4:8 tied-to-pay grow: the body ties pay to scores: "Everybody\'s **bonus** for the year depends on the final score, which has to be…" → keep the two apart: settle pay on other grounds, say so here, and recognise taking part and learning instead',
      ],
    ],
    [
      "tied-to-pay",
      [team("pilots", "\nBonuses are paid per key result.\n")],
      "",
      [
        expect.stringMatching(
          /^doc-0.md:4:7 tied-to-pay pilots: the body ties pay to scores: "Bonuses are paid per key result."/,
        ),
      ],
    ],
    [
      "tied-to-pay",
      [
        document({
          kind: "strategy",
          mission: "Salaries of all employees depend on OKRs.",
          vision: "Fly.",
          priorities: [{ id: "pay", title: "Performance reviews based on grades" }],
        }),
      ],
      "",
      [
        expect.stringMatching(
          /^doc-0.md:3:10 tied-to-pay strategy: the mission ties pay to scores: "Salaries of/,
        ),
        expect.stringMatching(
          /^doc-0.md:5:\d+ tied-to-pay pay: the title ties pay to scores: "Performance reviews/,
        ),
      ],
    ],
  ])("%s %#", async (only, documents, settings, findings) => {
    expect(await told(documents, { settings, only })).toEqual(findings);
  });
});

describe("titles of objectives", () => {
  // What each language makes of a title: "" is silence.
  test.each<[title: string, said: "" | "vague-title" | "number-in-objective"]>([
    ["Make the first week seamless and confidence-building for new users", ""],
    ["Let customers find the answer in the app before they call", ""],
    ["Keep every digital service open and safe around the clock", ""],
    ["Delight new customers in their first week", ""],
    ["Zero downtime", ""],
    ["Zero-downtime deployments", ""],
    ["Become profitable", ""],
    ["Win Brazil", ""],
    ["Go public", ""],
    ["Business continuity", ""],
    ["Operational resilience", ""],
    ["Quality first", ""],
    ["Keep the lights on", ""],
    ["Grow revenue in Asia", ""],
    ["Grow the group that builds the platform", ""],
    ["The team works with better technical methods", ""],
    ["Do more with less", ""],
    ["R&D", ""],
    ["Growth", "vague-title"],
    ["🚀 Growth 🚀", "vague-title"],
    ["🚀", "vague-title"],
    ["???", "vague-title"],
    ["Growth 2026", "vague-title"],
    ["Q3 growth", "vague-title"],
    ["Great team.", "vague-title"],
    ["Be the best", "vague-title"],
    ["Operational excellence", "vague-title"],
    ["GROW THE BUSINESS!", "vague-title"],
    ["Improve our performance and efficiency", "vague-title"],
    ["Take it to the next level", "vague-title"],
    ["Deliver more value", "vague-title"],
    // Portuguese, German, French, Spanish, Dutch, Polish, Turkish, Finnish, Greek, Russian.
    ["Melhorar a qualidade", ""],
    ["Ser uma empresa exponencial", ""],
    ["Em 2026 seremos referência no Brasil", ""],
    ["Qualität steigern", ""],
    ["Kundenzufriedenheit", ""],
    ["Unsere Kunden lieben unser Produkt", ""],
    ["Wir werden zur ersten Anlaufstelle für alle", ""],
    ["Industrie 4.0 greifbar machen", ""],
    ["Meilleure performance", ""],
    ["La croissance pour tous", ""],
    ["Mejor calidad", ""],
    ["Beter werk", ""],
    ["Lepsza jakość", ""],
    ["Daha iyi kalite", ""],
    ["Asiakastyytyväisyys", ""],
    ["Καλύτερη ποιότητα", ""],
    ["Улучшить качество", ""],
    ["Wachstum", "vague-title"],
    ["Croissance", "vague-title"],
    ["Рост", "vague-title"],
    // Chinese, Japanese, Korean, Thai, Arabic, Hindi.
    ["成长", ""],
    ["让新用户第一周就感到安心", ""],
    ["品質向上", ""],
    ["第3四半期を成功させる", ""],
    ["고객만족도향상", ""],
    ["ปรับปรุงคุณภาพ", ""],
    ["تحسين الجودة", ""],
    ["गुणवत्ता सुधारें", ""],
    // Quantities.
    ["Reach 90 % satisfied customers", "number-in-objective"],
    ["90% der Kunden empfehlen uns weiter", "number-in-objective"],
    ["Atteindre 95 % de clients satisfaits", "number-in-objective"],
    ["10,000 users love us", "number-in-objective"],
    ["Bring 10k users into the app", "number-in-objective"],
    ["1 million users in Brazil", "number-in-objective"],
    ["Scale gracefully to 500+ members", "number-in-objective"],
    ["Win 10 new customers", "number-in-objective"],
    ["Reach 500 customers", "number-in-objective"],
    ["Raise our rating from 3 to 5", "number-in-objective"],
    ["NPS from 20 to 35", "number-in-objective"],
    ["NPS 20 → 35", "number-in-objective"],
    ["Cut time to market from 12 to 6 months", "number-in-objective"],
    ["Raise availability from 96.64% to a consistent 99.95%", "number-in-objective"],
    ["Grow revenue 2x", "number-in-objective"],
    ["Become a $1B company", "number-in-objective"],
    ["Save €200,000", "number-in-objective"],
    ["Cut the cost of an order to $5", "number-in-objective"],
    ["Answer in under 2 minutes", "number-in-objective"],
    ["Raise satisfaction to 4.5/5", "number-in-objective"],
    // What only looks like one.
    ["Be ready for the moon in 2030", ""],
    ["Reach our 2030 climate goals", ""],
    ["A plan for 2125", ""],
    ["Ship everything planned for Q3 and H2", ""],
    ["Answer customers 24/7", ""],
    ["Win the B2B market of Web3", ""],
    ["Recover from COVID-19", ""],
    ["Become ISO 27001 certified", ""],
    ["Get ready for SOC 2 and PCI DSS 4.0", ""],
    ["Launch Platform 2.0", ""],
    ["Move everybody to v3", ""],
    ["Upgrade to Rails 7", ""],
    ["Migrate from Angular 14 to 16", ""],
    ["Be in the top 10 of the app store", ""],
    ["Be in the top 1 % of airlines", ""],
    ["Be #1 in Brazil", ""],
    ["Win Fortune 500 customers", ""],
    ["Windows 11 for everyone", ""],
    ["Reach level 3 autonomy", ""],
    ["Make 1:1 meetings count", ""],
    ["One team, one plan", ""],
    ["Run on 100 % renewable energy", ""],
    ["Take the product from 0 to 1", ""],
    ["Earn 5 star reviews everywhere", ""],
    ["Make the first 90 days a joy", ""],
    ["More than 50 years of trust", ""],
    ["Bring our 3 pilot teams together", ""],
    ["Help 5G reach the villages", ""],
    ["Reduce scope 3 emissions", ""],
    ["Reduce severity 1 incidents", ""],
    ["Simplify 401k plans", ""],
    ["Stream in 4K", ""],
    ["Get children from 6 to 12 to code", ""],
    ["Work 9 to 5 no more", ""],
    ["The 80/20 way of working", ""],
    ["Reach 0 open incidents", ""],
    ["Cut over to S/4HANA", ""],
    ["Make our $5 plan shine", ""],
  ])("%s", async (title, said) => {
    expect(await named([objective({ title })])).toEqual(said === "" ? [] : [`${said} grow`]);
  });
});

describe("titles of key results that are done or not", () => {
  test.each<[title: string, verb: string]>([
    ["Launch the new onboarding", "launch"],
    ["Ship 5 major features", "ship"],
    ["Build the next phase of the data platform", "build"],
    ["Design and build the data platform", "design"],
    ["Write guidelines for the runtime", "write"],
    ["Migrate all customers to the new data centre", "migrate"],
    ["Hire a strong chief of staff", "hire"],
    ["SET UP a second site", "set up"],
    ["Put in place a process for access", "put in place"],
    ["We will organise a conference", ""],
    ["To organise a conference", "organise"],
    ["Successfully complete the valuation of acquisitions", "complete"],
    ["KR1: Implement single sign-on", "implement"],
    ["2. Release the forum module", "release"],
    ["🚀 Launch", "launch"],
    // Outcomes, and how things are.
    ["Pass the audit", ""],
    ["Reach break-even", ""],
    ["Win the tender in Lisbon", ""],
    ["Data protection approves the new set-up", ""],
    ["Members can set up a creator identity and publish with it", ""],
    ["Set-up works without help", ""],
    ["The forum module can be released", ""],
    ["Roll the tutorial out", ""],
    // The verb is a noun here.
    ["Release notes are read by every team", ""],
    ["Release 4.2 on all phones", ""],
    ["Build is green on the main branch", ""],
    ["Build pipeline under control", ""],
    ["Design system adopted", ""],
    ["Launch partners signed", ""],
    ["Launch in France without a lawyer", ""],
    ["Complete coverage of the coast", ""],
    ["Plan for translations", ""],
    // Standards.
    ["Deliver every order on the day", ""],
    ["Prepare for the winter peak without overtime", ""],
    // It has a measure.
    ["Hire 12 engineers", ""],
    ["Recruit up to 40 patients for the trial", ""],
    ["Automate 60 % of all invoices", ""],
    ["Hire a head of finance", "hire"],
    ["Publish 4 papers in journals", "publish"],
    // Outcomes that begin like tasks.
    ["Finish in the top 3 of the ranking", ""],
    ["Finish the year with a positive cash flow", ""],
    ["Finish the report", "finish"],
    ["Deliver a profit in the second quarter", ""],
    ["Rebuild trust with regulators", ""],
    ["Create value for shareholders", ""],
    ["Create a value proposition", "create"],
    ["Ship on time", ""],
    // Other languages.
    ["Release 5 ist bei allen Kunden", ""],
    ["Launch des neuen Produkts", ""],
    ["Lançar o novo aplicativo", ""],
    ["Die neue App einführen", ""],
    ["Déployer la nouvelle application", ""],
    ["发布新应用", ""],
  ])("%s", async (title, verb) => {
    const found = await told([objective({ key_results: [keyResult({}), binary(title)] })]);
    expect(found.map((text) => /\("(.+) …"\)/.exec(text)?.[1])).toEqual(verb === "" ? [] : [verb]);
  });

  test("a number from 0 to 1 is done or not as well, unless something is counted", async () => {
    const build = (measure: object) =>
      named([objective({ key_results: [keyResult({ title: "Build a ship", ...measure })] })]);
    expect(await build({ baseline: 0, target: 1 })).toEqual(["task-like-key-result grow/passengers"]);
    expect(await build({ baseline: 0, target: 2 })).toEqual([]);
    expect(await build({ baseline: 1, target: 0 })).toEqual([]);
    expect(await build({ baseline: 0, target: 1, unit: "%" })).toEqual([]);
  });

  test("milestones are steps of one delivery, unless they are what the title counts", async () => {
    const roll = (title: string) =>
      named([
        objective({
          key_results: [
            {
              id: "it",
              title,
              metric: "milestones",
              milestones: ["it", "fr", "pt"].map((id) => ({ id, title: `In ${id}` })),
            },
          ],
        }),
      ]);
    expect(await roll("Roll out the app to 3 countries")).toEqual([]);
    expect(await roll("Roll out the app to all countries")).toEqual(["task-like-key-result grow/it"]);
    expect(await roll("Roll out version 3 to 12 countries")).toEqual([]);
  });
});

describe("sentences about pay", () => {
  test.each<[sentence: string, reported: boolean]>([
    ["The bonus depends on the score.", true],
    ["Bonuses are paid per key result.", true],
    ["OKR-based bonus", true],
    ["Quarterly bonus based on OKR achievement", true],
    ["Team members earn a bonus of 500 € per key result reached.", true],
    ["Whoever reaches a score of 0.7 earns the full bonus.", true],
    ["Everyone gets a raise if the key results are reached.", true],
    ["Grades feed into the annual performance review.", true],
    ["Half of the lead’s bonus is tied to this objective.", true],
    ["Promotions are decided on the basis of OKR scores.", true],
    ["Salaries of all employees depend on the grades.", true],
    ["The bonus depends on the scores of the year.", true],
    ["Bonus: 5 % of salary for 100 % target achievement", true],
    // The opposite, a question, and one thing at a time.
    ["We do not tie bonuses to scores.", false],
    ["We don’t pay bonuses per key result.", false],
    ["Appraisals are independent of OKRs.", false],
    ["Scores never decide about promotions or bonuses.", false],
    ["Do bonuses depend on the scores?", false],
    ["Bonuses are paid in March. The score depends on passengers.", false],
    ["The score is raised if we land softly.", false],
    // People whose work is pay.
    ["Pay salaries on time.", false],
    ["Reduce salary errors from 4 % to 1 % per month.", false],
    ["Launch the new appraisal process.", false],
    ["Salary grades depend on experience.", false],
    ["Reduce the time from appraisal to decision from 20 to 5 days.", false],
    ["Raise the eNPS score for performance reviews based on feedback.", false],
    ["Performance reviews are held when the cycle ends, and objectives are discussed.", false],
    // Words that mean something else.
    ["This raises the score if people notice.", false],
    ["Run a promotion campaign that is paid per target group.", false],
    ["Promotion of the app depends on the target audience.", false],
    ["Customers receive a bonus if they reach their savings target.", false],
    ["Players unlock a bonus for each achievement.", false],
    ["Every loan decision is based on salary and the score of the applicant.", false],
    ["Commission the new plant when the targets for emissions are met.", false],
    ["Compensation is paid when the score of the case is clear.", false],
    ["Work on compensation of reactive power depends on grid targets.", false],
    // Far apart in one long sentence.
    [`The bonus ${"and so on ".repeat(10)}depends on the score.`, false],
    // Another language than the list's.
    ["O bônus depende do resultado.", false],
  ])("%s", async (sentence, reported) => {
    const found = await named([withBody(`Some people fly.\n\n- ${sentence}\n- Others walk.`)]);
    expect(found).toEqual(reported ? ["tied-to-pay grow"] : []);
  });

  test("one finding for a body, however often it says so", async () => {
    expect(await named([withBody("The bonus depends on the score.\n\n".repeat(5))])).toEqual([
      "tied-to-pay grow",
    ]);
  });

  test("what people wrote is quoted in one line, and the reader of the output makes it safe", async () => {
    const [found] = await told([withBody(`Bonus\u202e\n::error::depends on\r\nthe score`)]);
    expect(found).toContain('"Bonus\u202e ::error::depends on the score"');
  });
});

describe("word lists", () => {
  test("a company's own words take the place of ours, in its language", async () => {
    const settings = `rules:
  vague-title: [warning, { vague: [verbessern, Qualität, die] }]
  task-like-key-result: [error, { verbs: [baue, führe ein] }]
  tied-to-pay: [warning, { pay: [Prämie], score: [Zielerreichung], link: [hängt von], unless: [nicht] }]`;
    const say = async (title: string, binaryTitle: string, body: string) =>
      named([`${objective({ title, key_results: [keyResult({}), binary(binaryTitle)] })}\n${body}\n`], {
        settings,
      });
    expect(
      await say(
        "Die Qualität verbessern",
        "Baue das Haus für uns",
        "Die Prämie hängt von der Zielerreichung ab.",
      ),
    ).toEqual(["task-like-key-result grow/it", "tied-to-pay grow", "vague-title grow"]);
    expect(await say("Improve quality", "Launch the app", "The bonus depends on the score.")).toEqual([]);
    expect(
      await say("Qualität im Flug", "Führe das Haus", "Die Prämie hängt nicht von der Zielerreichung ab."),
    ).toEqual([]);
  });

  test("a list without words finds nothing", async () => {
    const settings = `rules:
  vague-title: [warning, { vague: [], words: 0 }]
  task-like-key-result: [error, { verbs: ["", "…"] }]
  tied-to-pay: [warning, { pay: [] }]`;
    const one = objective({ title: "Growth", key_results: [keyResult({}), binary("Launch the app")] });
    expect(await named([`${one}\nThe bonus depends on the score.\n`], { settings })).toEqual([]);
  });
});

describe("only what can still be changed", () => {
  const bad = {
    title: "Growth",
    key_results: [binary("Launch the app"), binary("Launch the app", "again")],
  };
  const all = [
    "duplicate-title grow/again",
    "task-like-key-result grow/it",
    "task-like-key-result grow/again",
    "vague-title grow",
  ];

  test("before the cycle and on its last day, but not after it", async () => {
    expect(await named([objective(bad)], { day: "2026-09-01" })).toEqual(all);
    expect(await named([objective(bad)], { day: "2026-12-31" })).toEqual(all);
    expect(await named([objective(bad)], { day: "2027-01-01" })).toEqual([]);
  });

  test("not once it is closed, and not for a cycle that does not exist", async () => {
    expect(await named([objective(bad), retrospective({ date: "2026-11-20", grades: {} })])).toEqual([]);
    expect(await named([objective({ ...bad, cycle: "2026-Q5" })])).toEqual([]);
  });

  test("of two with one id, the first", async () => {
    const found = await named({ "a.md": objective({}), "b.md": objective(bad) });
    expect(found).toEqual([]);
    expect(await named({ "a.md": objective(bad), "b.md": objective({}) })).toEqual(all);
  });

  test("an exception with a reason keeps it back", async () => {
    const ignore = Object.fromEntries(
      ["vague-title", "task-like-key-result", "duplicate-title"].map((rule) => [rule, "It is our motto."]),
    );
    expect(await named([objective({ ...bad, "x-okr-ignore": ignore })])).toEqual([]);
  });
});

describe("always-certain", () => {
  const weekly = (first: string, more: string[], confidence = 1) => [
    objective({}),
    ...[first, ...more].map((date) => checkIn({ date, confidence })),
  ];

  test("from the third check-in on, if the first came before four fifths of the cycle", async () => {
    const late = ["2026-12-18", "2026-12-22"];
    expect(await named(weekly("2026-12-12", late), { day: "2026-12-22" })).toEqual(["always-certain grow"]);
    expect(await named(weekly("2026-12-13", late), { day: "2026-12-22" })).toEqual([]);
    expect(await named(weekly("2026-12-12", late), { day: "2026-12-21" })).toEqual([]);
    expect(await named(weekly("2026-12-12", late, 0.99), { day: "2026-12-22" })).toEqual([]);
  });

  test("the number of check-ins is the company's choice", async () => {
    const settings = (count: number) => `rules: { always-certain: [warning, { check_ins: ${count} }] }`;
    const [found] = await told(weekly("2026-10-09", []), { settings: settings(1) });
    expect(found).toContain("confidence is 1.0 in the check-in of 2026-10-09, though");
    expect(await told([objective({})], { settings: settings(0) })).toEqual([]);
    expect(await told(weekly("2026-10-09", []), { settings: settings(2) })).toEqual([]);
  });

  test("silent where a check-in cannot be read, which may say something else", async () => {
    const documents = weekly("2026-10-09", ["2026-10-16", "2026-10-23"]);
    expect(await named(documents)).toEqual(["always-certain grow"]);
    expect(await named([...documents, checkIn({ date: "2026-10-30", confidence: 7 })])).toEqual([]);
  });

  test("silent when everything is reached", async () => {
    const [, ...checkIns] = weekly("2026-10-09", ["2026-10-16", "2026-10-23"]);
    const aim = (target: number) => [objective({ key_results: [keyResult({ target })] }), ...checkIns];
    expect(await named(aim(20))).toEqual([]);
    expect(await named(aim(21))).toEqual(["always-certain grow"]);
  });
});

describe("no-movement", () => {
  test.each<[baseline: number, target: number, unit: string | undefined, reported: boolean]>([
    [100, 101, undefined, false],
    [100, 100.9, undefined, true],
    [101, 100, undefined, false],
    [1_000_000, 991_000, "€", true],
    [1_000_000, 990_000, "€", false],
    [0, 0.0001, undefined, false],
    [0.0001, 0, undefined, false],
    [-5, 5, undefined, false],
    [-100, -100.5, undefined, true],
    [99.9, 99.95, "%", false],
    [99.99, 100, "%", false],
    [50, 50.4, "%", true],
    [0.05, 0.04, "%", false],
    [300, 301, "%", true],
    [999.5, 999.8, "‰", false],
    [0.999, 0.9995, undefined, false],
    [1.999, 1.9995, undefined, true],
    [4.8, 4.84, "/5", false],
    [4.8, 4.84, undefined, true],
    // Those two are unusable-measure's matter.
    [40, 40, undefined, false],
    [-1e308, 1e308, undefined, false],
  ])("from %d to %d %s: %s", async (baseline, target, unit, reported) => {
    const found = await named([objective({ key_results: [keyResult({ baseline, target, unit })] })]);
    expect(found).toEqual(reported ? ["no-movement grow/passengers"] : []);
  });
});

describe("copied-objective", () => {
  const ORBIT = { title: "Bring everybody into orbit", key_results: [keyResult({})] };
  const chain = (titles: readonly string[]) => [
    ...titles.map((_, index) => team(`t-${index}`)),
    ...titles.map((title, index) =>
      objective({
        ...ORBIT,
        id: `o-${index}`,
        title,
        team: `t-${index}`,
        aligns_to: index === 0 ? [] : [`o-${index - 1}`],
      }),
    ),
  ];

  test("each link down the levels is one", async () => {
    const title = ORBIT.title;
    expect(await named(chain([title, title, title]))).toEqual([
      "copied-objective o-1",
      "copied-objective o-2",
    ]);
    expect(await named(chain([title, "Let people try a flight", title]))).toEqual([]);
  });

  test("two links to one objective are one copy, two objectives are two", async () => {
    const copy = (alignsTo: string[]) => [
      ...chain([ORBIT.title]),
      objective({ ...ORBIT, id: "p", team: "t-0", cycle: "2026" }),
      objective({ ...ORBIT, id: "copy", aligns_to: alignsTo }),
    ];
    expect(await named(copy(["o-0/passengers", "o-0"]))).toEqual(["copied-objective copy"]);
    expect(await named(copy(["o-0", "p"]))).toEqual(["copied-objective copy", "copied-objective copy"]);
    // What leads nowhere is unknown-alignment's matter.
    expect(await named(copy(["o-0/nothing", "nowhere", "copy"]))).toEqual([]);
  });

  test("a title that is a key result's, and key results that are all another's", async () => {
    const seats = keyResult({ id: "seats", title: "More seats: from 4 to 12", baseline: 4, target: 12 });
    const above = [team("t-0"), objective({ id: "o-0", team: "t-0", key_results: [keyResult({}), seats] })];
    const below = (properties: object) =>
      told(
        [...above, objective({ id: "low", title: "Give people room", aligns_to: ["o-0"], ...properties })],
        {
          only: "copied-objective",
        },
      );
    const [first] = await below({ title: "More seats from 4 to 12" });
    expect(first).toContain("the title is that of the key result o-0/seats (t-0), word for word");
    const [second] = await below({ key_results: [seats, keyResult({})] });
    expect(second).toContain(
      "doc-2.md:9:1 copied-objective low: both key results have the titles of those of o-0 (t-0)",
    );
    expect(await below({ key_results: [seats] })).toEqual([]);
    expect(await below({ key_results: [seats, keyResult({ title: "More ships" })] })).toEqual([]);
    expect(await below({ team: "t-0", title: "More seats from 4 to 12" })).toEqual([]);
  });
});

describe("at size", () => {
  const COUNT = 1_000;
  const each = <T>(make: (index: number) => T) => Array.from({ length: COUNT }, (_, index) => make(index));
  const path = (index: number) => `o/${String(index).padStart(5, "0")}.md`;

  test("thousands of objectives with one title, all aligned to one and in a chain", async () => {
    const documents = Object.fromEntries([
      ...["a", "b"].map((id) => [`teams/${id}.md`, team(id)] as const),
      ...each(
        (index) =>
          [
            path(index),
            objective({
              id: `o-${index}`,
              title: "Land",
              team: index % 2 === 0 ? "a" : "b",
              aligns_to: index === 0 ? [] : ["o-0", `o-${index - 1}`],
            }),
          ] as const,
      ),
    ]);
    const found = await named(documents);
    const counts: Record<string, number> = {};
    for (const text of found) {
      const [rule = ""] = text.split(" ");
      counts[rule] = (counts[rule] ?? 0) + 1;
    }
    expect(counts).toEqual({
      // To the one before, and half of them to o-0 besides; o-1 has both in one.
      "copied-objective": COUNT - 1 + (COUNT / 2 - 1),
      "duplicate-title": COUNT - 2,
      "too-many-objectives": 2,
      "vague-title": COUNT,
    });
  });

  test("texts that are made to take long", async () => {
    const words = [
      "bonus ",
      "a ",
      "key ",
      "score if ",
      "'",
      "-",
      "1.",
      "١٢",
      "%",
      "\u0301",
      " .",
      "\n-",
      "？",
      "pay ",
    ];
    const documents = Object.fromEntries(
      words.map((word, index) => [
        path(index),
        `${objective({
          id: `o-${index}`,
          title: `x${word.trim().repeat(150)}`.slice(0, 190),
          key_results: [binary(`launch ${word.trim()}`.repeat(20).slice(0, 190))],
        })}\n${word.repeat(Math.floor(200_000 / word.length))}\n`,
      ]),
    );
    const found = await named(documents, { only: "tied-to-pay" });
    expect(found).toEqual([]);
    expect((await named(documents)).length).toBeGreaterThan(0);
  });
});
