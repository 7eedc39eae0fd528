/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Operands: where the arguments are at the moment a marker fires.
 *
 * A marker's arguments are not passed anywhere. The compiler was only asked to have them at hand, as operands
 * of an empty piece of inline assembly, and to print into the note how it would have written them there. So
 * the text is whatever the compiler had chosen at that very place: a register, memory, a constant that it has
 * worked out. The next site of the same marker, another optimization level, another compiler: another text.
 *
 *      -4@112(%rsp) 8@%rbx -1@%ah 8@24+mp_(%rip) -8@(%rcx,%rax,8) -4@$-1
 *
 * Each word is [-]SIZE[f]@OPERAND. The part before the @ comes from the type of the argument, by macros of
 * <sys/sdt.h>: its size in bytes, a minus if it is signed, an f if it is floating point. It is the authority
 * on size: a compiler may print %ax or %rax for a 4-byte value in the same register (i386 always does), and
 * then the four low bytes are meant. What lies above them is garbage, not sign: hence operand_extend, and
 * hence a wrong size in a note is a wrong value.
 *
 * The part behind the @ is assembly in the syntax of the machine. What differs between machines is little,
 * and it is data (struct syntax): what comes before a constant or a register, what the registers are called
 * and where the kernel keeps them, which brackets an address has, in which order its parts stand, and what a
 * number means that stands alone:
 *
 *      x86-64   a bare 5 is memory at address 5        -4@$5       8@%rbx   8@-8(%rbp,%rax,4) 4@counter(%rip)
 *      aarch64  a bare 5 is the constant 5             -4@5        8@x19    8@[x1, w0, sxtw 3]  -4@[sp, 136]
 *      arm      likewise, usually marked               -4@#5       4@r4     4@[r3, r2, lsl #2]  -4@[fp, #-16]
 *      s390x    likewise                               -4@5        8@%r2    8@8(%r1,%r2)
 *      riscv64  likewise                               -4@5        8@a0     -4@-20(s0)
 *      ppc64    a bare 5 is *register* 5               -4@i5       8@5      -4@112(1)           8@7,10
 *
 * On ppc64 the letter i comes from %I in sdt.h's template, which prints it before constants alone. A bare
 * number is never a constant there.
 *
 * Operands of arm and aarch64 have blanks inside, so the text cannot be split into words first; the cursor
 * goes from one end to the other once, and an operand ends where its grammar ends.
 *
 * What cannot be known from the text is refused, not guessed: a register pair of which one half is named, a
 * thread-local variable, a symbol that was stripped or that two files use for different variables, anything
 * that only the linker has computed.
 */
#include "syntax.h"

#include <probetap/operand.h>

#include <errno.h>
#include <string.h>

struct parser {
	const struct object *object;
	const struct site *site;
	const struct syntax *syntax;
	struct error *err;
	const char *at;
	size_t number; /* of the operand, from 1 */
	struct operand *operand;
};

/* The longest piece of text that a message repeats. */
enum { SHOWN = 40, NAME_MAX_LENGTH = 255 };

static int refuse(const struct parser *parser, const char *at, const char *why)
{
	return error_set(parser->err, EINVAL, "%s: %s:%s at 0x%jx: argument %zu of \"%s\": at \"%.*s\": %s",
			 parser->object->path ? parser->object->path : "(no file)", parser->site->provider,
			 parser->site->name, (uintmax_t)parser->site->address, parser->number,
			 parser->site->operands, SHOWN, at, why);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
}

static bool is_name_part(char c)
{
	return is_letter(c) || is_digit(c) || c == '$';
}

static size_t name_length(const char *at)
{
	size_t length = 0;

	while (is_name_part(at[length]))
		length++;
	return length;
}

static void skip_blanks(struct parser *parser)
{
	while (is_blank(*parser->at))
		parser->at++;
}

static bool take(struct parser *parser, char c)
{
	if (*parser->at != c)
		return false;
	parser->at++;
	return true;
}

static bool take_name(struct parser *parser, const char *name)
{
	size_t length = strlen(name);

	if (name_length(parser->at) != length || memcmp(parser->at, name, length) != 0)
		return false;
	parser->at += length;
	return true;
}

/* A digit's value in the base, or 99. */
static unsigned digit_value(char c)
{
	if (is_digit(c))
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a' + 10);
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A' + 10);
	return 99;
}

