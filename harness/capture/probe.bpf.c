/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What happens in the kernel when a marker fires: see the essay in bpf.c.
 *
 * One program serves every site; the cookie of its link is the index of the site in `sites`. It may sleep
 * (uprobe.s), so that a page of the program which is not in memory can be fetched instead of the text being
 * lost. Because it may sleep, nothing here is kept per CPU: another thread can run meanwhile.
 */
#include <linux/bpf.h>
#include <stdbool.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

#include <capture/probe.h>

/* What the kernel wants to hear for reading memory; BSD-2-Clause is compatible with it. */
char probe_license[] SEC("license") = "Dual BSD/GPL";

/* ---- the few things of the kernel that are needed, by name: their places are found when it is loaded ----
 */

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)
typedef struct {
	int counter;
} atomic_t;

struct signal_struct {
	atomic_t live;
};

struct pid_namespace;

struct upid {
	int nr;
	struct pid_namespace *ns;
};

struct pid {
	unsigned level;
	struct upid numbers[1];
};

struct task_struct {
	int pid, tgid;
	struct task_struct *group_leader;
	struct signal_struct *signal;
	struct pid *thread_pid;
};
#pragma clang attribute pop

/* ---- maps ---- */

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct probe_control);
} control SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_RDONLY_PROG);
	__uint(max_entries, 1); /* set when it is loaded */
	__type(key, __u32);
	__type(value, struct probe_site);
} sites SEC(".maps");

/* The processes whose firings count, by their numbers in the harness's pid namespace. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 32768);
	__type(key, __u32);
	__type(value, __u32);
} followed SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, PROBE_RING_LEAST); /* set when it is loaded */
} ring SEC(".maps");

static __always_inline struct probe_control *control_page(void)
{
	__u32 first = 0;

	return bpf_map_lookup_elem(&control, &first);
}

/* ---- who fires ---- */

/* The number of a task's pid in the harness's namespace; 0: it is not in there. */
static __always_inline __u32 number_at(const struct pid *pid, const struct probe_control *page)
{
	const struct upid *here;

	if (BPF_CORE_READ(pid, level) < page->level)
		return 0;
	here = (const void *)((const char *)pid + bpf_core_field_offset(struct pid, numbers) +
			      page->level * bpf_core_type_size(struct upid));
	return (__u64)BPF_CORE_READ(here, ns) == page->namespace ? (__u32)BPF_CORE_READ(here, nr) : 0;
}

static __always_inline __u32 process_of(const struct task_struct *task, const struct probe_control *page)
{
	return page->level ? number_at(BPF_CORE_READ(task, group_leader, thread_pid), page)
			   : (__u32)BPF_CORE_READ(task, tgid);
}

static __noinline void find_numbers(const struct probe_control *page, __u32 *process, __u32 *thread)
{
	const struct task_struct *task = (const void *)bpf_get_current_task();

	*process = process_of(task, page);
	*thread = number_at(BPF_CORE_READ(task, thread_pid), page);
}

static __always_inline bool is_followed(const struct probe_control *page, __u32 process)
{
	return process && (process == page->first || bpf_map_lookup_elem(&followed, &process));
}

/* ---- memory of the process ----
 *
 * Functions that are not static are verified once, and not anew for every way that leads to them: loading
 * takes a tenth of the time. (They must not be inlined either: the compiler would do that.)
 */

/* The pages of the first and the last byte are fetched, if they are to be had. */
static __noinline void touch(__u64 address, __u32 length)
{
	char byte;

	bpf_copy_from_user(&byte, 1, (const void *)address);
	bpf_copy_from_user(&byte, 1, (const void *)(address + length - 1));
}

enum { ATTEMPTS = 3 /* a page that was fetched may be gone again before it is read */ };

static __always_inline long read_bytes(void *to, __u32 length, __u64 address)
{
	long rc = bpf_probe_read_user(to, length, (const void *)address);

	for (int i = 0; rc < 0 && i < ATTEMPTS; i++) {
		touch(address, length);
		rc = bpf_probe_read_user(to, length, (const void *)address);
	}
	return rc;
}

