// Slack's mrkdwn and text objects, as DOM nodes. Every character somebody wrote ends up in a text node.

import { dateText } from "./dates.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { conversation, nameOf, state } from "./state.js";

const DEEPEST = 4; // marks within marks
const TAGS = { "*": "strong", _: "em", "~": "s" };
const SAFE_LINK = /^(https?|mailto):/i;
const isWord = (sign) => sign !== undefined && /[\p{L}\p{N}_]/u.test(sign);

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const withEmoji = (text) => text.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => emoji(name) ?? whole);

// A link that leaves the page; an address of any other kind stays a text.
export function link(url, label) {
  if (!SAFE_LINK.test(url)) return `${label || url}`;
  const said = label || url.replace(/^mailto:/, "");
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, said);
}

export function mention(id, label) {
  const isKnown = state.people.has(id) || state.groups.has(id);
  const said = (isKnown ? nameOf(id) : label || id).replace(/^@/, "");
  return h("span", { class: id === state.me ? "mention mine" : "mention" }, `@${said}`);
}

export function channelMention(id, label) {
  const name = conversation(id)?.name || label;
  return h("span", { class: "mention" }, name ? `#${name}` : "a private channel");
}

export const broadcast = (range) => h("span", { class: "mention mine" }, `@${range}`);

// A text object as nodes: mrkdwn or plain text.
export function textObject(text) {
  if (!text) return [];
  if (text.type === "mrkdwn") return mrkdwn(text.text);
  return [text.emoji === false ? unescape(text.text) : plainText(text)];
}

// A plain text object as a string.
export const plainText = (text) => (text ? withEmoji(unescape(text.text ?? "")) : "");
export { withEmoji };

export function mrkdwn(text) {
  const pieces = text.split(/(```[\s\S]*?```)/);
  return pieces.flatMap((piece, at) => {
    if (at % 2) return h("pre", {}, unescape(piece.slice(3, -3).replace(/^\n/, "")));
    return piece ? lines(piece) : [];
  });
}

// What can be read of a text, in one line and without marks: for previews and for editing.
export function readable(text) {
  const box = h("div", {}, mrkdwn(text));
  box.querySelectorAll("br").forEach((one) => one.replaceWith("\n"));
  return box.textContent;
}

function lines(text) {
  const nodes = [];
  let quoted = null;
  text.split("\n").forEach((line, at) => {
    const found = /^(?:>|&gt;)+ ?/.exec(line);
    if (found && quoted) quoted.append(h("br"));
    if (found) {
      if (!quoted) nodes.push((quoted = h("blockquote")));
      quoted.append(...inline(line.slice(found[0].length)));
      return;
    }
    if (at > 0 && !quoted) nodes.push(h("br"));
    quoted = null;
    nodes.push(...inline(line));
  });
  return nodes;
}

function inline(text, depth = 0) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(withEmoji(unescape(plain)));
    plain = "";
  };
  for (let at = 0; at < text.length;) {
    const [node, end] = special(text, at, depth) ?? [null, at + 1];
    if (node === null) plain += text[at];
    else {
      flush();
      nodes.push(node);
    }
    at = end;
  }
  flush();
  return nodes;
}

// What begins here, and where the text goes on; nothing where it is a plain character.
function special(text, at, depth) {
  if (text[at] === "`") return code(text, at);
  if (text[at] === "<") return bracketed(text, at);
  return text[at] in TAGS && depth < DEEPEST ? marked(text, at, depth) : null;
}

function code(text, at) {
  const end = text.indexOf("`", at + 1);
  return end > at + 1 ? [h("code", {}, unescape(text.slice(at + 1, end))), end + 1] : null;
}

function bracketed(text, at) {
  const end = text.indexOf(">", at + 1);
  return end > at + 1 ? [token(unescape(text.slice(at + 1, end))), end + 1] : null;
}

function marked(text, at, depth) {
  const sign = text[at];
  if (isWord(text[at - 1]) || /^\s?$/.test(text[at + 1] ?? "")) return null;
  for (let end = text.indexOf(sign, at + 2); end > 0; end = text.indexOf(sign, end + 1)) {
    if (/\s/.test(text[end - 1]) || isWord(text[end + 1])) continue;
    return [h(TAGS[sign], {}, inline(text.slice(at + 1, end), depth + 1)), end + 1];
  }
  return null;
}

function token(inside) {
  const bar = inside.indexOf("|");
  const [target, label] = bar < 0 ? [inside, ""] : [inside.slice(0, bar), inside.slice(bar + 1)];
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!date^")) return dated(target, label);
  if (target.startsWith("!subteam^")) return mention(target.slice("!subteam^".length), label);
  if (target.startsWith("!")) return broadcast(target.slice(1));
  return link(target, label);
}

function dated(target, fallback) {
  const [, stamp, form = "", url] = target.split("^");
  const said = dateText(stamp, form);
  if (said === null) return fallback;
  if (url) return link(url, said);
  return h("time", { title: fallback, datetime: new Date(stamp * 1000).toISOString() }, said);
}
