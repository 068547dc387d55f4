"""Invented people and firms for the sample and the benchmarks.

Names come from many languages on purpose: accents, apostrophes, hyphens and particles are what importers and the gate
get wrong. Names that are also everyday words are kept out, except for the six the gate has to tell from words:
Young, May, Grace, Will, Mark and Rose.
"""

FIRST = """
Abena Adaeze Adrián Agnieszka Aiko Akosua Alejandra Aleksandra Alessandro Amélie Amina Amrita Anders Andrzej Aneta
Anjali Annika Antônio Anouk Aoife Arjun Arnaud Astrid Ayşe Bartosz Beatriz Benedikt Bianca Björn Bogdan Brigitte
Bronwyn Caoimhe Carlota Catarina Cécile Chiara Chidi Ciarán Claudio Clémence Cristóbal Dagmar Dariusz Deepika Delphine
Diego Dimitra Dorothea Dragan Ebba Ebele Eduardo Edwige Eero Elif Elżbieta Emeka Emiliano Erzsébet Esperanza Étienne
Eunji Fabrizio Farida Fatoumata Federico Fernanda Fionnuala Florian François Friedrich Gabriela Ganesh Geneviève
Giovanna Giuseppe Gloria Gonzalo Gudrun Guillaume Gyöngyi Hadassah Hana Haruki Hedwig Heloísa Henrik Hideko Hiroshi
Ifeoma Ignacio Ikram Ilse Imani Ioana Isabelle Ismael Jacek Jana Jarosław Javier Jelena Jérôme Jitka Joaquín Johanna
Jolanta Jørgen Juhani Juliana Kaito Kamala Karolina Katarzyna Kateřina Keiko Kerstin Khadija Klaus Kofi Krzysztof
Kwame Lakshmi Lars Laszlo Leila Leocadia Leszek Liesbeth Ljiljana Lorenzo Lubomír Lucía Ludmila Maarten Magdalena
Mahmoud Maite Małgorzata Manuela Marcin Margit Mariana Martín Matthias Mehmet Meera Mercedes Michiko Mihai Mikkel
Milena Mirjam Mohan Montserrat Moses Nadezhda Naledi Natalia Neha Nikhil Nkechi Noémie Nomvula Octavia Odile Oleksandr
Olumide Oriol Ottilie Pallavi Paloma Pankaj Pascale Patrizia Pedro Petronella Pilar Piotr Priya Rafael Raghav Rajesh
Ramón Rania Renata Ricardo Rocío Roxana Ruairí Rukmini Sabine Sakura Salvatore Samira Sanjay Santiago Saoirse Séverine
Shanthi Shiori Siddharth Sigrid Simone Sinéad Slavomir Soledad Sophia Stefania Stellan Sunita Svetlana Tadeusz Takeshi
Tamara Tatiana Teodor Thandiwe Thérèse Thomas Tomás Tshepo Ulrike Umberto Urszula Valentina Vanessa Veronika Vikram
Vincenzo Violeta Wanjiru Wiebke Wilhelmina Wojciech Xavier Ximena Yannick Yasmin Yelena Yolanda Yuki Zanele Zbigniew
Zdeněk Zeynep Zofia Zuzana
""".split()

