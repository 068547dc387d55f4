"""Profile texts, goals and notes put together from sentences.

Profile texts of the sample are approved and published, so they hold no digit, no name and no word that a record holds
elsewhere as a value ("active", "full", "regular"); sample.py checks that against every record it writes. What people
write only for the committee may name names.
"""

OPENERS = {
    "glp": ["I audit toxicology studies from the protocol to the final report.",
            "I spent most of my career beside study directors and know where a nonclinical study goes wrong.",
            "I look after the inspection side of a GLP test facility and of its archive."],
    "bioanalytical": ["I audit method validation and sample analysis, mostly chromatography and ligand binding.",
                      "I moved from the bench to quality assurance and still read raw data with pleasure."],
    "animal-health": ["I audit target animal safety and field effectiveness studies.",
                      "I help teams that run studies on farms keep records that stand up to questions."],
    "agrochemical": ["I audit residue studies from the plot to the laboratory.",
                     "I know field phases well, with their weather, their tractors and their late signatures."],
    "gcp": ["I audit investigator sites and the sponsors behind them.",
            "I prepare trial teams for inspections and stay with them until the last answer is sent.",
            "I began as a monitor and came to quality assurance because I liked asking why."],
    "gclp": ["I audit the laboratories that analyze samples from trials.",
             "I help clinical laboratories tell what a trial needs from what accreditation needs."],
    "gvp": ["I audit safety systems, from the first call to the signal meeting.",
            "I work on the quality side of drug safety and know how small delays grow."],
    "gmp": ["I review batches, deviations and the stories people tell about them.",
            "I have released sterile products and have also stopped some.",
            "I audit manufacturers and the suppliers of their suppliers."],
    "device": ["I audit design files and the risk management behind medical devices.",
               "I help small device makers build a system that fits their size."],
    "gdp": ["I audit warehouses and carriers and care about the last mile of a cold chain."],
    "csv": ["I validate software that scientists use and explain it to people who would rather avoid it.",
            "I audit computerized systems, from spreadsheets to cloud services.",
            "I came from information technology and learned quality assurance on the job."],
    "data-integrity": ["I work on data integrity and read audit trails for a living.",
                       "I help laboratories find out where their records can be changed without a trace."],
    "qms": ["I build quality systems that people use instead of working around them.",
            "I rewrite procedures until the person at the bench can follow them."],
    "auditing": ["I plan audit programs by risk and train the people who carry them out.",
                 "I host inspections and rehearse them with teams who have never seen one.",
                 "I audit vendors on several continents and write reports that get read."],
}

HELP = [
    "I can help with the first audits you lead by yourself.",
    "I can help you turn an observation into a finding that nobody takes personally.",
    "I like to work through real cases that I have stripped of every detail.",
    "I can show you how I prepare an audit, step by step.",
    "I can help you get ready for the registration exam and make a study plan with you.",
    "I enjoy talking about how to say difficult things to senior people.",
    "I am glad to read a draft procedure and tell you where a reader would stumble.",
    "I can help you decide whether leading a group is what you want.",
    "I can help you find your way from the laboratory into quality assurance.",
    "I have made most of the mistakes a new auditor can make and am happy to tell you about them.",
    "I can help you read a regulation and find the three sentences that matter to you.",
    "I can practice an inspection interview with you until it feels ordinary.",
    "I can help you set priorities when everything is called critical.",
    "I can explain risk-based planning with simple tables and without jargon.",
    "I can help you build a training program that people remember.",
    "I can help you think about working for yourself and what that costs.",
    "I can help you write reports that are shorter and get answered sooner.",
    "I can help with vendor qualification, from the questionnaire to the visit.",
    "I can help you make peace between quality assurance and operations.",
    "I can help you look at a corrective action and see whether it will hold.",
]

MANNER = [
    "I listen first and ask many questions.",
    "I prefer a short call and a clear list of what comes next.",
    "I like to agree on a few goals and to come back to them every time.",
    "I send a page of notes after each call so that nothing is lost.",
    "I am patient with beginners and direct with friends.",
    "I think in pictures and draw a lot while we talk.",
    "I would rather answer one question well than ten in a hurry.",
    "I keep what I promise and will ask the same of you.",
    "I am happy to meet outside office hours, since my days are long.",
    "I learn as much from these partnerships as I give.",
    "I like candor, and I can take it too.",
    "I bring examples and ask you to bring yours.",
    "I work best with people who prepare a little before we talk.",
    "I do not mind silence while you think.",
    "I will tell you when I do not know something and find out who does.",
    "I believe that a good audit leaves the other side a bit prouder.",
]

