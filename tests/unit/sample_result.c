/* SPDX-License-Identifier: BSD-2-Clause */
#include "sample_result.h"

#include <probetap/memory.h>

#include <stdlib.h>

#define TEXTS_MAX 4

static void add_event(struct result_events *events, uint64_t time, int thread, const char *marker,
		      const char *const *values)
{
	struct result_event *event;

	events->list = memory_grow(events->list, events->count, sizeof *events->list);
	event = &events->list[events->count++];
	event->marker = memory_text(marker);
	event->time = time;
	event->thread = thread;
	event->values = memory_zeroed(TEXTS_MAX, sizeof *event->values);
	while (values[event->value_count]) {
		event->values[event->value_count] = memory_text(values[event->value_count]);
		event->value_count++;
	}
}

#define VALUES(...)          ((const char *const[]){__VA_ARGS__, NULL})
#define CALL(function, line) VALUES("\"/tmp/unwind.py\"", "\"" function "\"", line)

static struct point *add_point(struct result *result, enum verdict verdict, const char *name,
			       const char *group)
{
	struct point *point = result_add_point(result);

	point->verdict = verdict;
	point->name = memory_text(name);
	point->group = memory_text(group);
	point->nanoseconds = 1500000;
	return point;
}

static struct point *add_case(struct result *result, enum verdict verdict, const char *name,
			      const char *group, const char *mode)
{
	char *title = memory_format("case %s/%s %s", group, name, mode);
	struct point *point = add_point(result, verdict, title, group);

	free(title);
	point->case_name = memory_format("%s/%s", group, name);
	point->mode = memory_text(mode);
	return point;
}

static void add_calls(struct result_events *events, uint64_t step, bool with_return)
{
	uint64_t time = 0;

	add_event(events, time += step, 0, "function__entry", CALL("<module>", "0"));
	add_event(events, time += step, 0, "function__entry", CALL("outer", "1"));
	add_event(events, time += step, 0, "line", CALL("outer", "2"));
	add_event(events, time += step, 0, "function__entry", CALL("boom", "7"));
	if (with_return)
		add_event(events, time += step, 0, "function__return", CALL("boom", "8"));
	add_event(events, time += step, 0, "gc__start", VALUES("2"));
	add_event(events, time += step, 0, "gc__done", VALUES("0"));
	add_event(events, time += step, 0, "function__return", CALL("outer", "5"));
	add_event(events, time += step, 0, "function__return", CALL("<module>", "10"));
}

static void add_failure(struct result *result, enum verdict verdict)
{
	struct point *point = add_case(result, verdict, "unwind", "function", "alone");

	point->about = memory_text(
		"A frame left by an exception still reports its return, at the line that raised.");
	point->markers = memory_text("function__entry function__return");
	point->reproduce = memory_text("probetap check --case function/unwind /usr/bin/python3.11");
	add_calls(&point->expected, 0, true);
	add_calls(&point->got, 1000, verdict != VERDICT_FAIL);
	if (verdict != VERDICT_FAIL)
		return;
	point->sentence = memory_text("function__return did not fire when `boom` raised, unwind.py line 8");
	point->difference = memory_text("  function__entry   \"boom\"   7\n"
					"- function__return  \"boom\"   8        raise ValueError\n"
					"  function__return  \"outer\"  5\n");
}

static void add_threads(struct result *result)
{
	struct point *point = add_case(result, VERDICT_PASS, "threads", "order", "together");

	point->markers = memory_text("function__entry function__return import__find__load__start");
	for (int thread = 0; thread < 3; thread++) {
		uint64_t time = 1000 + 300 * (uint64_t)thread;

		add_event(&point->got, time, thread, "function__entry", CALL("work", "3"));
		add_event(&point->got, time + 200, thread, "import__find__load__start", VALUES("\"json\""));
		add_event(&point->got, time + 900, thread, "function__return", CALL("work", "4"));
	}
	point->unchecked = 3;
}

static void add_odd(struct result *result, enum verdict verdict)
{
	struct point *point = add_point(result, verdict, SAMPLE_ODD_NAME, "odd");

	point->about = memory_text("Bytes \xff\xfe and \x1b[31m terminal colours\r\n</script><img src=x>");
	point->case_name = memory_text("odd/bytes");
	point->mode = memory_text("alone");
	add_event(&point->got, 5, 0, "audit",
		  VALUES("\"\\xff</script><b>\"", "(\"</td>\", None)", "\xef\xbf\xbf\xf0\x9f\x90\x8d"));
	if (verdict == VERDICT_PASS)
		return;
	point->sentence = memory_text("]]> Bail out! \xff\nsecond line");
	point->difference = memory_text("  Bail out! not really\n...\n---\nnot ok 99 - \x01\x80\n\n");
}

static struct result *new_result(const char *target, const char *version)
{
	struct result *result = result_new();

	result->tool_version = memory_text("0.1.0");
	result->host = memory_text("builder");
	result->kernel = memory_text("6.1.0");
	result->machine = memory_text("x86_64");
	result->started = memory_text("2026-05-04T03:02:01Z");
	result->capture = memory_text("bpf");
	result->target = memory_text(target);
	result->object = memory_text(target);
	result->build_id = memory_text("0123456789abcdef0123456789abcdef01234567");
	result->version = memory_text(version);
	result->implementation = memory_format("%s (main) [GCC 12.2.0]", version);
	result->facets = memory_text("debug shared");
	result->nanoseconds = 1234567890123;
	return result;
}

static struct result *fill(struct result *result, bool good)
{
	struct point *point;

	point = add_point(result, VERDICT_PASS, "marker function__entry present", "marker");
	point->marker = memory_text("function__entry");
	point->about = memory_text("The documented marker is in the notes.");
	add_threads(result);
	add_failure(result, good ? VERDICT_PASS : VERDICT_FAIL);
	point = add_case(result, VERDICT_KNOWN, "silent", "function", "alone");
	point->issue = memory_text("gh-98894");
	point->sentence = memory_text("function__entry is silent unless line is enabled too");
	point = add_case(result, VERDICT_FIXED, "loud", "function", "alone");
	point->issue = memory_text("gh-104280");
	point->sentence = memory_text("the known deviation has gone away");
	point = add_case(result, VERDICT_SKIP, "jit", "function", "alone");
	point->sentence = memory_text("needs the JIT");
	point = add_case(result, good ? VERDICT_PASS : VERDICT_ERROR, "storm", "gc", "together");
	point->sentence = memory_text("12 events were lost");
	add_case(result, VERDICT_PASS, "threads", "order", "alone");
	add_odd(result, good ? VERDICT_PASS : VERDICT_FAIL);
	result_add_remark(result, "a deviation matched nothing: %s", "gh-77318");
	return result;
}

struct result *sample_result(void)
{
	return fill(new_result("/usr/bin/python3.11", "3.11.2"), false);
}

struct result *sample_result_good(void)
{
	return fill(new_result("/opt/py\xff/bin/python3.9", "3.9.2"), true);
}