LAST = """
Abdelrahman Achebe Adebayo Adeyemi Agarwal Aguilar Ahlström Akhtar Albuquerque Almeida Altınok Álvarez Amadi Andersson
Anyanwu Aragón Arslan Asante Aydın Baczkowski Balasubramanian Banerjee Baptista Barbieri Bauknecht Beaulieu Belhadj
Benítez Bergström Bertolucci Bhattacharya Bianchi Blaszczyk Boateng Bondarenko Borowski Bouchard Brandão Brzeziński
Cabrera Calderón Campbell Cardoso Carvalho Cavalcanti Ceesay Çelik Chakraborty Chatterjee Chaudhry Chikwanha
Christodoulou Chukwu Cieślak Colombo Contreras Cordeiro Cwiklinski Czarnecki Dąbrowski Danjuma Delacroix Delgado Demir
Desrosiers Deveaux Diallo Dlamini Dobrovolný Doležal Domínguez Donnelly Dubois Duchamp Dumitrescu Dvořák Echeverría Eguchi
Eidelman Ekwueme Eliasson Engelhardt Eriksen Escobar Esposito Etxeberria Ezekwesili Faßbender Fernandes Ferreira Ferrari
Figueroa Fitzgerald Fofanah Fontaine Fournier Fredriksen Friedmann Fujimoto Galindo Gallagher Gambetta Gaspard
Gebremariam Georgiou Ghosh Giordano Goldschmidt Gómez Gonçalves González Gorecki Gottlieb Grünewald Grzybowski Guerreiro
Guðmundsson Gunawardena Gupta Gutiérrez Haapala Habermann Hakimi Halvorsen Hammoudi Haraldsson Hashimoto Heikkinen
Hernández Herzog Hidalgo Hoàng Höglund Horvát Hrabovský Huang Hussein Ibáñez Ibrahim Igwe Iglesias Ilunga Inoue Isaksson
Ivanova Iyer Jablonski Jankowski Janssens Jaworski Jeong Jiménez Johansson Jónsdóttir Juárez Kaczmarek Kamara Kamiński
Kapoor Karlsson Kavanagh Kawaguchi Kebede Khatri Kimura Kiprotich Kjeldsen Knežević Kobayashi Kołodziej Konaté Kovačević
Kowalczyk Krishnamurthy Kristoffersen Kruszewski Kulkarni Kumarasinghe Kuznetsova Kwiatkowski Laaksonen Labuschagne
Lagerkvist Lamberti Laurent Lavoie Leclerc Lehtonen Leszczyński Levitin Lewandowski Lisowski Łukasiewicz Lombardi
Lorenzen Lozano Lundgren Machado Mackenzie Madsen Maguire Mahlangu Makinen Malhotra Mandelbaum Marchand Markovic Martínez
Marzouki Masuku Matsumoto Mazurek Mbeki McAllister McNamara Medeiros Mehta Mensah Mercier Michalak Mikkelsen Miyamoto
Mohammadi Molinari Montenegro Moreau Morimoto Moyo Mukherjee Müller Murakami Mwangi Nakagawa Narayanan Navarro Ndlovu
Nergaard Nguyen Niedermeier Nielsen Nikolaidis Njoroge Nowakowski Núñez Nyström Obermeyer Odhiambo Ogunleye Okafor
Okonkwo Oliveira Olszewski Onyango Orellana Orsini Ortega Osei Ostrowski Otieno Öztürk Paakkonen Padilla Palaniappan
Papadopoulos Paquette Pasternak Patel Pavlović Pellegrini Pereira Perković Petersen Pettersson Piątek Pietrzak Popescu
Poulsen Quintero Quispe Radhakrishnan Rahman Ramanathan Ramírez Rasmussen Reinholt Restrepo Ribeiro Rodríguez Rossetti
Rousseau Różański Rutkowski Saavedra Sadowski Sakamoto Salazar Sandoval Santoro Sarkissian Savchenko Scarpelli Schneider
Schröder Sepúlveda Serrano Shevchenko Shimizu Siegfried Sikorski Silveira Simonsen Skovgaard Sobczak Sokolov Sørensen
Sosnowski Stefanović Steinhauer Strzelecki Subramaniam Suzuki Svensson Szabó Szczepański Szymański Tadesse Takahashi
Tanaka Tartaglia Teixeira Thorvaldsen Tkachenko Tomaszewski Torvinen Traoré Tremblay Trujillo Tsvetkova Uchida Ueda
Umarov Urbański Valdivia Vargas Vasilenko Vasquez Venkataraman Verhoeven Vestergaard Villanueva Virtanen Visser Vögeli
Vojtěchovský Wachowicz Wanjala Watanabe Weißmüller Wierzbicki Winogradow Wiśniewski Wojciechowski Wróblewski Yamaguchi
Yıldırım Yoshida Zabłocki Zapata Zawadzki Zielinski Zimmermann Žukauskas Zylberberg
""".split()

# Particles, apostrophes and double names: rare on any list, and each a trap of its own.
RARE_LAST = ["O'Connell", "D'Angelo", "N'Diaye", "van den Bergh", "de la Cruz-Ochoa", "Ó Súilleabháin", "Šťastný",
             "Nguyễn-Phan", "al-Khatib", "Saint-Exubert", "Þorsteinsdóttir", "L'Écuyer", "Bäcker-Öllinger",
             "Dell'Aquila"]

# First and second words of firms; always two words or more, because a one-word firm is hard to tell from a word.
FIRM_HEAD = ["Brightwater", "Kestrel Point", "Northfold", "Vantreight", "Silverbirch", "Corvane", "Hexham Vale",
             "Lindqvale",
             "Marlowick", "Orsova", "Pellinore", "Quillon", "Ravenscar", "Selwick", "Tamarack Bay", "Ulverdale",
             "Wexcombe",
             "Yarrowmere", "Zephyrine", "Aldermoor", "Bellhaven", "Cinderford", "Dunmarrow", "Eastmarch", "Fenwater",
             "Glasswing", "Harrowgate", "Ironbridge", "Juniper Hollow", "Kittiwake", "Larkspur", "Mistlethorn",
             "Nettlecombe",
             "Osprey Ridge", "Pinecastle", "Redshank", "Saltmarsh", "Thornbury", "Underhay", "Whinchat"]
