/* SPDX-License-Identifier: BSD-2-Clause */
/* Python objects in a made-up memory: every layout, every kind, and what is no object at all. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../../harness/capture/content_value.h"
#include "../../harness/capture/layout.h"

#include <probetap/buffer.h>
#include <probetap/memory.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the layouts, as sys.getsizeof and id() show them in each version ---- */

static const struct known {
	struct version version;
	unsigned facets;
	unsigned type, name, length, state, kind_bit, ascii, compact, digits, items;
	bool tagged;
} known[] = {
	{{3, 6, 0}, 0, 8, 24, 16, 32, 2, 48, 72, 24, 24, false},
	{{3, 8, 0}, 0, 8, 24, 16, 32, 2, 48, 72, 24, 24, false},
	{{3, 9, 2}, FACET_SHARED, 8, 24, 16, 32, 2, 48, 72, 24, 24, false},
	{{3, 11, 99}, FACET_DEBUG, 8, 24, 16, 32, 2, 48, 72, 24, 24, false},
	{{3, 12, 0}, 0, 8, 24, 16, 32, 2, 40, 56, 24, 24, true},
	{{3, 13, 5}, FACET_DEBUG, 8, 24, 16, 32, 2, 40, 56, 24, 24, true},
	{{3, 13, 0}, FACET_FREE_THREADED, 24, 40, 32, 48, 2, 56, 72, 40, 40, true},
	{{3, 14, 0}, 0, 8, 24, 16, 32, 2, 40, 56, 24, 32, true},
	{{3, 14, 3}, FACET_FREE_THREADED | FACET_DEBUG, 24, 40, 32, 48, 8, 56, 72, 40, 48, true},
	{{3, 15, 2}, FACET_JIT, 8, 24, 16, 32, 2, 40, 56, 24, 32, true},
	{{3, 99, 0}, 0, 8, 24, 16, 32, 2, 40, 56, 24, 32, true},
	{{3, 99, 0}, FACET_FREE_THREADED, 24, 40, 32, 48, 8, 56, 72, 40, 48, true},
	{{3, 9, 0}, FACET_TRACE_REFS | FACET_DEBUG, 24, 40, 32, 48, 2, 64, 88, 40, 40, false},
	{{3, 12, 9}, FACET_TRACE_REFS, 24, 40, 32, 48, 2, 56, 72, 40, 40, true},
	{{3, 13, 0}, FACET_TRACE_REFS | FACET_DEBUG, 8, 24, 16, 32, 2, 40, 56, 24, 24, true},
};

enum { LAYOUTS = sizeof known / sizeof *known };

/* ---- the memory ---- */

enum { PAGE = 4096, ROOM = 64 * PAGE };

static const uint64_t base = 0x7f0000000000;

static struct world {
	const struct known *known;
	char bytes[ROOM];
	size_t used;
	bool closed[ROOM / PAGE]; /* pages that are not there */
	uint64_t types[8];
	unsigned reads, gone_after;
} world;

static int read_world(void *context, uint64_t address, void *to, size_t length)
{
	(void)context;
	if (world.gone_after && ++world.reads > world.gone_after)
		return -ESRCH;
	if (address < base || address - base > ROOM || length > ROOM - (address - base))
		return -EFAULT;
	for (size_t page = (address - base) / PAGE; length && page <= (address - base + length - 1) / PAGE;
	     page++)
		if (world.closed[page])
			return -EFAULT;
	memcpy(to, world.bytes + (address - base), length);
	return 0;
}

static uint64_t take(size_t length)
{
	uint64_t address = base + world.used;

	world.used += (length + 7) & ~(size_t)7;
	assert_true(world.used <= ROOM);
	/* What is not written is not 0 either. */
	memset(world.bytes + (address - base), 0xa5, length);
	return address;
}

static void put(uint64_t address, const void *bytes, size_t length)
{
	if (length)
		memcpy(world.bytes + (address - base), bytes, length);
}

static void put_word(uint64_t address, uint64_t word)
{
	put(address, &word, sizeof word);
}

static void begin(const struct known *layout)
{
	memset(&world, 0, sizeof world);
	world.known = layout;
	take(64);
}

static uint64_t text_at(const char *text)
{
	uint64_t address = take(strlen(text) + 1);

	put(address, text, strlen(text) + 1);
	return address;
}

static uint64_t type(const char *name)
{
	uint64_t address = take(64);

	put_word(address + world.known->name, text_at(name));
	return address;
}

static uint64_t object(const char *type_name, size_t length)
{
	uint64_t of = type(type_name), address = take(length);

	put_word(address + world.known->type, of);
	return address;
}

