"""Numbers, words and rules that someone decided, each with its reason.

They are loaded into the database as tables, so that whoever holds only the file sees
them too. Nothing here knows any other part of the program.
"""
