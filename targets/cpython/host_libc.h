/* SPDX-License-Identifier: BSD-2-Clause */
/* host_libc: the functions of the C library that host.c may use: each needs its line in host_libc.S. The
 * headers are those whose functions are not redirected to newer symbols. */
#ifndef PROBETAP_HOST_LIBC_H
#define PROBETAP_HOST_LIBC_H

#include <dlfcn.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

#endif
