/* Assets: css, js, icons and fonts, embedded at build time with content hashes in their
 * names and brotli and gzip twins; served for a year. asset_url("cordee.css") →
 * "/assets/cordee.3f2a….css", asset_url("live.js"); a name that does not exist stops the program (a test asks all). */
#ifndef CORDEE_ASSETS_H
#define CORDEE_ASSETS_H
#include "http/url.h"

struct url asset_url(const char *name);
#endif
