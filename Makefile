# Liebound. `make demo` runs the main job, `make test` the tests; both install or name what is
# missing first. `make help` lists the rest.

, := ,
VERSION  := 0.1.0
SOVERSION := 0
PREFIX   ?= /usr/local
DESTDIR  ?=
# SANITIZE=1 is for AddressSanitizer and UBSan, SANITIZE=thread for ThreadSanitizer, which is not
# ready yet when the loader chooses between clones of functions.
SANITIZERS := $(if $(filter thread,$(SANITIZE)),thread -D'target_clones(...)=unused',address$(,)undefined)
B        := build$(if $(SANITIZE),/sanitize$(if $(filter thread,$(SANITIZE)),-thread))

CC       ?= cc
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wvla
OPTIMIZE := $(if $(SANITIZE),-O1 -g -fsanitize=$(SANITIZERS) -fno-omit-frame-pointer \
            -fno-sanitize-recover=all,$(if $(DEBUG),-O0 -g,-O2 -g -DNDEBUG))
CFLAGS   ?= $(OPTIMIZE)
ALL_CFLAGS := -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE $(WARNINGS) $(CFLAGS) \
            -fvisibility=hidden -fPIC -pthread -Iinclude -Isrc -DLB_VERSION='"$(VERSION)"'
BLAS_CFLAGS := $(shell pkg-config --cflags openblas lapacke 2>/dev/null)
BLAS_LIBS   := $(shell pkg-config --libs openblas lapacke 2>/dev/null || echo -lopenblas -llapacke)
LIBS     := -lnauty -lnlopt -lflint -lmpfr -lgmp $(BLAS_LIBS) -lz -lm -pthread

