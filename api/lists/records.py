"""Find what belongs to one record: its related lists, and the canonical code of another name in its address."""

from sqlalchemy import Connection

from api.lists.cited import CitedParams, CitesIt
from api.lists.conditions import RefersTo
from api.lists.engine import RecordPage, find, get_text
from api.lists.filters import Related
from api.lists.names import find_records, get_nearest_code
from api.lists.parameters import PageParams
from api.lists.resource import Resource
from api.lists.unknown import NotFound
from api.vocabulary import RecordType


def find_related(
    connection: Connection, owner: Resource, code: str, resource: Resource, params: PageParams
) -> RecordPage:
    """Find a page of a related list: the records that refer to the owner, or cite it where it is a source."""
    is_source = owner.type is RecordType.SOURCE
    condition = CitesIt() if is_source else RefersTo(owner.type)
    params = _narrow(owner, code, resource, params)
    return find(connection, resource, params, Related(f"{owner.plural}/{code}", condition, code))


def _narrow(owner: Resource, code: str, resource: Resource, params: PageParams) -> PageParams:
    """Narrow a related list to its owner where a parameter is given: a post in this mission, not in any."""
    name = resource.narrowed_by
    own = set(resource.base_params.model_fields) - set(CitedParams.model_fields)
    if not name or owner.type is RecordType.SOURCE or not own & params.model_fields_set:
        return params
    targets = getattr(params, name) or [f"{owner.type}:{code}"]
    return params.model_copy(update={name: targets})


def get_code_of_name(connection: Connection, resource: Resource, name: str) -> str:
    """Return the canonical code of a name; raise `NotFound`, with a suggestion, where no record or several have it."""
    if get_text(connection, resource, name.lower()):
        return name.lower()
    match find_records(connection, resource.type, name):
        case [code]:
            return code
        case []:
            nearest = get_nearest_code(connection, resource.type, name)
            hint = f"; did you mean {nearest!r}?" if nearest else ""
            raise NotFound(f"there is no {resource.type} {name[:160]!r}{hint}", nearest)
        case several:
            raise NotFound(f"{name[:160]!r} may mean any of {', '.join(several)}")
