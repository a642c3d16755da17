// What the cycle hands on: the public event, places and their waiting list, and the sheets.
import { DAY, day, instant } from "../paris.mjs";
import { CYCLE } from "./opening.mjs";

const EVENT = CYCLE + "/restitution";

export async function announce({ cast }) {
  const yasmina = cast.facilitator;
  await cast.citizen.visit(EVENT);
  await cast.citizen.reads("n'est pas encore annoncée");
  await yasmina.visit(EVENT);
  await yasmina.follow("Préparer la restitution");
  await yasmina.press("Enregistrer", { status: 422 });
  await yasmina.fill({ "Titre": "Ce que nous avons appris", "En une ou deux phrases": "Une après-midi ouverte à la région.", "Début": day(20 * DAY) + "T14:00", "Fin": day(20 * DAY) + "T17:30",
    "Lieu": "Salle des fêtes, Vimy", "Places": "1", "Ouverture des inscriptions": instant(-3600), "Présentation": "## Au programme\n\nDes récits." });
  await yasmina.press("Enregistrer");
  await yasmina.press("Publier la page");
  await yasmina.visit(EVENT + "/inscrits");
  await yasmina.reads("Personne n'est encore inscrit");
}

async function register(person, organisation) {
  await person.visit(EVENT);
  await person.follow(/^S'inscrire/);
  await person.fill({ "Prénom et nom": person.name, "Adresse électronique": person.address, "Organisation": organisation });
  await person.press(/^M'inscrire/);
  await person.reads("Un message vient de partir");
}

export async function registrations({ cast }) {
  const { citizen: sofia, lateStaff: ines, facilitator: yasmina } = cast;
  await sofia.visit(EVENT + "/inscription");
  await sofia.press("M'inscrire", { status: 422 });
  await register(sofia, "habitante d'Arras");
  await sofia.openMail("Vous êtes inscrit·e");
  await sofia.reads("Votre place vous attend");
  const own = sofia.path();
  await register(ines, "ville de Lens");
  await ines.openMail("Vous êtes sur la liste d'attente");
  await ines.reads("Vous êtes au rang 1");
  await sofia.visit(EVENT);
  await sofia.reads("complet", "Une personne attend déjà");
  await sofia.visit(own);
  await sofia.follow("Annuler mon inscription");
  await sofia.press("Annuler mon inscription");
  await sofia.reads("Votre inscription est annulée");
  await ines.openMail("Une place s'est libérée");
  await ines.reads("Votre place vous attend");
  await yasmina.visit(EVENT + "/inscrits");
  await yasmina.reads("Inès Caron", "1 annulation");
  await yasmina.follow("Feuille de présence à imprimer");
  await yasmina.visit(EVENT + "/inscrits");
  await yasmina.follow("l'inscription de Inès Caron");
  await yasmina.follow("La garder");
  await ines.visit(EVENT);
  await ines.inEnglish();
}

export async function sheets({ cast }) {
  const { elected: nathalie, citizen: sofia } = cast;
  await nathalie.visit(EVENT);
  await nathalie.follow("La fiche de mon territoire");
  await nathalie.reads("Ce qu'elle ne montre pas");
  await nathalie.fill({ "Présentation": "Vimy, une **maison du projet** et beaucoup de samedis.", "Publier la fiche : tout le monde peut la lire": true });
  await nathalie.press("Enregistrer la fiche");
  await cast.facilitator.visit(EVENT);
  await cast.facilitator.reads("fiche");
  await sofia.visit(EVENT);
  await sofia.follow("Vimy");
  await sofia.reads("beaucoup de samedis", "Cent habitants rencontrés", "Ouvrir la maison du projet le samedi");
  await sofia.doesNotRead("Nathalie Thuillier", "Bruno Delattre");
  await sofia.visit("/recherche?q=samedis");
  await sofia.visit("/recherche?q=introuvable");
}
