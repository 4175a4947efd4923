// The page: what is told is kept in `state`, and what it concerns is drawn anew.

import { drawBar, prepareBar } from "./bars.js";
import { drawConversation, drawHome, prepare, renewLine, showMessage } from "./conversations.js";
import { clock } from "./dates.js";
import { notice } from "./dom.js";
import { drawInspector, inspectSoon } from "./inspectors.js";
import { act, ask, connect, hear } from "./line.js";
import { isReply } from "./messages.js";
import { drawModals } from "./modals.js";
import { drawConversations, drawPeople } from "./sides.js";
import { botTalk, cast, conversation, isBotTalk, me, now, personNamed, state } from "./state.js";
import { begin, drawStrip, openStrip, placeOf } from "./strips.js";
import { applyTheme } from "./themes.js";
import { drawThread, showInThread } from "./threads.js";
import * as tour from "./tours.js";

const RETRY_MS = 1000;
const TICK_MS = 1000;
const REGIONS = ["people", "side", "main", "beside", "bar", "strip", "tour"];
let reading = null;

const beside = () => document.getElementById("beside");

// What is told, and what is drawn because of it.

hear("company", (told) => {
  state.team = told.team;
  state.people = new Map(told.people.map((one) => [one.id, one]));
  state.groups = new Map(told.groups.map((one) => [one.id, one]));
  Object.assign(state, { bot: { ...told.bot, label: nameOfBot(told) }, commands: told.commands, shortcuts: told.shortcuts, tour: told.tour });
  document.title = `${told.team.name}: a workspace to try`;
  drawFrame();
  if (isArriving) arrive();
});

const nameOfBot = (told) => told.people.find((one) => one.id === told.bot.id)?.label ?? told.bot.name;

hear("time", (told) => {
  state.time = { at: Date.parse(told.now), heard: performance.now(), is_running: told.is_running, jumps: told.jumps, at_work: told.at_work };
  drawClocks();
});

hear("conversations", (told) => {
  const before = conversation(state.place)?.is_member;
  state.conversations = told.conversations;
  drawConversations(look);
  if (before === false && conversation(state.place)?.is_member) drawConversation();
});

hear("unread", (told) => {
  const before = state.unread.here;
  state.unread = { mine: state.unread.mine, here: before, ...told };
  drawPeople(be);
  drawConversations(look);
  const threads = new Set([...Object.values(before), ...Object.values(state.unread.here)].filter(Boolean));
  threads.forEach(renewLine);
  readSoon();
});

hear("views", (told) => {
  state.modals = told.modals;
  state.home = told.home;
  drawModals();
  if (isBotTalk() && state.tab === "home") drawHome();
});

hear("message", ({ ts, message }) => {
  const before = state.messages.get(ts);
  if (message) state.messages.set(ts, message);
  else state.messages.delete(ts);
  showMessage(ts, message);
  if (!message && before && isReply(before)) renewLine(before.thread_ts);
  showInThread(ts, message);
});

hear("happened", ({ record }) => {
  state.happened.push(record);
  if (!isDrawnSoon) drawSoon();
});

// Many things happen at once when the clock is moved: they are drawn together.
let isDrawnSoon = false;
function drawSoon() {
  isDrawnSoon = true;
  requestAnimationFrame(() => {
    isDrawnSoon = false;
    drawStrip(visit);
    inspectSoon();
    tour.advance();
    tour.light();
  });
}

// Going somewhere.

async function be(name, { channel = null } = {}) {
  const wanted = channel ?? (["channel", "group"].includes(conversation(state.place)?.kind) ? state.place : null);
  const { person, error } = await ask("be", { person: name });
  if (error) {
    notice(`There is nobody called ${name} here.`);
    return;
  }
  Object.assign(state, { me: person, place: null, thread: null, tab: "messages", messages: new Map() });
  if (state.beside === "thread") state.beside = null;
  const there = state.conversations.some((one) => one.id === wanted);
  drawFrame();
  await look(there ? wanted : botTalk()?.id);
  tour.advance();
  tour.light();
}

async function look(id, { tab = "messages", thread = null } = {}) {
  if (!id) return;
  const told = await ask("look", { channel: id });
  if (told.error) {
    notice("That conversation is not there any more.");
    return;
  }
  state.place = told.channel;
  state.tab = tab;
  state.thread = thread;
  state.messages = new Map(told.messages.map((one) => [one.ts, one]));
  state.unread.here = told.unread;
  state.firstUnread = told.messages.find((one) => told.unread[one.ts] === null)?.ts ?? null;
  if (state.beside === "thread") state.beside = null;
  if (isBotTalk() && state.bot.has_home) act("open_home", { tab });
  remember();
  drawConversations(look);
  drawConversation();
  if (thread) openThread(thread);
  else drawBeside();
  readSoon();
  tour.light();
}

