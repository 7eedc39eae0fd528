/* SPDX-License-Identifier: BSD-2-Clause */
/* Any bytes as an object: sites that hold together, or an error with words. */
#include "../unit/made_elf.h"
#include "fuzz.h"

#include <probetap/object.h>
#include <probetap/operand.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check_site(const struct object *object, const struct site *site)
{
	struct operands operands;
	struct error err = {""};
	int rc = operands_parse(object, site, &operands, &err);

	demand(site->provider[0] && site->name[0] && site->operands);
	demand(site->code_length <= sizeof site->code);
	demand(site_nop_length(object, site) <= site->code_length);
	demand(site->semaphore || (!site->semaphore_offset && !site->semaphore_writable));
	demand(rc == 0 || err.text[0]);
	demand(operands.count <= OPERANDS_MAX);
}

const unsigned replay_inputs = 20000;

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct error err = {""};
	struct object *object;
	char path[64];
	int fd = made_file(bytes, size, path, sizeof path);
	int rc = object_open(path, &object, &err);

	close(fd);
	demand(rc == 0 ? object != NULL : object == NULL && err.text[0]);
	demand(rc == 0 || rc == -EBADMSG || rc == -ENOEXEC);
	for (size_t i = 0; rc == 0 && i < object->site_count; i++)
		check_site(object, &object->sites[i]);
	object_close(object);
	return 0;
}
