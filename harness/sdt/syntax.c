/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The tables of every machine, all of them compiled on every host. The offsets are those of the NT_PRSTATUS
 * register set (Linux: struct user_regs_struct and its kin in the uapi headers asm/ptrace.h and sys/user.h);
 * the names those that GCC, clang and people who write assembly by hand use.
 */
#include "syntax.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* clang-format off */
static const struct syntax_register x86_64_registers[] = {
	{0,   {"r15", "r15d", "r15w", "r15b"}},    {8,   {"r14", "r14d", "r14w", "r14b"}},
	{16,  {"r13", "r13d", "r13w", "r13b"}},    {24,  {"r12", "r12d", "r12w", "r12b"}},
	{32,  {"rbp", "ebp", "bp", "bpl"}},        {40,  {"rbx", "ebx", "bx", "bl", "bh"}},
	{48,  {"r11", "r11d", "r11w", "r11b"}},    {56,  {"r10", "r10d", "r10w", "r10b"}},
	{64,  {"r9", "r9d", "r9w", "r9b"}},        {72,  {"r8", "r8d", "r8w", "r8b"}},
	{80,  {"rax", "eax", "ax", "al", "ah"}},   {88,  {"rcx", "ecx", "cx", "cl", "ch"}},
	{96,  {"rdx", "edx", "dx", "dl", "dh"}},   {104, {"rsi", "esi", "si", "sil"}},
	{112, {"rdi", "edi", "di", "dil"}},        {152, {"rsp", "esp", "sp", "spl"}},
};

static const struct syntax_register i386_registers[] = {
	{0,  {"ebx", "bx", "bl", "bh"}},           {4,  {"ecx", "cx", "cl", "ch"}},
	{8,  {"edx", "dx", "dl", "dh"}},           {12, {"esi", "si"}},
	{16, {"edi", "di"}},                       {20, {"ebp", "bp"}},
	{24, {"eax", "ax", "al", "ah"}},           {60, {"esp", "sp"}},
};

#define X(n) {8 * (n), {"x" #n, "w" #n}}
static const struct syntax_register aarch64_registers[] = {
	X(0), X(1), X(2), X(3), X(4), X(5), X(6), X(7), X(8), X(9), X(10), X(11), X(12), X(13), X(14), X(15),
	X(16), X(17), X(18), X(19), X(20), X(21), X(22), X(23), X(24), X(25), X(26), X(27), X(28), X(29), X(30),
	{8 * 29, {"fp"}}, {8 * 30, {"lr"}}, {8 * 31, {"sp", "wsp"}},
};
#undef X

static const struct syntax_register arm_registers[] = {
	{0,  {"r0", "a1"}},       {4,  {"r1", "a2"}},        {8,  {"r2", "a3"}},         {12, {"r3", "a4"}},
	{16, {"r4", "v1"}},       {20, {"r5", "v2"}},        {24, {"r6", "v3"}},         {28, {"r7", "v4"}},
	{32, {"r8", "v5"}},       {36, {"r9", "v6", "sb"}},  {40, {"r10", "v7", "sl"}},  {44, {"r11", "v8", "fp"}},
	{48, {"r12", "ip"}},      {52, {"r13", "sp"}},       {56, {"r14", "lr"}},        {60, {"r15", "pc"}},
};

#define R(n) {8 * (n), {#n}}
static const struct syntax_register ppc64_registers[] = {
	R(0), R(1), R(2), R(3), R(4), R(5), R(6), R(7), R(8), R(9), R(10), R(11), R(12), R(13), R(14), R(15),
	R(16), R(17), R(18), R(19), R(20), R(21), R(22), R(23), R(24), R(25), R(26), R(27), R(28), R(29), R(30), R(31),
};
#undef R

/* Behind the two words of the program status word. */
#define R(n) {16 + 8 * (n), {"r" #n}}
static const struct syntax_register s390x_registers[] = {
	R(0), R(1), R(2), R(3), R(4), R(5), R(6), R(7), R(8), R(9), R(10), R(11), R(12), R(13), R(14), R(15),
};
#undef R

/* x0 reads as zero; its place in the set is the program counter's. */
#define X(n, name) {8 * (n), {name, "x" #n}}
static const struct syntax_register riscv64_registers[] = {
	X(1, "ra"), X(2, "sp"), X(3, "gp"), X(4, "tp"), X(5, "t0"), X(6, "t1"), X(7, "t2"), X(8, "s0"), {8 * 8, {"fp"}},
	X(9, "s1"), X(10, "a0"), X(11, "a1"), X(12, "a2"), X(13, "a3"), X(14, "a4"), X(15, "a5"), X(16, "a6"),
	X(17, "a7"), X(18, "s2"), X(19, "s3"), X(20, "s4"), X(21, "s5"), X(22, "s6"), X(23, "s7"), X(24, "s8"),
	X(25, "s9"), X(26, "s10"), X(27, "s11"), X(28, "t3"), X(29, "t4"), X(30, "t5"), X(31, "t6"),
};
#undef X
/* clang-format on */