FIRM_TAIL = ["Analytical Ltd", "Biosciences Inc.", "Clinical Research", "Laboratories GmbH", "Pharma SA",
             "Therapeutics",
             "Medical Devices AB", "Crop Trials", "Toxicology Services", "Compliance Partners LLC", "Bioanalysis",
             "Diagnostics Co."]

JOBS = ["Senior QA Auditor", "QA Compliance Lead", "Head of GxP Compliance", "Principal Auditor, GCP",
        "QA Specialist II",
        "Director of Quality Oversight", "Archivist and QA Associate", "Validation Engineer, QA", "Regional Audit Lead",
        "Quality Systems Supervisor", "GLP Compliance Officer", "Vendor Oversight Specialist",
        "Laboratory QA Coordinator",
        "Global Inspection Lead", "Principal Consultant, GxP", "Associate Scientist, QA", "Document Control Supervisor"]

# country, region label of records/vocab/regions.csv, dialling code and the shape of a number that nobody has
COUNTRIES = [
    ("United States", "United States: East", "+1 ({a}) 555-01{n:02d}"),
    ("United States", "United States: Central", "+1 ({a}) 555-01{n:02d}"),
    ("United States", "United States: West", "{a}-555-01{n:02d}"), ("United States", "United States: East",
                                                                    "1.{a}.555.01{n:02d}"),
    ("Canada", "Canada", "+1 {a} 555 01{n:02d}"), ("United Kingdom", "Europe", "+44 20 7946 0{a}"),
    ("Germany", "Europe", "+49 30 23125 {a}"), ("Poland", "Europe", "+48 22 {a} 0{n:02d} 11"),
    ("Spain", "Europe", "+34 910 {a} 0{n:02d}"),
    ("India", "Asia", "+91 98{n:02d}0 {a}01"), ("Japan", "Asia", "+81 3 5550 0{a}"),
    ("Israel", "Middle East and Africa", "+972 3 555 0{a}"),
    ("South Africa", "Middle East and Africa", "+27 11 555 0{a}"), ("Brazil", "Latin America", "+55 11 5550 0{a}"),
    ("Australia", "Australia and New Zealand", "+61 2 5550 0{a}"), ("Sweden", "Europe", "+46 8 5550 0{a}")]
COUNTRY_WEIGHT = [26, 16, 14, 8, 8, 7, 4, 3, 3, 4, 3, 1, 2, 2, 2, 1]

AGENTS = ["Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Mozilla/5.0 (Macintosh; Intel Mac OS X)",
          "Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (iPhone; CPU iPhone OS)"]

_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "Þ": "Th",
                        "ı": "i",
                        "æ": "ae", "Æ": "Ae", "’": "'"})


def fold(text):
    """Lower case without marks, near enough to utf8_fold for names and words."""
    import unicodedata
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def tokens(text):
    """Runs of letters and digits of the folded text."""
    out, word = [], []
    for c in fold(text):
        if c.isalnum():
            word.append(c)
        elif word:
            out.append("".join(word))
            word = []
    if word:
        out.append("".join(word))
    return out


def syllable_surnames(avoid):
    """Some 40,000 pronounceable surnames for the big sizes, none of which is in `avoid`."""
    head = ["Bal", "Bor", "Cas", "Dar", "Dov", "Fal", "Fen", "Gar", "Gol", "Hal", "Hor", "Jar", "Kal", "Kor", "Lam",
            "Lor", "Mal",
            "Mor", "Nar", "Nov", "Ost", "Pel", "Por", "Rad", "Ros", "Sal", "Sor", "Tar", "Tol", "Ugr", "Val", "Vor",
            "Wal", "Yar", "Zal", "Zor"]
    middle = ["a", "andi", "avo", "eki", "eli", "eno", "eri", "iko", "ila", "imo", "ino", "iva", "oda", "oli", "omi",
              "ora", "osi", "uga",
              "ulo", "umi", "una", "uri", "ushe", "uva", "yda", "yla", "yne", "yro"]
    tail = ["bach", "bek", "dahl", "dez", "dorff", "gaard", "hoven", "kainen", "kov", "kowitz", "lund", "mann", "mark",
            "nagh", "nen", "poulos",
            "quist", "rian", "rup", "ssen", "stad", "strom", "szek", "tchi", "thal", "tzis", "veld", "vik", "wala",
            "wicz", "yan", "zak",
            "zeth", "ziak", "bury", "comb", "garth", "moor", "shaw", "wick"]
    return list(dict.fromkeys(h + m + t for h in head for m in middle for t in tail if fold(h + m + t) not in avoid))
