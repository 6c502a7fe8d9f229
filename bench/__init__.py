"""The benchmarks: each is a command, `python -m bench.NAME`; bench/RESULTS.md keeps what they said."""
