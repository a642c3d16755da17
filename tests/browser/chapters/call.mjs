// The call: written and published, applications by pairs, and what a deadline does.
import assert from "node:assert/strict";
import { DAY, instant } from "../paris.mjs";
import { CYCLE } from "./opening.mjs";

const CALL = CYCLE + "/appel";
const QUESTIONS = [
  { "La question": "Votre projet en une phrase", "Sorte de réponse": "Réponse courte, sur une ligne", "Limite": "80" },
  { "La question": "Racontez le projet", "Une aide pour répondre": "Ce qui existe, ce qui manque.", "Sorte de réponse": "Réponse développée", "Limite": "600" },
  { "La question": "Où en êtes-vous ?", "Sorte de réponse": "Choix dans une liste", "Choix proposés": "Nous débutons\nUne pratique régulière" },
  { "La question": "Combien d'habitants concernés ?", "Sorte de réponse": "Nombre", "Limite": "1000000" },
  { "La question": "Une délibération", "Sorte de réponse": "Fichier", "La réponse est obligatoire": false },
];
const ANSWERS = { "Votre projet en une phrase": "Une maison du projet ouverte à tous", "Racontez le projet": "Nous avons un lieu et deux agents.\n\nIl manque l'habitude de décider ensemble.",
  "Où en êtes-vous ?": "Nous débutons", "Combien d'habitants concernés ?": "4700" };

export async function publish({ cast }) {
  const yasmina = cast.facilitator;
  await yasmina.visit(CALL);
  await yasmina.follow("Écrire l'appel");
  await yasmina.fill({
    "Titre de l'appel": "Vers des territoires participatifs : l'appel", "En une ou deux phrases": "Trois territoires pour un an de travail.",
    "Ouverture": instant(-DAY), "Clôture": instant(DAY), "Qui peut candidater ?": "Les communes et les parcs des **Hauts-de-France**.",
    "Texte de l'appel": "## Ce qui est proposé\n\nSix journées.", "Communes": "1", "Parcs naturels régionaux": "1",
  });
  await yasmina.press("Enregistrer l'appel");
  await yasmina.press("Publier l'appel", { status: 422 });
  await yasmina.reads("aucune question");
  await yasmina.follow("Questions");
  for (const question of QUESTIONS) {
    await yasmina.follow("Ajouter une question");
    await yasmina.fill(question);
    await yasmina.press("Enregistrer la question");
  }
  await yasmina.press("Descendre", { near: "Votre projet en une phrase" });
  await yasmina.press("Monter", { near: "Votre projet en une phrase" });
  await yasmina.follow("Racontez le projet");
  await yasmina.press("Enregistrer la question");
  await yasmina.follow("Aperçu du dossier");
  await yasmina.visit(CALL);
  await yasmina.press("Publier l'appel");
  await cast.citizen.visit("/");
  await cast.citizen.reads("Appel ouvert");
  await cast.citizen.follow("Lire l'appel");
  await cast.citizen.reads("Ce qui vous sera demandé", "Nous débutons", "Candidater");
  await cast.citizen.inEnglish();
}

export async function start({ house, cast }) {
  const bruno = cast.staff = await house.person("Bruno Delattre", "bruno.delattre@vimy.example");
  await bruno.visit(CALL);
  await bruno.follow("Candidater");
  await bruno.reads("Première visite ?");
  await bruno.signIn();
  await bruno.reads("Commencer la candidature");
  await bruno.press("Commencer la candidature", { status: 422 });
  await bruno.byKeyboard({ "Votre territoire est…": "commune", "Nom du territoire": "Vimy", "Dans le binôme, vous êtes…": "agente ou agent des services",
    "Vos prénom et nom": bruno.name, "Votre mandat ou votre fonction": "chargé de mission participation" }, "Commencer la candidature");
  await bruno.reads("Vimy", "Le brouillon s'enregistre");
  cast.vimy = bruno.path();
}

export async function pair({ house, cast }) {
  const bruno = cast.staff;
  await bruno.fill(ANSWERS);
  if (bruno.scripts) await bruno.page.getByText(/^Enregistré à/).waitFor();
  await bruno.press("Enregistrer le brouillon");
  await bruno.follow("Inviter l'autre moitié du binôme");
  await bruno.fill({ "Prénom et nom": "Nathalie Thuillier", "Adresse électronique": "nathalie.thuillier@vimy.example", "Mandat ou fonction": "adjointe à la transition" });
  await bruno.press("Envoyer l'invitation");
  await bruno.reads("n'a pas encore confirmé");
  await bruno.press("Relire et déposer");
  await bruno.reads("la confirmation de Nathalie Thuillier");
  await cast.facilitator.visit(CALL);
  await cast.facilitator.follow("Candidatures");
  await cast.facilitator.reads("un brouillon", "Vimy");
  const nathalie = cast.elected = await house.person("Nathalie Thuillier", "nathalie.thuillier@vimy.example");
  const mail = await nathalie.openMail("Vimy");
  await nathalie.reads("Bruno Delattre", "chargé de mission participation");
  await nathalie.press("Confirmer et ouvrir le dossier");
  await nathalie.reads("a confirmé", "Une maison du projet ouverte à tous");
  await nathalie.visit(mail.path, 410);
  await nathalie.reads("Vous avez déjà confirmé");
  await bruno.openMail("votre binôme est complet");
  await bruno.reads("Une maison du projet ouverte à tous");
}

