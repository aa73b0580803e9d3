"""Short texts of fictional people with all the statements in them, one table a language."""

from __future__ import annotations

from typing import NamedTuple

Told = tuple[str, str, str | None, str | None]


class Case(NamedTuple):
    """A text with its statements: text, form, speaker, cue."""

    lang: str
    text: str
    expected: tuple[Told, ...]


def _cases(lang: str, table: list[tuple[str, list[Told]]]) -> list[Case]:
    return [Case(lang, text, tuple(expected)) for text, expected in table]


FRENCH = _cases(
    "fr",
    [
        (
            "« La digue tiendra, nous l'avons vue tenir », a affirmé Nadia Sellami, ministre de l'Eau.",
            [("La digue tiendra, nous l'avons vue tenir", "direct", "Nadia Sellami", "a affirmé")],
        ),
        (
            "Le barrage sera vidé en mars, a précisé mardi Karim Ouazzou, directeur de l'Office.",
            [("Le barrage sera vidé en mars", "indirect", "Karim Ouazzou", "a précisé")],
        ),
        (
            "Nadia Sellami reconnaît que le chantier « a pris du retard », précisant que les pompes arriveront en mai.",
            [
                ("que le chantier « a pris du retard »", "mixed", "Nadia Sellami", "reconnaît"),
                ("que les pompes arriveront en mai", "indirect", "Nadia Sellami", "précisant"),
            ],
        ),
        (
            "Selon Karim Ouazzou, les travaux coûteront le double de ce qui était prévu.",
            [("les travaux coûteront le double de ce qui était prévu", "indirect", "Karim Ouazzou", "Selon")],
        ),
        (
            "Karim Ouazzou juge le calendrier « intenable et cruel ».",
            [("le calendrier « intenable et cruel »", "mixed", "Karim Ouazzou", "juge")],
        ),
        ("Le festival a pour thème « Une ville qui écoute la mer ».", []),
        ("Nadia Sellami n'a pas dit que le barrage serait vidé.", []),
        ("Plusieurs habitants demandent que la route soit rouverte.", []),
        (
            "« Nous n'avons rien caché, insiste Karim Ouazzou. Les comptes sont en ligne. »",
            [
                (
                    "Nous n'avons rien caché, insiste Karim Ouazzou. Les comptes sont en ligne.",
                    "direct",
                    "Karim Ouazzou",
                    "insiste",
                )
            ],
        ),
        (
            "Karim Ouazzou : « La facture restera sous les 40 millions. »",
            [("La facture restera sous les 40 millions.", "direct", "Karim Ouazzou", None)],
        ),
        (
            "La rivière se souviendra de nous si nous l'oublions. – Nadia Sellami",
            [("La rivière se souviendra de nous si nous l'oublions.", "direct", "Nadia Sellami", None)],
        ),
        (
            "Le port, a expliqué Karim Ouazzou, sera fermé dimanche à midi.",
            [
                (
                    "Le port, a expliqué Karim Ouazzou, sera fermé dimanche à midi",
                    "indirect",
                    "Karim Ouazzou",
                    "a expliqué",
                )
            ],
        ),
        (
            "Karim Ouazzou a souligné l'importance de la formation, ajoutant que des bourses existent.",
            [
                ("l'importance de la formation", "indirect", "Karim Ouazzou", "a souligné"),
                ("que des bourses existent", "indirect", "Karim Ouazzou", "ajoutant"),
            ],
        ),
        (
            "Karim Ouazzou a dit vouloir « un port ouvert la nuit », à la demande des pêcheurs.",
            [("un port ouvert la nuit", "mixed", "Karim Ouazzou", "a dit")],
        ),
        (
            "Karim Ouazzou a dénoncé jeudi « une manœuvre grossière ».",
            [("une manœuvre grossière", "mixed", "Karim Ouazzou", "a dénoncé")],
        ),
        (
            "Karim Ouazzou assure de son côté n'avoir reçu aucune lettre.",
            [("n'avoir reçu aucune lettre", "indirect", "Karim Ouazzou", "assure")],
        ),
        (
            "Karim Ouazzou a appelé les habitants à économiser l'eau.",
            [("à économiser l'eau", "indirect", "Karim Ouazzou", "a appelé")],
        ),
        (
            "Karim Ouazzou est là. Les travaux, dit-il, « ne gêneront personne ».",
            [("ne gêneront personne", "mixed", "Karim Ouazzou", "dit-il")],
        ),
        ("Si Karim Ouazzou affirme que la facture baissera, les syndicats en doutent.", []),
        ("Karim Ouazzou a-t-il dit que la facture baisserait ?", []),
        ("Karim Ouazzou a annoncé la fermeture du port.", []),
        ("Karim Ouazzou a promis que le port ouvrirait en mai.", []),
        ("Le film « Les Nuits du port » a été salué par Karim Ouazzou.", []),
        ("On apprend que la route est fermée.", []),
        (
            "Rabat, 3 mars 2026 (Atlas) – Le port ouvrira en mai, a annoncé Karim Ouazzou.",
            [("Le port ouvrira en mai", "indirect", "Karim Ouazzou", "a annoncé")],
        ),
        (
            "« Nous pleurons quand nous perdons », m'a confié Nadia Sellami.",
            [("Nous pleurons quand nous perdons", "direct", "Nadia Sellami", "a confié")],
        ),
        ("Selon le ministère de l'Eau, 412 puits ont été creusés en mai.", []),
        ("Il faut dire que la saison a été sèche.", []),
        ("« Nous serons prêts »\n\nLe port ouvrira en mai.", []),
        (
            "Les bourses paieront un lit, « pas un palais », précise Karim Ouazzou.",
            [("Les bourses paieront un lit, « pas un palais »", "mixed", "Karim Ouazzou", "précise")],
        ),
        (
            "« On a recousu à la lampe », raconte Keltoum Amrani, chef du service. Elle précise que tout va bien.",
            [
                ("On a recousu à la lampe", "direct", "Keltoum Amrani", "raconte"),
                ("que tout va bien", "indirect", "Keltoum Amrani", "précise"),
            ],
        ),
        (
            "« On a tout calculé au crayon », grommelle Karim Ouazzou. Le conducteur soutient que la voie était libre.",
            [
                ("On a tout calculé au crayon", "direct", "Karim Ouazzou", "grommelle"),
                ("que la voie était libre", "indirect", None, "soutient"),
            ],
        ),
    ],
)

