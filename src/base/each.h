/* EACH(m, a, b, c) → m(a) m(b) m(c), and EACH_WITH(m, x, a, b) → m(x, a) m(x, b); up to
 * 256 rescans, enough for the widest row. Used by the two lists that must stay together:
 * the columns of a statement and the values bound to it. */
#ifndef CORDEE_EACH_H
#define CORDEE_EACH_H

#define EACH_PARENS ()
#define EACH_SCAN(...) EACH_SCAN3(EACH_SCAN3(EACH_SCAN3(EACH_SCAN3(__VA_ARGS__))))
#define EACH_SCAN3(...) EACH_SCAN2(EACH_SCAN2(EACH_SCAN2(EACH_SCAN2(__VA_ARGS__))))
#define EACH_SCAN2(...) EACH_SCAN1(EACH_SCAN1(EACH_SCAN1(EACH_SCAN1(__VA_ARGS__))))
#define EACH_SCAN1(...) __VA_ARGS__

#define EACH(m, ...) __VA_OPT__(EACH_SCAN(EACH_STEP(m, __VA_ARGS__)))
#define EACH_STEP(m, a, ...) m(a) __VA_OPT__(EACH_AGAIN EACH_PARENS(m, __VA_ARGS__))
#define EACH_AGAIN() EACH_STEP

#define EACH_WITH(m, x, ...) __VA_OPT__(EACH_SCAN(EACH_WITH_STEP(m, x, __VA_ARGS__)))
#define EACH_WITH_STEP(m, x, a, ...) m(x, a) __VA_OPT__(EACH_WITH_AGAIN EACH_PARENS(m, x, __VA_ARGS__))
#define EACH_WITH_AGAIN() EACH_WITH_STEP
#endif
