/* What people see when something is wrong: what happened, what to do, nothing technical. */
#include "admin/admin.h"
#include "html/page.h"

#include "error.html.h"

static const struct {
	int status;
	const char *title, *words;
} pages[] = {
	{ 400, N_("Demande incomprise"), N_("L'adresse ou le formulaire reçu est abîmé. Revenez en arrière et réessayez.") },
	{ 403, N_("Formulaire périmé"), N_("Cette page est restée ouverte trop longtemps, ou vient d'ailleurs. Revenez en arrière, "
	                                   "rechargez la page et envoyez à nouveau : ce que vous aviez écrit y est encore.") },
	{ 404, N_("Page introuvable"), N_("Cette page n'existe pas, ou elle n'est pas pour vous. Si on vous a donné un lien, vérifiez qu'il est entier.") },
	{ 405, N_("Page introuvable"), N_("Cette page ne s'ouvre pas de cette manière. Repartez de l'accueil.") },
	{ 409, N_("Modifié entre-temps"), N_("Quelqu'un d'autre a changé la même chose. Rechargez la page pour voir sa version.") },
	{ 413, N_("Envoi trop volumineux"), N_("Ce fichier ou ce texte dépasse la taille acceptée. Réduisez-le et recommencez.") },
	{ 414, N_("Adresse trop longue"), N_("Cette adresse est trop longue pour être lue. Repartez de l'accueil.") },
	{ 415, N_("Demande incomprise"), N_("Ce serveur ne lit que les formulaires de ses propres pages. Revenez en arrière et réessayez.") },
	{ 503, N_("Un instant, s'il vous plaît"), N_("Le service ne peut rien enregistrer pour le moment, et rien n'a été enregistré. "
	                                             "Gardez cette page ouverte et réessayez dans quelques minutes.") },
	{ 500, N_("Une erreur de notre côté"), N_("Quelque chose s'est mal passé, et c'est noté. Réessayez ; si cela continue, écrivez-nous.") },
};
enum { LAST = sizeof pages / sizeof *pages - 1 };

void error_page(struct request *r, int status, const struct error *err)
{
	size_t i = 0;
	while (i < LAST && pages[i].status != status)
		i++;
	struct page *p = page_start(r);
	struct text words = err && err->message ? error_text(r->arena, r->lang, err)
	                                        : page_t(p, pages[i].words, &(struct words){ 0 });
	view_error(p, status, pages[i].title, words);
	page_send(p, status);
}
