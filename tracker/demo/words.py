"""What the people of the demo write in their diaries."""

from typing import Final

HARD_DAYS: Final = (
    "Woke up three times. Getting out of the car was the worst.",
    "Burning down to the calf after the meeting. Stood for the rest of it.",
    "Could not find a position on the sofa.",
    "Long drive, had to stop twice.",
    "Sneezed and felt it all the way down.",
    "Put my socks on lying down.",
)
MIDDLE_DAYS: Final = (
    "Better while walking, worse after sitting at my desk.",
    "Fine in the morning, sore in the evening.",
    "Stretching helped for an hour or so.",
    "Busy day, forgot to get up often enough.",
    "The back is stiff, the leg is quieter.",
)
EASY_DAYS: Final = (
    "Walked to the park and back without thinking about it.",
    "Slept through.",
    "Sat through a whole film.",
    "Only a dull feeling in the buttock.",
    "Carried the shopping home.",
)
AFTER_SESSIONS: Final = (
    "Leg felt warm and heavy, slept well.",
    "A little sore where the needles were.",
    "Calmer on the way home.",
    "Not much different today.",
)
WARNED: Final = "Something feels different. Called the number on the help page."
