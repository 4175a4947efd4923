// A list of messages on the screen, kept up message by message; with the arrow keys one walks through it.

import { h } from "./dom.js";
import { messageLine } from "./messages.js";
import { stepped } from "./popups.js";

const NEAR_THE_END = 80; // pixels within which new messages scroll into sight

export class MessageList {
  // `openThread` is missing for the list of a thread.
  constructor(label, openThread = null, beginning = null) {
    this.openThread = openThread;
    this.shown = [];
    this.list = h("ol", { class: "messages", "aria-label": label });
    this.scroller = h("div", { class: "scroller" }, h("div", { class: "column" }, beginning, this.list));
    this.isAtEnd = true;
    this.scroller.addEventListener("scroll", () => {
      this.isAtEnd = this.seesTheEnd();
    });
    const grown = new ResizeObserver(() => this.isAtEnd && this.toEnd());
    [this.scroller, this.list].forEach((one) => grown.observe(one));
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.list.addEventListener("focusin", (event) => this.hold(event.target.closest("article")));
  }

  // Show these messages, the newest in sight.
  fill(messages) {
    this.shown = messages;
    this.list.replaceChildren(...messages.map((one, at) => this.line(one, messages[at - 1])));
    this.hold(this.list.lastElementChild?.querySelector("article"));
    this.toEnd();
  }

  // Draw everything anew, because it is another day.
  renewAll() {
    this.shown.forEach((_, at) => this.redraw(at));
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  seesTheEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
  }

  // Show one message that is new or has changed.
  put(message) {
    const at = this.placeOf(message);
    const isKnown = this.shown[at]?.ts === message.ts;
    const line = this.line(message, this.shown[at - 1]);
    if (isKnown) this.swap(this.list.children[at], line);
    else this.list.insertBefore(line, this.list.children[at] ?? null);
    this.shown.splice(at, isKnown ? 1 : 0, message);
    this.redraw(at + 1);
    if (!this.held?.isConnected) this.hold(this.list.lastElementChild.querySelector("article"));
  }

  // Take a message away.
  drop(ts) {
    const at = this.shown.findIndex((one) => one.ts === ts);
    if (at < 0) return;
    const line = this.list.children[at];
    const hadFocus = line.contains(document.activeElement);
    line.remove();
    this.shown.splice(at, 1);
    this.redraw(at);
    if (!this.held?.isConnected) this.hold(this.list.lastElementChild?.querySelector("article"));
    if (hadFocus) this.held?.focus();
  }

  // Draw the line of this message anew, for instance because its thread has grown.
  renew(ts) {
    this.redraw(this.shown.findIndex((one) => one.ts === ts));
  }

  redraw(at) {
    if (at >= 0 && at < this.shown.length)
      this.swap(this.list.children[at], this.line(this.shown[at], this.shown[at - 1]));
  }

  line(message, before) {
    return messageLine(message, before, this.openThread);
  }

  // Another drawing of the same message: whoever had the focus keeps it, where there is still such a thing.
  swap(before, after) {
    const key = before.contains(document.activeElement)
      ? document.activeElement.closest("[data-key]")?.dataset.key
      : null;
    const wasHeld = before.contains(this.held);
    before.replaceWith(after);
    const article = after.querySelector("article");
    if (wasHeld) this.hold(article);
    if (key)
      (after.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? article).focus({ preventScroll: true });
  }

  placeOf(message) {
    let at = this.shown.length;
    while (at > 0 && Number(this.shown[at - 1].ts) >= Number(message.ts)) at -= 1;
    return at;
  }

  // One message at a time can be reached with Tab; the others with the arrow keys from there.
  hold(article) {
    if (!article || article === this.held) return;
    this.held?.setAttribute("tabindex", "-1");
    article.setAttribute("tabindex", "0");
    this.held = article;
  }

  walk(event) {
    if (event.target !== this.held) return;
    const articles = [...this.list.querySelectorAll("article")];
    stepped(event, articles, this.held)?.focus();
  }
}