LIBRARY_MODULES := base fit pauli linalg ansatz algebra structure certificate circuit rank exact bound
LIBRARY_OBJECTS := $(patsubst src/%.c,$B/obj/%.o,$(foreach m,$(LIBRARY_MODULES),$(sort $(wildcard src/$m/*.c)))) \
                   $B/obj/ansatz/catalogue_data.o
# The processes that share a sweep: forked, or with MPI=1 those of mpirun.
TEAM            := $(if $(MPI),mpi,fork)
MPICC           ?= OMPI_CC='$(CC)' mpicc
PROGRAM_OBJECTS := $(patsubst src/%.c,$B/obj/%.o,$(sort $(filter-out src/cli/team_%.c,\
                   $(wildcard src/cli/*.c src/report/*.c))))
CHECKER_OBJECTS := $(patsubst src/%.c,$B/obj/%.o,$(sort $(wildcard src/check/*.c)))
TEST_PROGRAMS   := $(patsubst %.c,$B/%,$(sort $(wildcard tests/unit/*.c tests/property/*.c \
                   tests/fuzz/*.c)))
SHELL_TESTS     := $(sort $(wildcard tests/cli/test_*.sh tests/reject/test_*.sh))
BENCHES         := $(patsubst %.c,$B/%,$(sort $(wildcard tests/bench/bench_*.c)))

.PHONY: all programs demo test bench figures published proofs fuzz install clean help requirements
all: requirements
	@$(MAKE) --no-print-directory programs
programs: $B/liebound $B/liebound-check $B/libliebound.a $B/libliebound.so
	@:

# One short line a file; V=1 shows the commands.
Q := $(if $(V),,@)
say = $(if $(V),@:,@echo "  $(1)	$(2)")

$B/obj/%.o: src/%.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(BLAS_CFLAGS) -MMD -MP -c -o $@ $<

$B/obj/cli/team_mpi.o: src/cli/team_mpi.c
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(MPICC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The catalogue travels inside the library.
$B/obj/ansatz/catalogue_data.c: $(sort $(wildcard algebras/*.alg)) src/ansatz/embed.awk
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)LC_ALL=C awk -f src/ansatz/embed.awk $(sort $(wildcard algebras/*.alg)) > $@
$B/obj/ansatz/catalogue_data.o: $B/obj/ansatz/catalogue_data.c
	$(call say,CC,$<)
	$(Q)$(CC) $(ALL_CFLAGS) -Wno-overlength-strings -c -o $@ $<

$B/libliebound.a: $(LIBRARY_OBJECTS)
	$(call say,AR,$@)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^
$B/libliebound.so.$(VERSION): $(LIBRARY_OBJECTS)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -shared -Wl,-soname,libliebound.so.$(SOVERSION) -o $@ $^ $(LIBS)
$B/libliebound.so: $B/libliebound.so.$(VERSION)
	@ln -sf $(<F) $B/libliebound.so.$(SOVERSION)
	@ln -sf $(<F) $@

# The stamp tells for which team the program was linked last.
$B/.team-$(TEAM):
	@mkdir -p $(@D)
	@rm -f $B/.team-*
	@touch $@
$B/liebound: $(PROGRAM_OBJECTS) $B/obj/cli/team_$(TEAM).o $B/libliebound.a $B/.team-$(TEAM)
	$(call say,LINK,$@)
	$(Q)$(if $(MPI),$(MPICC),$(CC)) $(ALL_CFLAGS) -o $@ $(filter %.o %.a,$^) -ljansson $(LIBS)
# The same for the tests, beside the other one.
$B/mpi/liebound: $(PROGRAM_OBJECTS) $B/obj/cli/team_mpi.o $B/libliebound.a
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(MPICC) $(ALL_CFLAGS) -o $@ $^ -ljansson $(LIBS)
$B/liebound-check: $(CHECKER_OBJECTS)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ -lgmp -lz -pthread

$B/tests/%: tests/%.c $B/libliebound.a
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -DNDEBUG,$(ALL_CFLAGS)) $(BLAS_CFLAGS) -Itests -MMD -MP -o $@ $< $B/libliebound.a \
	    $(shell pkg-config --libs check) $(LIBS)

# The mutation tests link the checker, and nothing of the library.
$B/tests/fuzz/mutate_%: tests/fuzz/mutate_%.c $(filter-out %/main.o,$(CHECKER_OBJECTS))
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -DNDEBUG,$(ALL_CFLAGS)) -Itests -MMD -MP -o $@ $(filter %.c %.o,$^) \
	    -lgmp -lz -lm -pthread

# That of orbits mutates what the library writes, so it links both.
$B/tests/fuzz/fuzz_orbit: tests/fuzz/fuzz_orbit.c $(filter-out %/main.o,$(CHECKER_OBJECTS)) \
        $B/libliebound.a
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(filter-out -DNDEBUG,$(ALL_CFLAGS)) $(BLAS_CFLAGS) -Itests -MMD -MP -o $@ \
	    $(filter %.c %.o %.a,$^) $(shell pkg-config --libs check) $(LIBS)

-include $(wildcard $B/obj/*/*.d $B/tests/*/*.d)

# What is needed, as Debian package:header. Missing packages are installed when that is possible,
# and named otherwise.
BUILD_NEEDS := libgmp-dev:gmp.h libmpfr-dev:mpfr.h libflint-dev:flint/fmpz.h \
               libopenblas-dev:cblas.h liblapacke-dev:lapacke.h libjansson-dev:jansson.h \
               zlib1g-dev:zlib.h libnauty2-dev:nauty/nausparse.h libnlopt-dev:nlopt.h
TEST_NEEDS  := check:check.h
NEEDS       ?= $(BUILD_NEEDS)
TOOLS       ?= $(if $(MPI),libopenmpi-dev:mpicc openmpi-bin:mpirun)
requirements:
	@missing=; \
	command -v $(firstword $(CC)) >/dev/null || missing=" gcc libc6-dev"; \
	command -v pkg-config >/dev/null || missing="$$missing pkg-config"; \
	for need in $(NEEDS); do \
	    printf '#include <stdio.h>\n#include <%s>\n' "$${need#*:}" | \
	        $(CC) $(BLAS_CFLAGS) -E - >/dev/null 2>&1 || missing="$$missing $${need%%:*}"; \
	done; \
	for tool in $(TOOLS); do \
	    command -v "$${tool#*:}" >/dev/null || missing="$$missing $${tool%%:*}"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing$$missing"; \
	    apt-get update -qq && \
	        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null && exit 0; \
	fi; \
	echo "Liebound needs packages that are not here. On Debian or Ubuntu:"; \
	echo "    sudo apt-get install$$missing"; \
	exit 1

demo: all
	@sh examples/demo.sh $B

# Tests: programs built on Check, then scripts; each is run even when one before it failed.
test:
	@$(MAKE) --no-print-directory requirements NEEDS="$(BUILD_NEEDS) $(TEST_NEEDS)"
	@$(MAKE) --no-print-directory programs $B/.test-programs
	@B=$B SANITIZE=$(SANITIZE) sh tests/run.sh $(TEST_PROGRAMS) $(SHELL_TESTS)
$B/.test-programs: $(TEST_PROGRAMS)
	@touch $@

bench: all
	@$(MAKE) --no-print-directory $(BENCHES)
	@for bench in $(BENCHES); do $$bench || exit 1; done

figures:
	@$(MAKE) --no-print-directory requirements TOOLS="gnuplot-nox:gnuplot"
	@$(MAKE) --no-print-directory programs
	@sh examples/figures.sh $B

# Deposited ranks of the open chain, beside what is proved (README).
published: programs
	@$(MAKE) --no-print-directory $B/examples/05_published_ranks
	@$B/examples/05_published_ranks
$B/examples/%: examples/%.c $B/libliebound.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $B/libliebound.a $(LIBS)

# The formal proofs: compiled, printed, and compared with the catalogue.
proofs: all
	@$(MAKE) --no-print-directory requirements NEEDS= TOOLS="coq:coqc ocaml-findlib:ocamlfind \
	    $(shell ocamlfind query zarith >/dev/null 2>&1 || echo libzarith-ocaml-dev:zarith)"
	@sh proofs/coq/compile.sh $B/proofs
	@sh proofs/coq/checker/build.sh $B/proofs $B/liebound-verify
	@B=$B sh tests/run.sh $(sort $(wildcard tests/proofs/test_*.sh))

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig \
	    $(DESTDIR)$(PREFIX)/include/liebound $(DESTDIR)$(PREFIX)/share/liebound/algebras
	install -m 755 $B/liebound $B/liebound-check $(DESTDIR)$(PREFIX)/bin
	install -m 644 include/liebound.h $(DESTDIR)$(PREFIX)/include
	install -m 644 include/liebound/*.h $(DESTDIR)$(PREFIX)/include/liebound
	install -m 644 algebras/*.alg algebras/README.md $(DESTDIR)$(PREFIX)/share/liebound/algebras
	install -m 644 $B/libliebound.a $(DESTDIR)$(PREFIX)/lib
	install -m 755 $B/libliebound.so.$(VERSION) $(DESTDIR)$(PREFIX)/lib
	ln -sf libliebound.so.$(VERSION) $(DESTDIR)$(PREFIX)/lib/libliebound.so.$(SOVERSION)
	ln -sf libliebound.so.$(SOVERSION) $(DESTDIR)$(PREFIX)/lib/libliebound.so
	printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' '' \
	    'Name: liebound' \
	    'Description: Exact dynamical Lie algebras of quantum neural networks' \
	    'Version: $(VERSION)' 'Requires.private: openblas lapacke zlib' 'Requires: gmp' \
	    'Libs: -L$${libdir} -lliebound' 'Libs.private: -lnauty -lnlopt -lflint -lmpfr -lm' \
	    'Cflags: -I$${includedir}' > $(DESTDIR)$(PREFIX)/lib/pkgconfig/liebound.pc

clean:
	rm -rf build

help:
	@echo 'make demo      install what is missing, build, certify a few ansätze, show a table'
	@echo 'make test      install what is missing, build, run the tests (SANITIZE=1: under ASan and UBSan)'
	@echo 'make           build the programs and the library in build/'
	@echo 'make bench     measure, one JSON object a line'
	@echo 'make MPI=1     the program shares tables between the ranks of mpirun'
	@echo 'make figures   draw the figures of the README'
	@echo 'make published deposited QFIM ranks beside proved ones, and where they differ'
	@echo 'make proofs    check the formal proofs with Coq, and print the theorems'
	@echo 'make install   PREFIX=/usr/local DESTDIR='
