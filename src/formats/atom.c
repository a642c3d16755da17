/* Atom feeds. */
#include "formats/atom.h"

#include "formats/xml.h"

static void link_to(struct buffer *out, const char *relation, struct text url)
{
	buffer_format(out, "<link rel=\"%s\" href=\"", relation);
	xml_escape(out, url);
	buffer_z(out, "\"/>\n");
}

static void entry(struct buffer *out, struct arena *arena, const struct atom_entry *e)
{
	buffer_z(out, "<entry>\n");
	xml_element(out, "title", e->title);
	xml_element(out, "id", e->url);
	link_to(out, "alternate", e->url);
	xml_element(out, "published", instant_iso(arena, e->published));
	xml_element(out, "updated", instant_iso(arena, e->updated));
	buffer_z(out, "<author>");
	xml_element(out, "name", e->author);
	buffer_z(out, "</author>\n");
	xml_element(out, "summary", e->summary);
	buffer_z(out, "</entry>\n");
}

/* The feed is as fresh as its freshest entry (RFC 4287, 4.2.15). */
static struct instant freshest(const struct atom_feed *feed)
{
	struct instant latest = { 0 };
	for (size_t i = 0; i < feed->n; i++)
		if (feed->entries[i].updated.s > latest.s)
			latest = feed->entries[i].updated;
	return latest;
}

void atom_write(struct buffer *out, struct arena *arena, const struct atom_feed *feed)
{
	buffer_z(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
	xml_element(out, "title", feed->title);
	xml_element(out, "id", feed->url);
	link_to(out, "self", feed->url);
	link_to(out, "alternate", feed->home);
	xml_element(out, "updated", instant_iso(arena, freshest(feed)));
	for (size_t i = 0; i < feed->n; i++)
		entry(out, arena, &feed->entries[i]);
	buffer_z(out, "</feed>\n");
}
