// The first evening: an instance with nothing in it, its administrator, a cycle, its facilitator.
import { DAY, day } from "../paris.mjs";

export const CYCLE = "/cycles/vers-des-territoires-participatifs";

export async function emptiness({ house, cast }) {
  const passerby = cast.citizen = await house.person("Sofia Nowak", "sofia.nowak@arras.example");
  await passerby.visit("/");
  await passerby.reads("Aucun cycle n'est encore annoncé");
  await passerby.follow("Voir les cycles");
  await passerby.visit("/contenus");
  await passerby.visit("/recherche");
  await passerby.visit("/territoires");
  await passerby.visit("/connexion/mot-de-passe");
  await passerby.visit("/nulle-part", 404);
  await passerby.visit("/cycles/nouveau");
  await passerby.reads("Se connecter");
}

export async function administrator({ house, cast }) {
  const awa = cast.administrator = await house.person("Awa Diallo", "awa.diallo@centre.example");
  const printed = house.run("admin", awa.address, awa.name);
  await awa.visit(/https?:\/\/[^/\s]+(\/\S+)/.exec(printed)[1]);
  await awa.press("Me connecter");
  await awa.reads("Administration");
  await awa.visit("/moi");
  await awa.visit("/cycles");
  await awa.follow("Créer un cycle");
  await awa.press("Créer le cycle", { status: 422 });
  await awa.reads("Il reste");
  await awa.fill({
    "Nom du cycle": "Vers des territoires participatifs", "Parcours": "Participation", "Premier jour": day(), "Dernier jour": day(300 * DAY),
    "En une ou deux phrases": "Un an de travail entre territoires pour faire avec les habitants.",
    "Présentation": "## Pourquoi\n\nLes communes sont **au plus près** des habitants.\n\n- apprendre\n- essayer\n- raconter",
  });
  await awa.press("Créer le cycle");
  await awa.reads("Ce cycle n'est pas publié");
}

export async function facilitator({ house, cast }) {
  const awa = cast.administrator;
  await awa.follow("Équipe et rôles");
  await awa.fill({ "Rôle": "Animation", "Prénom et nom": "Yasmina Carlier", "Adresse électronique": "yasmina.carlier@centre.example", "Fonction": "animatrice" });
  await awa.press("Envoyer l'invitation");
  await awa.reads("L'invitation est partie", "Invitations en attente");
  const yasmina = cast.facilitator = await house.person("Yasmina Carlier", "yasmina.carlier@centre.example");
  await yasmina.openMail("");
  await yasmina.press("Accepter l'invitation");
  await yasmina.visit(CYCLE);
  await yasmina.follow("Modifier le cycle");
  await yasmina.fill({ "Note en bas de page": "Avec le soutien de la Région." });
  await yasmina.press("Enregistrer");
  await yasmina.press("Publier le cycle");
  await yasmina.follow("Courriels");
  await cast.citizen.visit("/cycles");
  await cast.citizen.follow("Vers des territoires participatifs");
  await cast.citizen.reads("Les communes sont au plus près des habitants");
}

// The public memory of the centre: an article, and the pages of the site.
export async function contents({ cast }) {
  const awa = cast.administrator;
  await awa.visit("/administration");
  await awa.follow("Écrire un contenu");
  await awa.press("Enregistrer", { status: 422 });
  await awa.fill({ "Titre": "Aller au marché", "En une ou deux phrases": "Où sont les gens ?", "Texte": "## Le samedi\n\nAvec un *stand*.", "Thème": "mobiliser" });
  await awa.press("Enregistrer");
  await awa.press("Publier");
  await awa.follow("Modifier");
  await awa.press("Enregistrer");
  await awa.visit("/pages/accessibilite/modifier?langue=fr");
  await awa.fill({ "Titre": "Accessibilité", "Texte": "Ce site est fait pour toutes et tous." });
  await awa.press("Enregistrer");
  await cast.citizen.visit("/contenus");
  await cast.citizen.follow("Aller au marché");
  await cast.citizen.visit("/");
  await cast.citizen.follow("Accessibilité");
  await cast.citizen.visit("/pages/mentions-legales");
  await cast.citizen.reads("Cette page n'est pas encore écrite.");
  await awa.visit("/pages/mentions-legales");
  await awa.follow("L'écrire");
  await cast.citizen.inEnglish();
  await cast.citizen.visit("/recherche?q=marché");
  await cast.citizen.reads("Aller au marché", "Le samedi Avec un stand");
}
