"""What columns' names say in further languages, and in the spellings of tools; the first ones stand in test_columns.py."""

import pytest

from discovery.importing.names.columns import could_name_somebody, field_named, surely_says_handle

# {language: {field: names}}; "handle" and "title" are of names that may name somebody.
NAMED = {
    "tr": {
        "handle": "Kullanıcı adı|Kullanıcı Adı",
        "followers": "Takipçi|Takipçiler|Takipçi sayısı|TAKİPÇİ SAYISI|Abone sayısı",
        "following": "Takip edilen",
        "likes": "Beğeni|Ort. beğeni|Ortalama beğeni sayısı",
        "comments": "Yorum|Ort. yorum",
        "engagement_rate": "Etkileşim oranı|Etkileşim Oranı (%)",
        "country": "Ülke",
        "taken_on": "Tarih",
    },
    "cs": {
        "handle": "Uživatelské jméno",
        "title": "Jméno|Profil",
        "followers": "Počet sledujících|Sledující",
        "likes": "Průměr lajků|Průměrný počet lajků",
        "comments": "Průměr komentářů",
        "engagement_rate": "Míra zapojení (%)|Míra zapojení",
        "country": "Země",
    },
    "pl": {
        "handle": "Nazwa użytkownika",
        "followers": "Obserwujący|Liczba obserwujących",
        "likes": "Śr. polubień|Średnia liczba polubień",
        "comments": "Średnia liczba komentarzy",
        "engagement_rate": "Wskaźnik zaangażowania",
        "country": "Kraj",
    },
    "it": {
        "handle": "Nome utente",
        "title": "Nome|Profilo",
        "followers": "Follower|Seguaci|Numero di follower",
        "likes": "Mi piace medi|Media like|Media mi piace",
        "comments": "Commenti medi",
        "engagement_rate": "Tasso di interazione|Tasso di coinvolgimento",
        "country": "Paese",
    },
    "nl": {
        "handle": "Gebruikersnaam",
        "title": "Naam",
        "followers": "Volgers|Aantal volgers",
        "likes": "Gem. likes|Gemiddeld aantal likes",
        "comments": "Gem. reacties",
        "engagement_rate": "Betrokkenheidspercentage",
        "country": "Land",
    },
    "sv": {
        "handle": "Användarnamn",
        "title": "Namn",
        "followers": "Följare|Antal följare",
        "likes": "Snitt gillningar|Genomsnittliga gillningar",
        "comments": "Snitt kommentarer",
        "engagement_rate": "Engagemangsgrad",
    },
    "da, no, fi, hu, ro": {
        "handle": "Brugernavn|Brukernavn|Käyttäjänimi|Felhasználónév|Nume de utilizator",
        "followers": "Følgere|Antal følgere|Antall følgere|Seuraajat|Követők|Követők száma|Urmăritori",
        "comments": "Kommentit|Hozzászólások|Comentarii",
    },
    "ja": {
        "handle": "ユーザー名",
        "title": "アカウント名|名前",
        "external_id": "ユーザーID",
        "followers": "フォロワー数|フォロワー",
        "following": "フォロー中|フォロー数",
        "posts": "投稿数",
        "likes": "平均いいね数",
        "comments": "平均コメント数",
        "views": "平均再生回数",
        "engagement_rate": "エンゲージメント率",
        "country": "国",
        "taken_on": "調査日|日付",
        "platform": "媒体",
    },
    "zh": {
        "title": "帳號|网红|網紅名稱|账号",
        "followers": "追蹤者|粉絲數|粉丝数|粉丝",
        "following": "追蹤中",
        "posts": "貼文數|作品数",
        "likes": "平均按讚數|平均点赞数",
        "comments": "平均留言數|平均评论数",
        "engagement_rate": "互動率|互動率(%)|互动率",
        "country": "國家|国家",
        "platform": "平台",
    },
    "ar": {
        "handle": "اسم المستخدم",
        "title": "الحساب",
        "followers": "المتابعون|عدد المتابعين",
        "likes": "متوسط الإعجابات",
        "comments": "متوسط التعليقات",
        "engagement_rate": "معدل التفاعل",
        "country": "الدولة",
        "platform": "المنصة",
    },
    "id": {
        "handle": "Nama pengguna",
        "followers": "Pengikut|Jumlah pengikut",
        "likes": "Suka|Rata-rata suka",
        "comments": "Komentar|Rata-rata komentar",
        "engagement_rate": "Tingkat keterlibatan|Tingkat interaksi",
        "country": "Negara",
    },
    "vi": {
        "handle": "Tên người dùng",
        "title": "Tài khoản",
        "followers": "Người theo dõi|Số người theo dõi|Lượt theo dõi|Số lượt đăng ký",
        "following": "Đang theo dõi",
        "likes": "Lượt thích TB|Lượt thích trung bình",
        "comments": "Bình luận trung bình",
        "engagement_rate": "Tỷ lệ tương tác",
        "country": "Quốc gia",
        "platform": "Nền tảng",
    },
    "uk": {
        "handle": "Ім'я користувача",
        "followers": "Підписники|Кількість підписників",
        "likes": "Середня кількість вподобань|Лайки",
        "comments": "Середня кількість коментарів",
        "engagement_rate": "Рівень залученості",
        "country": "Країна",
    },
    "th, hi": {
        "handle": "ชื่อผู้ใช้|उपयोगकर्ता नाम",
        "followers": "ผู้ติดตาม|จำนวนผู้ติดตาม|फ़ॉलोअर्स|फॉलोअर्स की संख्या",
        "likes": "ถูกใจเฉลี่ย|औसत लाइक",
        "engagement_rate": "อัตราการมีส่วนร่วม|एंगेजमेंट दर",
        "country": "ประเทศ|देश",
    },
    "es": {"posts": "N.º de publicaciones|Nº de publicaciones", "engagement_rate": "Tasa de interacción"},
    "tools": {
        "followers": "followersCount|follower_count|followers-count|edge_followed_by|subscriberCount|# Followers|Page followers",
        "views": "video_views|avgViews|Avg Views (last 10)|avg-views|Avg. views (last 30 days)|Avg views 30d",
        "likes": "avg_likes_per_post|AvgLikes|profile.stats.avgLikes",
        "engagement_rate_per_follower": "ER ((likes + comments) / followers)|Engagement rate (likes+comments/followers*100)",
        "engagement_rate_per_view": "ER ((likes + comments) / views)",
        "engagement_rate": "ER ((likes + comments + shares) / followers)|ER (likes / followers)",
        "": "Views 30d|Likes/followers|Total reach|Authentic followers",
    },
}
ALL = [(name, field) for fields in NAMED.values() for field, names in fields.items() for name in names.split("|")]


@pytest.mark.parametrize(("name", "field"), ALL)
def test_a_name_means_a_field(name: str, field: str) -> None:
    if field in ("handle", "title"):
        assert could_name_somebody(name)
        assert surely_says_handle(name) is (field == "handle")
    else:
        assert (field_named(name) or "") == field
