// The middle of the page: one conversation with its messages, or the bot's Home.

import { avatar } from "./avatars.js";
import { blocks } from "./blocks.js";
import { composer } from "./composer.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { act } from "./line.js";
import { MessageList } from "./lists.js";
import { isReply } from "./messages.js";
import { told } from "./outcomes.js";
import { menu } from "./popups.js";
import { conversation, isBotTalk, isIn, nameOf, state, titleOf } from "./state.js";
import { HomeSurface } from "./surfaces.js";
import { write } from "./writing.js";

let list = null;
let home = null;
const opens = {};

// What the conversation may open beside itself.
export function prepare({ openThread, openTab }) {
  Object.assign(opens, { openThread, openTab });
}

export function drawConversation() {
  const one = conversation(state.place);
  const main = document.getElementById("main");
  if (!one) {
    refill(main);
    return;
  }
  const isHome = isBotTalk() && state.tab === "home";
  list = isHome ? null : new MessageList(`Messages, ${titleOf(one)}`, opens.openThread, beginning(one));
  refill(main, header(one), isHome ? homePane() : list.scroller, isHome ? null : foot(one));
  list?.fill(roots());
}

const roots = () => [...state.messages.values()].filter((one) => !isReply(one));

// A message has come, changed or gone.
export function showMessage(ts, message) {
  if (!list) return;
  if (message && !isReply(message)) list.put(message);
  else if (message) list.renew(message.thread_ts);
  else list.drop(ts);
}

export const renewLines = () => list?.renewAll();
export const renewLine = (ts) => list?.renew(ts);

// What stands above the first message.
function beginning(one) {
  const name = titleOf(one);
  const isTalk = one.kind === "im" || one.kind === "mpim";
  return h(
    "div",
    { class: "beginning" },
    isTalk ? avatar(one.with ?? state.bot.id) : null,
    h("p", {}, h("strong", {}, isTalk ? name : `#${name}`)),
    h(
      "p",
      { class: "quiet" },
      isTalk ? `Here you and ${name} write to each other.` : "Here the channel begins.",
    ),
  );
}

// Whether somebody is at work changes with the time.
export function renewHeader() {
  const one = conversation(state.place);
  if (one?.kind === "im" && !isBotTalk()) document.querySelector("#main > .head").replaceWith(header(one));
}

function header(one) {
  return h(
    "header",
    { class: "head" },
    h("h1", { class: "title" }, sign(one), h("span", {}, titleOf(one))),
    isBotTalk() ? tabs() : h("p", { class: "quiet about" }, about(one)),
  );
}

function sign(one) {
  if (one.kind === "channel") return icon("hash");
  return one.kind === "group" ? icon("lock") : null;
}

function about(one) {
  if (one.kind !== "im") return `${one.members.length} members: ${one.members.map(nameOf).join(", ")}`;
  const person = state.people.get(one.with);
  return person
    ? [person.title, isIn(person) ? "at work" : "not at work now"].filter(Boolean).join(" · ")
    : "";
}

function tabs() {
  if (!state.bot.has_home) return h("p", { class: "quiet about" }, "App");
  const tab = (name, label) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-selected": String(state.tab === name),
        data: { key: `tab/${name}` },
        tabindex: state.tab === name ? "0" : "-1",
        onclick: () => opens.openTab(name),
        onkeydown: (event) => {
          if (["ArrowLeft", "ArrowRight"].includes(event.key))
            opens.openTab(name === "home" ? "messages" : "home", true);
        },
      },
      label,
    );
  return h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": nameOf(state.bot.id) },
    tab("home", "Home"),
    tab("messages", "Messages"),
  );
}

function homePane() {
  home = h("div", { class: "scroller home", tabindex: "0", role: "region", "aria-label": "Home" });
  drawHome();
  return home;
}

// What the bot has put on this person's Home.
export function drawHome() {
  const drawn = state.home
    ? blocks(state.home.blocks, new HomeSurface(state.home))
    : h("p", { class: "quiet" }, `${nameOf(state.bot.id)} has put nothing here yet.`);
  refill(home, h("div", { class: "sheet" }, drawn));
}

function foot(one) {
  if (one.is_archived) return h("p", { class: "foot quiet" }, "This channel is archived.");
  if (!one.is_member) {
    const join = async () => told(await act("join", { channel: one.id }));
    return h(
      "p",
      { class: "foot" },
      "You are not in this channel. ",
      h("button", { type: "button", class: "button primary", onclick: join }, "Join"),
    );
  }
  const name = ["channel", "group"].includes(one.kind) ? `#${one.name}` : titleOf(one);
  const label = `Message ${name}`;
  return h(
    "div",
    { class: "foot" },
    composer({
      label,
      id: "writing",
      send: write,
      tools: shortcuts(),
      takesFiles: true,
      keeps: `${state.me}/${state.place}`,
    }),
  );
}

// The app's global shortcuts, beside the message box.
function shortcuts() {
  const offered = state.shortcuts.filter((one) => one.type === "global");
  if (!offered.length || state.people.get(state.me)?.is_guest) return null;
  const entries = offered.map((one) => ({
    label: one.name,
    detail: one.description,
    run: async () => told(await act("shortcut", { callback_id: one.callback_id })),
  }));
  const opener = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "Shortcuts",
      title: "Shortcuts",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      data: { key: "shortcuts" },
      onclick: () => menu(opener, "Shortcuts", entries),
    },
    icon("spark"),
  );
  return opener;
}
