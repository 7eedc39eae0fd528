/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The operands of every machine, on every host: texts that compilers emit, what they decode to, and the value
 * that they give under registers and memory that are made up. Every register and every byte of memory has a
 * value of its own, with garbage in all bits that an operand must not use; so a wrong register, offset, width
 * or byte order cannot give the right value.
 */
#include <probetap/buffer.h>
#include <probetap/memory.h>
#include <probetap/operand.h>

#include <errno.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- the made-up process ---- */

enum { SLOTS = 40 };

/* Slot n holds 0x8n1122…: its own number above, sign bits set. */
static uint64_t slot_value(unsigned slot, unsigned bytes)
{
	return bytes == 8 ? 0xf1e2d3c4b0001000 + 0x101010101010000 * slot + 0x40 * slot
			  : 0xe0001000 + 0x1010000u * slot + 0x40 * slot;
}

static void put(unsigned char *to, uint64_t value, unsigned bytes, bool big_endian)
{
	for (unsigned i = 0; i < bytes; i++)
		to[big_endian ? bytes - 1 - i : i] = (unsigned char)(value >> 8 * i);
}

/* The byte that lies at an address: a mix of all of the address's bits, so that neighbours differ. */
static unsigned char byte_at(uint64_t address)
{
	address ^= address >> 29;
	address *= 0x9e3779b97f4a7c15;
	return (unsigned char)(address >> 56 | 0x80);
}

struct memory_read {
	uint64_t address;
	unsigned count;
	bool fails;
};

static int read_memory(void *context, uint64_t address, void *to, size_t length)
{
	struct memory_read *read = context;

	read->address = address;
	read->count++;
	for (size_t i = 0; i < length; i++)
		((unsigned char *)to)[i] = byte_at(address + i);
	return read->fails ? -EFAULT : 0;
}

static uint64_t memory_value(uint64_t address, unsigned size, bool is_signed, bool big_endian)
{
	uint64_t value = 0;

	for (unsigned i = 0; i < size; i++)
		value = value << 8 | byte_at(address + (big_endian ? i : size - 1 - i));
	if (is_signed && size < 8 && value >> (8 * size - 1))
		value |= ~(uint64_t)0 << 8 * size;
	return value;
}

/* ---- the corpus ---- */

#define NONE (-1)
#define BIAS 0x7f0000100000
enum { S1 = -1, S2 = -2, S4 = -4, S8 = -8, U1 = 1, U2 = 2, U4 = 4, U8 = 8 };

/* What a text must mean: constants by value, registers by slot of the set and the bits that they are shifted
 * by, memory by the sum. */
struct expected {
	const char *text;
	enum operand_place place;
	int size; /* negative: signed */
	int base, index;
	unsigned shift;      /* of a register: right; of an index: left */
	int64_t number;      /* constant or displacement */
	unsigned index_bits; /* 0: all of the register; 32, -32 by `index_signed` */
	bool index_signed;
};

#define CONSTANT(text, size, number)                                          \
	{                                                                     \
		text, OPERAND_CONSTANT, size, NONE, NONE, 0, number, 0, false \
	}
#define REGISTER(text, size, slot)                                       \
	{                                                                \
		text, OPERAND_REGISTER, size, slot, NONE, 0, 0, 0, false \
	}
#define HIGH(text, size, slot)                                           \
	{                                                                \
		text, OPERAND_REGISTER, size, slot, NONE, 8, 0, 0, false \
	}
#define MEMORY(text, size, slot, number)                                    \
	{                                                                   \
		text, OPERAND_MEMORY, size, slot, NONE, 0, number, 0, false \
	}
#define INDEXED(text, size, base, index, shift, number)                          \
	{                                                                        \
		text, OPERAND_MEMORY, size, base, index, shift, number, 0, false \
	}
#define HALF(text, size, base, index, shift, is_signed)                          \
	{                                                                        \
		text, OPERAND_MEMORY, size, base, index, shift, 0, 32, is_signed \
	}

/* Slots of the x86-64 set. */
enum { R15, R14, R13, R12, RBP, RBX, R11, R10, R9, R8, RAX, RCX, RDX, RSI, RDI, RSP = 19 };

