# The front door: tasks over Meson. `make` builds build/cordee.
.PHONY: all run check bench fmt stats clean install-packages
PORT ?= 8080
TODAY ?= 2022-04-20

all: install-packages
	@test -d build || meson setup build >/dev/null
	@ninja -C build

# The demonstration: the two cycles of demo/, in build/demo.db, on http://localhost:$(PORT).
run: all
	@build/cordee demo demo --database=sqlite:build/demo.db --files=build/demo-files --port=$(PORT) --today=$(TODAY)

# Every test, under AddressSanitizer and UndefinedBehaviorSanitizer, with gcc; and clang's warnings.
check: install-packages
	@tests/run

# Figures, as ratios against references measured in the same run.
bench: install-packages
	@bench/run

# Lengths of our functions and share of comments.
stats:
	@tools/stats

fmt:
	@clang-format -i $$(git ls-files '*.c' '*.h')

install-packages:
	@tools/install-packages

clean:
	rm -rf build build-check build-clang
