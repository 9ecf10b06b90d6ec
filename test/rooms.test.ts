import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const SOURCES = fileURLToPath(new URL("../src", import.meta.url));

/** Which rooms, and files beside them, each may import from. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  main: ["context", "program"],
  action: ["main", "context", "errors", "program", "render", "store"],
  program: ["commands", "context", "errors", "render", "store", "terminal"],
  terminal: ["context", "pager"],
  pager: [],
  server: ["errors"],
  browser: [],
  context: ["model", "store"],
  errors: [],
  model: [],
  store: ["model", "errors", "schemas"],
  analysis: ["model"],
  rules: ["model", "analysis"],
  render: ["model", "analysis", "rules"],
  commands: ["context", "errors", "model", "store", "analysis", "rules", "render", "server", "browser"],
};

/** Where each package and each dangerous part of Node lives. A package that is not here needs a reason to come. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  "node:fs": ["store"],
  "node:fs/promises": ["store"],
  "node:child_process": ["store", "pager", "browser"],
  "node:http": ["server"],
  "node:crypto": ["store"],
  "mdast-util-from-markdown": ["store"],
  "csv-parse/sync": ["store"],
  "csv-stringify/sync": ["render"],
  yaml: ["store"],
  chalk: ["render"],
  "string-width": ["render", "commands"],
  commander: ["program", "commands"],
  "ical-generator": ["render"],
  "d3-shape": ["render"],
  "d3-scale": ["render"],
  "@clack/prompts": ["terminal"],
};

/** Parts of Node that reach nothing outside the program. */
const HARMLESS = ["node:buffer", "node:os", "node:path", "node:timers/promises", "node:url", "node:util"];

interface Module {
  /** Relative to src, with `/`. */
  readonly path: string;
  /** Its folder, or its own name for the files above the rooms. */
  readonly room: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** Static, dynamic and type imports, and re-exports. */
  readonly imports: readonly string[];
}

const modules: readonly Module[] = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
  .sort()
  .map((path) => {
    const text = readFileSync(`${SOURCES}/${path}`, "utf8");
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const room = (path.split("/")[0] as string).replace(/\.ts$/, "");
    return { path, room, text, tree, imports: importsOf(tree) };
  });

function importsOf(tree: ts.SourceFile): string[] {
  return nodesOf(tree).flatMap((node) => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (from === undefined) return [];
    return ts.isStringLiteral(from) ? from.text : `computed: ${from.getText(tree)}`;
  });
}

