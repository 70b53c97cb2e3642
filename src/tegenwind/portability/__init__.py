"""Taking along and forgetting: what works across a whole vault. Export to one archive, import of one, and erasure."""
