"""Names by their sound: spellings of one name are alike, near names of others are not."""

from __future__ import annotations

import json
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.annotate.sounds import (
    ALIKE,
    PARTIAL,
    SAME_NAME,
    is_arabic,
    likeness,
    name_likeness,
    skeletons,
    sounds,
    units,
)
from tests.paths import shared

ONE_PERSON = """
أحمد بنصغير|Ahmed Benseghir
فاطمة الزهراء العمراني|Fatima Zahra El Amrani
فاطمة الزهراء العمراني|Fatima-Ezzahra Amrani
محمد أمين بوعزاوي|Mohamed Amine Bouazzaoui
عبد الرحيم الشرايبي|Abderrahim Chraïbi
عبد القادر مسدورة|Abdelkader Mesdoura
خديجة الغرباوي|Khadija El Gharbaoui
نور الدين السملالي|Noureddine Semlali
نور الدين السملالي|Nour-Eddine Es-Semlali
صلاح الدين مزواري|Salaheddine Mezouari
زينب الودغيري|Zineb Ouadghiri
يونس التازي|Younes Tazi
سهام بن سالم|Siham Ben Salem
سهام بن سالم|Siham Bensalem
هشام بوخريص|Hicham Boukhriss
كوثر الجزولي|Kaoutar Jazouli
كوثر الجزولي|Kawthar al-Jazuli|ar|en
طارق الزياني|Tarik Ziani
طارق الزياني|Tariq Al-Ziyani|ar|en
غيثة برادي|Ghita Berradi
ياسين واكريم|Yassine Ouagrim
جمال الدين قاسمي|Djamel Eddine Kacimi
جمال الدين قاسمي|Jamal al-Din Qasimi|ar|en
بوعلام زروال|Boualem Zeroual
مليكة حداد|Malika Haddad
رابح مزيان|Rabah Meziane
نجيب المعلوفي|Néjib Maaloufi
المنصف الطرابلسي|Moncef Trabelsi
حبيب بورقعة|Habib Bourguaa
سنية المبروك|Sonia Mabrouk
محمد ولد الشيخ|Mohamed Ould Cheikh
مريم منت أحمد|Mariem Mint Ahmed
سيدي محمد ولد بوبكر|Sidi Mohamed Ould Boubacar
عثمان الفردوسي|Othmane Ferdaoussi
عثمان الفردوسي|Uthman al-Firdawsi|ar|en
حياة لعرج|Hayat Laaraj
لبنى الشاوي|Loubna Chaoui
لبنى الشاوي|Lubna Chaui|ar|es
يوسف الخياري|Yusef Jiari|ar|es
يوسف الخياري|Youssef El Khiari
إدريس المرابط|Dris Al Morabit|ar|es
إدريس المرابط|Driss Mrabet
رجاء الغوتي|Rajae El Ghouti
وفاء بنعيسى|Wafaa Benaissa
ضياء الحق بلقاضي|Diae Elhak Belkadi
ثريا الدكالي|Touria Doukkali
ثريا الدكالي|Thuraya al-Dukkali|ar|en
ذكرى المازني|Dhekra Mezni
قاسم شقرون|Kacem Chekroun
هند بناني سميرس|Hind Bennani-Smires
عبد الله العزوزي|Abdellah Azzouzi
عبد الله العزوزي|Abdullah al-Azzouzi|ar|en
سناء الكوهن|Sanae El Kohen
مصطفى بنحيون|Mustafa Benhayún|ar|es
رقية أيت واحمان|Rkia Aït Ouahmane
الحسين أوشن|Lhoucine Ouchen
حفيظ الركيك|Hafid Rguig
منير الكتاني|Mounir Kettani
بشرى الحجوي|Bouchra Hajoui
المهدي القطبي|Mehdi Qotbi
صفية اليعقوبي|Safia El Yacoubi
ربيع الخلفاوي|Rabie Khalfaoui
ابراهيم غوماري|Brahim Ghoumari
نزهة الوافي|Nezha El Ouafi
سعد الدين بن يدير|Saadeddine Benyeder
مراد بلعربي|Mourad Belarbi
علي بن علي|Ali Benali
عمر هلالي|Omar Hilali
جواد أيت الطالب|Jaouad Ait Taleb
Jadiya Benyelún|Khadija Benjelloun|es|fr
Yamal Chukri|Jamal Choukri|es|fr
Mohamed Buzid|Mohammed Bouzid|es|fr
Hasán Nayi|Hassan Naji|es|fr
Abdelhafid Zuin|Abdelhafid Zouine|es|fr
Driss Jettou|Dris Yetu|fr|es
Gamal Sharif|Djamel Cherif|en|fr
Muhammad al-Khatib|Mohamed El Khatib|en|fr
Youcef Bekkouche|Yusuf Bakkush|fr|en
Omar Tchouikha|Umar Shwikha|fr|en
Moulay Hafid Elalamy|Mulay Hafid Al Alami|fr|es
Houari Gueddar|Huari Gueddar|fr|es
Chakib Ouriaghli|Shakib Wariaghli|fr|en
أنطونيو غوتيريش|António Guterres|ar|es
خوسيه مانويل ألباريس|José Manuel Albares|ar|es
جورجيا ميلوني|Giorgia Meloni|ar|fr
فلاديمير بوتين|Vladimir Poutine
ستيفان سيجورني|Stéphane Séjourné
أورسولا فون دير لاين|Ursula von der Leyen
""".strip().splitlines()
FAMILIES = """
العلوي Alaoui
العلمي Alami
العمراني Amrani
العمري Omari
المرابط Mrabet
المراكشي Marrakchi
بناني Bennani
بنونة Bennouna
بنيس Bennis
بنعلي Benali
بن صالح Bensalah
بن سليمان Benslimane
بنسالم Bensalem
بنشقرون Benchekroun
بنجلون Benjelloun
بنكيران Benkirane
بنموسى Benmoussa
بنعيسى Benaissa
بوعزة Bouazza
بوزيد Bouzid
بوزيان Bouziane
بوعزاوي Bouazzaoui
بورقيبة Bourguiba
التازي Tazi
الفاسي Fassi
الفيلالي Filali
الفلاح Fellah
الحسني Hassani
الحسيني Houssaini
السلاوي Slaoui
السالمي Salmi
الصقلي Skalli
الصبيحي Sbihi
الشرايبي Chraibi
الشرفي Charfi
الشريف Cherif
الشاوي Chaoui
الشابي Chebbi
القادري Kadiri
القباج Kabbaj
الكتاني Kettani
الغالي Ghali
الغزالي Ghazali
الخطيب Khatib
الخطابي Khattabi
الحداد Haddad
الحدادي Haddadi
المنصوري Mansouri
المنصور Mansour
الناصري Naciri
الناصر Naceur
الزياني Ziani
الزيتوني Zitouni
الزروالي Zerouali
الزواوي Zouaoui
الطاهري Tahiri
الدريسي Drissi
ادريس Driss
""".strip().splitlines()
GIVEN = """
محمد Mohamed
أحمد Ahmed
حميد Hamid
حمزة Hamza
حسن Hassan
سمير Samir
سميرة Samira
سامي Sami
سامية Samia
سعيد Said
سعد Saad
كريم Karim
كريمة Karima
كمال Kamal
جمال Jamal
جميلة Jamila
أمين Amine
أمينة Amina
أمل Amal
نبيل Nabil
نبيلة Nabila
رشيد Rachid
رشيدة Rachida
رشدي Rochdi
علي Ali
عمر Omar
عثمان Othmane
عادل Adil
نجيب Najib
نجاة Najat
ناجي Naji
نادر Nader
نادية Nadia
نديم Nadim
يوسف Youssef
يونس Younes
ياسين Yassine
ياسر Yasser
إلياس Ilyas
ليلى Leila
لبنى Loubna
منير Mounir
خالد Khalid
خليل Khalil
خديجة Khadija
عبدالله Abdellah
عبدالعزيز Abdelaziz
عبدالقادر Abdelkader
عبدالكريم Abdelkrim
عبدالكبير Abdelkebir
فاطمة Fatima
فؤاد Fouad
فريد Farid
فريدة Farida
زهرة Zohra
زهير Zouhair
توفيق Toufik
طارق Tarik
هشام Hicham
هيثم Haitham
وليد Walid
خلود Kholoud
سلمى Salma
سليم Salim
سلوى Salwa
سليمان Slimane
إسماعيل Ismail
""".strip().splitlines()


