/* SPDX-License-Identifier: BSD-2-Clause */
/* The page's parts, carried inside the executable as they are: nothing is looked for when a report is written. */
	.section .rodata
	.macro asset name, file
	.global \name
\name:	.incbin "\file"
	.byte 0
	.endm
	asset report_page, "harness/report/report.html"
	asset report_style, "harness/report/report.css"
	asset report_script, "harness/report/report.js"
	.section .note.GNU-stack, "", %progbits