// Two windows on one draft: nothing is lost.
export async function conflict({ cast }) {
  const { staff: bruno, elected: nathalie } = cast;
  await bruno.visit(cast.vimy);
  await nathalie.visit(cast.vimy);
  await nathalie.fill({ "Votre projet en une phrase": "Une maison du projet ouverte à toutes et tous" });
  await nathalie.press("Enregistrer le brouillon");
  bruno.awaits = 409;
  await bruno.fill({ "Votre projet en une phrase": "Une maison commune" });
  if (bruno.scripts) await bruno.page.getByText(/dans une autre fenêtre/).waitFor();
  await bruno.press("Enregistrer le brouillon", { status: 409 });
  await bruno.reads("Deux versions de ce dossier", "toutes et tous");
  await bruno.press("Enregistrer ma version");
  await bruno.doesNotRead("Deux versions");
  bruno.awaits = 0;
}

export async function submit({ cast }) {
  const { staff: bruno, elected: nathalie } = cast;
  await nathalie.visit(cast.vimy);
  await nathalie.press("Joindre un fichier");
  await nathalie.press("Joindre le fichier", { status: 422 });
  await nathalie.fill({ "Le fichier": { name: "deliberation.txt", mimeType: "text/plain", text: "Le conseil municipal décide." } });
  await nathalie.press("Joindre le fichier");
  await nathalie.reads("deliberation.txt");
  await nathalie.press("Remplacer ou retirer le fichier");
  await bruno.visit(cast.vimy);
  await bruno.press("Relire et déposer");
  await bruno.reads("Une maison commune", "deliberation.txt");
  await bruno.press("Déposer la candidature");
  await bruno.reads("Récépissé de candidature", "Nathalie Thuillier, adjointe à la transition");
  const [his, hers] = [await bruno.mail("Vimy"), await nathalie.mail("Vimy")];
  const number = /\d{4}-\d{4}/.exec(his.plain)[0];
  assert.ok(hers.plain.includes(number));
  await bruno.reads(number);
  await nathalie.visit("/moi");
  await nathalie.follow("Vimy");
  await nathalie.reads("déposée");
  await nathalie.visit(cast.vimy + "/depot");
}

// A pair that applies in few words. { name, kind, byHand, staff, elected }
async function apply({ house }, { territory, kind, staff, elected }) {
  await staff.visit(CALL + "/candidater");
  await staff.signIn();
  await staff.fill({ "Votre territoire est…": kind, "Dans le binôme, vous êtes…": "agente ou agent des services", "Vos prénom et nom": staff.name, "Votre mandat ou votre fonction": "directrice" });
  await staff.fill({ "Nom du territoire": territory });
  await staff.press("Commencer la candidature");
  if ((await staff.heading()) === "Candidater") { // several places of that name
    await staff.fill({ "Lequel est le vôtre ?": /Pas-de-Calais/ });
    await staff.press("Commencer la candidature");
  }
  const path = staff.path();
  await staff.fill(ANSWERS);
  await staff.press("Enregistrer le brouillon");
  await staff.follow("Inviter l'autre moitié du binôme");
  await staff.fill({ "Prénom et nom": elected.name, "Adresse électronique": elected.address, "Mandat ou fonction": "maire" });
  await staff.press("Envoyer l'invitation");
  await elected.openMail(territory);
  await elected.press("Confirmer et ouvrir le dossier");
  await staff.mail("votre binôme est complet");
  return path;
}

export async function others({ house, cast }) {
  const someone = (name, place) => house.person(name, `${name.split(" ")[1].toLowerCase()}@${place}.example`);
  cast.parkStaff = await someone("Claire Lemaire", "parc");
  cast.parkElected = await someone("Hugo Vasseur", "parc");
  const park = await apply({ house }, { territory: "Parc naturel régional de l'Avesnois", kind: "Parc naturel régional", staff: cast.parkStaff, elected: cast.parkElected });
  await cast.parkStaff.visit(park + "/depot");
  await cast.parkStaff.press("Déposer la candidature");
  cast.arquesStaff = await someone("Lina Roussel", "arques");
  cast.arquesElected = await someone("Paul Hennebelle", "arques");
  const arques = await apply({ house }, { territory: "Arques", kind: "Commune", staff: cast.arquesStaff, elected: cast.arquesElected });
  await cast.arquesElected.visit(arques + "/depot");
  await cast.arquesElected.press("Déposer la candidature");
  cast.lateStaff = await someone("Inès Caron", "lens");
  cast.lateElected = await someone("Marc Petit", "lens");
  cast.lens = await apply({ house }, { territory: "Lens", kind: "Commune", staff: cast.lateStaff, elected: cast.lateElected });
  await cast.facilitator.visit(CALL + "/candidatures");
  await cast.facilitator.reads("3 candidatures déposées", "un brouillon");
}

export async function deadline({ cast }) {
  const { lateStaff: ines, facilitator: yasmina } = cast;
  await ines.visit(cast.lens + "/depot");
  await ines.reads("Déposer la candidature");
  await yasmina.visit(CALL + "/modifier");
  await yasmina.fill({ "Clôture": instant(1) });
  await yasmina.press("Enregistrer l'appel");
  await cast.citizen.until(CALL, "Clos le");
  await ines.press("Déposer la candidature", { status: 422 });
  await ines.reads("clos depuis");
  await ines.visit(cast.lens);
  await ines.reads("n'a pas été déposée", "Une maison du projet");
  await cast.citizen.doesNotRead("Candidater");
  await cast.citizen.visit(CALL + "/candidater");
}
