/** Writes moments. All of them are the simulator's, shown in this browser's time zone. */

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const write = (options) => new Intl.DateTimeFormat("en-GB", { hourCycle: "h23", ...options });

const HOUR = write({ hour: "2-digit", minute: "2-digit" });
const DAY = write({ weekday: "long", day: "numeric", month: "long" });
const SHORT_DAY = write({ weekday: "short", day: "numeric", month: "short" });
const WEEKDAY = write({ weekday: "short" });
const CLOCK_DAY = write({ weekday: "long", day: "numeric", month: "long", year: "numeric" });

const SIX_DAYS_MS = 6 * 86_400_000;

/** A moment as milliseconds, from RFC 3339 or from Telegram's whole seconds. */
export function moment(value) {
  return typeof value === "number" ? value * 1000 : Date.parse(value);
}

export const hour = (ms) => HOUR.format(ms);
export const day = (ms) => DAY.format(ms);
export const clockDay = (ms) => CLOCK_DAY.format(ms);
export const zone = () => ZONE.replaceAll("_", " ");

/** "10:00" today, "Mon 10:00" within a week, else "Mon, 4 May 10:00". */
export function when(ms, now) {
  if (day(ms) === day(now) && Math.abs(ms - now) < SIX_DAYS_MS) return hour(ms);
  const date = Math.abs(ms - now) < SIX_DAYS_MS ? WEEKDAY : SHORT_DAY;
  return `${date.format(ms)} ${hour(ms)}`;
}
