"""What texts in the world's languages are made of beyond ASCII, and which old encodings are theirs: letters, the commonest first.

Data alone; guessing.py tells by it how a text is encoded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

# What stands between words, or instead of them, in any language.
SIGNS: Final = "’“”–…‘—«»•·€°™®©„‚¿¡ºª£\u00a0\u00ad‹›§²³½¼×†"
EAST_ASIAN_SIGNS: Final = "、。，！・「」～（）：？ー…·『』【】《》☆★♥♡♪○●◆■→※；“”‘’―〜－／＆＠　１２３４５６７８９０"


class Alphabet(NamedTuple):
    """A language's letters beyond ASCII, in lower case, the commonest first; `weight` is how often lists are in that language."""

    letters: str
    weight: float = 1.0


_GERMAN = Alphabet("üäößéàè", 2)
WESTERN: Final = {
    "German": _GERMAN,
    "French": Alphabet("éèàêçîôâûùïëœæü", 2),
    "Spanish": Alphabet("óíáéñúü", 2.5),
    "Portuguese": Alphabet("ãçáéíõóêâúàôü", 2.5),
    "Italian": Alphabet("àèòùìéç", 1.5),
    "Swedish": Alphabet("äåöéáü"),
    "Danish": Alphabet("øåæéöäòó"),
    "Dutch": Alphabet("ëïéèöüá", 0.6),
    "Catalan": Alphabet("àéèóíòçïúü·", 0.5),
    "Icelandic": Alphabet("áíðöéóúþæý", 0.01),
}
CENTRAL: Final = {
    "Polish": Alphabet("łąęóśżćńź", 2),
    "Czech": Alphabet("íáěéřščžýůúňťďó", 1.5),
    "Slovak": Alphabet("áíéčýšžúľťňôäóďŕĺ"),
    "Hungarian": Alphabet("áéöóőüíúű", 1.5),
    "Croatian": Alphabet("čšžćđ", 1.5),
    "Romanian": Alphabet("ăâîşţșț"),
    "German": _GERMAN,
}
BALTIC: Final = {
    "Latvian": Alphabet("āīēšūņļžčķģ"),
    "Lithuanian": Alphabet("ėųšįžūčąę"),
    "Estonian": Alphabet("äõöüšž"),
}
RUSSIAN: Final = {
    "Russian": Alphabet("оаеинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", 3),
    "Ukrainian": Alphabet("оаніирвтеслкудмпзяьбгйчхцїюжєшщґф’"),
    "Bulgarian": Alphabet("аиоентрсвлкдпмзгяъубчцйжщхшюфь", 0.5),
    "Serbian": Alphabet("аиоенрсуткјвдмплгзбчшжцњљћхђфџ", 0.5),
}
GREEK: Final = {"Greek": Alphabet("ατοιενρσκηπςυμλίόάγέδήωχθύφβξζώψϊϋΐ")}
TURKISH: Final = {"Turkish": Alphabet("ıişüğçöâî")}
HEBREW: Final = {"Hebrew": Alphabet("יוהלרבתמאשנעםדקחפסכגטצןזךףץ")}
ARABIC: Final = {"Arabic": Alphabet("اليمونرتبةعدسفهكقأحجشطصىخإضزذثغئءؤظآپچگک،")}
THAI: Final = {"Thai": Alphabet("านรอกเงมยลวดทสตะปบคหแจพชขใ่้ีัิืุ็ูไำโณธศ์ผถฟภญซฐษฉึฝฤ")}