static const struct expected x86_64[] = {
	REGISTER("8@%rbx", U8, RBX),
	REGISTER("-8@%r12", S8, R12),
	REGISTER("-4@%ebp", S4, RBP),
	REGISTER("4@%eax", U4, RAX),
	REGISTER("-4@%r12d", S4, R12),
	REGISTER("-4@%r8d", S4, R8),
	REGISTER("-2@%r8w", S2, R8),
	REGISTER("-2@%cx", S2, RCX),
	REGISTER("2@%bp", U2, RBP),
	REGISTER("-1@%dil", S1, RDI),
	REGISTER("-1@%sil", S1, RSI),
	REGISTER("1@%bpl", U1, RBP),
	REGISTER("1@%spl", U1, RSP),
	REGISTER("-1@%r15b", S1, R15),
	REGISTER("1@%al", U1, RAX),
	REGISTER("-1@%bl", S1, RBX),
	HIGH("-1@%ah", S1, RAX),
	HIGH("1@%bh", U1, RBX),
	HIGH("-1@%ch", S1, RCX),
	HIGH("1@%dh", U1, RDX),
	REGISTER("8@%rsp", U8, RSP),
	REGISTER("8@%rdi", U8, RDI),
	REGISTER("8@%r9", U8, R9),
	REGISTER("8@%r10", U8, R10),
	REGISTER("8@%r11", U8, R11),
	REGISTER("8@%r13", U8, R13),
	REGISTER("8@%r14", U8, R14),
	REGISTER("-8@%rsi", S8, RSI),
	/* the size before the @ counts: narrower and wider names of the same register */
	REGISTER("-4@%ax", S4, RAX),
	REGISTER("4@%rbx", U4, RBX),
	REGISTER("1@%rax", U1, RAX),
	REGISTER("-2@%edx", S2, RDX),
	CONSTANT("-4@$-1", S4, -1),
	CONSTANT("4@$-1", U4, 4294967295),
	CONSTANT("-4@$4294967295", S4, -1),
	CONSTANT("-4@$0", S4, 0),
	CONSTANT("-8@$123456789012", S8, 123456789012),
	CONSTANT("1@$255", U1, 255),
	CONSTANT("-1@$-128", S1, -128),
	CONSTANT("-1@$128", S1, -128),
	CONSTANT("8@$-1", U8, -1),
	CONSTANT("8@$18446744073709551615", U8, -1),
	CONSTANT("-8@$-9223372036854775808", S8, INT64_MIN),
	CONSTANT("-4@$0x7fffffff", S4, 0x7fffffff),
	CONSTANT("4@$020", U4, 16),
	CONSTANT("-4@$-0x10", S4, -16),
	CONSTANT("-4@$8+4-2", S4, 10),
	MEMORY("-4@112(%rsp)", S4, RSP, 112),
	MEMORY("-4@-292(%rbp)", S4, RBP, -292),
	MEMORY("8@(%rax)", U8, RAX, 0),
	MEMORY("8@0(%rbp)", U8, RBP, 0),
	MEMORY("-2@0x20(%r8)", S2, R8, 32),
	MEMORY("1@-0x8(%r13)", U1, R13, -8),
	MEMORY("-1@8+4(%rdx)", S1, RDX, 12),
	MEMORY("8@-8+24-4(%rcx)", U8, RCX, 12),
	INDEXED("8@(%rax,%rbx,8)", U8, RAX, RBX, 3, 0),
	INDEXED("-8@(%rcx,%rdi,8)", S8, RCX, RDI, 3, 0),
	INDEXED("-1@(%r9,%rax)", S1, R9, RAX, 0, 0),
	INDEXED("1@-96(%rbp,%rax,8)", U1, RBP, RAX, 3, -96),
	INDEXED("-4@16(%rsp,%rbx,4)", S4, RSP, RBX, 2, 16),
	INDEXED("-2@(%r8,%rdi,2)", S2, R8, RDI, 1, 0),
	INDEXED("4@4(%rdx,%rsi,1)", U4, RDX, RSI, 0, 4),
	INDEXED("8@-8(,%rcx,4)", U8, NONE, RCX, 2, -8),
	INDEXED("8@(,%rax,8)", U8, NONE, RAX, 3, 0),
	MEMORY("4@0x1234", U4, NONE, 0x1234),
	MEMORY("8@4096", U8, NONE, 4096),
};

/* i386: ebx ecx edx esi edi ebp eax … esp */
enum { EBX, ECX, EDX, ESI, EDI, EBP, EAX, ESP = 15 };

static const struct expected i386[] = {
	REGISTER("4@%eax", U4, EAX),
	REGISTER("-4@%esi", S4, ESI),
	REGISTER("4@%ax", U4, EAX),
	REGISTER("-1@%ebp", S1, EBP),
	REGISTER("-2@%ebx", S2, EBX),
	REGISTER("-1@%eax", S1, EAX),
	REGISTER("1@%cl", U1, ECX),
	HIGH("-1@%dh", S1, EDX),
	REGISTER("4@%esp", U4, ESP),
	REGISTER("-2@%di", S2, EDI),
	MEMORY("-4@8(%ebp)", S4, EBP, 8),
	MEMORY("8@-16(%ebp)", U8, EBP, -16),
	MEMORY("4@(%esp)", U4, ESP, 0),
	INDEXED("-4@(%eax,%ebx,4)", S4, EAX, EBX, 2, 0),
	INDEXED("-4@32(%esp,%esi,4)", S4, ESP, ESI, 2, 32),
	CONSTANT("-4@$-1", S4, -1),
	CONSTANT("-8@$123456789012", S8, 123456789012),
};

