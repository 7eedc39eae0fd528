/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Operands where compilers really put arguments: the fixture of markers, in every way that it is built, runs
 * under a small tracer that stops at each site and evaluates the site's operands; what comes out must be,
 * line for line, what the program says that it fires. Every site must have been hit, so nothing is right by
 * not having happened.
 */
#include <probetap/buffer.h>
#include <probetap/memory.h>
#include <probetap/object.h>
#include <probetap/operand.h>
#include <probetap/path.h>

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#ifdef __x86_64__

struct tracee {
	const char *program;
	struct object *object; /* the one with the markers */
	pid_t pid;
	int tell, hear; /* our ends of the window */
	int memory;     /* /proc/PID/mem */
	int said;       /* what it printed */
	uint64_t bias;
	unsigned *hits; /* of each site */
	struct buffer seen;
};

/* Whatever goes wrong, the program goes with us (PTRACE_O_EXITKILL), and nothing here waits for ever. */
enum { DEADLINE_SECONDS = 60 };

/* ---- a program that is held at its window ---- */

static void start(struct tracee *tracee)
{
	int to_us[2], to_it[2];
	char tell[16], hear[16];

	assert_int_equal(pipe(to_us), 0);
	assert_int_equal(pipe(to_it), 0);
	tracee->said = memfd_create("said", 0);
	tracee->pid = fork();
	if (tracee->pid == 0) {
		dup2(tracee->said, 1);
		close(to_us[0]);
		close(to_it[1]);
		snprintf(tell, sizeof tell, "%d", to_us[1]);
		snprintf(hear, sizeof hear, "%d", to_it[0]);
		execl(tracee->program, tracee->program, tell, hear, NULL);
		_exit(127);
	}
	close(to_us[1]);
	close(to_it[0]);
	tracee->tell = to_us[0];
	tracee->hear = to_it[1];
}

static void await(struct tracee *tracee, char what)
{
	char told = 0;

	assert_int_equal(read(tracee->tell, &told, 1), 1);
	assert_int_equal(told, what);
}

static void take_hold(struct tracee *tracee)
{
	char path[64];
	int status;

	if (ptrace(PTRACE_SEIZE, tracee->pid, NULL, PTRACE_O_EXITKILL) < 0)
		fail_msg("tracing a child of one's own: %s", strerror(errno));
	assert_int_equal(ptrace(PTRACE_INTERRUPT, tracee->pid, NULL, NULL), 0);
	assert_int_equal(waitpid(tracee->pid, &status, 0), tracee->pid);
	assert_true(WIFSTOPPED(status));
	snprintf(path, sizeof path, "/proc/%d/mem", (int)tracee->pid);
	tracee->memory = open(path, O_RDWR | O_CLOEXEC);
	assert_true(tracee->memory >= 0);
}

/* Where the object's file begins in memory, less where it was linked to begin. */
static void find_bias(struct tracee *tracee)
{
	char path[64], *line = NULL;
	uint64_t lowest = UINT64_MAX;
	size_t size = 0;
	FILE *maps;

	snprintf(path, sizeof path, "/proc/%d/maps", (int)tracee->pid);
	maps = fopen(path, "re");
	assert_non_null(maps);
	while (getline(&line, &size, maps) > 0) {
		uint64_t from, inode;

		if (sscanf(line, "%" SCNx64 "-%*x %*s %*x %*s %" SCNu64, &from, &inode) == 2 &&
		    inode == tracee->object->inode && from < lowest)
			lowest = from;
	}
	free(line);
	fclose(maps);
	assert_true(lowest != UINT64_MAX);
	tracee->bias = lowest - tracee->object->first_address;
	assert_int_equal(tracee->bias != 0, tracee->object->position_independent);
}

static void arm(struct tracee *tracee)
{
	static const unsigned char breakpoint = 0xcc;
	static const uint16_t raised = 1;

	for (size_t i = 0; i < tracee->object->site_count; i++) {
		const struct site *site = &tracee->object->sites[i];
		unsigned char nop = 0;

		assert_int_equal(site_nop_length(tracee->object, site), 1);
		assert_int_equal(pread(tracee->memory, &nop, 1, (off_t)(site->address + tracee->bias)), 1);
		assert_true(nop == 0x90 || nop == 0xcc);
		assert_int_equal(
			pwrite(tracee->memory, &breakpoint, 1, (off_t)(site->address + tracee->bias)), 1);
		assert_int_equal(pwrite(tracee->memory, &raised, 2, (off_t)(site->semaphore + tracee->bias)),
				 2);
	}
}

/* ---- what it fires ---- */

static int read_memory(void *context, uint64_t address, void *to, size_t length)
{
	const struct tracee *tracee = context;

	return pread(tracee->memory, to, length, (off_t)address) == (ssize_t)length ? 0 : -EFAULT;
}

static void note_value(struct tracee *tracee, const struct site *site, const struct operand *operand,
		       const struct operand_frame *frame)
{
	uint64_t value = 0;
	int rc = operand_value(operand, frame, &value);

	if (rc == -ENOTSUP && operand->is_float)
		buffer_add_text(&tracee->seen, "  float");
	else if (rc < 0)
		fail_msg("%s: \"%s\": %s", site->name, site->operands, strerror(-rc));
	else if (operand->is_signed)
		buffer_printf(&tracee->seen, "  %" PRId64, (int64_t)value);
	else
		buffer_printf(&tracee->seen, "  %" PRIu64, value);
}

