/* SPDX-License-Identifier: BSD-2-Clause */
/* probetap list: what the notes of an object say, with the contract beside it. Runs nothing. */
#include "command.h"

#include <probetap/contract.h>
#include <probetap/memory.h>
#include <probetap/object.h>
#include <probetap/operand.h>
#include <probetap/path.h>

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help_text[] =
	"Usage: probetap list [OPTION…] FILE…\n"
	"Shows every marker site of an ELF executable or shared library: address, semaphore, the bytes of the site, and where each argument is,\n"
	"with the name and type that CPython's documentation gives it. Works on any machine's objects; runs nothing.\n\n"
	"      --root DIR       FILE is a path inside this root directory\n"
	"      --provider NAME  the provider whose markers are held against the contract (default python)\n"
	"  -h, --help           show this\n\n"
	"Exit status: 0 it has markers, 1 it has none, 2 wrong words or bad input.";

static const struct option long_options[] = {
	{"root", required_argument, NULL, 'r'},
	{"provider", required_argument, NULL, 'p'},
	{"help", no_argument, NULL, 'h'},
	{NULL, 0, NULL, 0},
};

struct list {
	const char *root, *provider;
	struct contract *contract;
};

static void print_operands(const struct object *object, const struct site *site, const struct marker *marker)
{
	struct operands operands;
	struct error err;

	if (operands_parse(object, site, &operands, &err) < 0) {
		printf("    operands   %s\n               %s\n", site->operands, err.text);
		return;
	}
	for (size_t i = 0; i < operands.count; i++) {
		const struct marker_argument *argument =
			marker && i < marker->argument_count ? &marker->arguments[i] : NULL;
		char where[128];

		operand_describe(object, &operands.list[i], where, sizeof where);
		printf("    argument %zu %s", i + 1, where);
		if (argument)
			printf(": %s %s\n", argument_type_name(argument->type), argument->name);
		else
			puts(marker ? ": not documented" : "");
	}
	if (marker && operands.count < marker->argument_count)
		printf("    argument %zu missing: %s\n", operands.count + 1,
		       marker->arguments[operands.count].name);
}

static void print_code(const struct object *object, const struct site *site)
{
	printf("    code      ");
	for (size_t i = 0; i < site->code_length && i < 8; i++)
		printf(" %02x", site->code[i]);
	printf("  %s\n",
	       site->executable ? site_is_nop(object, site) ? "(nop)" : "(not a nop)" : "(not in code)");
}

static void print_site(const struct list *list, const struct object *object, const struct site *site)
{
	int index = strcmp(site->provider, list->provider) == 0
			    ? contract_marker(list->contract, site->name, strlen(site->name))
			    : -1;
	const struct marker *marker = index >= 0 ? &list->contract->markers[index] : NULL;
	char range[64] = "";

	if (marker)
		version_range_format(&marker->documented, range, sizeof range);
	printf("  %s:%s  %s%s\n", site->provider, site->name, marker ? "documented " : "not documented",
	       range);
	printf("    site       0x%" PRIx64 " (file offset 0x%" PRIx64 ")\n", site->address, site->offset);
	if (site->semaphore)
		printf("    semaphore  0x%" PRIx64 " (file offset 0x%" PRIx64 ")%s\n", site->semaphore,
		       site->semaphore_offset, site->semaphore_writable ? "" : ", not in writable memory");
	else
		printf("    semaphore  none\n");
	print_code(object, site);
	print_operands(object, site, marker);
}

static void print_missing(const struct list *list, const struct object *object)
{
	for (size_t i = 0; i < list->contract->marker_count; i++) {
		const struct marker *marker = &list->contract->markers[i];
		bool found = false;
		char range[64];

		for (size_t k = 0; k < object->site_count; k++)
			found |= strcmp(object->sites[k].provider, list->provider) == 0 &&
				 strcmp(object->sites[k].name, marker->name) == 0;
		version_range_format(&marker->documented, range, sizeof range);
		if (!found)
			printf("  %s:%s  documented %s, no site here\n", list->provider, marker->name, range);
	}
}

static int list_file(const struct list *list, const char *name)
{
	struct object *object;
	struct error err;
	char *path = NULL, *title;
	int rc = path_in_root(list->root, name, &path, &err);

	if (rc == 0)
		rc = object_open(path, &object, &err);
	free(path);
	if (rc < 0)
		return command_failed(rc, &err);
	title = path_title(list->root, name);
	printf("%s: %s, %u bit, %s-endian, build-id %s, %zu site%s\n", title, machine_name(object->machine),
	       object->bits, object->big_endian ? "big" : "little",
	       object->build_id ? object->build_id : "none", object->site_count,
	       object->site_count == 1 ? "" : "s");
	for (size_t i = 0; i < object->site_count; i++)
		print_site(list, object, &object->sites[i]);
	if (object->site_count)
		print_missing(list, object);
	rc = object->site_count ? STATUS_CONFORMS : STATUS_DEPARTS;
	if (!object->site_count)
		fprintf(stderr,
			"probetap: %s: no markers in it: a program that was not built with them, or whose markers are in a library that it "
			"loads (see what it needs with `ldd`)\n",
			title);
	free(title);
	object_close(object);
	return rc;
}

int command_list(int argc, char **argv)
{
	struct list list = {.provider = "python"};
	struct error err;
	int option, status = STATUS_CONFORMS, rc;

	optind = 1;
	while ((option = getopt_long(argc, argv, "h", long_options, NULL)) != -1) {
		switch (option) {
		case 'r': list.root = optarg; break;
		case 'p': list.provider = optarg; break;
		case 'h': puts(help_text); return STATUS_CONFORMS;
		default: return command_usage("list", "an option is wrong");
		}
	}
	if (optind == argc)
		return command_usage("list", "a file is missing");
	rc = contract_open(&list.contract, &err);
	if (rc < 0)
		return command_failed(rc, &err);
	for (int i = optind; i < argc; i++) {
		int one = list_file(&list, argv[i]);

		status = one > status ? one : status;
	}
	contract_close(list.contract);
	return status;
}
