# The front door: tasks over Meson. `make` builds build/cordee.
.PHONY: all check clean install-packages

all: install-packages
	@test -d build || meson setup build >/dev/null
	@ninja -C build

# Every test, under AddressSanitizer and UndefinedBehaviorSanitizer, with gcc; and clang's warnings.
check: install-packages
	@tests/run

install-packages:
	@tools/install-packages

clean:
	rm -rf build build-check build-clang
