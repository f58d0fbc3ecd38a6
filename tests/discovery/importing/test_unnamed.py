"""Columns that the file gives no names: told by their values and by each other, and asked about where they could be two things."""

import pytest

from discovery.importing.mapping import missing
from discovery.importing.proposals.sampling import Confidence
from discovery.importing.reader.rows import RowReader
from tests.discovery.importing.lists import table
from tests.discovery.importing.proposed import TODAY, confidences, fields, proposed

CHANNEL = "https://www.youtube.com/channel/UC"
HANDLES = f"0teabyte,\n0xa_lilkettle,\nabrewer,\nalkettl3,{CHANNEL}z-A-aaaaaaaaaaaaaa0-_A\nalotea,{CHANNEL}e2b94bbbbbbbbbbbbb0h_g\n"


def accounts(text: str, platform: str) -> list[tuple[str, str]]:
    file_format, rows = table(text)
    reader = RowReader(file_format.columns, proposed(text).mapping, platform, TODAY, TODAY)
    found = [row.record for raw in rows for row in reader.read(raw)]
    return [(record.platform, record.handle or record.external_id) for record in found]


@pytest.mark.parametrize("text", [HANDLES, HANDLES.partition("abrewer,\n")[2]])
def test_handles_beside_addresses_that_do_not_name_them_are_of_a_platform_that_is_asked(text: str) -> None:
    found = proposed(text)
    assert (table(text)[0].header_line, fields(text)) == (0, ["handle", "profile_url"])
    assert found.guesses[0].confidence == Confidence.UNSURE
    assert missing(found.mapping, found.platform, TODAY) == [
        "“Handle” is said of one account: choose on which platform that is, or keep it as it came."
    ]
    last = [("twitch", "alotea"), ("youtube", "UCe2b94bbbbbbbbbbbbb0h_g")]
    assert accounts(text, "twitch")[-2:] == last
    # Or both are one account's.
    assert accounts(text, "youtube")[-1] == ("youtube", "alotea")


def test_addresses_that_name_the_handles_beside_them_leave_nothing_to_ask() -> None:
    text = "anna.k,https://www.instagram.com/anna.k\nbert.x,https://www.instagram.com/bert.x\ncleo_m,\n"
    found = proposed(text)
    assert (fields(text), found.mapping.platforms) == (["handle", "profile_url"], {})
    # Of the row without an address, too.
    assert (found.platform, accounts(text, found.platform)[-1]) == ("instagram", ("instagram", "cleo_m"))


def test_named_handles_some_without_an_address_are_asked_about_where_no_address_names_them() -> None:
    text = f"streamer,youtube\nanna_k,{CHANNEL}z-A-aaaaaaaaaaaaaa0-_A\nbert_x,\n"
    found = proposed(text.replace("youtube", "video channel"))
    assert missing(found.mapping, found.platform, TODAY)
    # Where every row has one they are of the account that it names.
    assert missing(proposed("username,url\nanna_k," + CHANNEL + "z-A-aaaaaaaaaaaaaa0-_A\n").mapping, "", TODAY) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (",0\n0,@trevornoah\n1,@garethcliff\n2,@news24\n", ["ignore", "handle"]),
        ("Unnamed: 0,username\n0,trevornoah\n1,garethcliff\n2,news24\n", ["ignore", "handle"]),
        ("0,1\n@trevornoah,Trevor Noah\n@garethcliff,Gareth Cliff\n@news24,News 24\n", ["handle", "title"]),
    ],
)
def test_numbers_of_columns_and_rows_as_pandas_writes_them_are_nobody(text: str, expected: list[str]) -> None:
    file_format, rows = table(text)
    assert (file_format.header_line, len(rows), fields(text)) == (1, 3, expected)


def test_a_list_without_names_of_columns_may_begin_with_a_zero() -> None:
    assert table("0,anna.k\n12,bert.x\n7,cleo_m\n")[0].header_line == 0


