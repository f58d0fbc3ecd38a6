"""The day that what stands above a list, below it or beside it says its counts are of: Stand: 14.11.2026, "last_updated": "2026-08-17".

Known words say so for sure. Of any others a day alone, or after a few of them, is told by where it stands, and a person is told so; not
the days of campaigns and of what was agreed, nor one end of a longer time.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from discovery.importing.names.of_posts import says_another_day
from discovery.importing.names.periods import Period, times_in

# What a banner says before, or behind, the day of its counts. When it was written, or a campaign begins, is another day.
_SAYS_WHEN: Final = re.compile(
    r"\b(?:as of|as at|as on|data (?:from|of|date|pulled|through|thru|until|up to|to|as)"
    r"|date of (?:the )?(?:data|counts|export)|(?:last )?updated?|refreshed|snapshot"
    r"|export(?:ed)?|pulled|scraped|collected|crawled|retrieved|captured|reporting date"
    r"|stand|stichtag|datenstand|aktualisiert|abgerufen|exportiert"
    r"|état au"
    r"|(?:chiffres|données|compteurs) (?:arrêté|relevé)e?s? (?:au|le|à)|arrêtée?s? (?:au|le)"
    r"|données (?:au|du)|mis(?:e)? à jour|extrait le|datos (?:a|al|de|del)|actualizado|extraído|dados (?:de|em)|atualizado"
    r"|dati (?:al|aggiornati)|aggiornat[oi]|bijgewerkt|peildatum|uppdaterad|stav (?:k|ke)|ke dni|data k|aktualizace|stan na|dane (?:z|na)"
    r"|на дату|по состоянию на|данные (?:на|от|за)|обновлено|станом на|дані (?:на|від)"
    r"|itibar[ıi]yla|güncelleme|per tanggal|diperbarui|cập nhật"
    r"|(?:report|extract(?:ion)?) date|berichtsdatum|abrufdatum|exportdatum|rapportdatum|rapportdato|datauttrekk"
    r"|date (?:du|de) (?:rapport|relevé|extraction|l.extraction)|fecha (?:del?|de la) (?:informe|reporte|datos|extracción|corte|consulta)"
    r"|data (?:do|de) (?:relatório|extração|coleta|referência)|data (?:del) (?:report|rapporto)|data (?:di) (?:estrazione|rilevazione)"
    r"|data (?:raportu|pobrania|eksportu)|datum (?:reportu|exportu|sběru)|dátum (?:exportu|reportu)|(?:rapor|veri|ölçüm|güncelleme) tarihi"
    r"|срез (?:данных|на|от)|дата (?:отч[её]та|выгрузки|среза|замера|сбора|обновления|звіту|вивантаження|збору|оновлення)"
    r"|ngày (?:lấy|báo cáo|cập nhật|thống kê|xuất)|số liệu (?:ngày|tính đến)|tính đến|tanggal (?:data|laporan|ambil)|ข้อมูล ณ)\b"
    r"|ข้อมูล ณ|ณ วันที่|تاريخ التقرير|حتى تاريخ|נכון ל"
    r"|時点|基準日|取得日|更新日|集計日|調査日|抽出日|統計日|資料日期|數據日期|数据日期|统计日期|統計日期|報告日期|报告日期|製表日期|截至|截止|更新"
    r"|기준|업데이트|조회일|수집일|추출일|집계일|작성일"
    # A day and nothing else but what it is called.
    r"|^[;,\s]*(?:date|datum|data|fecha|dato|дата|tarih|dátum|päivämäärä|ngày|tanggal|วันที่|تاريخ|תאריך|日期|日付|날짜)\s*[:：]\s*+(?=\d)"
)
# Words before and behind a day that stands by itself, and letters on its line: more are a sentence of something else.
MOST_BEFORE, MOST_BEHIND, LONGEST = 5, 4, 80
_WORD: Final = re.compile(r"[^\W\d_]+")
# What is planned, written or begins on a day, beside what says_another_day knows of columns.
_OF_OTHERS: Final = frozenset(
    {
        *("from", "beginning", "till", "event", "meeting", "call", "prepared", "valid", "version", "offer", "brief", "briefing", "kickoff"),
        *("deliverables", "agreement", "invoice", "payment", "posting", "published", "approved", "budget", "quote"),
        *("ab", "bis", "kampagne", "kampagnenstart", "frist", "gültig", "angebot", "rechnung", "veranstaltung", "erstellt"),
        *("depuis", "dès", "jusqu", "campagne", "échéance", "lancement", "facture", "devis", "événement", "créé"),
        *("desde", "hasta", "campaña", "vencimiento", "lanzamiento", "evento", "creado", "factura", "plazo"),
        *("até", "campanha", "prazo", "lançamento", "criado", "dal", "fino", "campagna", "scadenza", "lancio", "creato", "fattura"),
        *("vanaf", "tot", "lancering", "od", "kampania", "kampanii", "kampaň", "kampaně", "utworzono", "vytvořeno"),
        *("с", "до", "кампания", "кампании", "дедлайн", "срок", "мероприятие", "договор", "кампанія", "kampanya", "oluşturma"),
    }
)
_OF_OTHERS_WITHIN: Final = re.compile("キャンペーン|締切|イベント|作成|캠페인|마감|작성|행사|活動|活动|簽約|签约|แคมเปญ|حملة|קמפיין")
# From 1 to 15 October 2025: what stands before the day has a number, or what stands behind it begins with one of a day.
_UNTIL: Final = re.compile(r"\s*(?:[-–—~～]|to|bis|au|al|a|до|по)\s*\d{1,2}[./ ]")


@dataclass(frozen=True)
class Stated:
    """A day that was said, `text` as its line says it. `day` is None where it may be two; `is_sure` where known words say what it is of."""

    text: str
    day: date | None
    is_sure: bool
    is_to_come: bool = False


def day_stated(text: str, today: date, day_first: bool | None = None) -> Stated | None:
    """What the lines say of when the counts are: As of 14 November 2026. None where they say nothing, or several days.

    A month alone is taken as its last day, after known words. `day_first` is how the list writes 01/02/2026, None where nothing shows it.
    """
    lines = [line.strip() for line in text.splitlines()]
    known = [said for line in lines if _SAYS_WHEN.search(line.casefold()) for said in _after_words(line, today, day_first)]
    said = known or [said for line in lines if (said := _alone(line, today, day_first))]
    return said[0] if len({each.day for each in said}) == 1 and not said[0].is_to_come else None


def says_day(text: str) -> bool:
    """Whether a line is of nothing but a day, and a few words of what it is."""
    return _alone(text.strip(), date.max, None) is not None


def _after_words(line: str, today: date, day_first: bool | None) -> list[Stated]:
    found = [period for _, _, period in times_in(line.casefold(), today, day_first) if period.day or period.is_a_day]
    days = [period for period in found if period.is_a_day]
    # What is to come is of no count; it still contradicts another day.
    return [Stated(line, period.day, is_sure=True, is_to_come=period.is_to_come) for period in days or found]


def _alone(line: str, today: date, day_first: bool | None) -> Stated | None:
    """The one day of a line that says hardly anything else; None where it says none, or more."""
    plain = " ".join(line.casefold().replace("_", " ").split())
    if len(plain) > LONGEST or says_another_day(plain) or _OF_OTHERS_WITHIN.search(plain):
        return None
    days = [(start, end, period) for start, end, period in times_in(plain, today, day_first) if period.is_a_day]
    if len(days) != 1:
        return None
    ((start, end, period),) = days
    return None if _is_of_others(plain[:start], plain[end:], period) else Stated(line, period.day, is_sure=False)


def _is_of_others(before: str, behind: str, period: Period) -> bool:
    """Whether the words around a day are too many, or of another, or make it an end of a longer time."""
    words = _WORD.findall(before), _WORD.findall(behind)
    is_end = any(map(str.isdigit, before)) or _UNTIL.match(behind) is not None
    return (
        is_end
        or period.is_to_come
        or len(words[0]) > MOST_BEFORE
        or len(words[1]) > MOST_BEHIND
        or bool(_OF_OTHERS & {*words[0], *words[1]})
    )
