// Light or dark: as the machine says, until somebody chooses.

const KEPT = "theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

export function applyTheme() {
  document.documentElement.dataset.theme = localStorage.getItem(KEPT) ?? (dark.matches ? "dark" : "light");
}

export function toggleTheme() {
  localStorage.setItem(KEPT, document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  applyTheme();
}

dark.addEventListener("change", applyTheme);
