"""What colleagues say in a thread, in English, Norwegian, Swedish and Danish: data for `readings`, no rules.

Phrases are as a reply looks once it is normalised: lower case, no apostrophes ("ill", "dont"), no
punctuation. "…" stands for up to three words. A phrase counts wherever it stands in a sentence as whole
words; those of OPENING and ASKING only at its start.
"""

from __future__ import annotations

HELLO = """
hi|hello|hey|hei|heisann|hej|hejsan|hallo|halla|dear|good morning|god morgen|god morgon|morning|hi there
|kjære
"""
# Said around the thing itself; taken off before a sentence is read. At its start:
GREETING = """
hi|hello|hey|hei|heisann|hej|hejsan|hallo|halla|god morgen|god morgon|good morning|morning|dear|oh|ah
|aha|so|well|hm|hmm|sorry|beklager|unnskyld|förlåt|ursäkta|undskyld|beklager sent svar
|sorry for the late reply|and|og|och|happy to help|gladly|sure|gjerne|gärna|gerne|no problem|no worries
|sure thing|of course|selvfølgelig|självklart|good question|great question|godt spørsmål|bra fråga
|godt spørgsmål|den er god
"""
# At its end:
COURTESY = """
please|pls|plz|thanks|thank you|thx|takk|tusen takk|tack|tak|på forhånd takk|takk på forhånd
|tack på förhand|cheers|vennligst|snälla|venligst|mvh|hilsen|hälsningar|best|regards|kind regards|sorry
|dessverre|tyvärr|desværre|hehe|haha
"""

# These change nothing and may stand between the words of a phrase: "virker dessverre ikke".
SOFTENERS = """
unfortunately|sadly|actually|just|simply|dessverre|beklageligvis|tyvärr|desværre|faktisk|faktiskt|lige
|allerede|already
"""

# "I have seen it, it will come": never an answer.
HOLDING = """
on it|looking|looking now|looking into it|look into|checking|will do|will check|will look|will find out
|will investigate|ill … check|ill … look|ill … find out|ill … investigate|ill … see|ill … ask
|ill … get back|ill … send|ill … fix|ill … do|ill … try|ill … let you know|ill … have|ill … be back
|ill … come back|ill … reply|ill … answer|ill … take|i will … check|i will … look|i will … find out
|i will … see|i will … ask|i will … get back|i will … send|i will … fix|i will … do
|i will … let you know|i will … answer|i will … come back|i will … reply|i will … investigate
|we will … check|well … check|well … look|going to check|going to look|gonna check|gonna look
|let me … check|let me … look|let me … see|let me … find|let me … ask|let me … get back|get back to you
|come back to you|back to you|will get back|have a look|having a look|take a look|taking a look
|working on it|work on it|working on this|need to check|have to check|need to ask|have to ask|must check
|need to look|give me|bear with me|one moment|one sec|just a sec|just a moment|hold on|hang on
|got it will|leave it with me|ill handle|will handle|consider it done|in progress|brb|more tomorrow
|more later|checking with|waiting for|waiting on|remind me|noted|on my list|to my list|on the list
|youll have|you will have|youll get|you will get|youll hear|you will hear|ser på det|ser på saken|ser nå
|ser på den|skal se|skal sjekke|skal undersøke|skal høre|skal finne ut|skal fikse|skal ordne|skal sende
|skal ta|sjekker|kikker på|titter på|tar en titt|tar en kikk|ta en titt|jeg sjekker|jeg skal … sjekke
|jeg skal … se|jeg skal … høre|kommer tilbake|komme tilbake|jeg kommer|vender tilbake|fikser det|fikser
|ordner det|jeg tar den|jeg tar det|tar den|tar det|må sjekke|må høre|må undersøke|må spørre|må se
|gi meg|jobber med|holder på med|undersøker|notert|på listen|på lista|du får svar|får du svar|du hører
|skal bli|det skal jeg|finner det ut|et øyeblikk|straks|snart|sender det|sender den|svarer|skal svare
|venter på|er på saken|på saken|tittar på|tittar nu|kollar|ska kolla|ska titta|ska undersöka|ska höra
|ska fråga|ska fixa|ska skicka|ska ta|ska se|jag kollar|hör av mig|skriver till dig|återkommer|återkomma
|fixar det|fixar|ordnar det|jag tar det|jag tar den|måste kolla|måste höra|måste fråga|ge mig|noterat
|på min lista|ska bli|hinner|jobbar på|jobbar med|håller på|undersöker|ett ögonblick|strax|skickar det
|skickar den|svarar|väntar på|kigger på|kigger|kikker|tjekker|skal tjekke|skal lige|skal kigge
|skal spørge|jeg tjekker|skriver til dig|skriver til deg|hører fra meg|hører fra mig|vender tilbage
|vende tilbage|kommer tilbage|ordner jeg|jeg ordner|det ordner|det fikser jeg|jeg tager den
|jeg tager det|tager den|må tjekke|må lige|giv mig|noteret|på min liste|er på sagen|på sagen|arbejder på
|er i gang|et øjeblik|lige om lidt
"""

