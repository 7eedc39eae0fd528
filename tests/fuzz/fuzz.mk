# SPDX-License-Identifier: BSD-2-Clause
# make fuzz [FUZZ_SECONDS=20]: clang's libFuzzer with ASan and UBSan on everything that reads what others wrote. A new NAME_fuzz.c here is
# found by itself. The corpus is kept below build/fuzz/, so a later run goes on where this one ended; a crash leaves its input there.

FUZZ_SECONDS ?= 20
fuzz_out     := build/fuzz
fuzz_names   := $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))
fuzz_sources := $(wildcard harness/base/*.c harness/sdt/*.c harness/contract/*.c harness/case/*.c) harness/capture/event.c tests/unit/made_elf.c
fuzz_objects := $(fuzz_sources:%.c=$(fuzz_out)/%.o)
fuzz_flags   := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

$(fuzz_out)/%.o: %.c tests/fuzz/fuzz.mk
	@mkdir -p $(@D)
	$(call say,CC)$(CLANG) $(own_cflags) $(fuzz_flags) -MMD -MP -c -o $@ $<
$(fuzz_out)/%_fuzz: $(fuzz_out)/tests/fuzz/%_fuzz.o $(fuzz_objects)
	$(call say,LINK)$(CLANG) $(fuzz_flags) -fsanitize=fuzzer -o $@ $^ -lelf
$(fuzz_out)/seeds: $(fuzz_out)/tests/fuzz/seeds.o $(fuzz_objects)
	$(call say,LINK)$(CLANG) $(fuzz_flags) -o $@ $^ -lelf

.PHONY: fuzz $(fuzz_names:%=fuzz-%)
fuzz: $(fuzz_names:%=fuzz-%)
$(fuzz_names:%=fuzz-%): fuzz-%: $(fuzz_out)/%_fuzz $(fuzz_out)/seeds
	@mkdir -p $(fuzz_out)/corpus/$*
	$(quiet)$(fuzz_out)/seeds $* $(fuzz_out)/corpus/$*
	$(quiet)$(fuzz_out)/$*_fuzz -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
		-artifact_prefix=$(fuzz_out)/$*- $(fuzz_out)/corpus/$*

-include $(wildcard $(fuzz_out)/*/*/*.d)