SPANISH = _cases(
    "es",
    [
        (
            "«El dique aguantará porque lo hemos visto aguantar», afirmó Nadia Sellami, ministra de Agua.",
            [("El dique aguantará porque lo hemos visto aguantar", "direct", "Nadia Sellami", "afirmó")],
        ),
        (
            "Carmen Olmedo ha señalado que la presa se vaciará en marzo.",
            [("que la presa se vaciará en marzo", "indirect", "Carmen Olmedo", "ha señalado")],
        ),
        (
            "Según Carmen Olmedo, las obras costarán el doble de lo previsto.",
            [("las obras costarán el doble de lo previsto", "indirect", "Carmen Olmedo", "Según")],
        ),
        (
            "Según explicó Carmen Olmedo, el puerto cerrará el domingo.",
            [("el puerto cerrará el domingo", "indirect", "Carmen Olmedo", "Según explicó")],
        ),
        (
            "Carmen Olmedo llegó tarde. «No hubo manera de cruzar el río», recordó.",
            [("No hubo manera de cruzar el río", "direct", "Carmen Olmedo", "recordó")],
        ),
        (
            "Carmen Olmedo pide a los bancos que bajen los tipos «de una vez».",
            [("que bajen los tipos «de una vez»", "mixed", "Carmen Olmedo", "pide")],
        ),
        (
            "Juan Pérez Lamela habló ayer. «A esta sala se viene con papeles», advirtió al levantar la sesión.",
            [("A esta sala se viene con papeles", "direct", "Juan Pérez Lamela", "advirtió")],
        ),
        (
            "Juan Pérez Lamela cerró la puerta. Un antiguo acomodador lloraba. «Aquí conocí a mi mujer», repetía.",
            [("Aquí conocí a mi mujer", "direct", None, "repetía")],
        ),
        (
            "Según le dijeron, la autora vive todavía en Larache.",
            [("la autora vive todavía en Larache", "indirect", None, "Según le dijeron")],
        ),
        (
            "La astrofísica Carmen Olmedo lo recibió de madrugada. «No dormiré esta noche», confesó la científica.",
            [("No dormiré esta noche", "direct", "Carmen Olmedo", "confesó")],
        ),
        (
            "En la plaza, un vendedor decía haber servido «más vasos que en la fiesta», y sonaba la radio.",
            [("haber servido «más vasos que en la fiesta»", "mixed", None, "decía")],
        ),
        (
            "Carmen Olmedo tildó la huelga de «chantaje intolerable».",
            [("chantaje intolerable", "mixed", "Carmen Olmedo", "tildó")],
        ),
        (
            "Carmen Olmedo hizo hincapié en la importancia de la formación.",
            [("la importancia de la formación", "indirect", "Carmen Olmedo", "hizo hincapié en")],
        ),
        (
            "—No lo sé —dijo Carmen Olmedo—. Ya veremos qué pasa.",
            [
                ("No lo sé", "direct", "Carmen Olmedo", "dijo"),
                ("Ya veremos qué pasa.", "direct", "Carmen Olmedo", "dijo"),
            ],
        ),
        (
            "Entonces, dice un pastor, las ovejas no cabían en el encuadre.",
            [("las ovejas no cabían en el encuadre", "indirect", None, "dice")],
        ),
        ("Carmen Olmedo no dijo que el puerto fuera a cerrar.", []),
        ("El acto llevaba por lema «Un mar para todos los pueblos».", []),
        ("Varias asociaciones han pedido que el puerto cierre.", []),
        (
            "Ningún vecino «dormirá en la calle», matiza Nuria Beltrán Soto.",
            [("Ningún vecino «dormirá en la calle»", "mixed", "Nuria Beltrán Soto", "matiza")],
        ),
        (
            "Nuria Beltrán Soto advirtió de que faltará agua. El pozo sigue seco, recordó en diálogo con la radio.",
            [
                ("que faltará agua", "indirect", "Nuria Beltrán Soto", "advirtió"),
                ("El pozo sigue seco", "indirect", "Nuria Beltrán Soto", "recordó"),
            ],
        ),
        ("Nuria Beltrán Soto aclaró el", []),
        (
            "Nuria Beltrán Soto, presidenta del puerto, llegó tarde. Pablo Ríos exige que se abra el muelle. "
            "La presidenta se negó a firmar. Habría vigilantes si llegaran más barcos, dejó caer.",
            [
                ("que se abra el muelle", "indirect", "Pablo Ríos", "exige"),
                ("Habría vigilantes si llegaran más barcos", "indirect", "Nuria Beltrán Soto", "dejó caer"),
            ],
        ),
    ],
)

