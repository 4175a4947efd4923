"""Norwegian, both written forms."""

from __future__ import annotations

from bot.rules.phrases.tables import Phrases

NORWEGIAN = Phrases(
    hello="hei|heisann|hallo|halla|god morgen|kjære|hei hei",
    opener="""
oi|jaha|så|beklager|unnskyld|beklager sent svar|beklager sen respons|og|gjerne|selvfølgelig|godt spørsmål
|den er god|ok|okei|greit|fint|går bra|det går bra|jada
""",
    courtesy="takk|tusen takk|på forhånd takk|takk på forhånd|vennligst|mvh|hilsen|dessverre|hehe",
    softener="dessverre|beklageligvis|faktisk|allerede|bare|altså|liksom",
    yes_or_no="ja|jepp|japp|jo|nei|neida|jada|joda|jau",
    abbreviation="nr|ca|kl|inkl|ekskl|eks|f.eks|bl.a|evt|mvh|tlf|osv|dvs|pga|mnd|stk|jf|pkt|kap",
    holding="""
sjå på det|sjå på den|skal sjå|lovar|eg skal|kjem tilbake|ser på det|ser på saken|ser på den|ser på dette
|sett på dette|ser nå|skal se|skal sjekke|skal undersøke|skal høre|skal finne ut|skal fikse|skal ordne
|skal sende|skal ta|sjekker|kikker på|titter på|tar en titt|tar en kikk|ta en titt|kommer tilbake
|komme tilbake|vender tilbake|melder tilbake|fikser|ordner det|jeg tar den|jeg tar det|tar den|tar det
|må sjekke|må bare sjekke|må høre|må bare høre|må undersøke|må spørre|må se|må grave|gi meg|gir lyd|sier ifra
|jobber med|holder på med|undersøker|notert|på listen|på lista|du får svar|får du svar|skal få svar|du hører
|hører fra meg|skal bli|det skal jeg|finner det ut|et øyeblikk|et lite øyeblikk|straks|snart|svarer|skal svare
|venter på|er på saken|på saken|ikke glemt|lover å|rekker|tar jeg meg|senest i|kobler på|tar en prat|tar tak i
|tar dette|skriver til deg|mottatt|skal få sett|skal få gjort|ligger i køen|med en gang|du får vite
|du får beskjed|kan se på|trenger en time|trenger … time|trenger … timer|trenger litt tid|forstått|begynner nå
|jeg spør|eg spør|du er neste|på vei tilbake|kommer til det
""",
    holding_alone="""
på den|på det|er på den|er på det|forstått|absolutt|den er grei|klart jeg kan|den er god|skal ordnes
""",
    undertaking="""
prøver|begynner på|begynner med|starter med|starter på|la meg|lat meg|sjekker|ser på|ser nærmere|ser etter
|ser hva|fikser|ordner|ringer|sender|svarer|leter|graver|undersøker|skriver|purrer|melder|hører med|hører
|jobber|kikker|titter|løser|lager|skaffer|henter|følger opp|sørger|tester|finner ut|setter meg|legger det
|legger den|tar det|tar den|tar dette|tar en|tar kontakt|skal|må bare|venter|klarer|kommer tilbake|snakker med
""",
    i="jeg|eg",
    i_within="jeg|eg",
    we="vi|me",
    lead="og|så|men|er|da|nå",
    stative="""
er|har|tror|vet|veit|ser|mener|synes|syns|husker|forstår|skjønner|kan|bruker|pleier|lurer|trenger|ønsker|får
|var|heter|kjenner|håper|antar|kommer|bor|ligger|står|gjelder|koster|virker|fungerer|passer|hver|etter|over
|for|klar|der|her|hvor|stemmer|leverer|stenger|åpner|begynner|går
""",
    no_verb="""
der|her|hver|hvor|over|under|etter|eller|for|klar|før|mer|flere|par|våre|dager|timer|uker|når|år|kunder|bøker
""",
    shortly="""
noe|det|den|når|så snart|så fort|etter|først|nå|med en gang|i dag|idag|i kveld|i ettermiddag|i morgen|imorgen
|i morra|asap|straks|etter lunsj|til i morgen|ikveld
""",
    i_will="""
må jeg få|la meg|kan jeg godt|kan jeg ta|kan jeg gjøre|kan jeg fikse|kan jeg ordne|kan jeg sjekke
|kan jeg se på|jeg skal|eg skal|vi skal|skal jeg nok|jeg får|så skal jeg|jeg må
""",
    busy="""
i møte|på vei|under behandling|i kø|i køen|står for tur|neste i køen|pågår|hos juridisk|hos økonomi|midt i
|opptatt|for øyeblikket|for tiden|på farten
""",
    offer="""
si ifra|si fra|gi lyd hvis|gi beskjed hvis|bare spør|bare si|håper det|håper dette|bare ring|rop ut
""",
    unsure="usikker|ikke sikker|kanskje|antagelig|sannsynligvis|muligens|tror",
    doubt="""
jo|som vet|vet det|bordet|bord|kommer|til godkjenning|vanskelig|rart|sikkert|spørsmål|usikker|ikke sikker
|kanskje|tror|trodde|antar|antagelig|antakelig|sannsynligvis|muligens|vet ikke|veit ikkje|aner ikke
|husker ikke|kommer an på|spør|snakk med|snakke med|ta kontakt|kontakt|ikke mitt|ikke meg|rette person
|noen andre|senere|snart|i morgen|imorgen|neste uke|skal|kommer til å|prøver|må|hvis|når|så snart|burde|bør
|kan hende|glemt|ennå|enda|ikke svar|ingen svar|nesten|halvveis|delvis|håper|skulle vært|spørre|sjekke med
|sjekk med|høre med|ring meg|ringe meg|vente|forsinket|ville|skulle|lykke til|historie|flaut|sur|sint
|samme hvert|for stor|for mange|dumt|problem|problemer|synd|sak|saken|snakkes|en prat|ses|vi sa|hvem|det sa vi
""",
    away="ferie|ferien|hjemme|stengt for|syk|permisjon|sykt barn|avspasering|borte",
    negation="ikke|ikkje|aldri|ingen|uten",
    done="""
tok meg av|tatt meg av|tok hånd om|det gjorde hun|det gjorde han|det gjorde de|har godkjent|godkjente den
|godkjente det|signerte den|signerte det|har tilgang nå|ha tilgang nå|har lagt|er klar nå|er klar til
|er klare nå|er riktige nå|er riktig nå|stemmer nå|virker nå|fungerer nå|funker nå|skal virke nå
|skal fungere nå|er i orden|er på plass|la inn|gikk ut|gjekk ut|kan hentes
""",
    done_alone="ferdig|fikset|ordnet|sendt|løst|oppdatert|godkjent|delt|ordna|fiksa|sendte|bestilt|betalt",
    deed="""
la den|la det|ferdig|fikset|ordnet|ordna|fiksa|sendt|sendte|løst|løste|oppdatert|oppdaterte|godkjent|godkjente
|delt|delte|lagt til|bestilt|bestilte|betalt|betalte|signert|signerte|booket|booka|endret|endra|flyttet|flytta
|rettet|retta|korrigert|reversert|refundert|registrert|opprettet|fjernet|slettet|overført|forlenget|vedlagt
|lagt ut|lagt inn|skrevet ut|levert|restartet|installert|låst opp|aktivert|deaktivert|invitert|fakturert
|byttet|bytta|avslått|tilbakestilt|nullstilt|videresendt|publisert|lagret|gjenopprettet|avbestilt|kansellert
|avlyst|avlyste|utsatt|fornyet|bekreftet|tilbakeført|lukket|rullet ut|lastet opp|utbetalt|krysset av|satt opp
|satte|satt|la igjen|lagt igjen|trakk|ga deg|gitt deg|gjort|hengte|laget|printet|kom fram|kommet fram|sluttet
|slutta|stanset|godtatt|akseptert|hentet|obligatorisk|valgfritt|gyldig|frivillig|påkrevd
""",
    have="har",
    is_done="er|ble|blei|har blitt|er blitt|vart|er nå|ble nå",
    before_deed="nå|nettopp|også|begge|alle|akkurat|nett|det|den",
    no_deed="""
purring|påminnelse|saken|sak|tidligere|med møter|sånt|sånne|på listen|på lista|deler av|det meste|kalenderen
""",
    did="""
gikk for|valgte|valde|bestemte|kjøpte|solgte|fant|vant|ga|takket ja|takket nei|tok over|aksepterte|godtok
|sa ja|sa nei
""",
    unsettled="""
var|lå|sto|hadde|pleier|pleide|vanligvis|min|mitt|mine|vår|vårt|av oss|meg|ham|dem|foran din|foran deg
|mareritt|skjorta|sånt|hele tiden|folk|to ganger|kom vann|kikket|tittet|så på|ødela|krasjet
""",
    told="""
sa det til|har sagt det til|sagt det til|fortalte henne|fortalte ham|fortalt henne|fortalt ham|ga beskjed
|gitt beskjed|svarte henne|svarte ham|gav beskjed
""",
    spoken="snakket med|snakka med|tok det med|tatt det med|prata med|pratet med|ringte|møtte",
    outcome="""
vet hva|har fått|fått det|fikk|sier det|sa at|er greit|er i orden|er fornøyd|er med på|enig|er ok|bekreftet
""",
    directive="""
du må bruke|du må|du skal bruke|du trenger|du kan|du bør|du behøver|da må du|dere må|dere kan|bare å|da kan du
|du treng
""",
    decline="""
ikke mulig|ikke før|ingen trenger|ingen må|det kan ikke|koster ingenting|koster ikke|er tomme|er tom for
|utsolgt|trengs ikke|trenger ikke|behøver ikke|ikke nødvendig|unødvendig|det går ikke|går det ikke
|ikke la seg gjøre|lar seg ikke gjøre|vi kan ikke|kan vi ikke|vi har ikke|har vi ikke|vi har ingen
|dekker vi ikke|dekker ikke|ikke tillatt|ikke lov|ikke anledning|ikke budsjett
""",
    no_decline="""
stemme|passe|finne|finner|funnet|vet|ser|forstår|ennå|enda|hørt|fått|åpne|svart|nådd|husker|sagt|begynt
""",
    opening="""
begge er|begge to|den står|det står|du har tilgang|du finner|du skal ha|her er|her har du|her ligger|vedlagt
|stemmer|det stemmer|det koster|den koster|satsen er|fristen er|prisen er|det gjelder|den gjelder|svaret er
|den ligger|det ligger|filen ligger|ligger|den finnes|det passer|legger ved|kort fortalt|det skyldes
|det holder|begge deler
""",
    loose_opening="""
vi bruker|vi kjører|vi betaler|vi dekker|bruk|se|klikk|velg|fyll|det er|den er|det var|du har|vi har|alle
|begge|bare|kun|avtalen|kontrakten|filen|beløpet|lenken|malen|møtet|den gamle|den nye|alt
""",
    concrete="""
malen|skjema|skjemaet|mappe|mappen|fellesmappen|fellesområdet|håndboken|arket|siden|fanen|kolonne|sats|satsen
|kontrakt|kontrakten|kontraktene|gjelder|omfattet|til og med|ut året|pålagt|inkludert|gammel|gamle|nye|signert
|mva|ligger|intranettet|fint|gratis|greit|greie|fritt|i stedet|avtalen|dager igjen|igjen|punkt|fra nå av
|flyttet|fordi
""",
    imperative="""
start|svar|skriv|bruk|legg|ta|ta med|gå|logg|velg|trykk|klikk|fyll|åpne|hent|bytt|behold|signer|send den
|send det|last opp|last ned|oppdater|følg|bare ta|bare bruk|bare gå|bare send|bare ring|koble
""",
    me="meg|oss",
    at="i|på|under|ved|bak|mellom|fra|siden av|inne|ute|over|innen|hver|etter|utenfor|frem til|fram til",
    permits="""
utbetales|sendes|leveres|betales|føres|godkjennes|signeres|bestilles|registreres|oppdateres|hentes|brukes
|gjøres|trekkes|faktureres|oppbevares|dekkes|kreves|regnes|kan|får|trenger ikke|trengs ikke|behøver ikke
|må ikke|bare|kun
""",
    located="""
ligger i|ligger på|ligger under|henger i|henger på|står i|står på|står under|finnes på|finnes i|heter
""",
    amounts="""
er|var|blir|koster|bruker|heter|har|tar|gjelder|passer|sier|trengs|kreves|begynner|starter|slutter|åpner
|stenger|rundt|omtrent
""",
    passed_on="sendt|videresendt|oversendt|delt|sendte",
    towards="til|med",
    you="deg|dere|gruppen|gruppa|listen|arket|kanalen|teamet|mappen|alle",
    asking="""
og|hvilken|hvilket|hvilke|hva|hvem|hvor|hvorfor|hvordan|når|kan du|kan jeg|kan vi|kunne du|har du|har vi
|er det|er dette|er den|gjelder det|gjelder dette|gjelder|mener du|trenger du|tenker du|skal jeg|skal vi|skal
|vil du|får jeg|får du|hva med|og hva|men hva|men hvilken|men kan|hvor mange|hvor mye|må det|må jeg|kva|kven
|kor|så jeg|betyr det|blir det|også for|hvis jeg|er du|erstatter
""",
    asking_bare="""
kan du|kunne du|mener du|trenger du|hvor mye|hvor mange|hva med|gjelder det|gjelder dette|hvilken av
|når trenger|kva med
""",
    which="hvilken|hvilket|hvilke|hvor mange|hvor mye|kva for ein",
    question_word="hvilken|hvilket|hvilke|hva|hvem|hvor|hvordan|hvorfor|kva|kven|kor",
    question_verb="""
tar|er|skal|kan|har|gjør|finner|ligger|gjelder|blir|må|vil|mener|betyr|kommer|får|heter|trenger
""",
    asked_you="du|dere",
    checking_in="""
hjalp det|hjelper det|gir det mening|greit|ok for deg|noe mer|var det svar på|er det greit|ser du den
|funker det|virker det|virker det nå
""",
    social="hvorfor meg|kaffe|lunsj|virkelig|skal jeg lukke|kan jeg lukke|hva skulle jeg gjort",
    there_are="det er|det finnes|jeg ser|jeg har|fordi|ellers|så jeg kan",
    thanks="takk|tusen takk|mange takk|takker|takk skal du ha|takk og takk|takk takk|takksame",
    thanks_for="takk for|takk for at|tusen takk for",
    pleased="""
perfekt|supert|genialt|så bra|flott|kjempefint|kjempebra|topp|strålende|fint|bra|herlig|nydelig|det hjalp
|det løste|løste det|løste seg|løst|funker nå|det funker|fungerer nå|virker nå|nå virker det|nå funker det
|nå fungerer det|du er best|god helg|fin dag|ikke noe problem|fornøyd|det jeg trengte|det jeg trenger
|har jeg det jeg|alt jeg trenger|det jeg lurte på|da vet jeg det|da vet jeg|alt i orden|alt er på plass
|alt på plass|i mål|konge|digg|den satt|fikk jeg det til|trenger ikke mer|trenger jeg ikke mer
|ikke flere spørsmål|setter pris|godt jobba|bra jobba|strålende jobba|bra jobbet|så fort|det var den
|det var alt|var det hele|ses i|så fint|du er en engel|helt rå|kanon|det gjorde det
""",
    but="men|dog|bortsett fra|unntatt",
    not_yet="""
får ikke logget|kan ikke logge|kommer ikke inn|funker ikke|virker ikke|fungerer ikke|hjalp ikke|hjelper ikke
|ikke ennå|ikke enda|samme feil|samme problem|ikke det jeg spurte|ikke det jeg mente|feil kontrakt|feil fil
|feil lenke|det er feil|får ikke åpnet|får ikke til|får det ikke til|kan ikke åpne|har ikke tilgang|ikke løst
|finnes ikke|heller ikke|ingenting … heller|står ikke|ligger ikke|er ikke der|samme melding|samme resultat
|samme som før|finnes ingen|lenken er død|fikk ikke noe|fikk ikke den|fikk ikke filen|ikke fått noe
|ikke fått noen|ikke fått den|ikke fått filen|ikke fått mail|slipper ikke inn|kommer ikke til|åpner seg ikke
|vil ikke åpne|skjer ingenting|skjer ikke noe|finner den ikke|finner ikke|ser den ikke|ikke helt
|passord jeg ikke har
""",
    untried="""
haster ikke|hastverk|bedre|ikke nødvendig|testet|prøvd|prøvet|rukket|sett på|fått testet|sjekket|uten
|ingen feil
""",
    still="fortsatt|fremdeles|enda|ennå|framleis",
    wrong="""
utestengt|låst ute|gammel|gamle|gammelt|samme|feil|feilmelding|låst|mangler|galt|tomt|sperret|nede|tom|stengt
""",
    is_wrong="går til|viser|åpner|er|står|blir|sier",
    amiss="""
den gamle|det gamle|de gamle|fra i fjor|tom|tomt|tomme|låst|feil|død|utgått|utløpt|for lav|for høy|for lavt
|for høyt|ødelagt|blank|nede|gal|galt
""",
    mine="min feil|min egen|hos meg|jeg som|ingenting|glem det|mi feil",
)
