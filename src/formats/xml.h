/* XML character data: what every XML format we write shares. */
#ifndef CORDEE_XML_H
#define CORDEE_XML_H
#include "base/buffer.h"

void xml_escape(struct buffer *, struct text);
/* <name>value</name> */
void xml_element(struct buffer *, const char *name, struct text value);
#endif
