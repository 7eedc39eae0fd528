/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <probetap/event.h>

#include <stdlib.h>
#include <string.h>

static struct value text(const char *bytes)
{
	return (struct value){.kind = VALUE_TEXT, .text = bytes, .length = strlen(bytes), .pointer = 0x1000};
}

static struct value number(int64_t integer)
{
	return (struct value){.kind = VALUE_INTEGER, .integer = integer};
}

static struct value object(const char *type)
{
	return (struct value){.kind = VALUE_OBJECT, .text = type, .length = strlen(type), .pointer = 0x2000};
}

static struct value tuple(const struct value *items, size_t count)
{
	return (struct value){.kind = VALUE_TUPLE,
			      .items = items,
			      .item_count = count,
			      .integer = (int64_t)count,
			      .pointer = 0x3000};
}

static struct value digits(const char *text)
{
	return (struct value){.kind = VALUE_INTEGER, .text = text, .length = strlen(text)};
}

static struct value boolean(bool value)
{
	return (struct value){.kind = VALUE_BOOL, .integer = value};
}

/* All different from each other, and some of them from themselves. */
static void test_equality(void **state)
{
	const struct value null = {.kind = VALUE_NULL}, unreadable = {.kind = VALUE_UNREADABLE},
			   none = {.kind = VALUE_NONE};
	const struct value ab[] = {text("a"), text("b")}, ba[] = {text("b"), text("a")},
			   inner[] = {tuple(ab, 2), none}, other[] = {tuple(ba, 2), none},
			   lost[] = {text("a"), unreadable};
	const struct value with_lost = tuple(lost, 2);
	struct value cut = text("abc");
	const struct value values[] = {
		number(0),
		number(1),
		number(-1),
		number(INT64_MAX),
		number((int64_t)1 << 32),
		text(""),
		text("0"),
		text("abc"),
		text("abd"),
		text("abcd"),
		digits("9223372036854775808"),
		digits("-9223372036854775809"),
		boolean(false),
		boolean(true),
		object("tuple"),
		object("list"),
		object(""),
		tuple(NULL, 0),
		tuple(ab, 1),
		tuple(ab, 2),
		tuple(ba, 2),
		tuple(inner, 2),
		tuple(other, 2),
		null,
		none,
	};
	const size_t count = sizeof values / sizeof *values;

	(void)state;
	cut.cut = true;
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < count; k++)
			assert_int_equal(value_equal(&values[i], &values[k]), i == k);
		assert_false(value_equal(&values[i], &unreadable));
		assert_false(value_equal(&unreadable, &values[i]));
		assert_false(value_equal(&values[i], &cut));
		assert_false(value_equal(&cut, &values[i]));
	}
	assert_false(value_equal(&unreadable, &unreadable));
	assert_false(value_equal(&cut, &cut));
	assert_false(value_equal(&with_lost, &with_lost));
	assert_true(value_is_whole(&values[count - 4]));
	assert_false(value_is_whole(&with_lost));
	assert_false(value_is_whole(&cut));
	assert_false(value_equal(&(struct value){.kind = (enum value_kind)99},
				 &(struct value){.kind = (enum value_kind)99}));
}

static void test_a_pointer_is_no_part_of_a_value(void **state)
{
	struct value a = text("same"), b = text("same"), c = object("list"), d = object("list");

	(void)state;
	b.pointer = 0x7777;
	d.pointer = 0x8888;
	assert_true(value_equal(&a, &b));
	assert_true(value_equal(&c, &d));
}

static void test_bytes_behind_a_nul_count(void **state)
{
	struct value a = {.kind = VALUE_TEXT, .text = "a\0b", .length = 3},
		     b = {.kind = VALUE_TEXT, .text = "a\0c", .length = 3};

	(void)state;
	assert_false(value_equal(&a, &b));
	b.text = "a\0b";
	assert_true(value_equal(&a, &b));
}

