"""Every kind of record has one entry in the table of kinds, complete."""

from api.tables.kinds import KINDS
from api.vocabulary import RecordType
from seed.files.places import DATA


def test_every_type_of_record_has_its_kind_in_the_order_of_the_types() -> None:
    assert list(KINDS) == list(RecordType)


def test_every_kind_has_a_folder_of_data() -> None:
    assert [kind.plural for kind in KINDS.values() if not (DATA / kind.plural).is_dir()] == []


def test_facts_and_table_of_a_kind_belong_together() -> None:
    for kind in KINDS.values():
        assert issubclass(kind.row, kind.facts)
        assert kind.row.__tablename__ == kind.type
