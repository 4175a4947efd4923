// A round mark for each person: an initial on a colour of their own.

import { h } from "./dom.js";
import { isIn, nameOf, state } from "./state.js";

export function avatar(id, { showsPresence = false } = {}) {
  const isBot = id === state.bot.id;
  const initial = [...nameOf(id)][0]?.toUpperCase() ?? "?";
  const mark = h("span", {
    class: isBot ? "avatar bot" : "avatar",
    "aria-hidden": "true",
    data: { initial },
  });
  mark.style.setProperty(
    "--hue",
    String([...id].reduce((sum, sign) => (sum * 37 + sign.codePointAt(0)) % 360, 0)),
  );
  const person = state.people.get(id);
  if (showsPresence && person && !isBot) mark.append(h("span", { class: isIn(person) ? "dot in" : "dot" }));
  return mark;
}
