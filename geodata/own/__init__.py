"""An agency's own incidents: a file in, a guess out; file and mapping in, frames out.

Nothing is stored here. `guess.guess` reads a file and proposes a `Mapping` with its
reasons and doubts; a person confirms or changes it; `reading.read` then turns the file
into incidents, refused rows and counts. Columns of personal data are named in the
guess and never read into a result, a message or a refused row.

Limit of method: personal data is recognised by names and by the look of cells. A name
typed into a column of categories is not recognised; whoever gives the file confirms.
"""
