"""Short texts of many genres about fictional people, with all the statements in them."""

from __future__ import annotations

from tests.annotate.statements.cases import Case

GENRES = [
    Case(
        "fr",
        (
            "« On ne ferme pas une maternité avec un tableur », lance Odile Ferrandier, sage-femme à Béja "
            "depuis vingt ans.\n\nL'hôpital accueille 900 naissances par an."
        ),
        (("On ne ferme pas une maternité avec un tableur", "direct", "Odile Ferrandier", "lance"),),
    ),
    Case(
        "fr",
        ("« J'ai vendu la camionnette pour payer l'avocat », lâche Mebrok Tazerout, un pêcheur de 54 ans."),
        (("J'ai vendu la camionnette pour payer l'avocat", "direct", "Mebrok Tazerout", "lâche"),),
    ),
    Case(
        "fr",
        ("Selon un pharmacien du quartier, les ruptures de stock « durent depuis l'Aïd »."),
        (("les ruptures de stock « durent depuis l'Aïd »", "mixed", None, "Selon"),),
    ),
    Case(
        "fr",
        (
            "Le maire de Tabarka, Jalel Ounissi, a inauguré la halle samedi. Il a proposé un déjeuner aux "
            "commerçants, avant de visiter les étals."
        ),
        (),
    ),
    Case(
        "fr",
        ("Les riverains appellent cette période les « années noires »."),
        (),
    ),
    Case(
        "fr",
        (
            "Le procureur Amine Rezgui a requis six ans de prison. « Les faits sont d'une gravité "
            "exceptionnelle », a-t-il plaidé.\n\nLa défense, elle, demande la relaxe."
        ),
        (("Les faits sont d'une gravité exceptionnelle", "direct", "Amine Rezgui", "a-t-il plaidé"),),
    ),
    Case(
        "fr",
        (
            "La présidente du club, Leïla Bensmaïl, a reçu les joueurs mardi.\n\n« Nous paierons les salaires "
            "avant la trêve », a-t-elle assuré.\n\nElle a toutefois reconnu que deux primes restaient en "
            "suspens."
        ),
        (
            ("Nous paierons les salaires avant la trêve", "direct", "Leïla Bensmaïl", "a-t-elle assuré"),
            ("que deux primes restaient en suspens", "indirect", "Leïla Bensmaïl", "a toutefois reconnu"),
        ),
    ),
    Case(
        "fr",
        (
            "« Ça change tout », glisse un député de la majorité. « On ne l'avait pas vu venir », "
            "souffle-t-il.\n\nLe ministre Hakim Derdour doit s'exprimer jeudi."
        ),
        (
            ("Ça change tout", "direct", None, "glisse"),
            ("On ne l'avait pas vu venir", "direct", None, "souffle-t-il"),
        ),
    ),
    Case(
        "fr",
        ("L'entraîneur Walid Sghaier n'a pas confirmé que le gardien jouerait dimanche."),
        (),
    ),
    Case(
        "fr",
        (
            "Interrogée sur les retards, la directrice de l'Office, Nadège Morvan, a répondu que les travaux "
            "reprendraient « dès que la météo le permettra »."
        ),
        (("que les travaux reprendraient « dès que la météo le permettra »", "mixed", "Nadège Morvan", "a répondu"),),
    ),
    Case(
        "fr",
        (
            "Le film « Les Heures lentes » a reçu le prix du public. Son réalisateur, Idriss Kabbaj, a parlé "
            "d'« une surprise totale »."
        ),
        (("une surprise totale", "mixed", "Idriss Kabbaj", "a parlé"),),
    ),
    Case(
        "fr",
        (
            "Pour Samira Lakhal, économiste à Oran, la hausse du dinar ne durera pas. « C'est un feu de "
            "paille », résume-t-elle."
        ),
        (
            ("la hausse du dinar ne durera pas", "indirect", "Samira Lakhal", "Pour"),
            ("C'est un feu de paille", "direct", "Samira Lakhal", "résume-t-elle"),
        ),
    ),
    Case(
        "fr",
        ("Le chantier, a rappelé le préfet Bastien Delcroix, avait été suspendu en mars."),
        (
            (
                "Le chantier, a rappelé le préfet Bastien Delcroix, avait été suspendu en mars",
                "indirect",
                "Bastien Delcroix",
                "a rappelé",
            ),
        ),
    ),
    Case(
        "fr",
        (
            "L'Union des maraîchers du Gharb a dénoncé mercredi « une gestion à l'aveugle » de l'eau. Elle "
            "réclame la publication des relevés du barrage."
        ),
        (
            ("une gestion à l'aveugle", "mixed", "Union des maraîchers du Gharb", "a dénoncé"),
            ("la publication des relevés du barrage", "indirect", "Union des maraîchers du Gharb", "réclame"),
        ),
    ),
    Case(
        "fr",
        ("« Nous avons tenu, raconte Habib Jlassi, infirmier de nuit. Mais à quel prix ? »"),
        (
            (
                "Nous avons tenu, raconte Habib Jlassi, infirmier de nuit. Mais à quel prix ?",
                "direct",
                "Habib Jlassi",
                "raconte",
            ),
        ),
    ),
    Case(
        "fr",
        (
            "La ville a fermé le pont lundi.\n\nLe conflit s'enlise, affirme Karima Zeroual\n\nLes négociations "
            "reprendront en mai, selon la préfecture.\n\n« Nous attendons un signe », a dit Karima Zeroual, "
            "déléguée du personnel."
        ),
        (
            ("Les négociations reprendront en mai", "indirect", None, "selon"),
            ("Nous attendons un signe", "direct", "Karima Zeroual", "a dit"),
        ),
    ),
    Case(
        "fr",
        ("Le taux de chômage a reculé à 14,2 % au deuxième trimestre, selon l'Institut de la statistique."),
        (),
    ),
    Case(
        "fr",
        ("Il ne croit pas que la loi passera. Le sénateur Gaspard Hulot l'a dit à la radio."),
        (),
    ),
    Case(
        "fr",
        (
            "« Mes parents n'ont jamais quitté la ferme. Moi non plus.\n\n« Le jour où l'eau a manqué, on a "
            "creusé », se souvient Aziz Belkadi, agriculteur."
        ),
        (
            ("Mes parents n'ont jamais quitté la ferme. Moi non plus.", "direct", "Aziz Belkadi", "se souvient"),
            ("Le jour où l'eau a manqué, on a creusé", "direct", "Aziz Belkadi", "se souvient"),
        ),
    ),
    Case(
        "fr",
        (
            "Mourad Hachemi et Claire Vannier se sont rencontrés à Tunis. Cette dernière a souligné la "
            "nécessité d'un calendrier commun."
        ),
        (("la nécessité d'un calendrier commun", "indirect", "Claire Vannier", "a souligné"),),
    ),
    Case(
        "fr",
        (
            "Le collectif a appelé à un rassemblement devant le tribunal. À l'audience, la juge Ines "
            "Marzouki a demandé si le témoin avait bu."
        ),
        (),
    ),
    Case(
        "en",
        ('"We fixed the roof with our own hands," said Tamsin Okoro, a nurse at the clinic.'),
        (("We fixed the roof with our own hands", "direct", "Tamsin Okoro", "said"),),
    ),
    Case(
        "en",
        ('"It was dark and nobody came," recalled Belkis Amrani-Doyle.'),
        (("It was dark and nobody came", "direct", "Belkis Amrani-Doyle", "recalled"),),
    ),
    Case(
        "en",
        (
            "Mayor Ruth Calder opened the library on Monday.\n\nThe building cost 2 million euros and took "
            'three years.\n\n"Books outlive mayors," she said.'
        ),
        (("Books outlive mayors", "direct", "Ruth Calder", "said"),),
    ),
    Case(
        "en",
        (
            "The union's leader, Dara Finch, met the board on Friday. The talks lasted six hours. \"I will "
            'not sign tonight," she said. The chairman, Owen Pratt, left without comment.'
        ),
        (("I will not sign tonight", "direct", "Dara Finch", "said"),),
    ),
    Case(
        "en",
        ('Locals call the tunnel the "long night". Engineers named the drill "Big Rosa".'),
        (),
    ),
    Case(
        "en",
        (
            "The court heard that the driver had been awake for 20 hours. Judge Amina Holloway called the "
            'delay "an insult to the families".'
        ),
        (('the delay "an insult to the families"', "mixed", "Amina Holloway", "called"),),
    ),
    Case(
        "en",
        ("According to coach Paul Mbeki, the defender will miss two matches."),
        (("the defender will miss two matches", "indirect", "Paul Mbeki", "According to"),),
    ),
    Case(
        "en",
        ("A lot of people think the bridge is unsafe. The minister, Hugh Farrow, admitted it in person."),
        (),
    ),
    Case(
        "en",
        ("Hugh Farrow reportedly believes the plan is dead."),
        (),
    ),
    Case(
        "en",
        ("Carbon Motors says that it's enough to show the receipt. Buyers had complained for months."),
        (("that it's enough to show the receipt", "indirect", "Carbon Motors", "says"),),
    ),
    Case(
        "en",
        ("Contents of the kit – 12 pages – Captive Screws\n\nPages 1-4 Fasteners – Spring Washers"),
        (),
    ),
    Case(
        "en",
        (
            "Analyst Greg Toma warned that growth would slow. He said half of the firms had frozen hiring, "
            "but declined to name them."
        ),
        (
            ("that growth would slow", "indirect", "Greg Toma", "warned"),
            ("half of the firms had frozen hiring", "indirect", "Greg Toma", "said"),
        ),
    ),
    Case(
        "en",
        (
            '"We lost," said captain Yara Stone. "But we lost together."\n\nStone scored twice. Her coach, Dan '
            'Peel, was calmer. "These things happen," he said.'
        ),
        (
            ("We lost", "direct", "Yara Stone", "said"),
            ("But we lost together.", "direct", "Yara Stone", None),
            ("These things happen", "direct", "Dan Peel", "said"),
        ),
    ),
    Case(
        "en",
        ('The novel "A House of Salt" sold 40,000 copies. Its author, Mina Castell, was born in Ceuta.'),
        (),
    ),
    Case(
        "en",
        ("Opposition senator Carla Weiss has not said that she will run. If she says she will, the party will split."),
        (),
    ),
    Case(
        "en",
        (
            "A spokesman for the port declined to comment. A docker, who asked not to be named, said the "
            'cranes were "older than my father".'
        ),
        (('the cranes were "older than my father"', "mixed", None, "said"),),
    ),
    Case(
        "en",
        (
            "The committee of parents met on Tuesday. It demanded the publication of the test results, and "
            "asked for a meeting with the mayor."
        ),
        (),
    ),
    Case(
        "en",
        ("The regulator fined the bank on Monday. The Consumer Board of Malta demanded a full refund for customers."),
        (("a full refund for customers", "indirect", "Consumer Board of Malta", "demanded"),),
    ),
    Case(
        "en",
        ('"The river gives," writes the poet Salma Idrissi in her new book, "and the river takes."'),
        (
            ("The river gives", "direct", "Salma Idrissi", "writes"),
            ("and the river takes.", "direct", "Salma Idrissi", "writes"),
        ),
    ),
    Case(
        "en",
        ('See: "The winter of our bread prices, explained for all." Subscribe now.'),
        (),
    ),
    Case(
        "es",
        ("«No hay agua ni para las cabras», lamenta Eulogio Berrocal, pastor de 61 años."),
        (("No hay agua ni para las cabras", "direct", "Eulogio Berrocal", "lamenta"),),
    ),
    Case(
        "es",
        (
            "La consejera Maite Lorza visitó el puerto el lunes. Aseguró que el dragado empezará en abril y "
            "que no habrá despidos."
        ),
        (("que el dragado empezará en abril y que no habrá despidos", "indirect", "Maite Lorza", "Aseguró"),),
    ),
    Case(
        "es",
        ("En el segundo tramo, según la ingeniera Pilar Ochoa, se levantarán dos puentes."),
        (
            (
                "En el segundo tramo, según la ingeniera Pilar Ochoa, se levantarán dos puentes",
                "indirect",
                "Pilar Ochoa",
                "según",
            ),
        ),
    ),
    Case(
        "es",
        (
            "El Ayuntamiento de Melilla cerró el parque. «Es por seguridad», explicó el concejal Tomás "
            "Arrieta, que no dio más detalles."
        ),
        (("Es por seguridad", "direct", "Tomás Arrieta", "explicó"),),
    ),
    Case(
        "es",
        ("Ni la alcaldesa ni el delegado han mencionado que pueda haber un acuerdo."),
        (),
    ),
    Case(
        "es",
        ("Según un vecino, el incendio «empezó en el tercer piso»."),
        (("el incendio «empezó en el tercer piso»", "mixed", None, "Según"),),
    ),
    Case(
        "es",
        ("—Nos dejaron solos —dijo Amparo Quiles—. Nadie vino."),
        (
            ("Nos dejaron solos", "direct", "Amparo Quiles", "dijo"),
            ("Nadie vino.", "direct", "Amparo Quiles", "dijo"),
        ),
    ),
    Case(
        "es",
        (
            "El entrenador, Ramiro Bustos, elogió a su rival: «Jugaron mejor y ganaron».\n\nBustos añadió que "
            "el portero «salvó la temporada».\n\nPreguntado por su futuro, respondió que no lo sabe."
        ),
        (
            ("Jugaron mejor y ganaron", "direct", "Ramiro Bustos", "elogió"),
            ("que el portero «salvó la temporada»", "mixed", "Ramiro Bustos", "añadió"),
            ("que no lo sabe", "indirect", "Ramiro Bustos", "respondió"),
        ),
    ),
    Case(
        "es",
        ("La jueza Inés Valcárcel rechazó el recurso. En su auto sostiene que no hay indicios."),
        (("que no hay indicios", "indirect", "Inés Valcárcel", "sostiene"),),
    ),
    Case(
        "es",
        ("El hospital negó que falten camas, aunque fuentes sindicales sostienen que «hay pacientes en los pasillos»."),
        (
            ("que falten camas", "indirect", None, "negó"),
            ("hay pacientes en los pasillos", "mixed", None, "sostienen"),
        ),
    ),
    Case(
        "es",
        ("Los vecinos llaman a la plaza «la sartén». El plan se llama «Sombra para todos»."),
        (),
    ),
    Case(
        "es",
        ("A juicio de Hilario Mansilla, economista, la subida de tipos llega tarde."),
        (("la subida de tipos llega tarde", "indirect", "Hilario Mansilla", "A juicio de"),),
    ),
    Case(
        "ar",
        ("«لم يبق في البئر ماء»، تقول زهيرة البكاري، وهي فلاحة في الخمسين."),
        (("لم يبق في البئر ماء", "direct", "زهيرة البكاري", "تقول"),),
    ),
    Case(
        "ar",
        ("«بعنا القارب لنعيش»، يقول البحار منصور القصطالي."),
        (("بعنا القارب لنعيش", "direct", "منصور القصطالي", "يقول"),),
    ),
    Case(
        "ar",
        ("اجتمعت لجنة سكان حي الزيتون مساء الثلاثاء. وطالبت بفتح تحقيق في انهيار الجسر."),
        (("بفتح تحقيق في انهيار الجسر", "indirect", "لجنة سكان حي الزيتون", "وطالبت"),),
    ),
    Case(
        "ar",
        ("اجتمعت جمعية أمل للتنمية مساء الثلاثاء بسوسة. وطالبت بفتح تحقيق في انهيار الجسر."),
        (("بفتح تحقيق في انهيار الجسر", "indirect", "جمعية أمل للتنمية", "وطالبت"),),
    ),
    Case(
        "ar",
        ("قال وزير الصحة نبيل الشرقاوي إن المستشفى سيفتح في مارس، مضيفا أن الأطباء «جاهزون منذ شهور»."),
        (
            ("إن المستشفى سيفتح في مارس", "indirect", "نبيل الشرقاوي", "قال"),
            ("أن الأطباء «جاهزون منذ شهور»", "mixed", "نبيل الشرقاوي", "مضيفا"),
        ),
    ),
    Case(
        "ar",
        ("ذكر مصدر أمني أن الطريق مقطوعة. ولم يؤكد العمدة سليم الهاشمي أن المدارس ستغلق."),
        (("أن الطريق مقطوعة", "indirect", None, "ذكر"),),
    ),
    Case(
        "ar",
        ("«المسرح بيت من لا بيت له.»\n\n– المخرجة هند الورياغلي"),
        (("المسرح بيت من لا بيت له.", "direct", "هند الورياغلي", None),),
    ),
    Case(
        "ar",
        ("المدرب رشيد بوزيان كان غاضبا بعد المباراة: «خسرنا لأننا لم نركض».\n\nوأضاف أن الحكم «أخطأ مرتين»."),
        (
            ("خسرنا لأننا لم نركض", "direct", "رشيد بوزيان", None),
            ("أن الحكم «أخطأ مرتين»", "mixed", "رشيد بوزيان", "وأضاف"),
        ),
    ),
    Case(
        "ar",
        ("فاز فيلم «ليل بلا نهاية» بجائزة الجمهور تحت شعار «سينما للجميع»."),
        (),
    ),
    Case(
        "ar",
        ("اقرأ أيضا: آخر الأخبار من الحكومة والوزارات والمدن."),
        (),
    ),
    Case(
        "ar",
        ("تقول المحامية بسمة العلوي: «موكلي بريء». ويرى القاضي المتقاعد فؤاد حمزة أن الحكم متوقع."),
        (
            ("موكلي بريء", "direct", "بسمة العلوي", "تقول"),
            ("أن الحكم متوقع", "indirect", "فؤاد حمزة", "ويرى"),
        ),
    ),
    Case(
        "ar",
        ("استقبل الوزير جمال التازي السفيرة إيلينا دوران. وأكدت أن بلادها ستواصل الدعم."),
        (("أن بلادها ستواصل الدعم", "indirect", "إيلينا دوران", "وأكدت"),),
    ),
    Case(
        "ar",
        ("وأوضحت الشركة أن الإنتاج توقف بسبب عطل، فيما اتهم النقابي عماد الزواري الإدارة بأنها «تخفي الحقيقة»."),
        (
            ("أن الإنتاج توقف بسبب عطل", "indirect", None, "وأوضحت"),
            ("تخفي الحقيقة", "mixed", "عماد الزواري", "اتهم"),
        ),
    ),
    Case(
        "ar",
        ("من جهتها، نفت الناطقة باسم الحكومة نوال الفيلالي أي نية لرفع الأسعار."),
        (("أي نية لرفع الأسعار", "indirect", "نوال الفيلالي", "نفت"),),
    ),
]