/* Bytes with the NUL, at most `room` (then the text may go on); or < 0. */
static __always_inline long read_string(char *to, __u32 room, __u64 address)
{
	long got = bpf_probe_read_user_str(to, room, (const void *)address);

	for (int i = 0; got < 0 && i < ATTEMPTS; i++) {
		touch(address, room);
		got = bpf_probe_read_user_str(to, room, (const void *)address);
	}
	return got;
}

/* ---- operands ---- */

static __always_inline __u64 extend(__u64 bits, __u32 size, bool is_signed)
{
	__u32 unused = (64 - size) & 63;

	bits <<= unused;
	return is_signed ? (__u64)((__s64)bits >> unused) : bits >> unused;
}

static __always_inline __u64 read_register(const void *context, const struct probe_register *from)
{
	__u64 word = 0;

	bpf_probe_read_kernel(&word, sizeof word, (const char *)context + from->offset);
	return word >> (from->shift & 63);
}

static __always_inline __u64 part_of(const void *context, const struct probe_register *from)
{
	return from->bits ? extend(read_register(context, from), from->bits, from->is_signed) : 0;
}

static __always_inline __u64 bias_of(const void *context, const struct probe_site *site)
{
	__u64 counter = 0;

	bpf_probe_read_kernel(&counter, sizeof counter, (const char *)context + site->counter);
	return counter - site->address;
}

__noinline int probe_read_integer(__u64 address, __u32 size, __u64 *bits)
{
	union {
		__u8 one;
		__u16 two;
		__u32 four;
		__u64 eight;
	} number = {.eight = 0};
	long rc;

	if (!bits)
		return -1;
	switch (size) {
	case 1:
		rc = read_bytes(&number, 1, address);
		*bits = number.one;
		return rc;
	case 2:
		rc = read_bytes(&number, 2, address);
		*bits = number.two;
		return rc;
	case 4:
		rc = read_bytes(&number, 4, address);
		*bits = number.four;
		return rc;
	default:
		rc = read_bytes(&number, 8, address);
		*bits = number.eight;
		return rc;
	}
}

static __noinline long read_operand_memory(const void *context, const struct probe_operand *operand,
					   __u64 bias, __u64 *bits)
{
	__u64 address = part_of(context, &operand->base) +
			(part_of(context, &operand->index) << (operand->index_shift & 63)) +
			(__u64)operand->displacement + bias;

	return probe_read_integer(extend(address, operand->address_bits, false), operand->size, bits);
}

static __always_inline void evaluate(const void *context, const struct probe_site *site,
				     const struct probe_operand *operand, struct probe_value *value)
{
	__u64 bias = operand->relative ? bias_of(context, site) : 0, bits = 0;

	value->length = 0;
	value->state = PROBE_VALUE;
	if (operand->place == PROBE_REGISTER)
		bits = read_register(context, &operand->base);
	else if (operand->place == PROBE_CONSTANT)
		bits = (__u64)operand->displacement + bias;
	else if (read_operand_memory(context, operand, bias, &bits) < 0)
		value->state = PROBE_UNREADABLE;
	value->word = extend(bits, operand->size * 8, operand->is_signed);
	if (operand->type != PROBE_INTEGER && value->state == PROBE_VALUE && !value->word)
		value->state = PROBE_NULL;
}

/* ---- room in the ring ---- */

struct wait {
	const struct probe_control *page;
	__u64 until, wanted;
	__u64 counter; /* an address of the program that is surely there: where it stands */
};

/*
 * One turn of waiting. The kernel has no way for a program to sleep until the ring has room, and on a kernel
 * without preemption a turn that only looked would keep the harness off this CPU. Looking at the process's
 * memory through its page tables lets the scheduler in (cond_resched in __get_user_pages).
 */
static long wait_turn(__u64 turn, void *opaque)
{
	struct wait *wait = opaque;
	char byte;

	(void)turn;
	if (wait->page->room - bpf_ringbuf_query(&ring, BPF_RB_AVAIL_DATA) >= wait->wanted)
		return 1;
	if (*(volatile const __u64 *)&wait->page->abandon || bpf_ktime_get_ns() > wait->until)
		return 1;
	bpf_copy_from_user_task(&byte, 1, (const void *)wait->counter, bpf_get_current_task_btf(), 0);
	return 0;
}

enum {
	ROUNDS = 64,     /* others may take the room away … */
	SHARE = 8,       /* … so what is waited for is an eighth of the ring, in which many find theirs */
	TURNS = 1 << 23, /* as many as there may be */
};

