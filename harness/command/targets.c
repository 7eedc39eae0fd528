/* SPDX-License-Identifier: BSD-2-Clause */
/* probetap targets: interpreters on this machine, and which of them carry markers, in which object. */
#include "command.h"

#include <probetap/contract.h>
#include <probetap/find.h>
#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/target.h>

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help_text[] =
	"Usage: probetap targets [OPTION…]\n"
	"Finds CPython interpreters and libpythons: in PATH, in the usual prefixes, in the directories of pyenv, asdf, uv and conda, and in the\n"
	"linker's cache. Each is run once and asked who it is; one that does not answer is listed with what is wrong with it.\n\n"
	"      --root DIR       look inside this root directory\n"
	"      --json           one JSON document instead of a table\n"
	"      --deadline N     seconds that one of them may take to answer (default 10)\n"
	"  -h, --help           show this\n\n"
	"Exit status: 0 at least one answered, 1 none did, 2 wrong words or bad input.";

static const struct option long_options[] = {
	{"root", required_argument, NULL, 'r'},
	{"json", no_argument, NULL, 'j'},
	{"deadline", required_argument, NULL, 'd'},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

enum { DEADLINE_SECONDS = 10 };

struct targets {
	struct target_options options;
	struct contract *contract;
	char *root; /* its real path; NULL: the machine's own */
	bool json;
};

/* One line of the answer. */
struct row {
	const char *path;
	char *title;           /* what messages call it */
	struct target *target; /* NULL: it did not answer */
	struct error error;
	unsigned markers, sites;
};

static void count_markers(const struct targets *targets, struct row *row)
{
	const struct object *object = row->target->object;

	for (size_t i = 0; i < object->site_count; i++) {
		bool seen = false;

		if (strcmp(object->sites[i].provider, targets->contract->provider) != 0)
			continue;
		for (size_t k = 0; k < i; k++)
			seen |= strcmp(object->sites[k].provider, object->sites[i].provider) == 0 &&
				strcmp(object->sites[k].name, object->sites[i].name) == 0;
		row->sites++;
		row->markers += !seen;
	}
}

static void ask(const struct targets *targets, const char *path, struct row *row)
{
	*row = (struct row){.path = path, .title = path_title(targets->root, path)};
	if (target_open(path, &targets->options, targets->contract, &row->target, &row->error) == 0)
		count_markers(targets, row);
	else
		row->target = NULL;
}

/* ---- the table ---- */

/* A message begins with the path, which stands in the first column already, and the root, which was asked
 * for. */
static const char *message_of(const struct row *row)
{
	size_t length = strlen(row->title);

	return strncmp(row->error.text, row->title, length) == 0 &&
			       strncmp(row->error.text + length, ": ", 2) == 0
		       ? row->error.text + length + 2
		       : row->error.text;
}

static void print_row(const struct row *row, int width)
{
	const struct target *target = row->target;
	char facets[128];

	if (!target) {
		printf("%-*s  error: %s\n", width, row->path, message_of(row));
		return;
	}
	facets_format(target->facets, facets, sizeof facets);
	printf("%-*s  %-9s  %-13s  %7u  %-40s  %s\n", width, row->path, target->version_text,
	       *facets ? facets : "-", row->markers,
	       target->object->build_id ? target->object->build_id : "-", target->object_path);
}

static void print_head(const struct found *found, int *width)
{
	*width = 4;
	for (size_t i = 0; i < found->count; i++)
		if ((int)strlen(found->paths[i]) > *width)
			*width = (int)strlen(found->paths[i]);
	printf("%-*s  %-9s  %-13s  %7s  %-40s  %s\n", *width, "PATH", "VERSION", "FACETS", "MARKERS",
	       "BUILD-ID", "OBJECT");
}

/* ---- the document ---- */

/* A path may hold any byte; a document only UTF-8: the others are written as \xHH. */
static json_t *json_text(const char *text)
{
	json_t *value = text ? json_string(text) : json_null();
	struct buffer escaped = {0};

	if (value)
		return value;
	buffer_add_quoted(&escaped, text, strlen(text));
	value = json_stringn(escaped.data + 1, escaped.length - 2);
	buffer_fini(&escaped);
	return value;
}

static json_t *json_facets(unsigned facets)
{
	json_t *list = json_array();

	for (unsigned facet = 1; facet <= facets; facet <<= 1)
		if (facets & facet)
			json_array_append_new(list, json_string(facet_name((enum facet)facet)));
	return list;
}

static json_t *json_row(const struct row *row)
{
	const struct target *target = row->target;
	json_t *value = json_object();

	json_object_set_new(value, "path", json_text(row->path));
	if (!target) {
		json_object_set_new(value, "error", json_text(message_of(row)));
		return value;
	}
	json_object_set_new(value, "kind", json_string(target->library ? "library" : "executable"));
	json_object_set_new(value, "version", json_text(target->version_text));
	json_object_set_new(value, "implementation", json_text(target->implementation));
	json_object_set_new(value, "facets", json_facets(target->facets));
	json_object_set_new(value, "newer_than_tables", json_boolean(target->newer_than_tables));
	json_object_set_new(value, "object", json_text(target->object_path));
	json_object_set_new(value, "build_id", json_text(target->object->build_id));
	json_object_set_new(value, "markers", json_integer(row->markers));
	json_object_set_new(value, "sites", json_integer(row->sites));
	return value;
}

static void print_document(const struct targets *targets, json_t *rows)
{
	json_t *document = json_object();
	char *text;

	json_object_set_new(document, "format", json_string("probetap-targets"));
	json_object_set_new(document, "schema", json_integer(1));
	json_object_set_new(document, "root", json_text(targets->options.root));
	json_object_set(document, "targets", rows);
	text = json_dumps(document, JSON_INDENT(1));
	puts(text);
	free(text);
	json_decref(document);
}

static int print_all(const struct targets *targets, const struct found *found)
{
	json_t *rows = json_array();
	unsigned answered = 0;
	int width = 0;

	if (!targets->json)
		print_head(found, &width);
	for (size_t i = 0; i < found->count; i++) {
		struct row row;

		ask(targets, found->paths[i], &row);
		answered += row.target != NULL;
		if (targets->json)
			json_array_append_new(rows, json_row(&row));
		else
			print_row(&row, width);
		fflush(stdout);
		target_close(row.target);
		free(row.title);
	}
	if (targets->json)
		print_document(targets, rows);
	json_decref(rows);
	return answered ? STATUS_CONFORMS : STATUS_DEPARTS;
}

static int take_words(struct targets *targets, int argc, char **argv, bool *help)
{
	int option;
	long number;

	optind = 1;
	while ((option = getopt_long(argc, argv, "h", long_options, NULL)) != -1) {
		switch (option) {
		case 'r': targets->options.root = optarg; break;
		case 'j': targets->json = true; break;
		case 'h': *help = true; break;
		case 'd':
			number = command_number("targets", "deadline", optarg, 1, 86400);
			if (number < 0)
				return STATUS_USAGE;
			targets->options.deadline_seconds = (unsigned)number;
			break;
		default: return command_usage("targets", "an option is wrong");
		}
	}
	if (optind < argc)
		return command_usage("targets",
				     "takes no argument, but `%s` is one (`probetap list` looks at a file)",
				     argv[optind]);
	return 0;
}

int command_targets(int argc, char **argv)
{
	struct targets targets = {.options = {.deadline_seconds = DEADLINE_SECONDS}};
	struct found found = {0};
	struct error err;
	bool help = false;
	int rc, status = take_words(&targets, argc, argv, &help);

	if (status == 0 && help)
		puts(help_text);
	if (status != 0 || help)
		return status;
	rc = contract_open(&targets.contract, &err);
	if (rc == 0)
		rc = find_targets(targets.options.root, &found, &err);
	targets.root = rc == 0 && targets.options.root ? realpath(targets.options.root, NULL) : NULL;
	status = rc < 0 ? command_failed(rc, &err) : print_all(&targets, &found);
	free(targets.root);
	found_fini(&found);
	contract_close(targets.contract);
	return status;
}