def test_countries_are_no_names() -> None:
    text = "Virat Kohli,Sports,India\nNarendra Modi,Politics,India\nAlia Bhatt,Sports,India\n"
    assert fields(text) == ["title", "extra", "country"]
    assert proposed(text).guesses[0].confidence == Confidence.UNSURE
    # Chad and Georgia may be people.
    assert fields("@chad_x,Chad\n@georgia.k,Georgia\n")[1] != "country"


def test_the_one_column_of_counts_beside_handles_is_asked_about() -> None:
    found = proposed("@tuliptheory\t48.1K\n@greenhouse.gwen\t7,320\n@paddockpaul\t1.02M\n")
    assert (found.mapping.fields[1], found.guesses[1].confidence) == ("followers", Confidence.UNSURE)
    assert "No column has a date: say on which day the counts were taken." in missing(found.mapping, "instagram", None)
    assert fields("@tuliptheory\t12.500\n@greenhouse.gwen\t9.800\n")[1] == "followers"
    # Ages and rates are no followers.
    assert fields("@tuliptheory\t23\n@greenhouse.gwen\t41\n")[1] == "extra"
    assert fields("@tuliptheory\t4.1%\n@greenhouse.gwen\t3%\n")[1] == "extra"


def test_of_several_columns_of_counts_the_one_with_the_highest_is_asked_about() -> None:
    found = proposed("@tuliptheory\t1200\t48.1K\t15\n@greenhouse.gwen\t800\t7,320\t9\n@paddockpaul\t90K\t70K\t12\n")
    assert [field.value for field in found.mapping.fields.values()] == ["handle", "extra", "followers", "extra"]
    assert found.guesses[2].confidence == Confidence.UNSURE
    # Neither ids nor columns of which now one and now the other is higher.
    assert fields("@tuliptheory\t1784140012\t48.1K\n@greenhouse.gwen\t1784140045\t7,320\n")[1:] == ["extra", "followers"]
    assert fields("@tuliptheory\t1200\t800\n@greenhouse.gwen\t700\t900\n")[1:] == ["extra", "extra"]


def test_texts_that_are_written_as_names_are_asked_about_where_nothing_else_names_anybody() -> None:
    text = "zxq,klm,followers\nAnna Mai,Mode,5000\nBert Oh,Mode,6000\nCleo,Essen,7000\n"
    found = proposed(text)
    assert [field.value for field in found.mapping.fields.values()] == ["title", "extra", "followers"]
    assert found.guesses[0].confidence == Confidence.UNSURE
    assert fields(text.replace("Bert Oh", "Anna Mai").replace("Cleo", "Anna Mai"))[0] == "extra"
    # Beside what names accounts, too, as Merchant or Contestant has them; a category is of many.
    handles = text.replace("klm", "handle").replace("Mode", "anna.m", 1).replace("Mode", "bert.o").replace("Essen", "cleo.d")
    assert confidences(handles)[0] == ("title", "unsure")
    assert fields(handles.replace("Bert Oh", "Anna Mai"))[0] == "extra"
    # Remarks begin with a capital too.
    assert fields(handles.replace("zxq", "Notizen"))[0] == "extra"
    assert fields(handles.replace("Anna Mai", '"Tea, mostly"').replace("Cleo", '"Mother, of two"'))[0] == "extra"


def test_names_of_one_word_each_are_asked_about_where_nothing_names_accounts() -> None:
    text = "name,platform,followers\nDarix,YouTube,5000\nVegetta777,Instagram,6000\nSome Body,TikTok,7000\nMinecrack,TikTok,8000\n"
    found = proposed(text)
    assert (found.mapping.fields[0], found.guesses[0].confidence) == ("title", Confidence.UNSURE)
    assert "handles, say so" in found.guesses[0].reason
    assert proposed(text.replace("Darix", "Da Rix").replace("Vegetta777", "Ve Getta")).guesses[0].confidence != Confidence.UNSURE


def test_the_zero_that_pandas_writes_above_a_lone_column_is_no_handle() -> None:
    assert table("0\nanna.k\nbert.x\n")[0].header_line == 1
    assert table("0\n12\n7\n")[0].header_line == 0


