"""Whom words stand for: in each case the words between brackets, and the entity's fullest name or nobody."""

from __future__ import annotations

import pytest

from marsad.annotate.reference import References
from marsad.model import FactKind
from tests.annotate.reference.cases import known_of, marked

PERSON = frozenset({FactKind.PERSON})
SPEAKERS = frozenset({FactKind.PERSON, FactKind.ORGANISATION})


def stands_for(text: str, lang: str) -> str | None:
    plain, start, end = marked(text)
    known = known_of(plain, lang)
    found = References.of(known).entity(start, end)
    return None if found is None else known.entities[found].name


FR = "L'Office du Faro Nord a signé, a dit Tislit Amezzan, ministre déléguée chargée de l'Eau. "
FR_CLUBS = (
    "Idir Oumansour, capitaine de l'Étoile de Tazrout, a marqué deux fois devant l'Union de Tanmirt en finale. "
    "« Bravo », a dit Zahra Benkacem, entraîneuse de l'Union de Tanmirt. "
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (FR + "[La ministre] a ri.", "Tislit Amezzan"),
        (FR + "[La ministre déléguée chargée de l'Eau] a ri.", "Tislit Amezzan"),
        (FR + "[La ministre de la Santé] a ri.", None),
        (FR + "Mais la ministre de la Santé, elle, hésite. [La ministre] a refusé.", None),
        (FR + "[Le ministre] a ri.", None),
        (FR + "[Le directeur] a ri.", None),
        (FR + "[L'Office] a promis.", "Office du Faro Nord"),
        (FR + "[L'organisme] a promis.", "Office du Faro Nord"),
        (FR + "[Le club] a promis.", None),
        (FR + "[Elle] a ri.", "Tislit Amezzan"),
        (FR + "« Non », a-t-[elle] dit.", "Tislit Amezzan"),
        (FR + "[Il] faut attendre.", None),
        (FR + "Il n'y a rien, et [il] n'y a personne.", None),
        (FR + "[Un géomètre] a ri.", None),
        (FR + "Un géomètre mesure tout. « C'est long », dit-[il].", None),
        (FR + "Un géomètre mesure tout. « C'est long », dit-[elle].", "Tislit Amezzan"),
        (FR + "[Cette dernière] a ri.", "Tislit Amezzan"),
        (FR + "[La dernière] fois fut longue.", None),
        (FR + "[Les ministres] ont ri.", None),
        ("[La ministre de l'Eau, Tislit Amezzan], a ri.", "Tislit Amezzan"),
        ("[La ministre de l'Eau], Tislit Amezzan, a ri.", "Tislit Amezzan"),
        ("« Oui », lance Tislit Amezzan. [La ministre] a parlé deux heures.", "Tislit Amezzan"),
        ("« Non », prévient [un délégué du syndicat]. Tislit Amezzan a ri.", None),
        (FR_CLUBS + "[Le capitaine vainqueur] a souri.", "Idir Oumansour"),
        (FR_CLUBS + "[L'entraîneuse] a souri.", "Zahra Benkacem"),
        (FR_CLUBS + "[Le buteur] a souri.", None),
        ("L'Union des bergers de Tazrout hésite. « On verra », dit Idir Oumansour, [son président].", "Idir Oumansour"),
        ("Idir Oumansour préside. L'Agence marocaine des sentiers attend. [La société Sakan Tadla] a signé.",
         "Sakan Tadla"),
        ("L'Agence marocaine des sentiers attend. [L'association Encre vive] proteste.", "association Encre vive"),
        ("Le Maroc a signé. [Le royaume] paiera.", "Maroc"),
        ("L'Algérie a signé. [Le royaume] paiera.", None),
        ("La ville de Sfax lance un fonds. [La ville] paiera.", "Sfax"),
        ("Zahra Benkacem, qui préside l'Office du Faro Nord, a ri. Il pleut. Il vente. [La présidente] attend.",
         "Zahra Benkacem"),
        ("La Mauritanie lance un fonds. [Le pays] paiera.", "Mauritanie"),
        ("L'Agence marocaine des sentiers attend. [L'agence russe des statistiques] compte.", None),
        ("La maire de Tiznit, Zahra Benkacem, a parlé. « Enfin », a soufflé [l'élue].", "Zahra Benkacem"),
        ("Zahra Benkacem, géologue, a publié une carte. « C'est inédit », explique [la chercheuse].", "Zahra Benkacem"),
        ("Zahra Benkacem, chercheuse, a publié une carte. « C'est inédit », explique [la géologue].", None),
        ("Le ministre des Ports, Idir Oumansour, a reçu [son homologue mauritanienne], Zahra Mint Oubella.",
         "Zahra Mint Oubella"),
        ("Le chef du gouvernement, Idir Oumansour, a parlé. [Le Premier ministre] a promis.", "Idir Oumansour"),
        ("Idir Oumansour, président du Collectif Encre vive, a parlé. [Le chef de l'État] a promis.", None),
        ("Selon Tislit Amezzan, c'est fini. [La même source] parle de deux ans.", "Tislit Amezzan"),
        ("Tislit Amezzan, directrice de l'Office du Faro Nord, a ri. [La responsable] promet.", "Tislit Amezzan"),
    ],
)  # fmt: skip
def test_french(text: str, name: str | None) -> None:
    assert stands_for(text, "fr") == name


