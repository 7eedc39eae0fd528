/* SPDX-License-Identifier: BSD-2-Clause */
/* Static verdicts: what the notes alone can prove or disprove, without a run and without privileges. */
#include <probetap/contract.h>
#include <probetap/memory.h>
#include <probetap/path.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

marker_set contract_present(const struct contract *contract, const struct object *object)
{
	marker_set set = 0;

	for (size_t i = 0; i < object->site_count; i++) {
		int marker = contract_marker(contract, object->sites[i].name, strlen(object->sites[i].name));

		if (marker >= 0 && strcmp(object->sites[i].provider, contract->provider) == 0)
			set |= (marker_set)1 << marker;
	}
	return set;
}

struct inspection {
	struct contract *contract;
	const struct object *object;
	const char *provider;
	const struct marker *marker;
	struct buffer failure; /* empty while the claim holds */
};

static bool is_site_of(const struct site *site, const char *provider, const char *name)
{
	return strcmp(site->provider, provider) == 0 && strcmp(site->name, name) == 0;
}

/* Walks over the sites of the marker that is looked at. */
static const struct site *next_site(const struct inspection *inspection, const struct site *site)
{
	const struct object *object = inspection->object;
	const struct site *end = object->sites + object->site_count;

	for (site = site ? site + 1 : object->sites; site < end; site++)
		if (is_site_of(site, inspection->provider, inspection->marker->name))
			return site;
	return NULL;
}

/* Adds a sentence about one site to the failure. */
static void fail_at(struct inspection *inspection, const struct site *site, const char *what)
{
	buffer_printf(&inspection->failure, "%ssite 0x%jx: %s", inspection->failure.length ? "; " : "",
		      (uintmax_t)site->address, what);
}

static void inspect_present(struct inspection *inspection)
{
	if (!next_site(inspection, NULL))
		buffer_printf(&inspection->failure, "%s:%s has no site in %s", inspection->provider,
			      inspection->marker->name, inspection->object->path);
}

/* What the type needs in this object: bytes and sign. */
static void operand_needed(const struct object *object, enum argument_type type, unsigned *size,
			   bool *is_signed)
{
	*size = type == ARGUMENT_INT ? 4 : object->bits / 8;
	*is_signed = type == ARGUMENT_INT || type == ARGUMENT_LONG;
}

static void inspect_operand(struct inspection *inspection, const struct site *site, unsigned index,
			    const struct operand *operand)
{
	const struct marker_argument *argument = &inspection->marker->arguments[index];
	char what[256];
	unsigned size;
	bool is_signed;

	operand_needed(inspection->object, argument->type, &size, &is_signed);
	if (operand->size == size && operand->is_signed == is_signed && !operand->is_float)
		return;
	snprintf(what, sizeof what, "argument %u (%s) is %s%s of %u byte%s, %s is %s of %u", index + 1,
		 argument->name, operand->is_signed ? "signed" : "unsigned",
		 operand->is_float ? " floating point" : "", operand->size, operand->size == 1 ? "" : "s",
		 argument_type_name(argument->type), is_signed ? "signed" : "unsigned", size);
	fail_at(inspection, site, what);
}

static void inspect_arguments(struct inspection *inspection)
{
	const struct marker *marker = inspection->marker;

	for (const struct site *site = NULL; (site = next_site(inspection, site));) {
		struct operands operands;
		struct error err;
		char what[128];

		if (operands_parse(inspection->object, site, &operands, &err) < 0) {
			fail_at(inspection, site, err.text);
			continue;
		}
		if (operands.count != marker->argument_count) {
			snprintf(what, sizeof what, "%zu argument%s, documented are %u", operands.count,
				 operands.count == 1 ? "" : "s", marker->argument_count);
			fail_at(inspection, site, what);
		}
		for (unsigned i = 0; i < operands.count && i < marker->argument_count; i++)
			inspect_operand(inspection, site, i, &operands.list[i]);
	}
}

