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

static struct value object(const char *type, int64_t size)
{
	return (struct value){.kind = VALUE_OBJECT,
			      .text = type,
			      .length = strlen(type),
			      .integer = size,
			      .pointer = 0x2000};
}

/* All different from each other, and some of them from themselves. */
static void test_equality(void **state)
{
	const struct value null = {.kind = VALUE_NULL}, unreadable = {.kind = VALUE_UNREADABLE};
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
		object("tuple", 0),
		object("tuple", 1),
		object("list", 0),
		object("", 0),
		null,
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
	assert_false(value_equal(&(struct value){.kind = (enum value_kind)99},
				 &(struct value){.kind = (enum value_kind)99}));
}

static void test_a_pointer_is_no_part_of_a_value(void **state)
{
	struct value a = text("same"), b = text("same"), c = object("tuple", 2), d = object("tuple", 2);

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
	struct value cut = text("long");
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
		{object("tuple", 2), "tuple[2]"},
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
		char bytes[16] = "name", type[16] = "tuple";
		struct event event = {
			.marker = (unsigned)i,
			.process = 1,
			.thread = 2,
			.sequence = (uint64_t)i,
			.value_count = 4,
			.values = {text(bytes), number(i), {.kind = VALUE_NULL}, object(type, i)}};

		recording_add(&recording, &event);
		memset(bytes, 'x', sizeof bytes);
		memset(type, 'x', sizeof type);
	}
	assert_int_equal(recording.count, 100);
	for (int i = 0; i < 100; i++) {
		const struct event *event = &recording.events[i];

		assert_int_equal(event->marker, i);
		assert_int_equal(event->thread, 2);
		assert_int_equal(event->values[1].integer, i);
		assert_string_equal(event->values[0].text, "name");
		assert_int_equal(event->values[0].length, 4);
		assert_string_equal(event->values[3].text, "tuple");
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