def test_handles_with_a_comma_behind_each_have_no_header() -> None:
    file_format, rows = table("studiomaskin,\n___thelife,\nakkapagraphic,\nconceptuel,\nnellojoint,\n")
    assert (file_format.header_line, len(rows)) == (0, 5)
    assert table("username,\nanna.k,\nbert.x,\n")[0].header_line == 1


def test_names_beside_handles_that_nothing_names_are_names() -> None:
    found = proposed("Anna Mai,AnnaMai23,203076\nBert Oh,bert_oh30,201939\nCleo Day,CDay13,2544\n")
    assert [field.value for field in found.mapping.fields.values()] == ["title", "handle", "followers"]
    assert {guess.confidence for guess in found.guesses} == {Confidence.UNSURE}


def test_addresses_of_a_few_rows_do_not_say_of_all_handles_that_they_are_none() -> None:
    rows = "".join(f"streamer_{number},\n" for number in range(40))
    found = proposed(f"{rows}anna_k,https://www.youtube.com/@otherwise\nbert_x,{CHANNEL}z-A-aaaaaaaaaaaaaa0-_A\n")
    assert [field.value for field in found.mapping.fields.values()] == ["handle", "profile_url"]
    assert found.guesses[0].confidence == Confidence.UNSURE


def test_a_column_without_name_and_value_is_left_out() -> None:
    assert fields("username,,followers,\nanna,,5,\nbert,,6,\n") == ["handle", "ignore", "followers"]


def test_what_tells_the_rows_of_a_day_apart_is_perhaps_the_account() -> None:
    rows = "".join(
        f"9/{day}/2019,Fri,{followers},{name},0\n" for name, followers in (("annatea", 19), ("bert", 20)) for day in (13, 14, 15)
    )
    found = proposed(f"Date,Day,Subscribers,,Delta\n{rows}")
    assert (found.mapping.fields[3].value, found.guesses[3].confidence) == ("handle", Confidence.UNSURE)
    assert "tells the rows of a day apart" in found.guesses[3].reason


def test_names_beside_handles_of_one_word_are_shown() -> None:
    rows = (
        ("John Walt", "MT", "senate", "D", "SenWaltOffice"),
        ("Bran Byrd", "AL", "house", "R", "RepByrd"),
        ("Kate Clay", "MA", "house", "D", "RepKClay"),
        ("Bo Tall", "MT", "house", "D", "RepBoTall"),
    )
    assert fields("".join("\t".join(row) + "\n" for row in rows)) == ["title", "extra", "extra", "extra", "handle"]


def test_the_only_words_of_a_file_without_names_are_perhaps_handles() -> None:
    counted = ((6_196, 324, "True"), (6_091, 531, "False"), (5_644, 176, "True"), (5_144, 76, "True"), (5_010, 71, "False"))
    names = ("xQtea", "summit1g", "Gaules", "ESL_Tea", "riottea)")
    rows = "".join(f"{name},{watched},{followers},{flag}\n" for name, (watched, followers, flag) in zip(names, counted, strict=True))
    found = proposed(rows)
    assert [(guess.field.value, guess.confidence.value) for guess in found.guesses[:3]] == [
        ("handle", "unsure"),
        ("followers", "unsure"),
        ("extra", "likely"),
    ]


def test_counts_beside_names_without_accounts_are_asked_about_too() -> None:
    rows = "#1,Mia Brews,846,364M,73.24B\n#2,Tom Pours,22.72K,287M,286.03B\n#3,Ann Tea,1.43K,190M,196.34B\n"
    assert [guess.field.value for guess in proposed(rows).guesses] == ["ignore", "title", "extra", "followers", "extra"]


def test_counts_without_names_may_be_blank_or_no_numbers() -> None:
    rows = [f"@anna{number},{number}000,{number}0" for number in range(1, 30)]
    assert fields("\n".join((*rows, "@bert,,30", "@carl,7000,", "@dora,n/a,?")) + "\n") == ["handle", "followers", "extra"]