# The same, where it is all that a sentence says.
HOLDING_ALONE = (
    "sure|absolutely|certainly|can do|with pleasure|absolutt|absolut|javisst|visst|den er grei|klart jeg kan"
)

# Why it will come later: neither a promise nor an answer by itself.
BUSY = """
in a meeting|in meetings|busy|swamped|cant right now|not now|right now|at the moment|currently|backlog
|on hold|patient|i møte|opptatt|for øyeblikket|for tiden|på möte|upptagen|för tillfället|til møde
|optaget|lige nu
"""

# Whole sentences that only say thanks, or that all is well; the first kind also within a short sentence.
THANKS = """
thanks|thank you|thx|ty|tx|tnx|thnx|thanx|tanks|tahnks|thnaks|cheers|much appreciated|appreciate it
|appreciated|takk|tusen takk|mange takk|takker|takk skal du ha|tack ska du ha|tack|tack så mycket
|tusen tack|stort tack|tackar|tak|tusind tak|mange tak|takker mange gange|1000 takk|tack snälla
"""
PLEASED = """
perfect|great|awesome|excellent|super|brilliant|what a relief|how nice|thats it|lovely|wonderful|nice
|cool|amazing|fantastic|solved|that solved it|that helps|that helped|very helpful|helpful|works now
|it works|works|working now|that works|all good|just what i needed|exactly what i needed|what i needed
|got it|problem solved|good to know|youre the best|you are the best|legend|no problem|no worries
|have a nice|have a good|have a great|great stuff|good stuff|super helpful|that was quick|perfekt|supert
|genialt|så bra|flott|kjempefint|kjempebra|topp|strålende|fint|bra|herlig|nydelig|det hjalp|det løste
|løste det|funker nå|det funker|fungerer nå|virker nå|du er best|god helg|fin dag|ikke noe problem
|fornøyd|det jeg trengte|da vet jeg det|da er alt i orden|alt i orden|grymt|toppen|jättebra|utmärkt
|underbart|härligt|kanon|det hjälpte|löste det|det jag behövde|strålande|nu funkar det|funkar nu
|nu fungerar det|det funkar|fungerar nu|trevlig helg|inga problem|fantastisk|dejligt|skønt|nu virker det
|virker nu|det virker|nu fungerer det|god weekend|det jeg manglede|det jeg skulle bruge|fedt|rigtig godt
|lækkert|intet problem
"""
# What may stand beside thanks without changing it.
THANKS_ROOM = 5  # words beside the phrases of a sentence that still only thanks

