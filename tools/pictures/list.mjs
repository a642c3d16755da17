// What the pictures show: a day or an instant of the demonstration, who looks, where, the links followed from there and
// the button pressed. A picture begins at the title of the page, `from` elsewhere, or shows the `whole`.
const CYCLE = "/cycles/vers-des-territoires-participatifs";
const LIVE = "2021-12-16T11:00"; // an activity is open
const DAY_FOUR = 'main a:has-text("Mobiliser")';

export const pictures = [
  { name: "cycle", day: "2022-04-20", path: CYCLE, whole: true },
  { name: "appel", day: "2021-03-05", path: CYCLE + "/appel", whole: true },
  { name: "questions", day: "2021-03-05", as: "facilitator", path: CYCLE + "/appel/questions" },
  { name: "candidatures", day: "2021-03-05", as: "facilitator", path: CYCLE + "/appel/candidatures" },
  { name: "lecture", day: "2021-04-20", as: "juror", path: CYCLE + "/selection/candidatures" },
  { name: "note", day: "2021-04-20", as: "juror", path: CYCLE + "/selection/candidatures", links: ['main a[href*="/selection/candidatures/"]'] },
  { name: "notes", day: "2021-04-20", as: "facilitator", path: CYCLE + "/selection/notes" },
  { name: "choix", day: "2021-04-20", as: "facilitator", path: CYCLE + "/selection/cohorte", press: "Proposer par les notes sous quotas" },
  { name: "decision", day: "2021-05-20", as: "facilitator", path: CYCLE + "/selection/decision" },
  { name: "cohorte", day: "2021-12-16", as: "elected", path: CYCLE + "/cohorte" },
  { name: "seance", day: "2021-12-16", as: "facilitator", path: CYCLE + "/seances", links: [DAY_FOUR] },
  { name: "emargement", day: "2021-12-16", as: "facilitator", path: CYCLE + "/seances", links: [DAY_FOUR, 'main a:has-text("Émargement")'] },
  { name: "activite", day: LIVE, as: "facilitator", path: CYCLE + "/seances", links: [DAY_FOUR, 'main a[href*="/activites/"]'] },
  { name: "mur", day: LIVE, as: "facilitator", path: CYCLE + "/seances", links: [DAY_FOUR, 'main a[href*="/activites/"]', 'main a[href$="/ecran"]'], whole: true, size: { width: 1280, height: 720 } },
  { name: "telephone", day: LIVE, as: "staff", path: CYCLE + "/seances", links: [DAY_FOUR, 'main a[href*="/a/"]'], whole: true, size: { width: 390, height: 780 } },
  { name: "blocages", day: "2021-12-16", as: "elected", path: CYCLE + "/echanges" },
  { name: "feuille-de-route", day: "2022-04-20", as: "elected", path: CYCLE + "/feuille-de-route", links: ['main a[href*="/feuille-de-route/"]'] },
  { name: "restitution", day: "2022-05-12", path: CYCLE + "/restitution" },
  { name: "fiche-territoire", day: "2022-05-12", path: CYCLE + "/restitution", links: ['main a[href*="/fiches/"]'], from: "main" },
  { name: "inscrits", day: "2022-05-12", as: "facilitator", path: CYCLE + "/restitution/inscrits" },
];