def _lang(name: str) -> str:
    return "ar" if is_arabic(name) else "fr"


def _pair(line: str, sign: str = "|") -> tuple[str, str, str, str]:
    a, b, *langs = line.split(sign)
    lang_a, lang_b = langs or (_lang(a), _lang(b))
    return a, b, lang_a, lang_b


@pytest.mark.parametrize("line", ONE_PERSON)
def test_spellings_of_one_name(line: str) -> None:
    a, b, lang_a, lang_b = _pair(line)
    assert name_likeness(a, b, lang_a, lang_b) >= SAME_NAME
    assert name_likeness(b, a, lang_b, lang_a) >= SAME_NAME


@pytest.mark.parametrize("line", [*FAMILIES, *GIVEN])
def test_a_single_name_in_both_scripts(line: str) -> None:
    arabic, latin = line.rsplit(" ", 1)
    assert likeness(arabic.replace(" ", ""), latin, "ar", "fr") >= ALIKE


@pytest.mark.parametrize(("given_ar", "given_fr"), [("سلمى", "Salma"), ("عبد الحق", "Abdelhak")])
def test_families_that_sound_nearly_alike_are_told_apart(given_ar: str, given_fr: str) -> None:
    wrong = []
    for one, other in combinations(FAMILIES, 2):
        (arabic, latin), (other_arabic, other_latin) = one.rsplit(" ", 1), other.rsplit(" ", 1)
        for a, b in product(
            (f"{given_ar} {arabic}", f"{given_fr} {latin}"), (f"{given_ar} {other_arabic}", f"{given_fr} {other_latin}")
        ):
            if name_likeness(a, b, _lang(a), _lang(b)) >= SAME_NAME:
                wrong.append((a, b))
    assert wrong == []