/* The counter's value before anything ran; -1 where it cannot be read. */
static int initial_semaphore(const struct object *object, const struct site *site)
{
	unsigned char bytes[2] = {0, 0};
	int fd, got;

	if (!site->semaphore_offset)
		return 0; /* in memory that starts as zeros */
	fd = open(object->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	got = (int)pread(fd, bytes, sizeof bytes, (off_t)site->semaphore_offset);
	close(fd);
	return got == sizeof bytes ? bytes[0] | bytes[1] << 8 : -1;
}

/* Another marker that counts in the same place, or NULL. */
static const struct site *semaphore_sharer(const struct inspection *inspection, const struct site *of)
{
	for (size_t i = 0; i < inspection->object->site_count; i++) {
		const struct site *site = &inspection->object->sites[i];

		if (site->semaphore == of->semaphore && !is_site_of(site, of->provider, of->name))
			return site;
	}
	return NULL;
}

static void inspect_semaphore(struct inspection *inspection)
{
	const struct site *first = next_site(inspection, NULL);

	for (const struct site *site = NULL; (site = next_site(inspection, site));) {
		const struct site *sharer = semaphore_sharer(inspection, site);
		char what[256];

		if (!site->semaphore) {
			fail_at(inspection, site, "has no semaphore");
			continue;
		}
		if (site->semaphore != first->semaphore)
			fail_at(inspection, site, "has another semaphore than the first site");
		if (!site->semaphore_writable)
			fail_at(inspection, site, "its semaphore is not in memory that is loaded writable");
		else if (initial_semaphore(inspection->object, site) != 0)
			fail_at(inspection, site, "its semaphore does not start at 0");
		if (sharer) {
			snprintf(what, sizeof what, "its semaphore is also that of %s", sharer->name);
			fail_at(inspection, site, what);
		}
	}
}

/* Another marker that stands in the same place, or NULL. */
static const struct site *place_sharer(const struct inspection *inspection, const struct site *of)
{
	for (size_t i = 0; i < inspection->object->site_count; i++) {
		const struct site *site = &inspection->object->sites[i];

		if (site != of && site->address == of->address)
			return site;
	}
	return NULL;
}

static void inspect_nop(struct inspection *inspection)
{
	for (const struct site *site = NULL; (site = next_site(inspection, site));) {
		const struct site *sharer = place_sharer(inspection, site);
		char what[256];

		if (sharer) {
			snprintf(what, sizeof what, "is also a site of %s:%s", sharer->provider,
				 sharer->name);
			fail_at(inspection, site, what);
		}
		if (!site->executable)
			fail_at(inspection, site, "is not in code");
		else if (!site_is_nop(inspection->object, site))
			fail_at(inspection, site, "is not a nop: a breakpoint there would break the program");
	}
}

static const struct {
	enum claim_kind kind;
	const char *what;
	void (*inspect)(struct inspection *inspection);
} kinds[] = {
	{CLAIM_PRESENT, "is there", inspect_present},
	{CLAIM_ARGUMENTS, "every site has the documented arguments", inspect_arguments},
	{CLAIM_SEMAPHORE, "every site has its semaphore in writable memory", inspect_semaphore},
	{CLAIM_NOP, "every site is a nop of its own", inspect_nop},
};

static struct claim *add_claim(struct claims *claims, enum claim_kind kind, int marker)
{
	struct claim *claim;

	claims->list = memory_grow(claims->list, claims->count, sizeof *claims->list);
	claim = &claims->list[claims->count++];
	claim->kind = kind;
	claim->marker = marker;
	return claim;
}

static void inspect_marker(struct inspection *inspection, int index, struct deviation *absent,
			   struct claims *claims)
{
	bool present = next_site(inspection, NULL) != NULL;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct claim *claim = add_claim(claims, kinds[i].kind, index);

		claim->what = memory_format("%s: %s", inspection->marker->name, kinds[i].what);
		claim->deviation = absent;
		buffer_clear(&inspection->failure);
		/* Without a site nothing can be said of sites: that is no pass. */
		(present ? kinds[i].inspect : inspect_present)(inspection);
		if (inspection->failure.length)
			claim->failure = memory_text(buffer_text(&inspection->failure));
	}
}

static void inspect_surplus(struct inspection *inspection, marker_set documented, struct claims *claims)
{
	struct claim *claim = add_claim(claims, CLAIM_NOTHING_ELSE, -1);

	claim->what = memory_text("nothing undocumented is there");
	buffer_clear(&inspection->failure);
	for (size_t i = 0; i < inspection->object->site_count; i++) {
		const struct site *site = &inspection->object->sites[i];
		int marker = contract_marker(inspection->contract, site->name, strlen(site->name));

		if (strcmp(site->provider, inspection->provider) != 0 ||
		    (marker >= 0 && documented & (marker_set)1 << marker))
			continue;
		buffer_printf(&inspection->failure, "%s%s at 0x%jx",
			      inspection->failure.length ? ", " : "not documented: ", site->name,
			      (uintmax_t)site->address);
	}
	if (inspection->failure.length)
		claim->failure = memory_text(buffer_text(&inspection->failure));
}

void contract_inspect(struct contract *contract, const struct object *object, struct version version,
		      unsigned facets, struct claims *claims)
{
	struct inspection inspection = {
		.contract = contract, .object = object, .provider = contract->provider};
	marker_set documented = contract_documented(contract, version);

	*claims = (struct claims){0};
	for (size_t i = 0; i < contract->marker_count; i++) {
		marker_set bit = (marker_set)1 << i;

		if (!(documented & bit))
			continue;
		inspection.marker = &contract->markers[i];
		inspect_marker(&inspection, (int)i,
			       contract_deviation(contract, DEVIATION_ABSENT, version, facets, bit,
						  documented),
			       claims);
	}
	inspect_surplus(&inspection, documented, claims);
	buffer_fini(&inspection.failure);
}

void claims_fini(struct claims *claims)
{
	for (size_t i = 0; i < claims->count; i++) {
		free(claims->list[i].what);
		free(claims->list[i].failure);
	}
	free(claims->list);
	*claims = (struct claims){0};
}