static const struct expected aarch64[] = {
	REGISTER("8@x0", U8, 0),
	REGISTER("-8@x30", S8, 30),
	REGISTER("-4@w1", S4, 1),
	REGISTER("4@w29", U4, 29),
	REGISTER("-4@x26", S4, 26),
	REGISTER("1@x25", U1, 25),
	REGISTER("-2@x3", S2, 3),
	REGISTER("8@sp", U8, 31),
	REGISTER("8@fp", U8, 29),
	REGISTER("8@lr", U8, 30),
	MEMORY("8@[x0]", U8, 0, 0),
	MEMORY("-4@[sp, 136]", S4, 31, 136),
	MEMORY("8@[x0, -8]", U8, 0, -8),
	MEMORY("-2@[x4, 6]", S2, 4, 6),
	MEMORY("-4@[sp,#-4]", S4, 31, -4),
	MEMORY("8@[x29, #0x10]", U8, 29, 16),
	MEMORY("1@[x5, -3]", U1, 5, -3),
	MEMORY("8@[ x8 ]", U8, 8, 0),
	INDEXED("1@[x5, x0]", U1, 5, 0, 0, 0),
	INDEXED("8@[x0, x1, lsl 3]", U8, 0, 1, 3, 0),
	INDEXED("-4@[x0, x1, lsl #2]", S4, 0, 1, 2, 0),
	INDEXED("8@[x0, x1, sxtx 3]", U8, 0, 1, 3, 0),
	HALF("-4@[x0, w1, sxtw 2]", S4, 0, 1, 2, true),
	HALF("8@[x2, w3, uxtw 3]", U8, 2, 3, 3, false),
	HALF("8@[x2, w3, uxtw #3]", U8, 2, 3, 3, false),
	HALF("1@[x6, w9, sxtw]", U1, 6, 9, 0, true),
	CONSTANT("-4@0", S4, 0),
	CONSTANT("-4@-1", S4, -1),
	CONSTANT("-4@#-1", S4, -1),
	CONSTANT("4@#-1", U4, 4294967295),
	CONSTANT("-8@123456789012", S8, 123456789012),
	CONSTANT("-4@wzr", S4, 0),
	CONSTANT("8@xzr", U8, 0),
};

static const struct expected arm[] = {
	REGISTER("4@r0", U4, 0),
	REGISTER("-4@r8", S4, 8),
	REGISTER("1@fp", U1, 11),
	REGISTER("4@ip", U4, 12),
	REGISTER("4@sp", U4, 13),
	REGISTER("4@lr", U4, 14),
	REGISTER("4@r10", U4, 10),
	REGISTER("4@sl", U4, 10),
	REGISTER("4@sb", U4, 9),
	REGISTER("-2@r6", S2, 6),
	REGISTER("-1@r4", S1, 4),
	MEMORY("-4@[fp, #-16]", S4, 11, -16),
	MEMORY("4@[sp, #4]", U4, 13, 4),
	MEMORY("-4@[r7]", S4, 7, 0),
	MEMORY("8@[r3]", U8, 3, 0),
	MEMORY("-2@[r0, #418]", S2, 0, 418),
	MEMORY("-4@[lr]", S4, 14, 0),
	INDEXED("-4@[r1, r2]", S4, 1, 2, 0, 0),
	INDEXED("-4@[r3, r0, lsl #2]", S4, 3, 0, 2, 0),
	INDEXED("-2@[r5, r0, lsl #1]", S2, 5, 0, 1, 0),
	CONSTANT("-4@#-1", S4, -1),
	CONSTANT("-8@#123456789012", S8, 123456789012),
	CONSTANT("-4@5", S4, 5),
};

/* GCC prints i before constants alone (%I in sdt.h): a bare number is a register. */
static const struct expected ppc64[] = {
	REGISTER("8@9", U8, 9),
	REGISTER("8@%r9", U8, 9),
	REGISTER("-4@31", S4, 31),
	REGISTER("-1@28", S1, 28),
	REGISTER("8@r10", U8, 10),
	REGISTER("-2@0", S2, 0),
	REGISTER("-4@0", S4, 0),
	MEMORY("-4@112(1)", S4, 1, 112),
	MEMORY("-4@112(%r1)", S4, 1, 112),
	MEMORY("-8@0(10)", S8, 10, 0),
	MEMORY("1@-3(6)", U1, 6, -3),
	MEMORY("4@0(4)", U4, 4, 0),
	MEMORY("8@64(0)", U8, NONE, 64),
	INDEXED("-2@7,10", S2, 7, 10, 0, 0),
	INDEXED("-8@6,4", S8, 6, 4, 0, 0),
	INDEXED("1@%r8,%r3", U1, 8, 3, 0, 0),
	INDEXED("8@0,5", U8, NONE, 5, 0, 0),
	INDEXED("8@5,0", U8, 5, 0, 0, 0),
	CONSTANT("-4@i-1", S4, -1),
	CONSTANT("-4@i0", S4, 0),
	CONSTANT("-8@i123456789012", S8, 123456789012),
};