WANTED = [
    "I look for somebody who is curious and does not give up at the first closed door.",
    "A good match for me is somebody in the first years of the profession.",
    "I would enjoy working with somebody who changes fields and starts over.",
    "It helps if you can say in one sentence what you want to be able to do afterward.",
    "You need not work in my field; many of our questions are the same.",
    "I would be glad to work with somebody who is the only auditor in the building.",
    "I like to work with people who have to convince others without having the power to decide.",
    "Somebody who is about to lead a team for the first time would fit well.",
    "Somebody who comes back after a break would be welcome.",
    "I am open to young and to experienced people alike.",
    "You may be further along than I am in some things, and that is fine.",
    "I hope to leave a mark that is small and lasts.",
]

CLOSING = [
    "What I enjoy most is the moment when something becomes simple.",
    "Outside work I grow a rose or two and lose at chess with grace.",
    "I still think that this is a fine profession to grow old in.",
    "My advice is mostly to write it down the same day.",
    "I speak slowly and will happily repeat myself.",
    "I have found that humor survives most inspections.",
    "I was helped a great deal when I began, and this is how I return it.",
    "“Show me” are my two favorite words, and they work in both directions.",
    "I try to keep a naïve eye, because it finds the most.",
]

PEER_HELP = [
    "I can offer what I learned when our archive moved.",
    "I can offer a second pair of eyes for audit plans and reports.",
    "I can share how a small team can cover a broad schedule.",
    "I can offer experience with remote audits that went well and one that did not.",
    "I can share how we introduced electronic signatures without tears.",
    "I can offer practice in asking open questions.",
]

PEER_WANTED = [
    "I want to exchange notes with somebody who faces the same questions in another setting.",
    "I look for a partner to prepare for the registration exam together.",
    "I would like to compare how our groups plan a year.",
    "I want to become better at closing meetings.",
    "I would like to hear how others handle repeat findings.",
    "I look for somebody who also works mostly alone.",
]

# For the committee's eyes only, from here on.
GOALS = [
    "Lead a facility inspection alone by the time we finish.", "Pass the RQAP-GCP exam in the fall session.",
    "Understand which of our {n} systems need revalidation first.",
    "Get promoted to lead auditor; my supervisor at {firm} supports this.",
    "Write a CAPA procedure that our sites in three countries accept.",
    "Learn how to host an agency inspection.\nWe expect one in about {n} months.",
    "Move from monitoring into QA without losing my network.", "Build an audit program for {n} vendors.",
    "Have more confidence in meetings with management.",
    "Find out if consulting is for me.\n\nI have \"six months\" to decide.",
    "Set up a data governance plan, since the last audit by {firm} had findings.",
    "Understand Annex 11; everybody at work looks at me when it comes up.",
]
NOTES = [
    "I changed jobs in the summer; {firm} is my new employer.", "Evenings only, my time zone is far from yours.",
    "I met {name} at the annual meeting and would be happy with a match like that.",
    "My supervisor knows that I apply.",
    "I am on parental leave until the spring.", "Could you call me on my private number instead of the office one?",
    "I was matched with {name} two years ago; it went very well.",
    "The form did not take my CV at first, I hope it arrived now.",
]
NOT_WITH = ["{name}, we worked together.", "Anybody from {firm}, please.", "{firm} is our competitor.", "{name}"]


def profile(pick, area, kind="mentor"):
    """An approved-looking text; `pick` draws one of a list."""
    parts = [pick(OPENERS[area])]
    if kind == "peer":
        parts += [pick(PEER_HELP), pick(PEER_WANTED)]
    else:
        parts += [pick(HELP), pick(MANNER)]
        if pick((True, True, False)):
            parts.append(pick(WANTED))
    if pick((True, False, False)):
        parts.append(pick(CLOSING))
    return pick((" ", " ", "\n\n", "\n")).join([" ".join(parts[:2]), " ".join(parts[2:])])