# The requester says that the answer was none. Reopens, so it must be plain.
NOT_YET = """
cant log in|cannot log in|the same error|får ikke logget|kan ikke logge|kommer ikke inn|kommer inte in
|kan inte logga|kommer ikke ind|not yet|doesnt work|does not work|didnt work|did not work|not working
|isnt working|still not|still doesnt|still cant|still dont|still get|still getting|still the same
|still have the same|still see|still broken|still an error|still fails|didnt help|did not help
|doesnt help|not what i asked|not what i meant|not what i need|not what i needed|not quite what
|wrong contract|wrong file|wrong link|wrong one|wrong document|the wrong|isnt right|is not right
|not correct|incorrect|is broken|is empty|is missing|i cant open|cant open|cannot open|cant access
|cannot access|cant see it|cant find it|no access|dont have access|access denied|same error|same problem
|same issue|an error|fails|didnt answer|doesnt answer|still nothing|i still need|still need the
|nothing happens|link is dead|not solved|unsolved|not fixed|funker ikke|virker ikke|fungerer ikke
|fremdeles ikke|fortsatt ikke|hjalp ikke|hjelper ikke|ikke ennå|ikke enda|samme feil|samme problem
|fortsatt samme|fremdeles samme|ikke det jeg spurte|ikke det jeg mente|feil kontrakt|feil fil|feil lenke
|det er feil|får ikke åpnet|får ikke til|kan ikke åpne|har ikke tilgang|mangler fortsatt|ikke løst
|lenken er død|funkar inte|fungerar inte|fortfarande inte|hjälpte inte|hjälper inte|inte än|inte ännu
|samma fel|samma problem|fortfarande samma|inte det jag frågade|inte det jag menade|fel avtal|fel fil
|fel länk|kan inte öppna|har inte åtkomst|saknas fortfarande|inte löst|går inte att öppna|stadig ikke
|hjælper ikke|ikke endnu|samme fejl|stadig samme|ikke det jeg spurgte|forkert kontrakt|forkert fil
|forkert link|det er forkert|kan ikke åbne|har ikke adgang|mangler stadig
"""

# Sentences that begin like this ask, even without a question mark.
ASKING = """
which|what|whats|who|whos|whom|whose|where|wheres|when|whens|why|how|do you|does|did you|did|are you
|are there|is it|is this|is that|is there|can you|could you|can i|could i|can we|could we|would you
|will you|should i|shall i|may i|have you|has|was it|were|for which|in which|for what|for whom|to whom
|or do|any chance|what about|how about|and what|and where|and which|do we|do i|does it|is the|are the
|but which|but what|but how|but where|would it|am i|hvilken|hvilket|hvilke|hva|hvem|hvor|hvorfor|hvordan
|når|kan du|kan jeg|kan vi|kunne du|har du|har vi|er det|er dette|gjelder det|gjelder dette|mener du
|trenger du|skal jeg|skal vi|vil du|får jeg|hva med|og hva|men hva|men hvilken|hvor mange|hvor mye
|vilken|vilket|vilka|vad|vem|vems|var|varför|hur|när|kan jag|kunde du|skulle du|är det|gäller det
|gäller detta|menar du|behöver du|ska jag|ska vi|vill du|får jag|vad händer|men vilken|men hur|hvad
|hvornår|hvorhen|gælder det|gælder dette|må jeg|hvad med
"""
# Of these a question mark may be left out: they begin nothing but questions.
ASKING_BARE = """
can you|could you|could i|do you|did you|would you|which one|what is|whats the|what do|what does
|where is|where do|where can|who is the|how do|how can|how does|how much|how many|what about|and where
|and which|and what is|but which|but where|but how do|does it|does this|do we|is it possible|any chance
|kan du|kunne du|mener du|trenger du|hvem er|hva er|hva mener|hvor er|hvor finner|hvor ligger
|hvilken kontrakt|hvilken av|hvordan gjør|hvordan kan|hvor mye|hvor mange|hva med|gjelder det
|gjelder dette|menar du|behöver du|vem är|vad är|vad menar|var hittar|var finns|var ligger|vilken av
|vilket avtal|hur gör|hur kan|hur många|gäller det|gäller detta|hvad er|hvad med|hvor finder|hvordan gør
|gælder det|gælder dette
"""
# Questions that only see whether the answer arrived; they ask nothing back.
CHECKING_IN = """
does that help|does this help|did that help|makes sense|make sense|does that make sense|ok|okay|alright
|is that ok|is that okay|does that answer|anything else|is that what you need|is that enough|good enough
|right|can you see it|does it work|does it work now|is that clear|clear|do you have access now|hjalp det
|hjelper det|gir det mening|greit|ok for deg|noe mer|var det svar på|er det greit|ser du den|funker det
|hjälper det|hjälpte det|är det ok|låter det bra|något mer|funkar det|hjælper det|giver det mening
|noget mere|er det ok|virker det
"""
# Questions of social life, which reopen nothing.
SOCIAL = """
why me|believe it|believe that|hvorfor meg|varför jag|lunch|coffee|kaffe|lunsj|frokost|fika|how are you
|hows it going|really|seriously|virkelig|verkligen|virkeligt|can i close|shall i close|should i close
|can we close|skal jeg lukke|kan jeg lukke|ska jag stänga|how can i thank you|what would i do
|hva skulle jeg gjort|vad skulle jag göra
"""