/* Slots 0 and 1 are the program status word. */
static const struct expected s390x[] = {
	REGISTER("8@%r2", U8, 4),
	REGISTER("-4@%r11", S4, 13),
	REGISTER("1@%r0", U1, 2),
	REGISTER("-2@%r15", S2, 17),
	REGISTER("-1@%r5", S1, 7),
	MEMORY("-4@164(%r15)", S4, 17, 164),
	MEMORY("8@168(%r11)", U8, 13, 168),
	MEMORY("-1@-3(%r1)", S1, 3, -3),
	MEMORY("-2@826(%r1)", S2, 3, 826),
	MEMORY("8@16(%r0)", U8, NONE, 16),
	INDEXED("8@8(%r1,%r2)", U8, 4, 3, 0, 8),
	INDEXED("-4@0(%r2,%r1)", S4, 3, 4, 0, 0),
	INDEXED("-4@176(%r11,%r15)", S4, 17, 13, 0, 176),
	CONSTANT("-4@-1", S4, -1),
	CONSTANT("-4@0", S4, 0),
	CONSTANT("-8@123456789012", S8, 123456789012),
};

static const struct expected riscv64[] = {
	REGISTER("8@a0", U8, 10),    REGISTER("-4@a5", S4, 15),        REGISTER("-1@s3", S1, 19),
	REGISTER("8@s0", U8, 8),     REGISTER("8@fp", U8, 8),          REGISTER("-2@t0", S2, 5),
	REGISTER("8@t6", U8, 31),    REGISTER("8@ra", U8, 1),          REGISTER("8@s11", U8, 27),
	REGISTER("4@x17", U4, 17),   REGISTER("8@gp", U8, 3),          MEMORY("-4@-20(s0)", S4, 8, -20),
	MEMORY("8@0(sp)", U8, 2, 0), MEMORY("1@816(a0)", U1, 10, 816), MEMORY("-2@830(a0)", S2, 10, 830),
	MEMORY("8@(a4)", U8, 14, 0), CONSTANT("-4@-1", S4, -1),        CONSTANT("-4@0", S4, 0),
	CONSTANT("4@zero", U4, 0),   CONSTANT("8@x0", U8, 0),
};

struct corpus {
	enum machine machine;
	unsigned bits, register_size;
	bool big_endian;
	const struct expected *list;
	size_t count;
};

#define CORPUS(machine, bits, order, table)                                            \
	{                                                                              \
		machine, bits, bits / 8, order, table, sizeof(table) / sizeof *(table) \
	}

static const struct corpus corpora[] = {
	CORPUS(MACHINE_X86_64, 64, false, x86_64),   CORPUS(MACHINE_I386, 32, false, i386),
	CORPUS(MACHINE_AARCH64, 64, false, aarch64), CORPUS(MACHINE_AARCH64, 64, true, aarch64),
	CORPUS(MACHINE_ARM, 32, false, arm),         CORPUS(MACHINE_ARM, 32, true, arm),
	CORPUS(MACHINE_PPC64, 64, false, ppc64),     CORPUS(MACHINE_PPC64, 64, true, ppc64),
	CORPUS(MACHINE_S390X, 64, true, s390x),      CORPUS(MACHINE_RISCV64, 64, false, riscv64),
};

/* ---- checking ---- */

static uint64_t cut(uint64_t value, unsigned bytes, bool is_signed)
{
	unsigned unused = 64 - 8 * bytes;

	return is_signed ? (uint64_t)((int64_t)(value << unused) >> unused) : value << unused >> unused;
}

static uint64_t expected_address(const struct corpus *corpus, const struct expected *expected)
{
	uint64_t address = (uint64_t)expected->number;

	if (expected->base != NONE)
		address += slot_value((unsigned)expected->base, corpus->register_size);
	if (expected->index != NONE) {
		uint64_t index = slot_value((unsigned)expected->index, corpus->register_size);

		if (expected->index_bits)
			index = cut(index, expected->index_bits / 8, expected->index_signed);
		address += index << expected->shift;
	}
	return cut(address, corpus->bits / 8, false);
}

static uint64_t expected_value(const struct corpus *corpus, const struct expected *expected)
{
	unsigned size = (unsigned)(expected->size < 0 ? -expected->size : expected->size);
	bool is_signed = expected->size < 0;

	switch (expected->place) {
	case OPERAND_CONSTANT: return cut((uint64_t)expected->number, size, is_signed);
	case OPERAND_REGISTER:
		return cut(slot_value((unsigned)expected->base, corpus->register_size) >> expected->shift,
			   size, is_signed);
	default: return memory_value(expected_address(corpus, expected), size, is_signed, corpus->big_endian);
	}
}

static void set_up(const struct corpus *corpus, struct object *object, unsigned char *registers,
		   struct operand_frame *frame, struct memory_read *memory)
{
	*object = (struct object){.path = (char *)"/made/up",
				  .machine = corpus->machine,
				  .bits = corpus->bits,
				  .big_endian = corpus->big_endian};
	for (unsigned i = 0; i < SLOTS; i++)
		put(registers + i * corpus->register_size, slot_value(i, corpus->register_size),
		    corpus->register_size, corpus->big_endian);
	*memory = (struct memory_read){0};
	*frame = (struct operand_frame){.registers = registers,
					.registers_size = SLOTS * corpus->register_size,
					.bias = BIAS,
					.read_memory = read_memory,
					.context = memory};
}

