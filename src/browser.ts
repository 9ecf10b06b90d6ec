import { spawn } from "node:child_process";
import { platform } from "node:os";

/** What opens an address on each system; elsewhere what desktops agree on. */
const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Opens an address of our own in the person's browser; false where nothing could be started. */
export function openBrowser(
  address: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const [program = "", ...words] = OPENERS[platform()] ?? ["xdg-open"];
  const child = spawn(program, [...words, address], { stdio: "ignore", detached: true, env: { ...env } });
  child.unref();
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("spawn", () => resolve(true));
  });
}
