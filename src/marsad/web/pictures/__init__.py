"""Pictures for people who would rather look than read: SVG drawn on the server, each with its words and its table.

A drawing is a function from numbers to a `Picture`, in the language of the interface; no part of it needs a script,
an inline style or a colour to be understood.
"""