# Takes the promise out of "I will check".
UNSURE = "not sure|unsure|i think|maybe|perhaps|usikker|ikke sikker|kanskje|osäker|inte säker|kanske|måske"
# Doubt, redirection, absence, plans: with one of these a sentence is no plain answer.
DOUBT = """
use to|used to|discuss|not sure|unsure|maybe|perhaps|i think|i believe|i guess|i suppose|might|probably
|possibly|no idea|dont know|do not know|no clue|dont remember|cant remember|afaik|as far as i know
|should be|could be|not certain|im guessing|hard to say|it depends|depends|ask|talk to|speak to
|speak with|check with|contact|try asking|not me|not my|someone else|wrong person|better person|vacation
|holiday|out of office|ooo|sick|on leave|parental leave|later|soon|tomorrow|next week|will|ill|gonna
|going to|plan to|planning to|hope to|trying|try|need to|have to|must|let me|unless|comes|coming|being
|knows|who knows|person you want|for review|to legal|for approval|job|area|desk|department
|responsibility|responsible|complicated|strange|weird|odd|good question|im … sure|hard|difficult
|depending|talk about|call me|suggest|wonder|opinion|cant help|cannot help|unable|wish|if|lol|joke
|kidding|remember|forgot|why|interesting|som vet|vet det|bordet|bord|kommer|ansvar|avdeling
|til godkjenning|vanskelig|rart|sikkert|spørsmål|usikker|ikke sikker|kanskje|tror|antar|antagelig
|sannsynligvis|muligens|vet ikke|aner ikke|husker ikke|kommer an på|spør|snakk med|ta kontakt|kontakt
|ikke mitt|ikke meg|noen andre|ferie|syk|permisjon|senere|snart|i morgen|imorgen|neste uke|skal
|kommer til å|prøver|må|hvis|burde|bør|kan hende|glemt|avdelning|svårt|konstigt|säkert|fråga|osäker
|inte säker|kanske|troligen|förmodligen|möjligen|vet inte|ingen aning|minns inte|beror på|prata med
|kontakta|inte mitt|inte jag|någon annan|semester|sjuk|ledig|senare|imorgon|i morgon|nästa vecka|ska
|kommer att|försöker|måste|om|borde|glömt|der ved|ved det|afdeling|svært|mærkeligt|spørgsmål|måske
|formentlig|muligvis|ved ikke|ved det ikke|det kommer an på|spørg|tal med|ikke min|syg|orlov|næste uge
"""

