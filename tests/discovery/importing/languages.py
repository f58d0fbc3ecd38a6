"""Lists of invented creators in many languages, for telling encodings apart: names and words common there, put together by chance."""

import random
from dataclasses import dataclass

EVERYWHERE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
WESTERN = ("cp1252", "latin-1", "mac_roman")


@dataclass(frozen=True)
class Language:
    """What a list's cells are made of, and the old encodings that can write them."""

    header: str
    first: str
    last: str
    words: str
    encodings: tuple[str, ...]
    between: str = " "

    def rows(self, count: int, seed: int) -> list[list[str]]:
        """The header and so many rows: a handle in ASCII, a name, a place or topic, followers, a bio."""
        chance = random.Random(seed)
        first, last, words = self.first.split(), self.last.split(), self.words.split()
        rows = [self.header.split("|")]
        for number in range(count):
            name = self.between.join([chance.choice(first), chance.choice(last)])
            bio = self.between.join(chance.choices(words, k=chance.randint(2, 6)))
            rows.append([f"user.{number}_{seed}", name, chance.choice(words), str(chance.randint(900, 900_000)), bio])
        return rows


LANGUAGES = {
    "German": Language(
        "Handle|Name|Ort|Follower|Beschreibung",
        "Jörg Anna Björn Käthe Günther Sören Lukas Jürgen Marie Thomas Svenja Rüdiger",
        "Müller Schmidt Schäfer Weiß Köhler Krüger Böhm Groß Lange Jäger Höfer Vogel",
        "Köln München Düsseldorf Reisen Küche Fußball Gemüse Mode für schöne Grüße aus Österreich und über Familie täglich Rezepte",
        (*WESTERN, "cp1250"),
    ),
    "French": Language(
        "Pseudo|Nom|Ville|Abonnés|Biographie",
        "François Hélène Chloé Benoît Noël Anaïs Jérôme Marie Léa Cédric Zoé Luc",
        "Lefèvre Dupont Bérenger Gonçalves Château Mallet Benoît Maréchal Rousseau Préjean Côté Barthélemy",
        "Besançon Orléans voyages beauté à Évry crème être déjà santé où élève goût recettes l’été “vie” maman créatrice",
        WESTERN,
    ),
    "Spanish": Language(
        "Usuario|Nombre|Ciudad|Seguidores|Biografía",
        "José María Íñigo Raúl Lucía Ángel Sofía Begoña Jesús Martín Andrés Inés",
        "García Muñoz Núñez Pérez López Ibáñez Peña Gómez Díaz Ordóñez Castro Giménez",
        "España Málaga León Cádiz diseño moda niños cocina fácil años ¡Hola! música corazón mamá viajes fútbol ¿qué?",
        WESTERN,
    ),
    "Portuguese": Language(
        "Usuário|Nome|Cidade|Seguidores|Descrição",
        "João Conceição Sebastião Antônio Luísa Inês Fábio Vitória Caetano Mônica Simão Júlia",
        "Guimarães Gonçalves Magalhães Araújo Conceição Simões Brandão Falcão Leitão Assunção Camões Esteves",
        "São Paulo Brasília Maceió criação você não maquiagem coração receitas informações mãe três avó educação atração pães",
        WESTERN,
    ),
    "Italian": Language(
        "Utente|Nome|Città|Follower|Biografia",
        "Niccolò Giosuè Nicolò Marta Mosè Luca Noè Desirée Chiara Tommaso Giorgia Elena",
        "Cantù Forlì Rossi Salò Bianchi Marrè Greco Arnò Conti Foà Patanè Ferrari",
        "città caffè perché più felicità cucina è moda già così virtù lunedì papà viaggi libertà qualità però",
        WESTERN,
    ),
    "Swedish": Language(
        "Namn|Person|Ort|Följare|Om",
        "Åsa Björn Märta Göran Håkan Linnéa Per Sören Östen Pär Anna Måns",
        "Ström Åberg Sjöberg Lindström Håkansson Ek Nyström Öberg Söderlund Bergström Järvi Lund",
        "Malmö Göteborg Västerås mat på resor är små bröd träning för också hälsa är vår mamma skönhet",
        WESTERN,
    ),
    "Danish": Language(
        "Navn|Person|By|Følgere|Om",
        "Søren Jørgen Åse Bjørn Mikkel Bente Pål Rønnaug Lærke Kåre Anders Stæhr",
        "Sørensen Jørgensen Kjær Møller Bækgård Ødegård Nilsen Grønbæk Åberg Dahl Skjærseth Hæstad",
        "København Tromsø Århus på rejser træning og mad børn vær så god skønhed hjemme kærlighed års blå",
        WESTERN,
    ),
    "Polish": Language(
        "Użytkownik|Imię|Miasto|Obserwujący|Opis",
        "Łukasz Małgorzata Paweł Agnieszka Bożena Zdzisław Grażyna Michał Stanisław Kinga Wacław Róża",
        "Wójcik Dąbrowski Kamiński Wiśniewska Zieliński Szymański Woźniak Kozłowski Jabłoński Gołąb Wróbel Nowak",
        "Łódź Kraków Gdańsk Poznań podróże świat się życie zdjęcia dzieci książki miłość jest też piękno kuchnia ćwiczenia",
        ("cp1250", "iso8859_2"),
    ),
    "Czech": Language(
        "Uživatel|Jméno|Město|Sledující|Popis",
        "Jiří Tomáš Lukáš Kateřina Zdeněk Růžena Matěj Anežka Ondřej Věra Eliška Petr",
        "Novák Dvořák Černý Procházka Kučera Veselý Horák Němec Pokorný Hájek Růžička Říha",
        "Plzeň Děčín cestování krása vaření děti fotografie můj svět život že říká práce každý den šťastná móda",
        ("cp1250", "iso8859_2"),
    ),
    "Hungarian": Language(
        "Felhasználó|Név|Város|Követők|Leírás",
        "Gergő Győző László Zoltán Jenő Ágnes Krisztián Erzsébet Ödön Réka Csilla Dezső",
        "Szűcs Kovács Szabó Tóth Nagy Kőszegi Horváth Fekete Győri Szőke Erdős Halász",
        "Győr Pécs főzés utazás és szépség család könyv őszi nő hűség egészség jövő gyűjtő mindennap életmód",
        ("cp1250", "iso8859_2"),
    ),
    "Romanian": Language(
        "Utilizator|Nume|Oraş|Urmăritori|Descriere",
        "Ştefan Ionuţ Cătălin Mădălina Răzvan Bogdan Ilinca Anişoara Cristian Sânziana Lenuţa Mihai",
        "Popescu Ţurcanu Bălan Munteanu Dumitraşcu Grădinaru Stănescu Mureşan Câmpean Lupaşcu Vlădescu Rusu",
        "Bucureşti Iaşi Braşov călătorii viaţă şi reţete modă frumuseţe familie dragoste să în copii fericită bună",
        ("cp1250", "iso8859_2"),
    ),
    "Croatian": Language(
        "Korisnik|Ime|Grad|Pratitelji|Opis",
        "Željko Čedomir Siniša Đurđica Božidar Ivana Goran Tomislav Mišo Snježana Ana Vlatka",
        "Petrović Kovačević Babić Perišić Jurišić Knežević Šarić Blažević Đokić Horvat Vuković Čović",
        "Šibenik Poreč Đakovo putovanja ljepota kuća život djeca vježbanje može još već svaki recepti čokolada",
        ("cp1250", "iso8859_2"),
    ),
    "Turkish": Language(
        "Kullanıcı|İsim|Şehir|Takipçi|Açıklama",
        "Ayşe Çağlar Gülşen İbrahim Ömer Özge Şebnem Yiğit Işıl Emre Tuğba Uğur",
        "Yılmaz Şahin Öztürk Çelik Aydın Kılıç Doğan Güneş Yıldız Aslan Koç Erdoğdu",
        "İstanbul Eskişehir güzellik seyahat için çocuk yemek sağlık eğitim ve kadın alışveriş doğa mutluluk sınıf",
        ("cp1254",),
    ),
    "Russian": Language(
        "Ник|Имя|Город|Подписчики|Описание",
        "Анна Дмитрий Ольга Екатерина Сергей Юлия Фёдор Наталья Илья Ксения Жанна Егор",
        "Иванова Кузнецов Щербакова Смирнов Попова Воробьёв Соловьёва Зайцев Юдин Чернышёва Морозов Белова",
        "Москва Санкт-Петербург путешествия красота еда дети жизнь семья спорт каждый день рецепты мода юмор обзоры я и",
        ("cp1251", "koi8_r", "mac_cyrillic", "iso8859_5", "cp866"),
    ),
    "Ukrainian": Language(
        "Нік|Ім'я|Місто|Підписники|Опис",
        "Олена Іван Наталія Євген Юлія Сергій Ганна Їжак Тарас Оксана Андрій Зоя",
        "Шевченко Коваленко Бондар Гнатюк Їжакевич Ковальчук Олійник Лисенко Мороз Поліщук Кравець Яценко",
        "Київ Львів подорожі краса їжа діти життя сім’я спорт щодня рецепти мода її є та з",
        ("cp1251", "koi8_u"),
    ),
    "Greek": Language(
        "Χρήστης|Όνομα|Πόλη|Ακόλουθοι|Περιγραφή",
        "Γιώργος Μαρία Δημήτρης Ελένη Κώστας Ιωάννα Νίκος Άννα Παναγιώτης Σοφία Χρήστος Ζωή",
        "Παπαδόπουλος Νικολάου Οικονόμου Γεωργίου Κωνσταντίνου Βασιλείου Ιωάννου Αντωνίου Δήμου Μάρκου Πέτρου Λάμπρου",
        "Αθήνα Θεσσαλονίκη ταξίδια ομορφιά μαγειρική παιδιά ζωή και η μόδα υγεία κάθε μέρα με αγάπη φωτογραφία",
        ("cp1253", "iso8859_7"),
    ),
    "Korean": Language(
        "아이디|이름|지역|팔로워|소개",
        "김 이 박 최 정 강 조 윤 장 임 한 오",
        "민준 서연 도윤 지우 하은 예준 수아 지호 유진 현우 채원 은서",
        "서울 부산 여행 맛집 뷰티 일상 육아 운동 패션 먹방 게임 사진 강아지 고양이 소통해요 안녕하세요 매일 행복한 하루",
        ("cp949", "euc_kr"),
        "",
    ),
    "Japanese": Language(
        "アカウント|名前|地域|フォロワー|紹介",
        "佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林 加藤 吉田 山田",
        "さくら 陽菜 翔太 美咲 健太 結衣 大輔 あおい ゆうき 愛 直樹 拓海",
        "東京 大阪 旅行 料理 メイク ゲーム 毎日の生活 子育て ファッション 写真 猫 よろしくお願いします カフェ巡り 楽しい 日記",
        ("cp932", "euc_jp"),
        "",
    ),
    "Chinese": Language(
        "账号|姓名|地区|粉丝|简介",
        "王 李 张 刘 陈 杨 黄 赵 周 吴 徐 孙",
        "伟 芳 娜 敏 静 丽娟 强 磊 洋 艳 勇 杰",
        "北京 上海 美食 旅行 时尚 生活 健身 游戏 摄影 宝宝 每天分享 学习 我的日常 美妆 合作请联系 热爱音乐",
        ("gb18030",),
        "",
    ),
    "Taiwanese": Language(
        "帳號|姓名|地區|粉絲|簡介",
        "陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭",
        "怡君 志明 雅婷 俊傑 淑芬 家豪 美玲 建宏 佳穎 宗翰 靜宜 冠宇",
        "臺北 高雄 美食 旅遊 時尚 生活 健身 遊戲 攝影 寶寶 每天分享 學習 我的日常 美妝 合作請來信 熱愛音樂",
        ("big5", "cp950"),
        "",
    ),
}