/* As the assembler reads one: 0x10, 020 and 16 are the same. */
static int parse_number(struct parser *parser, uint64_t *value)
{
	const char *start = parser->at;
	unsigned base = 10;

	if (!is_digit(*start))
		return refuse(parser, start, "a number is expected");
	if (start[0] == '0' && (start[1] == 'x' || start[1] == 'X') && digit_value(start[2]) < 16) {
		base = 16;
		parser->at += 2;
	} else if (start[0] == '0') {
		base = 8;
	}
	*value = 0;
	for (; digit_value(*parser->at) < base; parser->at++)
		if (__builtin_mul_overflow(*value, base, value) ||
		    __builtin_add_overflow(*value, digit_value(*parser->at), value))
			return refuse(parser, start, "the number does not fit in 64 bits");
	if (is_name_part(*parser->at))
		return refuse(parser, start, "that is no number");
	return 0;
}

/* What the assembler leaves to the linker, whose answer is nowhere in the note. */
static int refuse_relocation(const struct parser *parser, const char *at)
{
	static const char *const thread_local_marks[] = {"tpoff", "tprel", "tls"};
	size_t length = strcspn(at, " \t");

	for (size_t i = 0; i < sizeof thread_local_marks / sizeof *thread_local_marks; i++)
		if (memmem(at, length, thread_local_marks[i], strlen(thread_local_marks[i])))
			return refuse(parser, at,
				      "a thread-local variable: its address is in no register of the set");
	return refuse(parser, at, "only the linker knows what this is: the note does not hold the result");
}

static int find_symbol(const struct parser *parser, const char *at, size_t length, uint64_t *value)
{
	char name[NAME_MAX_LENGTH + 1];

	if (length > NAME_MAX_LENGTH)
		return refuse(parser, at, "the symbol's name is too long");
	memcpy(name, at, length);
	name[length] = '\0';
	switch (object_symbol(parser->object, name, value)) {
	case 0: return 0;
	case -ENOTUNIQ:
		return refuse(parser, at,
			      "several symbols of the object have this name: which is meant cannot be told");
	default: return refuse(parser, at, "the object has no such symbol (was it stripped?)");
	}
}

/* counter, or i386's counter@GOTOFF: the distance from the table whose address is in the base register. */
static int parse_symbol(struct parser *parser, uint64_t *value)
{
	static const char table[] = "_GLOBAL_OFFSET_TABLE_";
	const char *start = parser->at;
	size_t length = name_length(start);
	uint64_t origin;
	int rc;

	parser->at += length;
	if (*parser->at != '@') {
		parser->operand->relative = true;
		return find_symbol(parser, start, length, value);
	}
	parser->at++;
	if (!take_name(parser, "GOTOFF"))
		return refuse_relocation(parser, start);
	if ((rc = find_symbol(parser, start, length, value)) < 0 ||
	    (rc = find_symbol(parser, table, sizeof table - 1, &origin)) < 0)
		return rc;
	*value -= origin;
	return 0;
}

/* Numbers and one symbol, added and subtracted: 24+mp_, -292, counter+8. */
static int parse_sum(struct parser *parser)
{
	bool has_symbol = false;
	uint64_t sum = 0;

	do {
		const char *start = parser->at;
		bool minus = take(parser, '-');
		uint64_t term = 0;
		bool is_symbol;
		int rc;

		if (!minus)
			take(parser, '+');
		is_symbol = is_letter(*parser->at);
		if (!is_symbol)
			rc = parse_number(parser, &term);
		else if (minus || has_symbol)
			rc = refuse(parser, start,
				    "at most one symbol, and none with a minus, is understood");
		else
			rc = parse_symbol(parser, &term);
		if (rc < 0)
			return rc;
		has_symbol |= is_symbol;
		sum = minus ? sum - term : sum + term;
	} while (*parser->at == '+' || *parser->at == '-');
	parser->operand->displacement = (int64_t)sum;
	return 0;
}

/* ---- registers ---- */

static bool find_register(const struct syntax *syntax, const char *name, size_t length,
			  struct operand_register *found)
{
	for (size_t i = 0; i < syntax->register_count; i++)
		for (size_t k = 0; k < SYNTAX_NAMES && syntax->registers[i].names[k]; k++) {
			const char *known = syntax->registers[i].names[k];

			if (strlen(known) != length || memcmp(known, name, length) != 0)
				continue;
			found->offset = syntax->registers[i].offset;
			found->size = syntax->part_size[k];
			found->shift = syntax->part_shift[k];
			return true;
		}
	for (size_t i = 0; i < sizeof syntax->zero / sizeof *syntax->zero; i++)
		if (syntax->zero[i] && strlen(syntax->zero[i]) == length &&
		    memcmp(syntax->zero[i], name, length) == 0)
			return true;
	return false;
}

