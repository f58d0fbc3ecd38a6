"""What columns' names say, in the languages and spellings of real exports."""

import pytest

from discovery.importing.names.column_words import WORDS, plain, split
from discovery.importing.names.columns import (
    could_name_somebody,
    field_named,
    field_of_audience,
    is_audience,
    is_running_number,
    kept_as,
    says_average,
    says_percent,
    speaks,
    surely_says_handle,
)
from discovery.importing.names.name_words import platforms_in, words_of

# {language: {field: names}}; "" is of names that are no field's.
NAMED = {
    "en": {
        "followers": (
            "Followers|Follower Count|No. of followers|Subscribers|subs|Fans|Total followers|Instagram Followers|IG Followers|"
            "Followers (exact)|tot_followers|participants_count|followers_at_date|"
            "Followers in thousands|Raw followers|Followers on X|Fans/Followers|Subscribers / Followers"
        ),
        "following": "Following|Following Count|total_following",
        "posts": "Posts|Media count|Uploads|Videos|Total posts|Number of posts|Tweets|statuses|tot_videos|Total Tweets by user",
        "likes": "Likes|Avg. Likes|Average likes|Likes (avg.)|Likes/post|Likes per post|Mean likes",
        "comments": "Comments|Avg Comments|Comments per post",
        "shares": "Avg shares|Reposts|Avg. retweets",
        "views": "Views|hits|Avg. Views|Average video views|Video views|video_views|Avg Views (last 10)|Avg reel plays|Views/video",
        "engagements": "Engagement|Engagements|Interactions|Avg. Engagement|Eng. (Avg.)",
        "engagement_rate": "ER|ER %|Eng. Rate|Engagement rate|Engagement %|60_day_eng_rate|TikTok ER|Engagement ratio|engagementrate",
        "engagement_rate_per_follower": "ER per follower|Engagement rate by followers",
        "engagement_rate_per_view": "Engagement rate per view|ER by views",
        "country": "Country|Location|Country code|User country|Country/Region",
        "language": "Language|Lang|contentLanguages",
        "topics": "Category|Category_1|Category2|Niche|Tags|Primary category|Vertical|Interests|Beat",
        "bio": "Bio|signature|biography|Channel description|About",
        "platform": "Platform|Network|Social network|Social media platform|Primary platform",
        "taken_on": "Date|date_utc|Snapshot date|Last updated|Scraped at|Timestamp|Data date|As of|Checked on",
        "profile_url": "Profile URL|Link|media_url|Channel link|Account URL",
        "external_id": "Channel ID|user_id|userId|YouTube channel id|author id|ownerId|authorMeta.id",
        "": (
            "Followers growth|New followers|Subscribers gained|Views 30d|Views (30 days)|total_likes|Total views|Eng. (Auth.)|"
            "new_post_avg_like|Price per post|Score|Rate|Rate per post|Fake followers|Peak viewers|influencer_id|uid|"
            "Last post date|Date of birth|created_at|Avg. 7 Day|"
            "Median likes|Median ER|Twitch subs|Real followers|Channel views|Email|Reach|True Reach|Impressions|Gender|Product url|Website"
        ),
    },
    "de": {
        "followers": (
            "Abonnenten|Abos|Followerzahl|Follower-Anzahl|Anzahl Follower|Anzahl der Abonnenten|Follower auf Instagram|Follower (genau)"
        ),
        "posts": "Beiträge|Anzahl Beiträge|Beitragsanzahl",
        "likes": "Ø Likes|Durchschnittliche Likes|Likes im Durchschnitt|Likes pro Post|Gefällt mir",
        "comments": "Kommentare|Ø Kommentare|Kommentare pro Beitrag",
        "views": "Aufrufe|Durchschn. Aufrufe",
        "engagement_rate": "Interaktionsrate|Engagement-Rate|Engagementrate",
        "country": "Land",
        "language": "Sprache",
        "topics": "Kategorie|Thema|Branche|Kategorie 1",
        "bio": "Beschreibung",
        "platform": "Plattform|Netzwerk|Soziales Netzwerk",
        "taken_on": "Datum|Stand|Stichtag",
        "profile_url": "Profillink|Profil-Link",
        "": "Reichweite|Preis|Stadt|Telefon|Alter",
    },
    "fr": {
        "followers": "Abonnés|Nombre d'abonnés|Nb abonnés|Nombre d’abonnés|Abonnés sur TikTok",
        "following": "Abonnements",
        "posts": "Publications|Nombre de publications|Vidéos",
        "likes": "Likes moyens|Moyenne de likes|J'aime|Mentions J’aime",
        "comments": "Commentaires|Commentaires moyens",
        "views": "Vues|Vues moyennes",
        "engagement_rate": "Taux d'engagement|Taux d’engagement (%)",
        "engagement_rate_per_follower": "Taux d'engagement par abonné",
        "country": "Pays",
        "language": "Langue",
        "topics": "Catégorie|Thématique",
        "platform": "Plateforme|Réseau|Réseau social",
        "": "Portée|Prix|Ville|Âge",
    },
    "es": {
        "followers": "Seguidores|Número de seguidores|Suscriptores|Seguidores Instagram",
        "following": "Seguidos",
        "posts": "Publicaciones|Número de publicaciones",
        "likes": "Me gusta|Me gusta promedio|Media de likes|Promedio de likes|Likes promedio",
        "comments": "Comentarios|Promedio de comentarios",
        "views": "Vistas|Visualizaciones|Reproducciones|Visualizaciones promedio",
        "engagements": "Interacciones",
        "engagement_rate": "Tasa de interacción|Tasa de engagement|% Engagement",
        "country": "País",
        "language": "Idioma",
        "topics": "Categoría|Temática|Nicho|Intereses",
        "platform": "Plataforma|Red social|Red",
        "taken_on": "Fecha",
        "": "Alcance|Precio|Tarifa|Ciudad|Correo|Edad",
    },
    "pt": {
        "followers": "Seguidores|Inscritos|Número de inscritos|Qtd. de seguidores",
        "following": "Seguindo",
        "posts": "Publicações",
        "likes": "Curtidas|Média de curtidas|Curtidas médias",
        "comments": "Comentários|Média de comentários",
        "views": "Visualizações|Média de visualizações",
        "engagement_rate": "Taxa de engajamento|Taxa de engajamento (%)",
        "country": "País",
        "language": "Idioma",
        "topics": "Categoria|Nicho",
        "bio": "Descrição",
        "taken_on": "Data",
        "": "Preço|Cidade|Alcance|Telefone",
    },
    "ru": {
        "followers": "Подписчики|Кол-во подписчиков|Количество подписчиков|Число подписчиков|Подписчики на YouTube|Подписчики в Фейсбук",
        "following": "Подписки",
        "posts": "Публикации|Посты|Количество постов|Всего видео",
        "likes": "Лайки|Среднее кол-во лайков|Средние лайки|Лайков в среднем на пост",
        "comments": "Комментарии|Среднее количество комментариев",
        "views": "Просмотры|Средние просмотры",
        "engagements": "Вовлечённость|Вовлеченность",
        "engagement_rate": "Уровень вовлеченности|Коэффициент вовлечённости",
        "country": "Страна|Гео",
        "language": "Язык",
        "topics": "Тематика|Категория",
        "bio": "Описание|Описание канала",
        "platform": "Платформа|Соцсеть|Площадка",
        "taken_on": "Дата",
        "profile_url": "Ссылка|Ссылка на канал",
        "": "Охват|Цена|Стоимость|Телефон|Город",
    },
    "ko": {
        "followers": "팔로워|팔로워 수|팔로워수|구독자|구독자수|유튜브 구독자수",
        "following": "팔로잉|팔로잉수",
        "posts": "게시물|게시물수|동영상 수",
        "likes": "좋아요|평균 좋아요|평균좋아요수|평균 좋아요 수",
        "comments": "댓글|평균 댓글수",
        "views": "조회수|평균 조회수",
        "engagement_rate": "참여율|평균 참여율",
        "country": "국가",
        "language": "언어",
        "topics": "카테고리|분야",
        "bio": "소개|채널 설명",
        "platform": "플랫폼",
        "taken_on": "날짜|기준일|조회일",
        "": "가격|이메일|도달|나이",
    },
    "others": {
        "followers": "Iscritti|Obserwujący|Liczba obserwujących|Takipçi sayısı|フォロワー|フォロワー数|チャンネル登録者数|粉丝|粉丝数",
        "likes": "Mi piace|Śr. polubienia|Ortalama beğeni|平均いいね数|平均点赞数",
        "engagement_rate": "Tasso di coinvolgimento|Wskaźnik zaangażowania|Etkileşim oranı|エンゲージメント率|互动率",
        "country": "Paese|Kraj|Ülke|国|国家",
        "topics": "Kategoria|Kategori|カテゴリー|类别",
        "platform": "Piattaforma|プラットフォーム|平台",
    },
    "JSON": {
        "followers": "followersCount|follower_count|stats.followers|statistics.subscriberCount|authorMeta.fans|edge_followed_by.count",
        "following": "followsCount|followingCount|following_count",
        "posts": "postsCount|videoCount|statistics.videoCount|media_count",
        "likes": "likesCount|likesAvg|avg_likes|stats.diggCount",
        "comments": "commentsCount|commentCount",
        "views": "viewCount|playsCount|playCount|avg_play_count",
        "engagement_rate": "engagementRate|avgEngagementRate|metrics.engagement_rate",
        "country": "snippet.country|countryCode",
        "bio": "biography|snippet.description",
        "external_id": "channelId|instagramID",
        "profile_url": "profileUrl|url|channelUrl",
        "": "profilePicUrl|externalUrl|igtvVideoCount|highlightReelCount|isVerified|imgUrl|shortCode",
    },
}
ALL = [(name, field) for fields in NAMED.values() for field, names in fields.items() for name in names.split("|")]


