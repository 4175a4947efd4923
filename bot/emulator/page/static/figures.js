// Tables and charts.

import { h, svg } from "./dom.js";
import { richText } from "./rich.js";

const COLOURS = 6;

export function table(block) {
  const [head, ...rows] = block.rows;
  const cell = (tag) => (each) => h(tag, {}, each.type === "rich_text" ? richText(each) : (each.text ?? ""));
  const drawn = h(
    "table",
    {},
    block.caption && h("caption", {}, block.caption),
    h("thead", {}, h("tr", {}, head.map(cell("th")))),
    h(
      "tbody",
      {},
      rows.map((cells) => h("tr", {}, cells.map(cell("td")))),
    ),
  );
  return h(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": block.caption ?? "Table" },
    drawn,
  );
}

// Every chart as bars in a table: true to its figures, and readable without seeing it.
export function chart(block) {
  const given = block.chart;
  const series = given.series ?? [{ name: "", data: given.segments ?? [] }];
  const most = Math.max(1, ...series.flatMap((each) => each.data.map((point) => point.value)));
  const rows = series.flatMap((each, at) =>
    each.data.map((point) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, [each.name, point.label].filter(Boolean).join(" · ")),
        h("td", {}, bar(point.value / most, at)),
        h("td", {}, String(point.value)),
      ),
    ),
  );
  return h("table", { class: "chart" }, h("caption", {}, block.title), h("tbody", {}, rows));
}

function bar(share, series) {
  const given = { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" };
  const length = String(Math.max(0, share * 100));
  return svg(
    "svg",
    { ...given, class: `series-${series % COLOURS}` },
    svg("rect", { width: length, height: "8" }),
  );
}
