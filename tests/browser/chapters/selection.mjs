// The jury reads, marks and steps aside; the facilitator composes under quotas, writes and decides.
import assert from "node:assert/strict";
import { CYCLE } from "./opening.mjs";

const SELECTION = CYCLE + "/selection";
const CRITERIA = [["Envie d'apprendre", "Le binôme vient-il pour apprendre ?"], ["Terrain", "Y a-t-il de quoi essayer ?"]];

async function invite(told, role, name, address) {
  const { house, cast: { facilitator: yasmina } } = told;
  await yasmina.visit(CYCLE + "/equipe");
  await yasmina.fill({ "Rôle": role, "Prénom et nom": name, "Adresse électronique": address });
  await yasmina.press("Envoyer l'invitation");
  const person = await house.person(name, address);
  await person.openMail("");
  await person.press("Accepter l'invitation");
  return person;
}

export async function jury(told) {
  const { cast } = told;
  cast.juror = await invite(told, "Jury", "Karim Belhadi", "karim.belhadi@etat.example");
  cast.secondJuror = await invite(told, "Jury", "Odile Marescaux", "odile.marescaux@reseau.example");
  const yasmina = cast.facilitator;
  await yasmina.visit(SELECTION);
  await yasmina.follow("Grille du jury");
  for (const [label, question] of CRITERIA) {
    await yasmina.fill({ "Nom du critère": label, "La question que se pose le jury": question });
    await yasmina.press("Ajouter");
  }
  await yasmina.follow("Modifier", { near: "Terrain" });
  await yasmina.press("Enregistrer");
  await cast.citizen.visit(SELECTION);
  await cast.citizen.reads("Envie d'apprendre", "Pour combien de places");
}

async function mark(juror, territory, marks, button = "Enregistrer") {
  await juror.visit(SELECTION + "/candidatures");
  await juror.follow(territory);
  await juror.fill({ "Envie d'apprendre": marks[0], "Terrain": marks[1], "Commentaire": `${territory} : lu en entier.` });
  await juror.press(button);
}

export async function marks({ cast }) {
  const { juror: karim, secondJuror: odile } = cast;
  await karim.visit(SELECTION + "/candidatures");
  await karim.reads("0 sur 3");
  await karim.follow("Lire la suivante");
  await karim.press("Enregistrer", { status: 422 });
  await karim.reads("Donnez une note");
  await mark(karim, "Vimy", ["4", "3"], "Enregistrer et lire la suivante");
  await mark(karim, "Arques", ["3", "2"]);
  await mark(karim, "Avesnois", ["4", "4"]);
  await karim.visit(SELECTION + "/notes");
  await karim.reads("Vous seul·e voyez cette page", "Vimy");
  await mark(odile, "Vimy", ["3", "3"]);
  await odile.doesNotRead("Karim Belhadi");
  await mark(odile, "Arques", ["3", "3"]);
  await odile.visit(SELECTION + "/candidatures");
  await odile.follow("Avesnois");
  await odile.open("Je suis lié·e à ce territoire");
  await odile.fill({ "Quel lien avez-vous avec ce territoire ?": "J'y ai travaillé jusqu'à l'an dernier." });
  await odile.press("Me déporter");
  await odile.reads("Vous vous êtes déporté·e");
  await odile.visit(SELECTION + "/candidatures");
  await odile.reads("déport");
}

export async function choice({ cast }) {
  const yasmina = cast.facilitator;
  await yasmina.visit(SELECTION + "/candidatures");
  await yasmina.follow("Avesnois");
  await yasmina.reads("J'y ai travaillé", "Karim Belhadi");
  await yasmina.visit(SELECTION + "/notes");
  await yasmina.visit(SELECTION + "/cohorte");
  await yasmina.fill({ "Places sur la liste d'attente": "1" });
  await yasmina.press("Proposer par les notes sous quotas");
  await yasmina.reads("En tout : 2 retenues pour 2 places");
  await yasmina.press("Enregistrer le choix");
  await cast.citizen.visit(SELECTION + "/cohorte");
  await cast.citizen.reads("Se connecter");
  await cast.juror.visit(SELECTION + "/cohorte", 404);
}

