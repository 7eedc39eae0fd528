/* SPDX-License-Identifier: BSD-2-Clause */
/* The parts of the ptrace backend that can be tried without a program under test. Whole runs:
 * tests/e2e/ptrace.test. */
#include "../../harness/capture/alert.h"
#include "../../harness/capture/breakpoint.h"
#include "../../harness/capture/reservation.h"
#include "../../harness/capture/mapping.h"
#include "../../harness/capture/permit.h"
#include "../../harness/capture/semaphore.h"
#include "../../harness/capture/space.h"
#include "../../harness/capture/tracee.h"

#define _SDT_HAS_SEMAPHORES 1
#include <sys/sdt.h>

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

unsigned short python_line_semaphore __attribute__((section(".probes"), used));
unsigned short other_line_semaphore __attribute__((section(".probes"), used));
unsigned short python_audit_semaphore __attribute__((section(".probes"), used)) = 3;

/* Two sites of one marker, and one of another, for the notes alone. */
__attribute__((noinline, used)) static void sites(int a)
{
	DTRACE_PROBE1(python, line, a);
	__asm__ volatile("" : "+r"(a));
	DTRACE_PROBE1(python, line, a);
	DTRACE_PROBE1(python, audit, a);
	DTRACE_PROBE1(other, line, a);
}

static struct contract two_markers(void)
{
	static char line[] = "line", audit[] = "audit";
	struct contract contract = {.provider = "python", .marker_count = 2};

	contract.markers[0].name = line;
	contract.markers[1].name = audit;
	return contract;
}

enum { BOTH = 3, ONLY_LINE = 1, ONLY_AUDIT = 2 };

/* ---- a child that stands still until it is told to go ---- */

static pid_t held_child(void)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			pause();
	}
	return pid;
}

static void end_child(pid_t pid)
{
	int status;

	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, __WALL), pid);
}

static char *pages(size_t count)
{
	char *memory = mmap(NULL, count * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_ptr_not_equal(memory, MAP_FAILED);
	return memory;
}

/* ---- space ---- */

struct text_case {
	const char *what;
	size_t offset; /* of the text from the begin of two pages, behind which nothing is mapped */
	size_t length;
	size_t known; /* as many bytes were read before */
	size_t limit;
	int rc;
	size_t expected;
	bool cut;
};

static void test_space_text(void **state)
{
	static const struct text_case cases[] = {
		{"short", 10, 5, 0, 100, 0, 5, false},
		{"empty", 10, 0, 0, 100, 0, 0, false},
		{"all of it known", 10, 5, 6, 100, 0, 5, false},
		{"part of it known", 10, 50, 20, 100, 0, 50, false},
		{"up to the last byte that is there", 8192 - 6, 5, 0, 100, 0, 5, false},
		{"the same, part known", 8192 - 51, 50, 20, 100, 0, 50, false},
		{"over the edge of a page", 4096 - 3, 10, 0, 100, 0, 10, false},
		{"over the edge, known up to it", 4096 - 3, 10, 3, 100, 0, 10, false},
		{"no end before the hole", 8192 - 5, 5, 0, 100, -EFAULT, 0, false},
		{"as long as the limit", 10, 100, 0, 100, 0, 100, false},
		{"one more than the limit", 10, 101, 0, 100, 0, 100, true},
		{"much more", 10, 5000, 256, 1000, 0, 1000, true},
		{"the limit is before the hole", 8192 - 101, 101, 0, 100, 0, 100, true},
	};
	char *memory = pages(3), *got = malloc(8193);
	struct space space;

	(void)state;
	munmap(memory + 8192, 4096);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct text_case *each = &cases[i];
		size_t length = 12345;
		bool cut = false;

		memset(memory, 0, 8192);
		for (size_t k = 0; k < each->length; k++)
			memory[each->offset + k] = (char)('a' + k % 26);
		memset(got, '#', 8193);
		memcpy(got, memory + each->offset, each->known);
		pid_t child = held_child();
		assert_int_equal(space_open(&space, child, NULL), 0);
		int rc = space_read_text(&space, (uintptr_t)memory + each->offset, got, each->known,
					 each->limit, &length, &cut);
		end_child(child);
		space_close(&space);
		if (rc != each->rc ||
		    (rc == 0 && (length != each->expected || cut != each->cut || got[length] != 0 ||
				 memcmp(got, memory + each->offset, length))))
			fail_msg("%s: rc %d length %zu cut %d", each->what, rc, length, cut);
	}
	munmap(memory, 8192);
	free(got);
}

