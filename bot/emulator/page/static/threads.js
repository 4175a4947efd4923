// A thread, beside its conversation.

import { composer } from "./composer.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./lists.js";
import { repliesTo } from "./messages.js";
import { conversation, state, titleOf } from "./state.js";
import { write } from "./writing.js";

let list = null;

// Draw the open thread into `place`; `close` takes it away.
export function drawThread(place, close) {
  const root = state.messages.get(state.thread);
  list = new MessageList("Thread");
  const said = conversation(state.place);
  const send = (text, files) => write(text, files, state.thread);
  const canWrite = said?.is_member && !said.is_archived;
  refill(
    place,
    h(
      "header",
      { class: "head" },
      h("h2", { class: "title" }, "Thread", h("small", { class: "quiet" }, titleOf(said))),
      h(
        "button",
        { type: "button", class: "icon-button", "aria-label": "Close the thread", onclick: close },
        icon("close"),
      ),
    ),
    list.scroller,
    canWrite &&
      h(
        "div",
        { class: "foot" },
        composer({
          label: "Reply in thread",
          id: "replying",
          send,
          takesFiles: true,
          keeps: `${state.me}/${state.place}/${state.thread}`,
        }),
      ),
  );
  list.fill([root, ...repliesTo(state.thread)].filter(Boolean));
}

export const renewThread = () => list?.renewAll();

// A message has come, changed or gone.
export function showInThread(ts, message) {
  if (!list || state.beside !== "thread") return;
  if (!message) list.drop(ts);
  else if (message.ts === state.thread || message.thread_ts === state.thread) list.put(message);
}