__noinline int probe_wait(__u64 counter, __u64 until, __u64 wanted)
{
	struct wait wait = {.page = control_page(), .until = until, .wanted = wanted, .counter = counter};

	if (!wait.page)
		return 0;
	if (wait.wanted < wait.page->room / SHARE)
		wait.wanted = wait.page->room / SHARE;
	bpf_loop(TURNS, wait_turn, &wait, 0);
	return 0;
}

static __always_inline __u64 wake(const struct probe_control *page)
{
	return bpf_ringbuf_query(&ring, BPF_RB_AVAIL_DATA) >= page->half ? BPF_RB_FORCE_WAKEUP
									 : BPF_RB_NO_WAKEUP;
}

/* What is known of a firing before there is a record for it. */
struct firing {
	const void *context;
	const struct probe_site *site;
	struct probe_control *page;
	struct probe_event event;
};

/* A macro because the verifier wants to see the size as a constant. */
#define RESERVE(firing, type)                                                                               \
	({                                                                                                  \
		void *record_ = bpf_ringbuf_reserve(&ring, sizeof(type), 0);                                \
		if (!record_) {                                                                             \
			__u64 until_ = bpf_ktime_get_ns() + (firing)->page->patience;                       \
			__u64 here_ = bias_of((firing)->context, (firing)->site) + (firing)->site->address; \
			__sync_fetch_and_add(&(firing)->page->waits, 1);                                    \
			for (int round_ = 0; !record_ && round_ < ROUNDS; round_++) {                       \
				probe_wait(here_, until_, sizeof(type) + 8);                                \
				record_ = bpf_ringbuf_reserve(&ring, sizeof(type), 0);                      \
			}                                                                                   \
			if (!record_)                                                                       \
				__sync_fetch_and_add(&(firing)->page->dropped, 1);                          \
		}                                                                                           \
		record_;                                                                                    \
	})

/* ---- texts ---- */

/* 0: it is longer than a small record can hold. */
__noinline int probe_read_short(struct probe_value *value, char (*text)[PROBE_SMALL_ROOM])
{
	long got;

	if (!value || !text)
		return 1;
	got = read_string(*text, PROBE_SMALL_TEXT + 2, value->word);
	if (got > PROBE_SMALL_TEXT + 1)
		return 0;
	if (got < 1)
		value->state = PROBE_UNREADABLE;
	else
		value->length = got - 1;
	return 1;
}

static __always_inline void end_long(struct probe_value *value, char *to, __u32 length)
{
	if (length > PROBE_LARGE_TEXT) {
		length = PROBE_LARGE_TEXT;
		value->state = PROBE_CUT;
		to[PROBE_LARGE_TEXT] = 0;
	}
	value->length = length;
}

/*
 * Page by page: a text that ends just before a page that is not there is read, and one that goes on into it
 * is unreadable. A piece that is full may end right with its NUL, which the call has written there in any
 * case: so the last byte is looked at once more.
 */
__noinline int probe_read_long(struct probe_value *value, char (*text)[PROBE_LARGE_ROOM])
{
	__u32 done = 0, room;
	__u64 from;
	char *to;

	if (!value || !text)
		return 0;
	to = *text;
	from = value->word;
	room = PROBE_PAGE - (from & (PROBE_PAGE - 1));

	for (int i = 0; i < PROBE_LARGE_PIECES; i++) {
		char last = 0;
		long got;

		if (done > PROBE_LARGE_ROOM - PROBE_PAGE || room > PROBE_PAGE)
			break;
		got = read_string(to + done, room, from + done);
		if (got > 0 && got < room) {
			end_long(value, to, done + (__u32)got - 1);
			return 0;
		}
		if (got < 0 || read_bytes(&last, 1, from + done + room - 1) < 0) {
			value->state = PROBE_UNREADABLE;
			return 0;
		}
		if (!last) {
			end_long(value, to, done + room - 1);
			return 0;
		}
		to[done + room - 1] = last;
		done += room;
		room = PROBE_PAGE;
	}
	end_long(value, to, PROBE_LARGE_TEXT + 1);
	return 0;
}

/* ---- objects ---- */

__noinline int probe_read_word(__u64 address, __u64 *word)
{
	return word ? (int)read_bytes(word, sizeof *word, address) : -1;
}