static void test_space_gather(void **state)
{
	char *memory = pages(4), got[4][64];
	struct space space;
	pid_t child;

	(void)state;
	memset(memory, 'x', 4 * 4096);
	munmap(memory + 2 * 4096, 4096);
	child = held_child();
	assert_int_equal(space_open(&space, child, NULL), 0);
	uint64_t base = (uintptr_t)memory;
	struct piece pieces[] = {{base, got[0], 64, 0},
				 {base + 2 * 4096, got[1], 64,
				  0}, /* the hole: what follows must not suffer */
				 {base + 4096 - 10, got[2], 64, 0},
				 {base + 3 * 4096, got[3], 64, 0}};
	space_gather(&space, pieces, 4);
	assert_int_equal(pieces[0].got, 64);
	assert_int_equal(pieces[1].got, -EFAULT);
	assert_int_equal(pieces[2].got, 10);
	assert_int_equal(pieces[3].got, 64);
	assert_int_equal(got[3][63], 'x');
	end_child(child);
	space_gather(&space, pieces, 1);
	assert_int_equal(pieces[0].got, -ESRCH);
	assert_int_equal(space_write(&space, base, "y", 1), -ESRCH);
	space_close(&space);
	assert_int_equal(space_open(&space, child, NULL), -ESRCH);
	munmap(memory, 2 * 4096);
	munmap(memory + 3 * 4096, 4096);
}

/* What the process itself cannot read is unreadable for us as well: the bpf backend sees it so. */
static void test_space_protected(void **state)
{
	char *memory = pages(1), byte;
	struct space space;
	pid_t child;

	(void)state;
	*memory = 'x';
	mprotect(memory, 4096, PROT_NONE);
	child = held_child();
	assert_int_equal(space_open(&space, child, NULL), 0);
	assert_int_equal(space_read(&space, (uintptr_t)memory, &byte, 1), -EFAULT);
	end_child(child);
	space_close(&space);
	munmap(memory, 4096);
}

/* Every call of that number fails, or kills, from now on, in this process and its children. */
static void forbid(int number, unsigned action)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)number, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, action),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {sizeof filter / sizeof *filter, filter};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		_exit(99);
}