ES = "La Agencia Morisca de Senderos abrió, dijo Tislit Amezán, directora de la Agencia Morisca de Senderos. "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (ES + "[El organismo] promete.", "Agencia Morisca de Senderos"),
        (ES + "[La agencia] promete.", "Agencia Morisca de Senderos"),
        (ES + "[El club] promete.", None),
        (ES + "[La directora] calla.", "Tislit Amezán"),
        (ES + "[El director] calla.", None),
        (ES + "[La directora del museo] calla.", None),
        (ES + "[Ella] calla.", "Tislit Amezán"),
        (ES + "[Él] calla.", None),
        (ES + "[El] martes llueve.", None),
        (ES + "[Un criador] calla.", None),
        (ES + "[Esta última] calla.", "Tislit Amezán"),
        (ES + "[La última] palabra.", None),
        ("[El ministro tunecino de Cultura, Idir Umansur], firmó.", "Idir Umansur"),
        ("El Estrella de Figuig venció al Palmeras de Biskra en la final con un gol del delantero. [El equipo] volvió.",
         "Estrella de Figuig"),
        ("Idir Umansur, presidente de la Unión de Pastores de Tazrut, protestó. [El dirigente] pide agua.",
         "Idir Umansur"),
    ],
)  # fmt: skip
def test_spanish(text: str, name: str | None) -> None:
    assert stands_for(text, "es") == name


EN = "The Moroccan Agency for Trails opened, said Tislit Amezzan, head of the agency. "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (EN + "[The agency] promised.", "Moroccan Agency for Trails"),
        (EN + "[The body] promised.", "Moroccan Agency for Trails"),
        (EN + "[The club] promised.", None),
        (EN + "[The director] laughed.", "Tislit Amezzan"),
        (EN + "[The minister] laughed.", None),
        (EN + "[She] laughed.", "Tislit Amezzan"),
        (EN + "The agency said [it] would build.", "Moroccan Agency for Trails"),
        (EN + "Nobody will pay for [it].", None),
        (EN + "[An official] laughed.", None),
        ("Idir Oumansour went on. After a meeting with Tislit Amezzan, [the US president] said no.", None),
        ("Zahra Benkacem, who chairs the Coast Agency, left. It rained. Nobody came. [The chairwoman] waits.",
         "Zahra Benkacem"),
        (EN + "A school principal asks for maps [she] can print.", None),
        (EN + "[The latter] laughed.", "Tislit Amezzan"),
        ("[Tunisia's secretary of state for water, Idir Oumansour], signed.", "Idir Oumansour"),
        ("Idir Oumansour, Tunisia's innovation commissioner, signed. [The commissioner] left.", "Idir Oumansour"),
        ("Idir Oumansour, the Tazrout captain, scored. [The skipper] left.", "Idir Oumansour"),
        ("[The trails agency] waits. Later the Moroccan Agency for Trails opened.", "Moroccan Agency for Trails"),
        ("Idir Oumansour, president of the Open Ink Collective, left. [The head of state] stayed.", None),
    ],
)  # fmt: skip
def test_english(text: str, name: str | None) -> None:
    assert stands_for(text, "en") == name


