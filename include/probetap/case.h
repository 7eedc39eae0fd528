/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * case: a Python program and the events that its run must produce.
 *
 * NAME.py with #@label comments and NAME.case beside it. The format is explained by example in
 * cases/README.md; errors read file:line:column: what, with a suggestion for a misspelt word.
 */
#ifndef PROBETAP_CASE_H
#define PROBETAP_CASE_H

#include <probetap/buffer.h>
#include <probetap/contract.h>
#include <probetap/error.h>
#include <probetap/event.h>
#include <probetap/version.h>
#include <stdbool.h>
#include <stddef.h>

/* What one argument must be. */
enum pattern_kind {
	PATTERN_VALUE,    /* exactly this */
	PATTERN_BIND,     /* ?name: anything the first time, the same from then on */
	PATTERN_WILDCARD, /* _pointer, _count …: only its kind is checked, and it is counted as unchecked */
	PATTERN_TUPLE,    /* (1, "two", ?three): a tuple of these items and no other */
	PATTERN_SIZE,     /* tuple[2]: a tuple of so many items, whatever they are: counted as unchecked */
};

struct pattern {
	enum pattern_kind kind;
	struct value value;    /* PATTERN_VALUE; PATTERN_SIZE: its integer */
	char *word;            /* the binding's or the wildcard's name, without its `?` or `_` */
	struct pattern *items; /* PATTERN_TUPLE */
	size_t item_count;
};

/* Frees what the pattern holds. */
void pattern_fini(struct pattern *pattern);
/* Values in it that go unchecked. */
unsigned pattern_wildcards(const struct pattern *pattern);
/* As in a case file, but for $file and labels, which are resolved. */
void pattern_format(const struct pattern *pattern, struct buffer *into);

/* Is the value of the kind that the wildcard stands for? (`_pointer`, `_object`: an object; `_count`: an
 * integer that is not negative.) */
bool wildcard_admits(const char *word, const struct value *value);

enum step_kind { STEP_EVENT, STEP_THREAD, STEP_PROCESS };

/* A step of an expectation whose labels, paths and repeats are resolved for one target. */
struct step {
	enum step_kind kind;
	unsigned line; /* in the case file */
	/* STEP_EVENT */
	unsigned marker;
	unsigned pattern_count;
	struct pattern patterns[EVENT_VALUES_MAX];
	/* STEP_THREAD, STEP_PROCESS: strict inside, free between */
	char *name;
	struct step *steps;
	size_t step_count;
};

/* Frees what the step holds, not the step itself. */
void step_fini(struct step *step);

/* How the program must end. */
enum ending { ENDING_EXIT, ENDING_SIGNAL };

struct expectation {
	struct step *steps;
	size_t step_count;
	bool none;          /* `expect … none`: no event may come, and the capture must have been live */
	char *issue;        /* `defect`: the issue; NULL for `expect` */
	char *what;         /* `defect`: what it says */
	bool unreviewed;    /* written by `probetap record` and not yet read by a person */
	unsigned wildcards; /* values that go unchecked */
	enum ending ending;
	int ending_value; /* exit status or signal */
	bool abrupt;      /* the program ends without reaching the end of the window (os._exit, a signal) */
	char *program;    /* $file: the path that the interpreter was given; may be NULL where it was built by
			     hand */
};

struct case_file;

/* `path` is NAME.case; `name` is what reports call it ("function/unwind"). -EBADMSG for a mistake in the
 * format, -ENOENT … */
int case_open(const char *path, const char *name, const struct contract *contract, struct case_file **result,
	      struct error *err);
void case_close(struct case_file *case_file);

const char *case_name(const struct case_file *case_file);
const char *case_about(const struct case_file *case_file);
const char *case_path(const struct case_file *case_file);
const char *case_program(const struct case_file *case_file); /* host path of the Python file */
/* The threads that the case guards (gh-NNN …), NULL-terminated; owned by the case, as are the lists below. */
const char *const *case_guards(const struct case_file *case_file);
/* Rows of the table of what the corpus must show (cases/cpython/COVERAGE); a case of one's own needs none. */
const char *const *case_covers(const struct case_file *case_file);
marker_set case_markers(const struct case_file *case_file);
bool case_whole_process(const struct case_file *case_file);
/* Companion files, relative to the program's directory, NULL-terminated; owned by the case. */
const char *const *case_files(const struct case_file *case_file);
const char *const *case_arguments(const struct case_file *case_file);
const char *const *case_options(const struct case_file *case_file);
const char *const *case_environment(const struct case_file *case_file);
/* How many observers there are, from the begin on and from each turn of the program on; 0: the case does not
 * say, so there is one. The numbers are the case's. */
size_t case_observers(const struct case_file *case_file, const unsigned **numbers);
unsigned case_deadline(const struct case_file *case_file); /* seconds; 0: the default */
/* Does the case apply to this version and build (`requires`, `versions`)? If not, *why is a reason from the
 * closed list (owned by the case). */
bool case_applies(const struct case_file *case_file, struct version version, unsigned facets,
		  const char **why);

/*
 * Resolves the block that holds for a version and build. `program` is the path that the interpreter was given
 * ($file; its directory is $dir). `defect` 0: what is documented. N: the Nth of the defect blocks that hold,
 * in the order of the file; -ENOENT if there are not so many.
 */
int case_expectation(const struct case_file *case_file, struct version version, unsigned facets,
		     const char *program, unsigned defect, struct expectation **result, struct error *err);
void expectation_close(struct expectation *expectation);

/* Is the event the case's own, or noise of the driver and the library? (`own` lines; by default function and
 * line events of the program's files, and every gc, import and audit event of the window.) Only markers that
 * the case declares are its own. */
bool case_owns(const struct case_file *case_file, const struct contract *contract, const struct event *event,
	       const char *program);

/* The program's line, for a difference: NULL where there is none. `file` is the path of an event: the program
 * or companion whose name it ends with is meant. Points into the case. */
const char *case_line(const struct case_file *case_file, const char *file, unsigned line, size_t *length);

/* ---- what `probetap record` starts from and gives ---- */

/* A case that says nothing yet: a program, its companions and their labels. */
int case_blank(const char *program, const char *const *files, marker_set markers, struct case_file **result,
	       struct error *err);
/* Writes the case that `recording` would pass in that version, marked unreviewed. `ending` is what the line
 * `exit` takes, "" for an exit status of 0. */
void case_draft(const struct case_file *case_file, const struct contract *contract, struct version version,
		const char *program, const struct recording *recording, pid_t main_process,
		const char *ending, struct buffer *into);

#endif