@pytest.mark.parametrize(("name", "field"), ALL)
def test_a_name_means_a_field_in_any_language(name: str, field: str) -> None:
    for spelt in (name, name.upper() if name.islower() else name.lower() if name.istitle() else name, f"{name} (2)"):
        assert (field_named(spelt) or "") == field, spelt


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Username",
            "Handle",
            "IG handle",
            "instagramhandle",
            "ownerUsername",
            "user.unique_id",
            "User name",
            "@",
            "@ do Instagram",
            "@ no TikTok",
            "login",
        ),
        *("인스타그램 아이디", "인스타그램아이디", "핸들"),
        *(
            "Nutzername",
            "Benutzername",
            "Nom d'utilisateur",
            "Pseudo",
            "Nombre de usuario",
            "Usuário",
            "Nome de usuário",
            "Имя пользователя",
        ),
        *("Логин", "아이디", "사용자 이름", "Kullanıcı adı", "Nazwa użytkownika", "ユーザー名", "用户名"),
    ],
)
def test_names_of_handles(name: str) -> None:
    assert could_name_somebody(name)
    assert surely_says_handle(name) is (name != "User name")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Name",
            "Full Name",
            "fullName",
            "display_name",
            "Influencer",
            "profile_name",
            "channel_title",
            "KOL",
            "Publisher Name",
            "Talent",
        ),
        *(
            "snippet.title",
            "authorMeta.name",
            "Creator",
            "Künstlername",
            "Kanal",
            "Nom",
            "Nombre",
            "Nome completo",
            "Influenciador",
            "Канал",
        ),
        *("Ник в Instagram", "Канал на YouTube", "Account auf TikTok", "계정명"),
        *("Görünen İsim", "Tên hiển thị", "Nazwa konta", "Nome da conta", "TikTok号", "Nombre para mostrar", "表示名", "vtuber_name"),
        *("Имя", "Блогер", "이름", "채널명", "인플루언서", "닉네임", "名前", "昵称"),
    ],
)
def test_names_of_names(name: str) -> None:
    assert could_name_somebody(name)
    assert not surely_says_handle(name)


