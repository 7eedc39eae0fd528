/* SPDX-License-Identifier: BSD-2-Clause */
/* The value of an operand, from registers and memory that may be those of a live process or of a test. */
#include "syntax.h"

#include <probetap/operand.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

static uint64_t number_of(const unsigned char *bytes, size_t size, bool big_endian)
{
	uint64_t value = 0;

	for (size_t i = 0; i < size; i++)
		value = value << 8 | bytes[big_endian ? i : size - 1 - i];
	return value;
}

static uint64_t extend(uint64_t bits, unsigned size, bool is_signed)
{
	unsigned unused = size > 0 && size < 8 ? 64 - 8 * size : 0;

	bits <<= unused;
	return is_signed ? (uint64_t)((int64_t)bits >> unused) : bits >> unused;
}

uint64_t operand_extend(const struct operand *operand, uint64_t bits)
{
	return extend(bits, operand->size, operand->is_signed);
}

/* All bits of the register from its part upwards. */
static int read_register(const struct operand *operand, const struct operand_register *from,
			 const struct operand_frame *frame, uint64_t *value)
{
	*value = 0;
	if (!from->size)
		return 0;
	if ((size_t)from->offset + operand->register_size > frame->registers_size)
		return -ERANGE;
	*value = number_of((const unsigned char *)frame->registers + from->offset, operand->register_size,
			   operand->big_endian) >>
		 from->shift;
	return 0;
}

static int address_of(const struct operand *operand, const struct operand_frame *frame, uint64_t *address)
{
	uint64_t base, index;
	int rc;

	if ((rc = read_register(operand, &operand->base, frame, &base)) < 0 ||
	    (rc = read_register(operand, &operand->index, frame, &index)) < 0)
		return rc;
	base = extend(base, operand->base.size, operand->base.is_signed);
	index = extend(index, operand->index.size, operand->index.is_signed);
	*address = extend(base + (index << operand->index_shift) + (uint64_t)operand->displacement +
				  (operand->relative ? frame->bias : 0),
			  operand->address_size, false);
	return 0;
}

static int read_memory(const struct operand *operand, const struct operand_frame *frame, uint64_t *value)
{
	unsigned char bytes[8];
	uint64_t address;
	int rc = address_of(operand, frame, &address);

	if (rc == 0)
		rc = frame->read_memory(frame->context, address, bytes, operand->size);
	if (rc == 0)
		*value = number_of(bytes, operand->size, operand->big_endian);
	return rc;
}

int operand_value(const struct operand *operand, const struct operand_frame *frame, uint64_t *value)
{
	uint64_t bits = 0;
	int rc = 0;

	if (operand->is_float)
		return -ENOTSUP;
	switch (operand->place) {
	case OPERAND_CONSTANT:
		bits = (uint64_t)operand->displacement + (operand->relative ? frame->bias : 0);
		break;
	case OPERAND_REGISTER: rc = read_register(operand, &operand->base, frame, &bits); break;
	case OPERAND_MEMORY: rc = read_memory(operand, frame, &bits); break;
	}
	if (rc == 0)
		*value = operand_extend(operand, bits);
	return rc;
}

unsigned operand_probe_context_shift(enum machine machine)
{
	/* struct user_pt_regs of s390 begins with the first argument of a system call. */
	return machine == MACHINE_S390X ? 8 : 0;
}

/* ---- in words ---- */

static const char *register_name(const struct syntax *syntax, const struct operand_register *wanted)
{
	for (size_t i = 0; syntax && i < syntax->register_count; i++)
		for (size_t k = 0; k < SYNTAX_NAMES && syntax->registers[i].names[k]; k++)
			if (syntax->registers[i].offset == wanted->offset &&
			    syntax->part_size[k] == wanted->size && syntax->part_shift[k] == wanted->shift)
				return syntax->registers[i].names[k];
	return wanted->size ? "?" : "zero";
}

/* "rsp+112", "rcx+rax*8", "0x8cc5a0 of the object" */
static void describe_address(const struct syntax *syntax, const struct operand *operand, char *text,
			     size_t size)
{
	const char *r = syntax && syntax->bare == BARE_REGISTER ? "r" : "", *plus = "";
	int64_t displacement = operand->displacement;
	size_t used = 0;

	text[0] = '\0';
	if (operand->base.size) {
		used += (size_t)snprintf(text, size, "%s%s", r, register_name(syntax, &operand->base));
		plus = "+";
	}
	if (operand->index.size) {
		used += (size_t)snprintf(text + used, size - used, "%s%s%s", plus, r,
					 register_name(syntax, &operand->index));
		if (operand->index_shift)
			used += (size_t)snprintf(text + used, size - used, "*%ju",
						 (uintmax_t)1 << operand->index_shift);
		plus = "+";
	}
	if (operand->relative)
		snprintf(text + used, size - used, "%s0x%jx of the object", plus, (uintmax_t)displacement);
	else if (!*plus)
		snprintf(text + used, size - used, "0x%jx", (uintmax_t)displacement);
	else if (displacement)
		snprintf(text + used, size - used, "%+jd", (intmax_t)displacement);
}

void operand_describe(const struct object *object, const struct operand *operand, char *text, size_t size)
{
	const struct syntax *syntax = syntax_of(object->machine);
	const char *r = syntax && syntax->bare == BARE_REGISTER ? "r" : "";
	char where[128], what[64];

	snprintf(what, sizeof what, "%s%u byte%s",
		 operand->is_float    ? "floating point of "
		 : operand->is_signed ? "signed "
				      : "unsigned ",
		 operand->size, operand->size == 1 ? "" : "s");
	describe_address(syntax, operand, where, sizeof where);
	switch (operand->place) {
	case OPERAND_CONSTANT:
		if (operand->relative)
			snprintf(text, size, "%s, the address %s", what, where);
		else
			snprintf(text, size, "%s, the constant %jd", what,
				 (intmax_t)operand_extend(operand, (uint64_t)operand->displacement));
		break;
	case OPERAND_REGISTER:
		if (operand->is_float && !operand->base.size)
			snprintf(text, size, "%s in a floating-point register", what);
		else
			snprintf(text, size, "%s in %s%s", what, r, register_name(syntax, &operand->base));
		break;
	case OPERAND_MEMORY: snprintf(text, size, "%s in memory at %s", what, where); break;
	}
}
