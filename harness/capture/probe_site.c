/* SPDX-License-Identifier: BSD-2-Clause */
#include "probe_site.h"

#include <errno.h>

/* Where the program counter is in the NT_PRSTATUS register set. */
static const uint16_t counters[MACHINES] = {
	[MACHINE_X86_64] = 16 * 8,  /* struct user_regs_struct: rip */
	[MACHINE_AARCH64] = 32 * 8, /* struct user_pt_regs: x0 … x30, sp, pc */
	[MACHINE_PPC64] = 32 * 8,   /* struct pt_regs: gpr[32], nip */
	[MACHINE_S390X] = 8,        /* s390_regs: psw.mask, psw.addr */
	[MACHINE_RISCV64] = 0,      /* struct user_regs_struct: pc */
};

static const uint8_t types[] = {
	[ARGUMENT_TEXT] = PROBE_TEXT,
	[ARGUMENT_INT] = PROBE_INTEGER,
	[ARGUMENT_LONG] = PROBE_INTEGER,
	[ARGUMENT_OBJECT] = PROBE_OBJECT,
};

static const uint8_t places[] = {
	[OPERAND_CONSTANT] = PROBE_CONSTANT,
	[OPERAND_REGISTER] = PROBE_REGISTER,
	[OPERAND_MEMORY] = PROBE_MEMORY,
};

static struct probe_register compile_register(const struct operand_register *from, unsigned context_shift)
{
	return (struct probe_register){
		.offset = (uint16_t)(from->offset + context_shift),
		.bits = (uint8_t)(from->size * 8),
		.shift = from->shift,
		.is_signed = from->is_signed,
	};
}

static struct probe_operand compile_operand(const struct operand *from, enum argument_type type,
					    unsigned context_shift)
{
	struct probe_operand operand = {
		.displacement = from->displacement,
		.base = compile_register(&from->base, context_shift),
		.index = compile_register(&from->index, context_shift),
		.place = places[from->place],
		.type = types[type],
		.size = from->size,
		.is_signed = from->is_signed,
		.relative = from->relative,
		.address_bits = (uint8_t)(from->address_size * 8),
		.index_shift = from->index_shift,
	};

	/* A register that reads as zero is a constant. */
	if (from->place == OPERAND_REGISTER && !from->base.size) {
		operand.place = PROBE_CONSTANT;
		operand.displacement = 0;
		operand.relative = false;
	}
	return operand;
}

static int refuse(const struct object *object, const struct site *site, const char *why, struct error *err)
{
	return error_set(err, ENOTSUP, "%s: site of %s at 0x%llx: %s", object->path, site->name,
			 (unsigned long long)site->address, why);
}

int probe_site_compile(const struct object *object, const struct site *site, const struct contract *contract,
		       unsigned marker, struct probe_site *result, struct error *err)
{
	const struct marker *promised = &contract->markers[marker];
	unsigned shift = operand_probe_context_shift(object->machine);
	struct operands operands;
	int rc;

	if (object->machine != machine_native())
		return refuse(object, site, "it is code of another machine", err);
	if (!site->offset || !site->executable)
		return refuse(object, site, "it does not lie in code", err);
	if ((rc = operands_parse(object, site, &operands, err)) < 0)
		return rc;
	*result = (struct probe_site){.address = site->address,
				      .marker = marker,
				      .counter = (uint16_t)(counters[object->machine] + shift)};
	for (unsigned i = 0; i < operands.count && i < promised->argument_count; i++) {
		struct probe_operand *operand = &result->operands[result->values++];
		if (operands.list[i].is_float)
			return refuse(object, site, "an argument is a floating-point number", err);
		*operand = compile_operand(&operands.list[i], promised->arguments[i].type, shift);
		if (operand->type == PROBE_TEXT)
			operand->text = result->texts++;
		else if (operand->type == PROBE_OBJECT && result->objects++)
			return refuse(object, site, "two of its arguments are objects", err);
	}
	return 0;
}
