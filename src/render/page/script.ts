/**
 * Brings the tables of a page to life: headers that sort, and fields that filter. The page says the same without it. It holds none of
 * the marks that XML would take for its own.
 */
export const SCRIPT = `
"use strict";
const valueOf = (row, at) => {
  const cell = row.cells[at];
  const value = cell.dataset.v ?? cell.textContent.trim().toLowerCase();
  return value !== "" ? (Number.isNaN(Number(value)) ? value : Number(value)) : null;
};
const compare = (a, b) => {
  if (typeof a === "number") if (typeof b === "number") return a - b;
  return String(a).localeCompare(String(b));
};
for (const table of document.querySelectorAll("table.objectives")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const first = head.dataset.first ?? "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const way = now === first ? other : first;
      for (const one of heads) one.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", way);
      const sign = way === "ascending" ? 1 : -1;
      const keyed = [...body.rows].map((row) => [valueOf(row, head.cellIndex), row]);
      keyed.sort(([a], [b]) => {
        if (a === null) return b === null ? 0 : 1;
        if (b === null) return -1;
        return sign * compare(a, b);
      });
      body.append(...keyed.map(([, row]) => row));
    });
  }
}
const filters = document.getElementById("filters");
if (filters !== null) {
  const rows = [...document.querySelectorAll("table.objectives tbody tr")];
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const find = document.getElementById("find");
  const status = document.getElementById("pick-status");
  const team = document.getElementById("pick-team");
  const shown = document.getElementById("shown");
  const fits = (row) => {
    const words = find.value.toLowerCase().split(/\\s+/);
    if (!words.every((word) => texts.get(row).includes(word))) return false;
    if (team !== null) if (team.value !== "") if (row.dataset.team !== team.value) return false;
    if (status.value === "!") return row.dataset.urgent !== undefined;
    return status.value === "" ? true : row.dataset.status === status.value;
  };
  const apply = () => {
    let number = 0;
    for (const row of rows) {
      row.hidden = !fits(row);
      if (!row.hidden) number += 1;
    }
    shown.textContent = number + " of " + rows.length + (rows.length === 1 ? " objective" : " objectives");
  };
  filters.hidden = false;
  filters.addEventListener("input", apply);
  addEventListener("pageshow", apply);
}
`;
