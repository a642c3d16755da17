// Between the days: a blocker that peers lift, an experience told, and the roadmap of a territory.
import { DAY, day } from "../paris.mjs";
import { CYCLE } from "./opening.mjs";

const EXCHANGE = CYCLE + "/echanges";
const ROADMAP = CYCLE + "/feuille-de-route";

export async function blocker({ cast }) {
  const { staff: bruno, parkStaff: claire } = cast;
  await bruno.visit(EXCHANGE);
  await bruno.follow("Exposer un blocage");
  await bruno.press("Exposer ce blocage", { status: 422 });
  await bruno.fill({ "Le blocage en une phrase": "Personne ne vient aux réunions", "Racontez": "Trois réunions, cinq personnes.\n\nToujours les mêmes.", "Sujet": "mobiliser", "Qui peut lire ?": "tout le monde" });
  await bruno.press("Exposer ce blocage");
  cast.blocker = bruno.path();
  await claire.visit(EXCHANGE);
  await claire.follow("Personne ne vient aux réunions");
  await claire.fill({ "Votre réponse": "Nous sommes allés sur le marché." });
  await claire.press("Répondre");
  await claire.reads("Une réponse");
  await bruno.openMail("Réponse à votre blocage « Personne ne vient");
  await bruno.reads("Nous sommes allés sur le marché.");
  await bruno.press("Il est en cours");
  await bruno.open("Il est levé");
  await bruno.fill({ "Ce qui l'a levé": "Aller au marché plutôt que d'attendre." });
  await bruno.press("Dire qu'il est levé");
  await bruno.reads("Ce qui l'a levé");
  await bruno.follow("Modifier");
  await bruno.fill({ "Sujet": "aller vers" });
  await bruno.press("Enregistrer");
  await cast.citizen.visit(EXCHANGE);
  await cast.citizen.follow("Personne ne vient aux réunions");
  await cast.citizen.reads("Aller au marché");
  await cast.citizen.doesNotRead("Bruno Delattre", "Claire Lemaire");
  await cast.citizen.inEnglish();
  await claire.visit(EXCHANGE + "?etat=open");
}

export async function experience({ cast }) {
  const claire = cast.parkStaff;
  await claire.visit(EXCHANGE + "/experiences");
  await claire.visit(EXCHANGE + "/experiences/nouvelle");
  await claire.fill({ "Titre": "Un stand sur le marché", "Le contexte": "Un parc de cent communes.", "Ce que nous avons fait": "Dix samedis, deux questions.", "Les résultats": "Quatre cents réponses.",
    "Les difficultés": "La pluie.", "Nos conseils aux autres": "Du café.", "Qui peut lire ?": "tout le monde" });
  await claire.press("Publier ce retour");
  await claire.follow("Modifier");
  await claire.press("Enregistrer");
  await claire.follow("Fiche à imprimer");
  await claire.reads("Quatre cents réponses");
  await cast.citizen.visit(EXCHANGE + "/experiences");
  await cast.citizen.follow("Un stand sur le marché");
}

export async function roadmap({ cast }) {
  const nathalie = cast.elected;
  await nathalie.visit(ROADMAP);
  await nathalie.follow("Ouvrir notre feuille de route");
  cast.roadmap = nathalie.path();
  await nathalie.follow("Ajouter une action");
  await nathalie.press("Ajouter cette action", { status: 422 });
  await nathalie.choose("Née d'un enseignement", /Inviter avant de décider/);
  await nathalie.fill({ "L'action, en une phrase": "Ouvrir la maison du projet le samedi", "Comment": "Deux agents, une élue.", "Échéance": day(60 * DAY), "Première étape": "En parler au conseil", "Qui peut lire ?": "tout le monde" });
  await nathalie.choose("Qui la porte ?", "Bruno Delattre");
  await nathalie.press("Ajouter cette action");
  await nathalie.visit(cast.roadmap);
  await nathalie.follow("Ouvrir la maison du projet le samedi");
  await nathalie.fill({ "Où en est-elle ?": "en cours", "Ce qui s'est passé": "Trois samedis." });
  await nathalie.press("Noter");
  await nathalie.reads("Trois samedis.");
  await nathalie.follow("Modifier");
  await nathalie.press("Enregistrer");
  await nathalie.visit(cast.roadmap);
  await nathalie.follow("Ajouter un cap");
  await nathalie.fill({ "Le cap": "Cent habitants rencontrés", "À quoi saura-t-on qu'il est passé ?": "Le cahier du samedi.", "Visé pour le": day(30 * DAY), "Qui peut lire ?": "tout le monde" });
  await nathalie.press("Ajouter ce cap");
  await nathalie.visit(cast.roadmap);
  await nathalie.follow("Cent habitants rencontrés");
  await nathalie.fill({ "Passé le": day(), "Ce qui le montre": "Cent sept noms." });
  await nathalie.press("Dire qu'il est passé");
  await nathalie.reads("Cent sept noms.");
  await nathalie.visit(cast.roadmap + "/fiche");
  await nathalie.visit(ROADMAP);
  await cast.citizen.visit(ROADMAP);
  await cast.citizen.follow("Vimy");
  await cast.citizen.reads("Ouvrir la maison du projet le samedi");
  await cast.citizen.inEnglish();
  await cast.facilitator.visit(ROADMAP);
}

// A territory leaves; the first of the waiting list comes in.
export async function departure({ cast }) {
  const { facilitator: yasmina, parkElected: hugo, arquesElected: paul } = cast;
  await yasmina.visit(CYCLE + "/cohorte");
  await yasmina.follow("Avesnois");
  await yasmina.follow("Enregistrer un retrait");
  await yasmina.fill({ "Jour du retrait": day(), "Raison": "Le poste n'est pas remplacé." });
  await yasmina.choose("Remplacer par", /Arques/);
  await yasmina.press("Enregistrer le retrait");
  await yasmina.visit(CYCLE + "/cohorte");
  await yasmina.reads("Ont aussi fait un bout du chemin");
  await yasmina.follow("Avesnois");
  await hugo.visit(CYCLE + "/cohorte/annuaire", 404);
  await paul.openMail("rejoint la cohorte");
  await paul.reads("La cohorte");
  await paul.visit(CYCLE + "/cohorte/annuaire");
  await paul.reads("Lina Roussel");
  await cast.citizen.visit(CYCLE + "/cohorte");
  await cast.citizen.reads("arrivé en cours de route");
}

// What each may do with what is known of them.
export async function ownData({ cast }) {
  const { parkElected: hugo, expert: nour } = cast;
  await nour.visit("/moi");
  await nour.fill({ "Téléphone": "03 20 00 00 00" });
  await nour.press("Enregistrer");
  await nour.press("Créer l'adresse");
  await nour.visit("/moi/mot-de-passe");
  await nour.fill({ "Nouveau mot de passe": "cheval pile agrafe juste" });
  await nour.press("Enregistrer");
  const file = await nour.download("/moi/donnees.json");
  if (JSON.parse(file.text).email !== nour.address && !file.text.includes(nour.address)) throw new Error("the file lacks the address");
  await hugo.visit("/moi");
  await hugo.follow("Effacer mon compte");
  await hugo.press("Effacer mon compte", { status: 422 });
  await hugo.fill({ "J'ai compris : mon compte sera effacé, sans retour possible.": true });
  await hugo.press("Effacer mon compte");
  await hugo.visit("/moi");
  await hugo.reads("Se connecter");
}
