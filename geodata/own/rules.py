"""Why a row is refused or out of scope: a code and a sentence for each."""

from geodata.own.times import EARLIEST_YEAR

REFUSED = {
    "date_missing": "no date",
    "date_not_understood": "the date is not written in the order of the mapping",
    "time_not_understood": "the time of day is not one",
    "time_without_offset": "the mapping expects an offset such as +01:00, found none",
    "hour_that_does_not_exist": "clocks went forward: this hour did not exist in London",
    "date_in_future": "the date lies in the future",
    "date_too_early": f"the date lies before {EARLIEST_YEAR}",
    "place_missing": "no column of the mapping says where",
    "place_not_understood": "what says where is no valid point, postcode or borough",
    "kind_missing": "the column of the kind is blank",
    "reference_twice": "an earlier row of this file has the same reference",
}
OUT_OF_SCOPE = {
    "outside_london": "its point, or the code of its authority, lies outside London",
    "postcode_outside_london": "its postcode belongs to a district outside London",
    "kind_out_of_scope": "its kind is mapped to out of scope",
}
WITHHELD = (
    "; its cells are withheld, since they are out of place and the file has personal "
    "columns: mend the row in your own file"
)
