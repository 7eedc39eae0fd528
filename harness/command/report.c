/* SPDX-License-Identifier: BSD-2-Clause */
/* probetap report: one page from results made anywhere. */
#include "command.h"

#include <probetap/memory.h>
#include <probetap/report.h>

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help_text[] =
	"Usage: probetap report [OPTION…] RESULT.json… -o FILE\n"
	"Makes one HTML page from any number of results that `probetap check --json` wrote, on whatever machine.\n"
	"The page works from disk and needs no network.\n\n"
	"  -o, --output FILE    the page to write (report.html)\n"
	"      --json FILE      write all results as one JSON document\n"
	"      --junit FILE     write all results as JUnit XML\n"
	"  -h, --help           show this\n\n"
	"Exit status: 0 written, 2 wrong words or bad input, 3 the environment could not do it.";

enum { OPTION_JSON = 256, OPTION_JUNIT };

static const struct option long_options[] = {
	{"output", required_argument, NULL, 'o'},
	{"json", required_argument, NULL, OPTION_JSON},
	{"junit", required_argument, NULL, OPTION_JUNIT},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

struct report {
	const char *html, *json, *junit;
	bool help;
	struct result **results;
	size_t count;
};

static int take_words(struct report *report, int argc, char **argv)
{
	int option;

	optind = 1;
	while ((option = getopt_long(argc, argv, "ho:", long_options, NULL)) != -1) {
		switch (option) {
		case 'o': report->html = optarg; break;
		case OPTION_JSON: report->json = optarg; break;
		case OPTION_JUNIT: report->junit = optarg; break;
		case 'h': report->help = true; break;
		default: return command_usage("report", "an option is wrong");
		}
	}
	if (!report->help && optind == argc)
		return command_usage("report",
				     "a result is missing: a file that `probetap check --json` wrote");
	if (!report->html && !report->json && !report->junit)
		report->html = "report.html";
	return 0;
}

static int read_all(struct report *report, int argc, char **argv, struct error *err)
{
	int rc;

	for (int i = optind; i < argc; i++) {
		struct result **more;
		size_t count;

		rc = json_read(argv[i], &more, &count, err);
		if (rc < 0)
			return rc;
		for (size_t k = 0; k < count; k++) {
			report->results =
				memory_grow(report->results, report->count, sizeof *report->results);
			report->results[report->count++] = more[k];
		}
		free(more);
	}
	return 0;
}

static int write_all(const struct report *report, struct error *err)
{
	const struct result *const *results = (const struct result *const *)report->results;
	const struct {
		const char *path;
		int (*write)(const char *path, const struct result *const *results, size_t count,
			     struct error *err);
	} outputs[] = {{report->html, html_write}, {report->json, json_write}, {report->junit, junit_write}};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof outputs / sizeof *outputs; i++)
		if (outputs[i].path)
			rc = outputs[i].write(outputs[i].path, results, report->count, err);
	return rc;
}

int command_report(int argc, char **argv)
{
	struct report report = {0};
	struct error err;
	int rc, status = take_words(&report, argc, argv);

	if (status == 0 && report.help) {
		puts(help_text);
		return status;
	}
	if (status != 0)
		return status;
	rc = read_all(&report, argc, argv, &err);
	if (rc == 0)
		rc = write_all(&report, &err);
	if (rc < 0)
		status = command_failed(rc, &err);
	while (report.count > 0)
		result_free(report.results[--report.count]);
	free(report.results);
	return status;
}