def test_given_names_that_sound_nearly_alike_are_told_apart() -> None:
    wrong = []
    for one, other in combinations(GIVEN, 2):
        (arabic, latin), (other_arabic, other_latin) = one.split(), other.split()
        for a, b in product((arabic, latin), (other_arabic, other_latin)):
            a, b = (f"{name} {'بوخريص' if is_arabic(name) else 'Boukhriss'}" for name in (a, b))
            if name_likeness(a, b, _lang(a), _lang(b)) >= SAME_NAME:
                wrong.append((a, b))
    assert wrong == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Samira Zeroual", "سمير زروال"),
        ("Amine Zeroual", "أمينة زروال"),
        ("Driss Zeroual", "Idrissi Zeroual"),
        ("Mohamed Zeroual", "Ahmed Zeroual"),
        ("Salma Zeroual", "Salma Mezouar"),
        ("أحمد بن علي", "Ahmed Ben Salah"),
        ("محمد ولد الشيخ", "Mohamed Ould Salem"),
    ],
)
def test_two_people(a: str, b: str) -> None:
    assert name_likeness(a, b, _lang(a), _lang(b)) < SAME_NAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ben Ali", "Benali"),
        ("بن علي", "بنعلي"),
        ("عبد الإله", "عبدالإله"),
        ("Abd el-Krim", "Abdelkrim"),
        ("Nour Eddine", "Noureddine"),
        ("نور الدين", "نورالدين"),
        ("Ould Tekrour", "ولد التكرور"),
        ("Es-Saghir", "الصغير"),
        ("Abou Bakr", "أبوبكر"),
    ],
)
def test_particles_joined_or_parted_are_one_name(a: str, b: str) -> None:
    assert len(units(a, _lang(a))) == len(units(b, _lang(b))) == 1
    assert name_likeness(a, b, _lang(a), _lang(b)) >= ALIKE


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Mohamed Zeroual", "Mohamed Saad Zeroual"),
        ("Salma Zeroual", "Salma Zeroual-Mezouar"),
        ("سلمى زروال", "Salma Zeroual Mezouar"),
        ("S. Zeroual", "Salma Zeroual"),
        ("Zeroual Salma", "Salma Zeroual"),
        ("Mme Salma Zeroual", "Salma Zeroual"),
    ],
)
def test_a_name_shortened_or_turned(short: str, full: str) -> None:
    assert name_likeness(short, full, _lang(short), _lang(full)) >= SAME_NAME