# A sentence that begins like this tells the thing itself.
OPENING = """
den står|det står|du har tilgang|correct|thats correct|thats right|that is correct|that is right
|thats the right|it applies|the rate is|you can|you need|you should use|you find|youll find
|you will find|here is|heres|here are|here you go|here it is|attached|enclosed|find attached|go to
|look under|look in|the deadline is|the price is|it costs|the link is|the answer is|du kan|du finner
|du skal ha|her er|her har du|her ligger|vedlagt|stemmer|det stemmer|det koster|den koster|satsen er
|fristen er|prisen er|det gjelder|den gjelder|svaret er|den ligger|det ligger|filen ligger|den finnes
|det passer|du hittar|här är|här har du|här ligger|bifogat|bifogar|stämmer|det stämmer|det kostar
|den kostar|satsen är|priset är|det gäller|den gäller|svaret är|den finns|det finns|sista dag är
|du finder|vedhæftet|det gælder|den gælder|den findes|det drejer sig
"""
# These begin talk as well as answers, so they need something of CONCRETE, or a figure, behind them.
LOOSE_OPENING = """
we use|vi bruker|vi använder|use|see|open|click|bruk|se|använd|brug|its|it is|it was|it has|thats
|that is|that was|this is|the|they are|there is|there are|we have|you have|all|both|only|only the|det er
|den er|det var|du har|vi har|alle|begge|bare|kun|avtalen|kontrakten|filen|beløpet|lenken|malen|det är
|den är|alla|båda|bara|avtalet|beloppet|länken|mallen|aftalen|beløbet|skabelonen
"""
CONCRETE = """
in the|under|on the|folder|template|form|malen|skjema|mallen|blankett|skabelonen|sheet|page|handbook
|chapter|drive|intranet|wiki|rate|rates|contract|contracts|applies|apply|covers|covered|both|only|until
|per|valid|required|included|the old|the new|called|located|signed|paid|pays|vat|mandatory|mappe|mappen
|fellesmappen|håndboken|arket|siden|sats|satsen|kontrakt|kontrakten|kontraktene|gjelder|omfattet
|til og med|pålagt|inkludert|gammel|gamle|nye|signert|mva|ligger|handboken|bladet|sidan|avtal|avtalet
|avtalen|gäller|omfattas|till och med|krävs|ingår|gamla|nya|undertecknat|moms|fællesmappen|håndbogen
|kontrakter|gælder|kræves|underskrevet
"""
# Taken off before a statement is looked at; "yes" alone may be a promise as well as an answer.
YES_OR_NO = "yes|yep|yeah|yup|no|nope|ja|jepp|japp|jep|jo|nei|nej|neida|jadå|joda"
FIRST_PERSON = "i|im|ive|we|jeg|jag|vi|me"
NEGATION = """
not|isnt|arent|wasnt|doesnt|dont|didnt|havent|hasnt|cant|cannot|wont|never|ikke|ikkje|inte|ej|aldri
|aldrig|no longer
"""

# Something has been done.
DONE = """
har tilføjet|har lagt|har bestilt|har booket|har bokat|approved it|youre good to go|you are good to go
|ive sent|i sent|i have sent|ive updated|i have updated|ive added|ive shared|i have added|i have shared
|i uploaded|ive fixed|should have access now|have access now|has been sent|has been approved
|has been updated|was sent|was signed|was approved|was paid|is paid|has been paid|lagt til|har sendt
|har oppdatert|har delt|har tilgang nå|ha tilgang nå|er sendt|er godkjent|ble signert|ble betalt
|er betalt|ble sendt|ble godkjent|har skickat|har uppdaterat|har delat|har åtkomst nu|är betald
|är skickat|är godkänt|har adgang nu|har opdateret|er godkendt|godkjente den|godkjente det|signerte den
|signerte det|godkände den|godkände det|godkendte den|godkendte det
"""
# The same in one word, where it is about all that is said, or said to "you".
DONE_ALONE = """
done|fixed|sent|granted|sorted|solved|completed|finished|updated|approved|uploaded|added|shared|ferdig
|fikset|ordnet|sendt|løst|oppdatert|godkjent|delt|klart|klar|fixat|ordnat|skickat|löst|uppdaterat
|godkänt|tillagt|delat|færdig|opdateret|godkendt|tilføjet
"""
TO_YOU = "you|your|du|deg|dig|dere|er|jer"

# Sent, but to somebody else: then the requester has nothing yet.
PASSED_ON = "sent|forwarded|passed|sendt|videresendt|oversendt|skickat|vidarebefordrat|delt|shared|added"
TOWARDS = "to|with|til|till|med"
YOU = """
you|your|deg|dig|dere|jer|er|the group|the list|the sheet|the channel|the team|the folder|gruppen|listen
|arket
"""

# Emoji by Slack's name or as a sign.
THANKING_EMOJI = ("pray", "raised_hands", "heart", "🙏", "🙌", "❤", "💜", "💙")
LOOKING_EMOJI = ("eyes", "👀")
