"""English."""

from __future__ import annotations

from bot.rules.phrases.tables import Phrases

ENGLISH = Phrases(
    hello="hi|hello|hey|hallo|dear|good morning|morning|hi there",
    opener="""
dear|oh|ah|aha|oops|ups|so|well|hm|hmm|sorry|sry|sorry for the late reply|sorry for the delay|and|ok|okay
|happy to help|gladly|sure|no problem|no worries|sure thing|of course|good question|great question|great|fyi
|yep so|right so
""",
    courtesy="please|pls|plz|thanks|thank you|thx|cheers|best|regards|kind regards|sorry|hehe|haha|tbh|btw",
    softener="unfortunately|sadly|actually|just|simply|already|basically|im afraid|btw|fyi",
    yes_or_no="yes|yep|yeah|yup|no|nope|yes sure",
    abbreviation="no|nr|approx|incl|excl|e.g|i.e|etc|vs|ext|dept|mr|mrs|ms|dr|sec|min|max|tel",
    holding="""
on it|looking|looking now|looking into it|look into|checking|will do|get back to you|come back to you
|back to you|be back|back in a|have a look|having a look|take a look|taking a look|i take it|work on it
|working on it|working on this|must check|need to check|have to check|need to ask|have to ask|need to look
|have to look|let me … check|let me … look|let me … see|let me … find|let me … ask|let me … get back
|let me … dig|lemme|give me|gimme|bear with me|one moment|one sec|a sec|just a moment|a moment|a minute
|hold on|hang on|got it will|leave it with me|leave it to me|consider it done|in progress|brb|more tomorrow
|more later|checking with|waiting for|waiting on|remind me|noted|on my list|to my list|on the list|in my queue
|to tomorrows list|youll have it|youll have an|youll have the|youll have your|you will have it|youll get
|you will get|youll hear|you will hear|havent forgotten|not forgotten|copy that|roger|for the ping
|at the latest|will update you|keep you posted|as soon as i|promise|well … check|well … look|ack|received
|understood|youll know|you will know|should have something|should have it|can look at|need an hour|need … hour
|need … hours|need … time|next in line|bear with|starting on it|on my way|way back
""",
    holding_alone="understood|sure|absolutely|certainly|can do|with pleasure",
    undertaking="""
can do|can take|can look|can check|need to|have to|should be able to|let me|will|gonna|going to|chasing
|picking|digging|asking|calling|starting with|starting on|sorting|fixing|preparing|writing|finding|adding
|putting|taking|getting on|doing|working|waiting|tracking|pulling|trying|investigating|reviewing|testing
|drafting|finishing|can get|can have
""",
    i="i|im|i am|ill|ive",
    i_within="im|ill|ive|i am|i have|i was|i had|i can|i could|i do|i dont|i need|i will",
    we="we|were|we are|weve",
    lead="still|now|currently|ok|and|but|so|then|also|ill|sorry",
    stative="",
    no_verb="""
for|our|your|or|per|after|under|over|nothing|anything|something|everything|during|meeting|training|billing
|parking|invoicing|either|their|number|order|paper|printer|her|another|other|never|later|four|dinner|customer
|supplier|manager|computer|user|server|folder|letter
""",
    shortly="""
when|as soon as|now|right now|today|tonight|tomorrow|asap|this afternoon|this morning|after lunch|first thing
|later
""",
    i_will="""
let me|ill|i will|i shall|im going to|im gonna|i am going to|we will|let me get|can i get back|i can do
|i can take|i can have|i can send|i can look|i can fix|i can try
""",
    busy="""
in a meeting|in meetings|busy|swamped|cant right now|not now|right now|at the moment|currently|backlog|on hold
|patient|delayed|on its way|in review|under review|in the queue|ongoing|pending|stuck|with legal|with finance
|is with|in the middle of|out sick|behind schedule|being processed|in a call|on the train
""",
    offer="""
let me know|lmk|just let me|shout if|give me a shout|feel free|just ask if|ping me if|happy to|hope that
|hope it|hope this
""",
    unsure="not sure|unsure|i think|maybe|perhaps|probably|i guess|possibly",
    doubt="""
use to|used to|discuss|discussion|not sure|unsure|maybe|perhaps|i think|i believe|i guess|i suppose|i thought
|might|probably|possibly|no idea|dont know|do not know|no clue|dont remember|cant remember|afaik
|as far as i know|should be|could be|not certain|im guessing|hard to say|it depends|depends|ask|talk to
|speak to|speak with|check with|contact|try asking|check that with|ask … about|not me|not my|someone else
|wrong person|right person|better person|later|soon|tomorrow|next week|will|ill|gonna|going to|plan to
|planning to|hope to|trying|need to|have to|must|let me|unless|comes|coming|being|who knows|person you want
|for review|to legal|for approval|complicated|strange|weird|odd|im … sure|hard|difficult|depending|talk about
|call me|suggest|wonder|opinion|cant help|cannot help|unable|wish|lol|joke|kidding|remember|forgot|why
|interesting|yet|supposed|expected|hopefully|almost|nearly|partly|no reply|no answer|lets|should have been
|supposedly|apparently|wait|would|should|angry|embarrassing|story|when|once|as soon as|we said|i said
|we agreed|we spoke about|the same every|too|funny|annoying|annoyed|crazy|mess|imagination|fault|sad|shame
|luck|the case|your request|the ticket|problem|problems|down|travelling|confused|tired|who|reach out|ring me
|give me a|could try|might try
""",
    away="""
vacation|holiday|holidays|at home|closed for|out of office|ooo|sick|on leave|parental leave|off today|im away
|is away|away until|away from
""",
    negation="""
not|isnt|arent|wasnt|doesnt|dont|didnt|havent|hasnt|cant|cannot|wont|never|no longer|couldnt|wouldnt|unable
|without
""",
    done="""
approved it|approved this|signed it|paid it|took care of|taken care of|she did|he did|they did|she has|he has
|it did|youre good to go|you are good to go|should have access now|have access now|is yours|all set|good to go
|is up again|is back up|is ready|are ready|is live|are correct now|is correct now|works now|work now
|should work now|should be able to … now|did the trick|went out|should be live
""",
    done_alone="""
done|fixed|sent|granted|sorted|solved|completed|finished|updated|approved|uploaded|added|shared|emailed
|forwarded|merged|deployed|booked|ordered|paid|signed|cancelled|confirmed|renewed|reset
""",
    deed="""
done|fixed|sent|granted|sorted|solved|completed|finished|updated|approved|uploaded|added|shared|emailed|mailed
|forwarded|merged|deployed|booked|ordered|paid|signed|cancelled|canceled|confirmed|renewed|reset|changed|moved
|corrected|reversed|refunded|registered|created|removed|deleted|transferred|extended|attached|posted|published
|printed|delivered|restarted|installed|unlocked|enabled|disabled|activated|invited|invoiced|replaced|rejected
|declined|expired|ended|arrived|stopped|accepted|postponed|rescheduled|saved|resent|restored|turned|set up|put
|wired|credited|linked|rolled back|included|left|dropped|brought|placed|rebooked|withdrew|built|handed|hung
|arranged|gave you|given you|got you|mandatory|required|optional|valid
""",
    have="have|ive|weve|has|had|hes|shes|theyve",
    is_done="is|are|was|were|has been|have been|got|is now|are now|been|its|its been|theyre",
    before_deed="just|now|both|all|also|finally|all been|been",
    no_deed="""
reminder|reminders|ticket|tickets|case|before|once|with meetings|such things|that sort of|part of|most of
|some of|half|to my|calendar|queue|backlog|to payroll|to legal|to finance
""",
    did="""
went with|went for|took over|chose|picked|selected|decided|bought|gave|sold|found|won|agreed|refused
|turned down|said yes
""",
    unsettled="""
was|were|used to|usually|normally|always|my|our|of us|me|him|them|before yours|ahead of you|ahead of yours
|nightmare|fortune|as always|twice|again and again|keep|keeps|kept|flooded|broke|crashed|failed|people keep
|people ask|everyone|everybody
""",
    told="""
told her|told him|told them|told you|told everyone|told the|i told|explained it to|explained to|let her know
|let him know|let them know|answered her|answered him|answered them|answered you|gave her|gave him|gave them
|talked it through|we talked about it|spoke on the phone|told … on the phone
""",
    spoken="""
spoke to|spoke with|talked to|talked with|have spoken|ive spoken|called|phoned|rang|checked with|met with
""",
    outcome="""
knows|has what|have what|got what|is fine|its fine|is ok|its ok|says|said|agreed|agrees|happy|yesterday
|go ahead|what to do|confirmed|approved
""",
    directive="""
youd use|youd need|you use|you get|you need|you need to|you have to|you must|you should|you can|youll need
|youll need to|you will need|you may|you could|youd have to|please use|please fill|please send it
""",
    decline="""
not possible|not before|nobody needs|no one needs|noone needs|it cant|isnt refundable|not until|nothing to pay
|costs nothing|no charge|isnt possible|we cant|we dont|we do not|we cannot|we wont|not allowed|cant be done
|cannot be done|no longer possible|budget is gone|run out|ran out|out of stock|sold out|no need|you dont need
|you dont have|dont have to do|withdrew|isnt allowed|is not allowed|cant extend|no budget|has to be no
|doesnt cover|not covered
""",
    no_decline="""
be right|find|found|know|see|understand|yet|heard|reach|open|reproduce|remember|today|tell|say|have time
""",
    opening="""
both are|both work|both of them|correct|thats correct|thats right|that is correct|that is right
|thats the right|it applies|the rate is|you find|youll find|you will find|here is|heres|here are|here you go
|here it is|attached|enclosed|find attached|go to|look under|look in|the deadline is|the price is|it costs
|the link is|the answer is|the short version is|both
""",
    loose_opening="""
we use|we close|we pay|we cover|we charge|we accept|we require|we run|we keep|we switched|use|see|open|click
|select|press|fill|its|it is|it was|it has|it goes|it works|thats|that is|that was|this is|the|they are
|there is|there are|we have|you have|all|both|either|only|only the|invoices|they go|your
""",
    concrete="""
in the|under|on the|folder|template|form|sheet|page|tab|column|handbook|chapter|drive|intranet|wiki|rate|rates
|contract|contracts|applies|apply|covers|covered|both|only|until|from now on|per|valid|required|included
|the old|the new|called|located|signed|paid|pays|vat|mandatory|instead|free|free of charge|fine|because|go to
|goes to|with version|at the desk|pick it up|failed because|left
""",
    imperative="""
restart|reply|write to|use|put|take|bring|go|log|choose|select|press|click|fill|enter|install|open|pick|change
|try the|ignore|skip|keep|leave it|look|see|sign|send it|send the|upload|download|reset|update|switch|follow
|type|scan|copy|unplug|plug|connect|feel free
""",
    me="me|us",
    at="""
in|at|on|under|behind|between|beside|next to|near|from|until|since|inside|outside|above|below|every|after
|before|within
""",
    permits="can|may|allowed|only|needs no|dont need|doesnt need|dont have to|doesnt have to|no need",
    located="""
is called|is located|is stored|lives in|hangs in|hangs on|is in the|is on the|are in the|are on the
|has the keys
""",
    amounts="""
is|are|was|use|costs|cost|takes|has|have|need|is at|is on|says|version|needs|starts|begins|opens|closes|ends
|around|about
""",
    passed_on="sent|forwarded|passed|shared|added",
    towards="to|with",
    you="you|your|the group|the list|the sheet|the channel|the team|the folder|everyone|everybody|all",
    asking="""
which|what|whats|who|whos|whom|whose|where|wheres|when|whens|why|how|do you|does|did you|did|are you|are there
|is it|is this|is that|is there|can you|could you|can i|could i|can we|could we|would you|will you|should i
|shall i|may i|have you|has|was it|were|for which|in which|for what|for whom|to whom|or do|any chance
|what about|how about|and what|and where|and which|and|and for|do we|do i|does it|is the|are the|but which
|but what|but how|but where|would it|am i|so i|so we|so it|or|any
""",
    asking_bare="""
can you|could you|could i|can i have|can i get|do you|did you|would you|which one|whats the|any chance
|what about|do we|is it possible|is there a|is there any|are there any|does it|does this|does that|how about
|how much|how many
""",
    which="which|whose|how many|how much",
    question_word="which|what|who|where|when|why|how|whos|wheres",
    question_verb="do|does|did|are|can|could|should|shall|is the|is my|is your|is that in|is this for|is it",
    asked_you="do you|did you|are you|have you|can you|could you|should you",
    checking_in="""
does that help|does this help|did that help|makes sense|make sense|does that make sense|ok|okay|alright
|is that ok|is that okay|does that answer|anything else|is that what you need|is that enough|good enough|right
|can you see it|does it work|does it work now|is that clear|clear|do you have access now|does that work
""",
    social="""
why me|believe it|believe that|lunch|coffee|how are you|hows it going|really|seriously|can i close
|shall i close|should i close|can we close|how can i thank you|what would i do|who knew
""",
    there_are="there is|there are|i see|i have|i only|because|otherwise|just so i|so i can",
    thanks="""
thanks|thank you|thx|ty|tx|tnx|thnx|thanx|tanks|tahnks|thnaks|cheers|much appreciated|appreciate it
|appreciated|thank u|many thanks|ta
""",
    thanks_for="thanks for|thank you for|thx for|thanks so much for|cheers for|ty for|thanks again for",
    pleased="""
perfect|great|awesome|excellent|super|brilliant|what a relief|how nice|thats it|lovely|wonderful|nice|cool
|amazing|fantastic|solved|that solved it|that helps|that helped|very helpful|helpful|works now|it works|works
|working now|that works|all good|just what i needed|exactly what i needed|what i needed|got it|problem solved
|good to know|youre the best|you are the best|youre a star|a lifesaver|legend|no problem|no worries
|have a nice|have a good|have a great|great stuff|good stuff|super helpful|that was quick|it did|that did it
|its working|is working|sorted|all sorted|no more questions|no further questions|nothing else|all i needed
|all set|you rock|thats all|that was all|that was it|see you|exactly it|spot on|good job|well done|nice work
|great work|great job|great help
""",
    but="but|however|although|except|though|unless",
    not_yet="""
cant log in|cannot log in|the same error|not yet|doesnt work|does not work|didnt work|did not work|not working
|isnt working|didnt help|did not help|doesnt help|not what i asked|not what i meant|not what i need
|not what i needed|not quite what|not quite there|wrong contract|wrong file|wrong link|wrong one
|wrong document|the wrong|isnt right|is not right|not correct|incorrect|is broken|is empty|is missing
|i cant open|cant open|cannot open|cant access|cannot access|cant see it|cant find it|no access
|dont have access|access denied|same error|same problem|same issue|an error|fails|didnt answer|doesnt answer
|i still need|still need the|nothing happens|link is dead|link has expired|wont let me|doesnt let me|wont open
|wont load|doesnt open|doesnt load|not solved|unsolved|not fixed|never got the|never got it|never got any
|never received|havent received|didnt get the|didnt get it|didnt get any|no luck|neither|nothing … either
|doesnt exist|does not exist|not on my|its not there|not there|same message|same result|same thing
|same as before|there is no|there are no
""",
    untried="""
no need|no hurry|no rush|no more|no better|no problem|tested|tried|tested it|looked|checked|had time
|got around|without|no error|no errors|never again
""",
    still="still",
    wrong="""
locked out|same|old|error|broken|fails|failing|locked|wrong|missing|says|see the|get|getting|have the|nothing
|asks|empty|dead|need|waiting
""",
    is_wrong="goes to|opens|shows|points to|links to|is|its|are|theyre|thats|says|comes up|comes out",
    amiss="""
the old|last years|outdated|empty|locked|broken|wrong|dead|missing|expired|blank|off by|too low|too high
|incorrect|corrupt|not mine|denied
""",
    mine="my mistake|my fault|my bad|my own|by me|my side|my end|nothing|never mind|nevermind",
)