static uint64_t str(unsigned width, bool ascii, const void *characters, size_t count)
{
	unsigned begins = ascii ? world.known->ascii : world.known->compact, kind_bit = world.known->kind_bit;
	uint64_t address = object("str", begins + width * count + 1);
	uint32_t mask = 0x1f, state = width | 1 << 3 | (uint32_t)ascii << 4;

	put_word(address + world.known->length, count);
	/* The other bits are anything. */
	state = (0xa5a5a5a5 & ~(mask << kind_bit)) | state << kind_bit;
	put(address + world.known->state, &state, sizeof state);
	put(address + begins, characters, width * count);
	return address;
}

static uint64_t ascii(const char *text)
{
	return str(1, true, text, strlen(text));
}

/* As int, or as a subclass of it has it. */
static uint64_t number_of(const char *name, int sign, const uint32_t *digits, size_t count)
{
	uint64_t address = object(name, world.known->digits + 4 * count), size = count << 3;

	if (world.known->tagged)
		size |= 4 | (sign > 0 ? 0 : sign < 0 ? 2 : 1);
	else
		size = sign < 0 ? -(uint64_t)count : count;
	put_word(address + world.known->length, size);
	put(address + world.known->digits, digits, 4 * count);
	return address;
}

static uint64_t number(int sign, const uint32_t *digits, size_t count)
{
	return number_of("int", sign, digits, count);
}

static uint64_t tuple_of(const uint64_t *items, size_t known_items, size_t count)
{
	uint64_t address = object("tuple", world.known->items + 8 * known_items);

	put_word(address + world.known->length, count);
	put(address + world.known->items, items, 8 * known_items);
	return address;
}

#define TUPLE(...)                                                                       \
	tuple_of((const uint64_t[]){__VA_ARGS__}, sizeof((uint64_t[]){__VA_ARGS__}) / 8, \
		 sizeof((uint64_t[]){__VA_ARGS__}) / 8)

/* ---- what comes of it ---- */

static char *told(uint64_t address)
{
	const struct content_layout *layout = layout_of(world.known->version, world.known->facets);
	struct content_source source = {.read = read_world};
	struct content_large *content = memory_zeroed(1, sizeof *content);
	struct content_values values;
	struct content_notes notes;
	struct buffer text = {0};
	struct value value;

	content_values_init(&values);
	assert_int_equal(content_note(content, address, layout, &source), 0);
	notes = content_large_notes(content);
	value = content_value(&notes, layout, &values);
	value_format(&value, &text);
	content_values_fini(&values);
	free(content);
	return buffer_take(&text);
}

static void expect(uint64_t address, const char *words)
{
	char *text = told(address);

	if (strcmp(text, words) != 0)
		fail_msg("%d.%d facets %u: %s instead of %s", world.known->version.major,
			 world.known->version.minor, world.known->facets, text, words);
	free(text);
}

static void test_every_layout(void **state)
{
	static const uint16_t two[] = {'a', 0xe9, 0x65e5, 0xdc80};
	static const uint32_t four[] = {0x1f389, 'b', 0x10ffff}, digits[] = {1, 2, 0, 1 << 29};

	(void)state;
	for (size_t i = 0; i < LAYOUTS; i++) {
		begin(&known[i]);
		expect(TUPLE(ascii(""), ascii("ascii"), str(1, false, "\xe9z", 2), str(2, false, two, 4),
			     str(4, false, four, 3), str(1, true, "a\0b", 3)),
		       "(\"\", \"ascii\", \"\xc3\xa9z\", \"a\xc3\xa9\xe6\x97\xa5\\xed\\xb2\\x80\", "
		       "\"\xf0\x9f\x8e\x89"
		       "b\xf4\x8f\xbf\xbf\", \"a\\x00b\")");
		begin(&known[i]);
		expect(TUPLE(number(0, digits, 0), number(1, digits, 1), number(-1, digits, 1),
			     number(1, digits, 2), number(-1, digits, 2), number(1, digits, 4)),
		       "(0, 1, -1, 2147483649, -2147483649, 664613997892457936451903532287655937)");
		begin(&known[i]);
		expect(TUPLE(object("NoneType", 40), number_of("bool", 1, digits, 1),
			     number_of("bool", 0, digits, 0), tuple_of(NULL, 0, 0),
			     TUPLE(TUPLE(ascii("deep")), object("NoneType", 40)), object("code", 40),
			     object("", 40), 0),
		       "(None, True, False, (), ((\"deep\"), None), <code>, <\"\">, NULL)");
	}
}