def test_a_surname_alone_is_no_match_by_itself() -> None:
    assert 0.5 < name_likeness("Zeroual", "Salma Zeroual", "fr", "fr") <= PARTIAL < SAME_NAME
    assert name_likeness("Z. Zeroual", "Salma Zeroual", "fr", "fr") < SAME_NAME


def test_the_language_tells_how_letters_sound() -> None:
    assert likeness("Jatib", "Khatib", "es", "fr") > likeness("Jatib", "Khatib", "fr", "fr")
    assert likeness("Yamal", "جمال", "es", "ar") > 0.95 > likeness("Yamal", "جمال", "fr", "ar")


def test_spellings_of_one_name_share_a_phonetic_key() -> None:
    missing = []
    for line in [*FAMILIES, *GIVEN]:
        arabic, latin = line.replace("بن ", "بن").split()
        keys = [
            {key for reading in sounds(name, _lang(name)) for key in skeletons(reading)} for name in (arabic, latin)
        ]
        if not keys[0] & keys[1]:
            missing.append(line)
    assert missing == []


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([None, "ar", "es", "fr", "en", "xx"]))
def test_any_text_is_compared(a: str, b: str, lang: str | None) -> None:
    one, other = name_likeness(a, b, lang, None), name_likeness(b, a, None, lang)
    assert 0 <= one <= 1
    assert one == pytest.approx(other)


@pytest.mark.parametrize("text", ["", " ", "...", "1234", "ـــ", "\ud800", "x" * 100_000, "\u0301" * 50])
def test_what_is_no_name_is_like_nothing(text: str) -> None:
    assert name_likeness(text, "Salma Zeroual", None, "fr") < SAME_NAME


@pytest.mark.shared
def test_the_bench_persons_are_joined_and_no_others() -> None:
    rows = [row for name in ("persons20", "hard_negatives") for row in _rows("language", "link", f"{name}.jsonl")]
    for one, other in product(rows, rows):
        score = name_likeness(one["ar"], other["lat"], "ar", "fr")
        assert score >= 0.9 if one is other else score < 0.55, (one["ar"], other["lat"])


def _rows(*parts: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in shared("bench", *parts).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("a", "lang_a", "b"),
    [
        ("Lakhal", "fr", "لكحل"),
        ("Ignacio", "fr", "إغناسيو"),
        ("Diallo", "fr", "جالو"),
        ("Giulia", "fr", "جوليا"),
        ("Marchetti", "fr", "ماركيتي"),
        ("Jiménez", "fr", "خيمينيث"),
        ("Echeverría", "es", "إتشيبيريا"),
        ("Vaccinalg", "fr", "فاكسينالج"),
        ("Moukhalid", "fr", "مخالد"),
        ("Tas'hil", "fr", "تسهيل"),
        ("Tashil", "fr", "تسهيل"),
        ("Cérina", "fr", "سيرينا"),
        ("Solmirail", "fr", "سولميراي"),
    ],
)
def test_letters_that_may_be_read_in_two_ways(a: str, lang_a: str, b: str) -> None:
    assert likeness(a, b, lang_a, "ar") >= ALIKE
