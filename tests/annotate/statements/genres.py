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
    Case(
        "fr",
        (
            "Le tribunal de Nabeul a condamné mardi l'ancien maire, Faouzi Mrad, à deux ans de prison. « "
            "C'est une décision politique », a réagi son avocate, Me Salwa Turki. Elle a fait appel.\n\nLe "
            "parquet n'a pas souhaité commenter."
        ),
        (("C'est une décision politique", "direct", "Salwa Turki", "a réagi"),),
    ),
    Case(
        "fr",
        (
            "La chercheuse Inès Bouhlel publie une étude sur les abeilles. Selon elle, les ruches du nord "
            "ont perdu un tiers de leurs colonies. « Le printemps sera décisif », prévient-elle."
        ),
        (
            ("les ruches du nord ont perdu un tiers de leurs colonies", "indirect", "Inès Bouhlel", "Selon"),
            ("Le printemps sera décisif", "direct", "Inès Bouhlel", "prévient-elle"),
        ),
    ),
    Case(
        "fr",
        (
            "« Les prix vont continuer à monter », prévoit l'économiste Yacine Derbal. De son côté, le "
            "ministre du Commerce, Rachid Oulmi, estime que la hausse est « temporaire et limitée »."
        ),
        (
            ("Les prix vont continuer à monter", "direct", "Yacine Derbal", "prévoit"),
            ("que la hausse est « temporaire et limitée »", "mixed", "Rachid Oulmi", "estime"),
        ),
    ),
    Case(
        "fr",
        (
            "Le gardien a arrêté deux penaltys. Interrogé après le match, Sami Zouari a confié : « Je n'ai "
            "pas dormi de la nuit. » Son entraîneur, lui, préfère attendre."
        ),
        (("Je n'ai pas dormi de la nuit.", "direct", "Sami Zouari", "a confié"),),
    ),
    Case(
        "fr",
        (
            "Le programme « Écoles vertes » concerne 40 établissements. La mesure dite « zéro papier » "
            "entrera en vigueur en mars."
        ),
        (),
    ),
    Case(
        "fr",
        (
            "La Fédération tunisienne de voile regrette « l'absence de tout dialogue » avec le port. Elle "
            "demande à être reçue par le gouverneur."
        ),
        (
            ("l'absence de tout dialogue", "mixed", "Fédération tunisienne de voile", "regrette"),
            ("à être reçue par le gouverneur", "indirect", "Fédération tunisienne de voile", "demande"),
        ),
    ),
    Case(
        "fr",
        (
            "« J'ai tout perdu », murmure une habitante du quartier. À côté, son voisin Tahar Gharsalli dit "
            "attendre les experts depuis dix jours."
        ),
        (
            ("J'ai tout perdu", "direct", None, "murmure"),
            ("attendre les experts depuis dix jours", "indirect", "Tahar Gharsalli", "dit"),
        ),
    ),
    Case(
        "fr",
        ("Le ministre a inauguré le pont. Le coût, d'après la direction des routes, a atteint 12 millions de dinars."),
        (),
    ),
    Case(
        "fr",
        ("Rien ne dit que la piste est sûre. Reste à savoir si le club paiera."),
        (),
    ),
    Case(
        "fr",
        (
            "« Nous ne lâcherons rien », a averti le secrétaire général du syndicat, Mondher Belaïd, devant "
            "300 grévistes. « Et s'il faut revenir demain, nous reviendrons. »"
        ),
        (
            ("Nous ne lâcherons rien", "direct", "Mondher Belaïd", "a averti"),
            ("Et s'il faut revenir demain, nous reviendrons.", "direct", "Mondher Belaïd", None),
        ),
    ),
    Case(
        "fr",
        (
            "Ouvert en 1931, le cinéma Rialto fermera en juin, a annoncé lundi sa propriétaire, Denise "
            "Cohen-Tannugi, invoquant des pertes « insoutenables »."
        ),
        (("Ouvert en 1931, le cinéma Rialto fermera en juin", "indirect", "Denise Cohen-Tannugi", "a annoncé"),),
    ),
    Case(
        "en",
        (
            "The hospital's chief surgeon, Maya Lindqvist, denied that any patient had been harmed. She "
            'described the leak as "a plumbing problem, nothing more".'
        ),
        (
            ("that any patient had been harmed", "indirect", "Maya Lindqvist", "denied"),
            ("a plumbing problem, nothing more", "mixed", "Maya Lindqvist", "described"),
        ),
    ),
    Case(
        "en",
        ("Ministers have been urged to act. The report, published on Monday, says that 40 schools are at risk."),
        (),
    ),
    Case(
        "en",
        ('"He is the best I have coached," Bruno Salas said of the striker. "By far." Salas, 58, retires in June.'),
        (
            ("He is the best I have coached", "direct", "Bruno Salas", "said"),
            ("By far.", "direct", "Bruno Salas", None),
        ),
    ),
    Case(
        "en",
        (
            'Asked about the budget, the finance minister, Karim Benhaddou, replied: "Ask me in March." He '
            'added that talks with lenders were "on track and on time".'
        ),
        (
            ("Ask me in March.", "direct", "Karim Benhaddou", "replied"),
            ('that talks with lenders were "on track and on time"', "mixed", "Karim Benhaddou", "added"),
        ),
    ),
    Case(
        "en",
        ("The orchestra will return in May, its conductor Anya Petrov announced on Sunday."),
        (("The orchestra will return in May", "indirect", "Anya Petrov", "announced"),),
    ),
    Case(
        "en",
        ('Tourism officials say bookings are up 12 percent. "People want the sun," one hotelier said.'),
        (("People want the sun", "direct", None, "said"),),
    ),
    Case(
        "en",
        (
            "Judge Carlos Ibarra ruled that the evidence could be used. The defence lawyer, Joan Pickett, "
            "argued it had been obtained illegally."
        ),
        (
            ("that the evidence could be used", "indirect", "Carlos Ibarra", "ruled"),
            ("it had been obtained illegally", "indirect", "Joan Pickett", "argued"),
        ),
    ),
    Case(
        "en",
        (
            'In her speech, the president of the chamber, Leila Haddad, warned against "easy promises and '
            'empty chairs" and called for a new vote in May.'
        ),
        (
            ("easy promises and empty chairs", "mixed", "Leila Haddad", "warned against"),
            ("for a new vote in May", "indirect", "Leila Haddad", "called for"),
        ),
    ),
    Case(
        "en",
        ('The band\'s second album, "Night Ferry to Tangier", was praised as "fearless". It sold well.'),
        (),
    ),
    Case(
        "en",
        ('Teachers will strike on Thursday. Their union says it has "no choice left".'),
        (('it has "no choice left"', "mixed", None, "says"),),
    ),
    Case(
        "es",
        (
            "«Nos sentimos abandonados», denuncia la presidenta de la asociación, Carmen Otero. El alcalde, "
            "Luis Barreda, replica que el barrio «recibe más dinero que nunca»."
        ),
        (
            ("Nos sentimos abandonados", "direct", "Carmen Otero", "denuncia"),
            ("que el barrio «recibe más dinero que nunca»", "mixed", "Luis Barreda", "replica"),
        ),
    ),
    Case(
        "es",
        (
            "La ministra de Sanidad, Elena Prats, compareció ayer. Dijo que el brote está controlado. Añadió "
            "que no se cerrarán colegios. «La situación es estable», insistió."
        ),
        (
            ("que el brote está controlado", "indirect", "Elena Prats", "Dijo"),
            ("que no se cerrarán colegios", "indirect", "Elena Prats", "Añadió"),
            ("La situación es estable", "direct", "Elena Prats", "insistió"),
        ),
    ),
    Case(
        "es",
        ("El fiscal pide ocho años de cárcel para el empresario. Su abogado, Mateo Luján, sostiene que es inocente."),
        (("que es inocente", "indirect", "Mateo Luján", "sostiene"),),
    ),
    Case(
        "es",
        ("El tren, según explicó el director de la línea, Joaquín Vera, circulará sin paradas."),
        (
            (
                "El tren, según explicó el director de la línea, Joaquín Vera, circulará sin paradas",
                "indirect",
                "Joaquín Vera",
                "según explicó",
            ),
        ),
    ),
    Case(
        "es",
        ("La película «Agua de nadie» compite en Málaga. «Es un canto a mi pueblo», dice su directora, Alba Ferrús."),
        (("Es un canto a mi pueblo", "direct", "Alba Ferrús", "dice"),),
    ),
    Case(
        "es",
        ("Los agricultores bloquearon la carretera. Según la Delegación del Gobierno, participaron 300 tractores."),
        (),
    ),
    Case(
        "es",
        (
            "«¿Quién va a pagar esto?», se pregunta Dolores Mena, dueña de un bar. Ella calcula que perderá "
            "la mitad de las ventas."
        ),
        (
            ("¿Quién va a pagar esto?", "direct", "Dolores Mena", "se pregunta"),
            ("que perderá la mitad de las ventas", "indirect", "Dolores Mena", "calcula"),
        ),
    ),
    Case(
        "ar",
        (
            "قالت مديرة المهرجان، سلوى البرهومي، إن الدورة المقبلة ستقام في أبريل. وأضافت أن الدخول «سيكون "
            "مجانيا للجميع»."
        ),
        (
            ("إن الدورة المقبلة ستقام في أبريل", "indirect", "سلوى البرهومي", "قالت"),
            ("أن الدخول «سيكون مجانيا للجميع»", "mixed", "سلوى البرهومي", "وأضافت"),
        ),
    ),
    Case(
        "ar",
        ("أعرب رئيس الجامعة، الأستاذ نجيب الودغيري، عن أسفه لما حدث، مؤكدا أن التحقيق «سيشمل الجميع دون استثناء»."),
        (("أن التحقيق «سيشمل الجميع دون استثناء»", "mixed", "نجيب الودغيري", "مؤكدا"),),
    ),
    Case(
        "ar",
        (
            "دعت النقابة الوطنية للتعليم إلى إضراب يوم الخميس. وقال كاتبها العام، عبد الرزاق الإدريسي: «لا "
            "تراجع عن مطالبنا»."
        ),
        (
            ("إلى إضراب يوم الخميس", "indirect", "النقابة الوطنية للتعليم", "دعت"),
            ("لا تراجع عن مطالبنا", "direct", "عبد الرزاق الإدريسي", "وقال"),
        ),
    ),
    Case(
        "ar",
        ("سجل المهاجم هدفين في الشوط الأول. «أهدي الفوز لأمي»، قال أنس الطرابلسي بعد المباراة."),
        (("أهدي الفوز لأمي", "direct", "أنس الطرابلسي", "قال"),),
    ),
    Case(
        "ar",
        ("نشر الباحث كتابا بعنوان «مدن بلا ذاكرة». ويضم الكتاب خمسة فصول."),
        (),
    ),
    Case(
        "ar",
        ("أفاد بلاغ لوزارة الفلاحة بأن التساقطات ستتحسن. وأوضح المصدر ذاته أن السدود ممتلئة."),
        (
            ("بأن التساقطات ستتحسن", "indirect", "وزارة الفلاحة", "أفاد"),
            ("أن السدود ممتلئة", "indirect", "وزارة الفلاحة", "وأوضح"),
        ),
    ),
    Case(
        "fr",
        (
            "Le cardiologue Hédi Maatoug quitte l'hôpital public. « On opère avec du matériel de 1998 », "
            "soupire-t-il. La direction n'a pas répondu à nos questions."
        ),
        (("On opère avec du matériel de 1998", "direct", "Hédi Maatoug", "soupire-t-il"),),
    ),
    Case(
        "fr",
        (
            "Le comité d'organisation a confirmé lundi que la course partirait de Gafsa. « Nous avons eu "
            "peur de tout annuler », admet son président, Lassaad Nouri."
        ),
        (
            ("que la course partirait de Gafsa", "indirect", None, "a confirmé"),
            ("Nous avons eu peur de tout annuler", "direct", "Lassaad Nouri", "admet"),
        ),
    ),
    Case(
        "fr",
        (
            "« C'est une honte », « Démission » : les slogans fusaient mardi devant la mairie. Le maire, "
            "Alain Poitou, est resté à l'intérieur."
        ),
        (),
    ),
    Case(
        "fr",
        (
            "Accusé d'avoir menti, l'ex-trésorier Kamel Drissi a nié en bloc. « J'ai signé ce qu'on me "
            "tendait », a-t-il soutenu à la barre."
        ),
        (("J'ai signé ce qu'on me tendait", "direct", "Kamel Drissi", "a-t-il soutenu"),),
    ),
    Case(
        "fr",
        (
            "Le sélectionneur Nabil Hassouna veut croire à la qualification. Ses joueurs, a-t-il dit, « ont "
            "des jambes et du cœur »."
        ),
        (("ont des jambes et du cœur", "mixed", "Nabil Hassouna", "a-t-il dit"),),
    ),
    Case(
        "en",
        (
            "The mayor of Valletta, Grace Borg, said on Tuesday the ferry would stay free for students. "
            "Critics say it is too late."
        ),
        (("the ferry would stay free for students", "indirect", "Grace Borg", "said"),),
    ),
    Case(
        "en",
        (
            '"Our wells are dry," says Hamid Belarbi, who grows dates near Biskra. He blames the new dam. '
            '"They took the river."'
        ),
        (
            ("Our wells are dry", "direct", "Hamid Belarbi", "says"),
            ("They took the river.", "direct", "Hamid Belarbi", None),
        ),
    ),
    Case(
        "en",
        (
            'Coach Tomas Reyes and captain Lina Faye spoke after the defeat. "We were slow," he said. "We '
            'were afraid," she added.'
        ),
        (
            ("We were slow", "direct", "Tomas Reyes", "said"),
            ("We were afraid", "direct", "Lina Faye", "added"),
        ),
    ),
    Case(
        "en",
        ("The museum's director, Paul Oyelaran, would neither confirm nor deny that the statue had been sold."),
        (),
    ),
    Case(
        "en",
        (
            'Economist Nadia Ferhat expects inflation to slow. "Bread will not get cheaper," she cautioned, '
            '"but it will stop rising."'
        ),
        (
            ("Bread will not get cheaper", "direct", "Nadia Ferhat", "cautioned"),
            ("but it will stop rising.", "direct", "Nadia Ferhat", "cautioned"),
        ),
    ),
    Case(
        "en",
        ('The Harbour Workers\' Union said in a statement that its members had "lost faith in the mediator".'),
        (('that its members had "lost faith in the mediator"', "mixed", "Harbour Workers' Union", "said"),),
    ),
    Case(
        "en",
        ("It was, Dr Emre Aksoy said, the worst outbreak in a decade."),
        (("It was, Dr Emre Aksoy said, the worst outbreak in a decade", "indirect", "Emre Aksoy", "said"),),
    ),
    Case(
        "es",
        (
            "«Aquí nací y aquí me quedo», afirma rotunda Eulalia Monzó, de 83 años. Su hija, en cambio, cree "
            "que «es hora de irse»."
        ),
        (
            ("Aquí nací y aquí me quedo", "direct", "Eulalia Monzó", "afirma"),
            ("es hora de irse", "mixed", None, "cree"),
        ),
    ),
    Case(
        "es",
        ("El Tribunal Superior anuló la subasta. La sentencia señala que el precio era «irrisorio»."),
        (),
    ),
    Case(
        "es",
        (
            "La bióloga Irene Salvatierra advierte: «Si no llueve, las aves no volverán». Y añade que el "
            "humedal ha perdido la mitad de su superficie."
        ),
        (
            ("Si no llueve, las aves no volverán", "direct", "Irene Salvatierra", "advierte"),
            ("que el humedal ha perdido la mitad de su superficie", "indirect", "Irene Salvatierra", "añade"),
        ),
    ),
    Case(
        "es",
        (
            "Preguntada por los periodistas, la rectora, Amelia Costas, aseguró que «nadie ha copiado». El "
            "sindicato pide su dimisión."
        ),
        (("nadie ha copiado", "mixed", "Amelia Costas", "aseguró"),),
    ),
    Case(
        "es",
        (
            "El líder vecinal Fermín Orozco y la concejala Sara Bru se reunieron ayer. Esta última prometió "
            "que las obras acabarán en mayo."
        ),
        (),
    ),
    Case(
        "ar",
        ("قال المدرب سمير بلحاج بعد الهزيمة: «لعبنا بلا روح». وأضاف أن اللاعبين «بحاجة إلى راحة طويلة»."),
        (
            ("لعبنا بلا روح", "direct", "سمير بلحاج", "قال"),
            ("أن اللاعبين «بحاجة إلى راحة طويلة»", "mixed", "سمير بلحاج", "وأضاف"),
        ),
    ),
    Case(
        "ar",
        ("أكدت وزيرة الثقافة، حنان بنيوسف، خلال الافتتاح، أن المتحف سيستقبل مليون زائر."),
        (("أن المتحف سيستقبل مليون زائر", "indirect", "حنان بنيوسف", "أكدت"),),
    ),
    Case(
        "ar",
        ("«هذه الأرض لنا»، تردد العجوز وهي تمسك بمفتاح بيتها."),
        (("هذه الأرض لنا", "direct", None, "تردد"),),
    ),
    Case(
        "ar",
        ("يرى المحلل الاقتصادي عصام الدريدي أن الدينار سيتراجع، بينما يتوقع زميله فتحي المكي أن يستقر."),
        (
            ("أن الدينار سيتراجع", "indirect", "عصام الدريدي", "يرى"),
            ("أن يستقر", "indirect", "فتحي المكي", "يتوقع"),
        ),
    ),
    Case(
        "ar",
        ("كشفت المحامية رجاء الصنهاجي أن موكلها «تعرض للضرب»، نافية أن يكون قد اعترف."),
        (
            ("أن موكلها «تعرض للضرب»", "mixed", "رجاء الصنهاجي", "كشفت"),
            ("أن يكون قد اعترف", "indirect", "رجاء الصنهاجي", "نافية"),
        ),
    ),
    Case(
        "ar",
        ("تظاهر المئات أمام البلدية رافعين شعار «الماء حق لا صدقة»."),
        (),
    ),
    Case(
        "ar",
        ("وختم الشاعر منير الوسلاتي حديثه قائلا: «الشعر بيتي الأخير»."),
        (("الشعر بيتي الأخير", "direct", "منير الوسلاتي", "وختم"),),
    ),
    Case(
        "ar",
        ("الماء الذي لا يجري يفسد، والمدينة التي لا تقرأ كذلك. – الكاتبة سلمى الدواجي"),
        (("الماء الذي لا يجري يفسد، والمدينة التي لا تقرأ كذلك.", "direct", "سلمى الدواجي", None),),
    ),
    Case(
        "fr",
        (
            "La préfète Hélène Brossard s'est rendue à Mateur vendredi. La visite a duré une heure. « L'État "
            "sera là », a-t-elle promis aux sinistrés."
        ),
        (("L'État sera là", "direct", "Hélène Brossard", "a-t-elle promis"),),
    ),
    Case(
        "fr",
        ("Un ancien cadre de l'usine, qui requiert l'anonymat, parle d'« un gâchis organisé ». La direction dément."),
        (("un gâchis organisé", "mixed", None, "parle"),),
    ),
    Case(
        "fr",
        (
            "« Je signe des deux mains », plaisante Moncef Ayari, sculpteur. Son confrère Luc Andrieu, lui, "
            "trouve l'idée « franchement dangereuse »."
        ),
        (
            ("Je signe des deux mains", "direct", "Moncef Ayari", "plaisante"),
            ("l'idée « franchement dangereuse »", "mixed", "Luc Andrieu", "trouve"),
        ),
    ),
    Case(
        "fr",
        ("L'avocate Rim Chaabane a exhorté le tribunal à libérer son client. La salle a applaudi."),
        (("à libérer son client", "indirect", "Rim Chaabane", "a exhorté"),),
    ),
    Case(
        "fr",
        ("Le vaccin sera gratuit, a fait savoir la ministre de la Santé, Dalila Khemiri, sans donner de calendrier."),
        (("Le vaccin sera gratuit", "indirect", "Dalila Khemiri", "a fait savoir"),),
    ),
    Case(
        "fr",
        (
            "Elle s'appelle Nour et elle a neuf ans. Sa mère, Wafa Lahmar, raconte : « Elle dessinait déjà "
            "des bateaux. »"
        ),
        (("Elle dessinait déjà des bateaux.", "direct", "Wafa Lahmar", "raconte"),),
    ),
    Case(
        "en",
        (
            'The prosecutor, Helen Marsh, told the jury the accused had lied "from the first minute". She '
            "asked for ten years in prison."
        ),
        (
            ('the accused had lied "from the first minute"', "mixed", "Helen Marsh", "told"),
            ("for ten years in prison", "indirect", "Helen Marsh", "asked"),
        ),
    ),
    Case(
        "en",
        ('"It was never about the money," insists Farid Zitouni, 34. "It was about the name on the door."'),
        (
            ("It was never about the money", "direct", "Farid Zitouni", "insists"),
            ("It was about the name on the door.", "direct", "Farid Zitouni", None),
        ),
    ),
    Case(
        "en",
        ("The striker's agent, Petra Novak, confirmed that talks had begun, adding that a deal was close."),
        (
            ("that talks had begun", "indirect", "Petra Novak", "confirmed"),
            ("that a deal was close", "indirect", "Petra Novak", "adding"),
        ),
    ),
    Case(
        "en",
        ('Residents of the square call the clock "the liar". It has been wrong since 1987.'),
        (),
    ),
    Case(
        "en",
        ('A nurse on the ward, speaking on condition of anonymity, said patients were "sleeping in corridors".'),
        (('patients were "sleeping in corridors"', "mixed", None, "said"),),
    ),
    Case(
        "en",
        (
            'Prime Minister Anton Keller met his counterpart, Sara Lind, in Tunis on Friday. "We disagree on '
            'one thing only," Lind said.'
        ),
        (("We disagree on one thing only", "direct", "Sara Lind", "said"),),
    ),
    Case(
        "es",
        (
            "«El gol es de todos», dijo el delantero Iker Larrea. Su técnico, Pablo Rentería, fue más "
            "prudente: «Queda mucha liga»."
        ),
        (
            ("El gol es de todos", "direct", "Iker Larrea", "dijo"),
            ("Queda mucha liga", "direct", "Pablo Rentería", None),
        ),
    ),
    Case(
        "es",
        ("El consejero Óscar Villalba no descartó que haya nuevas restricciones."),
        (("que haya nuevas restricciones", "indirect", "Óscar Villalba", "descartó"),),
    ),
    Case(
        "es",
        ("Un portavoz de la empresa negó los despidos. «No sobra nadie», declaró."),
        (("No sobra nadie", "direct", None, "declaró"),),
    ),
    Case(
        "es",
        ("Para la arquitecta Lola Serván, el nuevo puente es un error."),
        (("el nuevo puente es un error", "indirect", "Lola Serván", "Para"),),
    ),
    Case(
        "ar",
        ("وقالت الطبيبة أحلام السعداوي إن الدواء «مفقود منذ شهرين»، مشيرة إلى أن المرضى يشترونه من السوق السوداء."),
        (
            ("إن الدواء «مفقود منذ شهرين»", "mixed", "أحلام السعداوي", "وقالت"),
            ("أن المرضى يشترونه من السوق السوداء", "indirect", "أحلام السعداوي", "مشيرة"),
        ),
    ),
    Case(
        "ar",
        (
            "التقى العمدة توفيق الغضبان وفدا من التجار. وقال أحد التجار: «خسرنا كل شيء». ثم أضاف: «لم يبق "
            "لنا غير الديون»."
        ),
        (
            ("خسرنا كل شيء", "direct", None, "وقال"),
            ("لم يبق لنا غير الديون", "direct", None, "أضاف"),
        ),
    ),
    Case(
        "ar",
        ("أوضح مدير الميناء، حسن الطرابلسي، أن الحركة استؤنفت صباحا، لكنه لم يحدد موعدا لعودة السفن الكبيرة."),
        (("أن الحركة استؤنفت صباحا", "indirect", "حسن الطرابلسي", "أوضح"),),
    ),
    Case(
        "ar",
        ("اتهمت المعارضة الحكومة بأنها «تبيع الوهم». ورد الناطق الرسمي، مهدي القابسي، بأن الأرقام تتحدث."),
        (
            ("تبيع الوهم", "mixed", None, "اتهمت"),
            ("بأن الأرقام تتحدث", "indirect", "مهدي القابسي", "ورد"),
        ),
    ),
    Case(
        "ar",
        ("حازت الرواية، حسب الناقد وليد الصفاقسي، إعجاب اللجنة كلها."),
        (("حازت الرواية، حسب الناقد وليد الصفاقسي، إعجاب اللجنة كلها", "indirect", "وليد الصفاقسي", "حسب"),),
    ),
]
