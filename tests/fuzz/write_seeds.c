/* SPDX-License-Identifier: BSD-2-Clause */
/* Writes the files that libFuzzer begins with: write_seeds NAME DIRECTORY */
#include "seeds.h"

#include <probetap/memory.h>

#include <stdio.h>
#include <stdlib.h>

struct target {
	const char *directory;
	unsigned count;
};

static void write_seed(void *context, const void *bytes, size_t length)
{
	struct target *target = context;
	char *path = memory_format("%s/seed-%u", target->directory, target->count++);
	FILE *file = fopen(path, "we");

	if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
		perror(path);
		exit(1);
	}
	free(path);
}

int main(int argc, char **argv)
{
	struct target target = {.directory = argc == 3 ? argv[2] : NULL};

	return argc == 3 && seeds_each(argv[1], write_seed, &target) ? 0 : 2;
}
