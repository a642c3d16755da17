/* Makes a conversation as Polis exports it, from a seed: three groups of half, three tenths and a
 * fifth of the people; half of the statements divide them, the others have an approval of their
 * own; people differ in how much they vote. usage: opinion_folder PEOPLE STATEMENTS VOTES SEED FOLDER */
#include "methods/random.h"

#include <math.h>
#include <sys/stat.h>

enum { GROUPS = 3 };

struct world {
	size_t people, statements;
	double density;
	struct random random;
	double *approval; /* GROUPS × statements */
};

static size_t number(const char *z)
{
	return (size_t)strtoull(z, NULL, 10);
}

static void *room(size_t count, size_t size)
{
	void *at = calloc(count, size);
	if (!at)
		exit(1);
	return at;
}

static FILE *open_file(const char *folder, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "wb");
	if (!file) {
		perror(path);
		exit(1);
	}
	return file;
}

static void make_approvals(struct world *w)
{
	for (size_t j = 0; j < w->statements; j++) {
		double own = 0.3 + 0.5 * random_unit(&w->random);
		for (size_t g = 0; g < GROUPS; g++)
			w->approval[g * w->statements + j] = j % 2                         ? own
			                                     : random_below(&w->random, 2) ? 0.85
			                                                                   : 0.15;
	}
}

static size_t draw_group(struct world *w)
{
	double u = random_unit(&w->random);
	return u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
}

/* One person's row, and their lines of the log. */
static void write_person(struct world *w, size_t i, FILE *matrix, FILE *log)
{
	size_t g = draw_group(w);
	double share = w->density * -log1p(-random_unit(&w->random));
	fprintf(matrix, "%zu,%zu,0,0,0,0", i, g);
	for (size_t j = 0; j < w->statements; j++) {
		if (random_unit(&w->random) >= share) {
			fputc(',', matrix);
			continue;
		}
		double u = random_unit(&w->random);
		const char *vote = u < 0.1 ? "0"
		                   : random_unit(&w->random) < w->approval[g * w->statements + j]
		                           ? "1"
		                           : "-1";
		fprintf(matrix, ",%s", vote);
		fprintf(log, "%zu,Fri Sep 20 14:29:43 CEST 2024,%zu,%zu,%s\n",
		        (size_t)1726860583813 + 1000 * i + j, j, i, vote);
	}
	fputc('\n', matrix);
}

static void write_comments(const struct world *w, FILE *file)
{
	fprintf(file, "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,"
	              "comment-body\n");
	for (size_t j = 0; j < w->statements; j++)
		fprintf(file,
		        "1726860583813,%zu,0,0,0,1,false,%s,\"Statement %zu, \"\"quoted\"\"\non "
		        "two lines\"\n",
		        j, j < 10 ? "true" : "false", j);
}

int main(int argc, char **argv)
{
	if (argc != 6) {
		fprintf(stderr, "usage: opinion_folder PEOPLE STATEMENTS VOTES SEED FOLDER\n");
		return 2;
	}
	struct world w = { .people = number(argv[1]),
		           .statements = number(argv[2]),
		           .random = random_seed(number(argv[4])) };
	w.density = (double)number(argv[3]) / (double)(w.people * w.statements);
	w.approval = room(GROUPS * w.statements, sizeof *w.approval);
	mkdir(argv[5], 0777);
	FILE *matrix = open_file(argv[5], "participants-votes.csv"),
	     *log = open_file(argv[5], "votes.csv"), *comments = open_file(argv[5], "comments.csv");
	make_approvals(&w);
	write_comments(&w, comments);
	fprintf(log, "timestamp,datetime,comment-id,voter-id,vote\n");
	fprintf(matrix, "participant,group-id,n-comments,n-votes,n-agree,n-disagree");
	for (size_t j = 0; j < w.statements; j++)
		fprintf(matrix, ",%zu", j);
	fputc('\n', matrix);
	for (size_t i = 0; i < w.people; i++)
		write_person(&w, i, matrix, log);
	free(w.approval);
	return fclose(matrix) || fclose(log) || fclose(comments);
}