AR = "وقالت تودة أمزان، مديرة مكتب الماء ملوية: «لا». "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (AR + "وتعهد [المكتب] بالبناء.", "مكتب الماء ملوية"),
        (AR + "وتعهدت [المؤسسة] بالبناء.", "مكتب الماء ملوية"),
        (AR + "وتعهد [النادي] بالبناء.", None),
        (AR + "وأضافت [المديرة] أن الماء قليل.", "تودة أمزان"),
        (AR + "وأضافت [مديرة المكتب] أن الماء قليل.", "تودة أمزان"),
        (AR + "وأضاف [الوزير] أن الماء قليل.", None),
        (AR + "وأضاف [المدير] أن الماء قليل.", None),
        (AR + "وأضافت [مديرة المتحف] أن الماء قليل.", None),
        (AR + "و[هي] تبتسم.", "تودة أمزان"),
        (AR + "وتعهدت [هذه الأخيرة] بالبناء.", "تودة أمزان"),
        (AR + "وأضافت [المتحدثة] أن الماء قليل.", "تودة أمزان"),
        (AR + "وقال [فلاح] إن الماء قليل.", None),
        ("وقالت سلمى الهلالي، التي ترأس مرصد الساحل، إن الماء قليل. وأضافت [رئيسة المرصد] أنه قليل.", "سلمى الهلالي"),
        ("وأكد [وزير الماء إدريس أومنصور] أن الماء قليل.", "إدريس أومنصور"),
        ("وقال إدريس أومنصور، رئيس الحكومة: «نعم». ووعد [الوزير الأول] بالماء.", "إدريس أومنصور"),
    ],
)
def test_arabic(text: str, name: str | None) -> None:
    assert stands_for(text, "ar") == name


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("fr", "Tislit Amezzan a reçu Idir Oumansour à Tazrout. [Les deux parties] ont signé.",
         ["Tislit Amezzan", "Idir Oumansour"]),
        ("fr", "Tislit Amezzan et Idir Oumansour ont signé un accord. [Ils] se sont serré la main.",
         ["Tislit Amezzan", "Idir Oumansour"]),
        ("fr", "Le Maroc et la Tunisie ont signé un accord. [Les deux pays] échangeront des experts.",
         ["Maroc", "Tunisie"]),
        ("fr", "Tislit Amezzan a chanté. [Les deux parties] ont signé.", []),
        ("fr", "Tislit Amezzan a rencontré Idir Oumansour et Zahra Benkacem. [Les deux parties] ont signé.", []),
        ("es", "Tislit Amezán recibió a Idir Umansur. [Las dos partes] cooperarán.", ["Tislit Amezán", "Idir Umansur"]),
        ("fr", "Le maire Idir Oumansour a accueilli Zahra Benkacem. [Tous deux] ont signé.",
         ["Idir Oumansour", "Zahra Benkacem"]),
        ("es", "Tislit Amezán recibió a Idir Umansur. [Ambos] sonrieron.", ["Tislit Amezán", "Idir Umansur"]),
        ("en", "The governor, Karim Oumansour, welcomed the culture minister, Zahra Benkacem. [The two] smiled.",
         ["Karim Oumansour", "Zahra Benkacem"]),
        ("es", "Marruecos y Túnez firmaron un pacto. [Ambos países] cooperarán.", ["Marruecos", "Túnez"]),
        ("en", "Tunisia and Mauritania signed a pact. [The two sides] will swap experts.", ["Tunisia", "Mauritania"]),
        ("en", "Tunisia and Mauritania signed a pact. [Both countries] will swap experts.", ["Tunisia", "Mauritania"]),
        ("ar", "اتفقت تونس وموريتانيا على برنامج. وسيتبادل [البلدان] الخبراء.", ["تونس", "موريتانيا"]),
        ("ar", "وقع الاتفاق وزير الماء إدريس أومنصور والوزيرة سلمى الهلالي. وسيتبادل [الطرفان] الخبراء.",
         ["إدريس أومنصور", "سلمى الهلالي"]),
        ("fr", "Tislit Amezzan, ministre de l'Eau, a ri. [La ministre] a promis.", ["Tislit Amezzan"]),
    ],
)  # fmt: skip
def test_of_two(lang: str, text: str, names: list[str]) -> None:
    plain, start, end = marked(text)
    known = known_of(plain, lang)
    found = References.of(known).entities(start, end)
    assert [known.entities[entity].name for entity in found] == names


def test_those_who_signed_come_before_their_countries() -> None:
    text = "Tislit Amezzan et Idir Oumansour ont signé pour le Maroc et la Tunisie. Les deux pays échangeront."
    known = known_of(text, "fr")
    found = References.of(known).pair(text.index("Les deux"))
    assert [known.entities[entity].name for entity in found] == ["Tislit Amezzan", "Idir Oumansour"]


@pytest.mark.parametrize(
    ("lang", "text", "gender", "name"),
    [
        (
            "ar",
            "وقالت تودة أمزان، مديرة المكتب: «لا». والتقت إدريس أومنصور. [وأضافت] أن الماء قليل.",
            "f",
            "تودة أمزان",
        ),
        ("ar", "وقال إدريس أومنصور إن الماء قليل. [وأضافت] أن الماء قليل.", "f", None),
        ("es", "Tislit Amezán, directora del museo, habló con Idir Umansur. «Sí», [recuerda].", None, "Tislit Amezán"),
        ("es", "Tislit Amezán, directora del museo, sonrió. Un criador mira al cielo. «Sí», [dice].", None, None),
        ("fr", "Tislit Amezzan, ministre de l'Eau, a cité Idir Oumansour. « Non », [a dit].", None, "Tislit Amezzan"),
        ("fr", "Rien. « Non », [a dit].", None, None),
        ("ar", "وقالت تودة أمزان إن الماء قليل. وقالت النقابة إن الماء كثير. [وأضافت] أنها تنتظر.", "f", None),
    ],
)
def test_before(lang: str, text: str, gender: str | None, name: str | None) -> None:
    plain, start, _ = marked(text)
    known = known_of(plain, lang)
    asked = {"m": "m", "f": "f"}.get(gender or "")
    found = References.of(known).before(start, kinds=SPEAKERS, gender=asked)  # type: ignore[arg-type]
    assert (None if found is None else known.entities[found].name) == name


@pytest.mark.parametrize("text", ["", "…", "Elle"])
def test_texts_without_anybody(text: str) -> None:
    references = References.of(known_of(text, "fr"))
    assert references.entity(0, len(text)) is None
    assert references.entities(0, len(text)) == ()
    assert references.pair(0) == ()
    assert references.before(len(text), kinds=PERSON) is None
