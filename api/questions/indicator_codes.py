"""The codes of the indicators that are asked for in several modules; the others are known by `words.toml` alone."""

SINCE_START = "_since_start"  # Ends the code of what counts the same since the start.
STRENGTH = "personnel_deployed"
EVER_SERVED = f"{STRENGTH}{SINCE_START}"
AUTHORISED = "personnel_authorized"
CEILING = "personnel_ceiling"
WOMEN_SHARE = "women_share"
DEATHS = "fatalities"  # Of a time.
ALL_DEATHS = f"{DEATHS}{SINCE_START}"
APPROVED = "budget_usd"
SPENT = "expenditure_usd"
OWED = "assessments_outstanding_usd"
MONEY_GIVEN = "assessed_revenue_usd"
ASSESSMENT_SHARE = "peacekeeping_assessment_share"
SHARES_PAID = (ASSESSMENT_SHARE, "assessed_revenue_share")
GIVERS = "contributing_countries"
