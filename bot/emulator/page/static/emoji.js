// The emoji people use at work. A name that is not here is shown as it is written.

const TABLE = {
  "+1": "👍", "-1": "👎", eyes: "👀", white_check_mark: "✅", heavy_check_mark: "✔️", tada: "🎉", heart: "❤️", pray: "🙏",
  clap: "👏", wave: "👋", raised_hands: "🙌", ok_hand: "👌", muscle: "💪", point_up: "☝️", rocket: "🚀", fire: "🔥", star: "⭐",
  sparkles: "✨", bulb: "💡", question: "❓", exclamation: "❗", warning: "⚠️", x: "❌", hourglass: "⌛", hourglass_flowing_sand: "⏳",
  alarm_clock: "⏰", calendar: "📅", date: "📅", palm_tree: "🌴", airplane: "✈️", house: "🏠", coffee: "☕", sunny: "☀️",
  crescent_moon: "🌙", snowflake: "❄️", memo: "📝", pencil: "✏️", email: "✉️", inbox_tray: "📥", outbox_tray: "📤", bell: "🔔",
  no_bell: "🔕", lock: "🔒", key: "🔑", mag: "🔍", link: "🔗", paperclip: "📎", file_folder: "📁", chart_with_upwards_trend: "📈",
  bar_chart: "📊", moneybag: "💰", smile: "😄", slightly_smiling_face: "🙂", joy: "😂", wink: "😉", thinking_face: "🤔", cry: "😢",
  sweat_smile: "😅", neutral_face: "😐", sleeping: "😴", face_with_thermometer: "🤒", robot_face: "🤖", speech_balloon: "💬",
  handshake: "🤝", arrow_right: "➡️", leftwards_arrow_with_hook: "↩️", repeat: "🔁", pushpin: "📌", large_green_circle: "🟢",
  red_circle: "🔴", large_yellow_circle: "🟡", one: "1️⃣", two: "2️⃣", three: "3️⃣", heavy_plus_sign: "➕", information_source: "ℹ️",
};

export const QUICK = ["eyes", "white_check_mark", "+1", "pray", "tada", "heart", "thinking_face", "smile", "wave", "clap", "x", "question"];
export const emoji = (name) => (Object.hasOwn(TABLE, name) ? TABLE[name] : undefined);
