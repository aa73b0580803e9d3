"""A press to collect from: real HTTP servers on loopback, in a process of their own, for tests and benchmarks.

`newsroom` says what a world holds (sites, articles, what becomes of them), `faults` how a site may misbehave,
`network.serving` runs it and gives the resolver and opener that reach it, `clock` is its time, which the test moves,
and `manners` reads from the servers' own log how the collector behaved.
"""
