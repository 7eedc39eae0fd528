/* SPDX-License-Identifier: BSD-2-Clause */
/* The compiled probe.bpf.c, carried inside the program. OBJECT is its file. */
	.section .rodata
	.balign 8
	.globl probe_object
	.hidden probe_object
probe_object:
	.incbin OBJECT
	.globl probe_object_end
	.hidden probe_object_end
probe_object_end:
	.byte 0
	.section .note.GNU-stack, "", %progbits