@pytest.mark.parametrize(
    "name", ["first_name", "of the", "Company name", "Agency", "Email", "Manager", "business_category_name", "Post caption"]
)
def test_columns_that_name_nobody_of_ours(name: str) -> None:
    assert not could_name_somebody(name)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *(
            (name, "an amount of money")
            for name in ("Price", "Cost per post", "CPM", "Budget €", "Preis", "Prix", "Precio", "Цена", "가격")
        ),
        *((name, "contact details or places") for name in ("E-mail", "phone_number", "shipping_address.city", "address1", "이메일")),
        *((name, "reach") for name in ("Reach", "Avg. impressions", "Reichweite", "Охват", "Alcance")),
        *((name, "a median") for name in ("Median likes", "Mediana de likes", "中位数 点赞")),
        *((name, "") for name in ("Followers", "Score", "Notes")),
    ],
)
def test_why_a_column_is_kept_aside(name: str, reason: str) -> None:
    assert kept_as(name).partition(",")[0] == reason


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Audience country(mostly)", "country"),
        ("Аудитория: страна", "country"),
        ("Audience", None),
        ("Country", None),
        ("Audience age", None),
    ],
)
def test_what_is_said_of_the_audience(name: str, field: str | None) -> None:
    assert field_of_audience(name) == field


