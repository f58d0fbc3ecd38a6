"""Words that say when a post came out, and what it is called; what a post itself is called stands in counts.py.

{meaning: {language: words}}, as __init__.py reads them: data alone.
"""

from typing import Final

WORDS: Final = {
    "published": {
        "en": "posted published publish publication uploaded upload timestamp",
        "de": "veröffentlicht veröffentlichung veröffentlichungsdatum hochgeladen erschienen",
        "fr": "publié publiée parution",
        "es": "publicado publicada subido",
        "pt": "publicado publicada postado postada",
        "it": "pubblicato pubblicata caricato",
        "ru": "опубликовано опубликован выложено",
        "uk": "опубліковано",
        "pl": "opublikowano",
        "tr": "yayınlanma yayınlandı",
        "ko": "게시일 게시날짜 작성일 업로드일 발행일",
        "ja": "投稿日 投稿日時 公開日",
        "zh": "发布时间 发布日期 發布時間 發佈時間 上传时间 上傳時間 发表时间",
        "nl": "gepubliceerd geplaatst",
        "id": "diposting",
    },
    "title": {
        "en": "title titles",
        "de": "titel",
        "fr": "titre",
        "es": "título",
        "it": "titolo",
        "ru": "название заголовок",
        "uk": "назва",
        "pl": "tytuł",
        "tr": "başlık",
        "ko": "제목",
        "ja": "タイトル",
        "zh": "标题 標題",
    },
}