/* xmm0, st, v12: a known beginning and nothing but digits behind it. */
static bool is_vector(const struct syntax *syntax, const char *name, size_t length)
{
	for (const char *const *vector = syntax->vectors; *vector; vector++) {
		size_t from = strlen(*vector);

		if (length < from || memcmp(name, *vector, from) != 0)
			continue;
		while (from < length && is_digit(name[from]))
			from++;
		if (from == length && (is_digit(name[length - 1]) || strcmp(*vector, "st") == 0))
			return true;
	}
	return false;
}

enum register_kind { NO_REGISTER, GENERAL_REGISTER, VECTOR_REGISTER };

/* Takes the name of a register if one stands here. A prefix that belongs to registers alone must be followed
 * by one. */
static int parse_register(struct parser *parser, struct operand_register *found, enum register_kind *kind)
{
	const struct syntax *syntax = parser->syntax;

	*kind = NO_REGISTER;
	*found = (struct operand_register){0};
	for (size_t i = 0; syntax->register_prefix[i]; i++) {
		const char *prefix = syntax->register_prefix[i], *name = parser->at + strlen(prefix);
		size_t length;

		if (strncmp(parser->at, prefix, strlen(prefix)) != 0)
			continue;
		length = name_length(name);
		if (find_register(syntax, name, length, found))
			*kind = GENERAL_REGISTER;
		else if (is_vector(syntax, name, length))
			*kind = VECTOR_REGISTER;
		if (*kind != NO_REGISTER) {
			parser->at = name + length;
			return 0;
		}
	}
	if (*parser->at != '%')
		return 0;
	if (strchr(parser->at, ':') && strcspn(parser->at, ":") < strcspn(parser->at, " \t"))
		return refuse(parser, parser->at,
			      "a thread-local variable: its segment is in no register of the set");
	if (strchr(parser->at, '(') && strcspn(parser->at, "(") < strcspn(parser->at, " \t,)") &&
	    syntax->register_prefix[0][0] != '%')
		return refuse_relocation(parser, parser->at);
	return refuse(parser, parser->at, "the machine has no such register");
}

/* A register of an address: one that can hold one. */
static int parse_address_register(struct parser *parser, struct operand_register *found)
{
	const char *start = parser->at;
	enum register_kind kind;
	int rc = parse_register(parser, found, &kind);

	if (rc < 0)
		return rc;
	if (kind != GENERAL_REGISTER)
		return refuse(parser, start, "a register that can hold an address is expected");
	if (found->size && found->size < 4)
		return refuse(parser, start, "the register is too narrow for an address");
	return 0;
}

static void drop_register_zero(const struct parser *parser, struct operand_register *found)
{
	if (parser->syntax->zero_is_no_base && found->offset == parser->syntax->registers[0].offset)
		found->size = 0;
}

/* ---- addresses ---- */

static int expect(struct parser *parser, char c, const char *why)
{
	return take(parser, c) ? 0 : refuse(parser, parser->at, why);
}

/* (base), (base,index), (base,index,scale), (,index,scale); the bracket is open. */
static int parse_scaled(struct parser *parser)
{
	struct operand *operand = parser->operand;
	const char *start;
	uint64_t scale = 1;
	int rc;

	if (*parser->at != ',' && (rc = parse_address_register(parser, &operand->base)) < 0)
		return rc;
	if (take(parser, ',')) {
		if ((rc = parse_address_register(parser, &operand->index)) < 0)
			return rc;
		start = parser->at;
		if (take(parser, ',') && (rc = parse_number(parser, &scale)) < 0)
			return rc;
		if (scale != 1 && scale != 2 && scale != 4 && scale != 8)
			return refuse(parser, start, "a scale is 1, 2, 4 or 8");
		operand->index_shift = (uint8_t)__builtin_ctzll(scale);
	}
	return expect(parser, ')', "the address is not closed");
}

/* (base), or (index,base) where the machine has that. */
static int parse_pair(struct parser *parser)
{
	struct operand *operand = parser->operand;
	int rc = parse_address_register(parser, &operand->base);

	if (rc < 0)
		return rc;
	drop_register_zero(parser, &operand->base);
	if (parser->syntax->address == ADDRESS_PAIR && take(parser, ',')) {
		rc = parse_address_register(parser, &operand->index);
		if (rc < 0)
			return rc;
		drop_register_zero(parser, &operand->index);
	}
	return expect(parser, ')', "the address is not closed");
}