def test_an_audience_alone_may_be_the_followers() -> None:
    assert is_audience("Audience")
    assert is_audience("Аудитория")
    assert is_audience("Audience size")
    assert not is_audience("Total audience")
    assert not is_audience("Audience quality")


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Rank", True), ("S.No", True), ("№", True), ("#", True), ("ID", True), ("순위", True), ("nő", False), ("Number", False)],
)
def test_running_numbers(name: str, is_one: bool) -> None:
    assert is_running_number(name) is is_one


def test_what_else_a_name_says() -> None:
    assert says_average("Ø Likes")
    assert says_average("Likes pro Post")
    assert not says_average("Likes")
    assert says_percent("ER %")
    assert not says_percent("ER")
    assert speaks("Seguidores", frozenset({"es", "pt"}))
    assert not speaks("Followers", frozenset({"es", "pt"}))
    assert platforms_in("Tik Tok ER / Instagram ER") == {"tiktok", "instagram"}
    assert platforms_in("instagramhandle") == {"instagram"}
    assert platforms_in("X") == set()
    assert platforms_in("인스타그램 아이디") == {"instagram"}
    assert platforms_in("Подписчики в Фейсбук") == {"facebook"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("60_day_eng_rate", ["60", "day", "eng", "rate"]),
        ("likesAvg", ["likes", "avg"]),
        ("followercount", ["follower", "count"]),
        ("평균좋아요수", ["평균", "좋아요", "수"]),
        ("landlord", ["landlord"]),
        ("Category-2", ["category", "2"]),
        ("followers (2)", ["followers"]),
        ("TikTokhandle", ["tiktok", "handle"]),
        ("YouTubeSubscribers", ["youtube", "subscribers"]),
        ("IGHandle", ["ig", "handle"]),
        ("YTsubs", ["yt", "subs"]),
        ("YouTubers", ["youtubers"]),
        ("TikToker", ["tiktoker"]),
        ("TikTok号", ["tiktok", "号"]),
        ("Nombre d’abonnés", ["nombre", "abonnes"]),
    ],
)
def test_a_name_is_read_as_words(name: str, words: list[str]) -> None:
    assert words_of(name) == words


def test_every_word_stands_for_itself() -> None:
    """In the plain spelling that names are compared in, and none of them falls apart into others."""
    for texts in WORDS.values():
        for text in texts.values():
            for word in text.split():
                assert split(plain(word)) == (plain(word),)


def test_a_name_in_one_long_word_is_looked_at_once() -> None:
    """In every way there is to take it apart, a word of sixty letters took minutes."""
    assert words_of("x" * 200) == ["x" * 200]
    assert words_of("likes" * 40) == ["likes"] * 40
    assert not could_name_somebody("a" * 1_000_000)