static void check_one(const struct corpus *corpus, const struct expected *expected)
{
	struct site site = {
		.provider = (char *)"made", .name = (char *)"up", .operands = (char *)expected->text};
	unsigned char registers[SLOTS * 8];
	struct operand_frame frame;
	struct operands operands;
	struct memory_read memory;
	struct object object;
	struct error err;
	uint64_t value = 0;

	set_up(corpus, &object, registers, &frame, &memory);
	if (operands_parse(&object, &site, &operands, &err) < 0)
		fail_msg("%s: %s", machine_name(corpus->machine), err.text);
	assert_int_equal(operands.count, 1);
	assert_int_equal(operands.list[0].size, expected->size < 0 ? -expected->size : expected->size);
	assert_int_equal(operands.list[0].is_signed, expected->size < 0);
	assert_false(operands.list[0].is_float);
	assert_false(operands.list[0].relative);
	assert_int_equal(operand_value(&operands.list[0], &frame, &value), 0);
	if (memory.count && memory.address != expected_address(corpus, expected))
		fail_msg("%s: %s: read at 0x%jx instead of 0x%jx", machine_name(corpus->machine),
			 expected->text, (uintmax_t)memory.address,
			 (uintmax_t)expected_address(corpus, expected));
	assert_int_equal(memory.count, expected->place == OPERAND_MEMORY);
	if (value != expected_value(corpus, expected))
		fail_msg("%s: %s: 0x%jx instead of 0x%jx", machine_name(corpus->machine), expected->text,
			 (uintmax_t)value, (uintmax_t)expected_value(corpus, expected));
}

/* Every text of the machine: fields and value. */
static void corpus_gives_the_values(void **state)
{
	const struct corpus *corpus = *state;

	for (size_t i = 0; i < corpus->count; i++)
		check_one(corpus, &corpus->list[i]);
}

/* Operands of a note stand behind each other, with blanks between and inside: all at once must be the same as
 * one by one. */
static void corpus_in_one_text(void **state)
{
	const struct corpus *corpus = *state;
	struct object object = {
		.machine = corpus->machine, .bits = corpus->bits, .big_endian = corpus->big_endian};

	for (size_t from = 0; from < corpus->count; from += OPERANDS_MAX) {
		struct site site = {.provider = (char *)"made", .name = (char *)"up"};
		struct operands all;
		struct buffer text = {0};
		size_t count = 0;

		for (; count < OPERANDS_MAX && from + count < corpus->count; count++)
			buffer_printf(&text, "%s%s", count ? count % 3 ? " " : " \t " : "",
				      corpus->list[from + count].text);
		site.operands = text.data;
		assert_int_equal(operands_parse(&object, &site, &all, NULL), 0);
		assert_int_equal(all.count, count);
		for (size_t i = 0; i < count; i++) {
			struct operands alone;

			site.operands = (char *)corpus->list[from + i].text;
			assert_int_equal(operands_parse(&object, &site, &alone, NULL), 0);
			assert_memory_equal(&alone.list[0], &all.list[i], sizeof alone.list[0]);
		}
		buffer_fini(&text);
	}
}

/* ---- what is refused ---- */

struct refused {
	enum machine machine;
	const char *text;
	const char *why; /* part of the message */
};

