"""What is foreign is named, what is short, mixed or made of names is read."""

import pytest

from onrecord.pages import Given, from_text, language
from onrecord.vocabulary import Outcome

ENGLISH = "The ferry will sail again from May, said the mayor, and the fishermen have won what they wanted from the company that owns it."
FOREIGN = {
    "de": "Der Rat von Port Vell trat am Montag zusammen und stimmte für die Fähre. Sie werde ab Mai wieder fahren, "
    "sagte die Bürgermeisterin. Die Fischer hatten elf Tage lang gestreikt.",
    "da": "Rådet i Port Vell mødtes mandag og stemte for færgen. Den sejler igen fra maj, sagde borgmesteren for journalisterne. "
    "Fiskerne har strejket i elleve dage for at få mere i løn.",
    "nl": "De raad van Port Vell kwam maandag bijeen en stemde voor de veerboot. Die vaart vanaf mei weer, zei de burgemeester. "
    "De vissers hebben elf dagen gestaakt en eisten meer loon.",
    "pl": "Rada Port Vell zebrała się w poniedziałek i zagłosowała za promem. Będzie on znowu pływać od maja, powiedziała burmistrz. "
    "To jest ważne dla rybaków, którzy strajkowali przez jedenaście dni.",
    "ru": "Совет Порт-Велла собрался в понедельник и проголосовал за паром. Он снова пойдёт с мая, сказала мэр города.",
    "zh": "维尔港市议会星期一开会，投票支持渡轮。市长说，渡轮将从五月起重新航行。渔民罢工了十一天，要求提高夜班工资，他们的发言人说。",
    "ar": "اجتمع مجلس بورت فيل يوم الاثنين وصوت لصالح العبارة. وقالت رئيسة البلدية إنها ستبحر مرة أخرى اعتبارا من مايو.",
    "fr": "Le conseil de Port Vell s'est réuni lundi et a voté pour le ferry. Il naviguera de nouveau à partir de mai, a dit la maire. "
    "Les pêcheurs ont fait grève pendant onze jours.",
}  # fmt: skip


@pytest.mark.parametrize("code", FOREIGN)
def test_a_text_in_another_language_is_kept_and_says_that_it_is_not_read(code: str) -> None:
    text = f"{FOREIGN[code]} {FOREIGN[code]}"
    found = from_text(text)
    assert (found.language, found.outcome, found.text) == (code, Outcome.LANGUAGE_NOT_READ, text)


@pytest.mark.parametrize("code", ["de", "da", "nl", "pl", "fr"])
def test_a_page_of_which_a_good_part_is_english_is_read(code: str) -> None:
    assert from_text(f"{FOREIGN[code]} {FOREIGN[code]} {ENGLISH}").outcome is Outcome.OK


@pytest.mark.parametrize(
    "words",
    [
        "Fährstreik endet nach elf Tagen",
        "Celtic 3 Rangers 1, Hearts 2 Hibernian 2, Kilmarnock 0 Motherwell 1, Livingston 1 Ross County 3, St Johnstone 0 St Mirren 2",
        "Giovanni Rossi, Marco Bianchi, Luca Ferrari, Paolo Esposito, Andrea Romano, Matteo Colombo, Francesco Ricci, "
        "Alessandro Marino, Lorenzo Greco",
        "1,2,3 4 5 6 7 8 9 " * 40,
        "",
    ],
)
def test_headlines_and_lists_of_names_are_not_called_foreign(words: str) -> None:
    assert language.of(words) in (None, "en")


def test_english_is_told_without_the_classifier() -> None:
    language._identifier.cache_clear()
    assert from_text(f"{ENGLISH} {ENGLISH}", Given(headline="Ferry")).language == "en"
    assert language._identifier.cache_info().misses == 0
