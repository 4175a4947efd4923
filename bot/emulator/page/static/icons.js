// Line icons on a grid of 20, drawn in the colour of the text around them.

import { svg } from "./dom.js";

const PATHS = {
  activity: "M3 10h3l2.5-6 3.5 12 2.5-6H17",
  attach: "M14.5 8.5l-5.6 5.6a2.6 2.6 0 0 1-3.7-3.7l6-6a4 4 0 0 1 5.7 5.7l-6 6",
  back: "M12 4l-6 6 6 6",
  chat: "M4 4.5h12v8.5H9l-3.5 3V13H4z",
  check: "M4 10.5l4 4 8-9",
  close: "M5 5l10 10M15 5L5 15",
  compass: "M10 2.8a7.2 7.2 0 1 1 0 14.4a7.2 7.2 0 0 1 0-14.4M12.8 7.2l-1.6 4-4 1.6 1.6-4z",
  down: "M5 8l5 5 5-5",
  file: "M5.5 3h6l3.5 3.5V17h-9.5zM11 3v4h4",
  hash: "M8 3.5L6.5 16.5M13.5 3.5L12 16.5M4 7.8h13M3 12.2h13",
  home: "M3.5 9.5L10 4l6.5 5.5M5.5 8.5V16h9V8.5",
  inspect: "M7 5L3 10l4 5M13 5l4 5-4 5M11 4L9 16",
  lock: "M5.5 9h9v7.5h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9",
  moon: "M16 11.8A6.5 6.5 0 0 1 8.2 4 6.5 6.5 0 1 0 16 11.8z",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  pause: "M7.5 5v10M12.5 5v10",
  play: "M7 4.5v11l8.5-5.5z",
  reply: "M8 5L4 9l4 4M4 9h7a5 5 0 0 1 5 5v1.5",
  send: "M3.5 10L17 4l-4 12.5-3-5zM10 11.5l7-7.5",
  slash: "M12.5 4l-5 12",
  smile: "M10 3a7 7 0 1 1 0 14a7 7 0 0 1 0-14M7.5 8v.6M12.5 8v.6M7 11.8c1.5 2 4.5 2 6 0",
  spark: "M10 3v14M3 10h14M5.2 5.2l9.600 9.600M14.8 5.2l-9.600 9.600",
  sun: "M10 7a3 3 0 1 1 0 6a3 3 0 0 1 0-6M10 2.5v1.5M10 16v1.5M2.5 10H4M16 10h1.5M4.700 4.700l1 1M14.300 14.300l1 1M15.300 4.700l-1 1M5.700 14.300l-1 1",
};

export const icon = (name) =>
  svg(
    "svg",
    { viewBox: "0 0 20 20", class: `icon icon-${name}`, "aria-hidden": "true" },
    svg("path", { d: PATHS[name] }),
  );
