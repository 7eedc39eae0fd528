/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/progress.h>
#include <probetap/memory.h>

#include "text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define SECOND UINT64_C(1000000000)

enum {
	FEW = 8,        /* points before the time that is left can be told */
	COLUMNS = 80,   /* where the terminal does not say */
	NARROWEST = 20, /* below that a line helps nobody */
};

struct progress {
	FILE *to;
	unsigned points, done, targets, target, failed, errors;
	char *name; /* of the target */
	uint64_t begun;
	bool colours;
};

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * SECOND + (uint64_t)time.tv_nsec;
}

static bool is_capable(FILE *to)
{
	const char *kind = getenv("TERM");

	return isatty(fileno(to)) && kind && *kind && strcmp(kind, "dumb") != 0;
}

bool progress_colours(FILE *to)
{
	const char *no = getenv("NO_COLOR");

	return is_capable(to) && !(no && *no);
}

struct progress *progress_open(FILE *to, unsigned points, unsigned targets)
{
	struct progress *progress;

	if (!is_capable(to))
		return NULL;
	progress = memory_zeroed(1, sizeof *progress);
	*progress = (struct progress){.to = to,
				      .points = points,
				      .targets = targets,
				      .begun = now(),
				      .colours = progress_colours(to)};
	return progress;
}

uint64_t progress_left(uint64_t elapsed, unsigned done, unsigned total)
{
	if (done < FEW || done >= total)
		return 0;
	return (uint64_t)((double)elapsed / done * (total - done));
}

static unsigned columns_of(FILE *to)
{
	struct winsize size;

	return ioctl(fileno(to), TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : COLUMNS;
}

/* How many bytes of the text fill that many columns, counting a character as one. */
static size_t fitting(const char *text, unsigned columns)
{
	size_t length = 0;

	while (text[length]) {
		if (columns-- == 0)
			break;
		do
			length++;
		while (((unsigned char)text[length] & 0xc0) == 0x80);
	}
	return length;
}

/* "[34/129] target 2 of 3, 1 failed, 1 error, about 12 s left: " */
static void add_state(struct buffer *line, const struct progress *progress)
{
	uint64_t left = progress_left(now() - progress->begun, progress->done, progress->points) / SECOND;
	const char *before = " ";

	buffer_printf(line, "[%u/%u]", progress->done, progress->points);
	if (progress->targets > 1) {
		buffer_printf(line, "%starget %u of %u", before, progress->target, progress->targets);
		before = ", ";
	}
	if (progress->failed) {
		buffer_printf(line, "%s%u failed", before, progress->failed);
		before = ", ";
	}
	if (progress->errors) {
		buffer_printf(line, "%s%u error%s", before, progress->errors,
			      progress->errors == 1 ? "" : "s");
		before = ", ";
	}
	if (left >= 90)
		buffer_printf(line, "%sabout %" PRIu64 " min left", before, (left + 30) / 60);
	else if (left > 0)
		buffer_printf(line, "%sabout %" PRIu64 " s left", before, left);
	buffer_add_text(line, ": ");
}

static void draw(const struct progress *progress, const char *point)
{
	unsigned columns = columns_of(progress->to);
	bool red = progress->colours && (progress->failed || progress->errors);
	struct buffer line = {0};
	size_t shown;

	if (columns < NARROWEST)
		return;
	add_state(&line, progress);
	text_add_line(&line, point ? point : progress->name);
	shown = fitting(buffer_text(&line), columns - 1);
	fprintf(progress->to, "\r%s%.*s%s\033[K", red ? "\033[31m" : "", (int)shown, buffer_text(&line),
		red ? "\033[0m" : "");
	fflush(progress->to);
	buffer_fini(&line);
}

void progress_target(struct progress *progress, const char *name)
{
	if (!progress)
		return;
	progress->target++;
	free(progress->name);
	progress->name = memory_text(name);
	draw(progress, NULL);
}

void progress_hide(struct progress *progress)
{
	if (!progress)
		return;
	fputs("\r\033[K", progress->to);
	fflush(progress->to);
}

void progress_point(struct progress *progress, const struct point *point)
{
	if (!progress)
		return;
	progress->done++;
	progress->failed += point->verdict == VERDICT_FAIL;
	progress->errors += point->verdict == VERDICT_ERROR;
	draw(progress, point->name);
}

void progress_close(struct progress *progress)
{
	if (!progress)
		return;
	progress_hide(progress);
	free(progress->name);
	free(progress);
}