static void test_format(void **state)
{
	const struct value items[] = {text("a\0\n"),        number(-1),
				      {.kind = VALUE_NONE}, tuple(NULL, 0),
				      object("code"),       boolean(true),
				      boolean(false),       digits("123456789012345678901"),
				      object("my <type>"),  {.kind = VALUE_UNREADABLE},
				      {.kind = VALUE_NULL}};
	struct value cut = text("long"), short_tuple = tuple(items, 3), empty = tuple(NULL, 0);
	const struct {
		struct value value;
		const char *text;
	} rows[] = {
		{number(12), "12"},
		{number(-1), "-1"},
		{number(INT64_MIN), "-9223372036854775808"},
		{text("a\n\"\x01\\"), "\"a\\n\\\"\\x01\\\\\""},
		{text(""), "\"\""},
		{{.kind = VALUE_NULL}, "NULL"},
		{{.kind = VALUE_UNREADABLE}, "unreadable"},
		{object("type.name-1_"), "<type.name-1_>"},
		{object(""), "<\"\">"},
		{tuple(items, 11), "(\"a\", -1, None, (), <code>, True, False, 123456789012345678901, "
				   "<\"my <type>\">, unreadable, NULL)"},
	};
	struct buffer into = {0};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		buffer_clear(&into);
		value_format(&rows[i].value, &into);
		assert_string_equal(buffer_text(&into), rows[i].text);
	}
	cut.cut = true;
	buffer_clear(&into);
	value_format(&cut, &into);
	assert_string_equal(buffer_text(&into), "\"long\"... (cut)");
	short_tuple.cut = empty.cut = true;
	short_tuple.integer = empty.integer = 600;
	buffer_clear(&into);
	value_format(&short_tuple, &into);
	value_format(&empty, &into);
	assert_string_equal(buffer_text(&into), "(\"a\", -1, None, ... of 600)(... of 600)");
	buffer_fini(&into);
}

static void test_an_event_as_in_a_case(void **state)
{
	struct event event = {.value_count = 3, .values = {text("/x.py"), text("f"), number(3)}};
	struct buffer into = {0};

	(void)state;
	event_format(&event, "function__entry", &into);
	assert_string_equal(buffer_text(&into), "function__entry  \"/x.py\"  \"f\"  3");
	buffer_fini(&into);
}

/* A recording outlives the memory of what was put in. */
static void test_a_recording_keeps_copies(void **state)
{
	struct recording recording = {0};

	(void)state;
	for (int i = 0; i < 100; i++) {
		char bytes[16] = "name", type[16] = "code", deep[16] = "deep";
		struct value inner[] = {text(deep), number(i)}, outer[] = {tuple(inner, 2), object(type)};
		struct event event = {
			.marker = (unsigned)i,
			.process = 1,
			.thread = 2,
			.sequence = (uint64_t)i,
			.value_count = 4,
			.values = {text(bytes), number(i), {.kind = VALUE_NULL}, tuple(outer, 2)}};

		recording_add(&recording, &event);
		memset(bytes, 'x', sizeof bytes);
		memset(type, 'x', sizeof type);
		memset(deep, 'x', sizeof deep);
		memset(inner, 0, sizeof inner);
		memset(outer, 0, sizeof outer);
	}
	assert_int_equal(recording.count, 100);
	for (int i = 0; i < 100; i++) {
		const struct event *event = &recording.events[i];

		assert_int_equal(event->marker, i);
		assert_int_equal(event->thread, 2);
		assert_int_equal(event->values[1].integer, i);
		assert_string_equal(event->values[0].text, "name");
		assert_int_equal(event->values[0].length, 4);
		assert_string_equal(event->values[3].items[1].text, "code");
		assert_string_equal(event->values[3].items[0].items[0].text, "deep");
		assert_int_equal(event->values[3].items[0].items[1].integer, i);
		assert_int_equal(event->values[2].kind, VALUE_NULL);
	}
	recording_fini(&recording);
	assert_int_equal(recording.count, 0);
	assert_null(recording.events);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equality),
		cmocka_unit_test(test_a_pointer_is_no_part_of_a_value),
		cmocka_unit_test(test_bytes_behind_a_nul_count),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_an_event_as_in_a_case),
		cmocka_unit_test(test_a_recording_keeps_copies),
	};

	return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
