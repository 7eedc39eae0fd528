/* SPDX-License-Identifier: BSD-2-Clause */
#include <probetap/processor.h>

unsigned processors_allowed(unsigned *here)
{
	int current = sched_getcpu();
	unsigned count = 0;
	cpu_set_t set;

	*here = 1;
	if (sched_getaffinity(0, sizeof set, &set) < 0)
		return 1;
	for (int i = 0; i < CPU_SETSIZE; i++) {
		count += CPU_ISSET(i, &set) != 0;
		if (i == current)
			*here = count;
	}
	return count;
}

/* -1: there is none. */
static int nth(const cpu_set_t *set, unsigned which)
{
	for (int i = 0; i < CPU_SETSIZE; i++)
		if (CPU_ISSET(i, set) && --which == 0)
			return i;
	return -1;
}

void processor_hold(struct processor *processor, unsigned which)
{
	unsigned here, count = processors_allowed(&here);
	int number;
	cpu_set_t one;

	processor->held = false;
	if (sched_getaffinity(0, sizeof processor->before, &processor->before) < 0)
		return;
	number = nth(&processor->before, which ? (which - 1) % count + 1 : here);
	if (number < 0)
		return;
	CPU_ZERO(&one);
	CPU_SET(number, &one);
	processor->held = sched_setaffinity(0, sizeof one, &one) == 0;
}

void processor_release(struct processor *processor)
{
	if (processor->held)
		sched_setaffinity(0, sizeof processor->before, &processor->before);
	processor->held = false;
}
