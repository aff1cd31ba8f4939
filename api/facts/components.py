"""The parts of the personnel, as `component` names them: which add up to which, and which are called alike.

What a word is read as, and which figure is chosen, is decided by those who use these tables.
"""

from collections.abc import Set

from api.vocabulary import Component

IN_UNIFORM = (
    *(Component.MILITARY, Component.MILITARY_CONTINGENTS, Component.TROOPS, Component.POLICE),
    *(Component.INDIVIDUAL_POLICE, Component.FORMED_POLICE_UNITS, Component.MILITARY_OBSERVERS),
    *(Component.EXPERTS_ON_MISSION, Component.STAFF_OFFICERS),
    *(Component.STAFF_OFFICERS_AND_OBSERVERS, Component.MILITARY_PROFESSIONALS),
)
"""All that are a part of those in uniform."""

SAME = {Component.TROOPS, Component.MILITARY_CONTINGENTS}
"""The soldiers of countries: sources name them by one or the other, and the newer count is the better answer."""

OBSERVERS = {Component.MILITARY_OBSERVERS, Component.EXPERTS_ON_MISSION}
"""Military observers: sources name them by one or the other."""

SOLDIERS = {Component.MILITARY, *SAME}
"""All that people call soldiers."""

GENERAL = {Component.UNIFORMED, Component.MILITARY}
"""What says little beside a part that is named: "military experts on mission" are these experts."""

EVERYBODY = {Component.UNIFORMED, *SOLDIERS}
"""All by which people mean everybody whom countries send."""

WIDER: dict[str, tuple[Component, ...]] = {
    Component.TROOPS: (Component.MILITARY_CONTINGENTS, Component.UNIFORMED),
    Component.MILITARY: (Component.TROOPS, Component.UNIFORMED),
    Component.MILITARY_CONTINGENTS: (Component.TROOPS, Component.UNIFORMED),
}
"""What a claim about soldiers may mean as well, the likelier first: each is verified."""

ALSO_READ: dict[str, tuple[Component, ...]] = {
    Component.TROOPS: (Component.MILITARY_CONTINGENTS, Component.MILITARY),
    Component.MILITARY_CONTINGENTS: (Component.TROOPS, Component.MILITARY),
    Component.MILITARY: (Component.TROOPS, Component.MILITARY_CONTINGENTS),
    Component.MILITARY_OBSERVERS: (Component.EXPERTS_ON_MISSION,),
}
"""What a question about one may mean as well, the likelier first; all in uniform are tried apart."""

ADDED_UP: dict[str, tuple[Component, ...]] = {
    Component.POLICE: (Component.INDIVIDUAL_POLICE, Component.FORMED_POLICE_UNITS)
}
"""What sources count of missions in these parts alone, which add up to it."""

TARGETED = (Component.TROOPS, Component.STAFF_OFFICERS_AND_OBSERVERS)
"""The parts for each of which a target is set, where there is none for all in uniform."""

REGISTERED = (Component.MILITARY, Component.MILITARY_OBSERVERS, Component.POLICE)
"""The parts into which a register of deaths divides all in uniform."""

LESS_THAN: dict[str, Set[Component]] = {
    Component.UNIFORMED: SOLDIERS | {Component.POLICE},
    Component.MILITARY: SAME,
}
"""The parts that cannot be more than the whole."""


def counted_parts(component: str | None, alike: Set[str] = EVERYBODY) -> str:
    """Return the components that sources count people by, joined by commas; `alike`: those read as all in uniform."""
    if component is None or component in alike:
        return Component.UNIFORMED
    return ",".join(ADDED_UP.get(component, (component,)))