static void test_numbers_at_the_edges(void **state)
{
	static const uint32_t most = (1 << 30) - 1;
	static const struct {
		int sign;
		size_t count;
		uint32_t digits[4];
		const char *words;
	} rows[] = {
		{1, 1, {most}, "1073741823"},
		{1, 2, {0, 1}, "1073741824"},
		{1, 3, {most, most, 7}, "9223372036854775807"},
		{1, 3, {0, 0, 8}, "9223372036854775808"},
		{-1, 3, {0, 0, 8}, "-9223372036854775808"},
		{-1, 3, {1, 0, 8}, "-9223372036854775809"},
		{1, 3, {most, most, 15}, "18446744073709551615"},
		{1, 3, {0, 0, 16}, "18446744073709551616"},
		{1, 3, {most, most, most}, "1237940039285380274899124223"},
		{-1, 4, {0, 0, 0, 1}, "-1237940039285380274899124224"},
		/* None that CPython makes, for its last digit is 0. */
		{1, 3, {5, 0, 0}, "5"},
	};

	(void)state;
	for (size_t i = 0; i < LAYOUTS; i++)
		for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
			begin(&known[i]);
			expect(number(rows[k].sign, rows[k].digits, rows[k].count), rows[k].words);
		}
}

/* Only what bears exactly that name is looked into. */
static void test_other_types(void **state)
{
	static const char *const names[] = {"st",   "strs", "String",  "in",        "ints",  "tuples", "tupl",
					    "Bool", "None", "NoneTyp", "NoneTypes", "str.x", "bool_"};
	static const uint32_t two[] = {2};
	char words[300], name[300];

	(void)state;
	begin(&known[4]);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(words, sizeof words, "<%s>", names[i]);
		expect(object(names[i], 16), words);
	}
	/* A name as long as is kept, and a longer one. */
	memset(name, 'n', sizeof name);
	name[CONTENT_NAME - 2] = 0;
	char *text = told(object(name, 40));
	assert_int_equal(strlen(text), CONTENT_NAME);
	free(text);
	name[CONTENT_NAME - 2] = 'n';
	name[CONTENT_NAME - 1] = 0;
	snprintf(words, sizeof words, "<%.*s>... (cut)", CONTENT_NAME - 1, name);
	expect(object(name, 40), words);
	name[CONTENT_NAME - 1] = 'n';
	name[CONTENT_NAME] = 0;
	expect(object(name, 40), words);
	/* A bool is 0 or 1. */
	expect(number_of("bool", 1, two, 1), "unreadable");
	/* A str whose characters are elsewhere, or have a width that there is not. */
	expect(str(3, true, "abc", 1), "<str>");
	expect(str(0, true, "", 0), "<str>");
	expect(str(4, false, &(uint32_t){0x110000}, 1), "unreadable");
}

static void test_what_is_not_there(void **state)
{
	uint64_t tuple, lost = 16, last;
	char *text;

	(void)state;
	for (size_t i = 0; i < LAYOUTS; i++) {
		begin(&known[i]);
		expect(lost, "unreadable");
		expect(0, "NULL");
		expect(base + ROOM - 1, "unreadable");
		expect(UINT64_MAX, "unreadable");
		expect(TUPLE(lost, ascii("there"), UINT64_MAX - 7), "(unreadable, \"there\", unreadable)");
		/* Its type is nowhere; its type's name is. */
		tuple = object("tuple", 64);
		put_word(tuple + known[i].type, lost);
		expect(tuple, "unreadable");
		last = take(64);
		put_word(last + known[i].name, lost);
		put_word(tuple + known[i].type, last);
		expect(tuple, "unreadable");
		/* More items than there is memory; more characters. */
		tuple = tuple_of((const uint64_t[]){lost}, 1, UINT64_MAX);
		memset(world.bytes + world.used, 0, ROOM - world.used);
		text = told(tuple);
		assert_non_null(strstr(text, "NULL, NULL, ... of -1)"));
		free(text);
		world.closed[1] = true;
		expect(tuple, "unreadable");
	}
}

/* The last bytes of a page that is followed by none. */
static void test_page_ends(void **state)
{
	const struct known *layout = &known[4];

	(void)state;
	for (size_t short_by = 0; short_by < 2; short_by++) {
		begin(layout);
		uint64_t of = type("str"), address;
		size_t length = layout->ascii + 5;

		world.used = PAGE - length + short_by;
		world.closed[1] = true;
		address = base + world.used;
		put_word(address + layout->type, of);
		put_word(address + layout->length, 5);
		put(address + layout->state, &(uint32_t){0x19 << 2}, 4);
		put(address + layout->ascii, "fives", 5);
		expect(address, short_by ? "unreadable" : "\"fives\"");
	}
	/* The name of a type, with its NUL and without. */
	for (size_t short_by = 0; short_by < 2; short_by++) {
		begin(layout);
		uint64_t address = take(64), of = take(64), name = base + PAGE - 5 + short_by;

		put_word(address + layout->type, of);
		put_word(of + layout->name, name);
		put(name, "code", 5);
		world.closed[1] = true;
		expect(address, short_by ? "unreadable" : "<code>");
	}
	/* A name may go on in the next page. */
	begin(layout);
	uint64_t address = take(64), of = take(64), name = base + PAGE - 2;

	put_word(address + layout->type, of);
	put_word(of + layout->name, name);
	put(name, "code", 5);
	expect(address, "<code>");
}

