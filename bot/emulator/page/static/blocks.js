// Every block, each as one node. A kind without a drawing becomes a visible warning.

import { chart, table } from "./figures.js";
import { h } from "./dom.js";
import { element } from "./elements.js";
import { icon } from "./icons.js";
import { markdown, richText, warning } from "./rich.js";
import { link, plainText, textObject } from "./texts.js";

export const blocks = (list, surface) => list.map((block) => one(block, surface));

function one(block, surface) {
  const draw = BLOCKS[block.type];
  const given = { class: `block ${draw ? block.type : "unknown"}`, data: { block: block.block_id ?? "" } };
  return h("div", given, draw ? draw(block, surface) : warning(block));
}

function section(block, surface) {
  const fields = block.fields?.map((field) => h("div", {}, textObject(field)));
  const words = h(
    "div",
    { class: "words" },
    block.text && h("div", {}, textObject(block.text)),
    fields && h("div", { class: "fields" }, fields),
  );
  const beside = block.accessory && h("div", { class: "accessory" }, inner(block.accessory, block, surface));
  return [words, beside];
}

const inner = (part, block, surface) => (part.type === "image" ? image(part) : element(part, block, surface));
const row = (block, surface) => block.elements.map((part) => element(part, block, surface));
const context = (block) =>
  block.elements.map((part) => (part.type === "image" ? image(part) : h("span", {}, textObject(part))));

// Nothing is loaded from elsewhere: a picture of another host is named instead of shown.
export function image(given) {
  const id = given.slack_file?.id ?? given.slack_file?.url?.split("/").pop();
  const title = given.title && h("figcaption", {}, plainText(given.title));
  if (id) {
    const source = `/page/files/${encodeURIComponent(id)}`;
    return h("figure", {}, title, h("img", { src: source, alt: given.alt_text, loading: "lazy" }));
  }
  const name = h("span", { role: "img", "aria-label": given.alt_text }, given.alt_text);
  const elsewhere = given.image_url && h("small", {}, link(given.image_url, "a picture at another address"));
  return h("figure", { class: "elsewhere" }, title, name, elsewhere);
}

function input(block, surface) {
  const ids = surface.idsOf(block);
  const optional = block.optional && h("small", {}, " (optional)");
  return [
    h("div", { class: "label", id: ids.label }, plainText(block.label), optional),
    element(block.element, block, surface),
    block.hint && h("p", { class: "hint", id: ids.hint }, plainText(block.hint)),
    h("p", { class: "fault", id: ids.fault, hidden: true }),
  ];
}

function container(block, surface) {
  const title = block.rich_text_title
    ? richText(block.rich_text_title)
    : h("strong", {}, plainText(block.title));
  const head = [
    block.icon && image(block.icon),
    title,
    block.subtitle && h("div", { class: "quiet" }, textObject(block.subtitle)),
  ];
  const inside = blocks(block.child_blocks, surface);
  if (!block.is_collapsible) return [h("div", { class: "head" }, head), inside];
  return h("details", { open: !block.default_collapsed }, h("summary", {}, head), inside);
}

const CARD_TEXTS = ["subtitle", "body", "subtext"];
const card = (block, surface) => [
  block.hero_image && image(block.hero_image),
  block.icon && image(block.icon),
  block.title && h("strong", {}, textObject(block.title)),
  CARD_TEXTS.map((part) => block[part] && h("div", { class: part }, textObject(block[part]))),
  block.actions &&
    h(
      "div",
      { class: "actions" },
      block.actions.map((part) => element(part, block, surface)),
    ),
];

const STATES = { pending: "○", in_progress: "◐", complete: "●", error: "⚠" };
const task = (block) => [
  h("strong", {}, `${STATES[block.status] ?? ""} ${block.title}`),
  h("small", {}, ` ${block.status.replaceAll("_", " ")}`),
  block.details && richText(block.details),
  block.output && richText(block.output),
  block.sources?.map((source) => h("div", {}, link(source.url, source.text))),
];
const plan = (block) => [
  h("strong", {}, block.title),
  block.tasks?.map((each) => h("div", { class: "block task_card" }, task(each))),
];

const video = (block) => [
  h("strong", {}, link(block.title_url ?? block.video_url, plainText(block.title))),
  h("div", { class: "quiet" }, block.alt_text),
  block.description && h("div", {}, plainText(block.description)),
];

const BLOCKS = {
  actions: row,
  alert: (block) => h("div", { class: `level-${block.level ?? "default"}` }, textObject(block.text)),
  card,
  carousel: (block, surface) => blocks(block.elements, surface),
  container,
  context,
  context_actions: row,
  data_table: table,
  data_visualization: chart,
  divider: () => h("hr"),
  file: (block) => [icon("file"), block.external_id],
  header: (block) => h("div", { role: "heading", "aria-level": "3" }, plainText(block.text)),
  image,
  input,
  markdown: (block) => markdown(block.text),
  plan,
  rich_text: richText,
  section,
  table,
  task_card: task,
  video,
};