static int exit_status_of(void (*run)(void))
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0) {
		run();
		_exit(98);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

/* Containers may forbid process_vm_readv and allow ptrace. */
static void read_without_the_call(void)
{
	static const char words[] = "in the parent";
	char text[32], byte;
	size_t length;
	bool cut;
	struct space space;
	struct piece piece = {(uintptr_t)words, &byte, 1, 0};

	forbid(SYS_process_vm_readv, SECCOMP_RET_ERRNO | EPERM);
	if (space_open(&space, getpid(), NULL) ||
	    space_read_text(&space, (uintptr_t)words, text, 0, 31, &length, &cut))
		_exit(1);
	if (strcmp(text, words) != 0 || length != sizeof words - 1)
		_exit(2);
	if (space_read(&space, 8, &byte, 1) != -EFAULT)
		_exit(3);
	space_gather(&space, &piece, 1);
	_exit(piece.got == 1 && byte == 'i' ? 0 : 4);
}

static void test_space_without_the_call(void **state)
{
	(void)state;
	assert_int_equal(exit_status_of(read_without_the_call), 0);
}

/* ---- permit ---- */

static void ask_permit(void)
{
	struct error err;
	int rc = permit_ptrace(&err);

	_exit(rc == 0 ? 0 : rc == -EPERM && strstr(err.text, "seccomp") ? 10 : 11);
}

static void ask_permit_refused(void)
{
	forbid(SYS_ptrace, SECCOMP_RET_ERRNO | EPERM);
	ask_permit();
}

static void ask_permit_killed(void)
{
	forbid(SYS_ptrace, SECCOMP_RET_KILL_PROCESS);
	ask_permit();
}

static void ask_permit_unknown(void)
{
	forbid(SYS_ptrace, SECCOMP_RET_ERRNO | ENOSYS);
	ask_permit();
}

static void test_permit(void **state)
{
	(void)state;
	assert_int_equal(exit_status_of(ask_permit), 0);
	assert_int_equal(exit_status_of(ask_permit_refused), 10);
	assert_int_equal(exit_status_of(ask_permit_killed), 10);
	assert_int_equal(exit_status_of(ask_permit_unknown), 10);
}

/* ---- breakpoints, semaphores, mapping: this program's own sites, in a child of it ---- */

static struct object *open_self(void)
{
	struct object *object;
	struct error err;

	if (object_open("/proc/self/exe", &object, &err))
		fail_msg("%s", err.text);
	return object;
}

static void test_breakpoints(void **state)
{
	struct contract contract = two_markers();
	struct object *object = open_self();
	struct breakpoints breakpoints;
	struct space space;
	uint64_t bias;
	unsigned count;
	pid_t child;

	(void)state;
	assert_int_equal(breakpoints_open(&breakpoints, object, &contract, NULL), 0);
	assert_int_equal(breakpoints.count, 3); /* not that of the other provider */
	for (size_t i = 0; i < breakpoints.count; i++)
		assert_ptr_equal(breakpoint_at(&breakpoints, breakpoints.list[i].address),
				 &breakpoints.list[i]);
	assert_null(breakpoint_at(&breakpoints, breakpoints.list[0].address - 1));
	assert_null(breakpoint_at(&breakpoints, breakpoints.list[2].address + 2)); /* behind the other's */
	child = held_child();
	assert_int_equal(space_open(&space, child, NULL), 0);
	assert_int_equal(mapping_find(child, object, &bias, NULL), 0);
	assert_false(breakpoints_present(&breakpoints, BOTH, &space, bias));
	assert_int_equal(breakpoints_insert(&breakpoints, ONLY_LINE, &space, bias, &count, NULL), 0);
	assert_int_equal(count, 2);
	assert_true(breakpoints_present(&breakpoints, BOTH, &space, bias));
	assert_false(breakpoints_present(&breakpoints, ONLY_AUDIT, &space, bias));
	/* A nop that is not there any more is not overwritten, and nothing stays half done. */
	assert_int_equal(breakpoints_insert(&breakpoints, BOTH, &space, bias, &count, NULL), -EBUSY);
	breakpoints_remove(&breakpoints, BOTH, &space, bias);
	assert_false(breakpoints_present(&breakpoints, BOTH, &space, bias));
	assert_int_equal(breakpoints_insert(&breakpoints, BOTH, &space, bias, &count, NULL), 0);
	assert_int_equal(count, 3);
	end_child(child);
	space_close(&space);
	breakpoints_close(&breakpoints);
	object_close(object);
}

static void test_breakpoints_refuse(void **state)
{
	struct contract contract = two_markers();
	struct object *object = open_self();
	struct breakpoints breakpoints;
	struct error err = {{0}};

	(void)state;
	for (size_t i = 0; i < object->site_count; i++)
		if (strcmp(object->sites[i].name, "audit") == 0)
			object->sites[i].code[0] = 0x55;
	assert_int_equal(breakpoints_open(&breakpoints, object, &contract, &err), -ENOTSUP);
	assert_non_null(strstr(err.text, "audit"));
	assert_non_null(strstr(err.text, "55"));
	object->machine = MACHINE_S390X;
	assert_int_equal(breakpoints_open(&breakpoints, object, &contract, &err), -ENOTSUP);
	assert_non_null(strstr(err.text, "s390x"));
	object_close(object);
}

static uint16_t semaphore_of(const struct space *space, const unsigned short *semaphore)
{
	uint16_t value;

	assert_int_equal(space_read(space, (uintptr_t)semaphore, &value, sizeof value), 0);
	return value;
}

static void test_semaphores(void **state)
{
	struct contract contract = two_markers();
	struct object *object = open_self();
	struct space space;
	uint64_t bias;
	pid_t child = held_child();

	(void)state;
	assert_int_equal(space_open(&space, child, NULL), 0);
	assert_int_equal(mapping_find(child, object, &bias, NULL), 0);
	assert_int_equal(semaphores_raise(object, &contract, BOTH, &space, bias, NULL), 0);
	assert_int_equal(semaphore_of(&space, &python_line_semaphore), 1);  /* once, for two sites */
	assert_int_equal(semaphore_of(&space, &python_audit_semaphore), 4); /* another observer's 3 stay */
	semaphores_lower(object, &contract, ONLY_LINE, &space, bias);
	semaphores_lower(object, &contract, ONLY_LINE, &space, bias);
	assert_int_equal(semaphore_of(&space, &python_line_semaphore), 0); /* and never below */
	assert_int_equal(semaphore_of(&space, &python_audit_semaphore), 4);
	end_child(child);
	assert_int_equal(semaphores_raise(object, &contract, BOTH, &space, bias, NULL), -ESRCH);
	space_close(&space);
	object_close(object);
}

static void test_mapping(void **state)
{
	struct object *object = open_self(), *other;
	uint64_t bias;
	pid_t child = held_child();

	(void)state;
	assert_int_equal(mapping_find(child, object, &bias, NULL), 0);
	for (size_t i = 0; i < object->site_count; i++)
		if (strcmp(object->sites[i].name, "audit") == 0)
			assert_int_equal(object->sites[i].semaphore + bias,
					 (uintptr_t)&python_audit_semaphore);
	/* The same file by its name, where the numbers in the list of mappings are others' (a stacked file
	 * system). */
	free(object->path);
	object->path = realpath("/proc/self/exe", NULL);
	assert_int_equal(mapping_find(child, object, &bias, NULL), 0);
	object->inode ^= 1;
	assert_int_equal(mapping_find(child, object, &bias, NULL), -ENOENT);
	end_child(child);
	assert_int_equal(object_open("/bin/sh", &other, NULL), 0);
	assert_int_equal(mapping_find(getpid(), other, &bias, NULL), -ENOENT);
	assert_int_equal(mapping_find(child, other, &bias, NULL), -ESRCH);
	object_close(other);
	object_close(object);
}

/* ---- alert ---- */

/* Begins to trace a child that sleeps, and waits as the backend does. */
static pid_t wait_blocking(int *status)
{
	pid_t pid;

	do
		pid = waitpid(-1, status, __WALL | __WNOTHREAD);
	while (pid < 0 && errno == EINTR);
	return pid;
}

static uint64_t in_milliseconds(uint64_t count)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec + count * 1000000u;
}