static const struct refused refused[] = {
	{MACHINE_X86_64, "%rdi", "no SIZE@"},
	{MACHINE_X86_64, "@%rdi", "no SIZE@"},
	{MACHINE_X86_64, "-@%rdi", "no SIZE@"},
	{MACHINE_X86_64, "8%rdi", "an @ is expected"},
	{MACHINE_X86_64, "3@%rdi", "1, 2, 4 or 8"},
	{MACHINE_X86_64, "16@%rdi", "1, 2, 4 or 8"},
	{MACHINE_X86_64, "264@%rdi", "1, 2, 4 or 8"},
	{MACHINE_X86_64, "0@%rdi", "1, 2, 4 or 8"},
	{MACHINE_X86_64, "8@", "a number is expected"},
	{MACHINE_X86_64, "8@%", "no such register"},
	{MACHINE_X86_64, "8@%foo", "no such register"},
	{MACHINE_X86_64, "8@%raxx", "no such register"},
	{MACHINE_X86_64, "8@%ra", "no such register"},
	{MACHINE_X86_64, "8@%rax,%rbx", "does not belong"},
	{MACHINE_X86_64, "8@%rax%rbx", "does not belong"},
	{MACHINE_X86_64, "2@%ah", "wider than this part"},
	{MACHINE_X86_64, "8@%xmm", "no such register"},
	{MACHINE_X86_64, "8@(%rax", "not closed"},
	{MACHINE_X86_64, "8@(%rax,%rbx,3)", "a scale is"},
	{MACHINE_X86_64, "8@(%rax,%rbx,0)", "a scale is"},
	{MACHINE_X86_64, "8@(%rax,%rbx,)", "a number is expected"},
	{MACHINE_X86_64, "8@()", "that can hold an address"},
	{MACHINE_X86_64, "8@(%xmm0)", "that can hold an address"},
	{MACHINE_X86_64, "8@(rax)", "that can hold an address"},
	{MACHINE_X86_64, "8@(%ax)", "too narrow"},
	{MACHINE_X86_64, "8@(%rax)x", "does not belong"},
	{MACHINE_X86_64, "8@8(%rip)", "needs a symbol"},
	{MACHINE_X86_64, "8@(%rip)", "needs a symbol"},
	{MACHINE_X86_64, "8@counter(%rip)", "no such symbol"},
	{MACHINE_X86_64, "8@global@GOTPCREL(%rip)", "only the linker knows"},
	{MACHINE_X86_64, "-4@%fs:tls@tpoff", "thread-local"},
	{MACHINE_X86_64, "-4@tls@tpoff(%rax)", "thread-local"},
	{MACHINE_X86_64, "8@-counter(%rip)", "at most one symbol"},
	{MACHINE_X86_64, "-4@$", "a number is expected"},
	{MACHINE_X86_64, "-4@$--1", "a number is expected"},
	{MACHINE_X86_64, "-4@$18446744073709551616", "64 bits"},
	{MACHINE_X86_64, "-4@$0xfffffffffffffffff", "64 bits"},
	{MACHINE_X86_64, "-4@$12ab", "no number"},
	{MACHINE_X86_64, "-4@$089", "no number"},
	{MACHINE_X86_64, "-4@$0x", "no number"},
	{MACHINE_X86_64, "8@x0", "no such symbol"},
	{MACHINE_X86_64, "8@[x0]", "a number is expected"},
	{MACHINE_X86_64, "8@%rax 8@%rbx 8@%rcz", "argument 3"},
	{MACHINE_X86_64, "1@$1 1@$2 1@$3 1@$4 1@$5 1@$6 1@$7 1@$8 1@$9 1@$10 1@$11 1@$12 1@$13", "twelve"},
	{MACHINE_I386, "8@%eax", "wider than the register"},
	{MACHINE_I386, "4@%rax", "no such register"},
	{MACHINE_I386, "-4@sglobal@GOTOFF(%ebx)", "no such symbol"},
	{MACHINE_I386, "-4@%gs:tls@ntpoff", "thread-local"},
	{MACHINE_I386, "4@counter(%rip)", "no such symbol"},
	{MACHINE_AARCH64, "8@x31", "no such symbol"},
	{MACHINE_AARCH64, "8@[x0, 8", "not closed"},
	{MACHINE_AARCH64, "8@[x0, 8]!", "does not belong"},
	{MACHINE_AARCH64, "8@[x0], 8", "does not belong"},
	{MACHINE_AARCH64, "8@[w0]", "half a register"},
	{MACHINE_AARCH64, "8@[x0, w1]", "nothing says how"},
	{MACHINE_AARCH64, "8@[x0, w1, lsl 2]", "not as wide"},
	{MACHINE_AARCH64, "8@[x0, x1, sxtw 2]", "not as wide"},
	{MACHINE_AARCH64, "8@[x0, x1, ror 2]", "not understood"},
	{MACHINE_AARCH64, "8@[x0, x1, lsl 64]", "shifted out"},
	{MACHINE_AARCH64, "8@[x0, #:lo12:counter]", "only the linker"},
	{MACHINE_AARCH64, "8@[x0, :lo12:counter]", "only the linker"},
	{MACHINE_AARCH64, "8@[8]", "that can hold an address"},
	{MACHINE_AARCH64, "8@8(x0)", "does not belong"},
	{MACHINE_ARM, "8@r0", "wider than the register"},
	{MACHINE_ARM, "4@r16", "no such symbol"},
	{MACHINE_ARM, "4@[r0, -r1]", "none with a minus"},
	{MACHINE_ARM, "4@[r0, r1, asr #2]", "not understood"},
	{MACHINE_ARM, "4@.L.str", "no such symbol"},
	{MACHINE_PPC64, "8@32", "no such register"},
	{MACHINE_PPC64, "8@%r32", "no such register"},
	{MACHINE_PPC64, "8@-1", "no such register"},
	{MACHINE_PPC64, "8@8(32)", "that can hold an address"},
	{MACHINE_PPC64, "8@7,", "that can hold an address"},
	{MACHINE_PPC64, "8@sym@toc@l(9)", "only the linker"},
	{MACHINE_S390X, "8@%r16", "no such register"},
	{MACHINE_S390X, "8@8(%r1,%r2,%r3)", "not closed"},
	{MACHINE_RISCV64, "8@%lo(counter)(a5)", "only the linker"},
	{MACHINE_RISCV64, "-4@%tprel_lo(.LANCHOR2)(a4)", "thread-local"},
	{MACHINE_RISCV64, "8@8(a0,a1)", "not closed"},
	{MACHINE_RISCV64, "8@a8", "no such symbol"},
};

