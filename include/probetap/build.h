/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * build: a CPython with markers, made from its sources.
 *
 * Configures out of tree `--with-dtrace`, builds and installs. Each step's output goes into a log of its own
 * in the working directory. That the result has its markers is proved by opening it (build_target) and
 * reading its notes, not by what configure said.
 */
#ifndef PROBETAP_BUILD_H
#define PROBETAP_BUILD_H

#include <probetap/buffer.h>
#include <probetap/contract.h>
#include <probetap/error.h>
#include <probetap/target.h>
#include <probetap/version.h>
#include <stdbool.h>
#include <time.h>

enum build_step { BUILD_CONFIGURE, BUILD_MAKE, BUILD_INSTALL, BUILD_STEPS };

struct build_options {
	const char *source; /* a clean CPython source tree */
	const char *prefix; /* where to install; made if it is not there */
	const char *work;   /* where to build; NULL: a temporary directory, gone when all went well */
	unsigned jobs;      /* 0: as many as there are processors */
	const char *const *configure; /* more arguments of configure; NULL-terminated, or NULL */
	/* Called about once a second, and when a signal came; a negative errno stops the build. May be NULL.
	 */
	int (*tick)(void *context);
	void *tick_context;
};

struct build {
	struct build_options options;
	char *source, *prefix, *work; /* absolute */
	bool temporary;               /* the working directory is ours to remove */
	bool failed;                  /* a step failed: its log is kept */
	struct version version;       /* of the sources */
	char *generator;              /* the `dtrace` that makes the headers */
	char *log;                    /* of the current step */
	struct timespec started;
};

const char *build_step_name(enum build_step step);

/*
 * Checks the sources and the tools, and makes the working directory. -ENOENT, -ENOTDIR, -EINVAL: the sources
 * are not what they should be, or an argument contradicts (`--without-dtrace`, `--prefix`); -ENOTSUP: a tool
 * is missing, or the `dtrace` on PATH is the tracer and not SystemTap's generator.
 */
int build_open(struct build **result, const struct build_options *options, struct error *err);
/* Runs one step to its end; in order. -ECHILD: it failed (the message has its end and its log's last lines);
 * what `tick` returned. */
int build_run(struct build *build, enum build_step step, struct error *err);
/* Opens what was installed and makes sure that it is what this build made: newer than its start, and with the
 * markers in an object below the prefix. Errors as target_open; -ESTALE, -EXDEV where it is something else.
 */
int build_target(const struct build *build, const struct contract *contract, struct target **result,
		 struct error *err);
void build_close(struct build *build);

#endif
