# Liebound. `make demo` runs the main job, `make test` the tests; both install or name what is
# missing first. `make help` lists the rest.

.DELETE_ON_ERROR:

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
# Asked once, and after the requirements are here.
BLAS_CFLAGS = $(eval BLAS_CFLAGS := $(shell pkg-config --cflags openblas lapacke 2>/dev/null))$(BLAS_CFLAGS)
# OpenBLAS and LAPACKE are loaded when they are needed (src/base/blas.c).
CHECK_LIBS := -lgmp -lz -pthread
LIBS     := -ljansson -lnauty -lnlopt -lflint -lmpfr -lgmp -lz -ldl -lm -pthread

LIBRARY_MODULES := base lie fit pauli linalg state ansatz symmetry strings closure dimension orbit \
                   structure certificate circuit simulation noise training exact_rank bound \
                   variance representation conserved cartan reach report drawing
objects = $(patsubst src/%.c,$B/obj/%.o,$(sort $(foreach m,$1,$(wildcard src/$m/*.c src/$m/*/*.c))))
# The commands are in the library too (liebound/call.h), without what is the program's own: the
# processes that share a sweep are forked, or with MPI=1 those of mpirun.
TEAM            := $(if $(MPI),mpi,fork)
MPICC           ?= OMPI_CC='$(CC)' mpicc
PROGRAM_OBJECTS := $B/obj/cli/main.o $B/obj/cli/libraries.o
LIBRARY_OBJECTS := $(call objects,$(LIBRARY_MODULES)) \
                   $(filter-out $(PROGRAM_OBJECTS) %/mpi.o,$(call objects,cli)) \
                   $B/obj/ansatz/catalogue_data.o
