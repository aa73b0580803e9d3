"""Statements in Arabic, case by case: form, words, cue and speaker of each."""

from __future__ import annotations

import pytest

from marsad.annotate import annotate
from marsad.annotate.rows import article_of
from marsad.model import DetailRole, Statement

WOMAN = "سعاد التكناوي، مديرة مكتب الواحات"
MAN = "كريم البوزيدي، رئيس جمعية المربين"
Row = tuple[str, str, str | None, str | None]


def told(text: str) -> list[Row]:
    """Form, words, cue and speaker's name of each statement of a text."""
    _, article = article_of({"id": "x", "lang": "ar", "body": text})
    found = annotate(article)
    rows = []
    for fact in found.facts:
        if isinstance(fact, Statement):
            cues, speakers = fact.told(DetailRole.CUE), fact.entities(DetailRole.SPEAKER)
            name = found.entities[speakers[0]].name if speakers else None
            rows.append((fact.form.value, fact.text, cues[0].text if cues else None, name))
    return rows


CASES: dict[str, tuple[str, list[Row]]] = {
    "judged with a pronoun for the thing, by whom an office names": (
        "ورحبت جمعية المربين بالقرار، ووصفته رئيستها سعاد التكناوي بأنه «خطوة بلا أقدام».",
        [("mixed", "خطوة بلا أقدام", "ووصفته", "سعاد التكناوي")],
    ),
    "what is judged stands between verb and words": (
        f"غير أن {MAN}، وصف السوق بأنه «مصيدة مفتوحة للزبائن».",
        [("mixed", "مصيدة مفتوحة للزبائن", "وصف", "كريم البوزيدي")],
    ),
    "somebody without a name goes on": (
        "وفي ساحة المدينة، ظلت امرأة تبيع الخبز حتى الفجر وهي تردد: «من نام ومن لم ينم، كلهم جياع».",
        [("direct", "من نام ومن لم ينم، كلهم جياع", "تردد", None)],
    ),
    "as somebody without a name says": (
        "ولو نزل المطر لكان الموسم أيسر، كما يعلق أحد الفلاحين.",
        [("indirect", "ولو نزل المطر لكان الموسم أيسر", "يعلق", None)],
    ),
    "an office goes on behind another clause": (
        f"وقالت {WOMAN}، إن البئر جافة. وقد تغلق الضيعة، غير أن المديرة رفضت الجزم بذلك، وذكرت بأن البحث في بدايته.",
        [
            ("indirect", "إن البئر جافة", "وقالت", "سعاد التكناوي"),
            ("indirect", "بأن البحث في بدايته", "وذكرت", "سعاد التكناوي"),
        ],
    ),
    "what the speaker would not say": (
        f"وقال {MAN}، إن القطيع بخير، رافضا الإفصاح عن عدد الرؤوس.",
        [("indirect", "إن القطيع بخير", "وقال", "كريم البوزيدي")],
    ),
    "postponed by somebody without a name": (
        "لو توفر التمويل لامتدت السكة إلى الميناء، يقول مصدر من الشركة.",
        [("indirect", "لو توفر التمويل لامتدت السكة إلى الميناء", "يقول", None)],
    ),
    "whom the sentence is put under": (
        f"وقال {MAN} إن القطيع سالم. أما سعاد التكناوي، فلم تلتزم بأي موعد، مكتفية بالقول إن الملف مفتوح.",
        [
            ("indirect", "إن القطيع سالم", "وقال", "كريم البوزيدي"),
            ("indirect", "إن الملف مفتوح", "بالقول", "سعاد التكناوي"),
        ],
    ),
    "verb, name, office, colon": (
        f"وقالت {WOMAN}: «سنغرس ألف نخلة في كل دوار».",
        [("direct", "سنغرس ألف نخلة في كل دوار", "وقالت", "سعاد التكناوي")],
    ),
    "a circumstance before the colon": (
        f"وقال {MAN}، في لقاء مع الصحافة: «لن نبيع قطعاننا».",
        [("direct", "لن نبيع قطعاننا", "وقال", "كريم البوزيدي")],
    ),
    "without a colon, straight marks": (
        f'وقال {MAN} "لن نبيع قطعاننا هذا العام".',
        [("direct", "لن نبيع قطعاننا هذا العام", "وقال", "كريم البوزيدي")],
    ),
    "marks turned round": (
        f"وقال {MAN}: ”لن نبيع قطعاننا هذا العام“.",
        [("direct", "لن نبيع قطعاننا هذا العام", "وقال", "كريم البوزيدي")],
    ),
    "straight marks behind a preposition": (
        f'ووصف {MAN}، القرار بـ"الخطوة الكبيرة جدا".',
        [("mixed", "الخطوة الكبيرة جدا", "ووصف", "كريم البوزيدي")],
    ),
    "two sentences in one quotation": (
        f"وصرح {MAN}: «الماء قليل. والعلف غال».",
        [("direct", "الماء قليل. والعلف غال", "وصرح", "كريم البوزيدي")],
    ),
    "a clause": (
        f"وأكدت {WOMAN}، أن الأشغال ستنطلق في مارس.",
        [("indirect", "أن الأشغال ستنطلق في مارس", "وأكدت", "سعاد التكناوي")],
    ),
    "a preposition on the particle": (
        f"وأفاد {MAN}، بأن الأشغال ستنطلق في مارس.",
        [("indirect", "بأن الأشغال ستنطلق في مارس", "وأفاد", "كريم البوزيدي")],
    ),
    "a preposition before the particle": (
        f"وأشار {MAN} إلى أنه سيوزع الأعلاف.",
        [("indirect", "أنه سيوزع الأعلاف", "وأشار", "كريم البوزيدي")],
    ),
    "subject first": (
        f"أما {WOMAN}، فترى أن نصف الواحات مهدد.",
        [("indirect", "أن نصف الواحات مهدد", "فترى", "سعاد التكناوي")],
    ),
    "name and imperfect": (
        "زارت سعاد التكناوي، مديرة مكتب الواحات، فكيك. سعاد التكناوي تقول إن النخيل عطشان.",
        [("indirect", "إن النخيل عطشان", "تقول", "سعاد التكناوي")],
    ),
    "quoted words in a clause": (
        f"واعتبر {MAN}، أن ثمن العلف «يفوق طاقة الجميع» هذا العام.",
        [("mixed", "أن ثمن العلف «يفوق طاقة الجميع» هذا العام", "واعتبر", "كريم البوزيدي")],
    ),
    "a demand": (
        f"وطالب {MAN}، بإعفاء المربين من الرسوم.",
        [("indirect", "بإعفاء المربين من الرسوم", "وطالب", "كريم البوزيدي")],
    ),
    "a demand for a thing": (
        f"وطالب {MAN}، بمنحة شهرية للرعاة.",
        [("indirect", "بمنحة شهرية للرعاة", "وطالب", "كريم البوزيدي")],
    ),
    "a call": (
        f"ودعا {MAN} إلى عدم رفع الأسعار.",
        [("indirect", "إلى عدم رفع الأسعار", "ودعا", "كريم البوزيدي")],
    ),
    "a warning": (
        f"وحذرت {WOMAN}، من نفاد المياه في الصيف.",
        [("indirect", "من نفاد المياه في الصيف", "وحذرت", "سعاد التكناوي")],
    ),
    "a denial": (
        f"ونفى {MAN}، وجود أي خلاف مع الوزارة.",
        [("indirect", "وجود أي خلاف مع الوزارة", "ونفى", "كريم البوزيدي")],
    ),
    "a verb between litotes and its clause": (
        f"ولم تستبعد {WOMAN}، أن يتأخر الموعد.",
        [("indirect", "أن يتأخر الموعد", "ولم تستبعد", "سعاد التكناوي")],
    ),
    "a question": (
        f"وتساءلت {WOMAN}، عما إذا كان الماء كافيا.",
        [("indirect", "عما إذا كان الماء كافيا", "وتساءلت", "سعاد التكناوي")],
    ),
    "relayed words": (
        f"ونقلت الجريدة عن {MAN}، قوله إن البئر جاهزة.",
        [("indirect", "إن البئر جاهزة", "ونقلت", "كريم البوزيدي")],
    ),
    "a verb that goes with the main one": (
        f"وقالت {WOMAN}، وهي تبتسم: «الماء قليل هذا العام».",
        [("direct", "الماء قليل هذا العام", "وقالت", "سعاد التكناوي")],
    ),
    "no verb": (
        "كريم البوزيدي، رئيس جمعية المربين: «لن نبيع قطعاننا أبدا».",
        [("direct", "لن نبيع قطعاننا أبدا", None, "كريم البوزيدي")],
    ),
    "a quotation that goes on": (
        f"وقال {MAN}: «لن نبيع قطعاننا». «العلف غال والماء قليل».",
        [
            ("direct", "لن نبيع قطعاننا", "وقال", "كريم البوزيدي"),
            ("direct", "العلف غال والماء قليل", None, "كريم البوزيدي"),
        ],
    ),
    "a fragment": (
        f"وأشادت {WOMAN}، بـ«خطوة طال انتظارها من الجميع».",
        [("mixed", "خطوة طال انتظارها من الجميع", "وأشادت", "سعاد التكناوي")],
    ),
    "another verb of the sentence": (
        "اجتمع كريم البوزيدي مع الرعاة وأكد أن العلف سيصل.",
        [("indirect", "أن العلف سيصل", "وأكد", "كريم البوزيدي")],
    ),
    "a participle behind the speaker of words before": (
        f"«لن نبيع قطعاننا»، يقول {MAN}، مضيفا أن الصبر نفد.",
        [
            ("direct", "لن نبيع قطعاننا", "يقول", "كريم البوزيدي"),
            ("indirect", "أن الصبر نفد", "مضيفا", "كريم البوزيدي"),
        ],
    ),
    "auxiliaries and a date": (
        f"وكان {MAN}، قد أعلن الشهر الماضي أن القافلة ستتوقف.",
        [("indirect", "أن القافلة ستتوقف", "أعلن", "كريم البوزيدي")],
    ),
    "a judgement": (
        f"واعتبر {MAN}، القرار «خطوة إلى الوراء لا مبرر لها».",
        [("mixed", "خطوة إلى الوراء لا مبرر لها", "واعتبر", "كريم البوزيدي")],
    ),
    "in somebody's words": (
        f"«هذا يوم تاريخي للواحة»، على حد تعبير {MAN}.",
        [("direct", "هذا يوم تاريخي للواحة", "على حد تعبير", "كريم البوزيدي")],
    ),
    "as somebody said": (
        f"ستنشر اللوائح الأولى في يناير، كما أوضحت {WOMAN}.",
        [("indirect", "ستنشر اللوائح الأولى في يناير", "أوضحت", "سعاد التكناوي")],
    ),
    "the one who spoke before": (
        f"وقال {MAN}: «لن نبيع قطعاننا». وسجل المتحدث نفسه أن العلف غال.",
        [
            ("direct", "لن نبيع قطعاننا", "وقال", "كريم البوزيدي"),
            ("indirect", "أن العلف غال", "وسجل", "كريم البوزيدي"),
        ],
    ),
    "quoted words end a clause before the next": (
        f"وكانت {WOMAN}، قد صرحت بأن «الواحة لن تموت أبدا»، وقدرت الكلفة بعشرين مليون درهم.",
        [("mixed", "الواحة لن تموت أبدا", "صرحت", "سعاد التكناوي")],
    ),
    "who presides does not speak": (
        "وأشادت جمعية أصدقاء الواحات، برئاسة كريم البوزيدي، بـ«لغة لا تترجم بل تتعايش».",
        [("mixed", "لغة لا تترجم بل تتعايش", "وأشادت", "جمعية أصدقاء الواحات")],
    ),
    "any verb behind quoted words": (
        "«هذا يوم تاريخي للواحة»، تأوه كريم البوزيدي.",
        [("direct", "هذا يوم تاريخي للواحة", "تأوه", "كريم البوزيدي")],
    ),
    "a perfect behind unquoted words": (
        "القافلة لن تتوقف هذا الصيف، أكد كريم البوزيدي للصحافيين.",
        [("indirect", "القافلة لن تتوقف هذا الصيف", "أكد", "كريم البوزيدي")],
    ),
    "two participles": (
        f"وقالت {WOMAN}، إن الماء قليل، مضيفة أن الآبار جفت ومؤكدة أن الدعم سيصل.",
        [
            ("indirect", "إن الماء قليل", "وقالت", "سعاد التكناوي"),
            ("indirect", "أن الآبار جفت", "مضيفة", "سعاد التكناوي"),
            ("indirect", "أن الدعم سيصل", "ومؤكدة", "سعاد التكناوي"),
        ],
    ),
    "a clause behind a request in a participle": (
        f"وقالت {WOMAN}، إن الماء قليل، داعية إلى خفض السقي ومؤكدة أن الدعم سيصل.",
        [
            ("indirect", "إن الماء قليل", "وقالت", "سعاد التكناوي"),
            ("indirect", "أن الدعم سيصل", "ومؤكدة", "سعاد التكناوي"),
        ],
    ),
    "litotes": (
        f"لكن {MAN}، لم يخف أن الموسم صعب.",
        [("indirect", "أن الموسم صعب", "لم يخف", "كريم البوزيدي")],
    ),
    "a participle opens a statement of its own": (
        f"وأوضحت {WOMAN}، أن البئر جاهزة، مضيفة أن الماء سيصل في ماي.",
        [
            ("indirect", "أن البئر جاهزة", "وأوضحت", "سعاد التكناوي"),
            ("indirect", "أن الماء سيصل في ماي", "مضيفة", "سعاد التكناوي"),
        ],
    ),
    "a participle after a deed": (
        f"وأعلنت {WOMAN}، عن فتح بئر جديدة، مشيرة إلى أن الماء سيصل في ماي.",
        [("indirect", "أن الماء سيصل في ماي", "مشيرة", "سعاد التكناوي")],
    ),
    "a hidden subject": (
        f"وقالت {WOMAN}: «سنغرس ألف نخلة».\n\nوأضافت أن الغرس يبدأ في مارس.",
        [
            ("direct", "سنغرس ألف نخلة", "وقالت", "سعاد التكناوي"),
            ("indirect", "أن الغرس يبدأ في مارس", "وأضافت", "سعاد التكناوي"),
        ],
    ),
    "hidden subjects of two genders": (
        f"وقالت {WOMAN}، إن الماء قليل. ورد عليها {MAN}، بأن العلف أقل. وأضافت أن الحل قريب.",
        [
            ("indirect", "إن الماء قليل", "وقالت", "سعاد التكناوي"),
            ("indirect", "بأن العلف أقل", "ورد", "كريم البوزيدي"),
            ("indirect", "أن الحل قريب", "وأضافت", "سعاد التكناوي"),
        ],
    ),
    "a verb behind quoted words": (
        f"زارت {WOMAN}، القرية. «النخيل عطشان منذ سنوات»، تقول التكناوي ضاحكة.",
        [("direct", "النخيل عطشان منذ سنوات", "تقول", "سعاد التكناوي")],
    ),
    "a verb between quoted words": (
        f"«النخيل عطشان»، تقول {WOMAN}، «والماء بعيد عنا».",
        [
            ("direct", "النخيل عطشان", "تقول", "سعاد التكناوي"),
            ("direct", "والماء بعيد عنا", "تقول", "سعاد التكناوي"),
        ],
    ),
    "a verb behind unquoted words": (
        f"سيحتاج النخيل إلى كثير من الماء هذا الصيف، يقول {MAN}.",
        [("indirect", "سيحتاج النخيل إلى كثير من الماء هذا الصيف", "يقول", "كريم البوزيدي")],
    ),
    "according to somebody": (
        f"يبلغ ثمن القنطار 300 درهم في السوق، بحسب {MAN}.",
        [("indirect", "يبلغ ثمن القنطار 300 درهم في السوق", "بحسب", "كريم البوزيدي")],
    ),
    "a communiqué": (
        "وجاء في بلاغ لجمعية أصدقاء الواحات أن السقي سيتوقف غدا.",
        [("indirect", "أن السقي سيتوقف غدا", "وجاء", "جمعية أصدقاء الواحات")],
    ),
    "a body speaks": (
        "وأعلنت وزارة الفلاحة أن الجراد وصل إلى الواحات.",
        [("indirect", "أن الجراد وصل إلى الواحات", "وأعلنت", "وزارة الفلاحة")],
    ),
    "nobody named": (
        "وقال أحد المزارعين إن البئر جفت.",
        [("indirect", "إن البئر جفت", "وقال", None)],
    ),
    "the circumstance behind a clause is no part of it": (
        f"وأكدت {WOMAN}، أن الأشغال لن تتوقف، وذلك في جواب لها أمس بالرباط.",
        [("indirect", "أن الأشغال لن تتوقف", "وأكدت", "سعاد التكناوي")],
    ),
    "a noun for saying": (
        "واكتفى كريم البوزيدي بالقول إن الموسم صعب.",
        [("indirect", "إن الموسم صعب", "بالقول", "كريم البوزيدي")],
    ),
    "signed words": (
        "لن تموت واحة يسقيها أهلها بأيديهم كل صباح. – كريم البوزيدي",
        [("direct", "لن تموت واحة يسقيها أهلها بأيديهم كل صباح.", None, "كريم البوزيدي")],
    ),
    "another speaker behind a comma": (
        f"وقالت {WOMAN}، إن الماء قليل، فيما دعا {MAN} إلى خفض السقي.",
        [
            ("indirect", "إن الماء قليل", "وقالت", "سعاد التكناوي"),
            ("indirect", "إلى خفض السقي", "دعا", "كريم البوزيدي"),
        ],
    ),
}

