// Times as people type them in forms: days and hours of Paris.
const parts = (at) => Object.fromEntries(new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", year: "numeric",
  month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" }).formatToParts(at).map((p) => [p.type, p.value]));

const later = (seconds) => parts(new Date(Date.now() + seconds * 1000));

export const DAY = 24 * 3600;
export const day = (seconds = 0) => { const p = later(seconds); return `${p.year}-${p.month}-${p.day}`; };
// A field writes no seconds where there are none.
export const instant = (seconds = 0) => {
  const p = later(seconds);
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}${p.second === "00" ? "" : ":" + p.second}`;
};
