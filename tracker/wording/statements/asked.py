"""How patients ask: for each statement that may come first the words and phrases they use for it, parted by semicolons.

A translator writes how people ask in their language, not what the English says. What has no line here is answered by
another statement on the same thing.
"""

from collections.abc import Mapping
from typing import Final

from tracker.wording.language import N_

ASKED: Final[Mapping[str, str]] = {
    "in_short.trial": N_(
        "does acupuncture work; does acupuncture help sciatica; is acupuncture worth it; is there evidence; is "
        "there proof; should I try acupuncture; do needles help; is it any good; does it really do anything; "
        "success rate; cure; trial; study; research"
    ),
    "trial.tu": N_(
        "largest trial; biggest study; best trial; Tu 2024; Chinese trial; how big is the effect; how much does "
        "pain fall; by how many points; numbers of the trial; how was it tested"
    ),
    "studies.disc_2025": N_(
        "newest review; latest research; new studies; recent evidence; 2025; review of chronic sciatica; "
        "herniated disc review; meta-analysis"
    ),
    "studies.ni_2025": N_(
        "cupping; electroacupuncture; which kind of acupuncture; electric acupuncture; combined treatments; dry "
        "needling"
    ),
    "studies.zhang_2023": N_("review against medicines; Zhang; compared with medicine in trials"),
    "studies.ji_2015": N_("Ji 2015; earlier review of acupuncture"),
    "studies.ecam_2015": N_("treatment every day in trials; daily acupuncture"),
    "studies.liu_2019": N_(
        "stronger acupuncture; higher dose; more needles; number of needles; deeper needles; strong stimulation"
    ),
    "studies.debar_2025": N_(
        "older people; over 65; elderly; am I too old; at my age; seniors; acupuncture for back pain in old age"
    ),
    "studies.cochrane_2020": N_("Cochrane; low back pain review; acupuncture for back pain; does it help the back"),
    "guidelines.nice": N_(
        "what do guidelines say; NICE; NHS; UK guideline; official advice; is acupuncture recommended; what do "
        "doctors recommend; why does my doctor not recommend acupuncture; TENS; TENS machine; electrical "
        "treatment; ultrasound; GP says no; on the NHS"
    ),
    "guidelines.denmark": N_(
        "Danish guideline; Denmark; recent sciatica guideline; guideline for new sciatica; paracetamol; "
        "acetaminophen; tylenol; panadol"
    ),
    "guidelines.who": N_(
        "WHO; World Health Organization; international guideline; what does the world health organisation say"
    ),
    "guidelines.cms": N_("Medicare; CMS; how many visits are covered in the US"),
    "care.exercise": N_(
        "does exercise help; exercises; stretching; stretches; yoga; pilates; physiotherapy; physio; physical "
        "therapy; strengthening; gym; nerve flossing; McKenzie; piriformis stretch; what exercise should I do; "
        "workout; running; cycling"
    ),
    "care.active": N_(
        "bed rest; should I rest; rest or move; keep moving; stay active; lie down all day; can I walk; should I "
        "stay in bed; go to work; is it ok to move; will moving make it worse; take it easy; carry on as normal; "
        "sitting at a desk"
    ),
    "care.nsaids": N_(
        "does ibuprofen help; naproxen; diclofenac; NSAID; anti-inflammatory tablets; advil; nurofen; voltaren; "
        "aspirin for sciatica; do painkillers help; what tablets help; pain pills; medication for sciatica; which "
        "medicine"
    ),
    "care.pregabalin": N_(
        "pregabalin; gabapentin; lyrica; neurontin; nerve pain tablets; nerve painkiller; gabapentinoids"
    ),
    "care.opioids": N_(
        "opioids; codeine; tramadol; morphine; oxycodone; co-codamol; strong painkillers; hydrocodone; fentanyl patch"
    ),
    "care.injections": N_(
        "epidural; steroid injection; cortisone shot; injection in the back; nerve block; spinal injection; jab "
        "in the spine; corticosteroid injection; facet injection"
    ),
    "care.surgery": N_(
        "surgery; operation; discectomy; microdiscectomy; back surgery; should I have the operation; spinal "
        "fusion; laminectomy; do I need an operation; surgeon"
    ),
    "by_itself.atlas": N_(
        "how long does sciatica last; will it go away; go away by itself; heal on its own; without treatment; do "
        "nothing; wait and see; does sciatica get better; will I ever recover; is it permanent; recovery time; "
        "chances of getting better; natural course; prognosis"
    ),
    "by_itself.haugen": N_(
        "how long does a slipped disc take to heal; herniated disc recovery; does a disc heal; bulging disc get "
        "better; prolapse heal; will my disc heal by itself"
    ),
    "by_itself.pengel": N_(
        "will it come back; does sciatica come back; relapse; recurrence; again and again; keeps coming back; "
        "flare up again; new sciatica how long; first month; just started"
    ),
    "by_itself.costa": N_(
        "long lasting back pain by itself; chronic back pain course; had back pain for years does it improve"
    ),
    "side_effects.any": N_(
        "side effects; what can go wrong; risks; is acupuncture safe; harmful; dizzy after acupuncture; "
        "light-headed; tired after; drowsy; sleepy; nausea; headache after needles; is it normal to feel"
    ),
    "side_effects.serious": N_(
        "serious harm; dangerous; can acupuncture kill; punctured lung; nerve damage from needle; can a needle "
        "hit a nerve; paralysed by acupuncture; worst that can happen; how dangerous"
    ),
    "heat.heat": N_(
        "does heat help; hot water bottle; heating pad; warm bath; hot bath; heat pack; wheat bag; warmth; sauna; "
        "hot shower; heat or ice; heat patch; infrared; electric blanket"
    ),
    "heat.cold": N_("does ice help; ice pack; cold pack; frozen peas; cooling; cold water; cryotherapy; ice or not"),
    "claims.painkillers": N_(
        "acupuncture or painkillers; better than ibuprofen; acupuncture instead of tablets; instead of "
        "medication; acupuncture versus pills; can I stop my tablets; compared with drugs; as good as medicine; "
        "replace painkillers"
    ),
    "claims.how": N_(
        "how does acupuncture work; endorphins; energy; qi; chi; meridians; mechanism; blood flow; trigger "
        "points; what do the needles do; explain how needles ease pain; blocked energy"
    ),
    "claims.adds_up": N_(
        "do effects build up; cumulative; each session adds; does it add up; gets stronger with each session; "
        "effect of one session on the next"
    ),
    "claims.maintenance": N_(
        "monthly sessions; maintenance; top-up sessions; keep going when better; should I continue when the pain "
        "is gone; once a month; booster session; carry on after the course; prevent it coming back; prevention"
    ),
    "claims.tingle": N_(
        "needle felt electric; electric shock from needle; tingle from the needle; needle ached; de qi; heavy "
        "feeling needle; good sign; should I feel something; I felt nothing from the needles; twitch when the "
        "needle went in; zap; jolt down my leg from needle; needle sensation"
    ),
    "claims.chiropractic": N_(
        "chiropractor; chiropractic; adjustment; cracking the back; osteopath; spinal manipulation; misaligned; "
        "bones out of place; manual therapy; hands-on treatment; traction; inversion table"
    ),
    "claims.specialist": N_(
        "do I need a specialist; acupuncturist who specialises in sciatica; specialist or general; does "
        "experience matter; more experienced practitioner better"
    ),
    "claims.sessions": N_(
        "how many sessions; how many treatments; number of sessions; how many times do I have to go; length of a "
        "course; how many appointments; how many more sessions; is ten sessions enough; when should I stop; how "
        "long should I keep trying; when to give up; how many visits"
    ),
    "claims.weekly": N_(
        "how often; times a week; twice a week; once a week; how far apart; days between sessions; frequency; is "
        "once a week enough; how frequently should I have acupuncture; gap between sessions"
    ),
    "claims.when": N_(
        "how soon will it work; how fast; when will I feel better; when does it start to work; how quickly; no "
        "change after three sessions; nothing after four sessions; no improvement yet; how long until it helps; "
        "still no better; not working; hasn't helped yet; when should I notice"
    ),
    "claims.first_session": N_(
        "better after the first session; one session; first treatment; instant relief; immediately better; felt "
        "great after one session; after my first acupuncture"
    ),
    "claims.lasts": N_(
        "how long does the effect last; does it last; how long does acupuncture last; wears off; effect gone "
        "after two days; pain back after a few days; long term effect; lasting; temporary relief; how long will I "
        "be better"
    ),
    "claims.old_pain": N_(
        "chronic pain longer course; had it for years more sessions; old pain; pain for ten years does it need "
        "more treatment; long-standing"
    ),
    "claims.organs": N_(
        "stomach; kidneys; heart; liver; ulcer; is it gentler than pills; safer than tablets; easier on the stomach"
    ),
    "claims.worse": N_(
        "worse after acupuncture; more pain after the session; sore after needles; flare up after treatment; is "
        "it normal to feel worse; pain increased after acupuncture; aggravation; made it worse; hurts more since; "
        "soreness; healing crisis; achy the next day"
    ),
    "claims.pregnancy": N_(
        "pregnant; pregnancy; expecting a baby; safe for the baby; miscarriage; breastfeeding; trying for a baby; "
        "induce labour; forbidden points"
    ),
    "claims.physiotherapy": N_(
        "acupuncture together with physiotherapy; combine acupuncture and exercise; both acupuncture and physio; "
        "alongside physio; acupuncture and stretching together; combination of acupuncture with exercise"
    ),
    "claims.massage": N_(
        "massage; foam roller; deep tissue; rub; tennis ball; massage gun; shiatsu; trigger point massage; acupressure"
    ),
    "claims.insurance": N_(
        "insurance; is it covered; reimbursed; who pays; health insurance; Krankenkasse; private cover; will my "
        "insurer pay; claim it back; free"
    ),
    "claims.other_causes": N_(
        "bone spurs; stenosis; spinal stenosis; narrow canal; piriformis; piriformis syndrome; arthritis; other "
        "causes of sciatica; muscle in the buttock; wallet in back pocket; spondylolisthesis"
    ),
    "claims.sham": N_(
        "sham; fake needles; fake acupuncture; better than placebo; real or placebo; dummy acupuncture; pretend "
        "needles; just placebo"
    ),
    "claims.disc": N_(
        "what causes sciatica; why do I have sciatica; cause; slipped disc cause; trapped nerve; pinched nerve; "
        "what is sciatica caused by; do I have a slipped disc; herniated disc; bulging disc; is it my disc; do I "
        "need an MRI; MRI; scan; x-ray; diagnosis"
    ),
    "claims.feels": N_(
        "what does sciatica feel like; symptoms of sciatica; shooting pain down the leg; burning pain in the leg; "
        "is this sciatica; sharp pain in buttock; electric pain down my leg; pain from hip to foot; pain behind "
        "the knee; calf pain; pain in my bum cheek; hurts when I cough or sneeze; how do I know if it is sciatica"
    ),
    "claims.minutes": N_(
        "how long do needles stay in; how long is a session; minutes; length of a session; how long does an "
        "appointment take; needles left in for half an hour; duration of treatment session"
    ),
    "claims.where": N_(
        "where do the needles go; where are needles put; needle in the ear; needles in the hand; which parts of "
        "the body; needles in the buttock; why needles in my foot; do they needle the back; ear acupuncture; do I "
        "have to undress"
    ),
    "claims.bruise": N_(
        "bruise; bruising; black and blue; spot of blood; bled a little; small bleed; red mark; redness at the "
        "needle; itchy where the needle was; lump where the needle was; haematoma"
    ),
    "claims.sterile": N_(
        "sterile; clean needles; reuse needles; single-use; hygiene; catch hepatitis; HIV from needles; "
        "disposable needles; used needles; infection risk of needles"
    ),
    "claims.tell": N_(
        "blood thinners; warfarin; eliquis; apixaban; xarelto; rivaroxaban; anticoagulant; clopidogrel; plavix; "
        "marcumar; heparin; haemophilia; bleeding disorder; aspirin and acupuncture; bleed easily; clotting"
    ),
    "claims.operation": N_(
        "acupuncture before surgery; try acupuncture first before an operation; avoid surgery with acupuncture; "
        "instead of surgery; can acupuncture save me from surgery"
    ),
    "claims.hurts": N_(
        "does acupuncture hurt; is it painful; do needles hurt; will it be painful; how painful are the needles; "
        "is acupuncture sore"
    ),
    "claims.letters": N_(
        "licensed; licence; license; registered; certified; how do I find a good acupuncturist; NCCAOM; letters "
        "after the name; choose a practitioner; qualified; is my acupuncturist qualified; accredited"
    ),
    "claims.weight": N_(
        "does swimming help; does walking help; better chair; ergonomic chair; standing desk; overweight; "
        "slimming; diet; mattress; cushion; which bed; sleeping position; pillow between the knees; how should I "
        "sit; how to sleep; shoes; car seat; driving"
    ),
    "counting.start": N_(
        "what is the starting week; baseline; starting point; compared with what; why seven days before"
    ),
    "counting.week": N_(
        "weekly average; missed a day; forgot to log; missing days; gap in the chart; skipped days; do I have to "
        "log every day; how many days must I enter"
    ),
    "counting.two_weeks": N_(
        "confirmed; not yet confirmed; two weeks running; early; one good week; is one week enough"
    ),
    "counting.range": N_(
        "rough range; band in the chart; shaded area; uncertainty; error bars; how sure is the average"
    ),
    "counting.words": N_(
        "what counts as a real change; how many points is a real improvement; meaningful change; no clear change "
        "meaning; a fall most people notice; small fall; large fall; is 2 points a lot; 30 percent; what do the "
        "words mean"
    ),
    "cannot_tell.why": N_(
        "why did my pain change; why am I better; why is it worse today; was it the acupuncture; is my treatment "
        "working; is it working for me; did it help me; coincidence; what caused the change"
    ),
    "cannot_tell.which": N_(
        "which treatment helped; which of them did it; several treatments at the same time; acupuncture and pills "
        "at once; what made the difference"
    ),
    "cannot_tell.expecting": N_(
        "placebo effect; all in my head; just expecting; belief; do I have to believe in it; imagination; mind "
        "over matter"
    ),
    "cannot_tell.next": N_(
        "what will happen next; predict; forecast; will I be better next month; which points are best; best "
        "acupuncture points; who is the best acupuncturist; best practitioner near me; which point for sciatica; "
        "GB30"
    ),
    "cannot_tell.diary": N_(
        "does a pain diary help; does this app help; why keep a diary; is tracking useful; should I write it "
        "down; what is the point of logging; does recording pain make it better"
    ),
    "ask.plan": N_(
        "cost; price; how much does a session cost; expensive; fee; what should I ask; questions to ask the "
        "acupuncturist; first appointment questions; prepare for my first appointment; afford"
    ),
    "tell.implanted_device": N_(
        "pacemaker; defibrillator; implant; insulin pump; pain pump; ICD; electrical stimulation with a "
        "pacemaker; TENS and pacemaker; metal in my body; hip replacement"
    ),
    "tell.skin_problem": N_(
        "eczema; psoriasis; rash; broken skin; skin problem; wound; tattoo; spots on my skin; sunburn"
    ),
    "tell.metal_allergy": N_("nickel allergy; metal allergy; allergic to metal; allergy to needles; allergic"),
    "tell.epilepsy": N_("epilepsy; epileptic; seizures; fits; seizure after needles"),
    "tell.needle_fear": N_(
        "afraid of needles; scared of needles; needle phobia; fear of needles; hate needles; faint at needles; "
        "fainted during acupuncture; nervous about the needles; anxious about my first session"
    ),
    "tell.medicines": N_(
        "tell about my medicines; list of medicines; supplements; herbal; vitamins; which tablets to mention; "
        "interactions; antidepressants; blood pressure tablets"
    ),
    "tell.cause": N_(
        "should I bring my scan; MRI report to acupuncturist; bring test results; letter from my doctor; what "
        "should I tell the acupuncturist; medical history"
    ),
    "usual.feel": N_(
        "what does acupuncture feel like; what will I feel; what to expect; what happens in a session; first time "
        "acupuncture what happens"
    ),
}
