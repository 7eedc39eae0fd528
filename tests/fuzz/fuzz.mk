# SPDX-License-Identifier: BSD-2-Clause
# Everything that reads what others wrote is fuzzed: objects, operands, cases, tables, results. A new NAME_fuzz.c here is found by itself (its seeds
# come from seeds.c).
#
#   make fuzz [FUZZ_SECONDS=20]   clang's libFuzzer with ASan and UBSan. The corpus is kept below build/fuzz/, so a later run goes on where this
#                                 one ended; a crash leaves its input there.
#   make check                    runs build/tests/fuzz/NAME_replay: the seeds and some thousand mutants of them, the same in every run

FUZZ_SECONDS ?= 20
fuzz_out     := build/fuzz
fuzz_names   := $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))
fuzz_helpers := tests/fuzz/scratch.c tests/fuzz/seeds.c tests/unit/made_elf.c tests/unit/mutants.c tests/unit/sample_result.c
fuzz_sources := $(wildcard harness/base/*.c harness/sdt/*.c harness/contract/*.c harness/case/*.c harness/match/*.c harness/report/*.c) \
                harness/capture/event.c $(fuzz_helpers)
fuzz_objects := $(fuzz_sources:%.c=$(fuzz_out)/%.o) $(build)/harness/report/assets.o
fuzz_flags   := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# Files that are written for one input and read at once: in memory, where there is room for it.
fuzz_scratch  = TMPDIR="$$(if [ -d /dev/shm ] && [ -w /dev/shm ]; then echo /dev/shm; else echo "$${TMPDIR:-/tmp}"; fi)"

$(fuzz_out)/%.o: %.c tests/fuzz/fuzz.mk
	@mkdir -p $(@D)
	$(call say,CC)$(CLANG) $(own_cflags) $(fuzz_flags) -MMD -MP -c -o $@ $<
$(fuzz_out)/%_fuzz: $(fuzz_out)/tests/fuzz/%_fuzz.o $(fuzz_objects)
	$(call say,LINK)$(CLANG) $(fuzz_flags) -fsanitize=fuzzer -o $@ $^ -lelf -ljansson
$(fuzz_out)/write_seeds: $(fuzz_out)/tests/fuzz/write_seeds.o $(fuzz_objects)
	$(call say,LINK)$(CLANG) $(fuzz_flags) -o $@ $^ -lelf -ljansson

.PHONY: fuzz $(fuzz_names:%=fuzz-%)
fuzz: $(fuzz_names:%=fuzz-%)
$(fuzz_names:%=fuzz-%): fuzz-%: $(fuzz_out)/%_fuzz $(fuzz_out)/write_seeds
	@mkdir -p $(fuzz_out)/corpus/$*
	$(quiet)$(fuzz_out)/write_seeds $* $(fuzz_out)/corpus/$*
	$(quiet)$(fuzz_scratch) $(fuzz_out)/$*_fuzz -max_total_time=$(FUZZ_SECONDS) -timeout=60 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
		-artifact_prefix=$(fuzz_out)/$*- $(fuzz_out)/corpus/$*

# The same functions in the ordinary build (with SAN=1: with its sanitizers).
replays      := $(fuzz_names:%=$(build)/tests/fuzz/%_replay)
replay_parts := $(fuzz_helpers:%.c=$(build)/%.o) $(build)/tests/fuzz/replay.o
$(build)/tests/fuzz/%_replay: $(build)/tests/fuzz/%_fuzz.o $(replay_parts) $(build)/libprobetap.a
	$(call say,LINK)$(CC) $(CFLAGS) $(sanitize) $(LDFLAGS) -o $@ $^ $(LDLIBS)

-include $(wildcard $(fuzz_out)/*/*/*.d) $(fuzz_names:%=$(build)/tests/fuzz/%_fuzz.d) $(replay_parts:.o=.d)
