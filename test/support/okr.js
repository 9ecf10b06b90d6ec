// The program as it is bundled, with a clock and chance of the transcript's making.
import { main } from "../../dist/main.js";

const { TRANSCRIPT_DAY: day, TRANSCRIPT_STEP: step } = process.env;
let chance = Number(step) * 7919;
const clock = {
  today: () => day,
  timeOfDay: () => (9 * 60 + Number(step)) / 1440,
  random() {
    chance = (chance * 48271 + 11) % 2147483647;
    return chance / 2147483647;
  },
};
await main(clock);
