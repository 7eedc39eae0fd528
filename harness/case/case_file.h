/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of this room share: a case as it was read, before it is resolved for one target. */
#ifndef PROBETAP_CASE_CASE_FILE_H
#define PROBETAP_CASE_CASE_FILE_H

#include "cursor.h"

#include <probetap/case.h>

enum { FACET_SETS = 1 << 4 }; /* every combination of enum facet */

struct texts {
	char **list; /* NULL-terminated once it is not empty */
	size_t count;
};

/* The program or one of its companions. */
struct source {
	char *name; /* relative to the directory of the case */
	char *path;
	struct buffer text;
};

/* A line of a source that has a name: `#@name` at its end. */
struct label {
	char *name;
	size_t source;
	unsigned line, column;
	bool used;
};

/* A pattern that may wait for what only the target knows. */
struct template
{
	enum { READY, MODULE_LINE, PROGRAM, BESIDE_PROGRAM } waits_for;
	struct pattern pattern;
	char *beside;           /* BESIDE_PROGRAM: the path below the program's directory */
	struct template *items; /* PATTERN_TUPLE */
	size_t item_count;
};

enum item_kind { ITEM_EVENT, ITEM_THREAD, ITEM_PROCESS, ITEM_REPEAT };

struct item;

struct items {
	struct item *list;
	size_t count;
};

/* A line of a block, or a block inside it. */
struct item {
	enum item_kind kind;
	unsigned line;
	unsigned marker, template_count; /* ITEM_EVENT */
	struct template templates[EVENT_VALUES_MAX];
	char *name;     /* ITEM_THREAD, ITEM_PROCESS */
	unsigned times; /* ITEM_REPEAT */
	struct items items;
};

struct ending_rule {
	enum ending ending;
	int value;
	bool abrupt;
};

struct ranges {
	struct version_range *list;
	size_t count;
};

/* Words of a build's kind: all of `must`, none of `must_not`. */
struct facet_rule {
	unsigned must, must_not;
};

struct block {
	bool is_defect;
	struct token place;   /* the keyword, for messages (its text is gone once the file is closed) */
	struct ranges ranges; /* none: every version */
	struct facet_rule facets;
	char *issue, *what; /* a defect's */
	bool unreviewed, none;
	struct ending_rule ending;
	struct items items;
	bool holds; /* for some version and build it is the one that is chosen */
};

struct requirement {
	char *reason; /* "requires gil" */
	struct facet_rule facets;
};

struct own_rule {
	char *family; /* function, audit, import */
	char *text;   /* NULL: the word NULL */
	size_t length;
};

struct case_file {
	char *path, *name, *about;
	struct texts guards, covers, files, arguments, options, environment;
	struct source *sources; /* the program first */
	size_t source_count;
	struct label *labels;
	size_t label_count;
	marker_set markers;
	struct version_range documented; /* where all of the markers are */
	struct ranges versions;          /* `versions`: none: wherever they are documented */
	struct requirement *requirements;
	size_t requirement_count;
	struct own_rule *own;
	size_t own_count;
	struct ending_rule ending;
	unsigned *observers;
	size_t observer_count;
	unsigned deadline;
	bool whole_process;
	struct block *blocks;
	size_t block_count;
};

enum { HEADER_KEYWORDS_MAX = 32 };

/* The state of reading one. */
struct reader {
	struct cursor cursor;
	struct case_file *case_file;
	const struct contract *contract;
	char *program;                      /* as `program` named it; NULL: not named */
	unsigned seen[HEADER_KEYWORDS_MAX]; /* line of each keyword of the header; 0: not seen */
};

/* case_file.c: reads the program and the companions that `files` named, with their labels. */
int sources_read(struct case_file *case_file, const char *program, struct error *err);

/* label.c: labels of the sources, which must have been read. */
int labels_read(struct case_file *case_file, struct error *err);
struct label *label_find(struct case_file *case_file, const char *name, size_t length);
int labels_check_used(const struct case_file *case_file, struct error *err);
/* The next line of a Python source; NULL at its end. Lines end as Python ends them: \n, \r\n or \r. */
const char *source_line(const char *at, const char **line, size_t *length);

/* template.c: one value of an event line. */
int template_read(struct reader *reader, const struct token *token, const struct marker *marker,
		  unsigned argument, struct template *template, struct error *err);
void template_fini(struct template *template);

/* selector.c: words that say where something holds. */
bool token_is_range(const struct token *token);
int range_read(const struct reader *reader, const struct token *token, struct ranges *ranges,
	       struct error *err);
bool in_ranges(struct version version, const struct ranges *ranges);
/* 1 if the word is a facet, 0 if it is not, -EBADMSG where it contradicts what was there. */
int facet_read(const struct reader *reader, const struct token *token, struct facet_rule *facets,
	       struct error *err);
bool facets_hold(const struct facet_rule *rule, unsigned facets);
/* " (did you mean …?)" from the words of facets and one more (or NULL). */
const char *facet_suggestion(const struct token *token, const char *also, char *text, size_t size);

/* header.c: the lines before the first block. */
int header_read(struct reader *reader, const struct token *keyword, struct error *err);
int ending_read(struct reader *reader, struct ending_rule *ending, struct error *err);

/* block.c: expect and defect. */
bool token_is_block(const struct token *token);
int block_read(struct reader *reader, const struct token *keyword, struct error *err);
void block_fini(struct block *block);

/* binding.c: every ?name of a block stands at least twice, and for one kind of value. */
int bindings_check(const struct reader *reader, const struct block *block, struct error *err);

/* cover.c: which block holds where. */
int cover_check(const struct reader *reader, struct error *err);
/* The block that holds, or NULL; `defect` as for case_expectation. */
const struct block *cover_find(const struct case_file *case_file, unsigned defect, struct version version,
			       unsigned facets);

#endif
