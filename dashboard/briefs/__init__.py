"""Papers to a board, made from a view: a web page, a deck of slides, the data behind.

`content.gather` brings together once what all three say; `paper`, `deck` and `sheets`
write it. No one of them computes a number.
"""
