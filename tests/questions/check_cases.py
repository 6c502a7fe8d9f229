"""What is said of counts, and what is easily mistaken for a contradiction: the cases of test_checks.py."""

from __future__ import annotations

# A day, what a dispatch of that day tells, and what is said of each of its counts: the verdict, and how its reason
# begins; "+" is what is reckoned.
CASES = """
2023-07-12 L'Inde a tiré des missiles à trois reprises en 2022.
    consistent: 3 said, 3 found
2023-07-12 L'Inde a tiré des missiles à deux reprises en 2022.
    contradicted: 2 said, 3 found
2023-07-12 L'Inde a tiré des missiles à cinq reprises depuis 2012.
    consistent: 5 said, 5 found
2023-07-12 L'Inde a tiré des missiles à six reprises depuis 2012.
    cannot-say: 6 said, 5 found; the record does not cover all missile launches by Inde, 2012-01-01
2023-07-12 L'Inde a tiré au moins huit missiles en 2022.
    contradicted: at least 8 said, 4 to 6 found, and the record covers these days
2023-07-12 L'Inde a tiré au plus six missiles en 2022.
    consistent: at most 6 said, 4 to 6 found
2023-07-12 L'Inde a tiré au plus trois missiles en 2022.
    contradicted: at most 3 said, 4 to 6 found
2023-07-12 L'Inde a tiré six missiles en 2022.
    consistent: 6 said, 4 to 6 found, as many as may be counted
2023-07-12 L'Inde a tiré trois missiles en 2022.
    contradicted: 3 said, 4 to 6 found
2023-07-12 Le Brésil a tiré douze missiles en 2022.
    cannot-say: 12 said
2023-07-12 Le Pakistan a tiré deux missiles en 2022.
    consistent: 2 said, 1 to 2 found, as many as may be counted
2023-07-12 Le Pakistan a tiré trois missiles en 2022.
    contradicted: 3 said, 1 to 2 found, and the record covers these days
2023-07-12 L'Inde a échoué à deux reprises à lancer un satellite depuis 2020.
    consistent: 2 said, 2 to 3 found
2023-07-12 L'Inde a échoué à trois reprises à lancer un satellite depuis 2020.
    consistent: 3 said, 2 to 3 found, as many as may be counted
2023-07-12 L'Inde a échoué à quatre reprises à lancer un satellite depuis 2020.
    contradicted: 4 said, 2 to 3 found, and the record covers these days
2023-07-12 La police norvégienne a arrêté douze personnes en 2022.
    consistent: 12 said, 12 found
2023-07-12 La police norvégienne a arrêté onze personnes en 2022.
    contradicted: 11 said, 12 found
2023-07-12 L'Iran a saisi deux pétroliers.
    cannot-say: 2 said, 0 found; the record does not cover all seizures by Iran, 2023-07-10 to 2023-07-12
2023-06-20 C'est le cinquième tir de missile de l'Inde depuis 2020.
    consistent: number 5 said, 5 found before the last days, 5 with them
2023-06-20 C'est le troisième tir de missile de l'Inde depuis 2020.
    contradicted: number 3 said, 5 found
2023-06-20 C'est le neuvième tir de missile de l'Inde depuis 2020.
    contradicted: number 9 said, 5 found
2023-06-20 C'est le neuvième tir de missile de l'Inde depuis 1998.
    cannot-say: number 9 said, 5 found; the record does not cover all missile launches by Inde
2023-07-12 C'est la troisième grève des cheminots norvégiens depuis janvier.
    consistent: number 3 said,
2023-06-20 C'est le premier tir de missile de l'Inde depuis 2022.
    contradicted: 1 before, the last on 2023-05-10
2023-04-20 C'est le premier tir de missile de l'Inde depuis 2022.
    consistent: none before, in days that the record covers
2023-04-20 C'est le premier tir de missile du Chili depuis 2022.
    cannot-say: none before; the record holds no background record of missile launches by Chili
2023-06-20 C'est le premier tir de missile de l'Inde en trois mois.
    contradicted: 1 before, the last on 2023-05-10
2023-06-20 C'est le premier tir de ce type de l'Inde depuis janvier, après un tir de missile en mai.
    cannot-say: no type of event
2023-07-12 Le dernier tir de missile de l'Inde remonte à mai 2023.
    consistent: the last on 2023-05-10
2023-07-12 Le dernier tir de missile de l'Inde remonte à mars 2022.
    contradicted: 2 after 2022-03-31
2023-07-12 L'Inde n'a jamais tiré de missile.
    contradicted: 5 found
2023-07-12 Le Chili n'a jamais tiré de missile.
    cannot-say: the record holds no background record
2019-07-12 L'Inde n'a jamais tiré de missile depuis 2018.
    consistent: none found, in days that the record covers
2023-05-01 Le Kenya n'a jamais tiré de missile.
    cannot-say: the record does not cover all missile launches by Kenya, up to 2023-05-01
2023-01-15 Le président indien Anil Mehra n'a voyagé à l'étranger que trois fois en 2022.
    consistent: 3 said, 3 found
2023-01-15 Le président indien Anil Mehra n'a voyagé que quatre fois en 2022.
    consistent: 4 said, 4 found
2023-01-15 Le président indien Anil Mehra s'est rendu trois fois en France en 2022.
    contradicted: 3 said, 2 found, and the record covers these days
2023-01-15 Le président indien Anil Mehra a voyagé à l'étranger trois fois en 2022, toutes en mars et en mai.
    contradicted: 1 visits outside 2022-03-01 to 2022-03-31 and 2022-05-01 to 2022-05-31
2023-01-15 Le président indien Anil Mehra a voyagé à l'étranger trois fois en un an, toutes en 2022.
    consistent: 3 said, 3 found
    + consistent: “en un an” before 2023-01-15 begins on 2022-01-15: 2022-01-01 to 2022-12-31 lie in it
2023-01-15 Le président indien Anil Mehra a voyagé à l'étranger trois fois en deux ans, toutes en 2019.
    contradicted: 3 visits outside 2019-01-01 to 2019-12-31
    + contradicted: “en deux ans” before 2023-01-15 begins on 2021-01-15: 2019-01-01 to 2019-12-31 lies outside it
2023-07-12 Lundi, Anil Mehra a visité Rome. M. Mehra n'avait voyagé que quatre fois en deux ans.
    consistent: 4 said, 4 found
2023-06-20 C'est le premier tir de missile de l'Inde alors que Anil Mehra se trouvait à l'étranger.
    consistent: none of 5 missile launches before lies in the
2023-06-20 C'est le premier tir de missile de la France alors que Odile Brassac se trouvait à l'étranger.
    contradicted: 1 before, while Odile Brassac was abroad
2023-06-20 C'est le premier tir de missile de la France alors que Marc Ruel se trouvait à l'étranger.
    cannot-say: the record holds no visits of Marc Ruel abroad: travel records are missing
2023-07-12 Le Premier ministre a voyagé trois fois en 2022.
    cannot-say: it is not told by whom “voyagé” is done
2023-07-12 Le Chili a voté trois fois depuis 2020.
    cannot-say: no type of event that selon knows is told by “voté”
2023-07-12 L'Inde a tiré neuf missiles de croisière en 2023.
    contradicted: 9 said, 1 found, and the record covers these days
2023-01-12 L'Inde a tiré deux missiles de croisière en 2022.
    cannot-say: 2 said, 4 to 6 found, of which the record cannot tell “a tiré deux missiles de croisière”
2023-07-12 L'Australie a tiré trois missiles depuis juin.
    consistent: 3 said, 3 found
2023-07-12 L'Australie n'a jamais tiré de missile.
    contradicted: 1 found
2023-07-12 L'Inde a tiré six missiles en 2022, dont trois en mai et deux en juin.
    consistent: 6 said
    + consistent: 3 + 2 = 5 of 6
2023-07-12 L'Inde a tiré six missiles en 2022, dont trois en mai et quatre en juin.
    consistent: 6 said
    + contradicted: 3 + 4 = 7 of 6
2023-07-12 Au pouvoir depuis 2011, Anil Mehra n'a voyagé que quatre fois en douze ans.
    contradicted: 4 said, 5 found
    + consistent: from 2011 to 2023 is 12 years, 12 said
2023-07-12 Au pouvoir depuis 2014, Anil Mehra n'a voyagé que cinq fois en douze ans.
    consistent: 5 said, 5 found
    + contradicted: from 2014 to 2023 is 9 years, 12 said
"""
LAST = "2023-07-12 Le dernier tir de missile de l'Inde remonte à mars 2022."