CHECKER_OBJECTS := $(call objects,check)
TEST_PROGRAMS   := $(patsubst %.c,$B/%,$(sort $(wildcard tests/unit/*.c tests/property/*.c \
                   tests/fuzz/*.c)))
FUZZERS         := $(filter $B/tests/fuzz/%,$(TEST_PROGRAMS))
SHELL_TESTS     := $(sort $(wildcard tests/cli/test_*.sh tests/reject/test_*.sh))
BENCHES         := $(patsubst %.c,$B/%,$(sort $(wildcard tests/bench/bench_*.c)))
# The tests link the library with its assertions, which programs are built without: files that have
# some are compiled twice.
ASSERTED        := $(if $(filter -DNDEBUG,$(CFLAGS)),$(patsubst src/%.c,$B/obj/%.o, \
                   $(sort $(shell grep -rl --include='*.c' '<assert\.h>' src))))
TEST_LIBRARY    := $B/$(if $(ASSERTED),asserted/)libliebound.a
TEST_CFLAGS      = $(filter-out -DNDEBUG,$(ALL_CFLAGS))

.PHONY: all programs demo test quick mutants bench figures published paper proofs fresh lint coverage fuzz run-fuzzers \
        python install clean help requirements
all: programs
programs: $B/liebound $B/liebound-check $B/libliebound.a $B/libliebound.so \
          $B/liblieboundcheck.a $B/liblieboundcheck.so
	@:

# One short line a file; V=1 shows the commands.
Q := $(if $(V),,@)
say = $(if $(V),@:,@echo "  $(1)	$(2)")

# Missing packages are installed when that is possible, and named otherwise, before anything is
# compiled.
NEEDS := build $(if $(filter test check quick mutants run-fuzzers,$(MAKECMDGOALS)),test) \
         $(filter figures paper lint proofs,$(MAKECMDGOALS)) $(if $(MPI),mpi)
requirements:
	@CC='$(CC)' sh src/requirements.sh $(NEEDS)

$B/obj/%.o: src/%.c | requirements
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(BLAS_CFLAGS) -MMD -MP -c -o $@ $<

# Registers are parameters of inlined functions only, so their conventions do not matter.
$B/obj/exact_rank/kernel.o $B/obj/exact_rank/padic/kernel.o \
$B/obj/training/states/kernel.o: ALL_CFLAGS += -Wno-psabi

$B/obj/cli/processes/mpi.o: src/cli/processes/mpi.c | requirements
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(MPICC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The catalogue travels inside the library.
$B/obj/ansatz/catalogue_data.c: $(sort $(wildcard algebras/*.alg)) src/ansatz/embed.awk
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)LC_ALL=C awk -f src/ansatz/embed.awk $(sort $(wildcard algebras/*.alg)) >$@.part
	@mv $@.part $@
$B/obj/ansatz/catalogue_data.o: $B/obj/ansatz/catalogue_data.c | requirements
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

# Functions of the program take the place of some of the libraries' (src/cli/libraries.c), also of
# those that are loaded later, so they are visible. The stamp tells for which team the program was
# linked last.
$B/.team-$(TEAM):
	@mkdir -p $(@D)
	@rm -f $B/.team-*
	@touch $@
$B/liebound: $(PROGRAM_OBJECTS) $B/obj/cli/processes/$(TEAM).o $B/libliebound.a $B/.team-$(TEAM)
	$(call say,LINK,$@)
	$(Q)$(if $(MPI),$(MPICC),$(CC)) $(ALL_CFLAGS) -rdynamic -o $@ $(filter %.o %.a,$^) $(LIBS)
# The same for the tests, beside the other one.
$B/mpi/liebound: $(PROGRAM_OBJECTS) $B/obj/cli/processes/mpi.o $B/libliebound.a
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(MPICC) $(ALL_CFLAGS) -rdynamic -o $@ $^ $(LIBS)
# The checker is a library of its own, and a program over it.
$B/liblieboundcheck.a: $(filter-out %/main.o,$(CHECKER_OBJECTS))
	$(call say,AR,$@)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^
$B/liblieboundcheck.so.$(VERSION): $(filter-out %/main.o,$(CHECKER_OBJECTS))
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -shared -Wl,-soname,liblieboundcheck.so.$(SOVERSION) -o $@ $^ \
	    $(CHECK_LIBS)
$B/liblieboundcheck.so: $B/liblieboundcheck.so.$(VERSION)
	@ln -sf $(<F) $B/liblieboundcheck.so.$(SOVERSION)
	@ln -sf $(<F) $@
$B/liebound-check: $B/obj/check/main.o $B/liblieboundcheck.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $^ $(CHECK_LIBS)

$B/asserted/%.o: src/%.c | requirements
	$(call say,CC,$< with assertions)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) $(BLAS_CFLAGS) -MMD -MP -c -o $@ $<
$B/asserted/libliebound.a: $(filter-out $(ASSERTED),$(LIBRARY_OBJECTS)) \
        $(patsubst $B/obj/%,$B/asserted/%,$(filter $(ASSERTED),$(LIBRARY_OBJECTS)))
	$(call say,AR,$@)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

link_test = $(Q)$(CC) $(TEST_CFLAGS) $(BLAS_CFLAGS) -Itests -MMD -MP -o $@ $(filter %.c %.o %.a,$^) \
    $(shell pkg-config --libs check openblas lapacke) $(LIBS)
$B/tests/%: tests/%.c $(TEST_LIBRARY)
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(link_test)

# What is measured is the library as it is installed.
$B/tests/bench/%: tests/bench/%.c $B/libliebound.a
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(link_test)

# The second checker, which the tests run beside the first.
SECOND := $(sort $(wildcard tests/second/*.c))
$B/tests/second/second: $(SECOND) $(wildcard tests/second/*.h)
	$(call say,TEST,tests/second)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -o $@ $(SECOND) -lgmp -lz
$B/tests/fuzz/two_checkers: tests/fuzz/two_checkers.c $(SECOND) $(wildcard tests/second/*.h) \
        $(filter-out %/main.o,$(CHECKER_OBJECTS))
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -Itests -MMD -MP -o $@ \
	    $(filter-out tests/second/main.c,$(filter %.c %.o,$^)) -lgmp -lz -lm -pthread

# The mutation tests link the checker, and nothing of the library.
$B/tests/fuzz/mutate_%: tests/fuzz/mutate_%.c $(filter-out %/main.o,$(CHECKER_OBJECTS))
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -Itests -MMD -MP -o $@ $(filter %.c %.o,$^) \
	    -lgmp -lz -lm -pthread

# So do the unit tests of the checker.
$B/tests/unit/test_check_%: tests/unit/test_check_%.c $(filter-out %/main.o,$(CHECKER_OBJECTS))
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TEST_CFLAGS) -Itests -MMD -MP -o $@ $(filter %.c %.o,$^) \
	    $(shell pkg-config --libs check) -lgmp -lz -lm -pthread

# That of orbits mutates what the library writes, so it links both.
$B/tests/fuzz/fuzz_orbit: tests/fuzz/fuzz_orbit.c $(filter-out %/main.o,$(CHECKER_OBJECTS)) \
        $(TEST_LIBRARY)
	$(call say,TEST,$<)
	@mkdir -p $(@D)
	$(link_test)

-include $(wildcard $B/obj/*/*.d $B/obj/*/*/*.d $B/asserted/*/*.d $B/asserted/*/*/*.d $B/tests/*/*.d)

demo: programs
	@sh examples/demo.sh $B

# Tests: programs built on Check, then scripts; each is run even when one before it failed.
test: programs $(TEST_PROGRAMS) $B/tests/second/second
	@B=$B SANITIZE=$(SANITIZE) sh tests/run.sh $(TEST_PROGRAMS) $(SHELL_TESTS)

# Those of some seconds that meet most of the reading and writing, for SANITIZE=1.
QUICK_PROGRAMS := $(patsubst %,$B/tests/unit/test_%,pauli stabilizer ansatz ansatz_errors ansatz_print \
                  graph layers languages state_file state_lists sparse echelon circuit pool fit reach \
                  check_pieces check_states)
QUICK_SCRIPTS  := $(patsubst %,tests/cli/test_%.sh,names dependencies show input usage states foreign)
quick: programs $(QUICK_PROGRAMS) $B/tests/second/second
	@B=$B SANITIZE=$(SANITIZE) sh tests/run.sh $(QUICK_PROGRAMS) $(QUICK_SCRIPTS)

# Changes of the source that no test notices: FILES, SEED, SAMPLES and EACH (0 for all), TABLE, AGAIN,
# QUICK=1, THOROUGH=1.
mutants: export CC := $(CC)
mutants: export FLAGS = $(filter-out -g $(OPTIMIZE),$(ALL_CFLAGS)) -DNDEBUG $(BLAS_CFLAGS)
mutants: export LIBS += $(shell pkg-config --libs check openblas lapacke)
mutants: programs $B/tests/second/second
	@B=$B sh tests/mutants/run.sh --seed $(or $(SEED),1) --samples $(or $(SAMPLES),0) --each $(or $(EACH),0) \
	    $(if $(TABLE),--table $(TABLE)) $(if $(AGAIN),--again $(AGAIN)) $(if $(QUICK),--quick) \
	    $(if $(THOROUGH),--thorough) $(or $(FILES),src/check)

bench: programs $(BENCHES)
	@for bench in $(BENCHES); do $$bench || exit 1; done

figures: programs
	@sh examples/figures.sh $B

# Deposited ranks of the open chain, beside what is proved (README).
published: $B/examples/05_published_ranks
	@$B/examples/05_published_ranks
$B/examples/%: examples/%.c $B/libliebound.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $B/libliebound.a $(LIBS)

# Figures and tables of the paper beside the deposited numbers; PAPER_QUICK=1 without the long ones,
# PAPER_FULL=1 with all.
paper: programs $B/examples/paper/spectra $B/examples/paper/minima
	@sh examples/paper/make.sh $B

# The formal proofs: compiled, printed, and compared with the catalogue.
proofs: programs
	@sh proofs/coq/compile.sh $B/proofs $B/liebound
	@sh proofs/coq/checker/build.sh $B/proofs $B/liebound-verify
	@B=$B sh tests/run.sh $(sort $(wildcard tests/proofs/test_*.sh))

# A wheel of the Python package, which pip installs without a network.
python: programs
	@python3 python/build_wheel.py $B $B

# The two commands of the README on bare systems; needs root and debootstrap.
fresh:
	@sh tests/fresh/run.sh

# ---- For who changes the source ----

lint: requirements
	@sh tests/lint.sh

# A report for each folder, from the tests in build/coverage.
coverage:
	@$(MAKE) --no-print-directory test B=build/coverage CFLAGS='-O0 -g --coverage'
	@sh tests/coverage.sh build/coverage

# The programs of tests/fuzz for longer than in the tests, with sanitizers and another seed each time.
fuzz:
	@$(MAKE) --no-print-directory run-fuzzers SANITIZE=1
run-fuzzers: programs $(FUZZERS)
	@LB_TEST_SEED=$${LB_TEST_SEED:-$$(date +%s)} LB_TEST_MULTIPLIER=$${LB_TEST_MULTIPLIER:-20} \
	    B=$B SANITIZE=$(SANITIZE) sh tests/run.sh $(FUZZERS)

# ---- Installing ----

# Where things go. Any of these may have spaces in it, and DESTDIR stands before all of them.
BINDIR     ?= $(PREFIX)/bin
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR    ?= $(PREFIX)/share
BASHDIR    ?= $(DATADIR)/bash-completion/completions
ZSHDIR     ?= $(DATADIR)/zsh/site-functions
MANDIR     ?= $(DATADIR)/man
quote      = '$(subst ','\'',$1)'
at         = $(call quote,$(DESTDIR)$1)

# Completion for bash and zsh: what the program says of its commands, and what a shell does with it.
$B/completion/liebound: src/cli/completion.bash
$B/completion/_liebound: src/cli/completion.zsh
$B/completion/%: $B/liebound
	$(call say,GEN,$@)
	@mkdir -p $(@D)
	$(Q)$B/liebound --completion >$@.part
	@cat $(filter src/%,$^) >>$@.part
	@mv $@.part $@

# Manual pages, from the documents: $(call page,name,section,what it is) is made of its Markdown.
MANUAL := $(addprefix $B/man/,liebound.1 liebound-check.1 liebound.alg.5 liebound.cert.5)
page = $(Q)mkdir -p $(@D) && awk -f docs/man/man.awk -v page=$1 -v section=$2 -v about=$3 $(filter %.md,$^) >$@.part && mv $@.part $@
$(MANUAL): docs/man/man.awk
$B/man/liebound.md: $B/liebound
	@mkdir -p $(@D)
	$(Q)$B/liebound --manual >$@.part && mv $@.part $@
$B/man/liebound.1: $B/man/liebound.md
	$(call say,GEN,$@)
	$(call page,liebound,1,'dynamical Lie algebras of quantum neural networks')
$B/man/liebound-check.1: docs/man/liebound-check.md
	$(call say,GEN,$@)
	$(call page,liebound-check,1,'verify a certificate of Liebound')
$B/man/liebound.alg.5: algebras/README.md
	$(call say,GEN,$@)
	$(call page,liebound.alg,5,'the language of ansätze')
$B/man/liebound.cert.5: proofs/README.md
	$(call say,GEN,$@)
	$(call page,liebound.cert,5,'certificates and why they prove')

# $(call installed,verb) is a line for each folder: the verb with a mode, the folder and its files.
# Installing copies, uninstalling erases, so both know the same files.
define installed
$(call $1,755,$(BINDIR),$B/liebound $B/liebound-check)
$(call $1,644,$(INCLUDEDIR),include/liebound.h)
$(call $1,644,$(INCLUDEDIR)/liebound,$(sort $(wildcard include/liebound/*.h)))
$(call $1,644,$(DATADIR)/liebound/algebras,$(sort $(wildcard algebras/*.alg)) algebras/README.md)
$(call $1,644,$(BASHDIR),$B/completion/liebound)
$(call $1,644,$(ZSHDIR),$B/completion/_liebound)
$(call $1,644,$(MANDIR)/man1,$(filter %.1,$(MANUAL)))
$(call $1,644,$(MANDIR)/man5,$(filter %.5,$(MANUAL)))
$(call $1,644,$(LIBDIR),$B/libliebound.a $B/liblieboundcheck.a)
$(call $1,755,$(LIBDIR),$B/libliebound.so.$(VERSION) $B/liblieboundcheck.so.$(VERSION))
endef
copy  = umask 022; mkdir -p $(call at,$2) && install -m $1 $3 $(call at,$2)
erase = rm -f $(foreach name,$(notdir $3),$(call at,$2/$(name)))
# Only as root and for this system: whoever packs DESTDIR does it where the package is unpacked.
ldconfig = [ -n $(call quote,$(DESTDIR)) ] || [ "$$(id -u)" != 0 ] || \
           ! command -v ldconfig >/dev/null || ldconfig || :

# The headers need GMP alone. What the library needs itself is named as it was linked here.
PC_GMP     = $(shell pkg-config --exists gmp 2>/dev/null && echo gmp)
PC_PRIVATE = $(strip $(filter-out -lgmp,$(LIBS)))
pc_path    = $(call quote,$1=$(subst $(PREFIX)/,$${prefix}/,$2))

install: programs $B/completion/liebound $B/completion/_liebound $(MANUAL)
	$(call installed,copy)
	for name in libliebound liblieboundcheck; do \
	    ln -sf $$name.so.$(VERSION) $(call at,$(LIBDIR))/$$name.so.$(SOVERSION) && \
	    ln -sf $$name.so.$(SOVERSION) $(call at,$(LIBDIR))/$$name.so || exit 1; \
	done
	umask 022; mkdir -p $(call at,$(LIBDIR)/pkgconfig) && printf '%s\n' \
	    $(call quote,prefix=$(PREFIX)) $(call pc_path,libdir,$(LIBDIR)) \
	    $(call pc_path,includedir,$(INCLUDEDIR)) '' 'Name: liebound' \
	    'Description: Exact dynamical Lie algebras of quantum neural networks' \
	    'Version: $(VERSION)' 'Requires: $(PC_GMP)' \
	    'Libs: -L"$${libdir}" -lliebound$(if $(PC_GMP),, -lgmp)' 'Libs.private: $(PC_PRIVATE)' \
	    'Cflags: -I"$${includedir}"' >$(call at,$(LIBDIR)/pkgconfig/liebound.pc)
	umask 022; printf '%s\n' \
	    $(call quote,prefix=$(PREFIX)) $(call pc_path,libdir,$(LIBDIR)) \
	    $(call pc_path,includedir,$(INCLUDEDIR)) '' 'Name: lieboundcheck' \
	    'Description: Checker of the certificates of Liebound' 'Version: $(VERSION)' \
	    'Libs: -L"$${libdir}" -llieboundcheck' 'Libs.private: $(CHECK_LIBS)' \
	    'Cflags: -I"$${includedir}"' >$(call at,$(LIBDIR)/pkgconfig/lieboundcheck.pc)
	$(ldconfig)

uninstall:
	$(call installed,erase)
	rm -f $(foreach name,libliebound liblieboundcheck,$(call at,$(LIBDIR)/$(name).so.$(SOVERSION)) \
	    $(call at,$(LIBDIR)/$(name).so)) $(call at,$(LIBDIR)/pkgconfig/liebound.pc) \
	    $(call at,$(LIBDIR)/pkgconfig/lieboundcheck.pc)
	rmdir $(call at,$(INCLUDEDIR)/liebound) $(call at,$(DATADIR)/liebound/algebras) \
	    $(call at,$(DATADIR)/liebound) 2>/dev/null || :
	$(ldconfig)

.PHONY: uninstall check dist
check: test

# The last commit as a tarball, the same bytes whenever it is made.
dist:
	@[ -e .git ] || { echo 'make dist packs a commit, and this is not a git checkout'; exit 1; }
	@mkdir -p $B
	@git archive --prefix=liebound-$(VERSION)/ -o $B/liebound-$(VERSION).tar.gz HEAD
	@echo $B/liebound-$(VERSION).tar.gz
	@git diff --quiet HEAD || echo 'note: changes that are not committed are not in it'

clean:
	rm -rf build

help:
	@echo 'make demo      install what is missing, build, certify a few ansätze, show a table'
	@echo 'make test      install what is missing, build, run the tests (SANITIZE=1: under ASan and UBSan)'
	@echo 'make quick     some of the tests, in a minute or two'
	@echo 'make fresh     both on bare systems of Debian, as root with debootstrap'
	@echo 'make           build the programs and the library in build/'
	@echo 'make mutants   change the source at one place at a time, and say what no test notices'
	@echo 'make bench     measure, one JSON object a line'
	@echo 'make MPI=1     the program shares tables between the ranks of mpirun'
	@echo 'make python    a wheel of the Python package, for pip install --no-index'
	@echo 'make figures   draw the figures of the README'
	@echo 'make published deposited QFIM ranks beside proved ones, and where they differ'
	@echo 'make paper     figures and tables of the paper beside the deposited data, as PDF and Markdown'
	@echo 'make proofs    check the formal proofs with Coq, and print the theorems'
	@echo 'make lint      read the source with clang-tidy, cppcheck, clang-format and shellcheck'
	@echo 'make coverage  lines that the tests run, by folder'
	@echo 'make fuzz      mutate and fuzz under sanitizers, LB_TEST_MULTIPLIER=20 times as long'
	@echo 'make install   PREFIX=/usr/local DESTDIR= BINDIR= LIBDIR= INCLUDEDIR= DATADIR= MANDIR='
	@echo 'make uninstall the same variables: remove what make install wrote'
	@echo 'make dist      the last commit as build/liebound-$(VERSION).tar.gz'
