"""First names that are mostly women's or mostly men's where English is written: a leaning, never a decision.

From common knowledge of names in the United States and Britain (compare the Social Security Administration's public lists of given names).
Names that both bear (*Leslie*, *Kim*, *Jordan*) are left out. A title or the page's own pronouns always count for more.
"""

FEMININE = frozenset(
    "abigail ada adele agnes aisha alexandra alice alicia alison allison amanda amber amy angela angelina angelique ann anna "
    "anne annette annie april audrey barbara beatrice becky bernadette beth betty beverly bonnie brenda bridget brittany brooke "
    "camille candice carla carmen carol caroline carolyn catherine cecilia charlotte chelsea cheryl christina christine cindy "
    "claire clara colleen connie constance consuelo crystal cynthia daphne debbie deborah debra deirdre denise diana diane dina "
    "dolores donna doris dorothy edith elaine eleanor elena elisabeth elizabeth ellen emily emma erica erin esther eva evelyn "
    "fatima felicia fiona florence frances gabriela gabrielle gail gloria grace greta gretchen guadalupe hannah harriet hazel "
    "heather helen hilary hillary holly ingrid irene isabel isabella ivanka jacqueline jane janet janice jeanne jennifer jenny "
    "jessica jill joan joanna johanna josephine joy joyce juanita judith judy julia julie juliet karen kate katherine kathleen "
    "kathryn kathy katie kayla kimberly laura lauren leah lillian linda lindsay lisa liz loretta lori lorraine louise lucia lucy "
    "lynne madeleine madison maggie marcia margaret margot maria marianne marie marilyn marjorie martha mary maureen megan melania "
    "melanie meredith michele michelle mildred miriam monica nadia nancy naomi natalie natasha nicole nina nora norma olga olivia "
    "pamela patricia paula paulette pauline peggy penelope phyllis priscilla rachel rebecca regina rita roberta rosa rose ruth "
    "samantha sandra sara sarah sharon sheila shirley sonia sophia sophie stella stephanie susan susanna suzanne svetlana sylvia "
    "tammy tatiana teresa theodora theresa tiffany tina ursula valerie vanessa veronica victoria virginia vivian wanda wendy yulia "
    "yvonne".split()
)
MASCULINE = frozenset(
    "aaron abdul adam adrian ahmed alan albert alberto alec alejandro alexander alfred alfredo ali allen alvin anders andres andrew "
    "angelo anthony antonio arnold arthur austin avi barack barry bashar ben benjamin bernard bernie bill billy bjorn bob bobby "
    "boris brad bradley brandon brian bruce bryan carl carlos charles christian christopher chuck clarence clifford clyde colin "
    "cory craig curtis dan daniel darrell darren dave david dean dennis derek derrick dick diego dieter dmitry don donald doug "
    "douglas duane dwight dylan earl ed eduardo edward edwin eli elijah elliott emmanuel enrique eric erik ernest ernesto ernie "
    "ethan eugene evan felipe felix fernando floyd francis francisco francois frank fred frederick fritz gabriel gary gavin geoff "
    "geoffrey george gerald gerhard gilbert giovanni giuseppe glenn gordon graham grant greg gregory guy hank hans harold harry "
    "harvey hassan heinrich henry herb herbert herman horst howard hugh hussein ian ibrahim igor isaac ivan jack jacob jacques jake "
    "james jared jason javier jay jean-claude jean-luc jeb jeff jeffrey jeremy jerome jerry jesse jim jimmy joe joel john jon "
    "jonathan jorge jose joseph joshua juan julian julio jurgen justin karl keith ken kenneth kenny kevin klaus kurt kyle larry "
    "lars lawrence leo leon leonard leroy lester lewis lloyd logan louis luis luke mahmoud malcolm manuel marco marcus mario mark "
    "martin mathew matt matteo matthew maurice max melvin micah michael miguel mike mikhail milton mitch mitt mohamed mohammed "
    "moshe muhammad mustafa nathan nathaniel neil newt nicholas nick nigel nikolai nils noah norman olaf oleg oliver olivier omar "
    "orlando osama oscar otto owen pablo patrick paul pedro perry pete peter philip phillip pierre pieter rafael ralph rand randy "
    "ray raymond recep reginald rex ricardo rich richard rick rob robert roberto rodney roger roland ron ronald ross roy ruben "
    "rudolph rudy rupert russell ryan salvador sam samuel saul scott sean sergei sergey sergio seth shane sidney silvio simon "
    "spencer stanley stephen steve steven stuart sven sylvester ted terry theodore thomas tim timothy todd tom tommy tony travis "
    "trevor tucker tyler tyrone vernon vicente victor viktor vincent vladimir volodymyr wallace walter warren wayne wesley will "
    "willem william willie wolfgang yuri yusuf zachary".split()
)


def leaning(first: str) -> str | None:
    """What a first name, folded to lower case, makes likely of gender: "f", "m" or None."""
    return "f" if first in FEMININE else "m" if first in MASCULINE else None