ENGLISH = _cases(
    "en",
    [
        (
            "The pumps would be in place by Friday night, the director general of the Northern Coastal Water Agency, "
            "Ruth Ashdown, insisted.",
            [("The pumps would be in place by Friday night", "indirect", "Ruth Ashdown", "insisted")],
        ),
        (
            '"The dam will hold because we have seen it hold," said Nadia Sellami, the water minister.',
            [("The dam will hold because we have seen it hold", "direct", "Nadia Sellami", "said")],
        ),
        (
            '"We will wait," Nadia Sellami, the water minister, told reporters.',
            [("We will wait", "direct", "Nadia Sellami", "told")],
        ),
        (
            "Nadia Sellami said on Monday that the dam would be emptied in March.",
            [("that the dam would be emptied in March", "indirect", "Nadia Sellami", "said")],
        ),
        (
            "The dam would be emptied in March, Nadia Sellami, the water minister, told the same briefing.",
            [("The dam would be emptied in March", "indirect", "Nadia Sellami", "told")],
        ),
        (
            "The club said half of the money would pay for a youth pitch.",
            [("half of the money would pay for a youth pitch", "indirect", None, "said")],
        ),
        (
            "Nadia Sellami explained that the crane was broken, adding that two were on order.",
            [
                ("that the crane was broken", "indirect", "Nadia Sellami", "explained"),
                ("that two were on order", "indirect", "Nadia Sellami", "adding"),
            ],
        ),
        (
            '"We have," Nadia Sellami said, "lost too much time."',
            [
                ("We have", "direct", "Nadia Sellami", "said"),
                ("lost too much time.", "direct", "Nadia Sellami", "said"),
            ],
        ),
        (
            "'We have lost too much time,' said Nadia Sellami.",
            [("We have lost too much time", "direct", "Nadia Sellami", "said")],
        ),
        (
            'Nadia Sellami said it was "following the case".',
            [('it was "following the case"', "mixed", "Nadia Sellami", "said")],
        ),
        (
            "“It closed in March,” said Nadia Sellami. “It will open in May.\n\n“We shall see to it.”",
            [
                ("It closed in March", "direct", "Nadia Sellami", "said"),
                ("It will open in May.", "direct", "Nadia Sellami", None),
                ("We shall see to it.", "direct", "Nadia Sellami", None),
            ],
        ),
        (
            "Nadia Sellami told him she would empty the dam in March.",
            [("she would empty the dam in March", "indirect", "Nadia Sellami", "told")],
        ),
        ("The so-called \"open port\" is closed, and the word 'open' has lost its sense.", []),
        ("Nadia Sellami did not say that the port would close.", []),
        ("It is said that the port will close.", []),
        ("If Nadia Sellami says that the dam is safe, people will listen.", []),
    ],
)

CASES = FRENCH + SPANISH + ENGLISH
