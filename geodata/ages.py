"""Adults and under-18s of each small area, from estimates by areas of 2011.

An area of 2021 has the share under 18 of the area or areas of 2011 it was made from:
unchanged and split areas that of one, merged areas that of all together. The share is
laid on its own Census residents. A split needs no weights by postcodes, since the Census
counts each part (postcodes miss residents by far: DECISIONS 1).
Limit of method: the two parts of a split area are given one share, and the share is of
2020 while residents are of 2021.
"""

import pandas as pd


def people(areas: pd.DataFrame, share_under_18: pd.Series) -> pd.DataFrame:
    """Residents of each area by age group, whole persons that sum to its residents.

    `share_under_18` is indexed by area_code.
    Shape: one row per area and group: area_code, age_group, residents, basis.
    """
    share = areas["area_code"].map(share_under_18)
    # An area that the estimates do not have takes its borough's mean, else London's.
    share = share.fillna(share.groupby(areas["borough_code"]).transform("mean"))
    share = share.fillna(share.mean())
    known = areas[share.notna()]
    under_18s = (known["residents"] * share[share.notna()]).round().astype(int)
    young = pd.DataFrame(
        {
            "area_code": known["area_code"],
            "age_group": "under_18s",
            "residents": under_18s,
            "basis": "estimated",
        }
    )
    adults = young.assign(age_group="adults", residents=known["residents"] - under_18s)
    return pd.concat([adults, young], ignore_index=True)


def bridged_share(ages: pd.DataFrame, pairs: pd.DataFrame) -> pd.Series:
    """Share under 18 of each area, by the areas of 2011 it was made from.

    `pairs` has one row per old_area_code and area_code.
    """
    joined = pairs.merge(ages, on="old_area_code")
    sums = joined.groupby("area_code")[["under_18s", "adults"]].sum()
    return sums["under_18s"] / (sums["under_18s"] + sums["adults"])
