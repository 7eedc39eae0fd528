/* SPDX-License-Identifier: BSD-2-Clause */
/* Any text as the operands of any machine: the first byte chooses machine and byte order, the rest is the
 * text. */
#include "fuzz.h"

#include <probetap/memory.h>
#include <probetap/operand.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int read_memory(void *context, uint64_t address, void *to, size_t length)
{
	(void)context;
	memset(to, (int)(address & 0xff), length);
	return address & 1 ? -EFAULT : 0;
}

static void check_operand(const struct object *object, const struct operand *operand)
{
	unsigned char registers[320];
	struct operand_frame frame = {registers, sizeof registers, 0x1000, read_memory, NULL};
	uint64_t value = 0;
	char words[160];
	int rc;

	memset(registers, 0xa5, sizeof registers);
	demand(operand->is_float || operand->size == 1 || operand->size == 2 || operand->size == 4 ||
	       operand->size == 8);
	rc = operand_value(operand, &frame, &value);
	demand(rc == 0 || rc == -EFAULT || (rc == -ENOTSUP && operand->is_float));
	demand(rc != 0 || operand_extend(operand, value) == value);
	operand_describe(object, operand, words, sizeof words);
	demand(strlen(words) > 0 && !strchr(words, '?'));
}

const unsigned replay_inputs = 50000;

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct site site = {.provider = (char *)"fuzzed", .name = (char *)"site"};
	struct object object = {.machine = MACHINE_X86_64, .bits = 64};
	struct operands operands;
	struct error err = {""};
	int rc;

	if (size < 1)
		return 0;
	object.machine = (enum machine)(bytes[0] % MACHINES);
	object.big_endian = bytes[0] & 0x80;
	object.bits = object.machine == MACHINE_I386 || object.machine == MACHINE_ARM ? 32 : 64;
	site.operands = memory_copy(bytes + 1, size - 1);
	rc = operands_parse(&object, &site, &operands, &err);
	demand(rc == 0 || ((rc == -EINVAL || rc == -ENOTSUP) && err.text[0]));
	for (size_t i = 0; rc == 0 && i < operands.count; i++)
		check_operand(&object, &operands.list[i]);
	free(site.operands);
	return 0;
}
