import { createRepository, isolatedEnvironment, TestRepository } from "./repository.ts";

/** Paths of the little company's objectives. */
export const FIRST_WEEK = "okrs/2026-Q4/explorer/first-week.md";
export const ANSWERS = "okrs/2026-Q4/support/answers.md";

/** A little company: a unit with two teams, three people, and an objective with every metric there is. */
export const EXPLORER_FILES: Readonly<Record<string, string>> = {
  "okr.yaml": "version: 1\nname: Acme\npreset: minimal\n",
  "okrs/teams/digital.md": "---\nkind: team\nid: digital\nname: Digital Services\nlevel: unit\n---\n",
  "okrs/teams/explorer.md": `---
kind: team
id: explorer
name: Explorer Team
parent: digital
members:
  - { id: ana, name: Ana Souza, email: ana@example.com }
  - { id: joao, name: João Lima, email: joao@example.com }
---
`,
  "okrs/teams/support.md": `---
kind: team
id: support
name: Support
parent: digital
members:
  - { id: rafael, name: Rafael Monteverde, email: rafael@example.com }
---
`,
  [FIRST_WEEK]: `---
kind: objective
id: first-week
title: Make the first week seamless
team: explorer
cycle: 2026-Q4
type: aspirational
owner: ana
key_results:
  - id: completion
    title: Increase onboarding completion from 65 % to 90 %
    baseline: 65
    target: 90
    unit: "%"
  - id: tickets
    title: Reduce set-up tickets from 40 to 25
    baseline: 40
    target: 25
  - id: uptime
    title: Keep the sign-up page available
    metric: limit
    at_least: 99.9
    unit: "%"
  - id: rollout
    title: Roll the tutorial out
    owner: joao
    metric: milestones
    milestones:
      - { id: draft, title: Draft agreed }
      - { id: live, title: Live for everyone }
  - id: audit
    title: Pass the audit
    metric: binary
---
`,
  [ANSWERS]: `---
kind: objective
id: answers
title: Answer within the app
team: support
cycle: 2026-Q4
type: committed
owner: rafael
key_results:
  - id: repeat-calls
    title: Reduce repeat calls from 18 % to 12 %
    owner: ana
    baseline: 18
    target: 12
    unit: "%"
---
`,
};

/** The company in a repository with one commit; files with null are left out. */
export function createExplorer(more: Readonly<Record<string, string | null>> = {}): TestRepository {
  const files = Object.entries({ ...EXPLORER_FILES, ...more });
  return createRepository(
    Object.fromEntries(files.filter((entry): entry is [string, string] => entry[1] !== null)),
  );
}

/** The same repository in the hands of another person of the company. */
export function asPerson(repo: TestRepository, name: string, id: string): TestRepository {
  const email = `${id}@example.com`;
  return new TestRepository(
    repo.dir,
    isolatedEnvironment({
      ...repo.env,
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    }),
  );
}
