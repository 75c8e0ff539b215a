"""Search: the words of live editions, asked in the reader's own words. The index is never shown, only asked.

`words` cuts and stems, `synonyms` and `spelling` widen what was asked, `index` keeps the words of each live
edition in the database's own full text search (`embedded`: SQLite FTS5, `postgres`), `asking` asks it, and
`ranking` puts what answers in order.
"""