static void test_alert_deadline(void **state)
{
	struct alert alert = {0};
	pid_t child = held_child();
	int status;

	(void)state;
	assert_int_equal(ptrace(PTRACE_SEIZE, child, NULL, PTRACE_O_EXITKILL), 0);
	assert_int_equal(alert_start(&alert, child, -1, in_milliseconds(20), NULL), 0);
	assert_int_equal(wait_blocking(&status), child);
	assert_int_equal(status >> 16, PTRACE_EVENT_STOP);
	assert_true(alert_taken());
	alert_stop(&alert);
	end_child(child);
}

static void test_alert_descriptor(void **state)
{
	struct alert alert = {0};
	pid_t child = held_child();
	int status, ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(ptrace(PTRACE_SEIZE, child, NULL, PTRACE_O_EXITKILL), 0);
	assert_int_equal(alert_start(&alert, child, ends[0], in_milliseconds(60000), NULL), 0);
	for (int i = 0; i < 200; i++) {
		char byte;
		/* Before the wait begins, where an interrupted call would be lost. */
		assert_false(alert_taken());
		assert_int_equal(write(ends[1], "E", 1), 1);
		assert_int_equal(wait_blocking(&status), child);
		assert_int_equal(status >> 16, PTRACE_EVENT_STOP);
		assert_true(alert_taken());
		assert_int_equal(read(ends[0], &byte, 1), 1);
		assert_int_equal(ptrace(PTRACE_CONT, child, NULL, 0), 0);
	}
	alert_stop(&alert);
	close(ends[0]);
	close(ends[1]);
	end_child(child);
}

/* ---- reservation ---- */

static void test_reservation(void **state)
{
	struct reservation one = {0}, same = {0}, other = {0}, elsewhere = {0};

	(void)state;
	assert_int_equal(reservation_take(&one, "/proc/self/exe", CAPTURE_BPF, NULL), 0);
	assert_int_equal(reservation_take(&one, "/proc/self/exe", CAPTURE_BPF, NULL), 0); /* held already */
	assert_int_equal(reservation_take(&same, "/proc/self/exe", CAPTURE_BPF, NULL), 0);
	assert_int_equal(reservation_take(&elsewhere, "/bin/sh", CAPTURE_PTRACE, NULL), 0);
	reservation_release(&one);
	/* A child gives up the last one of the first kind, mostly while the second waits for it. */
	pid_t holder = fork();
	if (holder == 0) {
		poll(NULL, 0, 50);
		_exit(0);
	}
	reservation_release(&same); /* the child's copy still holds it */
	assert_int_equal(reservation_take(&other, "/proc/self/exe", CAPTURE_PTRACE, NULL), 0);
	assert_int_equal(waitpid(holder, NULL, 0), holder);
	reservation_release(&other);
	reservation_release(&elsewhere);
	assert_int_equal(reservation_take(&other, "/nonexistent", CAPTURE_PTRACE, NULL), 0);
	reservation_release(&other);
}

