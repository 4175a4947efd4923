// The left of the page: whom one can be, and which conversations that person has.

import { avatar } from "./avatars.js";
import { city, clock, weekday } from "./dates.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { botTalk, cast, isIn, me, nameOf, now, state, talkWith, titleOf } from "./state.js";

const MOST_SHOWN = 99;
const badge = (count) => (count ? h("span", { class: "badge" }, count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count)) : null);
const unreadWords = (count) => (count ? `, ${count} unread` : "");

// The people: a press makes one that person.
export function drawPeople(be) {
  const tile = (person) => {
    const time = `${weekday(now(), person.tz)} ${clock(now(), person.tz)}`;
    const unread = state.unread.people[person.id] ?? 0;
    const presence = isIn(person) ? "at work" : "not at work";
    const title = person.title ? `, ${person.title}` : "";
    return h(
      "button",
      {
        type: "button", class: "tile", "aria-pressed": String(person.id === state.me), data: { key: `be/${person.name}` },
        title: `${person.real_name}${title}`, onclick: () => be(person.name),
        "aria-label": `${person.real_name}${title}, ${time} in ${city(person.tz)}, ${presence}${unreadWords(unread)}`,
      },
      h("span", { class: "face" }, avatar(person.id, { showsPresence: true }), badge(unread)),
      h("span", { class: "name" }, person.label),
      h("time", {}, clock(now(), person.tz)),
    );
  };
  refill(document.getElementById("people"), h("p", { class: "caption", "aria-hidden": "true" }, "You are"), cast().map(tile));
}

// The conversations of the person one is.
export function drawConversations(look) {
  const channels = state.conversations.filter((one) => ["channel", "group"].includes(one.kind));
  const groups = state.conversations.filter((one) => one.kind === "mpim");
  const others = cast().filter((person) => person.id !== state.me);
  const bot = botTalk();
  refill(
    document.getElementById("side"),
    myself(),
    bot && section("Apps", [entry(bot.id, nameOf(state.bot.id), avatar(state.bot.id), look)]),
    section("Channels", channels.map((one) => entry(one.id, one.name, icon(one.kind === "group" ? "lock" : "hash"), look, !one.is_member))),
    section("Direct messages", [
      ...groups.map((one) => entry(one.id, titleOf(one), icon("chat"), look)),
      ...others.map((one) => entry(talkWith(one.id)?.id ?? one.id, one.label, avatar(one.id, { showsPresence: true }), look)),
    ]),
  );
}

function myself() {
  const who = me();
  if (!who) return null;
  return h("div", { class: "myself" }, h("strong", {}, who.real_name), h("span", { class: "quiet" }, [who.title, city(who.tz)].filter(Boolean).join(" · ")));
}

const section = (label, entries) => h("section", { "aria-label": label }, h("h2", {}, label), h("ul", {}, entries.map((one) => h("li", {}, one))));

function entry(id, label, mark, look, isOutside = false) {
  const unread = state.unread.mine?.[id] ?? 0;
  return h(
    "button",
    {
      type: "button", class: `entry${unread ? " unread" : ""}${isOutside ? " outside" : ""}`, data: { key: `look/${label}` },
      "aria-current": id === state.place ? "page" : null, "aria-label": `${label}${unreadWords(unread)}`,
      onclick: () => look(id),
    },
    mark, h("span", { class: "label" }, label), badge(unread),
  );
}
