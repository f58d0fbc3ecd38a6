"""Where the header stands, that there may be none, and what stands above it: banners, and rows of groups that become part of the names."""

import time

import pytest

from discovery.importing.formats.column_names import unique_names
from discovery.importing.formats.files import NO_HEADER, FileProblem, FormatChoice
from discovery.importing.proposals.proposing import propose
from tests.discovery.importing.lists import converted
from tests.discovery.importing.proposed import TODAY

GROUPS = "name,followers,er,followers,er,email\nAnna,1,2,3,4,anna@example.com\nBert,5,6,7,8,bert@example.com\n"
GROUPED = ("name", "Instagram followers", "Instagram er", "TikTok followers", "TikTok er", "email")


def test_comments_above_handles_alone_are_no_header() -> None:
    file_format, rows = converted("# Projects\nanna_b\nbert_c\n# Media\ncarla_d\n")
    assert file_format.header_line == 0
    assert [row.cells[0] for row in rows] == ["# Projects", "anna_b", "bert_c", "# Media", "carla_d"]
    assert converted("# handle\nanna_b\nbert_c\n")[0].columns == ("handle",)


def test_a_header_that_stands_again_with_a_name_left_out_is_one_still() -> None:
    tables = "Unsere Liste,,\n\nMICRO,,\nHandle,Follower,Email\n@anna,18.7K,DM\n@bert,609,DM\n\nMACRO,,\nHandle,Follower,\n@carl,169K,DM\n"
    file_format, rows = converted(tables)
    assert (file_format.header_line, file_format.columns[:3]) == (4, ("Handle", "Follower", "Email"))
    assert [row.cells[0] for row in rows] == ["@anna", "@bert", "MACRO", "Handle", "@carl"]


@pytest.mark.parametrize("header", ["", "handle\tname\n"])
def test_comments_above_a_table_say_nothing_of_its_columns(header: str) -> None:
    comments = "".join(
        f"# {each}\n" for each in ("taken : 2026-08-24", "platform : instagram", "by hand, from a sheet", "rows : 3", "by Vera")
    )
    file_format, rows = converted(f"{comments}\n{header}anna_b\tAnna, Berlin\nbert_c\tBert\ncarla.d\tCarla\n")
    assert file_format.delimiter == "\t"
    assert file_format.columns == (("handle", "name") if header else ("anna_b", "Anna, Berlin"))
    assert [row.cells for row in rows][-2:] == [["bert_c", "Bert"], ["carla.d", "Carla"]]
    assert "platform : instagram" in file_format.banner


def test_comments_above_a_table_without_header_speak_of_it() -> None:
    text = "# taken : 2026-08-24\n# platform : instagram\n\nanna_b\tAnna\nbert_c\tBert\n"
    file_format, rows = converted(text, FormatChoice(header_line=NO_HEADER))
    assert (file_format.header_line, file_format.banner) == (0, "# taken : 2026-08-24\n# platform : instagram")
    found = propose(file_format, rows, "list.txt", TODAY)
    assert (found.platform, str(found.taken_on)) == ("instagram", "2026-08-24")


def test_a_handle_among_handles_is_no_header() -> None:
    file_format, rows = converted("@instagram;Instagram;672;Platform\n@anna;Anna;91.1;Singer\n@bert;Bert;84.6;Actor\n")
    assert (file_format.header_line, [row.cells[0] for row in rows]) == (0, ["@instagram", "@anna", "@bert"])
    for header in (
        "Nome,@ Instagram,Seguidores",
        "Nome,@username,followers",
        "Nome,@handle,followers",
        "Nome,@Instagram,followers",
        "Nome,@,followers",
    ):
        assert converted(f"{header}\nAnna,@anna,5000\nBert,@bert,60\nCarl,@carl,70\n")[0].header_line == 1
    for first in ("@instagram,Instagram,US", "@youtube,YouTube,Media", "@creator,Creator,UK", "@instagram,Instagram,N/A"):
        assert converted(f"{first}\n@nike,Nike,US\n@natgeo,Nat Geo,US\n@carl,Carl,DE\n")[0].header_line == 0
    # Above its own counts it is a name.
    assert converted("day,@anna\n2026-01-01,500\n2026-01-02,510\n")[0].header_line == 1


def test_a_name_may_be_a_value_of_its_column() -> None:
    text = "昵称,粉丝数,建联状态,确定合作\n小李,85000,已建联,确定合作\n晓明,42000,已建联,已回复\n"
    assert converted(text)[0].columns == ("昵称", "粉丝数", "建联状态", "确定合作")


