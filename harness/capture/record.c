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

static struct value object_of(const struct probe_event *head, struct objects *objects)
{
	const void *record = head;
	const struct content_notes notes =
		head->large ? content_large_notes(&((const struct probe_large *)record)->content)
			    : content_small_notes(&((const struct probe_object *)record)->content);

	return content_value(&notes, objects->layout, &objects->values);
}

static void read_value(const struct probe_event *head, unsigned index, const struct probe_operand *operand,
		       struct objects *objects, struct value *value)
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
	if (operand->type == PROBE_OBJECT) {
		*value = object_of(head, objects);
		return;
	}
	value->kind = VALUE_TEXT;
	value->cut = from->state == PROBE_CUT;
	value->text = text_of(head, index, operand);
	value->length = from->length;
}

static size_t size_of(const struct probe_event *head, const struct probe_site *site)
{
	if (head->large)
		return sizeof(struct probe_large);
	return site->objects ? sizeof(struct probe_object) : sizeof(struct probe_small);
}

bool record_read(const void *record, size_t size, const struct probe_site *sites, size_t site_count,
		 struct objects *objects, struct event *event)
{
	const struct probe_event *head = record;

	if (size < sizeof *head || head->site >= site_count || size != size_of(head, &sites[head->site]))
		return false;
	event->marker = sites[head->site].marker;
	event->site = head->site;
	event->process = (pid_t)head->process;
	event->thread = (pid_t)head->thread;
	event->sequence = head->number;
	event->time = head->time;
	event->value_count = sites[head->site].values;
	for (unsigned i = 0; i < event->value_count; i++)
		read_value(head, i, &sites[head->site].operands[i], objects, &event->values[i]);
	return true;
}