function nodesOf(node: ts.Node): ts.Node[] {
  const below: ts.Node[] = [];
  const visit = (child: ts.Node) => {
    below.push(child);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return below;
}

/** The room, or file beside the rooms, that a relative import leads to. */
function targetOf({ path }: Module, from: string): string {
  const url = new URL(from, `file:///src/${path}`).pathname;
  return url.startsWith("/src/")
    ? (url.split("/")[2] as string).replace(/\.ts$/, "")
    : (url.split("/")[1] as string);
}

/** `path:line  what` for every node that is found at fault. */
function faults(find: (node: ts.Node, module: Module) => string | false, where = modules): string[] {
  return where.flatMap((module) =>
    nodesOf(module.tree).flatMap((node) => {
      const fault = find(node, module);
      const { line } = module.tree.getLineAndCharacterOfPosition(node.getStart(module.tree));
      return fault === false ? [] : `${module.path}:${line + 1}  ${fault}`;
    }),
  );
}

describe("doors", () => {
  test("there are rooms", () => {
    expect(modules.length).toBeGreaterThan(50);
    expect([...new Set(modules.map(({ room }) => room))].sort()).toEqual(Object.keys(DOORS).sort());
  });

  test("every import between rooms goes through a door of the plan", () => {
    const wrong = modules.flatMap((module) =>
      module.imports.flatMap((from) => {
        if (!from.startsWith(".")) return [];
        const target = targetOf(module, from);
        return target === module.room || DOORS[module.room]?.includes(target)
          ? []
          : `${module.path} imports ${from}`;
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("the context only knows types", () => {
    const context = modules.filter(({ room }) => room === "context");
    const loads = (node: ts.Node) =>
      ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly && "loads more than types";
    expect(context).toHaveLength(1);
    expect(faults(loads, context)).toEqual([]);
  });

  test("every package has its home", () => {
    const wrong = modules.flatMap(({ path, room, imports }) =>
      imports.flatMap((from) =>
        from.startsWith(".") || HARMLESS.includes(from) || HOMES[from]?.includes(room)
          ? []
          : `${path} imports ${from}`,
      ),
    );
    expect(wrong).toEqual([]);
    const used = new Set(modules.flatMap(({ imports }) => imports));
    expect(Object.keys(HOMES).filter((name) => !name.startsWith("node:") && !used.has(name))).toEqual([]);
  });
});

describe("what only main may know", () => {
  const below = modules.filter(({ room }) => room !== "main");
  // The action is a process of its own, with main's clock.
  const handed = below.filter(({ room }) => room !== "action");
  test("the time, and chance", () =>
    expect(
      faults((node) => {
        if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length)
          return "new Date()";
        if (!ts.isPropertyAccessExpression(node)) return false;
        const name = node.getText();
        return ["Date.now", "Math.random", "performance.now", "crypto.randomUUID"].includes(name) && name;
      }, below),
    ).toEqual([]));

  test("the process: others are handed what they need", () =>
    expect(
      faults(
        (node) =>
          ts.isIdentifier(node) &&
          ["process", "globalThis", "console"].includes(node.text) &&
          isGlobal(node) &&
          node.text,
        handed,
      ),
    ).toEqual([]));
});

/** Whether an identifier is used, and no parameter or variable around it has its name. */
function isGlobal(identifier: ts.Identifier): boolean {
  const { parent, text } = identifier;
  const isName =
    (ts.isPropertyAccessExpression(parent) && parent.name === identifier) ||
    ((ts.isPropertySignature(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isBindingElement(parent) ||
      ts.isParameter(parent)) &&
      (parent as { name?: ts.Node }).name === identifier);
  if (isName) return false;
  for (let node: ts.Node = identifier; node !== undefined; node = node.parent) {
    if (!ts.isFunctionLike(node)) continue;
    const declared = node.parameters.flatMap((parameter) => [parameter.name, ...nodesOf(parameter.name)]);
    if (declared.some((name) => ts.isIdentifier(name) && name.text === text)) return false;
  }
  return true;
}

test("analysis, rules and render wait for nothing but code that is loaded when it is needed", () => {
  const pure = modules.filter(({ room }) => ["analysis", "rules", "render"].includes(room));
  const waits = (node: ts.Node) => {
    if (ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword)
      return node.getText().slice(0, 40);
    if (ts.isForOfStatement(node) && node.awaitModifier) return "for await";
    const chained =
      ts.isPropertyAccessExpression(node) && ["then", "catch", "finally"].includes(node.name.text);
    return chained && !node.expression.getText().startsWith("import(") && node.getText();
  };
  expect(faults(waits, pure)).toEqual([]);
});

/** Rules and commands say what they are in a property of their own, which their manual is made of. */
function hasSummary(node: ts.Node): boolean {
  if (!ts.isVariableStatement(node)) return false;
  const [value] = node.declarationList.declarations.map(({ initializer }) => initializer);
  const [made] = value && ts.isCallExpression(value) ? value.arguments : [];
  return (
    made !== undefined &&
    ts.isObjectLiteralExpression(made) &&
    made.properties.some((property) => property.name?.getText() === "summary")
  );
}

describe("the house stays small", () => {
  test("no file is a drawer for everything", () => {
    const drawer = /(?:^|\/)(?:utils?|helpers?|shared|commons?|misc)(?:\/|\.ts$)/;
    expect(modules.filter(({ path }) => drawer.test(path)).map(({ path }) => path)).toEqual([]);
  });

  test("no file is longer than 300 lines", () => {
    const long = modules
      .map(({ path, text }) => [path, text.split("\n").length - 1] as const)
      .filter(([, lines]) => lines > 300);
    expect(long).toEqual([]);
  });

  test("no function is longer than 60 lines", () =>
    expect(
      faults((node, { tree }) => {
        if (!ts.isFunctionLike(node) || !("body" in node) || !node.body) return false;
        const from = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line;
        const lines = tree.getLineAndCharacterOfPosition(node.getEnd()).line - from + 1;
        return lines > 60 && `${lines} lines`;
      }),
    ).toEqual([]));

  test("every export says what it is", () =>
    expect(
      faults((node) => {
        const exported =
          ts.canHaveModifiers(node) &&
          ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
        if (!exported || ts.getJSDocCommentsAndTags(node).length > 0 || hasSummary(node)) return false;
        const [head = ""] = node.getText().split(/[({=\n]/);
        return head.trim();
      }),
    ).toEqual([]));

  test("nothing is exported by default", () =>
    expect(faults((node) => ts.isExportAssignment(node) && "export default")).toEqual([]));
});
