"""The words of columns' names, by what they mean and by language, as exports and sheets write them. columns.py reads names with them.

A word is written as people write it; it is compared without case and accents. `xx` are words of no one language: abbreviations, JSON's.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

# Each meaning's words, {language: words}. Chinese, Japanese and Korean words are found inside longer ones.
WORDS: Final[dict[str, dict[str, str]]] = {
    "followers": {
        "en": "followers follower subscribers subscriber subs fans fan",
        "de": "abonnenten abonnent abos followerzahl followeranzahl abonnentenzahl abonnentenanzahl",
        "fr": "abonnés abonné",
        "es": "seguidores seguidor suscriptores suscriptor",
        "pt": "seguidores inscritos inscrito",
        "it": "iscritti",
        "ru": "подписчики подписчиков подписчик фолловеры фолловеров",
        "ko": "팔로워 구독자",
        "pl": "obserwujący obserwujących subskrybenci subskrybentów",
        "tr": "takipçi takipçiler abone",
        "ja": "フォロワー 登録者",
        "zh": "粉丝 粉絲 订阅者 訂閱者 关注者",
    },
    "following": {
        "en": "following followings follows followees",
        "de": "folgt gefolgt abonniert",
        "fr": "abonnements suivis",
        "es": "seguidos siguiendo",
        "pt": "seguindo",
        "it": "seguiti",
        "ru": "подписки подписок",
        "ko": "팔로잉",
        "pl": "obserwowani obserwowanych",
        "ja": "フォロー中 フォロー",
        "zh": "关注",
    },
    "posts": {
        "en": "posts post media uploads videos video tweets tweet",
        "de": "beiträge beitrag beitragsanzahl beitragszahl",
        "fr": "publications publication vidéos vidéo",
        "es": "publicaciones publicación",
        "pt": "publicações postagens",
        "it": "pubblicazioni",
        "ru": "посты постов пост публикации публикаций видео твиты твитов",
        "ko": "게시물 게시글 포스팅 동영상 영상 업로드",
        "pl": "posty postów filmy",
        "tr": "gönderi gönderiler",
        "ja": "投稿 動画",
        "zh": "帖子 作品 视频 笔记",
    },
    "likes": {
        "en": "likes like hearts digg",
        "pt": "curtidas",
        "ru": "лайки лайков лайк",
        "ko": "좋아요",
        "pl": "polubienia polubień",
        "tr": "beğeni beğeniler",
        "ja": "いいね",
        "zh": "点赞 點讚",
    },
    "comments": {
        "en": "comments comment",
        "de": "kommentare kommentar",
        "fr": "commentaires commentaire",
        "es": "comentarios comentario",
        "pt": "comentários comentário",
        "it": "commenti",
        "ru": "комментарии комментариев комментарий комменты комментов",
        "ko": "댓글",
        "pl": "komentarze komentarzy",
        "tr": "yorum yorumlar",
        "ja": "コメント",
        "zh": "评论 評論 留言",
    },
    "shares": {
        "en": "shares share reposts retweets retweet",
        "fr": "partages",
        "es": "compartidos",
        "pt": "compartilhamentos",
        "it": "condivisioni",
        "ru": "репосты репостов ретвиты ретвитов",
        "ko": "공유",
        "pl": "udostępnienia",
        "ja": "シェア",
        "zh": "分享 转发",
    },
    "views": {
        "en": "views view plays play",
        "de": "aufrufe aufruf",
        "fr": "vues vue",
        "es": "vistas visualizaciones reproducciones",
        "pt": "visualizações",
        "it": "visualizzazioni",
        "ru": "просмотры просмотров просмотр",
        "ko": "조회수 조회 재생수",
        "pl": "wyświetlenia wyświetleń",
        "tr": "görüntülenme izlenme",
        "ja": "再生",
        "zh": "播放 观看",
    },
    "engagement": {
        "en": "engagement engagements eng interactions interaction",
        "xx": "er",
        "de": "interaktionen interaktion",
        "fr": "interactions",
        "es": "interacciones interacción",
        "pt": "engajamento interações",
        "it": "coinvolgimento interazioni",
        "ru": "вовлечённость вовлечённости взаимодействия",
        "ko": "참여 인게이지먼트",
        "pl": "zaangażowanie zaangażowania",
        "tr": "etkileşim",
        "ja": "エンゲージメント",
        "zh": "互动 互動",
    },
    "rate": {
        "en": "rate ratio percent percentage pct",
        "xx": "er %",
        "fr": "taux",
        "es": "tasa porcentaje",
        "pt": "taxa",
        "it": "tasso",
        "ru": "уровень коэффициент процент",
        "ko": "율 률",
        "pl": "wskaźnik współczynnik",
        "tr": "oranı oran",
        "ja": "率",
        "zh": "率",
    },
    "average": {
        "en": "avg average averages mean median avrg",
        "xx": "ø ∅ ⌀",
        "de": "durchschnitt durchschnittlich durchschnittliche durchschn mittelwert schnitt",
        "fr": "moyenne moyen moyennes moyens moy",
        "es": "promedio promedios media medio medios prom",
        "pt": "média médio médias médios",
        "it": "media medi",
        "ru": "среднее среднем средний средняя средние средн ср",
        "ko": "평균",
        "pl": "średnia średnio średnie śr",
        "tr": "ortalama ort",
        "ja": "平均",
        "zh": "平均",
    },
    "per": {"en": "per by", "de": "pro", "fr": "par", "es": "por", "pt": "por", "it": "per", "ru": "на по"},
    "platform": {
        "en": "platform platforms",
        "de": "plattform plattformen",
        "fr": "plateforme",
        "es": "plataforma plataformas",
        "it": "piattaforma",
        "ru": "платформа соцсеть площадка",
        "ko": "플랫폼",
        "pl": "platforma",
        "ja": "プラットフォーム 媒体",
        "zh": "平台",
    },
    "network": {"en": "network networks", "de": "netzwerk", "fr": "réseau", "es": "red", "pt": "rede", "it": "rete"},
    "date": {
        "en": "date day taken collected scraped fetched crawled captured retrieved updated timestamp",
        "de": "datum stand stichtag abrufdatum",
        "fr": "jour",
        "es": "fecha día",
        "pt": "data dia",
        "it": "data",
        "ru": "дата",
        "ko": "날짜 수집일 기준일 조회일",
        "tr": "tarih",
        "ja": "日付",
        "zh": "日期",
    },
    "country": {
        "en": "country countries location nation",
        "xx": "geo",
        "de": "land",
        "fr": "pays",
        "es": "país",
        "it": "paese nazione",
        "ru": "страна локация гео",
        "ko": "국가 나라",
        "pl": "kraj",
        "tr": "ülke",
        "ja": "国",
        "zh": "国家 國家",
    },
    "language": {
        "en": "language languages lang",
        "de": "sprache sprachen",
        "fr": "langue langues",
        "es": "idioma idiomas",
        "pt": "língua",
        "it": "lingua",
        "ru": "язык",
        "ko": "언어",
        "pl": "język",
        "tr": "dil",
        "ja": "言語",
        "zh": "语言 語言",
    },
    "topics": {
        "en": "category categories topic topics niche niches tag tags genre genres industry interests vertical verticals",
        "de": "kategorie kategorien thema themen nische branche interessen",
        "fr": "catégorie catégories thème thèmes thématique intérêts",
        "es": "categoría categorías tema temas nicho temática intereses",
        "pt": "interesses",
        "it": "categorie settore nicchia interessi",
        "ru": "тематика тематики категория категории тема темы ниша интересы",
        "ko": "카테고리 분야 주제 관심사",
        "pl": "kategoria tematyka",
        "tr": "kategori",
        "ja": "カテゴリー カテゴリ ジャンル 興味",
        "zh": "类别 分类 领域 類別",
    },
    "bio": {
        "en": "bio biography description about",
        "de": "beschreibung biografie",
        "fr": "biographie",
        "es": "descripción biografía",
        "pt": "descrição",
        "it": "descrizione",
        "ru": "описание био биография",
        "ko": "소개 설명",
        "pl": "opis",
        "ja": "説明",
        "zh": "简介 簡介 描述",
    },
    "url": {
        "en": "url urls link links address href",
        "de": "profillink profiladresse",
        "fr": "lien",
        "es": "enlace",
        "ru": "ссылка",
        "ko": "링크 주소",
        "ja": "リンク",
        "zh": "链接",
    },
    "id": {"en": "id", "ko": "고유번호", "ru": "ид"},
    # What an id may be of, so that it is the platform's and not the exporter's own.
    "identified": {
        "en": "channel user account platform external youtube instagram tiktok twitch author owner profile",
        "ru": "канал канала",
    },
    # Words that mean a handle and nothing else.
    "handle": {
        "en": "handle handles username usernames login",
        "xx": "@ uniqueid",
        "de": "nutzername benutzername",
        "fr": "utilisateur identifiant pseudo",
        "es": "usuario",
        "pt": "usuário",
        "it": "utente",
        "ru": "логин пользователя пользователь",
        "ko": "아이디 핸들 사용자",
        "pl": "użytkownika użytkownik",
        "tr": "kullanıcı",
        "ja": "ユーザー",
        "zh": "用户 用戶",
    },
    # Words that mean an account, whatever it is named by.
    "account": {
        "en": "user nickname nick screen account channel",
        "de": "accountname kontoname konto profilname profil kanal",
        "fr": "compte chaîne",
        "es": "cuenta canal perfil",
        "pt": "conta",
        "ru": "аккаунт аккаунты аккаунта канал канала ник никнейм",
        "ko": "계정 닉네임 채널",
        "pl": "konto",
        "tr": "hesap",
        "ja": "アカウント チャンネル",
        "zh": "账号 帐号 頻道 频道",
    },
    "name": {
        "en": (
            "name names title display full creator creators influencer influencers profile page info person blogger streamer artist "
            "talent kol author publisher partner ambassador celebrity owner real"
        ),
        "de": "künstler künstlername",
        "fr": "nom noms influenceur influenceuse influenceurs créateur créatrice complet",
        "es": "nombre nombres completo creador creadora influenciador influenciadora influenciadores",
        "pt": "nome nomes criador criadora",
        "ru": "имя имена название блогер блогеры блогера автор фио",
        "ko": "이름 성명 명 인플루언서 크리에이터 유튜버",
        "pl": "nazwa imię",
        "tr": "isim adı",
        "ja": "名前 氏名 名",
        "zh": "姓名 名 名称 昵称 达人 博主 网红",
    },
    "audience": {
        "en": "audience audiences",
        "de": "publikum zielgruppe",
        "es": "audiencia",
        "pt": "audiência",
        "it": "pubblico",
        "ru": "аудитория аудитории",
        "ko": "오디언스 시청자",
        "zh": "受众",
    },
    # Words that say nothing of what is counted or named.
    "filling": {
        "en": "count counts number numbers no of the value values num n on in mostly main primary code s exact precise numeric raw",
        "xx": "stats statistics metrics latest current",
        "de": "anzahl zahl im der die von genau genaue exakt exakte",
        "fr": "nombre nb de des du la le les exacte",
        "es": "número cantidad cant del el los las exacto",
        "pt": "quantidade qtd do da dos das em exato",
        "it": "numero di",
        "ru": "количество кол во число в точно точное",
        "ko": "수 개수 명",
        "pl": "liczba ilość",
        "tr": "sayısı",
        "ja": "数 回数 名",
        "zh": "数 數 量 数量",
    },
    # Of columns that are none of our fields, so that they are kept as they came whatever else their names say.
    "contact": {
        "en": "email emails mail phone mobile whatsapp address street city zip postal postcode contact contacts website birthday",
        "de": "telefon handy kontakt adresse stadt plz straße",
        "fr": "téléphone courriel ville",
        "es": "correo teléfono dirección ciudad contacto",
        "pt": "telefone endereço cidade contato",
        "it": "telefono indirizzo città",
        "ru": "почта телефон контакты адрес город",
        "ko": "이메일 전화 연락처",
        "ja": "メール 電話",
        "zh": "邮箱 电话 联系",
    },
    "money": {
        "en": "price prices pricing cost costs fee fees budget payout amount cpm cpe cpv cpc emv earnings revenue rates",
        "de": "preis preise kosten honorar",
        "fr": "prix tarif tarifs coût coûts",
        "es": "precio precios tarifa coste costo",
        "pt": "preço preços custo cachê",
        "it": "prezzo prezzi",
        "ru": "цена цены стоимость бюджет",
        "ko": "가격 단가 비용",
        "pl": "cena ceny koszt",
        "tr": "fiyat",
        "ja": "価格 費用",
        "zh": "价格 报价 費用",
    },
    "reach": {
        "en": "reach impressions",
        "de": "reichweite impressionen",
        "fr": "portée",
        "es": "alcance impresiones",
        "pt": "impressões",
        "it": "impressioni",
        "ru": "охват охваты показы",
        "ko": "도달 노출",
        "pl": "zasięg",
        "tr": "erişim",
        "ja": "リーチ",
        "zh": "曝光",
    },
}
# What stands for other words, in a name's plain spelling.
PHRASES: Final = {
    "followed by": "followers",
    "as of": "date",
    "checked on": "date",
    "last checked": "date",
    "unique id": "uniqueid",
    "gefallt mir": "likes",
    "mentions j aime": "likes",
    "j aime": "likes",
    "me gusta": "likes",
    "mi piace": "likes",
    "interaktionsrate": "engagement rate",
    "e mail": "email",
    "кол во": "count",
    "userid": "user id",
    "channelid": "channel id",
    "s no": "sno",
    "tik tok": "tiktok",
    "you tube": "youtube",
}
_EAST_ASIAN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def plain(text: str) -> str:
    """A text without case and accents: Abonnés is abonnes."""
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ł", "l")).casefold()
    return unicodedata.normalize("NFC", "".join(character for character in apart if not unicodedata.combining(character)))


@cache
def words(*meanings: str) -> frozenset[str]:
    """The words of these meanings in all languages, in plain spelling."""
    return frozenset(plain(word) for meaning in meanings for texts in WORDS[meaning].values() for word in texts.split())


def words_in(languages: frozenset[str]) -> frozenset[str]:
    """The words of these languages alone, in plain spelling: of no other, nor of none."""
    found: dict[str, set[str]] = {}
    for texts in WORDS.values():
        for language, text in texts.items():
            for word in text.split():
                found.setdefault(plain(word), set()).add(language)
    return frozenset(word for word, where in found.items() if where <= languages)


# A day that is said to be another than that of the counts: somebody's birth, an account's beginning, what was agreed with it.
OTHER_DAYS: Final = frozenset(
    map(
        plain,
        [
            *(
                "joined",
                "join",
                "created",
                "creation",
                "added",
                "registered",
                "signup",
                "since",
                "start",
                "started",
                "end",
                "ends",
                "until",
            ),
            *("birth", "birthday", "born", "dob", "expires", "expiry", "due", "deadline", "next", "first", "last", "contract", "campaign"),
            *(
                "contacted",
                "invited",
                "replied",
                "signed",
                "paid",
                "shipped",
                "delivered",
                "booked",
                "modified",
                "live",
                "launch",
                "follow",
            ),
            *("beitritt", "beigetreten", "erstellt", "angelegt", "geburtstag", "geburtsdatum", "seit", "beginn", "ende", "vertrag"),
            *("naissance", "création", "inscription", "début", "fin", "nacimiento", "creación", "alta", "inicio", "registro"),
            *("nascimento", "criação", "cadastro", "início", "рождения", "создан", "создания", "регистрации", "добавлен", "начало"),
            *("생일", "생년월일", "가입일", "개설일", "등록일", "게시일", "업로드일", "계약일", "시작일", "종료일"),
            *("誕生日", "生年月日", "登録日", "開設日", "投稿日", "生日", "注册", "创建", "发布"),
        ],
    )
)
ALL: Final = words(*WORDS)
_LONGEST_FIRST: Final = sorted((word for word in ALL if _EAST_ASIAN.search(word)), key=len, reverse=True)
_EAST_ASIAN_WORD: Final = re.compile("|".join(map(re.escape, _LONGEST_FIRST)))
# Pieces of which a longer word is made up: followercount, engagementrate.
_PIECE_LENGTH: Final = 3


@lru_cache(maxsize=4_096)
def split(word: str) -> tuple[str, ...]:
    """The known words of which one is made up, as in 평균좋아요수 and followercount; the word itself where it is not, or is known."""
    if word in ALL:
        return (word,)
    if _EAST_ASIAN.search(word):
        apart = _EAST_ASIAN_WORD.sub(lambda found: f" {found[0]} ", word).split()
        return tuple(apart) if len(apart) > 1 else (word,)
    for end in range(len(word) - _PIECE_LENGTH, _PIECE_LENGTH - 1, -1):
        # Looked up first, and each end once: a name in one long word would be taken apart in every way there is.
        if word[:end] in ALL and ALL.issuperset(rest := split(word[end:])):
            return (word[:end], *rest)
    return (word,)
