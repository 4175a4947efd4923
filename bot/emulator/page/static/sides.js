// The left of the page: whom one can be, and which conversations that person has.

import { avatar } from "./avatars.js";
import { city, clock, weekday } from "./dates.js";
import { h, refill, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { botTalk, cast, isIn, me, nameOf, now, state, talkWith, titleOf } from "./state.js";

const MOST_SHOWN = 99;
const shown = (count) => (count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count));
const badge = (count) => (count ? h("span", { class: "badge" }, shown(count), unseen(" unread")) : null);

// The people: a press makes one that person.
export function drawPeople(be) {
  const tile = (person) => {
    const title = person.title ? `, ${person.title}` : "";
    const presence = isIn(person) ? "at work" : "not at work";
    return h(
      "button",
      {
        type: "button",
        class: "tile",
        "aria-pressed": String(person.id === state.me),
        data: { key: `be/${person.name}` },
        title: `${person.real_name}${title}`,
        onclick: () => be(person.name),
      },
      h(
        "span",
        { class: "face" },
        avatar(person.id, { showsPresence: true }),
        badge(state.unread.people[person.id]),
      ),
      h("span", { class: "name" }, person.label),
      h(
        "time",
        {},
        clock(now(), person.tz),
        unseen(` ${weekday(now(), person.tz)} in ${city(person.tz)}, ${presence}`),
      ),
    );
  };
  refill(
    document.getElementById("people"),
    h("p", { class: "caption", "aria-hidden": "true" }, "You are"),
    cast().map(tile),
  );
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
    bot &&
      section("Apps", [entry({ id: bot.id, label: nameOf(state.bot.id), mark: avatar(state.bot.id), look })]),
    section(
      "Channels",
      channels.map((one) => channelEntry(one, look)),
    ),
    section("Direct messages", [
      ...groups.map((one) => entry({ id: one.id, label: titleOf(one), mark: icon("chat"), look })),
      ...others.map((one) => personEntry(one, look)),
    ]),
  );
}

function myself() {
  const who = me();
  if (!who) return null;
  return h(
    "div",
    { class: "myself" },
    h("strong", {}, who.real_name),
    h("span", { class: "quiet" }, [who.title, city(who.tz)].filter(Boolean).join(" · ")),
  );
}

const section = (label, entries) =>
  h(
    "section",
    { "aria-label": label },
    h("h2", {}, label),
    h(
      "ul",
      {},
      entries.map((one) => h("li", {}, one)),
    ),
  );

function channelEntry(one, look) {
  const mark = icon(one.kind === "group" ? "lock" : "hash");
  return entry({ id: one.id, label: one.name, mark, look, isOutside: !one.is_member, isCounted: false });
}

function personEntry(one, look) {
  const mark = avatar(one.id, { showsPresence: true });
  return entry({ id: talkWith(one.id)?.id ?? one.id, label: one.label, mark, look });
}

// As in Slack direct messages are counted, and channels only stand out.
function entry({ id, label, mark, look, isOutside = false, isCounted = true }) {
  const unread = state.unread.mine?.[id] ?? 0;
  const kinds = ["entry", unread && "unread", isOutside && "outside"].filter(Boolean);
  return h(
    "button",
    {
      type: "button",
      class: kinds.join(" "),
      data: { key: `look/${label}` },
      onclick: () => look(id),
      "aria-current": id === state.place ? "page" : null,
    },
    mark,
    h("span", { class: "label" }, label),
    isCounted ? badge(unread) : unread > 0 && unseen(" unread"),
  );
}
