/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A short fuzzing that is the same in every run and needs no libFuzzer: every seed as it is, and mutants of
 * it.
 *
 *   NAME_replay [INPUTS]              all of them, as TAP
 *   NAME_replay --show NUMBER         writes an input to standard output
 */
#include "fuzz.h"
#include "seeds.h"

#include <probetap/buffer.h>
#include <probetap/memory.h>
#include <probetap/path.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct seeds {
	struct buffer *list;
	size_t count;
};

static void keep(void *context, const void *bytes, size_t length)
{
	struct seeds *seeds = context;

	seeds->list = memory_grow(seeds->list, seeds->count, sizeof *seeds->list);
	buffer_add(&seeds->list[seeds->count++], bytes, length);
}

/* ---- chance that is none: splitmix64 of the input's number ---- */

struct dice {
	uint64_t state;
};

static size_t roll(struct dice *dice, size_t sides)
{
	uint64_t z = dice->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return sides ? (size_t)((z ^ z >> 31) % sides) : 0;
}

/* ---- mutants ---- */

/* A stretch: of single bytes, a word, or a line. */
static void stretch(struct dice *dice, const struct buffer *of, size_t *at, size_t *length)
{
	static const char *const ends[] = {" \t\n\"", "\n", ",\n"};
	const char *end = ends[roll(dice, 3)];

	*at = roll(dice, of->length + 1);
	*length = roll(dice, 4) == 0 ? roll(dice, 16) : 0;
	if (*length == 0) {
		while (*at > 0 && !strchr(end, of->data[*at - 1]))
			--*at;
		while (*at + *length < of->length && !strchr(end, of->data[*at + *length]))
			++*length;
		*length += *at + *length < of->length && roll(dice, 2);
	}
	if (*at + *length > of->length)
		*length = of->length - *at;
}

/* Puts bytes in the place of a stretch. */
static void splice(struct buffer *into, size_t at, size_t length, const char *bytes, size_t count)
{
	struct buffer made = {0};

	buffer_add(&made, buffer_text(into), at);
	buffer_add(&made, bytes, count);
	buffer_add(&made, buffer_text(into) + at + length, into->length - at - length);
	buffer_fini(into);
	*into = made;
}

static void mutate(struct dice *dice, const struct seeds *seeds, struct buffer *input)
{
	static const char *const words[] = {"0",
					    "-1",
					    "999999999999999999999",
					    "repeat 1000000",
					    "end",
					    "expect",
					    "none",
					    "?x",
					    "_count",
					    "NULL",
					    "\"",
					    "\\x",
					    "@",
					    "$file",
					    "3.9-3.6",
					    "#",
					    "\xff",
					    "{",
					    "[",
					    "null",
					    "true",
					    "1e999"};
	const struct buffer *other = &seeds->list[roll(dice, seeds->count)];
	size_t at, length, from, count;
	const char *word;
	char byte;

	stretch(dice, input, &at, &length);
	switch (roll(dice, 7)) {
	case 0: splice(input, at, length, "", 0); break;
	case 1: /* twice */
		word = memory_copy(buffer_text(input) + at, length);
		splice(input, at, 0, word, length);
		free((char *)word);
		break;
	case 2:
		stretch(dice, other, &from, &count);
		splice(input, at, length, buffer_text(other) + from, count);
		break;
	case 3:
		word = words[roll(dice, sizeof words / sizeof *words)];
		splice(input, at, roll(dice, 2) ? length : 0, word, strlen(word));
		break;
	case 4: splice(input, at, input->length - at, "", 0); break;
	default:
		if (input->length == 0)
			break;
		at = roll(dice, input->length);
		byte = roll(dice, 2) ? (char)(input->data[at] ^ 1 << roll(dice, 8)) : (char)roll(dice, 256);
		splice(input, at, 1, &byte, 1);
	}
}

/* Input N: the first are the seeds themselves. */
static void make_input(const struct seeds *seeds, size_t number, struct buffer *input)
{
	struct dice dice = {number};
	const struct buffer *seed = &seeds->list[number % seeds->count];

	buffer_add(input, seed->data, seed->length);
	for (size_t i = number < seeds->count ? 0 : 1 + roll(&dice, 4); i > 0; i--)
		mutate(&dice, seeds, input);
}

/* ---- the run ---- */

static volatile size_t current;

/* It ends here: which input it was is all that can still be said. */
static void say_input(int number)
{
	char text[64] = "not ok 1 - input ";
	size_t length = strlen(text), digits = 1;

	for (size_t rest = current; rest >= 10; rest /= 10)
		digits++;
	for (size_t i = digits, rest = current; i > 0; i--, rest /= 10)
		text[length + i - 1] = (char)('0' + rest % 10);
	text[length + digits] = '\n';
	if (write(STDOUT_FILENO, text, length + digits + 1) < 0)
		_exit(2);
	signal(number, SIG_DFL);
	raise(number);
}

static void run(const struct seeds *seeds, size_t inputs)
{
	static const int ends[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		signal(ends[i], say_input);
	puts("1..1");
	fflush(stdout);
	for (current = 0; current < inputs; current++) {
		struct buffer input = {0};

		make_input(seeds, current, &input);
		alarm(60); /* one that takes no end is as bad as a crash */
		LLVMFuzzerTestOneInput((const uint8_t *)buffer_text(&input), input.length);
		buffer_fini(&input);
	}
	alarm(0);
	printf("ok 1 - %zu inputs made of %zu seeds\n", inputs, seeds->count);
}

static void show(const struct seeds *seeds, size_t number)
{
	struct buffer input = {0};

	make_input(seeds, number, &input);
	fwrite(input.data, 1, input.length, stdout);
	buffer_fini(&input);
}

int main(int argc, char **argv)
{
	const char *base = path_base(argv[0]);
	char *name = memory_copy(base, strcspn(base, "_"));
	struct seeds seeds = {0};

	if (!seeds_each(name, keep, &seeds) || seeds.count == 0) {
		fprintf(stderr, "%s: no seeds of that name\n", name);
		return 2;
	}
	if (argc == 3 && strcmp(argv[1], "--show") == 0)
		show(&seeds, strtoul(argv[2], NULL, 10));
	else
		run(&seeds, argc > 1 ? strtoul(argv[1], NULL, 10) : replay_inputs);
	for (size_t i = 0; i < seeds.count; i++)
		buffer_fini(&seeds.list[i]);
	free(seeds.list);
	free(name);
	return 0;
}
