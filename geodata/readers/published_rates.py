"""Mental Health Act statistics and mortality from suicide, as rates and rounded counts.

Counts of deaths are never taken: in a borough they are small. Rates resting on fewer
than ten deaths are withheld here as the field does (OHID publishes none below ten).
"""

from pathlib import Path

import pandas as pd

from geodata import sources
from geodata.decisions.publisher_codes import MHA_BREAKDOWNS, MHA_TYPING_ERRORS
from geodata.errors import UnexpectedFile, UnmappedCategory
from geodata.readers import Reading, set_aside
from geodata.readers.series import SERIES_COLUMNS, amounts
from geodata.readers.sheets import workbook

MHA_COLUMNS = (
    "Year Measure measureSubcategory Demographic DemographicBreakdown "
    "OrganisationBreakdown OrgID OrgName Total_Count CrudeRate"
).split()
LEAST_DEATHS = 10
SUICIDE_SHEET = "DSR 3 year age15+"
GENDER_WORDS = {
    *("Male", "Female", "Non-binary", "Other", "Indeterminate"),
    *("All genders", "Not stated", "Missing"),
}
"""Labels of the breakdown by gender. Deprivation has words of its own where it is not
known ('Not stated/Not known/Invalid'), so 'Not stated' and 'Missing' are gender's."""


def mental_health_act(path: Path) -> Reading:
    """Uses of the Mental Health Act by provider and board: rounded counts, crude rates.

    Shape: SERIES_COLUMNS, geography 'provider'; two rows kept (count and rate) from one
    row read. Blank counts are suppressed by the publisher.
    Sets aside: a row with a mistyped breakdown, or a cell that is no number; rows of the
        Index of Multiple Deprivation labelled with a gender.
    Raises: UnmappedCategory for a breakdown never decided about.
    Source: `sources.of("mha_statistics")`.
    """
    source = sources.of("mha_statistics")
    cells = workbook(path, source)
    header = [str(c) for c in cells.iloc[0]] if len(cells) else []
    if not set(MHA_COLUMNS) <= set(header):
        raise UnexpectedFile(
            f"{source.title}: expected columns {MHA_COLUMNS}, found {header[:15]} "
            f"({path}). Is it the table of counts by provider?"
        )
    found = cells.iloc[1:].set_axis(header, axis="columns")
    breakdown = found["OrganisationBreakdown"].fillna("").astype(str)
    typed = found[breakdown.isin(MHA_TYPING_ERRORS)]
    unknown = sorted(set(breakdown) - set(MHA_BREAKDOWNS) - set(MHA_TYPING_ERRORS))
    if unknown:
        raise UnmappedCategory(
            f"{source.title}: expected breakdowns {sorted(MHA_BREAKDOWNS)}, found "
            f"{unknown} ({path}). Decide about them in "
            "geodata/decisions/publisher_codes.py."
        )
    mislabelled = found[
        (found["Demographic"] == "IMD")
        & found["DemographicBreakdown"].isin(GENDER_WORDS)
        & ~found.index.isin(typed.index)
    ]
    refused = [*typed.index, *mislabelled.index]
    wrong = _without_number(found.drop(index=refused))
    kept = found.drop(index=[*refused, *wrong.index])
    return Reading(
        source=source,
        frame=_counts_and_rates(kept),
        rows_read=len(found),
        rows_kept=len(kept),
        rejected=pd.concat(
            [
                set_aside(
                    typed, "breakdown_mistyped", "its breakdown is a typing error"
                ),
                set_aside(
                    mislabelled,
                    "label_of_another_breakdown",
                    "a fifth or tenth of deprivation labelled with a gender",
                ),
                set_aside(wrong, "amount_no_number", "a filled cell is no number"),
            ],
            ignore_index=True,
        ),
        vintage=", ".join(sorted(set(kept["Year"].dropna().astype(str)))),
    )


