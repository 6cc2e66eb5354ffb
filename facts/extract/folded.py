"""A text in plain letters of the same length, so that tables need one spelling and offsets stay as they are."""

# Traditional characters of numbers, units and what is counted, with the simplified ones that the tables are written in.
_TRADITIONAL = (
    "億萬兩個項國約過圓幣歐盧羅貨雙邊貿額達長進區聯車輛學協議簽訂備條萊噸頃層戶專會見訪問華倆關係產業務員則應職場園陸續連歲點"
    "鐘時間僅數據種類屆號倉儲際組織參與資幾餘領導團隊處將擴從開為當實現總統無來壓縮頓屬後還這爾麼樣體積裡設書機構館錄歷環節說"
    "給對於發報較縣鎮準獎選單臺師隻輪級強勞動響盡滿圍縱橫張擁變訊傳輸購銷贈複檢疫調熱農藥飛運鐵雲電戰紀術標筆線網藝駐觀礎題裝"
    "裏齊們昇創獲減漲佔淨計劃畫絡課範習漢語優勢衛護遊醫療軍許論壇談舉辦爲盤鎊韓蘇鋼顆廠賣買賓貸償債採隨嚴眾圖劇願賽頭"
)
_SIMPLIFIED = (
    "亿万两个项国约过圆币欧卢罗货双边贸额达长进区联车辆学协议签订备条莱吨顷层户专会见访问华俩关系产业务员则应职场园陆续连岁点"
    "钟时间仅数据种类届号仓储际组织参与资几余领导团队处将扩从开为当实现总统无来压缩顿属后还这尔么样体积里设书机构馆录历环节说"
    "给对于发报较县镇准奖选单台师只轮级强劳动响尽满围纵横张拥变讯传输购销赠复检疫调热农药飞运铁云电战纪术标笔线网艺驻观础题装"
    "里齐们升创获减涨占净计划画络课范习汉语优势卫护游医疗军许论坛谈举办为盘镑韩苏钢颗厂卖买宾贷偿债采随严众图剧愿赛头"
)

_SAME = str.maketrans(
    {
        **dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\t", " "),
        **dict.fromkeys("‐‑−－﹣", "-"),
        **dict.fromkeys("’‘ʼ`´＇", "'"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **{chr(0xFF21 + letter): chr(0x61 + letter) for letter in range(26)},
        **{chr(0xFF41 + letter): chr(0x61 + letter) for letter in range(26)},
        "％": "%",
        "﹪": "%",
        "＄": "$",
        "﹩": "$",
        "￥": "¥",
        "￡": "£",
        "．": ".",
        "＋": "+",
        "～": "~",
        "〜": "~",
        "（": "(",
        "）": ")",
        "ё": "е",
        "Ё": "е",
        "İ": "i",
        "〇": "零",
    }
)


def fold(text: str) -> str:
    """Fold a text to small letters, Western digits, one kind of blank, hyphen and apostrophe, and е for ё.

    returns  a text of exactly the same length
    """
    plain = text.translate(_SAME)
    small = plain.lower()
    return small if len(small) == len(text) else "".join(low if len(low := each.lower()) == 1 else each for each in plain)
