// Times in the viewer's zone, and Slack's date tokens.

import { me, now } from "./state.js";

const DAY = 86_400_000;
const HALF_A_YEAR = 183 * DAY; // below that Slack leaves the year out
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

const zoneOfMine = () => me()?.tz ?? "Etc/UTC";
const formats = new Map();

// Making a format costs far more than using it.
function formatOf(locale, options) {
  const key = `${locale}${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, options));
  return formats.get(key);
}

const format = (date, options, zone = zoneOfMine()) =>
  formatOf("en-GB", { timeZone: zone, ...options }).format(date);
const part = (date, options) => formatOf("en-US", { timeZone: zoneOfMine(), ...options }).format(date);

export const clock = (date, zone) => format(date, { hour: "2-digit", minute: "2-digit" }, zone);
export const longDay = (date, zone) => format(date, { weekday: "long", day: "numeric", month: "long" }, zone);
export const shortDay = (date, zone) =>
  format(date, { weekday: "short", day: "numeric", month: "short" }, zone);
export const dayKey = (date, zone = zoneOfMine()) =>
  formatOf("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(date);
export const weekday = (date, zone) => format(date, { weekday: "short" }, zone);
export const city = (zone) => (zone ?? "").split("/").pop().replaceAll("_", " ");
export const ofTs = (ts) => new Date(Number(ts) * 1000);

// The day as one says it: today, yesterday, or its name.
export function dayName(date) {
  const days = daysAway(date);
  return { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[days] ?? longDay(date);
}

const daysAway = (date) => Math.round((Date.parse(dayKey(date)) - Date.parse(dayKey(now()))) / DAY);

function ordinal(day) {
  const ending = day > 10 && day < 14 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th");
  return `${day}${ending}`;
}

const year = (date) => (Math.abs(date - now()) < HALF_A_YEAR ? "" : `, ${part(date, { year: "numeric" })}`);
const full = (date) =>
  `${part(date, { month: "long" })} ${ordinal(Number(part(date, { day: "numeric" })))}${year(date)}`;
const short = (date) => `${part(date, { month: "short" })} ${part(date, { day: "numeric" })}${year(date)}`;
const long = (date) => `${part(date, { weekday: "long" })}, ${full(date)}`;
const pretty = (otherwise) => (date) =>
  ({ "-1": "yesterday", 0: "today", 1: "tomorrow" })[daysAway(date)] ?? otherwise(date);

function ago(date) {
  const seconds = (now() - date) / 1000;
  for (const [unit, length] of UNITS) {
    const count = Math.floor(Math.abs(seconds) / length);
    if (!count) continue;
    const said = `${count} ${unit}${count > 1 ? "s" : ""}`;
    return seconds > 0 ? `${said} ago` : `in ${said}`;
  }
  return "now";
}

const TOKENS = {
  ago,
  date: full,
  date_long: long,
  date_long_pretty: pretty(long),
  date_num: (date) => dayKey(date),
  date_pretty: pretty(full),
  date_short: short,
  date_short_pretty: pretty(short),
  time: (date) => clock(date),
  time_secs: (date) => format(date, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
};

// The date in the given form; null for what Slack could not read either.
export function dateText(stamp, form) {
  const date = new Date(Number(stamp) * 1000);
  if (!/^-?\d+$/.test(String(stamp)) || Number.isNaN(date.getTime())) return null;
  const names = [...form.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
  if (!names.every((name) => Object.hasOwn(TOKENS, name))) return null;
  return form.replace(/\{(\w+)\}/g, (_, name) => TOKENS[name](date));
}

// Seconds since 1970 for a local date and time ("2026-12-07", "08:30") on the clock of `zone`.
export function instant(day, time, zone = zoneOfMine()) {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    const date = new Date(guess);
    guess += wanted - Date.parse(`${dayKey(date, zone)}T${clock(date, zone)}:00Z`);
  }
  return guess / 1000;
}
