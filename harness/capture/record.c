/* SPDX-License-Identifier: BSD-2-Clause */
#include "record.h"

static const char *text_of(const struct probe_event *head, unsigned index,
			   const struct probe_operand *operand)
{
	const void *record = head;

	if (head->large)
		return ((const struct probe_large *)record)->texts[index];
	return ((const struct probe_small *)record)->texts[operand->text];
}

static void read_value(const struct probe_event *head, unsigned index, const struct probe_operand *operand,
		       struct value *value)
{
	const struct probe_value *from = &head->values[index];

	*value = (struct value){.kind = VALUE_NULL};
	if (from->state == PROBE_NULL)
		return;
	if (operand->type == PROBE_INTEGER) {
		value->kind = from->state == PROBE_UNREADABLE ? VALUE_UNREADABLE : VALUE_INTEGER;
		value->integer = (int64_t)from->word;
		return;
	}
	value->pointer = from->word;
	value->kind = VALUE_UNREADABLE;
	if (from->state == PROBE_UNREADABLE)
		return;
	value->kind = operand->type == PROBE_OBJECT ? VALUE_OBJECT : VALUE_TEXT;
	value->cut = from->state == PROBE_CUT;
	value->integer = operand->type == PROBE_OBJECT ? from->size : 0;
	value->text = text_of(head, index, operand);
	value->length = from->length;
}

bool record_read(const void *record, size_t size, const struct probe_site *sites, size_t site_count,
		 struct event *event)
{
	const struct probe_event *head = record;

	if (size < sizeof *head || head->site >= site_count ||
	    size != (head->large ? sizeof(struct probe_large) : sizeof(struct probe_small)))
		return false;
	event->marker = sites[head->site].marker;
	event->site = head->site;
	event->process = (pid_t)head->process;
	event->thread = (pid_t)head->thread;
	event->sequence = head->number;
	event->time = head->time;
	event->value_count = sites[head->site].values;
	for (unsigned i = 0; i < event->value_count; i++)
		read_value(head, i, &sites[head->site].operands[i], &event->values[i]);
	return true;
}
