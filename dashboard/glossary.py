"""Words of the dashboard in plain English, and how to begin."""

import streamlit as st

SEEN = "tour_seen"
STEPS = (
    "1. **Choose when and who** in the bar at the side (» on a phone): a day, an hour, "
    "an age, how the person arrives and travels.\n"
    "1. **Read the sentence** on Explore: how many have no open, suitable support in "
    "reach at that hour, why, and which borough is worst served. The darker a place "
    "on the map, the less it has.\n"
    "1. **Find a place** by name, postcode or a click, and read its profile below the "
    "map; put boroughs side by side on Compare. The address of the page is a link to "
    "all that you chose."
)
PAGES = (
    "- **Explore**: the map of one hour: where support is missing, and why.\n"
    "- **Clock**: the 168 hours of the week: when it is missing, what opens and closes.\n"
    "- **Compare**: boroughs, care boards, trusts, police commands: is a difference "
    "real?\n"
    "- **Plan**: what if: a service opened, moved, closed, or open for longer.\n"
    "- **Profile**: everything known of one place, to print.\n"
    "- **Brief**: a paper to your board from the view you have: web page, slides, data.\n"
    "- **Query**: the SQL behind every figure, and questions of your own.\n"
    "- **Data**: sources, what the edition lacks, errors, rows set aside."
)
WORDS = {
    "Small area": "a Lower layer Super Output Area of the census: about 1,700 residents.",
    "MSOA": "a Middle layer Super Output Area: about five small areas.",
    "Out of reach": (
        "living in a small area from which no open, suitable service can be reached "
        "within the minutes chosen. Everybody in the area counts as one."
    ),
    "Suitable": (
        "takes a person of this age who arrives this way, is open at this hour, and is "
        "known with at least the confidence chosen."
    ),
    "Health leg": "a site for someone in crisis: A&E, crisis assessment, café or house.",
    "Safety leg": (
        "a place of safety, to which police may bring a person under section 136 of the "
        "Mental Health Act, or an A&E."
    ),
    "Ambulance leg": (
        "a joint response car on duty for the borough. Their bases are not published, "
        "and crews mostly do not respond from stations."
    ),
    "Modelled need": (
        "mental-health calls a year that residents would make, estimated from published "
        "totals; not recorded use, which a full service cannot show."
    ),
    "E2SFCA": (
        "enhanced two-step floating catchment: usable sites in reach, shared among the "
        "people who compete for them, nearer ones counting more."
    ),
    "Interval": (
        "where the true share would lie 95 times in 100. Two places whose difference "
        "could be nothing cannot be told apart."
    ),
    "Confidence": (
        "how sure the register is of a service: high (official and recent), medium, low "
        "(old, indirect or contradicted). Low is drawn hollow, and left out by default."
    ),
    "Edition": (
        "what the database was built from. The starter edition needs no download; the "
        "full one has ages, deprivation, wards and an agency's own incidents."
    ),
}
NOTHING = (
    "- **None in reach**: open and suitable services exist, but farther than the limit.\n"
    "- **Closed at this hour**: one is in reach, and opens at another hour.\n"
    "- **Excluded**: it does not take this age or way of arriving, or is for some only.\n"
    "- **Withheld (`*`)**: a count of 1 to 7 incidents, or one that would give such a "
    "count away.\n"
    "- **Missing**: nobody has published it. Never the same as zero."
)
KEYBOARD = (
    "Tab goes to the next control, Shift and Tab back; the arrow keys move the hour; "
    "Enter opens a list, typing finds in it. On the map the arrow keys move and `+` and "
    "`-` zoom; the table below the map holds the same numbers."
)


def tour() -> None:
    """The three steps on a first visit, until they are dismissed in this browser."""
    if st.session_state.get(SEEN):
        # Nothing but that they were seen; kept for a year.
        st.html(
            f"<script>document.cookie='{SEEN}=1;max-age=31536000;path=/;SameSite=Lax'"
            "</script>",
            unsafe_allow_javascript=True,
        )
    elif not st.context.cookies.get(SEEN):
        with st.container(border=True, key="tour"):
            # Laid side by side: the map below is what a first visit is for.
            st.markdown(f"**New here?**\n\n{STEPS}")
            st.button("Got it", on_click=_dismiss)


def _dismiss() -> None:
    st.session_state[SEEN] = True
