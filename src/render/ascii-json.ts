const BEYOND = /[^\n -~]/g;

/** Data as JSON in ASCII alone, for other programs: nothing in it is hidden, turns the direction of text or means something to a terminal. */
export function asciiJson(data: unknown): string {
  const text = JSON.stringify(data, null, 2);
  return `${text.replace(BEYOND, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}
