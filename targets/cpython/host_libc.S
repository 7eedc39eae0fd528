/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Stand-ins that the host program is linked against instead of the C library: the same file names, the
 * functions it may use, no versions. Nothing here is ever run. One file for three libraries: with LIBC the
 * functions of libc.so.6, with LIBDL those of libdl.so.2 (which newer C libraries keep as a file and have in
 * libc.so.6), with neither an empty one: libpthread.so.0 has to be there from the start where it is a library
 * of its own, as it is under a python.
 *
 * A reference without a version gets the oldest behaviour: realpath(path, NULL) fails in it.
 */
#define FUNCTION(name) \
	.globl name; \
	.type name, %function; \
	name: .byte 0; \
	.size name, 1

	.text
#ifdef LIBC
	FUNCTION(__libc_start_main)
	FUNCTION(_exit)
	FUNCTION(access)
	FUNCTION(close)
	FUNCTION(free)
	FUNCTION(getenv)
	FUNCTION(lseek)
	FUNCTION(malloc)
	FUNCTION(memcpy)
	FUNCTION(memmem)
	FUNCTION(memmove)
	FUNCTION(memset)
	FUNCTION(mmap)
	FUNCTION(munmap)
	FUNCTION(open)
	FUNCTION(readlink)
	FUNCTION(realpath)
	FUNCTION(setenv)
	FUNCTION(setlocale)
	FUNCTION(strcat)
	FUNCTION(strcpy)
	FUNCTION(strlen)
	FUNCTION(strrchr)
	FUNCTION(strstr)
	FUNCTION(write)
#endif
#ifdef LIBDL
	FUNCTION(dlerror)
	FUNCTION(dlopen)
	FUNCTION(dlsym)
#endif
	.section .note.GNU-stack, "", %progbits
