"""Danish."""

from __future__ import annotations

from bot.rules.phrases.tables import Phrases

DANISH = Phrases(
    hello="hej|hejsa|halløj|god morgen|godmorgen|hejsan|kære|dav",
    opener="""
ups|nå|så|undskyld|beklager|beklager det sene svar|og|gerne|selvfølgelig|godt spørgsmål|ok|okay|jo|fint
|det er i orden|vent
""",
    courtesy="tak|på forhånd tak|venligst|hilsen|desværre|mvh|vh",
    softener="desværre|faktisk|lige|allerede|bare|sgu|altså|egentlig",
    yes_or_no="ja|jep|jo|nej|jada|nejda|jeps",
    abbreviation="nr|ca|kl|inkl|ekskl|f.eks|bl.a|evt|tlf|osv|dvs|pga|mdr|stk|jf|pkt",
    holding="""
ser på det|ser på den|kigger på|kigger|kikker|tjekker|skal tjekke|skal lige|skal kigge|skal spørge
|skal have fat i|skriver til dig|hører fra mig|du hører|vender tilbage|vende tilbage|kommer tilbage|tager den
|tager det|må tjekke|må lige|giv mig|giver lyd|noteret|på min liste|på listen|er på sagen|på sagen|arbejder på
|er i gang|i gang med|et øjeblik|om lidt|du får svar|får du svar|ikke glemt|siger til|undersøger|venter på
|modtaget|finder ud af|sætter mig|med det samme|svarer|så snart jeg|tager jeg mig|tager mig af|det når jeg
|når det inden|når den inden|kobler|skal nok|får det gjort|sender det|sender den|snart|skal se
|du har den inden|du har det inden|du får besked|du får at vide|kan se på|kan kigge på|skal bruge en time
|skal bruge … time|skal bruge … timer|forstået|går i gang|du er den næste|ringer når|på vej tilbage
|kommer til det
""",
    holding_alone="""
på den|på det|er på den|er på det|forstået|absolut|selvfølgelig|det ordner jeg|det klarer jeg|kan jeg godt
""",
    undertaking="""
prøver|begynder på|begynder med|starter med|starter på|lad mig|kigger|tjekker|undersøger|ringer|spørger|sender
|svarer|finder|leder|skriver|rykker|hører|arbejder|klarer|ordner|fikser|løser|henter|laver|sørger|vender
|tager den|tager det|tager fat|tager en|ser på|ser hvad|sætter mig|skal|venter|tester|følger op|dobbelttjekker
|taler med|snakker med
""",
    i="jeg",
    i_within="jeg",
    we="vi",
    lead="og|så|men|er|nu",
    stative="""
er|har|tror|ved|ser|mener|synes|husker|forstår|kan|bruger|plejer|undrer|behøver|ønsker|får|var|hedder|kender
|håber|antager|kommer|bor|ligger|står|gælder|koster|virker|fungerer|passer|efter|over|for|klar|der|her|hver
|hvor|leverer|lukker|åbner|starter|stemmer|går
""",
    no_verb="""
der|her|hver|hvor|over|under|efter|eller|for|klar|før|mer|flere|par|dage|timer|uger|når|år|kunder|bøger
""",
    shortly="""
noget|det|den|når|så snart|så hurtigt|inden|efter|først|nu|med det samme|i dag|idag|i aften|i eftermiddag
|i morgen|imorgen|asap|straks|efter frokost|til i morgen
""",
    i_will="""
må jeg få|lad mig|kan jeg godt|kan jeg tage|kan jeg gøre|kan jeg fikse|kan jeg ordne|kan jeg tjekke
|kan jeg se på|jeg skal|vi skal|jeg vil|jeg må|så skal jeg|jeg får
""",
    busy="""
til møde|på vej|under behandling|i kø|i køen|den næste i|pågår|hos jura|hos økonomi|midt i|i møde|optaget
|lige nu|på farten
""",
    offer="""
sig til hvis|sig endelig til|skriv hvis|giv lyd hvis|bare spørg|spørg endelig|håber det|ring hvis|råb op
""",
    unsure="usikker|ikke sikker|måske|formentlig|muligvis|sandsynligvis|tror",
    doubt="""
jo|der ved|ved det|bord|svært|mærkeligt|spørgsmål|usikker|ikke sikker|måske|tror|troede|formentlig|muligvis
|sandsynligvis|ved ikke|ved det ikke|aner ikke|aner det ikke|i tvivl|kommer an på|spørg|tal med|snak med
|kontakt|ikke min|ikke mit|ikke mig|rette person|en anden|senere|snart|i morgen|imorgen|næste uge|skal|kommer
|må|prøver|burde|bør|hvis|når|så snart|glemt|endnu|intet svar|næsten|delvist|håber|skulle|spørge|tjekke med
|tjek med|høre med|ring til mig|ring mig|ringe til mig|vente|forsinket|ville|held og lykke|historie|pinligt
|sur|vred|samme hvert|for stor|for mange|dumt|problem|problemer|sagen|tale om|ses|hvem|sagde vi|vi sagde
""",
    away="ferie|ferien|hjemme|syg|orlov|barn syg|barsel|fri i dag|væk",
    negation="ikke|aldrig|ingen|intet|uden",
    done="""
taget mig af|tog mig af|taget hånd om|det gjorde hun|det gjorde han|det gjorde de|har godkendt|godkendte den
|godkendte det|har tilføjet|har adgang nu|have adgang nu|kunne komme ind nu|skulle virke nu|har lagt
|er klar nu|er klar til|er klare nu|er rigtige nu|er rigtigt nu|stemmer nu|virker nu|fungerer nu|er på plads
|er i orden|lagde op|gik ud|kan hentes|kan hente den
""",
    done_alone="""
færdig|færdigt|opdateret|godkendt|tilføjet|sendt|ordnet|fikset|løst|delt|klaret|bestilt|betalt|booket|mailet
|lavet
""",
    deed="""
lagde den|færdig|opdateret|opdaterede|godkendt|godkendte|tilføjet|tilføjede|sendt|sendte|ordnet|ordnede|fikset
|fiksede|løst|løste|delt|delte|klaret|bestilt|bestilte|betalt|betalte|booket|mailet|mailede|underskrevet
|signeret|ændret|ændrede|flyttet|flyttede|rykket|rettet|rettede|tilbageført|refunderet|registreret|oprettet
|oprettede|fjernet|slettet|overført|forlænget|vedhæftet|lagt ind|lagt op|printet|leveret|genstartet
|installeret|låst op|aktiveret|deaktiveret|inviteret|faktureret|skiftet|afvist|nulstillet|gendannet
|videresendt|afbestilt|aflyst|udskudt|fornyet|bekræftet|udgivet|gemt|lukket|bogført|udbetalt|uploadet|sat op
|udløb|stillede|stillet|lagde|lagt|skrev under|skrevet under|trak|gav dig|givet dig|bookede|gjort|hængte
|kom frem|kommet frem|stoppede|stoppet|accepteret|hentet|afleveret|skiftede|obligatorisk|valgfrit|gyldig
|frivilligt|påkrævet
""",
    have="har",
    is_done="er|blev|er blevet|er nu|blevet|har været",
    before_deed="nu|lige|netop|også|begge|alle|lige nu|det|den",
    no_deed="""
rykker|påmindelse|sagen|sag|tidligere|med møder|den slags|på listen|dele af|det meste|kalenderen
""",
    did="""
valgte|besluttede|købte|solgte|fandt|vandt|gav|takkede ja|takkede nej|overtog|accepterede|sagde ja|sagde nej
""",
    unsettled="""
var|lå|stod|havde|plejer|plejede|normalt|min|mit|mine|vores|af os|mig|ham|dem|foran din|foran dig|mareridt
|formue|den slags|hele tiden|folk|to gange|kom vand|ødelagde|crashede
""",
    told="""
sagde det til|har sagt det til|sagt det til|fortalte hende|fortalte ham|fortalt hende|fortalt ham|gav besked
|givet besked|svarede hende|svarede ham
""",
    spoken="talte med|talt med|snakkede med|snakket med|tog det med|taget det med|ringede|mødte",
    outcome="""
ved hvad|har fået|fået det|fik|siger det|sagde at|er fint|er i orden|er ok|med på|enig|tilfreds|bekræftet
""",
    directive="""
du skal bruge|du skal have|du skal|du må gerne|du kan|du bør|du behøver|så skal du|så kan du|det er bare at
|du er nødt
""",
    decline="""
ikke muligt|ikke før|ingen behøver|ingen skal|det kan ikke|koster ikke|koster ingenting|løbet tør|udsolgt
|behøver ikke|ikke nødvendigt|unødvendigt|det går ikke|går det ikke|ikke lade sig gøre|kan ikke lade sig
|vi kan ikke|kan vi ikke|vi har ikke|har vi ikke|vi har ingen|dækker vi ikke|dækker ikke|ikke tilladt
|ikke budget
""",
    no_decline="""
passe|være rigtigt|finde|finder|fundet|ved|ser|forstår|endnu|hørt|fået|åbne|svaret|nået|husker|sagt|begyndt
""",
    opening="""
begge er|begge to|du finder|her er|her har du|her ligger|vedhæftet|vedhæfter|det gælder|den gælder|den findes
|det drejer sig|stemmer|det stemmer|det koster|den koster|satsen er|fristen er|prisen er|svaret er|den ligger
|det ligger|det står|den står|kort fortalt|det skyldes|begge dele|du har adgang
""",
    loose_opening="""
vi bruger|vi kører|vi betaler|vi dækker|brug|se|klik|vælg|udfyld|det er|den er|det var|du har|vi har|alle
|begge|kun|aftalen|beløbet|linket|skabelonen|mødet|alt|den gamle|den nye|kontrakten
""",
    concrete="""
skabelonen|blanket|blanketten|fællesmappen|fællesdrevet|håndbogen|arket|siden|fanebladet|kolonne|satsen
|kontrakter|kontrakten|aftalen|gælder|kræves|underskrevet|året ud|gamle|nye|moms|intranettet|i stedet|mappen
|dage tilbage|tilbage|gratis|frit|punkt|fra og med|flyttet|fint|fordi|til og med|inkluderet
""",
    imperative="""
genstart|start|svar|skriv|brug|læg|tag|tag med|gå|log|vælg|tryk|klik|udfyld|åbn|hent|skift|behold|underskriv
|send den|send det|upload|download|opdater|følg|bare tag|bare brug|bare gå|bare send|tilslut
""",
    me="mig|os",
    at="i|på|under|ved|bag|mellem|fra|ved siden af|inde|ude|over|inden|hver|efter|udenfor|frem til|senest",
    permits="""
udbetales|sendes|leveres|betales|føres|godkendes|underskrives|bestilles|registreres|opdateres|hentes|bruges
|gøres|trækkes|faktureres|opbevares|dækkes|kræves|regnes|kan|må gerne|behøver ikke|skal ikke|kun|bare
""",
    located="""
ligger i|ligger på|ligger under|ligger hos|hænger i|hænger på|står i|står på|findes på|findes i|hedder
""",
    amounts="""
er|var|bliver|koster|bruger|hedder|har|tager|gælder|passer|siger|kræves|starter|begynder|slutter|åbner|lukker
|cirka|omkring
""",
    passed_on="sendt|videresendt|delt|sendte",
    towards="til|med",
    you="dig|jer|gruppen|listen|arket|kanalen|teamet|mappen|alle",
    asking="""
og|hvilken|hvilket|hvilke|hvad|hvem|hvor|hvorfor|hvordan|hvornår|hvorhen|kan du|kan jeg|kan vi|kunne du|har du
|har vi|er det|er den|er du|gælder det|gælder dette|gælder|mener du|tænker du|skal jeg|skal vi|skal det|skal
|vil du|må jeg|får du|får jeg|hvad med|og hvad|men hvad|men kan|hvor mange|hvor meget|så jeg|betyder det
|bliver det|erstatter|haster det
""",
    asking_bare="kan du|kunne du|mener du|gælder det|gælder dette|hvad med|hvilken af|hvor mange|hvor meget",
    which="hvilken|hvilket|hvilke|hvor mange|hvor meget",
    question_word="hvilken|hvilket|hvilke|hvad|hvem|hvor|hvordan|hvorfor|hvornår",
    question_verb="""
tager|er|skal|kan|har|gør|finder|ligger|gælder|bliver|må|vil|mener|betyder|kommer|får|hedder|bruger
""",
    asked_you="du",
    checking_in="""
hjælper det|hjalp det|giver det mening|noget mere|er det ok|virker det|virker det nu|er det fint
""",
    social="hvorfor mig|kaffe|frokost|virkelig|skal jeg lukke|kan jeg lukke",
    there_are="der er|det er|jeg ser|jeg har|fordi|ellers|så jeg kan",
    thanks="""
tak|tusind tak|mange tak|takker|takker mange gange|1000 tak|tak skal du ha|tak skal du have|tak tak|stor tak
""",
    thanks_for="tak for|tak fordi|tusind tak for|mange tak for",
    pleased="""
perfekt|dejligt|skønt|nu virker det|virker nu|det virker|nu fungerer det|god weekend|det jeg manglede
|har jeg det jeg|har det jeg skal bruge|alt jeg skal bruge|det jeg skulle bruge|fedt|rigtig godt|lækkert
|intet problem|super|genialt|fint|godt|i mål|så lykkedes det|på plads|så er jeg med|du er guld værd
|du er bedst|ikke brug for mere|ikke flere spørgsmål|sætter pris|godt arbejde|flot arbejde|godt gået|flot
|så hurtigt|det var den|det var alt|vi ses|hvor godt|så godt|du er en engel|det gjorde det|det hjalp|løste det
|fantastisk|så ved jeg det|det løste
""",
    but="men|dog|bortset fra|undtagen",
    not_yet="""
kommer ikke ind|kan ikke komme ind|kan ikke logge|virker ikke|fungerer ikke|hjalp ikke|hjælper ikke
|hjalp det ikke|hjalp desværre ikke|ikke endnu|samme fejl|samme problem|ikke det jeg spurgte
|ikke det jeg mente|forkert kontrakt|forkert fil|forkert link|det er forkert|kan ikke åbne|har ikke adgang
|ikke løst|findes ikke|heller ikke|står ikke|ligger ikke|er der ikke|samme besked|samme resultat|samme som før
|der er ikke nogen|der er ingen|åbner ikke|linket er dødt|ikke fået nogen|ikke fået noget|ikke fået den
|ikke fået mail|ikke fået filen|fik ikke nogen|fik ikke noget|ikke lukket ind|vil ikke åbne|sker ikke noget
|sker ingenting|sker der ikke|kan ikke se den|kan ikke finde|ikke helt|adgangskode jeg ikke har
""",
    untried="haster ikke|hast|bedre|ikke nødvendigt|testet|prøvet|nået at|kigget|tjekket|uden|ingen fejl",
    still="stadig|fortsat|endnu",
    wrong="""
låst ude|gammel|gamle|gammelt|samme|fejl|fejlmeddelelse|forkert|låst|mangler|tomt|tom|spærret|nede|lukket
""",
    is_wrong="går til|viser|åbner|er|står|bliver|siger",
    amiss="""
den gamle|det gamle|de gamle|fra sidste|tom|tomt|tomme|låst|forkert|fejl|død|udløbet|for lav|for høj|for lavt
|for højt|blank|nede|i stykker
""",
    mine="min fejl|min egen|hos mig|mig der|ingenting|glem det|intet",
)
