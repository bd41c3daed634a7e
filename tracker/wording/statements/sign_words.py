"""In which words people tell of a warning sign: kinds of words, parted by semicolons, and which together point to it.

They are many on purpose: whoever tells of a sign in whatever words is to read "Get help now" first, and it is no harm
that others read it too. A translator adds the words of their language; those of English are looked for in every one.
"""

from collections.abc import Mapping
from typing import Final

from tracker.domain.asking.signs import AGE, YOUNG_AGE, Rule
from tracker.wording.language import N_

KINDS: Final[Mapping[str, str]] = {
    "numb": N_(
        "numb; num; nub; nmb; numbness; numbed; no feeling; no sensation; feel; feeling; feels; felt; sensation; "
        "sensations; sensitivity; strange; weird; odd; funny; tingling; tingle; tingly; tingles; pins and "
        "needles; pins n needles; pins needles; dead; deadened; asleep; gone to sleep; fuzzy; cotton wool; "
        "cotton; different; changed; altered; reduced; anaesthetic; anesthetic; novocaine; wooden; dull; nothing; "
        "prickling; prickly; crawling; cold patch; touch; sensory; cant fell; cannot fell; dont fell; no fealing; "
        "disappeared; lost; gone; thick; someone else; somebody else; leathery; padded; belong; belongs"
    ),
    "saddle": N_(
        "genitals; genital; genitalia; private parts; private part; privates; private area; private bits; lady "
        "parts; lady bits; bits; down there; down below; groin; crotch; between my legs; between the legs; "
        "between legs; between her legs; between his legs; between my thighs; between the thighs; between my "
        "buttocks; inner thigh; inner thighs; inside thigh; inside of my thigh; inside of my thighs; inside my "
        "thighs; back passage; anus; anal; rectum; rectal; butthole; arse; ass; perineum; perineal; saddle; "
        "vagina; vaginal; vulva; labia; clitoris; penis; willy; dick; balls; testicles; testicle; scrotum; "
        "undercarriage; nether regions; nether region; seat; where i sit; sit on; pubic; pubis; pelvic floor; "
        "taint; toilet paper; wipe; wiping; wiped; toilet tissue; intimate; intimate area; bikini area; bike "
        "seat; bicycle seat; underpants; knickers; panties; underwear; boxers; clean myself; cleaning myself; "
        "paper; bikini zone; bikini line; tampon; tail end; crack; uterus; womb; womanhood; manhood; downstairs "
        "feels; numb downstairs; my downstairs; bottom hole; butt hole; bum hole; private; intimately"
    ),
    "seat": N_(
        "bottom; bum; backside; butt; buttock; buttocks; behind; rear; rear end; tailbone; cushion; bum hole; ass; arse"
    ),
    "numb_plainly": N_(
        "numb; num; nub; nmb; numbness; numbed; no feeling; no sensation; cant feel; cannot feel; can not feel; "
        "dont feel; do not feel; lost feeling; lost all feeling; lost sensation; loss of feeling; loss of "
        "sensation; less feeling; tingling; tingly; tingles; pins and needles; dead; asleep; gone to sleep; "
        "cotton wool; sensation; cant fell; cannot fell; dont fell; different; strange; weird; odd; lost"
    ),
    "both_sides": N_("both sides; each side"),
    "right": N_("right"),
    "left": N_("left"),
    "complaint": N_(
        "pain; pains; hurt; hurts; numb; numbness; tingling; tingles; weak; weakness; down; sciatica; ache; "
        "aches; shooting; burning"
    ),
    "bladder": N_(
        "pee; peeing; peed; wee; weeing; piss; pissing; urine; urinate; urinating; urination; urinary; bladder; "
        "pass water; passing water; make water; waterworks; number one; tinkle; toilet; loo; bathroom; restroom; "
        "spend a penny; nappy; nappies; wet"
    ),
    "bowel": N_(
        "poo; pooing; poop; pooping; pooped; shit; crap; stool; stools; faeces; feces; faecal; fecal; bowel; "
        "bowels; number two; number 2; back passage; fart; farting; farts; wind; gas; toilet; loo; bathroom; "
        "sphincter; defecate; motions; underwear; pants; diarrhoea; diarrhea; runs; constipated; constipation"
    ),
    "trouble": N_(
        "cant; cannot; can not; couldnt; could not; unable; hard; difficult; difficulty; trouble; struggle; "
        "struggling; problem; problems; issue; issues; start; starting; stop; stopping; leak; leaking; leaks; "
        "leaked; leakage; dribble; dribbling; dribbles; hold; holding; control; controlling; feel; feeling; numb; "
        "numbness; sensation; more often; often; frequently; frequency; all the time; constantly; every hour; "
        "every ten minutes; urge; urgency; strain; straining; push; weak; slow; slower; stream; flow; retention; "
        "incontinent; incontinence; accident; accidents; know; knowing; notice; noticing; noticed; aware; empty; "
        "emptying; full; nothing comes; wont; pads; changed; change; different; strange; funny; weird; suddenly; "
        "sudden; need to go; keep; keeps; working; works; gone; lost; loss; losing; dont; doesnt; no; not; less; "
        "slipped out; comes out; come out; escapes; escape; slips out; dry; anymore; properly; hours; since; "
        "havent been able; not able; not been able; nothing happens; disappeared; stopped; meaning to; happens; "
        "happen; accidents; painful; hurts; without warning; running out; runs out; by itself; warning"
    ),
    "bladder_alone": N_(
        "incontinence; incontinent; wet myself; wetting myself; wet my pants; wet my trousers; wet the bed; "
        "wetting the bed; peed myself; pee myself; peeing myself; weed myself; wee myself; urinary retention; "
        "leaking urine; lost control of my bladder; pissed myself; pee; peeing; peed; pees; wee; weeing; weed; "
        "piss; pissing; urine; urinate; urinating; urination; urinary; bladder; bladders; pass water; passing "
        "water; make water; waterworks; dribbling; dribble; dribbles; leaking; leakage; wearing pads; need pads; "
        "incontinence pads; retention; tinkle; leak; leaks; leaked; wetting; nappy; nappies; diaper; diapers; "
        "catheter; my water; water runs; waters"
    ),
    "bowel_alone": N_(
        "incontinence; incontinent; soiled myself; soiling myself; soiling; soiled; pooped myself; pooed myself; "
        "poo myself; shat myself; shit myself; messed myself; dirtied myself; skid marks; poo; pooing; poop; "
        "pooping; pooped; shit; stool; stools; faeces; feces; faecal; fecal; bowel; bowels; fart; farting; farts; "
        "sphincter; defecate; number two; bum hole; bumhole; hold it in; squeeze my bum; squeeze my bottom"
    ),
    "sexual": N_(
        "sex; sexual; sexually; erection; erections; erect; orgasm; orgasms; climax; ejaculate; ejaculating; "
        "ejaculation; libido; intercourse; making love; make love; viagra; aroused; arousal; get hard; stay hard; "
        "masturbate; masturbating; cum; penis; willy; dick; vagina; clitoris; stiff down"
    ),
    "sexual_alone": N_(
        "impotent; impotence; erectile; cant get hard; cant get it up; get it up; no erections; no erection; "
        "morning wood; morning erections; erection; erections; erect; orgasm; orgasms; ejaculate; ejaculating; "
        "ejaculation; climax; cant come; cannot come; unable to come; keep it up; keeps it up; stay up; viagra; "
        "libido; get hard; stay hard; masturbate; aroused; arousal; lost my sex drive; sex drive"
    ),
    "both": N_(
        "both legs; both my legs; both of my legs; both feet; both my feet; both thighs; both calves; both knees; "
        "both buttocks; both hips; both ankles; two legs; either leg; left and right leg; right and left leg; "
        "left and right legs; other leg; other foot; other side; other thigh; second leg; opposite leg; opposite "
        "side; bilateral; bilaterally; each leg; left leg and right leg; left leg and the right; right leg and "
        "the left; left leg and my right; right leg and my left; both of them; in both; waist down; legs are "
        "both; good leg; good side; healthy leg; unaffected leg; good foot"
    ),
    "both_word": N_("both; each; bilateral"),
    "legs": N_("legs; feet"),
    "leg_part": N_(
        "leg; legs; foot; feet; knee; knees; ankle; ankles; toe; toes; thigh; thighs; calf; calves; heel; heels; "
        "limb; limbs"
    ),
    "cant": N_(
        "cant; cannot; can not; couldnt; could not; wont; doesnt; dont; unable; not able; not; no; hard; "
        "difficult; struggle; struggling; stopped; refuses; no longer; barely; hardly; havent been able; trouble"
    ),
    "action": N_(
        "press; push; lift; move; raise; bend; hold; carry; carries; stand; walk; climb; control; wiggle; point; "
        "pull; weight; step; support; supports; kick; straighten; drive; clutch; pedal; brake; grip; respond; "
        "obey; react; work; flex; extend; curl; swing; turn; tap"
    ),
    "weak": N_(
        "weak; weaker; weakness; weakened; weakening; gives way; gave way; give way; giving way; given way; "
        "giving out; gives out; gave out; give out; collapse; collapses; collapsed; collapsing; buckle; buckles; "
        "buckled; buckling; drop; drops; dropped; dropping; droops; drooping; hangs; drag; drags; dragging; "
        "dragged; floppy; flop; flops; flopping; slap; slaps; slapping; tripping; tripped; stumble; stumbles; "
        "stumbling; paralysed; paralyzed; paralysis; cant lift; cannot lift; can not lift; cant move; cannot "
        "move; can not move; wont move; doesnt move; cant raise; cannot raise; cant stand; cannot stand; cant "
        "push; cannot push; cant walk; cannot walk; can not walk; barely walk; hardly walk; unable to walk; "
        "unable to lift; unable to move; unable to stand; cant bend; cant wiggle; cant pull; cannot pull; cant "
        "put weight; no strength; no power; lost the use; lost use; powerless; useless; wont hold; not hold; "
        "doesnt hold; wobbly; jelly; like jelly; doesnt work; wont work; not working; stopped working; unsteady; "
        "catching; catches; catch; lame; tiptoe; tiptoes; tip toe; tip toes; on my heels; on my toes; on my heel; "
        "wont lift; doesnt lift; wont bend; no control; lost control; muscle wasting; wasting; thinner; limp; "
        "wont listen; doesnt obey; wont obey; lost strength; losing strength; less strength; lost power; losing "
        "power; trip over; trips over; i trip; keep tripping; weak as; rubber; rubbery; went from under; goes "
        "from under; from under me; let me down; lets me down; carry me; wont carry; lost its strength; dead "
        "weight; folds; folded; fold; clumsy; shuffle; shuffling; gave up; gives up; gave up on me; failing; "
        "fails"
    ),
    "weak_alone": N_(
        "foot drop; drop foot; footdrop; dropfoot; paralysed; paralyzed; paralysis; cant walk; cannot walk; can "
        "not walk; unable to walk; legs gone; lost the use; cant feel my legs; cant feel my leg"
    ),
    "any_alone": N_(
        "cauda equina; cauda; equina; ces; red flag; red flags; warning sign; warning signs; emergency; "
        "ambulance; hospital; a and e; casualty; er; 999; 911; 112; urgent; urgently; when should i worry; should "
        "i worry; should i be worried; dangerous symptoms; alarm signs; alarm sign"
    ),
    "breath": N_("breath; breathe; breathing; breathes; chest; lung; lungs; inhale; air; rib; ribs"),
    "hard_breath": N_(
        "short; shortness; cant; cannot; couldnt; trouble; hard; difficult; difficulty; struggle; struggling; "
        "pain; painful; pains; hurts; hurt; hurting; ache; aching; tight; tightness; pressure; sharp; stabbing; "
        "stab; gasping; gasp; out of; no; deep; enough; catch; problem; problems; funny; heavy"
    ),
    "breath_alone": N_(
        "breathless; breathlessness; short of breath; out of breath; chest pain; chest pains; suffocating; "
        "wheezing; panting; collapsed lung; punctured lung after"
    ),
    "red": N_("red; redness; reddening; swollen; swelling; inflamed; lump; puffy; rash; patch"),
    "spreads": N_(
        "spread; spreading; spreads; bigger; growing; grows; larger; expanding; streak; streaks; hot; throbbing; "
        "throbs; fever; getting worse; getting redder; redder; wider"
    ),
    "pus": N_(
        "pus; oozing; oozes; ooze; weeping; infected; septic; festering; discharge; abscess; yellow stuff; yellow fluid"
    ),
    "needles": N_(
        "needle; needles; needling; needled; acupuncture; session; after treatment; after the treatment; since "
        "treatment; since the treatment; acupuncturist"
    ),
    "numb_strictly": N_(
        "numb; num; nub; nmb; numbness; weak; weakness; weaker; paralysed; paralyzed; lost feeling; no feeling "
        "in; cant move; cannot move; limp; floppy; paralysis"
    ),
    "bleeding": N_(
        "bleed; bleeding; bleeds; bled; haemorrhage; hemorrhage; blood wont; blood keeps; blood coming; blood "
        "everywhere; blood is; losing blood"
    ),
    "not_stopping": N_(
        "stop; stops; stopping; stopped; wont; doesnt; not; keeps; keep; still; continues; hours; nonstop; non "
        "stop; pouring; soaked; soaking; heavy; heavily; gushing; everywhere; cant; hour; been; long; lot; "
        "minutes"
    ),
    "faint": N_(
        "faint; fainted; fainting; passed out; pass out; blacked out; black out; collapsed; unconscious; keeled "
        "over; lost consciousness; went out"
    ),
    "hurt": N_(
        "hit; head; hurt; injured; injury; injuries; banged; bang; cut; broke; fell; bruised; concussion; bump; "
        "bumped; cracked; smashed; stitches; nose; teeth; tooth; floor"
    ),
    "needle": N_("needle; needles; pin"),
    "broken": N_(
        "broke; broken; breaks; snapped; snap; snaps; stuck; needle left; left a needle; left one; left behind; "
        "still in; still inside; forgot; forgotten; in my skin; under my skin; under the skin; stayed in; wont "
        "come out; embedded; bent; piece; break; snapping; stuck in; part of the needle"
    ),
    "burnt": N_(
        "burned; burnt; burn; burns; blister; blistered; blisters; blistering; scald; scalded; scorched; singed"
    ),
    "source": N_(
        "heat; heating; heater; hot; moxa; moxibustion; cup; cups; cupping; lamp; pad; bottle; skin; pack; "
        "infrared; blanket; acupuncture; session; needle; treatment"
    ),
    "cancer": N_(
        "cancer; cancers; cancerous; tumour; tumor; tumours; tumors; chemo; chemotherapy; metastasis; metastases; "
        "leukaemia; leukemia; lymphoma; myeloma; melanoma; oncologist; radiotherapy; mastectomy; malignant; "
        "carcinoma; sarcoma"
    ),
    "weight": N_("weight; kilo; kilos; kg; kgs; stone; pounds; lbs; clothes; trousers; belt; appetite; weightloss"),
    "losing": N_(
        "lost; losing; loss; loosing; dropping; dropped; falling; thinner; loose; looser; shedding; going down; "
        "dropped off; without trying; unexplained; unintended; for no reason; gone; weightloss"
    ),
    "fever": N_(
        "fever; fevers; feverish; temperature; chills; chill; shivering; shivers; shiver; shivery; sweats; night "
        "sweats; sweating at night; rigors; flu; burning up; shaking with cold; 38 degrees; 39 degrees"
    ),
    "immune": N_(
        "immune; immunosuppressed; immunosuppressant; immunosuppressants; immunosuppression; immunocompromised; "
        "prednisolone; prednisone; steroid tablets; steroid pills; cortisone tablets; methotrexate; biologics; "
        "humira; hiv; aids; transplant; heroin; inject drugs; injecting drugs; injected drugs; iv drugs; drug "
        "user; injecting; sepsis; tuberculosis; tb; dialysis; blood poisoning; endocarditis"
    ),
    "steroids": N_("steroid; steroids; cortisone"),
    "taking": N_("take; taking; took; tablets; tablet; pills; pill; long term; daily; on"),
    "infection": N_("infection; infections; infected; uti; abscess; pneumonia; cellulitis; cystitis"),
    "lately": N_(
        "had; have; having; recent; recently; just; last week; last month; antibiotics; bacterial; bacteria; "
        "kidney; bladder; chest; blood; skin; tooth; ago; got over; recovering"
    ),
    "night": N_(
        "night; nights; nighttime; bed; sleep; sleeping; asleep; lying; lie; lay; laying; 2am; 3am; 4am; "
        "horizontal; flat; 3 am; 2 am; 4 am"
    ),
    "severe": N_(
        "worse; worst; worsens; severe; severely; unbearable; excruciating; agony; agonising; wakes; wake; woke; "
        "woken; waking; screaming; scream; terrible; awful; intense; awake; all night; crying; cry; killing; "
        "kills; stronger; horrible; horrendous; intolerable; increases; strongest; hell; cant sleep; cannot "
        "sleep; couldnt sleep; pain at night; night pain; hurts at night; hurts most; pain when lying; hurts when "
        "i lie; no relief; keeps me up; keeping me up"
    ),
    "injury": N_(
        "i fell; fell down; fell off; fell on; fell from; fell over; fell and; fell out; had a fall; bad fall; a "
        "fall; after falling; the fall; fallen; she fell; he fell; accident; crash; crashed; collision; fracture; "
        "fractured; broken bone; broken bones; broke my back; broken back; broken hip; hit by; knocked over; "
        "knocked down; trauma; injury; injured; osteoporosis; osteoporotic; osteopenia; brittle bones; weak "
        "bones; thin bones; slipped on; slipped down; tumble; tumbled; came off; thrown off; landed on; run over; "
        "horse threw; rear ended; rear-ended; motorbike; bone density; off a ladder; off the ladder; down the "
        "stairs; down stairs; down some stairs; off my bike; off a horse; off my horse; fell of; fell in; fell "
        "when; fell while; fell onto; fell into"
    ),
    "first_time": N_(
        "first time; never had; never before; out of the blue; first episode; first ever; first attack; never; "
        "new; suddenly; no history; started; began; out of nowhere; first"
    ),
    "aged": N_("im; i am; aged; age; years old; year old; yo; yrs; shes; hes; she is; he is; at; turned; yrs old"),
    "young": N_(
        "teenager; teenage; teen; teens; my child; my kid; my son is; my daughter is; schoolboy; schoolgirl; under 20"
    ),
    "old": N_(
        "over 50; over fifty; over sixty; over seventy; in my 50s; in my 60s; in my 70s; in my sixties; in my "
        "seventies; in my fifties; in my eighties; in my 80s"
    ),
}
RULES: Final = (
    Rule("emergency.saddle_numbness", ("numb", "saddle")),
    Rule("emergency.saddle_numbness", ("numb_plainly", "seat")),
    Rule("emergency.bladder_change", ("bladder_alone",)),
    Rule("emergency.bladder_change", ("bladder", "trouble")),
    Rule("emergency.bowel_change", ("bowel_alone",)),
    Rule("emergency.bowel_change", ("bowel", "trouble")),
    Rule("emergency.sexual_change", ("sexual_alone",)),
    Rule("emergency.sexual_change", ("sexual", "trouble")),
    Rule("emergency.both_legs", ("both",)),
    Rule("emergency.both_legs", ("both_sides", "complaint")),
    Rule("emergency.both_legs", ("both_word", "leg_part")),
    Rule("emergency.both_legs", ("left", "right", "complaint")),
    Rule("emergency.both_legs", ("left", "right", "leg_part")),
    Rule("emergency.both_legs", ("legs", "weak")),
    Rule("emergency.both_legs", ("legs", "numb_strictly")),
    Rule("emergency.leg_weakness", ("weak_alone",)),
    Rule("emergency.leg_weakness", ("leg_part", "weak")),
    Rule("emergency.leg_weakness", ("leg_part", "cant", "action")),
    Rule("emergency.any", ("any_alone",)),
    Rule("after.breathless", ("breath_alone",)),
    Rule("after.breathless", ("breath", "hard_breath")),
    Rule("after.new_weakness", ("numb_strictly", "needles")),
    Rule("after.bleeding_not_stopping", ("bleeding", "not_stopping")),
    Rule("after.infection", ("pus",)),
    Rule("after.infection", ("red", "spreads")),
    Rule("after.faint_with_injury", ("faint", "hurt")),
    Rule("after.broken_needle", ("needle", "broken")),
    Rule("after.burn", ("burnt", "source")),
    Rule("soon.cancer_history", ("cancer",)),
    Rule("soon.weight_loss", ("weight", "losing")),
    Rule("soon.fever_chills", ("fever",)),
    Rule("soon.infection_risk", ("immune",)),
    Rule("soon.infection_risk", ("steroids", "taking")),
    Rule("soon.infection_risk", ("infection", "lately")),
    Rule("soon.night_pain", ("night", "severe")),
    Rule("soon.injury", ("injury",)),
    Rule("soon.first_onset_age", ("first_time", "aged", AGE)),
    Rule("soon.first_onset_age", ("first_time", "old")),
    Rule("soon.first_onset_age", ("young",)),
    Rule("soon.first_onset_age", (YOUNG_AGE, "aged")),
)
"""In the order in which they are told: what cannot wait first. The signs: `domain/safety/warning_signs.py`."""