def _without_number(found: pd.DataFrame) -> pd.DataFrame:
    # Blank is suppressed; filled with anything but a number is a fault.
    cells = found[["Total_Count", "CrudeRate"]]
    filled = cells.notna() & (cells != "")
    return found[(filled & cells.apply(amounts).isna()).any(axis=1)]


def _counts_and_rates(kept: pd.DataFrame) -> pd.DataFrame:
    words = kept.astype(str).fillna("not stated")
    base = pd.DataFrame(
        {
            "geography": "provider",
            "place_code": words["OrgID"],
            "place_name": words["OrgName"],
            "measure": words["Measure"] + ": " + words["measureSubcategory"],
            "breakdown": words["Demographic"]
            + ": "
            + words["DemographicBreakdown"]
            + " ("
            + words["OrganisationBreakdown"]
            + ")",
            "period": words["Year"],
        }
    )
    count, rate = amounts(kept["Total_Count"]), amounts(kept["CrudeRate"])
    hidden = count.isna().map({True: "suppressed", False: "missing"})
    counts = base.assign(
        amount=count,
        unit="detentions or uses",
        state=hidden.where(count.isna(), "known"),
    )
    rates = base.assign(
        amount=rate, unit="per 100,000", state=hidden.where(rate.isna(), "known")
    )
    return pd.concat([counts, rates], ignore_index=True)[SERIES_COLUMNS]


def suicide_rates(path: Path) -> Reading:
    """Directly standardised suicide rates, three years pooled, age 15 and over.

    Shape: SERIES_COLUMNS, geography 'borough'; one row read per borough, period and sex.
    Units: deaths per 100,000 European standard population.
    State: suppressed where the publisher withholds ('x') or fewer than LEAST_DEATHS
    deaths stand behind it; missing where the publisher has none ('.').
    Source: `sources.of("suicide_mortality")`.
    """
    source = sources.of("suicide_mortality")
    cells = workbook(path, source, SUICIDE_SHEET)
    codes = cells[1].astype(str)
    rows = cells[codes.str.fullmatch(r"E09\d{6}")]
    rates = [c for c in cells.columns if len(cells) > 2 and cells.loc[2, c] == "DSR"]  # noqa: PLR2004 - periods, sexes, then the names of columns
    if rows.empty or not rates:
        raise UnexpectedFile(
            f"{source.title}: expected rates 'DSR' named in the third row of "
            f"'{SUICIDE_SHEET}' and codes of boroughs in the second column, found "
            f"{len(rates)} and {len(rows)} ({path}). Fetch it again from "
            f"{source.official_page}."
        )
    period = cells.iloc[0].where(cells.iloc[0].notna()).ffill()
    sex = cells.iloc[1].where(cells.iloc[1].notna()).ffill()
    parts = [
        _rate(rows, int(column), str(period[column]), str(sex[column]).lower())
        for column in rates
    ]
    frame = pd.concat(parts, ignore_index=True)
    return Reading(
        source=source,
        frame=frame[SERIES_COLUMNS],
        rows_read=len(frame),
        rows_kept=len(frame),
        vintage=f"{frame['period'].min()} to {frame['period'].max()}",
    )


def _rate(rows: pd.DataFrame, column: int, period: str, sex: str) -> pd.DataFrame:
    amount, deaths = amounts(rows[column]), amounts(rows[column - 1])
    withheld = (rows[column - 1] == "x") | (rows[column] == "x")
    # Withheld deaths beside a published rate: the publisher hid the small count.
    few = (deaths < LEAST_DEATHS) | (withheld & deaths.isna() & amount.isna())
    state = pd.Series("known", index=rows.index)
    state[amount.isna()] = "missing"
    state[few] = "suppressed"
    return pd.DataFrame(
        {
            "geography": "borough",
            "place_code": rows[1],
            "place_name": rows[2].astype(str).str.strip().str.removesuffix(" LB"),
            "measure": "suicide and injury undetermined, age 15 and over",
            "breakdown": sex,
            "period": period,
            "amount": amount.where(state == "known"),
            "unit": "deaths per 100,000, age-standardised",
            "state": state,
        }
    )