function openThread(ts) {
  state.thread = ts;
  state.beside = "thread";
  drawBeside();
  document.getElementById("replying")?.focus();
  ask("read", { channel: state.place, thread: ts });
}

function openTab(tab, isByKey = false) {
  look(state.place, { tab }).then(() => {
    if (isByKey) document.querySelector('[role="tab"][aria-selected="true"]')?.focus();
  });
}

// Where a record of the strip can be seen.
async function visit(record) {
  drawBar();
  if (!record) return;
  const { person, channel, thread, tab } = placeOf(record);
  if (person && personNamed(person).id !== state.me) await be(person, { channel });
  if (record.kind === "home") await look(botTalk()?.id, { tab });
  else if (channel) await look(channel, { thread });
}

// What is in sight has been read.
function readSoon() {
  if (reading || document.hidden || !state.place) return;
  const open = Object.values(state.unread.here).some((root) => root === null || (state.beside === "thread" && root === state.thread));
  if (!open) return;
  reading = setTimeout(async () => {
    reading = null;
    if (state.tab === "messages") await ask("read", { channel: state.place });
    if (state.beside === "thread") await ask("read", { channel: state.place, thread: state.thread });
  }, 300);
}

// Drawing.

function drawFrame() {
  drawBar();
  drawPeople(be);
  if (state.me) drawConversations(look);
}

let minute = "";
function drawClocks() {
  minute = clock(now(), "Etc/UTC");
  drawBar();
  drawPeople(be);
}

function drawBeside() {
  const place = beside();
  place.hidden = !state.beside;
  document.getElementById("floor").dataset.beside = state.beside ?? "";
  if (state.beside === "thread") drawThread(place, () => close(state.thread));
  else if (state.beside === "inspector") drawInspector(place, () => close("inspector"));
  drawBar();
}

function close(what) {
  state.beside = null;
  const thread = state.thread;
  state.thread = null;
  drawBeside();
  const back = what === "inspector" ? '[data-key="view/inspector"]' : `[data-key="${CSS.escape(`${thread}/thread`)}"]`;
  (document.querySelector(back) ?? document.getElementById("writing"))?.focus();
}

// The keyboard: F6 goes round the parts of the page, Escape closes what stands beside the conversation.

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "F6") {
    event.preventDefault();
    nextRegion(event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape" && beside().contains(document.activeElement)) {
    close(state.beside);
  }
});

function nextRegion(step) {
  const shown = REGIONS.map((id) => document.getElementById(id)).filter((one) => !one.hidden);
  const at = shown.findIndex((one) => one.contains(document.activeElement));
  const next = shown[(at + step + shown.length) % shown.length];
  const wanted = next.querySelector('[aria-pressed="true"], [aria-current="page"], textarea') ?? next.querySelector("button, [tabindex='0']");
  wanted?.focus();
}

// Beginning.

const remember = () => history.replaceState(null, "", `#${me().name}/${state.place}`);

let isArriving = false;

async function arrive() {
  isArriving = false;
  const [name, channel] = decodeURIComponent(location.hash.slice(1)).split("/");
  const first = personNamed(name)?.name ?? cast()[0]?.name;
  if (!first) return;
  await be(first, { channel });
  tour.greet();
  drawBar();
}

function opened() {
  document.body.classList.remove("lost");
  state.happened = [];
  isArriving = true;
}

function lost() {
  document.body.classList.add("lost");
  setTimeout(start, RETRY_MS);
}

const start = () => connect({ opened, lost });

prepare({ openThread, openTab });
prepareBar({
  meanwhile: () => {
    openStrip(document.getElementById("strip").hidden);
    drawStrip(visit);
    drawBar();
  },
  inspector: () => {
    if (state.beside === "inspector") return close("inspector");
    state.beside = "inspector";
    return drawBeside();
  },
  tour: () => {
    if (document.getElementById("tour").hidden) tour.begin();
    else tour.end();
    drawBar();
  },
  moves: (from) => {
    begin(from);
    openStrip(true);
    drawStrip(visit);
  },
  moved: () => {
    drawStrip(visit);
    tour.advance({ hasMoved: true });
    tour.light();
  },
});
tour.prepareTour({
  fill: async (text) => {
    if (!isBotTalk() || state.tab !== "messages") await look(botTalk()?.id);
    const field = document.getElementById("writing");
    field.value = text;
    field.dispatchEvent(new Event("input"));
    field.focus();
  },
});

setInterval(() => {
  if (clock(now(), "Etc/UTC") !== minute) drawClocks();
}, TICK_MS);
document.addEventListener("visibilitychange", readSoon);
applyTheme();
start();