/* (%rip): nothing but the address of the symbol before it. */
static bool take_program_counter(struct parser *parser)
{
	const char *start = parser->at;

	if (parser->syntax->program_counter && take(parser, '%') &&
	    take_name(parser, parser->syntax->program_counter) && take(parser, ')'))
		return true;
	parser->at = start;
	return false;
}

/* Behind the displacement, at the bracket. */
static int parse_parentheses(struct parser *parser)
{
	const char *start = parser->at++;

	parser->operand->place = OPERAND_MEMORY;
	if (take_program_counter(parser))
		return parser->operand->relative
			       ? 0
			       : refuse(parser, start, "a distance from the program counter needs a symbol");
	return parser->syntax->address == ADDRESS_SCALED ? parse_scaled(parser) : parse_pair(parser);
}

/* lsl #2, sxtw 3, sxtw */
static int parse_modifier(struct parser *parser)
{
	struct operand_register *index = &parser->operand->index;
	const struct syntax_modifier *modifier = parser->syntax->modifiers;
	const char *start = parser->at;
	uint64_t amount = 0;
	int rc;

	while (modifier->name && !take_name(parser, modifier->name))
		modifier++;
	if (!modifier->name)
		return refuse(parser, start, "what is done to the index is not understood");
	skip_blanks(parser);
	take(parser, parser->syntax->constant_prefix[0]);
	if (is_digit(*parser->at) && (rc = parse_number(parser, &amount)) < 0)
		return rc;
	if (amount >= 8u * parser->syntax->register_size)
		return refuse(parser, start, "the index is shifted out of its register");
	if (index->size && index->size != (modifier->part ? modifier->part : parser->syntax->register_size))
		return refuse(parser, start, "the index is not as wide as what is done to it");
	index->is_signed = modifier->is_signed;
	parser->operand->index_shift = (uint8_t)amount;
	return 0;
}

static int parse_bracket_index(struct parser *parser)
{
	const char *start = parser->at;
	int rc = parse_address_register(parser, &parser->operand->index);

	if (rc < 0)
		return rc;
	skip_blanks(parser);
	if (take(parser, ',')) {
		skip_blanks(parser);
		return parse_modifier(parser);
	}
	if (parser->operand->index.size && parser->operand->index.size != parser->syntax->register_size)
		return refuse(parser, start, "half a register as index, and nothing says how to extend it");
	return 0;
}

/* [base], [base, displacement], [base, index, modifier amount]; the bracket is open. */
static int parse_brackets(struct parser *parser)
{
	const char *start = parser->at;
	int rc;

	parser->operand->place = OPERAND_MEMORY;
	skip_blanks(parser);
	rc = parse_address_register(parser, &parser->operand->base);
	if (rc < 0)
		return rc;
	if (parser->operand->base.size != parser->syntax->register_size)
		return refuse(parser, start, "half a register cannot be the base of an address");
	skip_blanks(parser);
	if (take(parser, ',')) {
		skip_blanks(parser);
		if (take(parser, parser->syntax->constant_prefix[0]) || is_digit(*parser->at) ||
		    *parser->at == '-') {
			if (*parser->at == ':')
				return refuse_relocation(parser, parser->at);
			rc = parse_sum(parser);
		} else if (*parser->at == ':') {
			rc = refuse_relocation(parser, parser->at);
		} else {
			rc = parse_bracket_index(parser);
		}
	}
	skip_blanks(parser);
	return rc < 0 ? rc : expect(parser, ']', "the address is not closed");
}

/* ---- operands ---- */

/* The operand is in a register; is all of it there? */
static int check_register(struct parser *parser, const char *start)
{
	struct operand *operand = parser->operand;

	operand->place = OPERAND_REGISTER;
	if (operand->is_float)
		return 0;
	if (operand->size > parser->syntax->register_size)
		return refuse(parser, start,
			      "the value is wider than the register: its other half is not named");
	if (operand->base.shift && operand->size > operand->base.size)
		return refuse(parser, start, "the value is wider than this part of the register");
	return 0;
}

static int parse_vector(struct parser *parser)
{
	parser->operand->is_float = true;
	if (take(parser, '(')) {
		while (is_digit(*parser->at))
			parser->at++;
		if (!take(parser, ')'))
			return refuse(parser, parser->at, "the number of the register is not closed");
	}
	return check_register(parser, parser->at);
}

/* ppc: 7,10 is memory at the sum of two registers; the first reads as zero if it is register 0. */
static int parse_comma_pair(struct parser *parser)
{
	parser->operand->place = OPERAND_MEMORY;
	drop_register_zero(parser, &parser->operand->base);
	return parse_address_register(parser, &parser->operand->index);
}

