"""What stands for other words in a column's name, several words or one that is made up of two: {phrase: words that are known}.

Written as people write them; phrases are compared without case, accents and what stands between their words.
"""

from typing import Final

PHRASES: Final = {
    # Of no one language: tools', and JSON's.
    "followed by": "followers",
    "unique id": "uniqueid",
    "userid": "user id",
    "channelid": "channel id",
    "s no": "sno",
    "tik tok": "tiktok",
    "you tube": "youtube",
    "friends count": "following",
    "statuses count": "posts",
    "as of": "date",
    "checked on": "date",
    "last checked": "date",
    "e mail": "email",
    # German
    "gefällt mir": "likes",
    "interaktionsrate": "engagement rate",
    "interaktionsquote": "engagement rate",
    "engagementquote": "engagement rate",
    # French
    "mentions j aime": "likes",
    "j aime": "likes",
    # Spanish, Italian, Catalan
    "me gusta": "likes",
    "mi piace": "likes",
    "n o": "number",
    # Dutch
    "vind ik leuks": "likes",
    "vind ik leuk": "likes",
    "betrokkenheidspercentage": "engagement rate",
    "betrokkenheidsgraad": "engagement rate",
    "interactiepercentage": "engagement rate",
    # The Nordic languages
    "engagemangsgrad": "engagement rate",
    "interaktionsgrad": "engagement rate",
    "engagementsgrad": "engagement rate",
    "engasjementsrate": "engagement rate",
    "engasjementsgrad": "engagement rate",
    "sitoutumisaste": "engagement rate",
    # Czech, Slovak, Polish
    "uživatelské jméno": "username",
    "užívateľské meno": "username",
    "líbí se mi": "likes",
    "to se mi líbí": "likes",
    # Hungarian, Romanian
    "követők száma": "followers",
    "elköteleződési arány": "engagement rate",
    "nume utilizator": "username",
    "nume de utilizator": "username",
    # Turkish
    "takip edilen": "following",
    "takip edilenler": "following",
    "takip ettiği": "following",
    "e posta": "email",
    # Russian, Ukrainian
    "кол во": "count",
    "к сть": "count",
    "ім я": "name",
    # Arabic
    "اسم المستخدم": "username",
    "عدد المتابعين": "followers",
    "يتابع": "following",
    # Indonesian, Malay
    "rata rata": "average",
    "nama pengguna": "username",
    "jumlah pengikut": "followers",
    "tingkat keterlibatan": "engagement rate",
    # Vietnamese
    "người theo dõi": "followers",
    "lượt theo dõi": "followers",
    "người đăng ký": "followers",
    "đang theo dõi": "following",
    "bài viết": "posts",
    "bài đăng": "posts",
    "lượt thích": "likes",
    "thích": "likes",
    "bình luận": "comments",
    "lượt bình luận": "comments",
    "lượt chia sẻ": "shares",
    "chia sẻ": "shares",
    "lượt xem": "views",
    "tỷ lệ tương tác": "engagement rate",
    "tỉ lệ tương tác": "engagement rate",
    "tương tác": "engagement",
    "trung bình": "average",
    "tb": "average",
    "tài khoản": "account",
    "tên người dùng": "username",
    "tên tài khoản": "username",
    "tên": "name",
    "nền tảng": "platform",
    "quốc gia": "country",
    "ngôn ngữ": "language",
    "số lượng": "number",
    "số": "number",
    "ngày": "date",
    "liên kết": "link",
    # Thai, Hindi
    "อัตราการมีส่วนร่วม": "engagement rate",
    "उपयोगकर्ता नाम": "username",
}