static void bad_texts_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		const struct refused *bad = &refused[i];
		struct site site = {
			.provider = (char *)"made", .name = (char *)"up", .operands = (char *)bad->text};
		struct object object = {.machine = bad->machine, .bits = 64, .path = (char *)"/made/up"};
		struct operands operands;
		struct error err = {""};

		if (operands_parse(&object, &site, &operands, &err) != -EINVAL)
			fail_msg("%s: %s is not refused", machine_name(bad->machine), bad->text);
		if (!strstr(err.text, bad->why) || !strstr(err.text, "/made/up: made:up at 0x0: argument "))
			fail_msg("%s: %s: \"%s\" does not say \"%s\"", machine_name(bad->machine), bad->text,
				 err.text, bad->why);
	}
}

/* A text that is cut anywhere gives a value or an error, never a read behind its end (ASan watches). */
static void cut_texts_are_read_no_further(void **state)
{
	const struct corpus *corpus = *state;
	struct object object = {.machine = corpus->machine, .bits = corpus->bits};

	for (size_t i = 0; i < corpus->count; i++)
		for (size_t length = 0; length < strlen(corpus->list[i].text); length++) {
			char *text = memory_copy(corpus->list[i].text, length);
			struct site site = {
				.provider = (char *)"made", .name = (char *)"up", .operands = text};
			struct operands operands;
			struct error err;
			int rc = operands_parse(&object, &site, &operands, &err);

			assert_true(rc == 0 || rc == -EINVAL);
			assert_true(rc == 0 || strlen(err.text) > 0);
			free(text);
		}
}

static void no_operands_are_none(void **state)
{
	static const enum machine machines[] = {MACHINE_X86_64, MACHINE_UNKNOWN};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct site site = {
			.provider = (char *)"made", .name = (char *)"up", .operands = (char *)" \t "};
		struct object object = {.machine = machines[i], .bits = 64};
		struct operands operands;

		assert_int_equal(operands_parse(&object, &site, &operands, NULL), 0);
		assert_int_equal(operands.count, 0);
	}
}

static void unknown_machine_is_named(void **state)
{
	struct site site = {.provider = (char *)"made", .name = (char *)"up", .operands = (char *)"8@%rax"};
	struct object object = {.machine = MACHINE_UNKNOWN, .elf_machine = 4711, .bits = 64};
	struct operands operands;
	struct error err;

	(void)state;
	assert_int_equal(operands_parse(&object, &site, &operands, &err), -ENOTSUP);
	assert_non_null(strstr(err.text, "4711"));
}

