import pytest

from geo.text.languages import tell_language
from geo.text.tokens import tokenise


def told(text: str) -> str:
    return tell_language(text, tokenise(text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The minister arrived in Damascus on Monday, and talks with the army began at once."),
        ("fr", "Le ministre est arrivé à Damas lundi et les discussions avec l'armée ont commencé."),
        ("es", "El ministro llegó a Damasco el lunes y las conversaciones con el ejército empezaron."),
        ("pt", "O ministro chegou a Damasco na segunda-feira e as conversas com o exército começaram."),
        ("it", "Il ministro è arrivato a Damasco lunedì e i colloqui con l'esercito sono cominciati."),
        ("de", "Der Minister ist am Montag in Damaskus angekommen, und die Gespräche haben begonnen."),
        ("nl", "De minister is maandag in Damascus aangekomen en het overleg met het leger is begonnen."),
        ("tr", "Bakan pazartesi günü Şam'a geldi ve ordu ile görüşmeler için bir tarih belirlendi."),
        ("pl", "Minister przyleciał w poniedziałek do Damaszku i rozmowy z wojskiem się rozpoczęły."),
        ("ru", "Министр прибыл в Дамаск в понедельник, и переговоры с военными начались."),
        ("uk", "Міністр прибув до Дамаска в понеділок, і переговори з військовими почалися."),
        ("bg", "Министърът пристигна в Дамаск в понеделник и преговорите с армията започнаха."),
        ("sr", "Министар је стигао у Дамаск у понедељак и почели су разговори са војском."),
        ("ar", "وصل الوزير إلى دمشق يوم الاثنين وبدأت المحادثات مع الجيش."),
        ("fa", "وزیر روز دوشنبه به دمشق رسید و گفتگو با ارتش آغاز شد."),
        ("ur", "وزیر پیر کو دمشق پہنچے اور فوج کے ساتھ بات چیت شروع ہوئی ہے۔"),
        ("he", "השר הגיע לדמשק ביום שני והשיחות עם הצבא החלו."),
        ("el", "Ο υπουργός έφτασε στη Δαμασκό τη Δευτέρα και οι συνομιλίες άρχισαν."),
        ("hi", "मंत्री सोमवार को दमिश्क पहुंचे और सेना से बातचीत शुरू हुई।"),
        ("zh", "部长星期一抵达大马士革，与军方的会谈随即开始。"),
        ("ja", "大臣は月曜日にダマスカスに到着し、軍との会談が始まった。"),
        ("ko", "장관은 월요일 다마스쿠스에 도착했고 군과의 회담이 시작되었다."),
    ],
)
def test_a_language_is_told_by_its_commonest_words_and_letters(language: str, text: str) -> None:
    assert told(text) == language
    assert told(text.upper()) == language


def test_a_few_foreign_words_leave_an_english_article_english() -> None:
    article = "The rebels of هيئة تحرير الشام said on Friday that they had taken the road to حلب from the army."
    assert told(article) == "en"


def test_a_text_without_words_is_in_no_language() -> None:
    assert told("") == told(" \n ") == told("1,234 — 5.6 %") == ""
