/* SPDX-License-Identifier: BSD-2-Clause */
#include "deviation.h"
#include "table.h"

#include <probetap/memory.h>
#include <probetap/path.h>
#include <probetap/process.h>

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What a rule takes: markers or cases, and what its second part is called. */
static const struct {
	const char *word;
	enum deviation_rule rule;
	bool takes_cases;
	const char *second; /* NULL: it has no second part */
} rules[] = {
	{"absent", DEVIATION_ABSENT, false, NULL},
	{"mute", DEVIATION_MUTE, false, "unless"},
	{"crash", DEVIATION_CRASH, false, "by"},
	{"fails", DEVIATION_FAILS, true, NULL},
};

enum { RULES = sizeof rules / sizeof *rules };

static int read_marker(const struct table *table, const struct word *word, const struct contract *contract,
		       marker_set *set, struct error *err)
{
	int marker = contract_marker(contract, word->text, word->length);

	if (marker < 0)
		return table_error(table, word, err, "`%.*s` is no marker of the table", (int)word->length,
				   word->text);
	*set |= (marker_set)1 << marker;
	return 0;
}

static int read_signal(const struct table *table, const struct word *word, int *number, struct error *err)
{
	char *name = word_text(word);

	*number = process_signal_number(name);
	free(name);
	return *number ? 0
		       : table_error(table, word, err, "`%.*s` is no signal", (int)word->length, word->text);
}

/* The words between the rule and the issue. */
static int read_subject(const struct table *table, size_t first, size_t rule, const struct contract *contract,
			struct deviation *deviation, struct error *err)
{
	bool second = false;
	int rc = 0;

	for (size_t i = first; rc == 0 && i + 1 < table->word_count; i++) {
		const struct word *word = &table->words[i];

		if (rules[rule].second && word_is(word, rules[rule].second))
			second = true;
		else if (rules[rule].takes_cases) {
			deviation->cases = memory_grow(deviation->cases, deviation->case_count,
						       sizeof *deviation->cases);
			deviation->cases[deviation->case_count++] = word_text(word);
		} else if (!second)
			rc = read_marker(table, word, contract, &deviation->markers, err);
		else if (deviation->rule == DEVIATION_CRASH)
			rc = read_signal(table, word, &deviation->signal, err);
		else
			rc = read_marker(table, word, contract, &deviation->unless, err);
	}
	if (rc == 0 && !deviation->markers && !deviation->case_count)
		rc = table_error(table, NULL, err, "`%s` says of nothing that it is so", rules[rule].word);
	if (rc == 0 && deviation->rule == DEVIATION_CRASH && !deviation->signal)
		rc = table_error(table, NULL, err, "`crash` needs `by SIGNAL`");
	return rc;
}

static int read_deviation(const struct table *table, const struct contract *contract,
			  struct deviation *deviation, struct error *err)
{
	const struct word *words = table->words, *last = &words[table->word_count - 1];
	size_t at = 1, rule;

	if (version_range_parse(words[0].text, words[0].length, &deviation->range) < 0)
		return table_error(table, words, err, "`%.*s` is no range of versions (3.9, 3.6-3.11, 3.12-)",
				   (int)words[0].length, words[0].text);
	while (at < table->word_count &&
	       facet_parse(words[at].text, words[at].length, &deviation->facets, &deviation->not_facets))
		at++;
	if (at + 2 >= table->word_count)
		return table_error(table, NULL, err, "VERSIONS [FACET…] RULE … ISSUE expected");
	for (rule = 0; rule < RULES && !word_is(&words[at], rules[rule].word); rule++)
		;
	if (rule == RULES)
		return table_error(table, &words[at], err,
				   "`%.*s` is neither a facet nor a rule (absent, mute, crash, fails)",
				   (int)words[at].length, words[at].text);
	deviation->rule = rules[rule].rule;
	deviation->issue = word_text(last);
	deviation->source = memory_format("%s:%u", table->path, table->line);
	if (contract_marker(contract, last->text, last->length) >= 0)
		return table_error(table, last, err, "the issue is missing: the line ends in a marker");
	return read_subject(table, at + 1, rule, contract, deviation, err);
}

int deviations_read(const char *path, struct contract *contract, struct error *err)
{
	struct table table;
	int rc = table_open(path, &table, err);

	if (rc < 0)
		return rc;
	while ((rc = table_line(&table, err)) > 0) {
		contract->deviations = memory_grow(contract->deviations, contract->deviation_count,
						   sizeof *contract->deviations);
		rc = read_deviation(&table, contract, &contract->deviations[contract->deviation_count++],
				    err);
		if (rc < 0)
			break;
	}
	table_close(&table);
	return rc;
}

void deviations_fini(struct contract *contract)
{
	for (size_t i = 0; i < contract->deviation_count; i++) {
		struct deviation *deviation = &contract->deviations[i];

		for (size_t k = 0; k < deviation->case_count; k++)
			free(deviation->cases[k]);
		free(deviation->cases);
		free(deviation->issue);
		free(deviation->source);
	}
	free(contract->deviations);
}

static bool holds_for(const struct deviation *deviation, struct version version, unsigned facets)
{
	return version_in_range(version, &deviation->range) &&
	       (facets & deviation->facets) == deviation->facets && !(facets & deviation->not_facets);
}

struct deviation *contract_deviation(struct contract *contract, enum deviation_rule rule,
				     struct version version, unsigned facets, marker_set markers,
				     marker_set enabled)
{
	for (size_t i = 0; i < contract->deviation_count; i++) {
		struct deviation *deviation = &contract->deviations[i];

		if (deviation->rule != rule || !holds_for(deviation, version, facets) ||
		    !(deviation->markers & markers))
			continue;
		if (rule == DEVIATION_MUTE && (deviation->unless & enabled))
			continue;
		if (rule == DEVIATION_CRASH && !(deviation->markers & enabled))
			continue;
		return deviation;
	}
	return NULL;
}

struct deviation *contract_case_deviation(struct contract *contract, struct version version, unsigned facets,
					  const char *case_name)
{
	for (size_t i = 0; i < contract->deviation_count; i++) {
		struct deviation *deviation = &contract->deviations[i];

		if (deviation->rule != DEVIATION_FAILS || !holds_for(deviation, version, facets))
			continue;
		for (size_t k = 0; k < deviation->case_count; k++) {
			const char *name = deviation->cases[k];
			size_t length = strlen(name);

			if (strcmp(name, case_name) == 0 ||
			    (length && name[length - 1] == '/' && strncmp(name, case_name, length) == 0))
				return deviation;
		}
	}
	return NULL;
}

bool issue_is_known(const char *issue)
{
	char *name, *path;
	bool known;

	if (strncmp(issue, "gh-", 3) == 0)
		return isdigit((unsigned char)issue[3]) &&
		       strspn(issue + 3, "0123456789") == strlen(issue + 3);
	if (strstr(issue, "://"))
		return true;
	name = memory_format("targets/cpython/reports/%s.md", issue);
	path = path_data(name, NULL);
	known = path != NULL;
	free(path);
	free(name);
	return known;
}