/* libbpf#796: aarch64 `-8@v0`; x86 `8f@%xmm0`: known, described, without a value; what follows is read on. */
static void floating_point_has_no_value(void **state)
{
	static const struct {
		enum machine machine;
		const char *text;
	} texts[] = {
		{MACHINE_X86_64, "8f@%xmm0 8@$7"},   {MACHINE_X86_64, "8@%xmm15 8@$7"},
		{MACHINE_X86_64, "4f@%edx 8@$7"},    {MACHINE_X86_64, "8f@-8(%rbp) 8@$7"},
		{MACHINE_X86_64, "16f@%st(1) 8@$7"}, {MACHINE_X86_64, "8f@%st 8@$7"},
		{MACHINE_AARCH64, "-8@v0 8@7"},      {MACHINE_AARCH64, "8f@d31 8@7"},
		{MACHINE_ARM, "8f@r0 8@7"},          {MACHINE_ARM, "4@s1 8@7"},
		{MACHINE_S390X, "8f@%f0 8@7"},       {MACHINE_RISCV64, "8f@fa5 8@7"},
		{MACHINE_PPC64, "8f@%f1 8@i7"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct corpus corpus = {.machine = texts[i].machine, .bits = 64, .register_size = 8};
		struct site site = {
			.provider = (char *)"made", .name = (char *)"up", .operands = (char *)texts[i].text};
		unsigned char registers[SLOTS * 8];
		struct operand_frame frame;
		struct memory_read memory;
		struct operands operands;
		struct object object;
		struct error err;
		char words[128];
		uint64_t value;

		set_up(&corpus, &object, registers, &frame, &memory);
		if (operands_parse(&object, &site, &operands, &err) < 0)
			fail_msg("%s", err.text);
		assert_int_equal(operands.count, 2);
		assert_true(operands.list[0].is_float);
		assert_int_equal(operand_value(&operands.list[0], &frame, &value), -ENOTSUP);
		assert_int_equal(operand_value(&operands.list[1], &frame, &value), 0);
		assert_int_equal(value, 7);
		operand_describe(&object, &operands.list[0], words, sizeof words);
		assert_non_null(strstr(words, "floating"));
	}
}

static void faults_are_told(void **state)
{
	struct corpus corpus = {.machine = MACHINE_X86_64, .bits = 64, .register_size = 8};
	struct site site = {
		.provider = (char *)"made", .name = (char *)"up", .operands = (char *)"8@(%rax) 8@%rsp"};
	unsigned char registers[SLOTS * 8];
	struct operand_frame frame;
	struct memory_read memory;
	struct operands operands;
	struct object object;
	uint64_t value;

	(void)state;
	set_up(&corpus, &object, registers, &frame, &memory);
	assert_int_equal(operands_parse(&object, &site, &operands, NULL), 0);
	memory.fails = true;
	assert_int_equal(operand_value(&operands.list[0], &frame, &value), -EFAULT);
	frame.registers_size = RSP * 8 + 7;
	assert_int_equal(operand_value(&operands.list[1], &frame, &value), -ERANGE);
	frame.registers_size++;
	assert_int_equal(operand_value(&operands.list[1], &frame, &value), 0);
}

/* bpftrace#1226: a 4-byte argument was read as 8 bytes, garbage included. */
static void extension_follows_size_and_sign(void **state)
{
	static const struct {
		int size;
		uint64_t bits, value;
	} cases[] = {
		{S1, 0xaaaaaaaaaaaaaaff, ~0ull},      {U1, 0xaaaaaaaaaaaaaaff, 0xff},
		{S1, 0xffffffffffffff7f, 0x7f},       {S2, 0xaaaaaaaaaaaa8000, 0xffffffffffff8000},
		{U2, 0xaaaaaaaaaaaa8000, 0x8000},     {S4, 0xaaaaaaaa80000000, 0xffffffff80000000},
		{U4, 0xffffffff80000000, 0x80000000}, {S4, 0xffffffff7fffffff, 0x7fffffff},
		{S8, 0x8000000000000000, 1ull << 63}, {U8, 0x8000000000000000, 1ull << 63},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct operand operand = {.size = (uint8_t)(cases[i].size < 0 ? -cases[i].size
									      : cases[i].size),
					  .is_signed = cases[i].size < 0};

		assert_true(operand_extend(&operand, cases[i].bits) == cases[i].value);
	}
}

static void operands_are_described(void **state)
{
	static const struct {
		enum machine machine;
		const char *text, *words;
	} cases[] = {
		{MACHINE_X86_64, "-4@112(%rsp)", "signed 4 bytes in memory at rsp+112"},
		{MACHINE_X86_64, "8@-8(%rcx,%rax,8)", "unsigned 8 bytes in memory at rcx+rax*8-8"},
		{MACHINE_X86_64, "-1@%ah", "signed 1 byte in ah"},
		{MACHINE_X86_64, "4@$-1", "unsigned 4 bytes, the constant 4294967295"},
		{MACHINE_X86_64, "8@(,%rcx,4)", "unsigned 8 bytes in memory at rcx*4"},
		{MACHINE_X86_64, "4@0x1234", "unsigned 4 bytes in memory at 0x1234"},
		{MACHINE_PPC64, "8@9", "unsigned 8 bytes in r9"},
		{MACHINE_PPC64, "-2@7,10", "signed 2 bytes in memory at r7+r10"},
		{MACHINE_AARCH64, "-4@[x0, w1, sxtw 2]", "signed 4 bytes in memory at x0+w1*4"},
		{MACHINE_RISCV64, "8@zero", "unsigned 8 bytes in zero"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct site site = {
			.provider = (char *)"made", .name = (char *)"up", .operands = (char *)cases[i].text};
		struct object object = {.machine = cases[i].machine, .bits = 64};
		struct operands operands;
		char words[128];

		assert_int_equal(operands_parse(&object, &site, &operands, NULL), 0);
		operand_describe(&object, &operands.list[0], words, sizeof words);
		assert_string_equal(words, cases[i].words);
		operand_describe(&object, &operands.list[0], words, 10); /* cut, not overrun */
		assert_int_equal(strlen(words), 9);
	}
}

static void context_of_a_probe(void **state)
{
	(void)state;
	assert_int_equal(operand_probe_context_shift(MACHINE_X86_64), 0);
	assert_int_equal(operand_probe_context_shift(MACHINE_S390X), 8);
}

#define OF(function, number, name)                                              \
	{                                                                       \
		name, function, NULL, NULL, (void *)(uintptr_t)&corpora[number] \
	}
#define ALL_OF(number, machine)                                                        \
	OF(corpus_gives_the_values, number, machine ": every text gives its value"),   \
		OF(corpus_in_one_text, number, machine ": many operands in one text"), \
		OF(cut_texts_are_read_no_further, number, machine ": texts cut anywhere")

int main(void)
{
	const struct CMUnitTest tests[] = {
		ALL_OF(0, "x86-64"),
		ALL_OF(1, "i386"),
		ALL_OF(2, "aarch64"),
		ALL_OF(3, "aarch64 big-endian"),
		ALL_OF(4, "arm"),
		ALL_OF(5, "arm big-endian"),
		ALL_OF(6, "ppc64le"),
		ALL_OF(7, "ppc64"),
		ALL_OF(8, "s390x"),
		ALL_OF(9, "riscv64"),
		cmocka_unit_test(bad_texts_are_refused),
		cmocka_unit_test(no_operands_are_none),
		cmocka_unit_test(unknown_machine_is_named),
		cmocka_unit_test(floating_point_has_no_value),
		cmocka_unit_test(faults_are_told),
		cmocka_unit_test(extension_follows_size_and_sign),
		cmocka_unit_test(operands_are_described),
		cmocka_unit_test(context_of_a_probe),
	};

	return cmocka_run_group_tests_name("operand", tests, NULL, NULL);
}
