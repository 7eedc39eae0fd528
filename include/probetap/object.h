/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * object: an ELF executable or shared library and the marker sites that its notes describe.
 *
 * Notes: section .note.stapsdt, owner "stapsdt", type 3, as written by SystemTap's <sys/sdt.h> and described
 * in https://sourceware.org/systemtap/wiki/UserSpaceProbeImplementation. Read with libelf: 32 and 64 bit,
 * both byte orders, addresses moved by the difference between the .stapsdt.base that the note remembers and
 * the one that is there (prelink).
 */
#ifndef PROBETAP_OBJECT_H
#define PROBETAP_OBJECT_H

#include <probetap/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum machine {
	MACHINE_UNKNOWN,
	MACHINE_X86_64,
	MACHINE_I386,
	MACHINE_AARCH64,
	MACHINE_ARM,
	MACHINE_PPC64,
	MACHINE_S390X,
	MACHINE_RISCV64,
	MACHINES,
};

/* One place of a marker in the object. */
struct site {
	char *provider;     /* "python" */
	char *name;         /* "function__entry" */
	char *operands;     /* as in the note: "8@%rbp 8@%r12 -4@%eax" */
	uint64_t address;   /* virtual address in the object, already moved by the base */
	uint64_t offset;    /* the same place as an offset in the file (0: not in any loaded segment) */
	uint64_t semaphore; /* virtual address of the 16-bit counter; 0: the marker has none */
	uint64_t semaphore_offset; /* its offset in the file; 0: it lies in no part of the file that is loaded
				    */
	bool semaphore_writable;   /* it lies in a segment that is loaded writable */
	bool executable;           /* the site lies in a segment that is loaded executable */
	uint8_t code[16];          /* the bytes at the site (as many as the segment has) */
	size_t code_length;
};

struct image; /* the open file (harness/sdt/image.h) */

struct object {
	char *path;           /* as opened */
	enum machine machine; /* MACHINE_UNKNOWN: elf_machine tells */
	unsigned elf_machine; /* e_machine */
	unsigned bits;        /* 32 or 64 */
	bool big_endian;
	bool position_independent; /* ET_DYN */
	char *interpreter;         /* PT_INTERP, or NULL */
	char *build_id;            /* hexadecimal, or NULL */
	char **needed;             /* DT_NEEDED, in order */
	size_t needed_count;
	uint64_t device, inode; /* of the file that was read */
	uint64_t first_address; /* lowest virtual address of a PT_LOAD, rounded down to its page */
	bool has_sections;  /* false: no section table, so notes could not be found even if there are any */
	struct site *sites; /* all providers, in the order of the notes */
	size_t site_count;
	struct image *image; /* stays open for symbols; NULL in an object that a test made up */
};

/*
 * Reads the object. Errors: -ENOENT, -EACCES, -EISDIR …; -ENOEXEC for what is not an ELF executable or shared
 * library (the message says what it is: a script, an archive, a relocatable object, a text, an empty file …);
 * -EBADMSG for an ELF that is truncated or whose notes are corrupt (the message names the note). No notes at
 * all is no error: site_count is 0.
 */
int object_open(const char *path, struct object **result, struct error *err);
void object_close(struct object *object);

/*
 * A defined symbol's value (a link-time address) from .dynsym and .symtab, for operands that name one
 * ("8@counter(%rip)"). 0; -ENOENT: there is none (a stripped object keeps no local symbols); -ENOTUNIQ:
 * several of this name with different values, as file-local variables may have, so none can be believed.
 */
int object_symbol(const struct object *object, const char *name, uint64_t *value);

/* The length in bytes of the nop at the site: a breakpoint there may go on behind it. 0: that is no nop. */
unsigned site_nop_length(const struct object *object, const struct site *site);
/* Is the code at the site the nop that a marker is (the machine's table of nops)? */
bool site_is_nop(const struct object *object, const struct site *site);

/* "x86-64", "i386", "aarch64" …; "an unknown machine". */
const char *machine_name(enum machine machine);
/* The machine that this program was built for. */
enum machine machine_native(void);

#endif