NONE = {
    "a negated verb": f"لم يقل {MAN}، إن الموسم صعب.",
    "somebody is to speak": f"سوف يقول {MAN}، إن الموسم صعب.",
    "a name in marks": "قدمت الوزارة برنامج «قطرة لكل نخلة» أمس.",
    "a slogan": "ينعقد المعرض تحت شعار «الماء حق للجميع» في مارس.",
    "a single term": "هذا هو «المخزون» الذي تعرفه القرية.",
    "a wish": f"يجب أن يقول {MAN} الحقيقة.",
    "nobody in particular": "ويذكر أن المعرض ينعقد كل سنتين.",
    "reports that say": "انتشرت التقارير التي تفيد بأن البئر جفت.",
    "a provision": f"وقع {MAN}، العقد على أن يبدأ العمل في مارس.",
    "a promise is none": f"وتعهد {MAN}، بحفر ثلاث آبار.",
    "a body plans": "وتتوقع وزارة الفلاحة أن يرتفع الإنتاج.",
    "a single word of judgement": f"ووصف {MAN}، العرض بـ«المهين».",
    "nobody is said to": "ويقال إن البئر جفت.",
    "according to figures": "وحسب أرقام وزارة الصحة، بلغ عدد المصابين 300 شخص.",
    "a work and its maker": "«نجمة الصحراء الكبرى في الليل» فيلم كريم البوزيدي الأول.",
    "a circumstance and a deed": "وبعد الجلسة الطويلة، صرح كريم البوزيدي للصحافيين.",
    "a passive": "اُتهم كريم البوزيدي باستعمال ماء الجيران.",
    "is called": "وصلت فتاة تُدعى سعاد التكناوي إلى الواحة.",
    "a body announces a deed": "وأعلنت وزارة الفلاحة أنها ستوزع الأعلاف في مارس.",
    "a promise in a clause": f"ووعد {MAN}، بأن يحفر ثلاث آبار.",
    "figures speak for themselves": "وتشير الأرقام إلى أن المطر نقص.",
    "I believe": "هذا أمر أعتقد أنه صعب.",
    "a subhead": "قالت الواحة كلمتها: «الماء أولا»",
}


@pytest.mark.parametrize("name", CASES)
def test_statements_are_found(name: str) -> None:
    text, expected = CASES[name]
    assert told(text) == expected


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_statement(name: str) -> None:
    assert told(NONE[name]) == []


def test_confidence_falls_with_what_is_known_of_the_speaker() -> None:
    _, article = article_of(
        {"id": "x", "lang": "ar", "body": f"وقالت {WOMAN}، إن الماء قليل. وقال مزارع إن البئر جفت."}
    )
    facts = [fact for fact in annotate(article).facts if isinstance(fact, Statement)]
    assert [fact.rule for fact in facts] == ["indirect", "indirect-unnamed"]
    assert facts[0].confidence > facts[1].confidence
