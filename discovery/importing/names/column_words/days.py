"""Words that say of a column of days that the counts are of another: somebody's birth, an account's beginning, what was agreed with it.

{language: words}, as __init__.py reads them: data alone.
"""

from typing import Final

OTHERS: Final = {
    "en": (
        "joined join created reg registration registering creation added registered signup since start started end ends until birth "
        "birthday born dob expires expiry "
        "due deadline next first last contract campaign contacted invited replied signed paid shipped delivered booked modified live "
        "launch follow seen active visited online sent mailed emailed outreach reply email dm"
    ),
    "de": "beitritt beigetreten erstellt angelegt geburtstag geburtsdatum seit beginn ende vertrag gesehen aktiv aktivität online",
    "fr": "naissance création inscription début fin vu vue activité connexion",
    "es": "nacimiento creación alta inicio registro visto vez actividad conexión",
    "pt": "nascimento criação cadastro início visto vez atividade acesso",
    "ru": "рождения создан создания регистрации добавлен начало активность видели",
    "ko": "생일 생년월일 가입일 개설일 등록일 게시일 업로드일 계약일 시작일 종료일",
    "ja": "誕生日 生年月日 登録日 開設日 投稿日",
    "zh": "生日 注册 创建 发布 註冊 創建 發布",
    "it": "nascita creazione iscrizione inizio fine visto attività accesso",
    "nl": "geboortedatum aangemaakt sinds begin einde",
    "tr": "doğum kuruluş kayıt başlangıç bitiş",
    "pl": "urodzenia utworzenia rejestracji dołączenia",
    "uk": "народження створення реєстрації",
}
