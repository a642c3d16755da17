/* XML character data. */
#include "formats/xml.h"

void xml_escape(struct buffer *out, struct text value)
{
	for (size_t i = 0; i < value.n; i++) {
		switch (value.at[i]) {
		case '<': buffer_z(out, "&lt;"); break;
		case '>': buffer_z(out, "&gt;"); break;
		case '&': buffer_z(out, "&amp;"); break;
		case '"': buffer_z(out, "&quot;"); break;
		default: buffer_char(out, value.at[i]);
		}
	}
}

void xml_element(struct buffer *out, const char *name, struct text value)
{
	buffer_format(out, "<%s>", name);
	xml_escape(out, value);
	buffer_format(out, "</%s>\n", name);
}
