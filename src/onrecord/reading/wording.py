"""Words that headlines drop and pages have: hedges, limits, conditions, negations, denials; and cues that tell of acts."""

import re

HEDGE = re.compile(
    r"\b(?:may|(?i:might|could|alleged(?:ly)?|reportedly|apparently|possibly|perhaps|feared|likely|unlikely|suspected|thought to"
    r"|said to be|believed to|rumou?red"
    r"|up to|as (?:many|much|little) as|in (?:my|our|his|her|their) (?:view|opinion)|would (?:have|be able)|potentially"
    r"|not (?:yet )?(?:clear|certain|known)|unclear|uncertain|whether"
    r"|model|appears? to|seems? to|tentative(?:ly)?|preliminary))\b"
)
HEDGED = re.compile(
    r"(?i)\b(?:may|might|could|would|alleged(?:ly)?|reportedly|possibl[ey]|perhaps|fears?|feared|likely|unlikely|suspected"
    r"|suspects?|thought|believed|rumou?red|up to|expected|set to|tipped|risks?|threat(?:ens?)?"
    r"|hopes?|plans?|mulls?|considers?|considering|weighs?|eyes?|claims?|claimed|warns?|warning|accused|charged|potential(?:ly)?"
    r"|proposed|proposes?|seeks?|wants?|appears?|seems?)\b"
)
UNDONE = re.compile(
    r"(?i)\b(?:(?:has|have|had) offered|offers? to|plans? to|planned|planning|intends?|means? to|hopes? to|would like|wants? to"
    r"|considering|consider|proposed|proposals?|proposes|draft|bid for|ballot"
    r"|yet to|not yet|no \w+ (?:has|have) been \w+ yet|will (?:ask|decide|vote|consider|discuss|be asked)|is due to|are due to"
    r"|applied|application|in talks|nothing (?:has been |is |was )?decided|no decision"
    r"|first step|steps? towards?|a (?:long|good) way off|in (?:mice|rats|the laboratory)|early (?:days|stage)|thinking (?:of"
    r"|about)|looking at|one of (?:two|three|four|five|six|several|many|a number of) \w+"
    r"|under (?:discussion|consideration|review)|asked for (?:\w+ ){1,3}to (?:think|consider)|handed to|put to|invited to|hop(?:es"
    r"|ed|ing)|talks? (?:about|of|on) |shortlist(?:ed)?|final(?:ist)? (?:of|next|on)|could be|might be"
    r"|if approved|subject to|would (?:become|see|mean|close|create|cut|raise|end|allow|make|give|take|bring)|aims? to|is to be"
    r"|are to be|expects? to)\b"
)
LIMIT = re.compile(r"(?i)\b(?:unless|only if|provided that|on condition|except|only|as long as|no more than|at most|partly|partially)\b")
SOME = re.compile(
    r"(?i)\b(?:the (?:other|remaining) (?:\d+|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty)\b|the (?:rest"
    r"|others) (?:were|was|had|have|has|are|is|did)\b|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine"
    r"|ten) (?:out )?of (?:the |its |their |his |her )?(?:[\w'’]+ )?\d+\b|only (?:one|two|three|a few|some|\d+)\b)"
)
NO_MORE = re.compile(r"(?i)\b(?:(?:was|were) to have|(?:was|were|had been) (?:due|scheduled) to|no longer|called off|until then it was)\b")
DATED = re.compile(
    r"(?i)[ -]*(?:years?|days?|weeks?|months?|hours?|minutes?|decades?|centur|am\b|pm\b|km|metres?|january|february|march|april"
    r"|may\b|june|july|august|sept|octo|nov|dec)"
)
UNLESS = re.compile(r"(?i)\b(?:unless|only if|provided that|on condition)\b")
CLAUSE = re.compile(
    r"[,;:—–]\s+(?:(?:and|but|or) )?|\s(?=(?:who|which|while|although|though|whereas|because|since|after|before|as|but|and)\s)"
)
IF = re.compile(r"(?i)(?<!as )(?<!even )\bif\b(?! any)(?! not)")
NOT = re.compile(
    r"(?i)\b(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot|fail(?:s|ed)? to|refus(?:es?|ed|ing) to|yet to|far from"
    r"|hardly|stopped short of|declin(?:es?|ed) to|rul(?:es?|ed|ing) out|den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es"
    r"|ed)?|none)\b|n['’]t\b"
)
DENIES = re.compile(
    r"(?i)\b(?:den(?:y|ies|ied|ying)|denials?|reject(?:s|ed)?|disput(?:e|es|ed|ing)|refut(?:es?|ed)|dismiss(?:es|ed) (?:it|the|this"
    r"|that|any|as|his|her|their|claims?|reports?)|contradict(?:s|ed)?|contest(?:s|ed)|plead(?:s|ed)? not guilty"
    r"|protest(?:s|ed)? (?:his|her|their) innocence|untrue|false|baseless|unfounded|nonsense|no (?:evidence|proof|truth|plans? to"
    r"|sign|indication|confirmation|basis)|nobody else|no one else|no other witness"
    r"|not true|(?:could|can)(?: ?not|n['’]t) (?:be )?(?:independently )?(?:verif|confirm|show|prove|be told)\w*|unverified"
    r"|unconfirmed|never happened|did not happen|has not confirmed"
    r"|saw (?:it|things|no)|took a different view|no such thing|no \w+ (?:had|has|have) (?:taken place|happened|been)|it was (?:he"
    r"|she|they)\b|nothing of the (?:kind|sort)|made (?:it|this|that) up|invent(?:ed|ion)|innocent|knows? nothing|(?:was|were|is"
    r"|are) wrong|not so\b|of (?:her|his|their|its) own accord"
    r"|no other \w+|no one saw|nobody saw|show(?:s|ed) nothing|found no|no trace|no sign|(?:could|can) ?not be (?:said|told|shown"
    r"|proved|known|ruled out)|cannot be (?:said|told)|which causes which|sees? no|saw no|knows? of no|knew of no"
    r"|sees? it differently|on the contrary|hoax|debunked|fabricated|do(?:es)? not (?:show|prove|mean)|is not proven"
    r"|remains? unproven)\b"
)
UNDISPUTED = re.compile(
    r"(?i)\b(?:not|no one|nobody|none|never|n['’]t)(?: has| have)?(?: been)? (?:disput|contest|den(?:y|ied)|reject|contradict"
    r"|challeng)\w*"
)
AGREES = re.compile(
    r"(?i)\b(?:said|says|told \w+|put it) (?:much )?the same|confirm(?:s|ed)|agree[sd]?(?! to)|acknowledge[sd]|admit(?:s|ted)"
    r"|conced(?:es|ed)|both sides|both parties|jointly|joint statement|echoed|in a joint"
)
CARRIES = re.compile(
    r"(?i)\b(?:plan(?:s|ned|ning)?|drawn|draws?|drew|decid\w+|vot(?:e[sd]?|ing)|intend\w*|means?|meant|wants?|wanted|offer\w*"
    r"|ask(?:s|ed|ing)?|accept\w*|ban(?:s|ned)|agree[sd]? (?:to|on)|sign\w*|schedul\w+|choos\w+|chose"
    r"|approv\w+|reject\w*|hand\w*|count\w*|resolv\w+|order\w*|rul(?:ed|es)|learn\w*|know\w*|knew|see[ns]?|saw|found|hear[ds]?"
    r"|refus\w+|pledg\w+|promis\w+|vow\w*|demand\w*|call\w* (?:for|on)|urg\w+|threaten\w*|back\w*|kept|discuss\w*"
    r"|disput\w+|den(?:y|ies|ied))\b"
)
"""Cues by which the page itself tells of somebody's plan, decision or act: it is the page that says so."""
FEARS = re.compile(
    r"(?i)\b(?:fears?|feared|concerns?|concerned|worr(?:y|ies|ied)|risks?|dangers?|warn(?:s|ed|ing)?|threats?|afraid|could be used"
    r"|pretend)\b"
)
TOLD_TO = re.compile(
    r"\b(?:interview with|told|telling|interview in|wrote in|talking to|spoke to) (?:the )?(?P<paper>[“\"][^”\"]{3,40}[”\"]"
    r"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
)
"""To which paper or station something was said."""
