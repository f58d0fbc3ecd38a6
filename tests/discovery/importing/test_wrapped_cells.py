"""Cells as dumps, programs and pages write them: what is around a text, or before an id, is not stored."""

from discovery.importing.reader.rows import RowReader
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY, proposed


def test_a_page_with_its_id_behind_its_name_is_known_by_the_id() -> None:
    text = "name,facebook,instagram\nAnna,Anna-100558584706248,anna.k\n"
    file_format, rows = table(text)
    reader = RowReader(file_format.columns, proposed(text).mapping, "", TODAY, TODAY)
    found = {row.record.platform: (row.record.handle, row.record.external_id) for raw in rows for row in reader.read(raw)}
    assert found == {"facebook": ("", "100558584706248"), "instagram": ("anna.k", "")}


def test_a_dumps_quotes_are_none_of_its_texts() -> None:
    handles = "'handle','followers'\n'@annasteas','5200'\n'@bert.x','6100'\n"
    file_format, rows = table(handles)
    reader = RowReader(file_format.columns, proposed(handles).mapping, "instagram", TODAY, TODAY)
    assert [row.record.handle for raw in rows for row in reader.read(raw)] == ["annasteas", "bert.x"]
    text = "'Channel Name','URL','Channel ID'\n'Anna''s Teas','https://www.youtube.com/@annasteas','UC7XxmEXw7wXgh259vYCSjkQ'\n"
    file_format, rows = table(text)
    reader = RowReader(file_format.columns, proposed(text).mapping, "", TODAY, TODAY)
    (record,) = [row.record for raw in rows for row in reader.read(raw)]
    assert (record.title, record.handle, record.external_id) == ("Anna's Teas", "annasteas", "UC7XxmEXw7wXgh259vYCSjkQ")


def test_a_list_as_python_writes_it_is_of_topics() -> None:
    text = "username,tags\nanna.k,\"['tea', 'slow living']\"\nbert.x,Not Enriched\n"
    file_format, rows = table(text)
    reader = RowReader(file_format.columns, proposed(text).mapping, "instagram", TODAY, TODAY)
    assert [row.record.topics for raw in rows for row in reader.read(raw)] == [["tea", "slow living"], []]