@pytest.mark.parametrize(
    "groups",
    [",Instagram,,TikTok,,\n", ",Instagram,,TikTok\n", ",Instagram,Instagram,TikTok,TikTok,\n", "Spring list\n\n,Instagram,,TikTok,,\n"],
)
def test_a_row_of_groups_is_part_of_the_names(groups: str) -> None:
    file_format, rows = converted(groups + GROUPS)
    assert (file_format.columns, file_format.header_rows) == (GROUPED, 2)
    assert [row.cells[0] for row in rows] == ["Anna", "Bert"]


def test_a_group_reaches_as_far_as_its_names_say() -> None:
    file_format, _ = converted("Profile,,Instagram,,YouTube,,\nname,email,followers,likes,followers,likes,note\na,b@c.de,1,2,3,4,x\n")
    assert file_format.columns == (
        *("Profile name", "Profile email", "Instagram followers", "Instagram likes", "YouTube followers", "YouTube likes"),
        "note",
    )


def test_what_stands_over_a_blank_name_is_the_name() -> None:
    file_format, _ = converted("name,country,Instagram,,TikTok,\n,,followers,er,followers,er\nAnna,DE,1,2,3,4\nBert,FR,1,2,3,4\n")
    assert file_format.columns == ("name", "country", "Instagram followers", "Instagram er", "TikTok followers", "TikTok er")


@pytest.mark.parametrize(
    "banner",
    [
        "Top creators,,,\n",
        "Instagram,,,\n",
        "Instagram\n",
        "Exported,2022-01-01,,\n",
        "Exported by,Anna,,\n",
        "Report,,,\nMade in March,,,\n",
    ],
)
def test_a_banner_is_neither_header_nor_groups(banner: str) -> None:
    file_format, rows = converted(banner + "handle,country,followers,likes\nanna,DE,1,2\nbert,FR,3,4\n")
    assert file_format.own_columns == ("handle", "country", "followers", "likes")
    assert file_format.header_rows == 1
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("anna\nbert\ncleo\n", 1),
        ("@anna\n@bert\n", 1),
        ("anna", 1),
        ("@anna\nMrBert\nCleo Smith\n@dora\n", 1),
        ("anna\nbert\ncreator\ncleo\n", 1),
        ("anna;Anna;instagram\nbert;Bert;tiktok\ncleo;Cleo;instagram\n", 3),
        ("https://www.instagram.com/anna\nhttps://www.instagram.com/bert\n", 1),
        ("anna,1200,0.03\nbert,n/a,0.04\ncleo,3400,0.05\n", 3),
        ("anna;instagram;food\nbert;tiktok;food\ncleo;instagram;travel\n", 3),
        ("1,@anna,1200\n2,@bert,3400\n", 3),
    ],
)
def test_a_file_without_header_has_numbered_columns(text: str, width: int) -> None:
    file_format, rows = converted(text)
    assert (file_format.header_line, file_format.header_rows) == (0, 0)
    assert file_format.columns == tuple(f"column {number}" for number in range(1, width + 1))
    assert [row.line for row in rows] == list(range(1, len(text.splitlines()) + 1))


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("handle", "anna\nbert"),
        ("Our favourites\nhandle", "anna\nbert"),
        ("Benutzer", "@anna\n@bert"),
        ("이름,팔로워", "안나,1200\n버트,3400"),
        ("handle,platform,2021,2022", "anna,instagram,1,2\nbert,tiktok,3,4"),
        ("Instagram,TikTok", "anna,anna.b\nbert,"),
        ("Felhasználó;Név;Város;Követők", "user.0;media;posts;5\nuser.1;Réka;Győr;6"),
        ("Kanal;Ort;Thema", "Anna;Bonn;Essen\nBert;Rom;Reisen"),
    ],
)
def test_a_header_is_told_by_its_names_or_by_what_stands_below(header: str, rows: str) -> None:
    file_format, found = converted(f"{header}\n{rows}\n")
    assert file_format.columns == tuple(header.splitlines()[-1].replace(";", ",").split(","))
    assert len(found) == 2