static void test_limits(void **state)
{
	static char long_text[EVENT_ITEM_BYTES_MAX + 2];
	uint64_t items[EVENT_ITEMS_MAX + 1], tuple;
	char *text;

	(void)state;
	begin(&known[7]);
	memset(long_text, 'x', sizeof long_text - 1);
	long_text[EVENT_ITEM_BYTES_MAX] = 0;
	text = told(ascii(long_text));
	assert_int_equal(strlen(text), EVENT_ITEM_BYTES_MAX + 2);
	free(text);
	long_text[EVENT_ITEM_BYTES_MAX] = 'y';
	text = told(ascii(long_text));
	assert_string_equal(text + EVENT_ITEM_BYTES_MAX, "x\"... (cut)");
	free(text);

	begin(&known[7]);
	items[0] = object("NoneType", 24);
	for (size_t i = 1; i <= EVENT_ITEMS_MAX; i++)
		items[i] = items[0];
	text = told(tuple_of(items, EVENT_ITEMS_MAX, EVENT_ITEMS_MAX));
	assert_int_equal(strlen(text), 6 * EVENT_ITEMS_MAX);
	free(text);
	text = told(tuple_of(items, EVENT_ITEMS_MAX + 1, EVENT_ITEMS_MAX + 1));
	assert_string_equal(text + strlen(text) - 23, "None, None, ... of 512)");
	free(text);

	/* Texts that are each short enough, but not all together: the last ones are only known to be there.
	 */
	begin(&known[7]);
	long_text[EVENT_ITEM_BYTES_MAX] = 0;
	for (size_t i = 0; i < 10; i++)
		items[i] = ascii(long_text);
	text = told(tuple_of(items, 10, 10));
	assert_non_null(strstr(text, "x\", <\"?\">... (cut), <\"?\">... (cut))"));
	free(text);

	/* One that holds itself ends where there is no more room. */
	begin(&known[7]);
	tuple = tuple_of(items, 1, 1);
	put_word(tuple + known[7].items, tuple);
	text = told(tuple);
	assert_non_null(strstr(text, "((((... of 1))))"));
	free(text);
}

/* A process may be killed at any of the reads. */
static void test_the_process_goes_away(void **state)
{
	const struct content_layout *layout = layout_of(known[1].version, 0);
	struct content_source source = {.read = read_world};
	struct content_large *content = memory_zeroed(1, sizeof *content);
	uint64_t tuple;
	unsigned all;

	(void)state;
	begin(&known[1]);
	tuple = TUPLE(ascii("a"), number(1, (const uint32_t[]){1}, 1), TUPLE(ascii("b")));
	world.gone_after = 1000;
	assert_int_equal(content_note(content, tuple, layout, &source), 0);
	all = world.reads;
	assert_in_range(all, 10, 100);
	for (unsigned i = 1; i < all; i++) {
		world.reads = 0;
		world.gone_after = i;
		assert_int_equal(content_note(content, tuple, layout, &source), -ESRCH);
	}
	free(content);
}

/* Anything may stand where an object should. */
static void test_garbage(void **state)
{
	uint32_t random = 12345;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		begin(&known[round % LAYOUTS]);
		uint64_t tuple =
			TUPLE(ascii("text"), number(1, (const uint32_t[]){1, 2}, 2), TUPLE(ascii("b")));

		for (int i = 0; i < 6; i++) {
			random = random * 1664525 + 1013904223;
			size_t at = (random >> 8) % world.used;
			world.bytes[at] = (char)(random >> 3);
			if (random & 1)
				put_word(base + (at & ~(size_t)7), base + (random >> 5) % world.used);
		}
		free(told(tuple));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_layout),
		cmocka_unit_test(test_numbers_at_the_edges),
		cmocka_unit_test(test_other_types),
		cmocka_unit_test(test_what_is_not_there),
		cmocka_unit_test(test_page_ends),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_the_process_goes_away),
		cmocka_unit_test(test_garbage),
	};

	return cmocka_run_group_tests_name("content", tests, NULL, NULL);
}