static void test_turns(void **state)
{
	struct reservation one = {0}, same = {0};

	(void)state;
	assert_int_equal(reservation_take(&one, "/proc/self/exe", CAPTURE_BPF, NULL), 0);
	assert_int_equal(reservation_take(&same, "/proc/self/exe", CAPTURE_BPF, NULL), 0);
	assert_int_equal(reservation_turn(&one, TURN_BESIDE_OTHERS, NULL), 0);
	assert_int_equal(reservation_turn(&same, TURN_BESIDE_OTHERS, NULL), 0);
	assert_false(reservation_is_wanted(&one));
	/* A child wants to be alone: the turns are given up when that is seen, and come back when it has
	 * been. */
	reservation_turn(&same, TURN_NONE, NULL);
	pid_t lonely = fork();
	if (lonely == 0) {
		reservation_release(&one);
		reservation_release(&same);
		_exit(reservation_take(&same, "/proc/self/exe", CAPTURE_BPF, NULL) ||
		      reservation_turn(&same, TURN_ALONE, NULL));
	}
	while (!reservation_is_wanted(&one)) {
		assert_int_equal(waitpid(lonely, NULL, WNOHANG),
				 0); /* it does not get it while we have ours */
		poll(NULL, 0, 1);
	}
	assert_int_equal(waitpid(lonely, NULL, WNOHANG), 0);
	assert_int_equal(reservation_turn(&one, TURN_BESIDE_OTHERS, NULL), 0);
	int status;
	assert_int_equal(waitpid(lonely, &status, 0), lonely);
	assert_int_equal(status, 0);
	assert_int_equal(reservation_turn(&same, TURN_BESIDE_OTHERS, NULL), 0);
	reservation_release(&same);
	assert_int_equal(reservation_turn(&one, TURN_ALONE, NULL), 0);
	assert_false(reservation_is_wanted(&one)); /* one's own wish is none */
	reservation_release(&one);
}

/* ---- tracees ---- */

static void count_process(void *context, struct tracee_process *process)
{
	(void)process;
	++*(int *)context;
}

static void test_tracees(void **state)
{
	struct tracees tracees = {0};
	struct tracee *tracee;
	pid_t children[5];
	bool fresh;
	int count = 0;

	(void)state;
	for (int i = 0; i < 5; i++) {
		children[i] = held_child();
		assert_int_equal(tracees_add(&tracees, children[i], &tracee, &fresh, NULL), 0);
		assert_true(fresh);
		assert_int_equal(tracee->process->pid, children[i]);
	}
	tracees_for_each_process(&tracees, count_process, &count);
	assert_int_equal(count, 5);
	tracees_remove(&tracees, children[1]);
	assert_null(tracees_find(&tracees, children[1]));
	assert_non_null(tracees_find(&tracees, children[4]));
	assert_non_null(tracees_process(&tracees, children[0]));
	assert_null(tracees_process(&tracees, children[1]));
	assert_int_equal(tracees_renew(&tracees, children[2], &tracee, NULL), 0);
	assert_int_equal(tracee->process->threads, 1);
	assert_int_equal(tracees.count, 4);
	for (int i = 0; i < 5; i++)
		end_child(children[i]);
	assert_int_equal(tracees_add(&tracees, children[1], &tracee, &fresh, NULL), -ESRCH);
	tracees_fini(&tracees);
	assert_int_equal(tracees.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_space_text),
		cmocka_unit_test(test_space_gather),
		cmocka_unit_test(test_space_protected),
		cmocka_unit_test(test_space_without_the_call),
		cmocka_unit_test(test_permit),
		cmocka_unit_test(test_breakpoints),
		cmocka_unit_test(test_breakpoints_refuse),
		cmocka_unit_test(test_semaphores),
		cmocka_unit_test(test_mapping),
		cmocka_unit_test(test_alert_deadline),
		cmocka_unit_test(test_alert_descriptor),
		cmocka_unit_test(test_reservation),
		cmocka_unit_test(test_turns),
		cmocka_unit_test(test_tracees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
