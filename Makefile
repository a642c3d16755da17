# The front door: tasks over Meson. `make` builds build/cordee.
.PHONY: all run check stories bench stats clean install-packages
PORT ?= 8080
TODAY ?= 2022-04-20

all: install-packages
	@test -f build/build.ninja || meson setup build
	@ninja -C build

# The demonstration: the two cycles of demo/, in build/demo.db, on http://localhost:$(PORT).
run: all
	@build/cordee demo demo --database=sqlite:build/demo.db --files=build/demo-files --port=$(PORT) --today=$(TODAY)

# Every test, under AddressSanitizer and UndefinedBehaviorSanitizer, with gcc; and clang's warnings.
check: install-packages
	@tests/run

# The whole path in a real browser, on a phone, on a desk, without scripts: a part of check, here without sanitizers.
stories: install-packages
	@test -f build-stories/build.ninja || meson setup build-stories -Dtests=true -Dstories=true
	@ninja -C build-stories
	@meson test -C build-stories --no-rebuild --print-errorlogs --suite stories

# Figures, as ratios against references measured in the same run.
bench: install-packages
	@bench/run
	@bench/methods

# Lengths of our functions and share of comments.
stats:
	@tools/debian_packages universal-ctags
	@tools/stats

install-packages:
	@tools/install-packages

clean:
	rm -rf build build-check build-clang build-stories
