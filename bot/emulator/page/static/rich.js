// rich_text blocks and the markdown block.

import { dateText } from "./dates.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { broadcast, channelMention, link, mention, mrkdwn, withEmoji } from "./texts.js";

const DEEPEST_INDENT = 8;
const MARKS = {
  bold: "strong",
  italic: "em",
  strike: "s",
  underline: "u",
  code: "code",
  highlight: "mark",
  client_highlight: "mark",
};

// What stands where this page has no drawing: never nothing.
export const warning = (one) =>
  h("span", { class: "warning" }, `⚠ This page cannot draw “${one?.type ?? "something without a type"}”.`);

export const richText = (block) =>
  h(
    "div",
    { class: "rich" },
    block.elements.map((one) => PARTS[one.type]?.(one) ?? warning(one)),
  );

const PARTS = {
  rich_text_section: (one) => h("div", {}, pieces(one)),
  rich_text_quote: (one) => h("blockquote", {}, pieces(one)),
  rich_text_preformatted: (one) => h("pre", {}, pieces(one)),
  rich_text_list: (one) => {
    const given = { class: `indent-${Math.min(one.indent ?? 0, DEEPEST_INDENT)}` };
    const items = one.elements.map((item) => h("li", {}, pieces(item)));
    if (one.style !== "ordered") return h("ul", given, items);
    return h("ol", { ...given, start: String((one.offset ?? 0) + 1) }, items);
  },
};

const INLINE = {
  text: (one) => withEmoji(one.text),
  link: (one) => link(one.url, one.text),
  user: (one) => mention(one.user_id),
  usergroup: (one) => mention(one.usergroup_id),
  team: (one) => mention(one.team_id),
  channel: (one) => channelMention(one.channel_id),
  emoji: (one) => emoji(one.name) ?? `:${one.name}:`,
  broadcast: (one) => broadcast(one.range),
  color: (one) => h("code", {}, one.value),
  date: (one) => {
    const said = dateText(one.timestamp, one.format) ?? one.fallback ?? "";
    return one.url ? link(one.url, said) : h("time", {}, said);
  },
};

const pieces = (element) => element.elements.map(piece);

function piece(one) {
  const drawn = INLINE[one.type]?.(one) ?? warning(one);
  const broken = typeof drawn === "string" ? withBreaks(drawn) : [drawn];
  const marks = Object.keys(MARKS).filter((mark) => one.style?.[mark]);
  return marks.reduce((inside, mark) => [h(MARKS[mark], {}, inside)], broken);
}

const withBreaks = (text) => text.split("\n").flatMap((line, at) => (at ? [h("br"), line] : [line]));

// The markdown block: headings, lists, quotes, rules, tables and code; within a line what mrkdwn knows as well.
export function markdown(text) {
  const parts = [];
  const fences = text.split(/^```.*$/m);
  fences.forEach((piece, at) => {
    if (at % 2) parts.push(h("pre", {}, piece.replace(/^\n|\n$/g, "")));
    else piece.split("\n").forEach((line) => addLine(parts, line));
  });
  return h("div", { class: "rich" }, parts);
}

function addLine(parts, line) {
  const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/.exec(line);
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) parts.push(h("hr"));
  else if (item) within(parts, item[1] ? "ol" : "ul").append(h("li", {}, span(item[2])));
  else if (heading) parts.push(headed(heading[1].length, heading[2]));
  else if (line.startsWith("|")) addRow(parts, line);
  else if (line.startsWith(">")) parts.push(h("blockquote", {}, span(line.replace(/^>\s?/, ""))));
  else if (line.trim()) parts.push(h("p", {}, span(line)));
}

const headed = (level, text) =>
  h("p", { class: "heading", role: "heading", "aria-level": String(Math.min(level + 2, 6)) }, span(text));

// The last part, if it is of this kind; otherwise a new one.
function within(parts, tag) {
  if (parts.at(-1)?.localName !== tag) parts.push(h(tag));
  return parts.at(-1);
}

function addRow(parts, line) {
  const cells = line
    .replace(/^\||\|\s*$/g, "")
    .split("|")
    .map((cell) => cell.trim());
  if (cells.every((cell) => /^:?-+:?$/.test(cell))) return;
  const table = within(parts, "table");
  const tag = table.children.length ? "td" : "th";
  table.append(
    h(
      "tr",
      {},
      cells.map((cell) => h(tag, {}, span(cell))),
    ),
  );
}

// Markdown's double marks are mrkdwn's single ones; its links are told apart by their brackets.
function span(text) {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return mrkdwn(
    escaped
      .replace(/\[([^\]\n|]+)\]\(((?:https?:|mailto:)[^)\s|]+)\)/g, "<$2|$1>")
      .replace(/(^|[^*])\*([^*\s][^*]*)\*(?!\*)/g, "$1_$2_")
      .replace(/\*\*([^*]+)\*\*/g, "*$1*")
      .replace(/~~([^~]+)~~/g, "~$1~"),
  );
}
