/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * contract: what the documentation of a version promises, and what is known to depart from it.
 *
 * Both are tables below targets/cpython/ (markers, deviations), read at start; each explains its own columns
 * at its head. The promises come from "Instrumenting CPython with DTrace and SystemTap" (the HOWTO) of each
 * version; C types from CPython's Include/pydtrace.d.
 */
#ifndef PROBETAP_CONTRACT_H
#define PROBETAP_CONTRACT_H

#include <probetap/error.h>
#include <probetap/object.h>
#include <probetap/operand.h>
#include <probetap/version.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MARKERS_MAX = 32 };
typedef uint32_t marker_set; /* bit N: marker N of the table */

enum argument_type {
	ARGUMENT_TEXT,   /* const char *, NUL-terminated UTF-8 */
	ARGUMENT_INT,    /* int: 4 bytes, signed */
	ARGUMENT_LONG,   /* long: the machine's word, signed */
	ARGUMENT_OBJECT, /* PyObject *: its type's name and its ob_size are read from memory */
};

struct marker_argument {
	char *name;
	enum argument_type type;
};

struct marker {
	char *name;
	struct version_range documented;
	unsigned argument_count;
	struct marker_argument arguments[4];
};

const char *argument_type_name(enum argument_type type);

/* What a build is, beside its version. */
enum facet {
	FACET_DEBUG = 1 << 0,
	FACET_FREE_THREADED = 1 << 1,
	FACET_SHARED = 1 << 2,     /* the markers are in a libpython */
	FACET_JIT = 1 << 3,        /* a JIT is built in and on by default */
	FACET_TRACE_REFS = 1 << 4, /* Py_TRACE_REFS: up to 3.12, objects are longer */
};

enum deviation_rule {
	DEVIATION_ABSENT, /* the markers have no site */
	DEVIATION_MUTE,   /* the markers have sites and do not fire, unless one of `unless` is enabled too */
	DEVIATION_CRASH,  /* the interpreter dies by `signal` when one of the markers is enabled */
	DEVIATION_FAILS,  /* the cases do not pass, in a way that is not stated further */
};

struct deviation {
	struct version_range range;
	unsigned facets;     /* all of these must be there … */
	unsigned not_facets; /* … and none of these */
	enum deviation_rule rule;
	marker_set markers;
	marker_set unless; /* DEVIATION_MUTE */
	int signal;        /* DEVIATION_CRASH */
	char **cases;      /* DEVIATION_FAILS: names, or prefixes that end in a slash */
	size_t case_count;
	char *issue;  /* "gh-98894", or the name of a text below targets/cpython/reports/ */
	char *source; /* "file:line", for messages */
	bool matched; /* set when a verdict used it: entries that match nothing are reported */
};

struct contract {
	const char *provider; /* "python": the provider that the notes must name */
	struct marker markers[MARKERS_MAX];
	size_t marker_count;
	struct deviation *deviations;
	size_t deviation_count;
	struct version newest; /* the newest version that the tables were written for */
};

/* Reads the tables of path_data(). -EBADMSG with file:line:column for a mistake in them. */
int contract_open(struct contract **result, struct error *err);
/* Adds a list of deviations of one's own (--known FILE), same format. */
int contract_add_known(struct contract *contract, const char *path, struct error *err);
void contract_close(struct contract *contract);

/* Index of a marker by name, or -1. */
int contract_marker(const struct contract *contract, const char *name, size_t length);
/* The markers that this version documents. */
marker_set contract_documented(const struct contract *contract, struct version version);
/* The markers of the table that have a site in the object. */
marker_set contract_present(const struct contract *contract, const struct object *object);
/* The first deviation of a rule that concerns one of `markers` in that version and build, or NULL. `enabled`:
 * the markers that are enabled together (for `unless` and for `crash`); ignored for `absent`. */
struct deviation *contract_deviation(struct contract *contract, enum deviation_rule rule,
				     struct version version, unsigned facets, marker_set markers,
				     marker_set enabled);
/* The first deviation of kind `fails` that names the case, or NULL. */
struct deviation *contract_case_deviation(struct contract *contract, struct version version, unsigned facets,
					  const char *case_name);
/* Does the issue stand somewhere one can read it: gh-NNN, a URL, or a text in targets/cpython/reports/? */
bool issue_is_known(const char *issue);

/* "debug", "free-threaded", "shared", "jit"; NULL for anything but one facet. */
const char *facet_name(enum facet facet);
/* All words of a set with blanks between, "" for none. */
void facets_format(unsigned facets, char *text, size_t size);
/* Reads a word of a selector: a facet ("debug" sets *must) or its opposite ("release", "gil", "static",
 * "nojit" set *must_not). False for a word that is none. */
bool facet_parse(const char *word, size_t length, unsigned *must, unsigned *must_not);

/* ---- static verdicts: from the notes alone, without a run and without privileges ---- */

enum claim_kind {
	CLAIM_PRESENT,      /* the marker has at least one site */
	CLAIM_ARGUMENTS,    /* every site has the documented arguments, each as wide and as signed as its type
			       needs */
	CLAIM_SEMAPHORE,    /* every site has the same semaphore, in memory that is loaded and writable, its
			       initial value 0 */
	CLAIM_NOP,          /* every site is a nop in code */
	CLAIM_NOTHING_ELSE, /* nothing undocumented under this provider (marker is -1) */
	CLAIM_KINDS,
};

struct claim {
	enum claim_kind kind;
	int marker;    /* index, or -1 */
	char *what;    /* "function__entry: every site carries (text, text, int)" */
	char *failure; /* NULL: it holds; else one sentence that says what is wrong, and at which site */
	struct deviation *deviation; /* the known departure that explains the failure, or NULL */
};

struct claims {
	struct claim *list;
	size_t count;
};

/* Judges the notes of the object against the contract of the version. Always gives the same claims in the
 * same order for a version. */
void contract_inspect(struct contract *contract, const struct object *object, struct version version,
		      unsigned facets, struct claims *claims);
void claims_fini(struct claims *claims);

#endif