static const char *const x86_vectors[] = {"xmm", "ymm", "zmm", "mm", "st", NULL};
static const char *const aarch64_vectors[] = {"v", "q", "d", "s", "h", "b", "z", NULL};
static const char *const arm_vectors[] = {"q", "d", "s", NULL};
static const char *const ppc64_vectors[] = {"f", "vs", "v", NULL};
static const char *const s390x_vectors[] = {"f", "v", NULL};
static const char *const riscv64_vectors[] = {"fa", "fs", "ft", NULL};

static const struct syntax_modifier arm_modifiers[] = {{"lsl", 0, false}, {NULL, 0, false}};
static const struct syntax_modifier aarch64_modifiers[] = {
	{"lsl", 0, false}, {"uxtw", 4, false}, {"sxtw", 4, true},
	{"sxtx", 8, true}, {"uxtx", 8, false}, {NULL, 0, false},
};

static const struct syntax syntaxes[MACHINES] = {
	[MACHINE_X86_64] =
		{
			.constant_prefix = "$",
			.register_prefix = {"%"},
			.bare = BARE_ADDRESS,
			.address = ADDRESS_SCALED,
			.program_counter = "rip",
			.register_size = 8,
			.part_size = {8, 4, 2, 1, 1},
			.part_shift = {0, 0, 0, 0, 8},
			.registers = x86_64_registers,
			.register_count = COUNT(x86_64_registers),
			.vectors = x86_vectors,
		},
	[MACHINE_I386] =
		{
			.constant_prefix = "$",
			.register_prefix = {"%"},
			.bare = BARE_ADDRESS,
			.address = ADDRESS_SCALED,
			.register_size = 4,
			.part_size = {4, 2, 1, 1},
			.part_shift = {0, 0, 0, 8},
			.registers = i386_registers,
			.register_count = COUNT(i386_registers),
			.vectors = x86_vectors,
		},
	[MACHINE_AARCH64] =
		{
			.constant_prefix = "#",
			.register_prefix = {""},
			.zero = {"xzr", "wzr"},
			.bare = BARE_CONSTANT,
			.address = ADDRESS_BRACKETS,
			.register_size = 8,
			.part_size = {8, 4},
			.registers = aarch64_registers,
			.register_count = COUNT(aarch64_registers),
			.vectors = aarch64_vectors,
			.modifiers = aarch64_modifiers,
		},
	[MACHINE_ARM] =
		{
			.constant_prefix = "#",
			.register_prefix = {""},
			.bare = BARE_CONSTANT,
			.address = ADDRESS_BRACKETS,
			.register_size = 4,
			.part_size = {4, 4, 4},
			.registers = arm_registers,
			.register_count = COUNT(arm_registers),
			.vectors = arm_vectors,
			.modifiers = arm_modifiers,
		},
	[MACHINE_PPC64] =
		{
			.constant_prefix = "i",
			.register_prefix = {"%r", "r", "%", ""},
			.bare = BARE_REGISTER,
			.address = ADDRESS_COMMA,
			.zero_is_no_base = true,
			.register_size = 8,
			.part_size = {8},
			.registers = ppc64_registers,
			.register_count = COUNT(ppc64_registers),
			.vectors = ppc64_vectors,
		},
	[MACHINE_S390X] =
		{
			.constant_prefix = "",
			.register_prefix = {"%"},
			.bare = BARE_CONSTANT,
			.address = ADDRESS_PAIR,
			.zero_is_no_base = true,
			.register_size = 8,
			.part_size = {8},
			.registers = s390x_registers,
			.register_count = COUNT(s390x_registers),
			.vectors = s390x_vectors,
		},
	[MACHINE_RISCV64] =
		{
			.constant_prefix = "",
			.register_prefix = {""},
			.zero = {"zero", "x0"},
			.bare = BARE_CONSTANT,
			.address = ADDRESS_PLAIN,
			.register_size = 8,
			.part_size = {8, 8},
			.registers = riscv64_registers,
			.register_count = COUNT(riscv64_registers),
			.vectors = riscv64_vectors,
		},
};

const struct syntax *syntax_of(enum machine machine)
{
	return machine < MACHINES && syntaxes[machine].registers ? &syntaxes[machine] : NULL;
}
