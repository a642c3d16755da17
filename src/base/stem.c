/* Stems by libstemmer; empty words by our own lists, in the order of bytes. */
#include "base/stem.h"

#include "base/check.h"

#include <libstemmer.h>

/* What is opaque to others is Snowball's own. */
static struct sb_stemmer *inner(struct stemmer *s)
{
	return (struct sb_stemmer *)s;
}

struct stemmer *stemmer_new(enum lang lang)
{
	struct sb_stemmer *made = sb_stemmer_new(lang == LANG_FR ? "french" : "english", "UTF_8");
	check(made != NULL);
	return (struct stemmer *)made;
}

void stemmer_free(struct stemmer *s)
{
	sb_stemmer_delete(inner(s));
}

struct text stem(struct stemmer *s, struct text folded)
{
	const sb_symbol *cut = sb_stemmer_stem(inner(s), (const sb_symbol *)folded.at, (int)folded.n);
	check(cut != NULL);
	return (struct text){ (const char *)cut, (size_t)sb_stemmer_length(inner(s)) };
}

static const char *const french[] = {
	"a",       "ai",      "ainsi",   "alors",   "apres",   "as",      "au",      "aucun",   "aucune",  "aussi",
	"autre",   "autres",  "aux",     "avaient", "avait",   "avant",   "avec",    "avez",    "avoir",   "avons",
	"c",       "car",     "ce",      "cela",    "celle",   "celles",  "celui",   "ces",     "cet",     "cette",
	"ceux",    "chez",    "ci",      "comme",   "d",       "dans",    "de",      "depuis",  "des",     "donc",
	"dont",    "du",      "elle",    "elles",   "en",      "encore",  "entre",   "es",      "est",     "et",
	"etaient", "etait",   "etant",   "ete",     "etes",    "etre",    "eu",      "eux",     "faire",   "fait",
	"fut",     "ici",     "il",      "ils",     "j",       "je",      "jusqu",   "l",       "la",      "le",
	"les",     "leur",    "leurs",   "lorsqu",  "lorsque", "lui",     "m",       "ma",      "mais",    "me",
	"meme",    "memes",   "mes",     "moi",     "mon",     "n",       "ne",      "ni",      "nos",     "notre",
	"nous",    "on",      "ont",     "ou",      "par",     "parce",   "pas",     "peu",     "peut",    "plus",
	"pour",    "puis",    "puisqu",  "puisque", "qu",      "quand",   "que",     "quel",    "quelle",  "quelles",
	"quels",   "qui",     "quoi",    "quoiqu",  "s",       "sa",      "sans",    "se",      "sera",    "seront",
	"ses",     "si",      "soit",    "sommes",  "son",     "sont",    "sous",    "suis",    "sur",     "t",
	"ta",      "te",      "tes",     "toi",     "ton",     "tous",    "tout",    "toute",   "toutes",  "tres",
	"tu",      "un",      "une",     "vers",    "vos",     "votre",   "vous",    "y",
};

static const char *const english[] = {
	"a",       "about",   "after",   "all",     "also",    "am",      "an",      "and",     "any",     "are",
	"as",      "at",      "be",      "been",    "being",   "but",     "by",      "can",     "could",   "did",
	"do",      "does",    "for",     "from",    "had",     "has",     "have",    "he",      "her",     "here",
	"him",     "his",     "how",     "i",       "if",      "in",      "into",    "is",      "it",      "its",
	"just",    "me",      "more",    "most",    "my",      "no",      "not",     "of",      "on",      "only",
	"or",      "other",   "our",     "out",     "over",    "own",     "re",      "s",       "same",    "she",
	"should",  "so",      "some",    "such",    "t",       "than",    "that",    "the",     "their",   "them",
	"then",    "there",   "these",   "they",    "this",    "those",   "to",      "too",     "under",   "until",
	"up",      "us",      "ve",      "very",    "was",     "we",      "were",    "what",    "when",    "where",
	"which",   "while",   "who",     "will",    "with",    "would",   "you",     "your",
};

bool stem_is_empty_word(enum lang lang, struct text folded)
{
	const char *const *list = lang == LANG_FR ? french : english;
	size_t low = 0, high = lang == LANG_FR ? sizeof french / sizeof *french : sizeof english / sizeof *english;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = text_compare(folded, text_of(list[middle]));
		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}
