"""Pages that no one wrote: properties of the reader under generated pages, and cases that fuzzing found."""
