"""Swedish."""

from __future__ import annotations

from bot.rules.phrases.tables import Phrases

SWEDISH = Phrases(
    hello="hej|hejsan|god morgon|hallå|hej hej|tjena|tjenare",
    opener="""
oj|jaha|så|förlåt|ursäkta|sorry|och|gärna|självklart|absolut|bra fråga|ok|okej|jadå|jodå|inga problem
""",
    courtesy="tack|tack på förhand|snälla|hälsningar|tyvärr|mvh",
    softener="tyvärr|faktiskt|redan|bara|precis|liksom",
    yes_or_no="ja|japp|jo|nej|jadå|jodå|nejdå|jajamän|jajamen|jepp",
    abbreviation="nr|ca|kl|inkl|exkl|t.ex|bl.a|ev|tel|osv|dvs|pga|st|kap|m.m|em|fm",
    holding="""
tittar på|tittar nu|tittar direkt|kollar|kikar|ska kolla|ska titta|ska undersöka|ska höra|ska fråga|ska fixa
|ska skicka|ska ta|ska se|hör av mig|skriver till dig|återkommer|återkomma|fixar det|fixar|ordnar det
|jag tar det|jag tar den|tar den|tar det|måste kolla|måste bara kolla|måste höra|måste fråga|måste gräva
|ge mig|noterat|på min lista|på listan|ska bli|hinner|jobbar på|jobbar med|håller på|undersöker|ett ögonblick
|strax|skickar det|skickar den|svarar|väntar på|på saken|inte glömt|säger till|du hör|du får svar|får du svar
|mottaget|sätter mig|du har det|får det innan|dubbelkolla|tar tag i|så snart jag|så fort jag|tar jag hand
|tar hand om|kopplar in|ger dig svar|får återkomma|måste rota|behöver rota|behöver kolla|behöver fråga
|direkt när|du får veta|du får besked|kan titta på|behöver … timme|behöver … timmar|behöver lite tid|uppfattat
|börjar nu|du är näst|näst på tur|jag ringer|ringer dig|på väg tillbaka|kommer till det
""",
    holding_alone="""
på det|på den|är på det|uppfattat|absolut|javisst|visst|det ordnar sig|det fixar vi|kör|självklart
""",
    undertaking="""
försöker|börjar med|börjar på|låt mig|kollar|tittar|kikar|undersöker|ringer|frågar|skickar|svarar|letar
|skriver|jagar|hör med|hör|jobbar|löser|ordnar|fixar|hämtar|tar det|tar den|tar tag|tar upp|tar kontakt
|ser över|ser till|lägger det|lägger den|återkommer|dubbelkollar|sätter mig|ska|måste bara|väntar|testar
|tar fram|gräver|pratar med
""",
    i="jag",
    i_within="jag",
    we="vi",
    lead="och|så|men|är|då|nu",
    stative="""
är|har|tror|vet|ser|menar|tycker|minns|förstår|kan|använder|brukar|undrar|behöver|önskar|får|var|heter|känner
|hoppas|antar|kommer|bor|ligger|står|gäller|kostar|funkar|fungerar|passar|efter|över|för|klar|där|här|när
|levererar|stänger|öppnar|börjar|stämmer|går|räcker
""",
    no_verb="""
där|här|var|över|under|efter|eller|för|klar|när|fler|mer|par|dagar|timmar|veckor|år|kunder|böcker|innan|vår
""",
    shortly="""
nåt|något|det|den|när|så snart|så fort|innan|efter|först|nu|direkt|idag|i dag|ikväll|i kväll|i eftermiddag
|imorgon|i morgon|imorn|imorrn|asap|strax|efter lunch|i em|till imorgon
""",
    i_will="""
måste jag få|låt mig|kan jag gott|kan jag ta|kan jag göra|kan jag fixa|kan jag ordna|kan jag kolla
|kan jag titta|jag ska|vi ska|ska jag nog|jag får|så ska jag|jag måste|jag hör
""",
    busy="""
på möte|på väg|under behandling|i kö|i kön|på tur|pågår|hos juridik|hos ekonomi|mitt i|i möte|upptagen
|för tillfället|på språng
""",
    offer="säg till om|säg bara till|hör av dig|hojta om|bara fråga|fråga gärna|hoppas det|ring om",
    unsure="osäker|inte säker|kanske|troligen|förmodligen|möjligen|tror",
    doubt="""
ju|nog|väl|som vet|bord|svårt|konstigt|säkert|fråga|osäker|inte säker|kanske|tror|trodde|troligen|troligtvis
|förmodligen|möjligen|vet inte|vet ej|ingen aning|minns inte|beror på|prata med|snacka med|kontakta|kolla med
|hör med|inte mitt|inte jag|rätt person|någon annan|senare|strax|imorgon|i morgon|imorn|nästa vecka|ska|kommer
|kommer att|försöker|när|så snart|måste|borde|glömt|ännu|inget svar|nästan|delvis|hoppas|skulle|ring mig
|ringa mig|vänta|försenad|inte än|lycka till|historia|pinsamt|sur|arg|samma varje|för stor|för många|dumt
|problem|synd|vem|en prat|behöver vi prata|ses|hos jurist|det sa vi
""",
    away="semester|semestern|hemma|sjuk|ledig|föräldraledig|vab|vabbar|borta",
    negation="inte|ej|aldrig|ingen|inga|utan",
    done="""
tog hand om|tagit hand om|det gjorde hon|det gjorde han|det gjorde de|har godkänt|godkände den|godkände det
|har åtkomst nu|har tillgång nu|borde komma in nu|ska funka nu|ska fungera nu|har lagt|är klar nu|är klart nu
|klart nu|är klara nu|stämmer nu|fungerar nu|funkar nu|är på plats|är löst|la upp|lade upp|gick iväg|gick ut
|kan hämtas|kan hämta den
""",
    done_alone="""
fixat|ordnat|skickat|löst|uppdaterat|godkänt|tillagt|delat|färdigt|beställt|betalt|bokat|mejlat|mailat
""",
    deed="""
la den|lade den|fixat|fixade|ordnat|ordnade|skickat|skickade|löst|löste|uppdaterat|uppdaterade|godkänt
|godkände|godkänd|tillagt|lagt till|lagt in|lagt upp|delat|delade|färdigt|beställt|beställde|betalt|betald
|betalat|betalade|betalades|bokat|bokade|bokad|mejlat|mejlade|mailat|mailade|signerat|signerade|signerad
|ändrat|ändrade|ändrad|flyttat|flyttade|flyttad|rättat|rättade|rättad|vänd|krediterat|återbetalat|registrerat
|registrerad|skapat|skapade|tagit bort|raderat|raderade|överfört|förlängt|bifogat|skrivit ut|levererat
|levererad|startat om|installerat|låst upp|aktiverat|aktiverad|avaktiverat|bjudit in|fakturerat|bytt|bytte
|avslagit|återställt|återställd|nollställt|avbokat|avbokad|inställt|inställd|ställdes in|startade om
|uppskjutet|förnyat|bekräftat|bekräftade|publicerat|sparat|vidarebefordrat|skickades|godkändes|skrevs|utbetalt
|laddat upp|uppdaterad|skickad|bokförd|avslutat|avslutad|stängt|stängd|ställde|ställt|lagt|lade|skrev under
|skrivit under|drog tillbaka|gav dig|gett dig|gjort|hängde|kom fram|kommit fram|slutade|slutat|stannat
|godtagit|accepterat|hämtat|lämnade|lämnat|obligatorisk|obligatoriskt|valfritt|giltig|frivilligt
""",
    have="har",
    is_done="är|blev|har blivit|är nu|blivit|var",
    before_deed="nu|nyss|precis|också|båda|alla|just|det|den",
    no_deed="""
påminnelse|ärendet|ärende|förut|tidigare|med möten|sånt|såna|på listan|delar av|det mesta|kalendern
""",
    did="""
valde|bestämde|köpte|sålde|hittade|vann|gav|tackade ja|tackade nej|tog över|accepterade|godtog|sa ja|sa nej
""",
    unsettled="""
var|låg|stod|hade|brukar|brukade|vanligtvis|min|mitt|mina|vår|vårt|av oss|mig|honom|dem|före ditt|före dig
|mardröm|skjortan|sånt|jämt|hela tiden|folk|två gånger|kom vatten|kraschade
""",
    told="""
sa det till|har sagt det till|sagt det till|berättade för|berättat för|gav besked|gett besked|svarade henne
|svarade honom|meddelat henne|meddelat honom
""",
    spoken="""
pratade med|pratat med|talade med|talat med|snackade med|tog det med|tagit det med|ringde|träffade
""",
    outcome="""
hon vet|han vet|de vet|har fått|fått det|fick|säger att|sa att|är ok|är okej|är med på|överens|nöjd|bekräftat
""",
    directive="""
du behöver|du måste|du ska använda|du kan|du bör|ni måste|ni behöver|ni kan|då måste du|då kan du
|det är bara att|du får använda
""",
    decline="""
inte möjligt|inte före|ingen behöver|ingen måste|det kan inte|det går inte|inte förrän|kostar inget
|kostar ingenting|slutsålt|behövs inte|behöver inte|onödigt|går det inte|går inte att|vi kan inte|kan vi inte
|vi har inte|har vi inte|vi har ingen|vi har inga|vi har slut på|slut på|ersätter vi inte|ersätter inte
|inte tillåtet|ingen budget|täcker inte
""",
    no_decline="""
stämma|vara rätt|hitta|hittar|hittat|vet|ser|förstår|ännu|hört|fått|öppna|svarat|nått|minns|sagt|börjat
""",
    opening="""
båda är|båda går|båda funkar|bägge är|bägge funkar|du hittar|här är|här har du|här ligger|bifogat|bifogar
|stämmer|det stämmer|det kostar|den kostar|satsen är|priset är|det gäller|den gäller|svaret är|den finns
|det finns i|det finns på|det finns under|det finns en|sista dag är|den ligger|det ligger|den står|det står
|står i|kortfattat|det beror på ett|bägge|det räcker
""",
    loose_opening="""
vi använder|vi kör|vi betalar|vi ersätter|använd|se|klicka|välj|fyll|det är|den är|det var|du har|vi har|alla
|båda|bara|avtalet|beloppet|länken|mallen|mötet|allt|den gamla|den nya
""",
    concrete="""
mallen|blankett|blanketten|handboken|bladet|sidan|fliken|kolumn|satsen|avtal|avtalet|avtalen|gäller|omfattas
|till och med|året ut|krävs|ingår|gamla|nya|undertecknat|moms|intranätet|i stället|istället|mappen|dagar kvar
|kvar|punkt|från och med|flyttat|gratis|fritt|funkar|går bra|därför|eftersom
""",
    imperative="""
starta|svara|skriv|använd|lägg|ta|ta med|gå|logga|välj|tryck|klicka|fyll|öppna|hämta|byt|behåll|signera
|skicka den|skicka det|ladda|uppdatera|följ|ta bara|använd bara|gå bara|koppla
""",
    me="mig|oss",
    at="i|på|under|vid|bakom|mellan|från|bredvid|inne|ute|över|innan|varje|efter|utanför|fram till|senast",
    permits="""
utbetalas|betalas ut|skickas|levereras|betalas|bokförs|godkänns|signeras|beställs|registreras|uppdateras
|hämtas|används|görs|dras|faktureras|förvaras|täcks|krävs|räknas|kan|får|behöver inte|behövs inte|måste inte
|bara|endast
""",
    located="""
ligger i|ligger på|ligger under|hänger i|hänger på|står i|står på|finns hos|finns på|finns i|finns under|heter
""",
    amounts="""
är|var|blir|kostar|använder|heter|har|tar|gäller|passar|säger|behövs|krävs|börjar|startar|slutar|öppnar
|stänger|ungefär|runt|cirka
""",
    passed_on="skickat|vidarebefordrat|delat|skickade",
    towards="till|med",
    you="dig|er|gruppen|listan|arket|kanalen|teamet|mappen|alla",
    asking="""
och|vilken|vilket|vilka|vad|vem|vems|var|varför|hur|när|kan du|kan jag|kan vi|kunde du|skulle du|har du|har vi
|är det|är den|är du|gäller det|gäller detta|gäller|menar du|behöver du|tänker du|ska jag|ska vi|ska|vill du
|får jag|får du|vad händer|vad gäller|men vilken|men hur|men kan|och vad|måste det|måste jag|så jag
|betyder det|blir det|ersätter|funkar det om
""",
    asking_bare="""
kan du|kunde du|skulle du|menar du|behöver du|gäller det|gäller detta|vilken av|hur många|hur mycket
|var hittar|var finns|var ligger
""",
    which="vilken|vilket|vilka|hur många|hur mycket",
    question_word="vilken|vilket|vilka|vad|vem|vems|varför|hur|när",
    question_verb="""
tar|är|ska|kan|har|gör|hittar|ligger|gäller|blir|måste|vill|menar|betyder|kommer|får|heter|behöver
""",
    asked_you="du|ni",
    checking_in="""
hjälper det|hjälpte det|är det ok|är det okej|låter det bra|något mer|nåt mer|funkar det|funkar det nu
""",
    social="varför jag|kaffe|fika|lunch|verkligen|ska jag stänga|kan jag stänga|vad skulle jag göra",
    there_are="det finns|det är|jag ser|jag har|för att|annars|så jag kan",
    thanks="""
tack|tack så mycket|tusen tack|stort tack|tackar|tack ska du ha|tack snälla|tackar så mycket|tack tack
""",
    thanks_for="tack för|tack för att|tusen tack för|stort tack för",
    pleased="""
perfekt|grymt|toppen|jättebra|utmärkt|underbart|härligt|kanon|det hjälpte|löste det|löste sig|allt löst
|löst nu|det jag behövde|det jag undrade|det jag behöver|allt jag behöver|strålande|nu funkar det|funkar nu
|nu fungerar det|det funkar|fungerar nu|trevlig helg|inga problem|fantastisk|fantastiskt|snyggt|i mål
|då vet jag|fick jag till|du är bäst|du är en klippa|behöver inget mer|behöver jag inget mer|inga fler frågor
|uppskattar|bra jobbat|strålande jobbat|så fort|så snabbt|det var den|det var allt|vi ses|så bra|så fint
|du är en ängel|bra|fint|super|nice|det gjorde det|allt klart|klockrent
""",
    but="men|dock|förutom",
    not_yet="""
kommer inte in|kan inte logga|funkar inte|fungerar inte|hjälpte inte|hjälper inte|hjälpte det inte|inte än
|inte ännu|samma fel|samma problem|inte det jag frågade|inte det jag menade|fel avtal|fel fil|fel länk
|kan inte öppna|har inte åtkomst|inte löst|det finns inget|heller inte|inget … heller|står inte|ligger inte
|är inte där|samma meddelande|samma resultat|samma som förut|det finns ingen|det finns inga|finns inte
|går inte att öppna|länken är död|inte fått nåt|inte fått något|inte fått någon|inte fått nån|inte fått den
|inte fått mejl|inte fått filen|fick inget mejl|blir inte insläppt|släpps inte in|går inte in|vill inte öppna
|händer inget|händer ingenting|hittar den inte|ser den inte|hittar inte|inte riktigt|lösenord som jag inte har
|får det inte att
""",
    untried="""
ingen brådska|bråttom|bättre|behövs inte|testat|provat|hunnit|tittat|kollat|utan|inget fel|inga fel
""",
    still="fortfarande|ännu|alltjämt",
    wrong="""
utelåst|gammal|gamla|gammalt|samma|fel|felmeddelande|låst|saknas|trasig|trasigt|tomt|tom|spärrat|nere|stängt
""",
    is_wrong="går till|visar|öppnar|är|står|blir|säger",
    amiss="""
den gamla|det gamla|de gamla|från förra|tom|tomt|tomma|låst|fel|död|utgången|för låg|för hög|för lågt|för högt
|trasig|blank|nere|trasigt
""",
    mine="mitt fel|min egen|hos mig|jag som|ingenting|glöm det|inget",
)