/* As many bytes as one text may have: `length` of them. */
__noinline int probe_read_little(char (*to)[CONTENT_SMALL_TEXT], __u32 length, __u64 address)
{
	return to && length <= sizeof *to ? (int)read_bytes(*to, length, address) : -1;
}

__noinline int probe_read_much(char (*to)[CONTENT_LARGE_TEXT], __u32 length, __u64 address)
{
	return to && length <= sizeof *to ? (int)read_bytes(*to, length, address) : -1;
}

__noinline int probe_read_name(char (*to)[CONTENT_NAME], __u64 address)
{
	return to ? (int)read_string(*to, sizeof *to, address) : -1;
}

#define CONTENT_WORD(source, address, word) ((void)(source), probe_read_word(address, word))
#define CONTENT_BYTES(source, to, length, address)                                                           \
	((void)(source), area->text == CONTENT_SMALL_TEXT ? probe_read_little((void *)(to), length, address) \
							  : probe_read_much((void *)(to), length, address))
#define CONTENT_STRING(source, to, room, address)  ((void)(source), probe_read_name((void *)(to), address))
#define CONTENT_LOOP(count, turn, context)         bpf_loop(count, turn, context, 0)
#define CONTENT_KEEP(size, content, which, source) ((void)(source), probe_keep_##size(content, which))
#include <capture/content_walk.h>
__noinline int probe_keep_small(struct content_small *content, __u32 which)
{
	const struct probe_control *page = control_page();

	if (page && content && which < CONTENT_SMALL_NODES) {
		struct content_area area = CONTENT_AREA(content, SMALL);
		content_keep(&area, &page->layout, &content->nodes[which], NULL);
	}
	return 0;
}
__noinline int probe_keep_large(struct content_large *content, __u32 which)
{
	const struct probe_control *page = control_page();

	if (page && content && which < CONTENT_LARGE_NODES) {
		struct content_area area = CONTENT_AREA(content, LARGE);
		content_keep(&area, &page->layout, &content->nodes[which], NULL);
	}
	return 0;
}
CONTENT_WALK(small, SMALL)
CONTENT_WALK(large, LARGE)

/* 0: there is more of it than this has room for. */
__noinline int probe_read_object(struct probe_value *value, struct content_small *content)
{
	const struct probe_control *page = control_page();

	if (!page || !value || !content)
		return 1;
	content_small_walk(content, value->word, &page->layout, NULL);
	return !content->head.full;
}

__noinline int probe_read_large_object(struct probe_value *value, struct content_large *content)
{
	const struct probe_control *page = control_page();

	if (page && value && content)
		content_large_walk(content, value->word, &page->layout, NULL);
	return 0;
}

/* ---- records ---- */

static __always_inline bool has_type(const struct firing *firing, int i, int type)
{
	return i < firing->site->values && firing->site->operands[i].type == type &&
	       firing->event.values[i].state == PROBE_VALUE;
}

/* False: one of them is too long. */
static __always_inline bool read_texts(const struct firing *firing, struct probe_small *record)
{
	bool fits = true;

	_Pragma("unroll") for (int i = 0; i < PROBE_VALUES; i++)
	{
		if (fits && has_type(firing, i, PROBE_TEXT))
			fits = probe_read_short(&record->event.values[i],
						&record->texts[firing->site->operands[i].text & 1]);
	}
	return fits;
}

static __always_inline void hand_over(const struct firing *firing, void *record, bool fits)
{
	if (fits)
		bpf_ringbuf_submit(record, wake(firing->page));
	else
		bpf_ringbuf_discard(record, BPF_RB_NO_WAKEUP);
}

/* False: a text is too long. */
static __noinline int record_small(struct firing *firing)
{
	struct probe_small *record = RESERVE(firing, struct probe_small);
	bool fits;

	if (!record)
		return true;
	record->event = firing->event;
	fits = read_texts(firing, record);
	hand_over(firing, record, fits);
	return fits;
}

/* False: a text is too long, or there is too much in the object. */
static __noinline int record_object(struct firing *firing)
{
	struct probe_object *record = RESERVE(firing, struct probe_object);
	bool fits;

	if (!record)
		return true;
	record->small.event = firing->event;
	record->content.head.nodes = 0;
	fits = read_texts(firing, &record->small);
	_Pragma("unroll") for (int i = 0; i < PROBE_VALUES; i++)
	{
		if (fits && has_type(firing, i, PROBE_OBJECT))
			fits = probe_read_object(&record->small.event.values[i], &record->content);
	}
	hand_over(firing, record, fits);
	return fits;
}