static bool is_marked_constant(const struct parser *parser)
{
	const char *prefix = parser->syntax->constant_prefix;

	/* A letter as the prefix must not be taken for the beginning of a symbol. */
	return *prefix && *parser->at == *prefix &&
	       (!is_letter(*prefix) || is_digit(parser->at[1]) || parser->at[1] == '-');
}

/* A sum that stands alone, or the displacement of an address. */
static int parse_expression(struct parser *parser)
{
	const char *start = parser->at;
	int rc = *start == '(' ? 0 : parse_sum(parser);

	if (rc < 0)
		return rc;
	if (*parser->at == '(' && parser->syntax->address != ADDRESS_BRACKETS)
		return parse_parentheses(parser);
	if (parser->syntax->bare == BARE_REGISTER)
		return refuse(parser, start, "the machine has no such register");
	parser->operand->place = parser->syntax->bare == BARE_CONSTANT ? OPERAND_CONSTANT : OPERAND_MEMORY;
	return 0;
}

static int parse_where(struct parser *parser)
{
	const char *start = parser->at;
	enum register_kind kind;
	int rc;

	if (is_marked_constant(parser)) {
		parser->at++;
		parser->operand->place = OPERAND_CONSTANT;
		return parse_sum(parser);
	}
	if (parser->syntax->address == ADDRESS_BRACKETS && take(parser, '['))
		return parse_brackets(parser);
	rc = parse_register(parser, &parser->operand->base, &kind);
	if (rc < 0)
		return rc;
	if (kind == VECTOR_REGISTER)
		return parse_vector(parser);
	if (kind == GENERAL_REGISTER && parser->syntax->address == ADDRESS_COMMA && take(parser, ','))
		return parse_comma_pair(parser);
	if (kind == GENERAL_REGISTER && *parser->at != '(')
		return check_register(parser, start);
	/* ppc: the 9 of 9(1) is a displacement. */
	parser->at = start;
	parser->operand->base = (struct operand_register){0};
	return parse_expression(parser);
}

/* [-]SIZE[f]@ */
static int parse_size(struct parser *parser)
{
	const char *start = parser->at;
	struct operand *operand = parser->operand;
	uint64_t size;
	int rc;

	operand->is_signed = take(parser, '-');
	if (!is_digit(*parser->at))
		return refuse(parser, start, "no SIZE@ before the operand: how wide it is cannot be told");
	for (size = 0; is_digit(*parser->at) && size < 100; parser->at++)
		size = size * 10 + (uint64_t)(*parser->at - '0');
	operand->is_float = take(parser, 'f');
	rc = expect(parser, '@', "an @ is expected behind the size");
	if (rc < 0)
		return rc;
	operand->size = (uint8_t)size;
	if (operand->is_float ? size == 0 || size > 16 : size != 1 && size != 2 && size != 4 && size != 8)
		return refuse(parser, start, "the size of an argument is 1, 2, 4 or 8 bytes");
	return 0;
}

static int parse_operand(struct parser *parser)
{
	const char *start;
	int rc = parse_size(parser);

	if (rc < 0)
		return rc;
	start = parser->at;
	parser->operand->big_endian = parser->object->big_endian;
	parser->operand->register_size = parser->syntax->register_size;
	parser->operand->address_size = (uint8_t)(parser->object->bits / 8);
	rc = parse_where(parser);
	if (rc < 0)
		return rc;
	if (*parser->at && !is_blank(*parser->at))
		return refuse(parser, parser->at == start ? start : parser->at,
			      "this does not belong to an operand of the machine");
	return 0;
}

int operands_parse(const struct object *object, const struct site *site, struct operands *operands,
		   struct error *err)
{
	struct parser parser = {.object = object, .site = site, .err = err, .at = site->operands};
	int rc;

	*operands = (struct operands){0};
	parser.syntax = syntax_of(object->machine);
	skip_blanks(&parser);
	if (*parser.at && !parser.syntax)
		return error_set(err, ENOTSUP, "%s: %s:%s: operands of %s (ELF machine %u) are not known",
				 object->path ? object->path : "(no file)", site->provider, site->name,
				 machine_name(object->machine), object->elf_machine);
	while (*parser.at) {
		parser.number = operands->count + 1;
		if (operands->count == OPERANDS_MAX)
			return refuse(&parser, parser.at,
				      "more arguments than the twelve that a marker can have");
		parser.operand = &operands->list[operands->count];
		rc = parse_operand(&parser);
		if (rc < 0)
			return rc;
		operands->count++;
		skip_blanks(&parser);
	}
	return 0;
}