def test_columns_that_nobody_named_or_filled_are_none() -> None:
    file_format, rows = converted("handle,followers,,\nanna,1,,\nbert,2,,\ncleo,3,,late\n")
    assert file_format.columns == ("handle", "followers", "column 3", "column 4")
    file_format, rows = converted("handle,followers,,\nanna,1,,\nbert,2,,\n")
    assert file_format.columns == ("handle", "followers")
    assert [row.cells for row in rows] == [["anna", "1"], ["bert", "2"]]
    file_format, rows = converted("handle,followers\nanna,1,,\nbert,2,,\n")
    assert [row.cells for row in rows] == [["anna", "1"], ["bert", "2"]]


@pytest.mark.parametrize("header", ["handle,followers", "handle,followers,likes,views,posts,country,language,email"])
def test_a_header_of_another_width_than_the_rows_is_named(header: str) -> None:
    with pytest.raises(FileProblem, match=rf"Line 1 names {header.count(',') + 1} columns, but most rows below it have 4 cells"):
        converted(f"{header}\nanna,1,2,3\nbert,4,5,6\n")


@pytest.mark.parametrize("name", ["Total", "TOTAL:", "Grand total", "Summe", "Итого", "합계"])
def test_a_row_of_totals_in_the_end_is_no_account(name: str) -> None:
    _, rows = converted(f"rank,handle,followers\n1,anna,1\n2,bert,2\n,{name},3\n")
    assert [row.problem for row in rows] == ["", "", "is a row of totals, not an account"]


@pytest.mark.parametrize("text", ["handle,followers\ntotal,3\nanna,1\n", "handle,country\nanna,DE\ntotal,FR\n", "handle\nanna\ntotal\n"])
def test_who_is_called_total_is_an_account(text: str) -> None:
    assert [row.problem for row in converted(text)[1]] == ["", ""]


def test_a_name_that_repeats_is_numbered_on() -> None:
    assert unique_names(["er", "er", "er (2)", "er", "", "er (2)"]) == ("er", "er (2)", "er (2) (2)", "er (3)", "column 5", "er (2) (3)")
    assert len(set(unique_names(["er"] * 50_000))) == 50_000


@pytest.mark.parametrize("cell", ["1" + " " * 19_000 + "x", "a@" * 9_000])
def test_a_long_cell_is_looked_at_in_no_time(cell: str) -> None:
    before = time.process_time()
    assert converted(f"handle,bio\nanna,{cell}\nbert,{cell}\n")[0].columns == ("handle", "bio")
    assert time.process_time() - before < 1


@pytest.mark.parametrize("row", ["handle" + ",x" * 400, "@anna" + ",5" * 400])
def test_more_columns_than_can_be_imported_are_refused(row: str) -> None:
    with pytest.raises(FileProblem, match="The file has 401 columns; up to 300"):
        converted(f"{row}\n{row.replace('x', '1')}\n")


def test_a_person_says_where_the_header_stands() -> None:
    text = "a,b\nhandle,followers\nanna,1\n"
    file_format, rows = converted(text, FormatChoice(header_line=1))
    assert (file_format.columns, [row.line for row in rows]) == (("a", "b"), [2, 3])
    file_format, rows = converted(text, FormatChoice(header_line=NO_HEADER))
    assert (file_format.columns, [row.line for row in rows]) == (("column 1", "column 2"), [1, 2, 3])
    with pytest.raises(FileProblem, match="Nothing stands on line 7"):
        converted(text, FormatChoice(header_line=7))
    with pytest.raises(FileProblem, match="no row below it"):
        converted(text, FormatChoice(header_line=3))


def test_the_rows_names_that_r_writes_have_no_column_name() -> None:
    file_format, rows = converted('"name"\t"id"\n"1"\t"Anna Tea"\t"a1"\n"2"\t"Bert"\t"b2"\n')
    assert (file_format.header_line, file_format.columns) == (1, ("column 1", "name", "id"))
    assert [row.cells for row in rows] == [["1", "Anna Tea", "a1"], ["2", "Bert", "b2"]]
    with pytest.raises(FileProblem, match="names 2 columns"):
        converted("username,followers\nanna,5,x\nbert,6,y\n")


def test_how_many_rows_there_are_may_stand_above_the_names() -> None:
    file_format, _ = converted("577,party,group,twitter,\nAnna Tea,Greens,G,annatea,\nBert Oh,Reds,R,bert_oh,?\n")
    assert (file_format.header_line, file_format.columns[:4]) == (1, ("577", "party", "group", "twitter"))
    assert converted("577,Greens,G,twitter\n12,Reds,R,bert_oh\n")[0].header_line == 0
