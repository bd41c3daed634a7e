"""Words of patients: those that carry no meaning of their own, and those that mean the same, parted by semicolons.

A translator writes those of their language. What stands first in a group names it; groups are tried longest phrase
first, so "how many" is one word and "how" none.
"""

from typing import Final

from tracker.wording.language import N_

EMPTY: Final = N_(
    "a an and any are as at be been being but by can could did do does doing don for from get gets getting go "
    "going got had has have having he her hers him his how i id if im in into is it its ive just let may me might "
    "mine much must my of on or our out please really s shall she should so some than that the their them then "
    "there these they this those thing things to too us very was we were what whats when where which while who "
    "why will with would you your yours also am about ever actually think know tell say said like one am still "
    "since up down off over under again between day days thanks thank hello hi question wondering wonder anyone "
    "anybody somebody people person make makes made bit lot lots more most need want bad good sciatica sciatic "
    "siatica pain pains leg legs offer offers offered suggest suggests suggested told mentioned thinks left right "
    "wants ok okay take takes taking use using used able allowed actually pls"
)
SAME: Final = (
    N_("acupuncture; acu; needling; needle treatment; acupuncturist; acupuncturists"),
    N_("needle; needles; pin; pins"),
    N_("session; sessions; treatment; treatments; appointment; appointments; visit; visits"),
    N_("how many; number of; how much acupuncture; how many more"),
    N_("how often; how frequently; times a week; times per week; how frequent"),
    N_(
        "how soon; when does; when do; how fast; how quickly; when will; when should i feel; when does it start; "
        "how long until; how long before; how long till"
    ),
    N_("how long do; how long does; how long is; how long are; how long will; duration; how long"),
    N_(
        "how does acupuncture; how do needles; how do the needles; how does it work; how does this work; explain "
        "how; how exactly; mechanism; how it works"
    ),
    N_(
        "help; helps; helping; helped; work; works; working; worked; effective; do any good; any good; relieve; "
        "relieves; ease; eases; benefit; beneficial; any use; useful; worthwhile; worth it; good for"
    ),
    N_(
        "painkiller; painkillers; pain killers; pain killer; pain pills; pain meds; tablets; tablet; pills; pill; "
        "meds; medicine; medicines; medication; medications; drugs; drug"
    ),
    N_(
        "ibuprofen; naproxen; diclofenac; nsaid; nsaids; advil; nurofen; aleve; voltaren; voltarol; anti "
        "inflammatory; anti inflammatories; antiinflammatory; motrin; etoricoxib; celecoxib"
    ),
    N_("paracetamol; acetaminophen; tylenol; panadol"),
    N_("pregabalin; gabapentin; lyrica; neurontin; gabapentinoids"),
    N_(
        "opioids; opioid; codeine; tramadol; morphine; oxycodone; oxycontin; cocodamol; co codamol; hydrocodone; "
        "vicodin; fentanyl; tilidine; strong painkillers; opiates"
    ),
    N_(
        "injection; injections; epidural; cortisone; steroid shot; nerve block; jab; injected; shot; "
        "corticosteroid; epidurals"
    ),
    N_(
        "surgery; operation; operations; operate; operated; discectomy; microdiscectomy; surgeon; laminectomy; "
        "fusion; op"
    ),
    N_(
        "exercise; exercises; exercising; stretching; stretch; stretches; yoga; pilates; workout; gym; training "
        "plan; nerve flossing; nerve glides; strengthening; mckenzie"
    ),
    N_("physiotherapy; physio; physical therapy; physiotherapist; physical therapist; pt"),
    N_("rest; resting; bed rest; lie down; lying down; stay in bed; staying in bed; take it easy; rest up"),
    N_("moving; keep moving; stay active; staying active; active; move; carry on as normal"),
    N_("heat; heating; warmth; warm; hot; heated; thermal"),
    N_("ice; icing; cold; cooling; frozen; cool; iced; cryo; cryotherapy"),
    N_(
        "worse; worsen; worsened; worsening; aggravate; aggravated; aggravation; flare; flared; flaring; flare "
        "up; more pain; pain increased; increased; intensified; stronger pain"
    ),
    N_("sore; soreness; achy; aching; tender; tenderness"),
    N_(
        "after acupuncture; after the session; after my session; after the treatment; after treatment; after "
        "needling; after needles; after the needles; next day; afterwards; day after"
    ),
    N_("side effect; side effects; adverse effects; adverse events; reaction; reactions"),
    N_("safe; safety; unsafe"),
    N_("dangerous; danger; dangers; risk; risks; risky; harm; harmful; harms; damage; injure; serious"),
    N_("cost; costs; price; prices; expensive; fee; fees; charge; cheap; afford; money"),
    N_("insurance; insurer; covered; coverage; reimburse; reimbursed; krankenkasse; health plan; cover"),
    N_("pregnancy; pregnant; expecting a baby; baby; unborn; miscarriage; midwife"),
    N_("afraid; scared; frightened; fear; phobia; anxious; nervous; terrified; hate; phobic; dread; panic"),
    N_(
        "disc; disk; discs; disks; herniated; herniation; slipped; prolapse; prolapsed; bulging; bulge; ruptured; "
        "extrusion; protrusion; l5s1; l4l5; hernia"
    ),
    N_(
        "recover; recovery; heal; heals; healing; healed; go away; goes away; going away; get better; gets "
        "better; getting better; clear up; resolve; resolves; cure; cured; improve; improves; disappear; "
        "recovered"
    ),
    N_(
        "by itself; on its own; itself; naturally; without treatment; untreated; without doing anything; do "
        "nothing; left alone"
    ),
    N_(
        "come back; comes back; coming back; came back; return; returns; returning; recur; recurs; recurrence; "
        "relapse; reoccur; back again; happen again"
    ),
    N_("sham; fake; placebo; dummy; pretend; simulated"),
    N_("guideline; guidelines; recommended; recommend; recommendation; recommendations; official advice; recommends"),
    N_("doctor; doctors; gp; physician; consultant; specialist doctor"),
    N_("bruise; bruises; bruising; bruised; black and blue; haematoma; hematoma; black spot"),
    N_(
        "blood thinner; blood thinners; thinners; warfarin; coumadin; eliquis; apixaban; xarelto; rivaroxaban; "
        "anticoagulant; anticoagulants; clopidogrel; plavix; marcumar; heparin; pradaxa; dabigatran; edoxaban; "
        "blood thinning"
    ),
    N_("bleeding disorder; haemophilia; hemophilia; bleed easily; clotting disorder; von willebrand; low platelets"),
    N_("pacemaker; pacemakers; defibrillator; icd; implant; implanted; pump; stimulator"),
    N_("massage; massages; massaging; masseur; deep tissue; rub; rubbing; foam roller; shiatsu; massage gun"),
    N_(
        "chiropractor; chiropractic; chiro; osteopath; osteopathy; adjustment; adjustments; manipulation; "
        "cracking; manual therapy; spine cracking"
    ),
    N_("diary; log; logging; logs; track; tracking; tracker; app; journal; write down; writing down; recording"),
    N_(
        "licensed; licence; license; licences; qualified; qualification; qualifications; registered; certified; "
        "accredited; credentials"
    ),
    N_("sterile; clean; hygiene; hygienic; reuse; reused; single use; disposable; germs; hepatitis"),
    N_("maintenance; top up; topup; booster; monthly; once a month; prevent; prevention; preventive; keep it away"),
    N_(
        "last; lasts; lasting; wear off; wears off; wore off; worn off; long term; longterm; temporary; "
        "permanent; permanently"
    ),
    N_("average; averages; mean"),
    N_("missed; miss; missing; forgot; forget; forgotten; skipped; skip; gap; gaps"),
    N_("first; 1st"),
    N_("older; elderly; old age; my age; too old; seniors; over 65; pensioner; 70; 75; 80"),
    N_("electric; electrical; zap; zapped; jolt; shock; lightning"),
    N_(
        "tingle; tingles; tingling; tingly; ache; ached; aches; de qi; deqi; twitch; twitched; heaviness; heavy feeling"
    ),
    N_("energy; qi; chi; meridian; meridians; endorphins; endorphin"),
    N_("cause; causes; caused; causing; reason; brings on; trigger; triggers; come from; comes from"),
    N_("scan; scans; mri; xray; x ray; ct; imaging"),
    N_("feels like; feel like; symptom; symptoms"),
    N_("stop; stopping; quit; give up; giving up"),
    N_("best; better one; ideal; optimal; top"),
    N_("combine; combined; combining; together; alongside; both acupuncture; at the same time; same time; combination"),
    N_(
        "instead; replace; substitute; rather than; alternative; alternatives; versus; vs; compared; compare; or "
        "acupuncture; acupuncture or"
    ),
    N_("go to work; going to work; back to work; job; office; desk; desk job"),
    N_("hurts; hurt; hurting; painful; ouch; painless"),
    N_("more needles; higher dose; stronger needling; extra needles"),
    N_("which of my; which of them; which of the; which treatment; which one; which did it; which treatments"),
    N_("evidence; proof; proven; proved; study; studies; research; trial; trials; science; scientific"),
    N_("weeks; week; wk; wks"),
    N_("point; points; acupoint; acupoints; gb30; bl40; bl54; gb34"),
    N_("minutes; minute; mins; half an hour; an hour; hour"),
)