# Of these scripts the commonest characters; far more are in use.
HANGUL: Final = (
    "이다에의는로하을가고지서한은기으년대사시를리도인스일김박최정강조윤장임오신권황안송류유전홍민준연우예수아호진현채원영미희성경재동"
    "해주나라소선승은상철숙자혜순종석태형훈규용찬빈솔율별봄보람세윤건혁석환진옥남여행맛집뷰티상육운패션먹방게임사강양안녕하세요매복루"
    "울부산전광인천제충북구평만들어그것있수되게니과와면했모도록부터까만원크리에터생활건일팔워소개역름디플카메채널공식문의제휴협찬요"
    "그램유튜브블로거음악댄스노래책영화꽃꿈길날늘달들말맘물발밤밥배벽병복봉빛빵빨뿐새색생설섬손술숲쉬쌍쓰씨약얼없엄었엔열옷완왕외욕"
    "위은응작잘잠저절점접젊젤종좋죄줄중즐증직질집짝차참책처청초추축출취치친커코콘쿠큰타탄터테토통투트특파판팀팬퍼페편포표푸풍프피필학합항핸햇향험혼화활회후휴"
)
KANA: Final = (
    "のにるたとはしいをでてがなれからさっりすあもこまうくよきんめおけそつだやえどわちみせじばへびずろほげむべひょゆぶごゃねふぐぎぼゅ"
    "ンスルトリイアラックドシレジタフロカテマィグバムプオコデニウメサビナブャエュチキズダパミェョハセベガモツネボソノァヴワポペピケゴギザホゲォヤヒユヨヘゼヌゥゾづざぞぬぜぱぽぷぴぃぁぇぺぢぉぅヶヂヲヅ"
)
KANJI: Final = (
    "日一人大年本中田子山出東京国会生時行見月分後前上間木村小川佐藤鈴高橋渡辺伊加吉井松林清水原和石阪美愛花咲結菜陽翔太健大輔直樹拓海"
    "優真由紀香里奈恵理彩沙織千春夏秋冬旅料理写真動画毎日生活好猫犬食楽公式情報紹介方法今新手気金学校先女男名前地域願楽子育家族店巡物語音歌"
    "来事自社発者内部同体立業力目化代動場合用野度持考世界最近開始作品集市区県島都道府福岡広名古屋横浜神戸札幌沖縄北海九州仙台長崎静岡"
    "心思言話語何私彼君友達青赤白黒色空雨風雪星光夜朝昼週曜半円電車駅道町店屋服靴髪肌顔体重食飯肉魚野菜果物酒茶水火土草森川池湖海岸"
    "運営担当募集中無料送購入商品販売限定配信更新登録者数万千百十九八七六五四三二外安全重要意味度回目第全員各種類別特有能性質量感情想像力"
)
SIMPLIFIED: Final = (
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当"
    "想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定"
    "女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比"
    "住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它"
    "许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办"
    "运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形"
    "陈杨赵吴徐孙胡朱郭何罗宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范方石姚谭廖邹熊陆郝孔崔康毛邱秦顾侯邵孟龙"
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华玉兰红梅婷雪琳欣怡佳宇浩轩涵梓晨阳博"
    "食旅游尚健拍摄影宝妈育儿习常妆容护肤穿搭美食探店账号姓名粉丝简介音乐热合联系商务享短视频直播达人博主测评职场情感舞蹈宠物猫狗汽车科技数码家居母婴"
)
TRADITIONAL: Final = (
    "的一是不了在人有我他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可裡後小麼心多天而能好都然沒日於起還發成事只作當"
    "想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定"
    "女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比"
    "住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常提感金何更反合放做系計或司利受光王果親界及今京務制解各任至清物台象記邊共風戰幹接它"
    "許八特覺望直服毛林題建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每青管夫連遠資隊跟帶花快條院變聯言權往展該領傳近留紅治決周保達辦"
    "陳黃李吳劉蔡楊許鄭謝郭洪曾邱廖賴徐葉蘇莊呂江何蕭羅簡朱鍾彭游詹胡施沈余趙盧梁顏柯孫魏翁戴范宋方杜侯溫薛丁古湯姚石藍連馮康歐尤阮卓唐"
    "怡君志明雅婷俊傑淑芬家豪美玲建宏佳穎宗翰靜宜冠宇欣惠雯琪慧娟麗秀珍雪芳文雄偉銘哲瑋軒承恩品妤詩涵柏睿"
    "臺北高雄旅遊尚健遊戲攝影寶媽育兒習常妝容護膚穿搭探店帳號姓名粉絲簡介音樂熱合作聯繫享短影片直播達人部落客開箱評測職場感舞蹈寵物貓狗汽車科技居母嬰"
    "香港新竹桃園台南中彰化雲林嘉義屏東宜蘭花蓮"
)


@dataclass(frozen=True)
class Encoding:
    """An old encoding as Python calls it, how rare it is, as what to add to a logarithm, and the languages that are written in it."""

    name: str
    rarity: float
    languages: Mapping[str, Alphabet]


SINGLE_BYTE: Final = (
    Encoding("cp1252", 0, WESTERN),
    Encoding("cp1250", -1, CENTRAL),
    Encoding("cp1251", 0, RUSSIAN),
    Encoding("cp1253", -1, GREEK),
    Encoding("cp1254", -1, TURKISH),
    Encoding("cp1255", -1, HEBREW),
    Encoding("cp1256", -1, ARABIC),
    Encoding("cp1257", -3, BALTIC),
    Encoding("cp874", -2, THAI),
    Encoding("mac_roman", -4, WESTERN),
    Encoding("koi8_r", -3, RUSSIAN),
    Encoding("koi8_u", -4, RUSSIAN),
    Encoding("iso8859_2", -2, CENTRAL),
    Encoding("iso8859_5", -5, RUSSIAN),
    Encoding("iso8859_7", -3, GREEK),
    Encoding("mac_cyrillic", -5, RUSSIAN),
    Encoding("cp850", -5, WESTERN),
    Encoding("cp852", -5, CENTRAL),
    Encoding("cp866", -4, RUSSIAN),
)


@dataclass(frozen=True)
class EastAsian:
    """An encoding of two bytes as Python calls it: the commonest characters with how much of a text they are, and the others.

    `ordered` is an encoding whose first bytes tell levels of use apart: (first, last, how much of a text, how many characters); `rest`
    is what it lacks.
    """

    name: str
    rarity: float
    common: tuple[tuple[str, float], ...]
    ordered: str
    levels: tuple[tuple[int, int, float, int], ...]
    rest: tuple[float, int]


_JAPANESE = ((KANA, 0.5), (KANJI, 0.3))
_JIS = ((0xB0, 0xCF, 0.12, 2965), (0xD0, 0xF4, 0.01, 3390))
EAST_ASIAN: Final = (
    EastAsian("cp949", 0, ((HANGUL, 0.75),), "euc_kr", ((0xB0, 0xC8, 0.2, 2350), (0xCA, 0xFD, 0.001, 4888)), (0.001, 8822)),
    EastAsian("cp932", 0, _JAPANESE, "euc_jp", _JIS, (0.001, 500)),
    EastAsian("euc_jp", -2, _JAPANESE, "euc_jp", _JIS, (0.001, 500)),
    EastAsian("gb18030", 0, ((SIMPLIFIED, 0.75),), "gb2312", ((0xB0, 0xD7, 0.18, 3755), (0xD8, 0xF7, 0.01, 3008)), (0.001, 14_000)),
    EastAsian("cp950", 0, ((TRADITIONAL, 0.75),), "big5", ((0xA4, 0xC6, 0.18, 5401), (0xC9, 0xF9, 0.01, 7652)), (0.001, 500)),
)