static void note_event(struct tracee *tracee, size_t index, const struct user_regs_struct *registers)
{
	const struct site *site = &tracee->object->sites[index];
	struct operand_frame frame = {registers, sizeof *registers, tracee->bias, read_memory, tracee};
	struct operands operands;
	struct error err;

	if (operands_parse(tracee->object, site, &operands, &err) < 0)
		fail_msg("%s", err.text);
	tracee->hits[index]++;
	buffer_add_text(&tracee->seen, site->name);
	for (size_t i = 0; i < operands.count; i++)
		note_value(tracee, site, &operands.list[i], &frame);
	buffer_add_text(&tracee->seen, "\n");
}

static bool at_site(struct tracee *tracee)
{
	struct user_regs_struct registers;
	struct iovec place = {&registers, sizeof registers};

	assert_int_equal(ptrace(PTRACE_GETREGSET, tracee->pid, (void *)NT_PRSTATUS, &place), 0);
	for (size_t i = 0; i < tracee->object->site_count; i++)
		if (registers.rip - 1 == tracee->object->sites[i].address + tracee->bias) {
			note_event(tracee, i, &registers);
			return true;
		}
	return false;
}

/* To the end of the program; SIGTRAPs that are not ours would be a mistake of ours. */
static void follow(struct tracee *tracee)
{
	int status = 0;

	assert_int_equal(ptrace(PTRACE_CONT, tracee->pid, NULL, NULL), 0);
	assert_int_equal(write(tracee->hear, "go", 2), 2); /* for begin and for end */
	while (waitpid(tracee->pid, &status, 0) == tracee->pid && WIFSTOPPED(status)) {
		if (WSTOPSIG(status) != SIGTRAP || !at_site(tracee))
			fail_msg("%s: stopped by signal %d", tracee->program, WSTOPSIG(status));
		assert_int_equal(ptrace(PTRACE_CONT, tracee->pid, NULL, NULL), 0);
	}
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	await(tracee, 'E');
}

static void check_said(struct tracee *tracee)
{
	struct buffer said = {0};
	struct error err;
	char path[64];

	snprintf(path, sizeof path, "/proc/self/fd/%d", tracee->said);
	if (path_read(path, 1 << 20, &said, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(buffer_text(&tracee->seen), buffer_text(&said));
	for (size_t i = 0; i < tracee->object->site_count; i++)
		if (!tracee->hits[i])
			fail_msg("%s at 0x%" PRIx64 " was never hit", tracee->object->sites[i].name,
				 tracee->object->sites[i].address);
	buffer_fini(&said);
}

/* ---- one build of the fixture ---- */

static char *fixture(const char *name)
{
	const char *build = getenv("BUILD");
	char *path = memory_format("%s/tests/fixture/%s", build ? build : "build", name);

	if (access(path, X_OK) < 0) {
		print_message("# skip: %s was not built (no such compiler here)\n", path);
		free(path);
		skip();
	}
	return path;
}

static void check_build(const char *program, const char *with_markers)
{
	char *path = fixture(program), *object_path = fixture(with_markers);
	struct tracee tracee = {.program = path};
	struct error err;

	alarm(DEADLINE_SECONDS);
	if (object_open(object_path, &tracee.object, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(tracee.object->site_count, 36);
	tracee.hits = memory_zeroed(tracee.object->site_count, sizeof *tracee.hits);
	start(&tracee);
	await(&tracee, 'B');
	take_hold(&tracee);
	find_bias(&tracee);
	arm(&tracee);
	follow(&tracee);
	check_said(&tracee);
	alarm(0);
	close(tracee.tell);
	close(tracee.hear);
	close(tracee.memory);
	close(tracee.said);
	object_close(tracee.object);
	buffer_fini(&tracee.seen);
	free(tracee.hits);
	free(object_path);
	free(path);
}

static void not_optimized(void **state)
{
	(void)state;
	check_build("markers-O0", "markers-O0");
}

static void optimized(void **state)
{
	(void)state;
	check_build("markers-O2", "markers-O2");
}

static void at_a_fixed_address(void **state)
{
	(void)state;
	check_build("markers-nopie", "markers-nopie");
}

static void in_a_shared_library(void **state)
{
	(void)state;
	check_build("markers-shared", "libmarkers.so");
}

static void by_clang(void **state)
{
	(void)state;
	check_build("markers-clang", "markers-clang");
}

#else

static void other_machine(void **state)
{
	(void)state;
	print_message("# skip: the tracer of this test knows x86-64 alone\n");
	skip();
}
#define not_optimized       other_machine
#define optimized           other_machine
#define at_a_fixed_address  other_machine
#define in_a_shared_library other_machine
#define by_clang            other_machine

#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(not_optimized),      cmocka_unit_test(optimized),
		cmocka_unit_test(at_a_fixed_address), cmocka_unit_test(in_a_shared_library),
		cmocka_unit_test(by_clang),
	};

	return cmocka_run_group_tests_name("operand_live", tests, NULL, NULL);
}
