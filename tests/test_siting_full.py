"""Siting on the full toy edition: sites of the NHS's own files as candidates."""

from queries import siting
from tests.questions import SUNDAY, asked
from tests.test_full_edition import everything, rows

__all__ = ["everything"]


def test_nhs_sites_are_candidates(everything):
    kinds = ["hospital", "urgent_care_site"]
    listed = rows(
        everything,
        "select distinct site_code from sites where is_open "
        "and site_kind in ('hospital', 'urgent_care_site') order by site_code",
    )
    found = siting.of_nhs_sites(everything, kinds)
    assert listed
    assert list(found.places["site_code"]) == [code for (code,) in listed]
    first = found.places.set_index("site_code").loc["TH2"]
    assert first["at"] == "538000,180000"
    assert first["place"] == "Easton"
    problem = siting.of(everything, found, hours=[SUNDAY + 3], **asked())
    best = siting.solve(problem, siting.Objective("coverage"), siting.Rules(count=1))
    # On Sunday night Easton has nothing; only TH2 at a3 is near it.
    assert list(best.moves["site_code"]) == ["TH2"]
