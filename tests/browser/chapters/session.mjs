// A working day: prepared, lived by phone at the door, told, and what each takes home.
import { DAY, day } from "../paris.mjs";
import { CYCLE } from "./opening.mjs";

const SESSIONS = CYCLE + "/seances";

export async function prepare({ cast }) {
  const yasmina = cast.facilitator;
  await cast.elected.visit(SESSIONS);
  await cast.elected.reads("Les dates ne sont pas encore fixées");
  await yasmina.visit(SESSIONS);
  await yasmina.follow("Ajouter une séance");
  await yasmina.press("Ajouter la séance", { status: 422 });
  await yasmina.fill({ "Titre de la journée": "Choisir ses outils", "Jour": day(), "Début": "00:00", "Fin": "23:59", "Lieu": "Maison du projet, Vimy",
    "Adresse": "1 place de la République", "En une ou deux phrases": "Une journée pour comparer des outils.", "Venir et s'installer": "- gare à dix minutes\n- café à 9 h" });
  await yasmina.press("Ajouter la séance");
  cast.session = yasmina.path().replace(/[?#].*/, "");
  await yasmina.visit(cast.session);
  await yasmina.follow("Écrire le programme");
  await yasmina.fill({ "Début": "00:30", "Fin": "12:00", "Nature": "Intervention", "Titre": "Ce que participer veut dire", "Qui parle ou anime": "Nour Abdelkrim", "Fonction": "designer" });
  await yasmina.press("Ajouter au programme");
  await yasmina.fill({ "Début": "11:00", "Fin": "14:00", "Nature": "Atelier", "Titre": "Essayer" });
  await yasmina.press("Ajouter au programme", { status: 422 });
  await yasmina.reads("chevauchent");
  await yasmina.fill({ "Début": "12:00", "Fin": "23:00" });
  await yasmina.press("Ajouter au programme");
  await yasmina.follow("Modifier", { near: "Essayer" });
  await yasmina.press("Enregistrer");
  await yasmina.visit(cast.session + "/documents");
  await yasmina.fill({ "Fichier": { name: "grille.txt", mimeType: "text/plain", text: "Une grille pour choisir." }, "Titre": "La grille" });
  await yasmina.press("Ajouter le document");
  await yasmina.visit(SESSIONS + "/nouvelle");
  await yasmina.fill({ "Titre de la journée": "Mobiliser", "Jour": day(40 * DAY), "Début": "09:00", "Fin": "17:00", "En une ou deux phrases": "Donner envie." });
  await yasmina.press("Ajouter la séance");
  await yasmina.follow("Modifier");
  await yasmina.fill({ "Début": "10:00" });
  await yasmina.press("Enregistrer la séance");
  await yasmina.follow("Modifier");
  await yasmina.follow("Supprimer cette séance");
  await yasmina.follow("La garder");
  await cast.citizen.visit(cast.session);
  await cast.citizen.reads("Ce que participer veut dire");
  await cast.citizen.doesNotRead("1 place de la République", "La grille");
  await cast.elected.visit(SESSIONS);
  await cast.elected.follow("Choisir ses outils");
  await cast.elected.reads("1 place de la République", "La grille");
  const calendar = await cast.elected.download(cast.session + "/seance.ics");
  if (!calendar.text.startsWith("BEGIN:VCALENDAR")) throw new Error("no calendar: " + calendar.text);
}

export async function attend({ cast }) {
  const { facilitator: yasmina, elected: nathalie, expert: nour } = cast;
  await yasmina.visit(cast.session + "/emargement");
  await yasmina.follow("Feuille à signer");
  await yasmina.reads("Nathalie Thuillier");
  await yasmina.visit(cast.session + "/emargement/affiche");
  const address = /https?:\/\/[^/\s]+(\/emargement\/\S+)/.exec(await yasmina.words())[1];
  await nathalie.visit(address);
  await nathalie.press("Je suis présent·e");
  await nathalie.reads("C'est noté, Nathalie Thuillier");
  await cast.citizen.visit(address);
  await cast.citizen.reads("Se connecter");
  await yasmina.visit(cast.session + "/emargement");
  await yasmina.page.getByRole("listitem").filter({ hasText: nour.name }).getByRole("button").waitFor();
  await yasmina.press(/Nour Abdelkrim/);
  await yasmina.reads("2 personnes présentes");
  await nathalie.visit(address);
  await nathalie.reads("vous êtes là");
}

export async function tell({ cast }) {
  const { facilitator: yasmina, elected: nathalie } = cast;
  await yasmina.visit(cast.session + "/compte-rendu");
  await yasmina.fill({ "Compte rendu": "## Le matin\n\nNous avons comparé **trois outils**." });
  await yasmina.press("Enregistrer et relire");
  await yasmina.fill({ "Qui peut le lire ?": "tout le monde" });
  await yasmina.press("Enregistrer ce choix");
  await yasmina.visit(cast.session + "/compte-rendu");
  await yasmina.open("version");
  await yasmina.page.locator("details a").first().waitFor();
  await yasmina.turn(() => yasmina.page.locator("details a").first().click());
  await nathalie.visit(cast.session);
  await nathalie.reads("trois outils");
  await nathalie.fill({ "Ce que vous en retenez": "Inviter avant de décider, pas après." });
  await nathalie.press("Ajouter cet enseignement");
  await nathalie.follow("Modifier", { near: "Inviter avant de décider" });
  await nathalie.press("Enregistrer");
  await cast.citizen.visit(cast.session);
  await cast.citizen.reads("Inviter avant de décider", "trois outils");
  await cast.citizen.doesNotRead("Nathalie Thuillier");
  await nathalie.visit(cast.session);
  await nathalie.inEnglish();
}

// In the room: ideas and votes from phones without account, the wall, and what stays.
export async function ideas({ cast }) {
  const { facilitator: yasmina, citizen: sofia, elected: nathalie, expert: nour } = cast;
  await yasmina.visit(cast.session);
  await yasmina.follow("Ajouter une activité");
  await yasmina.press("Ajouter l'activité", { status: 422 });
  await yasmina.fill({ "Titre": "Par où commencer ?", "La question posée à la salle": "Que ferons-nous dès lundi ?", "Voix par personne": "1" });
  await yasmina.press("Ajouter l'activité");
  const desk = yasmina.path();
  await yasmina.follow("Écran de la salle");
  const wall = yasmina.path();
  const code = /\/a\/([^/]+)/.exec(wall) || /\b([A-Z0-9]{3}\s?[A-Z0-9]{3})\b/.exec(await yasmina.words());
  await sofia.visit("/rejoindre");
  await sofia.fill({ "Code": "zzzzzz" });
  await sofia.press("Rejoindre", { status: 422 });
  await sofia.fill({ "Code": code[1].toLowerCase() });
  await sofia.press("Rejoindre");
  await sofia.reads("L'activité va commencer");
  await nour.visit(sofia.path().replace(/[?#].*/, "") + "/ecran");
  await yasmina.visit(desk);
  await yasmina.press("Ouvrir");
  await sofia.sees("Proposer cette idée");
  await sofia.fill({ "Votre idée": "Ouvrir la mairie le samedi", "Signer d'un prénom ou d'un pseudonyme": "Sofia" });
  await sofia.press("Proposer cette idée");
  await nathalie.visit(sofia.path());
  await nathalie.fill({ "Votre idée": "Un café sur le marché" });
  await nathalie.press("Proposer cette idée");
  await nathalie.toggle("Soutenir", "Ouvrir la mairie");
  await nathalie.hears("Vous avez donné toutes vos voix");
  await sofia.sees("Un café sur le marché");
  await sofia.toggle("Soutenir", "Un café");
  await nour.sees("Un café sur le marché");
  await yasmina.sees("Un café sur le marché");
  await yasmina.press("Masquer", { near: "Un café" });
  await yasmina.reads("masquée");
  await yasmina.press("Montrer", { near: "Un café" });
  await yasmina.press("Clore");
  await sofia.sees("C'est clos");
  await nour.sees("C'est clos");
  await nathalie.visit(cast.session);
  await nathalie.reads("Idées de la salle", "Ouvrir la mairie le samedi", "1 voix");
  await yasmina.visit(desk + "/modifier");
  const table = await yasmina.download(desk + "/idees.csv");
  if (!table.text.includes("Ouvrir la mairie")) throw new Error(table.text);
  const stranger = cast.arquesStaff;
  await stranger.visit(cast.session);
  await stranger.doesNotRead("Ouvrir la mairie");
}