async function letter(yasmina, outcome, subject, body) {
  await yasmina.visit(`${SELECTION}/decision/lettres/${outcome}`);
  await yasmina.fill({ "Objet": subject, "Lettre": body });
  await yasmina.press("Enregistrer et prévisualiser");
}

export async function decide({ cast }) {
  const yasmina = cast.facilitator;
  await yasmina.visit(SELECTION + "/decision");
  await yasmina.reads("à écrire");
  if (yasmina.scripts) assert.ok(await yasmina.inSight("nav.tabs [aria-current]"), "the present tab is in sight, however narrow the screen");
  await letter(yasmina, "selected", "Vous êtes retenus : {territory}", "Bonjour,\n\n{territory} rejoint « {cycle} ».\n\nÀ bientôt.");
  await yasmina.reads("Telle que la recevra", "rejoint « Vers des territoires participatifs »");
  await letter(yasmina, "waiting", "Liste d'attente : {territory}", "Bonjour,\n\n{territory} est au rang {rank} de la liste d'attente.\n\nÀ bientôt.");
  await yasmina.press("Décider et envoyer les lettres", { status: 422 });
  await yasmina.fill({ "J'ai relu les trois lettres et la liste des réponses": true });
  await yasmina.press("Décider et envoyer les lettres");
  await yasmina.reads("La décision est prise", "Empreinte du registre");
  await yasmina.follow("Lire le registre");
  const record = await yasmina.download(SELECTION + "/decision/registre.json");
  if (record.status !== 200 || !record.text.includes("Parc naturel")) throw new Error("the record cannot be read");
}

export async function letters({ cast }) {
  const kept = await cast.elected.openMail("Vous êtes retenus : Vimy");
  if (!kept.plain.includes("Vimy rejoint")) throw new Error(kept.plain);
  await cast.elected.reads("La cohorte", "Prochaines étapes");
  await cast.staff.mail("Vous êtes retenus");
  await cast.parkStaff.mail("Vous êtes retenus");
  await cast.parkElected.openMail("Vous êtes retenus");
  const waits = await cast.arquesStaff.mail("Liste d'attente");
  if (!waits.plain.includes("rang 1")) throw new Error(waits.plain);
  await cast.citizen.visit(SELECTION);
  await cast.citizen.reads("2 territoires retenus", "3 candidatures reçues");
  await cast.citizen.inEnglish();
}

export async function cohort({ cast }) {
  const { facilitator: yasmina, elected: nathalie } = cast;
  await yasmina.visit(CYCLE + "/cohorte");
  await yasmina.follow("Modifier l'accueil et la charte");
  await yasmina.fill({ "Mot d'accueil": "## Bienvenue\n\nVous voilà.", "Charte du groupe": "## Notre charte\n\n1. Ce qui se dit ici reste ici.\n2. On essaie." });
  await yasmina.press("Enregistrer");
  await nathalie.visit(CYCLE + "/cohorte");
  await nathalie.reads("Ce qui se dit ici reste ici.");
  await nathalie.follow("Annuaire");
  await nathalie.reads("Bruno Delattre", "Claire Lemaire");
  await nathalie.visit(CYCLE + "/cohorte/annuaire?q=vimy");
  await nathalie.doesNotRead("Claire Lemaire");
  await nathalie.visit(CYCLE + "/cohorte/annuaire?q=personne+de+ce+nom");
  await nathalie.visit(CYCLE + "/cohorte");
  await nathalie.follow("Avesnois");
  await nathalie.reads("Le binôme", "Hugo Vasseur");
  await cast.citizen.visit(CYCLE + "/cohorte");
  await cast.citizen.doesNotRead("Hugo Vasseur", "Ce qui se dit ici");
  await cast.arquesStaff.visit(CYCLE + "/cohorte/annuaire", 404);
}

export async function expert(told) {
  told.cast.expert = await invite(told, "Intervenante ou intervenant", "Nour Abdelkrim", "nour.abdelkrim@studio.example");
  await told.cast.expert.visit(CYCLE + "/cohorte");
}