static __noinline int record_large(struct firing *firing)
{
	struct probe_large *record = RESERVE(firing, struct probe_large);

	if (!record)
		return 0;
	record->event = firing->event;
	record->event.large = 1;
	record->content.head.nodes = 0;
	_Pragma("unroll") for (int i = 0; i < PROBE_VALUES; i++)
	{
		if (has_type(firing, i, PROBE_TEXT))
			probe_read_long(&record->event.values[i], &record->texts[i]);
		else if (has_type(firing, i, PROBE_OBJECT))
			probe_read_large_object(&record->event.values[i], &record->content);
	}
	bpf_ringbuf_submit(record, wake(firing->page));
	return 0;
}

SEC("uprobe.s")
int probe_hit(void *context)
{
	struct firing firing = {.context = context};
	struct probe_event *event = &firing.event;
	__u64 numbers = bpf_get_current_pid_tgid();

	event->site = (__u32)bpf_get_attach_cookie(context);
	firing.page = control_page();
	firing.site = bpf_map_lookup_elem(&sites, &event->site);
	if (!firing.page || !firing.site || !(firing.page->gate >> (firing.site->marker & 63) & 1))
		return 0;
	event->process = numbers >> 32;
	event->thread = (__u32)numbers;
	if (firing.page->level)
		find_numbers(firing.page, &event->process, &event->thread);
	if (!is_followed(firing.page, event->process))
		return 0;
	event->number = __sync_fetch_and_add(&firing.page->hits, 1);
	event->time = bpf_ktime_get_ns();
	_Pragma("unroll") for (int i = 0; i < PROBE_VALUES; i++)
	{
		if (i < firing.site->values)
			evaluate(context, firing.site, &firing.site->operands[i], &event->values[i]);
	}
	if (firing.site->texts > PROBE_SMALL_TEXTS ||
	    !(firing.site->objects ? record_object(&firing) : record_small(&firing)))
		record_large(&firing);
	return 0;
}

/* ---- children ---- */

/* Synchronous in fork: the child has not run yet. */
SEC("raw_tp/sched_process_fork")
int probe_fork(struct bpf_raw_tracepoint_args *context)
{
	struct probe_control *page = control_page();
	__u32 parent, child;

	if (!page)
		return 0;
	parent = process_of((const void *)context->args[0], page);
	if (!is_followed(page, parent))
		return 0;
	child = process_of((const void *)context->args[1], page);
	if (child != parent && bpf_map_update_elem(&followed, &child, &parent, BPF_ANY) < 0)
		__sync_fetch_and_add(&page->unfollowed, 1);
	return 0;
}

/* With a process's last thread its number may be given to somebody else. */
SEC("raw_tp/sched_process_exit")
int probe_exit(struct bpf_raw_tracepoint_args *context)
{
	const struct task_struct *task = (const void *)context->args[0];
	struct probe_control *page = control_page();
	__u32 process;

	if (!page || BPF_CORE_READ(task, signal, live.counter) != 0)
		return 0;
	process = process_of(task, page);
	if (process == page->first)
		page->first = 0;
	bpf_map_delete_elem(&followed, &process);
	return 0;
}

/* Run once by the harness, in its own context: which pid namespace it speaks of. */
SEC("raw_tp")
int probe_introduce(void *context)
{
	const struct task_struct *task = (const void *)bpf_get_current_task();
	const struct pid *pid = BPF_CORE_READ(task, thread_pid);
	struct probe_control *page = control_page();
	const struct upid *here;

	(void)context;
	if (!page)
		return 0;
	page->level = BPF_CORE_READ(pid, level);
	here = (const void *)((const char *)pid + bpf_core_field_offset(struct pid, numbers) +
			      page->level * bpf_core_type_size(struct upid));
	page->namespace = (__u64)BPF_CORE_READ(here, ns);
	return 0;
}

/* The same work at a site without any of the above: what a probe costs in itself (the bench's measure). */
SEC("uprobe.s")
int probe_empty(void *context)
{
	(void)context;
	return 0;
}
