/* SPDX-License-Identifier: BSD-2-Clause */
#include "watch.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What the kernel told the program of itself. Absent entries are 0. */
struct auxiliary {
	uint64_t entry, headers, header_count;
};

static int open_of(pid_t pid, const char *name)
{
	char path[48];

	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

/* Is the running program of the object's class and byte order? Its auxiliary vector then has our own layout.
 */
static bool is_like(pid_t pid, const struct object *object)
{
	unsigned char ident[EI_NIDENT] = {0};
	int fd = open_of(pid, "exe");

	if (fd < 0)
		return false;
	ssize_t got = read(fd, ident, sizeof ident);
	close(fd);
	return got == (ssize_t)sizeof ident && object->bits == 64 && memcmp(ident, ELFMAG, SELFMAG) == 0 &&
	       ident[EI_CLASS] == ELFCLASS64 && (ident[EI_DATA] == ELFDATA2MSB) == object->big_endian;
}

static bool read_auxiliary(pid_t pid, struct auxiliary *auxiliary)
{
	Elf64_auxv_t vector[64];
	int fd = open_of(pid, "auxv");
	ssize_t got = fd < 0 ? -1 : read(fd, vector, sizeof vector);

	*auxiliary = (struct auxiliary){0};
	if (fd >= 0)
		close(fd);
	for (size_t i = 0; got > 0 && i < (size_t)got / sizeof *vector; i++) {
		if (vector[i].a_type == AT_ENTRY)
			auxiliary->entry = vector[i].a_un.a_val;
		else if (vector[i].a_type == AT_PHDR)
			auxiliary->headers = vector[i].a_un.a_val;
		else if (vector[i].a_type == AT_PHNUM)
			auxiliary->header_count = vector[i].a_un.a_val;
	}
	return auxiliary->entry != 0;
}

static int place(struct tracee_process *process, enum watch_place where, uint64_t address,
		 const struct trap *trap, struct error *err)
{
	struct watch *watch = &process->watch;
	int rc = space_read(&process->space, address, watch->saved, trap->length);

	if (!rc)
		rc = space_write(&process->space, address, trap->code, trap->length);
	/* Whoever is gone maps nothing any more. */
	if (rc == -ESRCH)
		return 0;
	if (rc)
		return error_set(err, -rc, "cannot watch process %d at 0x%llx: %s", (int)process->pid,
				 (unsigned long long)address, error_reason(rc));
	watch->place = where;
	watch->address = address;
	return 0;
}

int watch_begin(struct tracee_process *process, const struct object *object, const struct trap *trap,
		struct error *err)
{
	struct auxiliary auxiliary;

	process->watch = (struct watch){0};
	if (!is_like(process->pid, object) || !read_auxiliary(process->pid, &auxiliary))
		return 0;
	return place(process, WATCH_ENTRY, auxiliary.entry, trap, err);
}

/* The dynamic section, as a loaded address; 0: a static program. */
static uint64_t find_dynamic(const struct space *space, const struct auxiliary *auxiliary)
{
	uint64_t bias = 0, dynamic = 0;

	for (uint64_t i = 0; i < auxiliary->header_count && i < 64; i++) {
		Elf64_Phdr header;
		if (space_read(space, auxiliary->headers + i * sizeof header, &header, sizeof header))
			return 0;
		if (header.p_type == PT_PHDR)
			bias = auxiliary->headers - header.p_vaddr;
		else if (header.p_type == PT_DYNAMIC)
			dynamic = header.p_vaddr;
	}
	return dynamic ? dynamic + bias : 0;
}

/* struct r_debug of <link.h>: int r_version; struct link_map *r_map; ElfW(Addr) r_brk; … */
enum { R_BRK = 16 };

/* 0: no dynamic linker has filled it in. */
static uint64_t find_linker(const struct space *space, uint64_t dynamic)
{
	enum { MOST = 256 };
	uint64_t address;

	for (unsigned i = 0; dynamic && i < MOST; i++) {
		Elf64_Dyn entry;
		if (space_read(space, dynamic + i * sizeof entry, &entry, sizeof entry) ||
		    entry.d_tag == DT_NULL)
			return 0;
		if (entry.d_tag != DT_DEBUG)
			continue;
		if (!entry.d_un.d_ptr ||
		    space_read(space, entry.d_un.d_ptr + R_BRK, &address, sizeof address))
			return 0;
		return address;
	}
	return 0;
}

int watch_linker(struct tracee_process *process, const struct trap *trap, struct error *err)
{
	struct auxiliary auxiliary;

	if (!process->watch.linker && read_auxiliary(process->pid, &auxiliary))
		process->watch.linker =
			find_linker(&process->space, find_dynamic(&process->space, &auxiliary));
	if (!process->watch.linker)
		return 0;
	return place(process, WATCH_LINKER, process->watch.linker, trap, err);
}

bool watch_is_hit(const struct tracee_process *process, uint64_t address)
{
	return process->watch.address && process->watch.address == address;
}

static uint64_t word_at(const void *registers, size_t offset)
{
	uint64_t word;

	memcpy(&word, (const char *)registers + offset, sizeof word);
	return word;
}

static int return_address(const struct tracee_process *process, const struct trap *trap,
			  const void *registers, uint64_t *address)
{
	if (trap->link >= 0) {
		*address = word_at(registers, (size_t)trap->link);
		return 0;
	}
	return space_read(&process->space, word_at(registers, trap->stack), address, sizeof *address);
}

int watch_next(struct tracee_process *process, const struct trap *trap, const void *registers,
	       struct error *err)
{
	enum watch_place place_before = process->watch.place;
	uint64_t address;

	watch_end(process, trap);
	if (place_before == WATCH_NOTHING)
		return 0;
	if (place_before != WATCH_LINKER)
		return watch_linker(process, trap, err);
	if (return_address(process, trap, registers, &address))
		return 0;
	return place(process, WATCH_RETURN, address, trap, err);
}

void watch_end(struct tracee_process *process, const struct trap *trap)
{
	struct watch *watch = &process->watch;

	if (watch->place != WATCH_NOTHING)
		space_write(&process->space, watch->address, watch->saved, trap->length);
	watch->place = WATCH_NOTHING;
}
