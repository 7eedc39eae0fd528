/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of markers: targets/cpython/markers. */
#include "table.h"
#include "deviation.h"

#include <probetap/contract.h>
#include <probetap/memory.h>
#include <probetap/path.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *const type_names[] = {
	[ARGUMENT_TEXT] = "text",
	[ARGUMENT_INT] = "int",
	[ARGUMENT_LONG] = "long",
	[ARGUMENT_OBJECT] = "object",
};

const char *argument_type_name(enum argument_type type)
{
	return type_names[type];
}

static int read_argument(const struct table *table, const struct word *word, struct marker *marker,
			 struct error *err)
{
	struct marker_argument *argument = &marker->arguments[marker->argument_count];
	const char *colon = memchr(word->text, ':', word->length);

	if (!colon)
		return table_error(table, word, err, "an argument is TYPE:NAME, not `%.*s`",
				   (int)word->length, word->text);
	if (marker->argument_count == sizeof marker->arguments / sizeof *marker->arguments)
		return table_error(table, word, err, "more than %zu arguments",
				   sizeof marker->arguments / sizeof *marker->arguments);
	for (size_t type = 0; type < sizeof type_names / sizeof *type_names; type++) {
		if (strlen(type_names[type]) != (size_t)(colon - word->text) ||
		    memcmp(word->text, type_names[type], (size_t)(colon - word->text)) != 0)
			continue;
		argument->type = (enum argument_type)type;
		argument->name = memory_copy(colon + 1, word->length - (size_t)(colon + 1 - word->text));
		marker->argument_count++;
		return 0;
	}
	return table_error(table, word, err, "unknown type in `%.*s`: one of text, int, long, object",
			   (int)word->length, word->text);
}

static int read_marker(const struct table *table, struct contract *contract, struct error *err)
{
	struct marker *marker = &contract->markers[contract->marker_count];
	const struct word *words = table->words;
	int rc = 0;

	if (table->word_count < 2)
		return table_error(table, NULL, err, "MARKER VERSIONS TYPE:NAME… expected");
	if (contract->marker_count == MARKERS_MAX)
		return table_error(table, words, err, "more than %d markers", MARKERS_MAX);
	if (contract_marker(contract, words[0].text, words[0].length) >= 0)
		return table_error(table, words, err, "`%.*s` stands here twice", (int)words[0].length,
				   words[0].text);
	if (version_range_parse(words[1].text, words[1].length, &marker->documented) < 0)
		return table_error(table, &words[1], err, "`%.*s` is no range of versions",
				   (int)words[1].length, words[1].text);
	marker->name = word_text(&words[0]);
	contract->marker_count++;
	for (size_t i = 2; rc == 0 && i < table->word_count; i++)
		rc = read_argument(table, &words[i], marker, err);
	return rc;
}

static int read_newest(const struct table *table, struct contract *contract, struct error *err)
{
	char *text = table->word_count == 2 ? word_text(&table->words[1]) : NULL;
	int rc = text ? version_parse(text, &contract->newest) : -EINVAL;

	free(text);
	return rc < 0 ? table_error(table, &table->words[0], err, "`newest` takes one version") : 0;
}

static int read_markers(const char *path, struct contract *contract, struct error *err)
{
	struct table table;
	int rc = table_open(path, &table, err);

	if (rc < 0)
		return rc;
	while ((rc = table_line(&table, err)) > 0) {
		rc = word_is(&table.words[0], "newest") ? read_newest(&table, contract, err)
							: read_marker(&table, contract, err);
		if (rc < 0)
			break;
	}
	if (rc == 0 && (contract->marker_count == 0 || contract->newest.major == 0))
		rc = table_error(&table, NULL, err, "the table has no markers or no `newest` line");
	table_close(&table);
	return rc;
}

int contract_open(struct contract **result, struct error *err)
{
	struct contract *contract = memory_zeroed(1, sizeof *contract);
	char *markers = path_data("targets/cpython/markers", err);
	char *deviations = markers ? path_data("targets/cpython/deviations", err) : NULL;
	int rc = deviations ? read_markers(markers, contract, err) : -ENOENT;

	contract->provider = "python";
	if (rc == 0)
		rc = deviations_read(deviations, contract, err);
	free(markers);
	free(deviations);
	if (rc == 0)
		*result = contract;
	else
		contract_close(contract);
	return rc;
}

int contract_add_known(struct contract *contract, const char *path, struct error *err)
{
	return deviations_read(path, contract, err);
}

void contract_close(struct contract *contract)
{
	if (!contract)
		return;
	for (size_t i = 0; i < contract->marker_count; i++) {
		free(contract->markers[i].name);
		for (unsigned k = 0; k < contract->markers[i].argument_count; k++)
			free(contract->markers[i].arguments[k].name);
	}
	deviations_fini(contract);
	free(contract);
}

int contract_marker(const struct contract *contract, const char *name, size_t length)
{
	for (size_t i = 0; i < contract->marker_count; i++)
		if (strlen(contract->markers[i].name) == length &&
		    memcmp(contract->markers[i].name, name, length) == 0)
			return (int)i;
	return -1;
}

marker_set contract_documented(const struct contract *contract, struct version version)
{
	marker_set set = 0;

	for (size_t i = 0; i < contract->marker_count; i++)
		if (version_in_range(version, &contract->markers[i].documented))
			set |= (marker_set)1 << i;
	return set;
}