# What no careful fact-checker would call contradicted: what is easily mistaken, then a day and what a dispatch of that
# day tells; and those that are still called so.
FAULTS = """
"entre 2020 et 2022", "en 2022 et 2023", "de 2020 à 2022", "depuis 2018" before the verb: one year of them is asked
    2023-07-12 L'Inde a tiré des missiles à quatre reprises entre 2020 et 2022.
    2023-07-12 L'Inde a tiré des missiles à quatre reprises en 2022 et 2023.
    2023-07-12 L'Inde a tiré des missiles à quatre reprises de 2020 à 2022.
    2023-07-12 Depuis 2018, l'Inde a tiré huit missiles.
"début", "fin", "avant", "jusqu'en", "les six premiers mois de" 2022, "les premiers depuis": another stretch is asked
    2023-07-12 L'Inde a tiré trois missiles fin 2022.
    2023-07-12 L'Inde a tiré deux missiles avant mars 2022.
    2023-07-12 L'Inde a tiré deux missiles au cours des six premiers mois de 2022.
    2023-07-12 L'Inde a tiré deux missiles, les premiers depuis mars 2022.
"lundi (3 juillet)": the day in brackets is left out
    2023-07-12 L'Inde a tiré dix missiles lundi (3 juillet).
"par mois", "par an", "chaque mois": how often is taken for how many
    2023-07-12 L'Inde tire en moyenne deux missiles par mois depuis 2018.
    2023-07-12 L'Inde a tiré deux missiles chaque mois en 2022.
    2023-07-12 L'Inde a tiré des missiles deux fois par mois en 2022.
"en une semaine en 2022": a week of 2022 is taken for the last
    2023-07-12 L'Inde a tiré deux missiles en une semaine en 2022.
"avec succès", "n'a jamais réussi à": those that failed are counted, too
    2023-07-12 Le Brésil n'a jamais lancé de satellite avec succès.
    2023-07-12 Le Brésil n'a jamais réussi à lancer un satellite.
"jamais depuis 2017": the one of 2017 is counted, as it is not by "le premier depuis 2017"
    2023-07-10 La Chine n'a jamais tiré de missile depuis 2017.
"depuis deux mois": journalists round, and the one of two months ago to the day is what it counts from
    2023-09-12 C'est le premier tir de missile de la Chine depuis deux mois.
what the record has on the dispatch's own day may be later than the dispatch
    2023-07-12 Aucun missile n'a été tiré par la Chine depuis 2018.
a rank without a window, or whose window is "en 2023", is counted from the beginning of the record
    2023-07-12 C'est le deuxième tir de missile de l'Inde en 2023.
    2023-07-12 C'est le deuxième tir de missile de l'Inde.
words that narrow what is counted are passed over: an adjective, an adverbial, a place, a noun of one word
    2023-07-12 L'Inde n'a jamais tiré de missile nucléaire.
    2023-07-12 L'Inde n'a jamais tiré de missile de nuit.
    2023-07-12 L'Inde n'a jamais tiré de missile depuis un sous-marin.
    2023-07-12 C'est le premier tir de missile hypersonique de l'Inde depuis 2020.
    2023-07-12 L'Inde a tiré avec succès deux missiles en 2022.
    2023-07-12 L'Inde a tiré deux missiles dans l'océan Indien en 2022.
    2023-07-12 La police norvégienne a arrêté cinq journalistes en 2022.
    2023-07-12 Le président indien Anil Mehra a voyagé une seule fois en train en 2022.
a part of a state (a navy, railwaymen, a company) is taken for all that acts in that country
    2023-07-12 C'est la première grève des pilotes norvégiens depuis janvier.
    2023-07-12 L'armée norvégienne n'a jamais arrêté de journaliste.
    2023-07-12 L'armée de l'air indienne a tiré deux missiles en 2022.
a person of whom the dispatch tells no country is abroad at home, whatever the record's rows say
    2023-07-12 Anil Mehra a voyagé à l'étranger trois fois en 2022.
"environ", "près de", "une dizaine": as exact as a figure
    2023-07-12 L'Inde a tiré près de sept missiles en 2022.
"dont deux d'une portée de 300 km", "de 20 et 22 ans": any number behind "dont" is added up
    2023-07-12 L'Inde a tiré six missiles en 2022, dont deux d'une portée de 300 km.
    2023-07-12 La police norvégienne a arrêté douze personnes en 2022, dont deux frères de 20 et 22 ans.
any year before "en douze ans" is taken for its beginning
    2023-07-12 Né en 1964, Anil Mehra n'a voyagé que cinq fois en douze ans.
    2023-07-12 Élu en 2011, Anil Mehra a voyagé cinq fois en deux ans.
"""
STILL = (
    "2023-07-12 L'Inde a tiré deux missiles au cours des six premiers mois de 2022.",
    "2023-09-12 C'est le premier tir de missile de la Chine depuis deux mois.",
    "2023-07-12 L'armée de l'air indienne a tiré deux missiles en 2022.",
    "2023-07-12 Anil Mehra a voyagé à l'étranger trois fois en 2022.",
)
