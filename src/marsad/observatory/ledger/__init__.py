"""The commitment ledger in tables: entries of articles, the promises that they hang together as, and their moves.

`entries` takes in articles, `linking` finds of which earlier entry each speaks, `promises` what came of those that hang
together, `deciding` what editors say of them, `listing` gives rows to pages and exports.
"""
